# Texts the law asks for on a landing page: Impressum, privacy policy, accessibility statement.
# Which of them stand on a page depends on the profile and on what the page uses.
#
# A lawyer should check this wording, and the profile it is filled with, before it is relied on.

## Impressum (§ 5 DDG)

landing-imprint = Künye (Impressum)
landing-imprint-law = § 5 DDG uyarınca bilgiler
landing-owner = İşletme sahibi
landing-representative = Temsilci
landing-register = Sicil kaydı
landing-vat-id = KDV kimlik numarası (§ 27a UStG)
landing-business-id = İşletme kimlik numarası (§ 139c AO)
landing-authority = Yetkili oda veya denetim makamı
landing-chamber = Yetkili oda
landing-profession = Meslek unvanı
landing-profession-rules = Alman El Sanatları Yasası (HwO) geçerlidir:
landing-dispute = Tüketici uyuşmazlıkları
landing-dispute-text = Bir tüketici hakem heyeti önünde uyuşmazlık çözümüne katılmaya istekli veya yükümlü değiliz (§ 36 VSBG).
landing-dispute-board = Şu tüketici hakem heyeti önünde uyuşmazlık çözümüne katılıyoruz (§ 36 VSBG):
landing-legal-form-sole-trader = şahıs işletmesi (Einzelunternehmen)
landing-legal-form-registered-trader = sicile kayıtlı tacir (e. K.)
landing-legal-form-gbr = adi ortaklık (GbR)
landing-legal-form-registered-gbr = sicile kayıtlı adi ortaklık (eGbR)
landing-legal-form-ohg = kolektif şirket (OHG)
landing-legal-form-kg = komandit şirket (KG)
landing-legal-form-ug = sınırlı sorumlu girişimci şirketi (UG)
landing-legal-form-gmbh = limited şirket (GmbH)
landing-legal-form-ag = anonim şirket (AG)
landing-legal-form-cooperative = kooperatif (eG)

## Privacy policy (Art. 13 GDPR)

landing-privacy = Gizlilik bildirimi
landing-privacy-controller = Sorumlu
landing-privacy-officer = Veri koruma görevlisi
landing-privacy-visit = Bu sayfanın ziyareti
landing-privacy-visit-text = Bu sayfayı açtığınızda sunucumuz, sayfayı göndermek ve kötüye kullanımı önlemek için IP adresinizi işler (GDPR m. 6/1-f). Adres saklanmaz. Sayfa çerez kullanmaz ve üçüncü taraflardan hiçbir şey yüklemez; yazı tipleri de sunucumuzdan gelir.
landing-privacy-visit-exported = Bu sayfayı açtığınızda web barındırıcımız, sayfayı göndermek ve kötüye kullanımı önlemek için IP adresinizi, zamanı ve istenen dosyayı işler (GDPR m. 6/1-f). Bunların ne kadar saklandığını size memnuniyetle bildiririz. Sayfa çerez kullanmaz; yazı tipleri de aynı yerden gelir.
landing-privacy-counting = Ziyaretlerin sayılması
landing-privacy-counting-views = Bu sayfanın kaç kez açıldığını sayarız. Hakkınızda hiçbir şey saklanmaz, cihazınıza bir şey yazılmaz ve cihazınızdan bir şey okunmaz.
landing-privacy-counting-visitors = Bu sayfayı bir günde kaç kişinin ziyaret ettiğini sayarız (GDPR m. 6/1-f). Sunucumuz bunun için IP adresi, tarayıcı bilgisi ve her gün silinen rastgele bir sayıdan bir kimlik hesaplar. Gün bittikten sonra bu kimlik kimseyle ilişkilendirilemez. Cihazınıza bir şey yazılmaz ve cihazınızdan bir şey okunmaz.
landing-privacy-chat = Sohbet asistanı
landing-privacy-chat-text = Sohbette otomatik bir asistan yanıt verir. Siz sohbeti açana kadar yalnızca düğmesi yüklenir. Mesajlarınız ve yanıtlar, talebinizle ilgilenebilmemiz için saklanır (GDPR m. 6/1-b ve f). IP adresiniz yerine her gün değişen bir kimlik saklarız.
landing-privacy-chat-storage = Yazmaya başladığınızda tarayıcınız, sayfa yenilendiğinde sohbet sürsün diye sekmeyi kapatana kadar görüşmenin numarasını hatırlar. Bu, sohbet için zorunludur (§ 25 Abs. 2 Nr. 2 TDDDG).
landing-privacy-chat-exported = Sohbet, onu bizim adımıza işleten hizmet sağlayıcımızın sunucusundan gelir. Sayfa yüklendiğinde tarayıcınız bu sunucuya bağlanır.
landing-privacy-chat-model = Bazı yanıtları bir dil modeli yazar. Sağlayıcısı bunun için sorunuzu ve bizim fiyat ve saat bilgilerimizi alır, ancak randevu taleplerinden hiçbir şey almaz.
landing-privacy-forms = Formlar
landing-privacy-forms-text = Forma yazdıklarınızı, size yanıt vermek veya randevunuzu planlamak için saklarız (GDPR m. 6/1-b). Yalnızca bunun için gerekenler zorunludur; ad, telefon numarası ve e-posta adresi şifreli olarak saklanır.
landing-privacy-contact = Telefon ve e-posta
landing-privacy-contact-text = Bizi aradığınızda veya bize yazdığınızda, verdiğiniz bilgileri talebinizle ilgilenmek için işler (GDPR m. 6/1-b), artık gerekmediğinde ve saklama yükümlülüğü yoksa sileriz.
landing-privacy-jobs = Başvurular
landing-privacy-jobs-text = Başvuru belgelerini yalnızca başvuru hakkında karar vermek için kullanırız (GDPR m. 6/1-b). Olumsuz yanıttan sonra, artık talep beklenmediğinde, genellikle altı ay sonra sileriz.
landing-privacy-map = Harita
landing-privacy-map-text = Harita bağlantısı OpenStreetMap’e gider. OpenStreetMap Foundation IP adresinizi ancak bağlantıya tıkladığınızda öğrenir.
landing-privacy-recipients = Alıcılar
landing-privacy-recipients-text = Verilerinizi başkalarına vermeyiz. Sunucuyu bizim için işleten hizmet sağlayıcılar bunları yalnızca bizim adımıza işler (GDPR m. 28).
landing-privacy-keeping = Ne kadar saklarız
landing-privacy-keeping-text = Bilgilerinizi, talebiniz için artık gerekmediğinde sileriz. Teklif, sipariş ve faturaları ticaret ve vergi hukukunun gerektirdiği süre boyunca saklarız (§ 257 HGB, § 147 AO; GDPR m. 6/1-c).
landing-privacy-voluntary = Gönüllülük
landing-privacy-voluntary-text = Bize veri vermek zorunda değilsiniz. Ancak gerekli bilgiler olmadan bir taleple ilgilenemeyiz. GDPR m. 22 anlamında otomatik kararlar almayız.
landing-privacy-rights = Haklarınız
landing-privacy-rights-text = Bilgi alma, düzeltme, silme, işlemenin kısıtlanması ve veri taşınabilirliği haklarına sahipsiniz (GDPR m. 15–20). Bunun için bize yazmanız yeterli.
landing-privacy-objection = İtiraz
landing-privacy-objection-text = Verileri GDPR m. 6/1-f temelinde işlediğimizde, özel durumunuzdan doğan nedenlerle buna her zaman itiraz edebilirsiniz (GDPR m. 21).
# $state is the code of a federal state, or `none`.
landing-privacy-supervisor = { $state ->
    [BW] Şikâyet için: Landesbeauftragter für den Datenschutz und die Informationsfreiheit Baden-Württemberg.
    [BY] Şikâyet için: Bayerisches Landesamt für Datenschutzaufsicht.
    [BE] Şikâyet için: Berliner Beauftragte für Datenschutz und Informationsfreiheit.
    [BB] Şikâyet için: Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg.
    [HB] Şikâyet için: Landesbeauftragter für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen.
    [HH] Şikâyet için: Hamburgischer Beauftragter für Datenschutz und Informationsfreiheit.
    [HE] Şikâyet için: Hessischer Beauftragter für Datenschutz und Informationsfreiheit.
    [MV] Şikâyet için: Landesbeauftragter für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern.
    [NI] Şikâyet için: Landesbeauftragter für den Datenschutz Niedersachsen.
    [NW] Şikâyet için: Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen.
    [RP] Şikâyet için: Landesbeauftragter für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz.
    [SL] Şikâyet için: Unabhängiges Datenschutzzentrum Saarland.
    [SN] Şikâyet için: Sächsische Datenschutz- und Transparenzbeauftragte.
    [ST] Şikâyet için: Landesbeauftragte für den Datenschutz Sachsen-Anhalt.
    [SH] Şikâyet için: Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein.
    [TH] Şikâyet için: Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit.
   *[none] Her veri koruma makamına şikâyette bulunabilirsiniz (GDPR m. 77).
}

