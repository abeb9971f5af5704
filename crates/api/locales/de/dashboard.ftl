# Texts of the dashboard.

## General

save = Speichern
cancel = Abbrechen
edit = Bearbeiten
edit-of = { $name } bearbeiten
delete = Löschen
delete-of = { $name } löschen
delete-confirm = Ja, löschen
actions = Aktionen
search = Suchen
copy = Kopieren
copied = Kopiert
copy-refused = Der Browser erlaubt das Kopieren hier nicht. Bitte markieren und selbst kopieren.
loading = Wird geladen …
never = noch nie
closed = geschlossen
last-30-days = in den letzten 30 Tagen
unanswered = Ohne Antwort
field-optional = (optional)
action-retry = Noch einmal versuchen
skip-to-content = Zum Inhalt springen
pager-label = Seiten
pager-newest = Zu den neuesten
pager-older = Ältere laden

saved-created = Angelegt.
saved-updated = Gespeichert.
saved-deleted = Gelöscht.
saved-dismissed = Aus der Liste genommen.
saved-revoked = Der Schlüssel ist gesperrt.
saved-published = Ihre Website ist online.
saved-unpublished = Ihre Website ist nicht mehr online.
saved-confirmed = Der Termin ist zugesagt.
saved-declined = Die Anfrage ist abgelehnt.
saved-cancelled = Der Termin ist abgesagt.
saved-moved = Der Termin ist verlegt.

language-switch = Sprache
language-de = Deutsch
language-en = Englisch
language-tr = Türkisch

## Navigation

menu = Menü
nav-label = Hauptmenü
nav-overview = Übersicht
nav-conversations = Gespräche
nav-appointments = Termine
nav-knowledge = Wissen
nav-business = Betrieb
nav-client-keys = Chat einbauen
nav-landing-pages = Website
signed-in-as = Angemeldet als
log-out = Abmelden

## Login and registration

login-title = Anmelden
login-submit = Anmelden
login-link = Anmelden
login-remember = 30 Tage angemeldet bleiben
login-no-account = Noch kein Konto?
register-title = Konto anlegen
register-lead = Kostenlos starten. In wenigen Minuten beantwortet CarBot die ersten Fragen Ihrer Kunden.
register-submit = Konto anlegen
register-link = Jetzt anlegen
register-has-account = Schon ein Konto?
register-company-hint = So heißt Ihr Betrieb für Ihre Kunden.
register-password-hint = Mindestens 10 Zeichen. Ein kurzer Satz ist sicherer und leichter zu merken als ein Wort mit Sonderzeichen.
field-email = E-Mail-Adresse
field-password = Passwort
field-company-name = Name des Betriebs
field-first-name = Vorname
field-last-name = Nachname
auth-panel-text = Der Assistent für Ihre Werkstatt: beantwortet Fragen zu Preisen, Zeiten und Leistungen, auch wenn gerade niemand ans Telefon kann.
auth-point-answers = Antwortet nur mit dem, was Sie eingetragen haben
auth-point-snippet = Eine Zeile Code auf Ihrer Website genügt
auth-point-transcripts = Sie lesen jedes Gespräch mit
auth-chat-question = Was kostet ein Ölwechsel, und habt ihr Samstag offen?
auth-chat-answer = Ab 89 €, inklusive Filter. Am Samstag sind wir von 9 bis 13 Uhr da.

## Errors

