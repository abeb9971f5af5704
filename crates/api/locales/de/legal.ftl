# Texts the law asks for on a landing page: Impressum, Datenschutzerklärung, Erklärung zur
# Barrierefreiheit. Which of them stand on a page depends on the profile and on what the page uses.
#
# A lawyer should check this wording, and the profile it is filled with, before it is relied on.

## Impressum (§ 5 DDG)

landing-imprint = Impressum
landing-imprint-law = Angaben gemäß § 5 DDG
landing-owner = Inhaberin oder Inhaber
landing-representative = Vertreten durch
landing-register = Registereintrag
landing-vat-id = Umsatzsteuer-Identifikationsnummer (§ 27a UStG)
landing-business-id = Wirtschafts-Identifikationsnummer (§ 139c AO)
landing-authority = Zuständige Kammer oder Aufsichtsbehörde
landing-chamber = Zuständige Kammer
landing-profession = Berufsbezeichnung
landing-profession-rules = Es gilt die Handwerksordnung (HwO):
landing-dispute = Verbraucherstreitbeilegung
landing-dispute-text = Wir sind nicht bereit und nicht verpflichtet, an Streitbeilegungsverfahren vor einer Verbraucherschlichtungsstelle teilzunehmen (§ 36 VSBG).
landing-dispute-board = Wir nehmen an Streitbeilegungsverfahren vor dieser Verbraucherschlichtungsstelle teil (§ 36 VSBG):
landing-legal-form-sole-trader = Einzelunternehmen
landing-legal-form-registered-trader = eingetragene Kauffrau, eingetragener Kaufmann
landing-legal-form-gbr = Gesellschaft bürgerlichen Rechts
landing-legal-form-registered-gbr = eingetragene Gesellschaft bürgerlichen Rechts
landing-legal-form-ohg = offene Handelsgesellschaft
landing-legal-form-kg = Kommanditgesellschaft
landing-legal-form-ug = Unternehmergesellschaft (haftungsbeschränkt)
landing-legal-form-gmbh = Gesellschaft mit beschränkter Haftung
landing-legal-form-ag = Aktiengesellschaft
landing-legal-form-cooperative = eingetragene Genossenschaft

## Datenschutzerklärung (Art. 13 DSGVO)

