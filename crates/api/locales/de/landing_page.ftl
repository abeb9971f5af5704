# Texts of the landing pages. What visitors are asked to do is said with Sie; the legal texts are
# in legal.ftl.

landing-locale = de_DE
landing-skip = Zum Inhalt
landing-nav = Seite
landing-legal = Rechtliches
landing-languages = Sprachen
landing-home = Zur Startseite

## Sections. A template may have a title of its own: landing-<template>-section-<section>.

landing-section-services = Leistungen und Preise
landing-section-appointment = Termin anfragen
landing-section-about = Über uns
landing-section-brands = Marken
landing-section-gallery = Einblicke
landing-section-hours = Öffnungszeiten
landing-section-reviews = Was Kunden sagen
landing-section-questions = Häufige Fragen
landing-section-emergency = Panne oder Unfall?
landing-section-contact = Kontakt
landing-section-map = So finden Sie uns
landing-section-jobs = Offene Stellen
landing-workshop-classic-section-services = Unsere Preistafel
landing-workshop-classic-section-about = Wer hier schraubt
landing-tyre-service-section-services = Was kostet das?
landing-body-shop-section-gallery = Vorher, nachher
landing-dealer-section-gallery = Fahrzeuge
landing-dealer-section-services = Service und Preise
landing-classic-cars-section-services = Arbeiten und Preise
landing-classic-cars-section-gallery = Aus der Werkstatt
landing-classic-cars-section-about = Das Haus
landing-classic-cars-section-questions = Fragen und Antworten
landing-truck-van-section-emergency = Liegen geblieben?

landing-nav-services = Leistungen
landing-nav-appointment = Termin
landing-nav-about = Über uns
landing-nav-brands = Marken
landing-nav-gallery = Einblicke
landing-body-shop-nav-gallery = Vorher, nachher
landing-dealer-nav-gallery = Fahrzeuge
landing-nav-hours = Öffnungszeiten
landing-nav-reviews = Stimmen
landing-nav-questions = Fragen
landing-nav-emergency = Panne
landing-nav-contact = Kontakt
landing-nav-map = Anfahrt
landing-nav-jobs = Jobs

## Services and prices

landing-see-prices = Preise ansehen
landing-prices-note = Alle Preise inkl. MwSt.
landing-prices-note-small-business = Alle Preise sind Endpreise; nach § 19 UStG wird keine Umsatzsteuer berechnet.
landing-prices-from-note = „Ab“-Preise hängen vom Fahrzeug ab.
landing-price-from = ab { $price }
landing-price-on-request = auf Anfrage
landing-minutes = { $count } Min.
landing-duration-hours = { $count } Std.
landing-column-service = Leistung
landing-column-duration = Dauer
landing-column-price = Preis

## Opening hours

landing-exceptions = Abweichende Zeiten
landing-closed = geschlossen
landing-around-the-clock = rund um die Uhr
landing-today = heute
# $time is 18:00, $day the name of a weekday.
landing-open-until = Heute bis { $time } Uhr geöffnet
landing-opens-today = Heute ab { $time } Uhr geöffnet
landing-opens-weekday = Wieder geöffnet ab { $day }, { $time } Uhr
landing-opens-date = Wieder geöffnet ab { $date }, { $time } Uhr
landing-closed-until-further-notice = Zurzeit geschlossen
landing-day-monday = Mo
landing-day-tuesday = Di
landing-day-wednesday = Mi
landing-day-thursday = Do
landing-day-friday = Fr
landing-day-saturday = Sa
landing-day-sunday = So
landing-weekday-monday = Montag
landing-weekday-tuesday = Dienstag
landing-weekday-wednesday = Mittwoch
landing-weekday-thursday = Donnerstag
landing-weekday-friday = Freitag
landing-weekday-saturday = Samstag
landing-weekday-sunday = Sonntag
# $month is a number from 1 to 12, $month-digits the same with two digits.
landing-date = { $day-digits }.{ $month-digits }.{ $year }

## Public holidays, named as crates/brain names them

landing-holiday = Feiertag
landing-holiday-new-year = Neujahr
landing-holiday-epiphany = Heilige Drei Könige
landing-holiday-womens-day = Frauentag
landing-holiday-good-friday = Karfreitag
landing-holiday-easter-sunday = Ostersonntag
landing-holiday-easter-monday = Ostermontag
landing-holiday-labour-day = Tag der Arbeit
landing-holiday-liberation-day = Tag der Befreiung
landing-holiday-ascension = Christi Himmelfahrt
landing-holiday-whit-sunday = Pfingstsonntag
landing-holiday-whit-monday = Pfingstmontag
landing-holiday-uprising-day = Gedenktag 17. Juni
landing-holiday-corpus-christi = Fronleichnam
landing-holiday-assumption = Mariä Himmelfahrt
landing-holiday-childrens-day = Weltkindertag
landing-holiday-german-unity = Tag der Deutschen Einheit
landing-holiday-reformation = Reformationstag
landing-holiday-all-saints = Allerheiligen
landing-holiday-repentance = Buß- und Bettag
landing-holiday-christmas-day = 1. Weihnachtstag
landing-holiday-boxing-day = 2. Weihnachtstag