## Accessibility statement

landing-accessibility = Erişilebilirlik
landing-accessibility-lead = Bu sayfanın erişilebilirlik bildirimi
landing-accessibility-service = Bu sayfa ne sunar
landing-accessibility-service-text = Hizmetleri, fiyatları, çalışma saatlerini ve bize ulaşma yollarını gösterir.
landing-accessibility-service-booking = Hizmetleri, fiyatları, çalışma saatlerini ve bize ulaşma yollarını gösterir; üzerinden randevu istenebilir.
landing-accessibility-built = Nasıl yapıldı
landing-accessibility-built-text = Sayfa klavyeyle kullanılabilir ve ekran okuyucularla okunabilir. Yazılar kayıpsız olarak iki katına büyütülebilir. Metinler açık ve koyu görünümde zeminden net biçimde ayrılır. Hiçbir şey kendiliğinden yanıp sönmez veya hareket etmez; sohbet dışında her şey JavaScript olmadan çalışır.
landing-accessibility-status = Durum
landing-accessibility-status-text = Ölçüt, EN 301 549 standardının dayandığı Web Content Accessibility Guidelines (WCAG) 2.2, AA düzeyidir. Bu sayfanın şablonu buna göre otomatik olarak denetlenir. Üçüncü taraflarca bir denetim yapılmamıştır.
landing-accessibility-limits = Bilinen sınırlar
landing-accessibility-limits-text = Metinleri ve görselleri kendimiz ekleriz; bir görselin açıklaması eksikse memnuniyetle ekleriz. Bağlantı verdiğimiz OpenStreetMap haritası erişilebilir değildir; bu yüzden yol tarifi, yazdığımız anda sayfada metin olarak da yer alır.
landing-accessibility-report = Bir engelle mi karşılaştınız?
landing-accessibility-report-text = Neyin çalışmadığını bize söyleyin. Size başka bir yoldan yardım eder ve hatayı gideririz.
landing-accessibility-authority = Denetim
landing-accessibility-authority-text = Barrierefreiheitsstärkungsgesetz (BFSG) kapsamındaki şikâyetler için yetkili makam, Magdeburg’daki Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen (MLBF) kurumudur.