landing-privacy = Datenschutzerklärung
landing-privacy-controller = Verantwortlich
landing-privacy-officer = Datenschutzbeauftragte oder Datenschutzbeauftragter
landing-privacy-visit = Besuch dieser Seite
landing-privacy-visit-text = Beim Aufruf dieser Seite verarbeitet unser Server Ihre IP-Adresse, um die Seite auszuliefern und Missbrauch abzuwehren (Art. 6 Abs. 1 Buchst. f DSGVO). Die Adresse wird nicht gespeichert. Die Seite setzt keine Cookies und lädt nichts von Dritten; auch die Schriften kommen von unserem Server.
landing-privacy-visit-exported = Beim Aufruf dieser Seite verarbeitet der Anbieter unseres Webspace Ihre IP-Adresse, die Zeit und die aufgerufene Datei, um die Seite auszuliefern und Missbrauch abzuwehren (Art. 6 Abs. 1 Buchst. f DSGVO). Wie lange er sie aufbewahrt, sagen wir Ihnen gern. Die Seite setzt keine Cookies; auch die Schriften kommen von diesem Webspace.
landing-privacy-counting = Zählung der Aufrufe
landing-privacy-counting-views = Wir zählen, wie oft diese Seite aufgerufen wird. Dabei wird nichts über Sie gespeichert und nichts auf Ihrem Gerät abgelegt oder ausgelesen.
landing-privacy-counting-visitors = Wir zählen, wie viele Menschen diese Seite an einem Tag besuchen (Art. 6 Abs. 1 Buchst. f DSGVO). Dazu bildet unser Server aus IP-Adresse, Browserkennung und einer Zufallszahl, die täglich gelöscht wird, eine Kennung. Nach dem Tag lässt sie sich niemandem mehr zuordnen. Auf Ihrem Gerät wird nichts abgelegt oder ausgelesen.
landing-privacy-chat = Chat-Assistent
landing-privacy-chat-text = Im Chat antwortet ein automatischer Assistent. Bis Sie den Chat öffnen, wird nur seine Schaltfläche geladen. Ihre Nachrichten und die Antworten werden gespeichert, damit wir Ihr Anliegen bearbeiten können (Art. 6 Abs. 1 Buchst. b und f DSGVO). Anstelle Ihrer IP-Adresse speichern wir eine täglich wechselnde Kennung.
landing-privacy-chat-storage = Sobald Sie schreiben, merkt sich Ihr Browser die Nummer des Gesprächs, bis Sie den Tab schließen, damit es nach dem Neuladen weitergeht. Das ist für den Chat unbedingt erforderlich (§ 25 Abs. 2 Nr. 2 TDDDG).
landing-privacy-chat-exported = Der Chat kommt vom Server unseres Dienstleisters, der ihn in unserem Auftrag betreibt. Ihr Browser verbindet sich mit diesem Server, sobald die Seite geladen ist.
landing-privacy-chat-model = Bei manchen Fragen formuliert ein Sprachmodell die Antwort. Sein Anbieter erhält dazu Ihre Frage und unsere Angaben zu Preisen und Zeiten, aber nichts aus einer Terminanfrage.
landing-privacy-forms = Formulare
landing-privacy-forms-text = Was Sie in ein Formular eintragen, speichern wir, um Ihnen zu antworten oder Ihren Termin zu planen (Art. 6 Abs. 1 Buchst. b DSGVO). Pflicht ist nur, was wir dafür brauchen; Name, Telefonnummer und E-Mail-Adresse werden verschlüsselt abgelegt.
landing-privacy-contact = Anruf und E-Mail
landing-privacy-contact-text = Wenn Sie uns anrufen oder schreiben, verarbeiten wir Ihre Angaben, um Ihr Anliegen zu bearbeiten (Art. 6 Abs. 1 Buchst. b DSGVO), und löschen sie, sobald sie nicht mehr gebraucht werden und keine Aufbewahrungspflicht besteht.
landing-privacy-jobs = Bewerbungen
landing-privacy-jobs-text = Unterlagen zu einer Bewerbung nutzen wir nur, um über sie zu entscheiden (Art. 6 Abs. 1 Buchst. b DSGVO). Nach einer Absage löschen wir sie, sobald Ansprüche daraus nicht mehr zu erwarten sind, in der Regel nach sechs Monaten.
landing-privacy-map = Karte
landing-privacy-map-text = Der Link zur Karte führt zu OpenStreetMap. Erst wenn Sie ihn anklicken, erfährt die OpenStreetMap Foundation Ihre IP-Adresse.
landing-privacy-recipients = Empfänger
landing-privacy-recipients-text = Wir geben Ihre Daten nicht weiter. Dienstleister, die den Server für uns betreiben, verarbeiten sie nur in unserem Auftrag (Art. 28 DSGVO).
landing-privacy-keeping = Wie lange wir speichern
landing-privacy-keeping-text = Wir löschen Ihre Angaben, sobald wir sie für Ihr Anliegen nicht mehr brauchen. Angebote, Aufträge und Rechnungen bewahren wir so lange auf, wie das Handels- und Steuerrecht es verlangt (§ 257 HGB, § 147 AO; Art. 6 Abs. 1 Buchst. c DSGVO).
landing-privacy-voluntary = Freiwilligkeit
landing-privacy-voluntary-text = Sie sind nicht verpflichtet, uns Daten zu geben. Ohne die nötigen Angaben können wir ein Anliegen aber nicht bearbeiten. Automatisierte Entscheidungen im Sinne von Art. 22 DSGVO treffen wir nicht.
landing-privacy-rights = Ihre Rechte
landing-privacy-rights-text = Sie haben das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung und Datenübertragbarkeit (Art. 15 bis 20 DSGVO). Schreiben Sie uns dazu einfach.
landing-privacy-objection = Widerspruch
landing-privacy-objection-text = Verarbeiten wir Daten aufgrund von Art. 6 Abs. 1 Buchst. f DSGVO, können Sie dem aus Gründen, die sich aus Ihrer besonderen Situation ergeben, jederzeit widersprechen (Art. 21 DSGVO).
# $state is the code of a federal state, or `none`.
landing-privacy-supervisor = { $state ->
    [BW] Beschweren können Sie sich beim Landesbeauftragten für den Datenschutz und die Informationsfreiheit Baden-Württemberg.
    [BY] Beschweren können Sie sich beim Bayerischen Landesamt für Datenschutzaufsicht.
    [BE] Beschweren können Sie sich bei der Berliner Beauftragten für Datenschutz und Informationsfreiheit.
    [BB] Beschweren können Sie sich bei der Landesbeauftragten für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg.
    [HB] Beschweren können Sie sich beim Landesbeauftragten für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen.
    [HH] Beschweren können Sie sich beim Hamburgischen Beauftragten für Datenschutz und Informationsfreiheit.
    [HE] Beschweren können Sie sich beim Hessischen Beauftragten für Datenschutz und Informationsfreiheit.
    [MV] Beschweren können Sie sich beim Landesbeauftragten für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern.
    [NI] Beschweren können Sie sich beim Landesbeauftragten für den Datenschutz Niedersachsen.
    [NW] Beschweren können Sie sich bei der Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen.
    [RP] Beschweren können Sie sich beim Landesbeauftragten für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz.
    [SL] Beschweren können Sie sich beim Unabhängigen Datenschutzzentrum Saarland.
    [SN] Beschweren können Sie sich bei der Sächsischen Datenschutz- und Transparenzbeauftragten.
    [ST] Beschweren können Sie sich bei der Landesbeauftragten für den Datenschutz Sachsen-Anhalt.
    [SH] Beschweren können Sie sich beim Unabhängigen Landeszentrum für Datenschutz Schleswig-Holstein.
    [TH] Beschweren können Sie sich beim Thüringer Landesbeauftragten für den Datenschutz und die Informationsfreiheit.
   *[none] Beschweren können Sie sich bei jeder Datenschutzaufsichtsbehörde (Art. 77 DSGVO).
}