## Contact

landing-address = Adresse
landing-phone = Telefon
landing-email = E-Mail
landing-call = Anrufen
landing-appointment = Termin anfragen
landing-appointment-subject = Terminanfrage
landing-chat-hint = Preise, Zeiten und Termine nennt auch der Chat, jederzeit.
landing-map = Auf der Karte zeigen
landing-map-opens = Öffnet OpenStreetMap
landing-closing = Fragen? Einfach anrufen.
landing-payment = Zahlung
landing-payment-cash = bar
landing-payment-girocard = Girocard
landing-payment-credit-card = Kreditkarte
landing-payment-invoice = Rechnung
landing-payment-bank-transfer = Überweisung
landing-payment-paypal = PayPal
landing-payment-instalments = Ratenzahlung

## Forms

landing-form-contact = Schreiben Sie uns
landing-form-name = Ihr Name
landing-form-email = E-Mail
landing-form-phone = Telefon
landing-form-reach = E-Mail oder Telefon, eins von beiden genügt.
landing-form-message = Ihre Nachricht
landing-form-note = Was wir wissen sollten
landing-form-optional = freiwillig
landing-form-service = Worum geht es?
landing-form-service-other = Etwas anderes
landing-form-date = Wunschtag
landing-form-time = Tageszeit
landing-form-time-any = ganz gleich
landing-form-time-morning = vormittags
landing-form-time-afternoon = nachmittags
landing-form-vehicle = Ihr Fahrzeug
landing-form-vehicle-hint = Marke, Modell, Baujahr
landing-form-send = Nachricht senden
landing-form-ask = Termin anfragen
landing-form-privacy = Ihre Angaben nutzen wir nur, um Ihnen zu antworten.
landing-form-leave-empty = Dieses Feld bitte leer lassen
landing-form-contact-sent = Danke, Ihre Nachricht ist angekommen. Wir melden uns.
landing-form-appointment-sent = Danke, Ihre Anfrage ist angekommen. Der Termin gilt, sobald wir ihn bestätigt haben.
landing-form-rejected = Bitte prüfen Sie die markierten Felder.

## Emergency

landing-emergency = Panne? Hilfe unter
landing-emergency-text = Warnblinker an, Weste an, hinter die Leitplanke. Dann rufen Sie an und sagen, wo Sie stehen.
landing-emergency-call = Pannenruf

## Reviews

landing-stars = { $count } von 5 Sternen
landing-reviews-unchecked = Von uns ausgewählt. Ob die Stimmen von Kunden stammen, haben wir nicht geprüft.
landing-reviews-matched = Von uns ausgewählt. Jede Stimme haben wir mit einem Auftrag abgeglichen.

## About, gallery, jobs, map

landing-team = Team
landing-before = Vorher
landing-after = Nachher
landing-employment-full-time = Vollzeit
landing-employment-part-time = Teilzeit
landing-employment-full-or-part-time = Voll- oder Teilzeit
landing-employment-apprenticeship = Ausbildung
landing-employment-internship = Praktikum
landing-employment-mini-job = Minijob
landing-apply = Bewerben
landing-apply-subject = Bewerbung: { $title }

## What a business mainly does

landing-kind-workshop = Kfz-Werkstatt
landing-kind-dealer = Autohaus
landing-kind-tyre-service = Reifenservice
landing-kind-body-shop = Karosserie und Lack

## Words of single templates

landing-season-title = Von O bis O
landing-season-text = Winterreifen von Oktober bis Ostern, Sommerreifen von Ostern bis Oktober: Die Faustregel passt in den meisten Jahren. Bei Glatteis, Schnee und Reif sind Reifen mit Alpine-Symbol Pflicht (§ 2 Abs. 3a StVO).
landing-season-winter = Winterreifen
landing-season-summer = Sommerreifen
landing-months = J F M A M J J A S O N D

## Not found

landing-not-found = Diese Seite gibt es nicht
landing-not-found-text = Die Adresse ist vielleicht vertippt, oder die Seite wurde vom Netz genommen.