error-heading = Das hat nicht geklappt
error-unauthenticated = Sie sind nicht mehr angemeldet. Bitte melden Sie sich noch einmal an.
error-invalid_token = Das Zugriffstoken fehlt, ist ungültig oder abgelaufen.
error-invalid_credentials = E-Mail-Adresse oder Passwort stimmt nicht.
error-too_many_attempts = Zu viele Versuche. Bitte warten Sie eine Weile und versuchen Sie es dann noch einmal.
error-email_taken = Mit dieser E-Mail-Adresse gibt es schon ein Konto.
error-invalid_fields = Bitte prüfen Sie die markierten Felder.
error-invalid_request = Das Formular ist unvollständig angekommen. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.
error-network = Keine Verbindung zum Server. Ihre Eingaben sind noch da: Bitte versuchen Sie es noch einmal.
error-unavailable = Das geht im Moment nicht. Bitte versuchen Sie es gleich noch einmal.
error-internal = Da ist bei uns etwas schiefgegangen. Bitte versuchen Sie es gleich noch einmal.
error-not_found = Das gibt es nicht oder nicht mehr.
error-origin_not_allowed = Diese Anfrage kam von einer anderen Website und wurde abgelehnt.
error-required = Bitte ausfüllen.
error-too_long = Das ist zu lang.
error-too_many = Das sind zu viele.
error-control_characters = Der Text enthält unsichtbare Steuerzeichen. Bitte tippen Sie ihn neu ein.
error-invalid_email = Das ist keine E-Mail-Adresse.
error-password_too_short = Mindestens 10 Zeichen, bitte.
error-password_too_long = Höchstens 128 Zeichen, bitte.
error-password_too_common = Dieses Passwort gehört zu den häufigsten. Bitte wählen Sie ein anderes.
error-invalid_domain = Das ist keine Domain. Beispiel: werkstatt-mueller.de
error-domain_taken = Für diese Domain haben Sie schon einen Schlüssel.
error-localhost_needs_test_key = Für localhost braucht es einen Testschlüssel.
error-invalid_usage_limit = Bitte eine Zahl zwischen 100 und 1.000.000.
error-domain_not_verified = Diese Domain ist noch nicht bestätigt.
error-usage_limit_reached = Das Kontingent ist aufgebraucht.
error-invalid_phone = Das ist keine Telefonnummer.
error-invalid_url = Die Adresse muss mit https:// beginnen.
error-invalid_color = Das ist keine Farbe wie #1a2b3c.
error-invalid_time = Bitte eine Uhrzeit wie 08:00.
error-invalid_hours = Das Ende muss nach dem Anfang liegen, und die zweite Zeit nach der ersten.
error-invalid_time_zone = Diese Zeitzone gibt es nicht.
error-invalid_geo = Diesen Ort gibt es auf der Erde nicht.
error-invalid_date = Bitte ein Datum.
error-invalid_date_order = Der letzte Tag liegt vor dem ersten.
error-invalid_price = Bitte einen Preis wie 89,90.
error-invalid_range = Der zweite Preis muss höher sein als der erste.
error-invalid_duration = Bitte ganze Minuten, höchstens zwei Wochen.
error-invalid_subdomain = 3 bis 63 Zeichen: Kleinbuchstaben ohne Umlaute, Ziffern und Bindestriche.
error-reserved_subdomain = Dieser Name ist reserviert. Bitte wählen Sie einen anderen.
error-subdomain_taken = Dieser Name ist schon vergeben. Bitte wählen Sie einen anderen.
error-unknown_template = Diese Vorlage gibt es nicht.
error-profile_incomplete = Für das Impressum fehlen noch Angaben.
error-invalid_country = Bitte ein Länderkürzel wie DE.
error-duplicate = Das steht hier zweimal.
error-last_business = Der letzte Betrieb eines Kontos bleibt bestehen.
error-too_many_businesses = Mehr Betriebe sind in einem Konto nicht möglich.
error-invalid_intent = Bitte 2 bis 40 Zeichen aus a–z, 0–9 und _, vorn ein Buchstabe.
error-reserved_intent = So heißt schon ein Thema von CarBot. Bitte wählen Sie einen anderen Namen.
error-intent_taken = Eine andere Frage in dieser Sprache hat dieses Thema schon.
error-invalid_cursor = Diese Seite der Liste gibt es nicht mehr.
error-stale = Das hat sich inzwischen geändert. Bitte laden Sie die Seite neu und entscheiden Sie noch einmal.
error-invalid_status_change = Das geht mit diesem Termin nicht mehr.
error-in_the_past = Diese Zeit ist schon vorbei.
error-too_far_ahead = Bitte eine Zeit in den nächsten fünf Jahren.
error-invalid_date_time = Bitte Tag und Uhrzeit angeben.
error-invalid_slot_minutes = Bitte 5 bis 480 Minuten.
error-invalid_capacity = Bitte eine Zahl von 1 bis 50.
error-invalid_lead_minutes = Bitte höchstens 30 Tage.

not-found-title = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es nichts. Vielleicht ist der Link veraltet.
not-found-home = Zur Übersicht

## Overview

