# Texts of the landing pages. They address visitors with neither Sie nor du where they can.
# A lawyer should check the legal wording before it is relied on.

landing-locale = de_DE
landing-skip = Zum Inhalt
landing-nav = Seite
landing-legal = Rechtliches

## Services and prices

landing-services = Leistungen und Preise
landing-services-short = Leistungen
landing-see-prices = Preise ansehen
landing-prices-note = Alle Preise inkl. MwSt.
landing-price-from = ab { $price }
landing-price-on-request = auf Anfrage
landing-minutes = { $count } Min.
landing-duration-hours = { $count } Std.

## Opening hours

landing-hours = Öffnungszeiten
landing-exceptions = Abweichende Zeiten
landing-closed = geschlossen
landing-day-monday = Mo
landing-day-tuesday = Di
landing-day-wednesday = Mi
landing-day-thursday = Do
landing-day-friday = Fr
landing-day-saturday = Sa
landing-day-sunday = So
# $month is a number from 1 to 12, $month-digits the same with two digits.
landing-date = { $day-digits }.{ $month-digits }.{ $year }

## Contact

landing-contact = Kontakt
landing-address = Adresse
landing-phone = Telefon
landing-email = E-Mail
landing-call = Anrufen
landing-appointment = Termin anfragen
landing-appointment-subject = Terminanfrage
landing-chat-hint = Preise, Zeiten und Termine nennt auch der Chat, jederzeit.
landing-emergency = Panne? Hilfe unter
landing-map = Auf der Karte zeigen
landing-closing = Fragen? Einfach anrufen.
landing-payment = Zahlung
landing-payment-cash = bar
landing-payment-girocard = Girocard
landing-payment-credit-card = Kreditkarte
landing-payment-invoice = Rechnung
landing-payment-bank-transfer = Überweisung
landing-payment-paypal = PayPal
landing-payment-instalments = Ratenzahlung

## Other sections

landing-brands = Marken
landing-questions = Häufige Fragen
landing-questions-short = Fragen
landing-kind-workshop = Kfz-Werkstatt
landing-kind-dealer = Autohaus
landing-kind-tyre-service = Reifenservice
landing-kind-body-shop = Karosserie und Lack

## Impressum (§ 5 DDG)

landing-imprint = Impressum
landing-imprint-law = Angaben gemäß § 5 DDG
landing-representative = Vertreten durch
landing-register = Registereintrag
landing-vat-id = Umsatzsteuer-Identifikationsnummer (§ 27a UStG)
landing-authority = Zuständige Kammer oder Aufsichtsbehörde
landing-dispute = Verbraucherstreitbeilegung
landing-dispute-text = Wir sind nicht bereit und nicht verpflichtet, an Streitbeilegungsverfahren vor einer Verbraucherschlichtungsstelle teilzunehmen (§ 36 VSBG).

## Datenschutzerklärung (Art. 13 DSGVO)

landing-privacy = Datenschutzerklärung
landing-privacy-controller = Verantwortlich
landing-privacy-visit = Besuch dieser Seite
landing-privacy-visit-text = Beim Aufruf dieser Seite verarbeitet unser Server Ihre IP-Adresse, um die Seite auszuliefern und Missbrauch abzuwehren (Art. 6 Abs. 1 Buchst. f DSGVO). Die Adresse wird nicht gespeichert. Die Seite setzt keine Cookies und lädt nichts von Dritten.
landing-privacy-chat = Chat-Assistent
landing-privacy-chat-text = Im Chat antwortet ein automatischer Assistent. Bis Sie den Chat öffnen, wird nur seine Schaltfläche geladen. Ihre Nachrichten und die Antworten werden gespeichert, damit wir Ihr Anliegen bearbeiten können (Art. 6 Abs. 1 Buchst. b und f DSGVO). Anstelle Ihrer IP-Adresse speichern wir eine täglich wechselnde Kennung.
landing-privacy-chat-storage = Sobald Sie schreiben, merkt sich Ihr Browser die Nummer des Gesprächs, bis Sie den Tab schließen, damit es nach dem Neuladen weitergeht. Das ist für den Chat unbedingt erforderlich (§ 25 Abs. 2 Nr. 2 TDDDG).
landing-privacy-contact = Anruf und E-Mail
landing-privacy-contact-text = Wenn Sie uns anrufen oder schreiben, verarbeiten wir Ihre Angaben, um Ihr Anliegen zu bearbeiten (Art. 6 Abs. 1 Buchst. b DSGVO), und löschen sie, sobald sie nicht mehr gebraucht werden und keine Aufbewahrungspflicht besteht.
landing-privacy-map = Karte
landing-privacy-map-text = Der Link zur Karte führt zu OpenStreetMap. Erst wenn Sie ihn anklicken, erfährt die OpenStreetMap Foundation Ihre IP-Adresse.
landing-privacy-recipients = Empfänger
landing-privacy-recipients-text = Wir geben Ihre Daten nicht weiter. Dienstleister, die den Server für uns betreiben, verarbeiten sie nur in unserem Auftrag (Art. 28 DSGVO).
landing-privacy-rights = Ihre Rechte
landing-privacy-rights-text = Sie haben das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung, Datenübertragbarkeit und Widerspruch (Art. 15 bis 21 DSGVO). Schreiben Sie uns dazu einfach.
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

## Not found

landing-not-found = Diese Seite gibt es nicht
landing-not-found-text = Die Adresse ist vielleicht vertippt, oder die Seite wurde vom Netz genommen.
