# Texts of the landing pages.
# A lawyer should check the legal wording before it is relied on.

landing-locale = en_GB
landing-skip = Skip to content
landing-nav = Page
landing-legal = Legal

## Services and prices

landing-services = Services and prices
landing-services-short = Services
landing-see-prices = See prices
landing-prices-note = All prices include VAT.
landing-price-from = from { $price }
landing-price-on-request = on request
landing-minutes = { $count } min
landing-duration-hours = { $count } h

## Opening hours

landing-hours = Opening hours
landing-exceptions = Different hours
landing-closed = closed
landing-day-monday = Mon
landing-day-tuesday = Tue
landing-day-wednesday = Wed
landing-day-thursday = Thu
landing-day-friday = Fri
landing-day-saturday = Sat
landing-day-sunday = Sun
# $month is a number from 1 to 12, $month-digits the same with two digits.
landing-date = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }

## Contact

landing-contact = Contact
landing-address = Address
landing-phone = Phone
landing-email = E-mail
landing-call = Call
landing-appointment = Request an appointment
landing-appointment-subject = Appointment request
landing-chat-hint = The chat also tells you prices, hours and appointments, any time.
landing-emergency = Breakdown? Call
landing-map = Show on the map
landing-closing = Questions? Just call.
landing-payment = Payment
landing-payment-cash = cash
landing-payment-girocard = Girocard
landing-payment-credit-card = credit card
landing-payment-invoice = invoice
landing-payment-bank-transfer = bank transfer
landing-payment-paypal = PayPal
landing-payment-instalments = instalments

## Other sections

landing-brands = Makes
landing-questions = Frequent questions
landing-questions-short = Questions
landing-kind-workshop = Car workshop
landing-kind-dealer = Car dealer
landing-kind-tyre-service = Tyre service
landing-kind-body-shop = Body and paint shop

## Legal notice (§ 5 DDG)

landing-imprint = Legal notice
landing-imprint-law = Information according to § 5 DDG (German Digital Services Act)
landing-representative = Represented by
landing-register = Register entry
landing-vat-id = VAT identification number (§ 27a UStG)
landing-authority = Chamber or supervisory authority
landing-dispute = Consumer dispute resolution
landing-dispute-text = We are neither willing nor obliged to take part in dispute resolution before a consumer arbitration board (§ 36 VSBG).

## Privacy policy (Art. 13 GDPR)

landing-privacy = Privacy policy
landing-privacy-controller = Controller
landing-privacy-visit = Visiting this page
landing-privacy-visit-text = When you open this page our server processes your IP address to deliver it and to fend off abuse (Art. 6(1)(f) GDPR). The address is not stored. The page sets no cookies and loads nothing from third parties.
landing-privacy-chat = Chat assistant
landing-privacy-chat-text = An automatic assistant replies in the chat. Until you open the chat, only its button is loaded. Your messages and the replies are stored so that we can deal with your request (Art. 6(1)(b) and (f) GDPR). Instead of your IP address we store an identifier that changes daily.
landing-privacy-chat-storage = Once you write, your browser remembers the number of the conversation until you close the tab, so that it continues after a reload. This is strictly necessary for the chat (§ 25(2) no. 2 TDDDG).
landing-privacy-contact = Calls and e-mail
landing-privacy-contact-text = When you call or write to us we process what you tell us to deal with your request (Art. 6(1)(b) GDPR) and delete it once it is no longer needed and no retention duty applies.
landing-privacy-map = Map
landing-privacy-map-text = The link to the map leads to OpenStreetMap. Only when you click it does the OpenStreetMap Foundation learn your IP address.
landing-privacy-recipients = Recipients
landing-privacy-recipients-text = We do not pass on your data. Service providers who run the server for us process it on our behalf only (Art. 28 GDPR).
landing-privacy-rights = Your rights
landing-privacy-rights-text = You have the right of access, rectification, erasure, restriction, portability and objection (Art. 15 to 21 GDPR). Simply write to us.
# $state is the code of a federal state, or `none`.
landing-privacy-supervisor = { $state ->
    [BW] You may lodge a complaint with the data protection authority of Baden-Württemberg (Landesbeauftragter für den Datenschutz und die Informationsfreiheit).
    [BY] You may lodge a complaint with the data protection authority of Bavaria (Bayerisches Landesamt für Datenschutzaufsicht).
    [BE] You may lodge a complaint with the data protection authority of Berlin (Berliner Beauftragte für Datenschutz und Informationsfreiheit).
    [BB] You may lodge a complaint with the data protection authority of Brandenburg (Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht).
    [HB] You may lodge a complaint with the data protection authority of Bremen (Landesbeauftragter für Datenschutz und Informationsfreiheit).
    [HH] You may lodge a complaint with the data protection authority of Hamburg (Hamburgischer Beauftragter für Datenschutz und Informationsfreiheit).
    [HE] You may lodge a complaint with the data protection authority of Hesse (Hessischer Beauftragter für Datenschutz und Informationsfreiheit).
    [MV] You may lodge a complaint with the data protection authority of Mecklenburg-Western Pomerania (Landesbeauftragter für Datenschutz und Informationsfreiheit).
    [NI] You may lodge a complaint with the data protection authority of Lower Saxony (Landesbeauftragter für den Datenschutz Niedersachsen).
    [NW] You may lodge a complaint with the data protection authority of North Rhine-Westphalia (Landesbeauftragte für Datenschutz und Informationsfreiheit).
    [RP] You may lodge a complaint with the data protection authority of Rhineland-Palatinate (Landesbeauftragter für den Datenschutz und die Informationsfreiheit).
    [SL] You may lodge a complaint with the data protection authority of Saarland (Unabhängiges Datenschutzzentrum Saarland).
    [SN] You may lodge a complaint with the data protection authority of Saxony (Sächsische Datenschutz- und Transparenzbeauftragte).
    [ST] You may lodge a complaint with the data protection authority of Saxony-Anhalt (Landesbeauftragte für den Datenschutz).
    [SH] You may lodge a complaint with the data protection authority of Schleswig-Holstein (Unabhängiges Landeszentrum für Datenschutz).
    [TH] You may lodge a complaint with the data protection authority of Thuringia (Thüringer Landesbeauftragter für den Datenschutz und die Informationsfreiheit).
   *[none] You may lodge a complaint with any data protection authority (Art. 77 GDPR).
}

## Not found

landing-not-found = This page does not exist
landing-not-found-text = The address may be mistyped, or the page was taken offline.
