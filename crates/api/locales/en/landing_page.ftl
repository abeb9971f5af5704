# Texts of the landing pages; the legal texts are in legal.ftl.

landing-locale = en_GB
landing-skip = Skip to content
landing-nav = Page
landing-legal = Legal
landing-languages = Languages
landing-home = To the start page

## Sections. A template may have a title of its own: landing-<template>-section-<section>.

landing-section-services = Services and prices
landing-section-appointment = Request an appointment
landing-section-about = About us
landing-section-brands = Makes
landing-section-gallery = Our work
landing-section-hours = Opening hours
landing-section-reviews = What customers say
landing-section-questions = Frequent questions
landing-section-emergency = Breakdown or accident?
landing-section-contact = Contact
landing-section-map = How to find us
landing-section-jobs = Vacancies
landing-workshop-classic-section-services = Our price board
landing-workshop-classic-section-about = Who works here
landing-tyre-service-section-services = What does it cost?
landing-body-shop-section-gallery = Before, after
landing-dealer-section-gallery = Cars
landing-dealer-section-services = Service and prices
landing-classic-cars-section-services = Work and prices
landing-classic-cars-section-gallery = From the workshop
landing-classic-cars-section-about = The house
landing-classic-cars-section-questions = Questions and answers
landing-truck-van-section-emergency = Broken down?

landing-nav-services = Services
landing-nav-appointment = Appointment
landing-nav-about = About us
landing-nav-brands = Makes
landing-nav-gallery = Our work
landing-body-shop-nav-gallery = Before, after
landing-dealer-nav-gallery = Cars
landing-nav-hours = Opening hours
landing-nav-reviews = Reviews
landing-nav-questions = Questions
landing-nav-emergency = Breakdown
landing-nav-contact = Contact
landing-nav-map = Directions
landing-nav-jobs = Jobs

## Services and prices

landing-see-prices = See prices
landing-prices-note = All prices include VAT.
landing-prices-note-small-business = All prices are final; no VAT is charged (§ 19 UStG).
landing-prices-from-note = “From” prices depend on the car.
landing-price-from = from { $price }
landing-price-on-request = on request
landing-minutes = { $count } min
landing-duration-hours = { $count } h
landing-column-service = Service
landing-column-duration = Duration
landing-column-price = Price

## Opening hours

landing-exceptions = Different hours
landing-closed = closed
landing-around-the-clock = around the clock
landing-today = today
# $time is 18:00, $day the name of a weekday.
landing-open-until = Open today until { $time }
landing-opens-today = Open today from { $time }
landing-opens-weekday = Open again from { $day }, { $time }
landing-opens-date = Open again from { $date }, { $time }
landing-closed-until-further-notice = Closed at present
landing-day-monday = Mon
landing-day-tuesday = Tue
landing-day-wednesday = Wed
landing-day-thursday = Thu
landing-day-friday = Fri
landing-day-saturday = Sat
landing-day-sunday = Sun
landing-weekday-monday = Monday
landing-weekday-tuesday = Tuesday
landing-weekday-wednesday = Wednesday
landing-weekday-thursday = Thursday
landing-weekday-friday = Friday
landing-weekday-saturday = Saturday
landing-weekday-sunday = Sunday
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

## Public holidays, named as crates/brain names them

landing-holiday = Public holiday
landing-holiday-new-year = New Year’s Day
landing-holiday-epiphany = Epiphany
landing-holiday-womens-day = Women’s Day
landing-holiday-good-friday = Good Friday
landing-holiday-easter-sunday = Easter Sunday
landing-holiday-easter-monday = Easter Monday
landing-holiday-labour-day = Labour Day
landing-holiday-liberation-day = Liberation Day
landing-holiday-ascension = Ascension Day
landing-holiday-whit-sunday = Whit Sunday
landing-holiday-whit-monday = Whit Monday
landing-holiday-uprising-day = Memorial Day, 17 June
landing-holiday-corpus-christi = Corpus Christi
landing-holiday-assumption = Assumption Day
landing-holiday-childrens-day = Children’s Day
landing-holiday-german-unity = Day of German Unity
landing-holiday-reformation = Reformation Day
landing-holiday-all-saints = All Saints’ Day
landing-holiday-repentance = Day of Repentance
landing-holiday-christmas-day = Christmas Day
landing-holiday-boxing-day = Boxing Day

## Contact

landing-address = Address
landing-phone = Phone
landing-email = E-mail
landing-call = Call
landing-appointment = Request an appointment
landing-appointment-subject = Appointment request
landing-chat-hint = The chat also tells you prices, hours and appointments, any time.
landing-map = Show on the map
landing-map-opens = Opens OpenStreetMap
landing-closing = Questions? Just call.
landing-payment = Payment
landing-payment-cash = cash
landing-payment-girocard = Girocard
landing-payment-credit-card = credit card
landing-payment-invoice = invoice
landing-payment-bank-transfer = bank transfer
landing-payment-paypal = PayPal
landing-payment-instalments = instalments

## Forms

landing-form-contact = Write to us
landing-form-name = Your name
landing-form-email = E-mail
landing-form-phone = Phone
landing-form-reach = E-mail or phone, one of them is enough.
landing-form-message = Your message
landing-form-note = What we should know
landing-form-optional = optional
landing-form-service = What is it about?
landing-form-service-other = Something else
landing-form-date = Preferred day
landing-form-time = Time of day
landing-form-time-any = any
landing-form-time-morning = morning
landing-form-time-afternoon = afternoon
landing-form-vehicle = Your car
landing-form-vehicle-hint = Make, model, year
landing-form-send = Send message
landing-form-ask = Request appointment
landing-form-privacy = We use what you enter only to reply to you.
landing-form-leave-empty = Please leave this field empty
landing-form-contact-sent = Thank you, your message has arrived. We will get in touch.
landing-form-appointment-sent = Thank you, your request has arrived. The appointment is valid once we have confirmed it.
landing-form-rejected = Please check the marked fields.

## Emergency

landing-emergency = Breakdown? Call
landing-emergency-text = Hazard lights on, vest on, get behind the barrier. Then call and tell us where you are.
landing-emergency-call = Breakdown line

## Reviews

landing-stars = { $count } out of 5 stars
landing-reviews-unchecked = Chosen by us. We have not checked whether they come from customers.
landing-reviews-matched = Chosen by us. We have matched each with an order.

## About, gallery, jobs, map

landing-team = Team
landing-before = Before
landing-after = After
landing-employment-full-time = full time
landing-employment-part-time = part time
landing-employment-full-or-part-time = full or part time
landing-employment-apprenticeship = apprenticeship
landing-employment-internship = internship
landing-employment-mini-job = mini job
landing-apply = Apply
landing-apply-subject = Application: { $title }

## What a business mainly does

landing-kind-workshop = Car workshop
landing-kind-dealer = Car dealer
landing-kind-tyre-service = Tyre service
landing-kind-body-shop = Body and paint shop

## Words of single templates

landing-season-title = October to Easter
landing-season-text = Winter tyres from October to Easter, summer tyres from Easter to October: the rule of thumb fits most years. On ice, snow and frost, tyres with the alpine symbol are mandatory in Germany (§ 2(3a) StVO).
landing-season-winter = Winter tyres
landing-season-summer = Summer tyres
landing-months = J F M A M J J A S O N D

## Not found

landing-not-found = This page does not exist
landing-not-found-text = The address may be mistyped, or the page was taken offline.
