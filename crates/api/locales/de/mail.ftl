# Texts of e-mails. Those to visitors say neither Sie nor du.

mail-when = { $weekday }, { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }, { $time } Uhr

## To the business

mail-request-subject = Terminanfrage: { $when } – { $service }
mail-request-intro = Im Chat auf Ihrer Website hat jemand einen Termin angefragt.
mail-request-when = Wunschtermin
mail-request-service = Leistung
mail-request-vehicle = Fahrzeug
mail-request-plate = Kennzeichen
mail-request-name = Name
mail-request-phone = Telefon
mail-request-email = E-Mail
mail-request-note = Nachricht
mail-request-open = Zusagen, ablehnen oder verschieben:
mail-request-pending = Eine Zusage hat der Besucher noch nicht bekommen.
mail-withdrawn-subject = Termin abgesagt: { $when } – { $service }
mail-withdrawn-text = Im Chat hat der Besucher diese Anfrage zurückgenommen. Der Platz ist wieder frei.

## To the visitor

mail-greeting = Guten Tag,
mail-received-subject = Terminanfrage bei { $business }
mail-received-text = die Anfrage für diesen Termin ist bei uns angekommen:
mail-received-next = Fest vereinbart ist der Termin noch nicht. Eine Zusage oder ein anderer Vorschlag folgt so bald wie möglich.
mail-confirmed-subject = Termin bestätigt: { $when }
mail-confirmed-text = dieser Termin ist fest vereinbart:
mail-moved-subject = Termin verlegt: { $when }
mail-moved-text = der Termin wurde verlegt, neu ist:
mail-declined-subject = Termin leider nicht möglich: { $when }
mail-declined-text = dieser Termin ist leider nicht möglich:
mail-cancelled-subject = Termin abgesagt: { $when }
mail-cancelled-text = dieser Termin findet nicht statt:
mail-decision-note = Nachricht von { $business }:
mail-questions-phone = Fragen oder ein anderer Terminwunsch? Telefon: { $phone }
mail-not-you = Diese E-Mail wurde verschickt, weil die Adresse bei einer Terminanfrage angegeben wurde. War das jemand anders, ist nichts weiter zu tun.

## Calendar feed

calendar-name = Termine – { $business }
calendar-requested = Anfrage: { $summary }

## Conversations

mail-handoff-subject = Jemand möchte mit Ihnen sprechen
mail-handoff-text = Im Chat auf Ihrer Website wartet ein Besucher auf eine Antwort von Ihnen. Lesen und antworten:
mail-transcript-subject = Chat mit { $business }
mail-transcript-text = hier ist der gewünschte Gesprächsverlauf aus dem Chat:
mail-transcript-not-you = Diese E-Mail wurde verschickt, weil die Adresse im Chat angegeben wurde. War das jemand anders, ist nichts weiter zu tun.
