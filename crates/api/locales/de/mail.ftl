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
mail-callback-subject = Rückruf erbeten: { $phone }
mail-callback-intro = Im Chat auf Ihrer Website möchte jemand zurückgerufen werden.
mail-callback-phone = Telefon
mail-callback-name = Name
mail-callback-message = Nachricht
mail-callback-open = Das Gespräch lesen:
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

## To the owner of an account

mail-reset-subject = Neues Passwort für CarBot
mail-reset-text = für dieses CarBot-Konto wurde ein neues Passwort angefordert. Mit diesem Link lässt es sich innerhalb einer Stunde einmal festlegen:
mail-reset-ignore = Das war jemand anders? Dann ist nichts zu tun: Das bisherige Passwort gilt weiter.
mail-verify-subject = E-Mail-Adresse bestätigen
mail-verify-text = willkommen bei CarBot! Dieser Link bestätigt die E-Mail-Adresse des Kontos. Er gilt drei Tage:
mail-verify-ignore = Wer kein Konto bei CarBot angelegt hat, braucht nichts zu tun.
mail-password-changed-subject = Das Passwort wurde geändert
mail-password-changed-text = das Passwort dieses CarBot-Kontos wurde gerade geändert. Alle anderen Anmeldungen sind beendet.
mail-totp-enabled-subject = Anmeldung mit Code eingeschaltet
mail-totp-enabled-text = für die Anmeldung bei diesem CarBot-Konto braucht es ab jetzt auch den Code der Authenticator-App.
mail-totp-disabled-subject = Anmeldung mit Code ausgeschaltet
mail-totp-disabled-text = für die Anmeldung bei diesem CarBot-Konto genügt ab jetzt wieder das Passwort.
mail-account-closed-subject = Das Konto ist geschlossen
mail-account-closed-text = dieses CarBot-Konto wurde gerade geschlossen. Chat und Landingpage sind nicht mehr erreichbar.
mail-notice-not-you = Das war jemand anders? Dann bitte gleich auf der Anmeldeseite unter „Passwort vergessen“ ein neues Passwort festlegen.

## Calendar feed

calendar-name = Termine – { $business }
calendar-requested = Anfrage: { $summary }

## Conversations

mail-handoff-subject = Jemand möchte mit Ihnen sprechen
mail-handoff-text = Im Chat auf Ihrer Website wartet ein Besucher auf eine Antwort von Ihnen. Lesen und antworten:
mail-transcript-subject = Chat mit { $business }
mail-transcript-text = hier ist der gewünschte Gesprächsverlauf aus dem Chat:
mail-transcript-not-you = Diese E-Mail wurde verschickt, weil die Adresse im Chat angegeben wurde. War das jemand anders, ist nichts weiter zu tun.

## Invitation to a team

mail-invitation-subject = Einladung in das Team von { $account }
mail-invitation-text = { $account } lädt Sie ein, bei CarBot mitzuarbeiten, als { $role }.
mail-invitation-link = Der Link gilt sieben Tage und einmal:
mail-invitation-not-you = Kennen Sie { $account } nicht, ist nichts weiter zu tun.
mail-role-owner = Inhaber
mail-role-admin = Verwalter
mail-role-agent = Mitarbeiter
mail-role-viewer = Leser

# An Inhaber: Schlüssel und Domains
mail-key-expiring-subject = Ihr Schlüssel für { $domain } läuft in { $days ->
    [one] einem Tag
   *[other] { $days } Tagen
} ab
mail-key-expiring-text = der Schlüssel, mit dem der Chat auf { $domain } läuft, gilt nur noch { $days ->
    [one] einen Tag
   *[other] { $days } Tage
}. Danach antwortet der Chat dort nicht mehr. Legen Sie vorher einen neuen Schlüssel an und tauschen Sie ihn auf Ihrer Website aus:
mail-domain-failing-subject = Der Nachweis für { $domain } fehlt
mail-domain-failing-text = seit drei Tagen finden wir auf { $domain } den Nachweis nicht mehr, dass die Domain Ihnen gehört. Fehlt er noch vier weitere Tage, antwortet der Chat dort nicht mehr. Was zu veröffentlichen ist, steht bei Ihren Schlüsseln:
mail-domain-lost-subject = Der Chat auf { $domain } ist abgeschaltet
mail-domain-lost-text = seit einer Woche finden wir auf { $domain } den Nachweis nicht mehr, dass die Domain Ihnen gehört. Deshalb antwortet der Chat dort nicht mehr. Sobald der Nachweis wieder da ist, können Sie die Domain neu prüfen lassen:

## Webhooks

mail-webhook-disabled-subject = Webhook abgeschaltet
mail-webhook-disabled-text =
    Guten Tag,

    CarBot konnte diesen Webhook seit Tagen nicht zustellen, oder die Gegenseite hat gemeldet, dass es ihn nicht mehr gibt:

    { $url }

    Er ist deshalb abgeschaltet und bekommt keine Nachrichten mehr. Sobald die Gegenseite wieder antwortet, kann er eingeschaltet werden. Was nicht ankam, steht noch 30 Tage im Protokoll und lässt sich von dort erneut senden.
