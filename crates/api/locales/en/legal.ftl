# Texts the law asks for on a landing page: legal notice, privacy policy, accessibility statement.
# Which of them stand on a page depends on the profile and on what the page uses.
#
# A lawyer should check this wording, and the profile it is filled with, before it is relied on.

## Legal notice (§ 5 DDG)

landing-imprint = Legal notice
landing-imprint-law = Information according to § 5 DDG (German Digital Services Act)
landing-owner = Owner
landing-representative = Represented by
landing-register = Register entry
landing-vat-id = VAT identification number (§ 27a UStG)
landing-business-id = Business identification number (§ 139c AO)
landing-authority = Chamber or supervisory authority
landing-chamber = Chamber
landing-profession = Professional title
landing-profession-rules = The German Crafts Code (HwO) applies:
landing-dispute = Consumer dispute resolution
landing-dispute-text = We are neither willing nor obliged to take part in dispute resolution before a consumer arbitration board (§ 36 VSBG).
landing-dispute-board = We take part in dispute resolution before this consumer arbitration board (§ 36 VSBG):
landing-legal-form-sole-trader = sole trader
landing-legal-form-registered-trader = registered sole trader
landing-legal-form-gbr = partnership under civil law
landing-legal-form-registered-gbr = registered partnership under civil law
landing-legal-form-ohg = general partnership
landing-legal-form-kg = limited partnership
landing-legal-form-ug = entrepreneurial company with limited liability
landing-legal-form-gmbh = company with limited liability
landing-legal-form-ag = stock corporation
landing-legal-form-cooperative = registered cooperative

## Privacy policy (Art. 13 GDPR)

landing-privacy = Privacy policy
landing-privacy-controller = Controller
landing-privacy-officer = Data protection officer
landing-privacy-visit = Visiting this page
landing-privacy-visit-text = When you open this page our server processes your IP address to deliver it and to fend off abuse (Art. 6(1)(f) GDPR). The address is not stored. The page sets no cookies and loads nothing from third parties; its fonts come from our server too.
landing-privacy-visit-exported = When you open this page our web host processes your IP address, the time and the file you ask for to deliver it and to fend off abuse (Art. 6(1)(f) GDPR). We gladly tell you how long they are kept. The page sets no cookies; its fonts come from the same host.
landing-privacy-counting = Counting of views
landing-privacy-counting-views = We count how often this page is opened. Nothing about you is stored, and nothing is kept on or read from your device.
landing-privacy-counting-visitors = We count how many people visit this page in a day (Art. 6(1)(f) GDPR). From IP address, browser identification and a random number that is deleted daily our server computes an identifier. After the day it can no longer be related to anybody. Nothing is kept on or read from your device.
landing-privacy-chat = Chat assistant
landing-privacy-chat-text = An automatic assistant replies in the chat. Until you open the chat, only its button is loaded. Your messages and the replies are stored so that we can deal with your request (Art. 6(1)(b) and (f) GDPR). Instead of your IP address we store an identifier that changes daily.
landing-privacy-chat-storage = Once you write, your browser remembers the number of the conversation until you close the tab, so that it continues after a reload. This is strictly necessary for the chat (§ 25(2) no. 2 TDDDG).
landing-privacy-chat-exported = The chat comes from the server of our service provider, who runs it on our behalf. Your browser connects to that server once the page is loaded.
landing-privacy-chat-model = A language model words some of the replies. For that its provider receives your question and what we say of prices and hours, but nothing of an appointment request.
landing-privacy-forms = Forms
landing-privacy-forms-text = What you enter into a form is stored to reply to you or to plan your appointment (Art. 6(1)(b) GDPR). Only what we need for that is mandatory; name, phone number and e-mail address are stored encrypted.
landing-privacy-contact = Calls and e-mail
landing-privacy-contact-text = When you call or write to us we process what you tell us to deal with your request (Art. 6(1)(b) GDPR) and delete it once it is no longer needed and no retention duty applies.
landing-privacy-jobs = Applications
landing-privacy-jobs-text = We use the documents of an application only to decide on it (Art. 6(1)(b) GDPR). After a refusal we delete them once no claims are to be expected any more, usually after six months.
landing-privacy-map = Map
landing-privacy-map-text = The link to the map leads to OpenStreetMap. Only when you click it does the OpenStreetMap Foundation learn your IP address.
landing-privacy-recipients = Recipients
landing-privacy-recipients-text = We do not pass on your data. Service providers who run the server for us process it on our behalf only (Art. 28 GDPR).
landing-privacy-keeping = How long we keep data
landing-privacy-keeping-text = We delete what you tell us once we no longer need it for your request. We keep offers, orders and invoices as long as commercial and tax law demand (§ 257 HGB, § 147 AO; Art. 6(1)(c) GDPR).
landing-privacy-voluntary = Your choice
landing-privacy-voluntary-text = You are not obliged to give us data. Without what is needed we cannot deal with a request, though. We take no automated decisions within the meaning of Art. 22 GDPR.
landing-privacy-rights = Your rights
landing-privacy-rights-text = You have the right of access, rectification, erasure, restriction and portability (Art. 15 to 20 GDPR). Simply write to us.
landing-privacy-objection = Objection
landing-privacy-objection-text = Where we process data on the basis of Art. 6(1)(f) GDPR, you may object at any time on grounds relating to your particular situation (Art. 21 GDPR).
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

## Accessibility statement

landing-accessibility = Accessibility
landing-accessibility-lead = Accessibility statement of this page
landing-accessibility-service = What this page offers
landing-accessibility-service-text = It names services, prices, opening hours and the ways to reach us.
landing-accessibility-service-booking = It names services, prices, opening hours and the ways to reach us; appointments can be requested on it.
landing-accessibility-built = How it is built
landing-accessibility-built-text = The page can be used by keyboard and read by screen readers. Type can be enlarged to twice its size without loss. Text stands out clearly from its background in light and in dark. Nothing flashes or moves by itself, and all but the chat works without JavaScript.
landing-accessibility-status = Status
landing-accessibility-status-text = The measure is the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, on which EN 301 549 rests. The template of this page is checked against it automatically. There was no check by a third party.
landing-accessibility-limits = Known limits
landing-accessibility-limits-text = Texts and pictures are our own; where the description of a picture is missing we gladly add it. The map of OpenStreetMap we link to is not accessible; the way to us therefore stands on the page as text too, once we have described it.
landing-accessibility-report = Found a barrier?
landing-accessibility-report-text = Tell us what does not work. We help you in another way and mend the fault.
landing-accessibility-authority = Supervision
landing-accessibility-authority-text = Complaints under the German Accessibility Strengthening Act (BFSG) go to the Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen (MLBF) in Magdeburg.
