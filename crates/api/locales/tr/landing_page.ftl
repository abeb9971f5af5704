# Texts of the landing pages; the legal texts are in legal.ftl.

landing-locale = tr_TR
landing-skip = İçeriğe geç
landing-nav = Sayfa
landing-legal = Yasal bilgiler
landing-languages = Diller
landing-home = Ana sayfaya dön

## Sections. A template may have a title of its own: landing-<template>-section-<section>.

landing-section-services = Hizmetler ve fiyatlar
landing-section-appointment = Randevu isteyin
landing-section-about = Hakkımızda
landing-section-brands = Markalar
landing-section-gallery = İşlerimizden
landing-section-hours = Çalışma saatleri
landing-section-reviews = Müşterilerimiz ne diyor
landing-section-questions = Sık sorulan sorular
landing-section-emergency = Arıza veya kaza mı?
landing-section-contact = İletişim
landing-section-map = Bize nasıl ulaşırsınız
landing-section-jobs = Açık pozisyonlar
landing-workshop-classic-section-services = Fiyat tahtamız
landing-workshop-classic-section-about = Ustalarımız
landing-tyre-service-section-services = Ne kadar tutar?
landing-body-shop-section-gallery = Önce ve sonra
landing-dealer-section-gallery = Araçlar
landing-dealer-section-services = Servis ve fiyatlar
landing-classic-cars-section-services = İşler ve fiyatlar
landing-classic-cars-section-gallery = Atölyeden
landing-classic-cars-section-about = Atölyemiz
landing-classic-cars-section-questions = Sorular ve yanıtlar
landing-truck-van-section-emergency = Yolda mı kaldınız?

landing-nav-services = Hizmetler
landing-nav-appointment = Randevu
landing-nav-about = Hakkımızda
landing-nav-brands = Markalar
landing-nav-gallery = İşlerimizden
landing-body-shop-nav-gallery = Önce, sonra
landing-dealer-nav-gallery = Araçlar
landing-nav-hours = Çalışma saatleri
landing-nav-reviews = Yorumlar
landing-nav-questions = Sorular
landing-nav-emergency = Arıza
landing-nav-contact = İletişim
landing-nav-map = Yol tarifi
landing-nav-jobs = İş ilanları

## Services and prices

landing-see-prices = Fiyatlara bakın
landing-prices-note = Tüm fiyatlara KDV dâhildir.
landing-prices-note-small-business = Tüm fiyatlar son fiyattır; § 19 UStG uyarınca KDV alınmaz.
landing-prices-from-note = Başlangıç fiyatları araca göre değişir.
landing-price-from = { $price } ve üzeri
landing-price-on-request = fiyat sorunuz
landing-minutes = { $count } dk.
landing-duration-hours = { $count } saat
landing-column-service = Hizmet
landing-column-duration = Süre
landing-column-price = Fiyat

## Opening hours

landing-exceptions = Farklı saatler
landing-closed = kapalı
landing-around-the-clock = günün 24 saati
landing-today = bugün
# $time is 18:00, $day the name of a weekday.
landing-open-until = Bugün saat { $time } olana kadar açık
landing-opens-today = Bugün saat { $time } itibarıyla açık
landing-opens-weekday = Yeniden açılış: { $day }, saat { $time }
landing-opens-date = Yeniden açılış: { $date }, saat { $time }
landing-closed-until-further-notice = Şu anda kapalı
landing-day-monday = Pzt
landing-day-tuesday = Sal
landing-day-wednesday = Çar
landing-day-thursday = Per
landing-day-friday = Cum
landing-day-saturday = Cmt
landing-day-sunday = Paz
landing-weekday-monday = Pazartesi
landing-weekday-tuesday = Salı
landing-weekday-wednesday = Çarşamba
landing-weekday-thursday = Perşembe
landing-weekday-friday = Cuma
landing-weekday-saturday = Cumartesi
landing-weekday-sunday = Pazar
# $month is a number from 1 to 12, $month-digits the same with two digits.
landing-date = { $day-digits }.{ $month-digits }.{ $year }

## Public holidays, named as crates/brain names them