overview-title = Übersicht
overview-conversations = Gespräche
overview-messages = Nachrichten
overview-unanswered = Fragen ohne Antwort
overview-requested-appointments = { $count ->
    [one] Eine Terminanfrage wartet auf Ihre Antwort
   *[other] { $count } Terminanfragen warten auf Ihre Antwort
}
overview-chart = Gespräche pro Tag
overview-chart-largest = Am stärksten Tag: { $count }
overview-chart-empty = Noch keine Gespräche in den letzten 14 Tagen.
overview-recent = Neueste Gespräche
overview-all-conversations = Alle Gespräche
overview-no-conversations = Noch hat niemand geschrieben. Sobald der Chat auf Ihrer Website ist, erscheinen die Gespräche hier.
overview-landing-page-none = Sie haben noch keine eigene Website? CarBot macht eine aus Ihren Angaben.
overview-landing-page-create = Website anlegen
overview-landing-page-edit = Website verwalten
checklist-title = So kommt Ihr Assistent in Gang
checklist-progress = { $done } von { $total } erledigt
checklist-done = erledigt
checklist-open = offen
checklist-action = Los geht’s
checklist-profile = Öffnungszeiten und Telefonnummer eintragen
checklist-services = Leistungen mit Preisen eintragen
checklist-knowledge = Häufige Fragen beantworten
checklist-client-key = Schlüssel für Ihre Website anlegen
checklist-conversation = Chat einbauen und die erste Frage stellen

## Client keys

client-keys-title = Chat einbauen
client-keys-lead = Ein Schlüssel verbindet den Chat mit einer Website. Legen Sie einen an und fügen Sie die Codezeile auf Ihrer Website ein.
client-keys-create = Schlüssel anlegen
client-keys-domain = Domain
client-keys-domain-hint = Die Adresse Ihrer Website, zum Beispiel werkstatt-mueller.de
client-keys-environment = Art des Schlüssels
client-keys-environment-hint = Testschlüssel gelten auf localhost und auf Servern, nie auf einer öffentlichen Website.
environment-prod-choice = Website (öffentlich)
environment-test-choice = Test (localhost)
environment-prod = Website
environment-test = Test
client-keys-description = Notiz
client-keys-key = Schlüssel
client-keys-usage = Nutzung
client-keys-usage-unlimited = { $used }, ohne Grenze
client-keys-usage-of = { $used } von { $limit }
client-keys-last-used = Zuletzt benutzt
client-keys-status = Status
client-keys-active = Aktiv
client-keys-unverified = Domain noch nicht bestätigt
client-keys-revoked = Gesperrt
client-keys-revoke = Sperren
client-keys-revoke-of = Schlüssel für { $domain } sperren
client-keys-revoke-question = Der Chat auf dieser Website hört sofort auf zu antworten. Das lässt sich nicht rückgängig machen.
client-keys-revoke-confirm = Ja, sperren
client-keys-empty-title = Noch kein Schlüssel
client-keys-empty-text = Legen Sie unten den ersten für Ihre Website an.
new-key-heading = Ihr neuer Schlüssel
new-key-once = Der ganze Schlüssel wird nur jetzt angezeigt. Kopieren Sie die Codezeile, bevor Sie weitergehen.
new-key-snippet = Codezeile für Ihre Website
new-key-snippet-hint = Vor dem Ende von </body> auf jeder Seite einfügen, auf der der Chat erscheinen soll.

## Business profile

business-title = Betrieb
business-lead = Was hier steht, weiß der Assistent, und es erscheint auf Ihrer Website.
business-tab-basics = Angaben
business-tab-hours = Öffnungszeiten
business-tab-legal = Impressum
business-tab-chat = Chatfenster
business-section-name = Ihr Betrieb
business-section-contact = Kontakt
business-section-address = Adresse
business-section-languages = Sprachen
business-section-offer = Marken und Zahlung
business-name = Name des Betriebs
business-kind = Art des Betriebs
kind-workshop = Kfz-Werkstatt
kind-dealer = Autohaus
kind-tyre_service = Reifendienst
kind-body_shop = Karosserie und Lack
business-description = Beschreibung
business-description-hint = Ein oder zwei Sätze: Was machen Sie, und was macht Sie aus?
business-description-en = Beschreibung auf Englisch
business-phone = Telefon
business-emergency-phone = Telefon bei Pannen
business-emergency-phone-hint = Nur wenn es eine andere Nummer ist.
business-website = Website
business-street = Straße und Hausnummer
business-postal-code = Postleitzahl
business-city = Ort
business-federal-state = Bundesland
business-federal-state-hint = Danach richten sich die Feiertage.
federal-state-none = Keine Angabe
business-directions = Anfahrt und Parken
business-directions-hint = Ein oder zwei Sätze, zum Beispiel: Einfahrt über den Hof, Parkplätze vor der Halle.
business-directions-en = Anfahrt und Parken auf Englisch
business-default-language = Hauptsprache
business-default-language-hint = In ihr antwortet der Assistent, wenn er die Sprache des Besuchers nicht spricht.
business-languages = Diese Sprachen spricht der Assistent
business-formality = Anrede
formality-formal = Sie
formality-informal = Du
business-brands = Marken
business-brands-hint = Mit Komma getrennt. Leer heißt: alle Marken.
business-payment = So kann man bei Ihnen bezahlen
payment-cash = Bar
payment-girocard = Girocard
payment-credit_card = Kreditkarte
payment-invoice = Rechnung
payment-bank_transfer = Überweisung
payment-paypal = PayPal
payment-instalments = Ratenzahlung