## Erklärung zur Barrierefreiheit

landing-accessibility = Barrierefreiheit
landing-accessibility-lead = Erklärung zur Barrierefreiheit dieser Seite
landing-accessibility-service = Was diese Seite bietet
landing-accessibility-service-text = Sie nennt Leistungen, Preise, Öffnungszeiten und die Wege, uns zu erreichen.
landing-accessibility-service-booking = Sie nennt Leistungen, Preise, Öffnungszeiten und die Wege, uns zu erreichen; Termine lassen sich auf ihr anfragen.
landing-accessibility-built = Wie sie gebaut ist
landing-accessibility-built-text = Die Seite lässt sich mit der Tastatur bedienen und mit Vorleseprogrammen lesen. Schrift lässt sich auf das Doppelte vergrößern, ohne dass etwas verloren geht. Texte heben sich in heller und dunkler Darstellung deutlich vom Grund ab. Nichts blinkt oder läuft von selbst, und alles außer dem Chat funktioniert ohne JavaScript.
landing-accessibility-status = Stand
landing-accessibility-status-text = Maßstab sind die Web Content Accessibility Guidelines (WCAG) 2.2, Stufe AA, auf die sich die Norm EN 301 549 stützt. Die Vorlage dieser Seite wird daran automatisch geprüft. Eine Prüfung durch Dritte gab es nicht.
landing-accessibility-limits = Bekannte Grenzen
landing-accessibility-limits-text = Texte und Bilder stellen wir selbst ein; wo eine Bildbeschreibung fehlt, ergänzen wir sie gern. Die Karte von OpenStreetMap, auf die wir verweisen, ist nicht barrierefrei; der Weg zu uns steht deshalb auch als Text auf der Seite, sobald wir ihn beschrieben haben.
landing-accessibility-report = Eine Barriere gefunden?
landing-accessibility-report-text = Sagen Sie uns, was nicht geht. Wir helfen Ihnen auf einem anderen Weg und beheben den Fehler.
landing-accessibility-authority = Aufsicht
landing-accessibility-authority-text = Zuständig für Beschwerden nach dem Barrierefreiheitsstärkungsgesetz (BFSG) ist die Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen (MLBF) in Magdeburg.