landing-holiday = Resmî tatil
landing-holiday-new-year = Yılbaşı
landing-holiday-epiphany = Epifani (Heilige Drei Könige)
landing-holiday-womens-day = Kadınlar Günü
landing-holiday-good-friday = Kutsal Cuma (Karfreitag)
landing-holiday-easter-sunday = Paskalya Pazarı
landing-holiday-easter-monday = Paskalya Pazartesisi
landing-holiday-labour-day = İşçi Bayramı
landing-holiday-liberation-day = Kurtuluş Günü
landing-holiday-ascension = Göğe Yükseliş (Christi Himmelfahrt)
landing-holiday-whit-sunday = Pentekost Pazarı
landing-holiday-whit-monday = Pentekost Pazartesisi
landing-holiday-uprising-day = 17 Haziran Anma Günü
landing-holiday-corpus-christi = Fronleichnam
landing-holiday-assumption = Meryem’in Göğe Alınışı
landing-holiday-childrens-day = Dünya Çocuk Günü
landing-holiday-german-unity = Alman Birliği Günü
landing-holiday-reformation = Reform Günü
landing-holiday-all-saints = Azizler Günü
landing-holiday-repentance = Tövbe ve Dua Günü
landing-holiday-christmas-day = Noel’in 1. günü
landing-holiday-boxing-day = Noel’in 2. günü

## Contact

landing-address = Adres
landing-phone = Telefon
landing-email = E-posta
landing-call = Arayın
landing-appointment = Randevu isteyin
landing-appointment-subject = Randevu talebi
landing-chat-hint = Fiyatları, saatleri ve randevuları sohbetten de öğrenebilirsiniz, her zaman.
landing-map = Haritada göster
landing-map-opens = OpenStreetMap açılır
landing-closing = Sorunuz mu var? Bizi arayın.
landing-payment = Ödeme
landing-payment-cash = nakit
landing-payment-girocard = Girocard
landing-payment-credit-card = kredi kartı
landing-payment-invoice = fatura
landing-payment-bank-transfer = havale
landing-payment-paypal = PayPal
landing-payment-instalments = taksit

## Forms

landing-form-contact = Bize yazın
landing-form-name = Adınız
landing-form-email = E-posta
landing-form-phone = Telefon
landing-form-reach = E-posta veya telefon, biri yeterli.
landing-form-message = Mesajınız
landing-form-note = Bilmemiz gerekenler
landing-form-optional = isteğe bağlı
landing-form-service = Konu nedir?
landing-form-service-other = Başka bir konu
landing-form-date = İstediğiniz gün
landing-form-time = Günün saati
landing-form-time-any = fark etmez
landing-form-time-morning = öğleden önce
landing-form-time-afternoon = öğleden sonra
landing-form-vehicle = Aracınız
landing-form-vehicle-hint = Marka, model, yıl
landing-form-send = Mesajı gönderin
landing-form-ask = Randevu isteyin
landing-form-privacy = Bilgilerinizi yalnızca size yanıt vermek için kullanırız.
landing-form-leave-empty = Lütfen bu alanı boş bırakın
landing-form-contact-sent = Teşekkürler, mesajınız ulaştı. Size döneceğiz.
landing-form-appointment-sent = Teşekkürler, talebiniz ulaştı. Randevu, biz onayladığımızda geçerlidir.
landing-form-rejected = Lütfen işaretli alanları kontrol edin.

## Emergency

landing-emergency = Arıza mı? Yardım hattı
landing-emergency-text = Dörtlüleri yakın, yeleğinizi giyin, bariyerin arkasına geçin. Sonra bizi arayın ve yerinizi söyleyin.
landing-emergency-call = Yol yardımı

## Reviews

landing-stars = 5 üzerinden { $count } yıldız
landing-reviews-unchecked = Bizim seçtiğimiz yorumlardır. Müşterilerden gelip gelmediğini denetlemedik.
landing-reviews-matched = Bizim seçtiğimiz yorumlardır. Her birini bir siparişle karşılaştırdık.

## About, gallery, jobs, map

landing-team = Ekip
landing-before = Önce
landing-after = Sonra
landing-employment-full-time = tam zamanlı
landing-employment-part-time = yarı zamanlı
landing-employment-full-or-part-time = tam veya yarı zamanlı
landing-employment-apprenticeship = meslek eğitimi
landing-employment-internship = staj
landing-employment-mini-job = Minijob
landing-apply = Başvurun
landing-apply-subject = Başvuru: { $title }

## What a business mainly does

landing-kind-workshop = Oto tamirhanesi
landing-kind-dealer = Oto galeri
landing-kind-tyre-service = Lastik servisi
landing-kind-body-shop = Kaporta ve boya

## Words of single templates

landing-season-title = Ekimden Paskalya’ya
landing-season-text = Kışlık lastik ekimden Paskalya’ya, yazlık lastik Paskalya’dan ekime: Bu kural çoğu yıl için uygundur. Almanya’da buz, kar ve kırağıda Alpine simgeli lastik zorunludur (§ 2 Abs. 3a StVO).
landing-season-winter = Kışlık lastik
landing-season-summer = Yazlık lastik
landing-months = O Ş M N M H T A E E K A

## Not found

landing-not-found = Böyle bir sayfa yok
landing-not-found-text = Adres yanlış yazılmış veya sayfa yayından kaldırılmış olabilir.