hours-heading = Öffnungszeiten
hours-lead = Zwei Zeiten am Tag für eine Mittagspause. Leer heißt: geschlossen.
hours-from-1 = { $day }: öffnet um
hours-to-1 = { $day }: schließt um
hours-from-2 = { $day }: öffnet wieder um
hours-to-2 = { $day }: schließt danach um
hours-further = Außerdem { $hours }
weekday-monday = Montag
weekday-tuesday = Dienstag
weekday-wednesday = Mittwoch
weekday-thursday = Donnerstag
weekday-friday = Freitag
weekday-saturday = Samstag
weekday-sunday = Sonntag
exceptions-heading = Betriebsferien und besondere Tage
exceptions-lead = Tage, an denen andere Zeiten gelten. Gesetzliche Feiertage Ihres Bundeslands kennt CarBot schon.
exceptions-empty = Keine besonderen Tage eingetragen.
exceptions-add = Tage hinzufügen
exceptions-from = Erster Tag
exceptions-to = Letzter Tag
exceptions-to-hint = Leer lassen für einen einzelnen Tag.
exceptions-label = Grund
exceptions-label-example = Betriebsferien
exceptions-opens = Öffnet um
exceptions-closes = Schließt um
exceptions-hours-hint = Ohne Zeiten ist an diesen Tagen geschlossen.
exceptions-delete-question = Danach gelten wieder die üblichen Zeiten.

legal-lead = Diese Angaben verlangt das Gesetz (§ 5 DDG) auf Ihrer Website.
legal-company-name = Firma
legal-company-name-hint = Vollständig und mit Rechtsform, zum Beispiel: Müller Kfz GmbH
legal-representative = Vertreten durch
legal-representative-hint = Inhaber oder Geschäftsführung, mit Vor- und Nachnamen
legal-register = Handelsregister
legal-register-hint = Gericht und Nummer, zum Beispiel: Amtsgericht Köln, HRB 12345
legal-vat-id = Umsatzsteuer-ID
legal-vat-id-hint = Zum Beispiel: DE123456789
legal-authority = Kammer oder Aufsicht
legal-authority-hint = Zum Beispiel: Handwerkskammer zu Köln

chat-color = Farbe des Chats
chat-color-hint = Gilt für den Knopf und die Nachrichten Ihrer Besucher. Die Codezeile auf Ihrer Website muss dafür nicht geändert werden.
chat-greeting-hint = Leer heißt: die übliche Begrüßung mit dem Namen Ihres Betriebs.
chat-greeting-de = Begrüßung auf Deutsch
chat-greeting-en = Begrüßung auf Englisch
chat-greeting-tr = Begrüßung auf Türkisch

## Knowledge and services

knowledge-title = Häufige Fragen
knowledge-lead = Fragen, die der Assistent mit Ihren Worten beantwortet.
knowledge-tab-faq = Häufige Fragen
knowledge-tab-services = Leistungen & Preise
knowledge-tab-unanswered = Offene Fragen
knowledge-tab-try = Ausprobieren
knowledge-add = Frage hinzufügen
knowledge-new-title = Neue Frage
knowledge-edit-title = Frage bearbeiten
knowledge-back = Alle Fragen
knowledge-empty-title = Noch keine Fragen
knowledge-empty-text = Was werden Sie am Telefon immer wieder gefragt? Fangen Sie mit drei Fragen an.
knowledge-count = { $count ->
    [one] 1 Frage
   *[other] { $count } Fragen
}
knowledge-variants-count = { $count ->
    [one] 1 andere Formulierung
   *[other] { $count } andere Formulierungen
}
knowledge-inactive = Wird nicht benutzt
knowledge-delete-question = Der Assistent beantwortet diese Frage dann nicht mehr.
knowledge-question = Frage
knowledge-question-hint = So, wie ein Kunde sie stellt: Bieten Sie Ersatzwagen an?
knowledge-answer = Antwort
knowledge-answer-hint = **fett**, Listen mit „- “ am Zeilenanfang und Links wie [anrufen](tel:+49301234567) sind möglich.
knowledge-variants = Andere Formulierungen
knowledge-variants-hint = Eine pro Zeile, zum Beispiel: Leihwagen? Je mehr, desto sicherer wird die Frage erkannt.
knowledge-language = Sprache
unanswered-title = Offene Fragen
unanswered-lead = Das haben Besucher gefragt, und der Assistent wusste es nicht.
unanswered-empty-title = Keine offenen Fragen
unanswered-empty-text = Hier sammelt CarBot, was der Assistent nicht beantworten konnte.
unanswered-count = { $count ->
    [one] 1-mal gefragt
   *[other] { $count }-mal gefragt
}, zuletzt
unanswered-answer = Beantworten
unanswered-answer-of = Beantworten: { $question }
unanswered-dismiss = Verwerfen
unanswered-dismiss-of = Verwerfen: { $question }
trial-title = Assistenten ausprobieren
trial-heading = Ausprobieren
trial-lead = Fragen Sie wie ein Besucher. Nichts davon wird gespeichert.
trial-empty = Fragen Sie wie ein Besucher, zum Beispiel: Was kostet ein Ölwechsel?
trial-log = Verlauf
trial-message = Ihre Frage
trial-send = Fragen
trial-restart = Neu beginnen
trial-you = Sie
trial-certainty = { $percent } % sicher
trial-sources = Quelle:
trial-source-services = Preisliste
trial-source-hours = Öffnungszeiten
trial-source-profile = Betriebsdaten
knowledge-more = Mehr
knowledge-intent = Eigenes Thema
knowledge-intent-hint = Ein Kurzname aus a–z, 0–9 und _, zum Beispiel leihfahrrad. Unter diesem Namen erscheint die Frage in Gesprächen, Auswertungen und in der API. Ohne Eintrag ordnet CarBot sie selbst ein.
knowledge-active = Der Assistent benutzt diese Antwort

services-title = Leistungen & Preise
services-lead = Der Assistent nennt nur Preise, die hier stehen. Alle Preise sind Bruttopreise.
services-add = Leistung hinzufügen
services-new-title = Neue Leistung
services-edit-title = Leistung bearbeiten
services-back = Alle Leistungen
services-empty-title = Noch keine Leistungen
services-empty-text = Tragen Sie ein, was Sie anbieten. Die häufigste Frage im Chat ist die nach dem Preis.
services-name = Leistung
services-name-example = Ölwechsel mit Filter
services-name-en = Name auf Englisch
services-category = Gruppe
services-category-hint = Überschrift in der Preisliste, zum Beispiel: Wartung
services-description = Was gehört dazu?
services-description-en = Beschreibung auf Englisch
services-section-en = Auf Englisch
services-price = Preis
services-price-kind = Art des Preises
price-kind-fixed = Festpreis
price-kind-from = ab
price-kind-range = von – bis
price-kind-on_request = auf Anfrage
services-price-euros = Preis in Euro
services-price-hint = Zum Beispiel 89 oder 89,90. Bei „auf Anfrage“ leer lassen.
services-price-to = Bis (Euro)
services-price-to-hint = Nur bei „von – bis“.
price-from = ab { $price }
price-on-request = auf Anfrage
services-vehicle-class = Fahrzeuge
services-vehicle-class-hint = Für welche Autos der Preis gilt, zum Beispiel: Kleinwagen
services-duration = Dauer
services-duration-minutes = Dauer in Minuten
duration-hours = { $count } Std.
duration-minutes = { $count } Min.
services-bookable = Termine dafür können im Chat angefragt werden
services-not-bookable = Ohne Terminanfrage
services-delete-question = Der Assistent nennt diese Leistung dann nicht mehr.

## Conversations

conversations-title = Gespräche
conversations-lead = Was Ihre Besucher gefragt haben und was sie als Antwort bekamen.
conversations-empty-title = Noch keine Gespräche
conversations-empty-text = Sobald der Chat auf Ihrer Website ist und jemand schreibt, lesen Sie es hier.
conversations-empty-action = Chat einbauen
conversations-no-preview = Ohne Nachricht
conversations-messages = { $count ->
    [one] 1 Nachricht
   *[other] { $count } Nachrichten
}
conversations-back = Alle Gespräche
conversations-website = Website
conversations-started = Begonnen
conversations-length = Umfang
transcript-title = Gespräch
role-user = Besucher
role-assistant = Assistent
role-agent = Ihr Team
role-system = CarBot
intent-opening_hours = Öffnungszeiten
intent-price = Preis
intent-appointment_book = Termin anfragen
intent-appointment_change = Termin ändern
intent-appointment_cancel = Termin absagen
intent-service_offer = Leistung
intent-breakdown_emergency = Panne
intent-location = Anfahrt
intent-contact = Kontakt
intent-payment = Bezahlung
intent-warranty = Gewährleistung
intent-loan_car = Ersatzwagen
intent-tyre_change = Reifenwechsel
intent-tyre_storage = Einlagerung
intent-inspection_hu_au = HU und AU
intent-parts = Teile
intent-accident_damage = Unfallschaden
intent-status_of_repair = Stand der Reparatur
intent-vehicle_sale = Fahrzeugkauf
intent-financing = Finanzierung
intent-test_drive = Probefahrt
intent-job_application = Bewerbung
intent-greeting = Begrüßung
intent-thanks = Dank
intent-goodbye = Abschied
intent-human_handoff = Übergabe
intent-complaint = Beschwerde
intent-privacy_gdpr = Datenschutz
intent-out_of_scope = Nicht verstanden

## Landing page

landing-pages-title = Website
landing-pages-lead = CarBot macht aus Ihren Angaben eine Website mit Leistungen, Preisen, Öffnungszeiten und Chat.
landing-pages-yours = Ihre Website
landing-pages-published = Online
landing-pages-unpublished = Nicht online
landing-pages-published-at = Veröffentlicht am
landing-pages-publish = Veröffentlichen
landing-pages-move = Adresse ändern
landing-pages-unpublish = Vom Netz nehmen
landing-pages-unpublish-question = Die Seite ist dann sofort nicht mehr erreichbar. Sie können sie jederzeit wieder veröffentlichen.
landing-pages-address = Adresse der Website
landing-pages-subdomain = Name in der Adresse
landing-pages-subdomain-hint = Kleinbuchstaben, Ziffern und Bindestriche. Die Adresse sieht dann so aus: { $example }
landing-pages-missing-title = Für das Impressum fehlt noch etwas
landing-pages-missing-text = Diese Angaben verlangt das Gesetz. Tragen Sie sie ein, dann kann die Website online gehen.
landing-pages-first-facts = Sobald die Angaben oben vollständig sind, können Sie hier veröffentlichen.
fact-address-street = Straße und Hausnummer
fact-address-postal-code = Postleitzahl
fact-address-city = Ort
fact-contact-phone = Telefon
fact-contact-email = E-Mail-Adresse
fact-legal-company-name = Firma mit Rechtsform
fact-legal-representative = Vertreten durch

## Appointments

appointments-title = Termine
appointments-lead = Was im Chat angefragt wurde. Eine Anfrage ist für beide Seiten unverbindlich, bis Sie zusagen.
appointments-back = Alle Termine
appointments-tab-week = Woche
appointments-tab-list = Liste
appointments-tab-settings = Einstellungen
appointments-weeks = Wochen
appointments-week-before = Vorige Woche
appointments-week-current = Diese Woche
appointments-week-after = Nächste Woche
appointments-week-empty = In dieser Woche ist nichts angefragt und nichts vereinbart.
appointments-today = heute
appointments-closed = geschlossen
appointments-filter-period = Zeitraum
appointments-filter-status = Stand
appointments-upcoming = Ab heute
appointments-past = Vergangene
appointments-all = Alle
appointments-empty-title = Noch keine Terminanfragen
appointments-empty-text = Wer im Chat nach einem Termin fragt, erscheint hier. Sie sagen zu, lehnen ab oder schlagen eine andere Zeit vor.
appointments-none-title = Hier ist nichts
appointments-none-text = Mit dieser Auswahl gibt es keine Termine.
appointments-pager-first = Zum Anfang
appointments-pager-next = Weitere laden

appointment-title = Termin
appointment-when = { $weekday }, { $date }, { $time } Uhr
appointment-time = Zeit
appointment-service = Leistung
appointment-visitor = Name
appointment-status = Stand
appointment-phone = Telefon
appointment-email = E-Mail
appointment-vehicle = Fahrzeug
appointment-plate = Kennzeichen
appointment-duration = Voraussichtliche Dauer
appointment-asked-at = Angefragt am
appointment-conversation = Gespräch
appointment-conversation-open = Gespräch lesen
appointment-note = Nachricht aus dem Chat
appointment-requested = Angefragt
appointment-confirmed = Zugesagt
appointment-declined = Abgelehnt
appointment-cancelled = Abgesagt
appointment-decision = Antworten
appointment-requested-lead = Das ist eine Anfrage und noch kein vereinbarter Termin. Erst mit Ihrer Zusage gilt die Zeit.
appointment-confirmed-lead = Sie haben zugesagt. Eine Absage gibt den Platz wieder frei.
appointment-closed-lead = Der Platz ist wieder frei. Sie können trotzdem noch zusagen.
appointment-decision-note = Ihre Nachricht dazu
appointment-decision-mail = Geht mit der Antwort per E-Mail hinaus.
appointment-decision-no-mail = Es wurde keine E-Mail-Adresse angegeben: Bitte rufen Sie selbst an.
appointment-confirm = Zusagen
appointment-decline = Ablehnen
appointment-cancel = Absagen
appointment-move = Verlegen
appointment-move-hint-requested = Die neue Zeit steht in Ihrer Zusage.
appointment-move-hint-confirmed = Die neue Zeit geht per E-Mail hinaus, wenn eine Adresse angegeben wurde.
appointment-delete = Termin löschen
appointment-delete-hint = Löscht auch Name, Telefonnummer und alle anderen Angaben. Niemand bekommt eine Nachricht.
appointment-delete-question = Den Termin mit allen Angaben endgültig löschen? Absagen müssten Sie vorher.

appointments-offer = Was Sie anbieten
appointments-offer-lead = Der Chat bietet nur Zeiten an, die in Ihren Öffnungszeiten liegen und noch Platz haben.
appointments-slot = Raster
appointments-slot-hint = In diesem Abstand beginnen Termine, der erste mit der Öffnung.
appointments-capacity = Plätze je Zeit
appointments-capacity-hint = So viele Termine dürfen zur gleichen Zeit beginnen, etwa so viele, wie Sie Hebebühnen haben (1 bis 50).
appointments-lead-time = Vorlauf
appointments-lead-time-hint = So kurzfristig darf angefragt werden.
appointments-lead-none = ohne Vorlauf
duration-days = { $count } Tage
appointments-calendar = Kalender
appointments-calendar-lead = Zeigt Anfragen und Termine in Ihrem eigenen Kalender (iCal), zum Beispiel in Outlook, Google oder auf dem Telefon.
appointments-calendar-url = Adresse für das Kalender-Abo
appointments-calendar-secret = Wer diese Adresse kennt, liest Namen und Telefonnummern mit. Geben Sie sie nicht weiter.
appointments-calendar-enable = Kalender-Abo einschalten
appointments-calendar-renew = Neue Adresse
appointments-calendar-renew-question = Die alte Adresse gilt dann sofort nicht mehr; abonnierte Kalender müssen die neue bekommen.
appointments-calendar-renew-confirm = Ja, neue Adresse
appointments-calendar-disable = Abo ausschalten
appointments-calendar-disable-question = Abonnierte Kalender bekommen dann keine Termine mehr.
appointments-calendar-disable-confirm = Ja, ausschalten

## Answering visitors

reply-title = Selbst antworten
reply-label = Ihre Antwort
reply-hint = Ab Ihrer ersten Antwort schweigt der Assistent, bis Sie ihm das Gespräch zurückgeben.
reply-send = Antwort senden
reply-close = An den Assistenten zurückgeben
status-waiting = Wartet auf Sie
status-agent = Sie antworten
rating-up = Hilfreich
rating-down = Nicht hilfreich
