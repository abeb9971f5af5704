# Texts of the dashboard.

## General

save = Save
cancel = Cancel
edit = Edit
edit-of = Edit { $name }
delete = Delete
delete-of = Delete { $name }
delete-confirm = Yes, delete
actions = Actions
search = Search
copy = Copy
copied = Copied
copy-refused = The browser does not allow copying here. Please select the text and copy it yourself.
loading = Loading …
never = never
closed = closed
last-30-days = in the last 30 days
unanswered = No answer
field-optional = (optional)
action-retry = Try again
skip-to-content = Skip to content
pager-label = Pages
pager-newest = Back to the newest
pager-older = Load older

saved-created = Created.
saved-updated = Saved.
saved-deleted = Deleted.
saved-dismissed = Taken off the list.
saved-revoked = The key is revoked.
saved-published = Your website is online.
saved-unpublished = Your website is no longer online.
saved-confirmed = The appointment is confirmed.
saved-declined = The request is declined.
saved-cancelled = The appointment is cancelled.
saved-moved = The appointment is moved.

language-switch = Language
language-de = German
language-en = English
language-tr = Turkish

## Navigation

menu = Menu
nav-label = Main menu
nav-overview = Overview
nav-conversations = Conversations
nav-appointments = Appointments
nav-knowledge = Knowledge
nav-business = Business
nav-client-keys = Add the chat
nav-landing-pages = Website
signed-in-as = Signed in as
log-out = Sign out

## Login and registration

login-title = Sign in
login-submit = Sign in
login-link = Sign in
login-remember = Stay signed in for 30 days
login-no-account = No account yet?
register-title = Create an account
register-lead = Free to start. In a few minutes CarBot answers your customers’ first questions.
register-submit = Create account
register-link = Create one
register-has-account = Already have an account?
register-company-hint = The name your customers know.
register-password-hint = At least 10 characters. A short sentence is safer and easier to remember than a word with symbols.
field-email = E-mail address
field-password = Password
field-company-name = Name of the business
field-first-name = First name
field-last-name = Last name
auth-panel-text = The assistant for your workshop: it answers questions about prices, hours and services, even when nobody can pick up the phone.
auth-point-answers = Says only what you have entered
auth-point-snippet = One line of code on your website is enough
auth-point-transcripts = You can read every conversation
auth-chat-question = How much is an oil change, and are you open on Saturday?
auth-chat-answer = From €89, filter included. On Saturday we are here from 9 am to 1 pm.

## Errors

error-heading = That did not work
error-unauthenticated = You are no longer signed in. Please sign in again.
error-invalid_token = The access token is missing, invalid or expired.
error-invalid_credentials = The e-mail address or the password is wrong.
error-too_many_attempts = Too many attempts. Please wait a while and try again.
error-email_taken = There is already an account with this e-mail address.
error-invalid_fields = Please check the marked fields.
error-invalid_request = The form did not arrive in full. Please reload the page and try again.
error-network = No connection to the server. What you typed is still here: please try again.
error-unavailable = This is not possible right now. Please try again in a moment.
error-internal = Something went wrong on our side. Please try again in a moment.
error-not_found = This does not exist, or no longer does.
error-origin_not_allowed = This request came from another website and was refused.
error-required = Please fill this in.
error-too_long = This is too long.
error-too_many = These are too many.
error-control_characters = The text contains invisible control characters. Please type it again.
error-invalid_email = This is not an e-mail address.
error-password_too_short = At least 10 characters, please.
error-password_too_long = At most 128 characters, please.
error-password_too_common = This is one of the commonest passwords. Please choose another one.
error-invalid_domain = This is not a domain. Example: mueller-garage.com
error-domain_taken = You already have a key for this domain.
error-localhost_needs_test_key = localhost needs a test key.
error-invalid_usage_limit = Please enter a number between 100 and 1,000,000.
error-domain_not_verified = This domain is not verified yet.
error-usage_limit_reached = The quota is used up.
error-invalid_phone = This is not a phone number.
error-invalid_url = The address must begin with https://.
error-invalid_color = This is not a colour such as #1a2b3c.
error-invalid_time = Please enter a time such as 08:00.
error-invalid_hours = The end must be after the beginning, and the second time after the first.
error-invalid_time_zone = There is no such time zone.
error-invalid_geo = There is no such place on Earth.
error-invalid_date = Please enter a date.
error-invalid_date_order = The last day is before the first.
error-invalid_price = Please enter a price such as 89.90.
error-invalid_range = The second price must be higher than the first.
error-invalid_duration = Whole minutes, please, at most two weeks.
error-invalid_subdomain = 3 to 63 characters: small letters a to z, digits and hyphens.
error-reserved_subdomain = This name is reserved. Please choose another one.
error-subdomain_taken = This name is taken. Please choose another one.
error-unknown_template = There is no such template.
error-profile_incomplete = Facts for the legal notice are missing.
error-invalid_country = Please enter a country code such as DE.
error-duplicate = This is listed twice.
error-last_business = An account keeps its last business.
error-too_many_businesses = An account cannot have more businesses.
error-invalid_intent = Please use 2 to 40 characters of a–z, 0–9 and _, beginning with a letter.
error-reserved_intent = CarBot itself has a topic of this name. Please choose another one.
error-intent_taken = Another question in this language has this topic already.
error-invalid_cursor = This page of the list no longer exists.
error-stale = It has changed meanwhile. Please reload the page and decide again.
error-invalid_status_change = That is no longer possible with this appointment.
error-in_the_past = This time is over.
error-too_far_ahead = Please choose a time within the next five years.
error-invalid_date_time = Please give a day and a time.
error-invalid_slot_minutes = 5 to 480 minutes, please.
error-invalid_capacity = A number from 1 to 50, please.
error-invalid_lead_minutes = 30 days at most, please.

not-found-title = Page not found
not-found-text = There is nothing at this address. The link may be out of date.
not-found-home = To the overview

## Overview

overview-title = Overview
overview-conversations = Conversations
overview-messages = Messages
overview-unanswered = Questions without an answer
overview-requested-appointments = { $count ->
    [one] One request for an appointment waits for your reply
   *[other] { $count } requests for appointments wait for your reply
}
overview-chart = Conversations per day
overview-chart-largest = On the busiest day: { $count }
overview-chart-empty = No conversations in the last 14 days yet.
overview-recent = Latest conversations
overview-all-conversations = All conversations
overview-no-conversations = Nobody has written yet. Once the chat is on your website, conversations appear here.
overview-landing-page-none = No website of your own yet? CarBot makes one from your details.
overview-landing-page-create = Create a website
overview-landing-page-edit = Manage the website
checklist-title = Get your assistant going
checklist-progress = { $done } of { $total } done
checklist-done = done
checklist-open = to do
checklist-action = Start
checklist-profile = Enter opening hours and phone number
checklist-services = Enter services with prices
checklist-knowledge = Answer frequent questions
checklist-client-key = Create a key for your website
checklist-conversation = Add the chat and ask the first question

## Client keys

client-keys-title = Add the chat
client-keys-lead = A key connects the chat with a website. Create one and paste the line of code into your website.
client-keys-create = Create key
client-keys-domain = Domain
client-keys-domain-hint = The address of your website, for example mueller-garage.com
client-keys-environment = Kind of key
client-keys-environment-hint = Test keys work on localhost and on servers, never on a public website.
environment-prod-choice = Website (public)
environment-test-choice = Test (localhost)
environment-prod = Website
environment-test = Test
client-keys-description = Note
client-keys-key = Key
client-keys-usage = Usage
client-keys-usage-unlimited = { $used }, no limit
client-keys-usage-of = { $used } of { $limit }
client-keys-last-used = Last used
client-keys-status = Status
client-keys-active = Active
client-keys-unverified = Domain not verified yet
client-keys-revoked = Revoked
client-keys-revoke = Revoke
client-keys-revoke-of = Revoke the key for { $domain }
client-keys-revoke-question = The chat on this website stops answering at once. This cannot be undone.
client-keys-revoke-confirm = Yes, revoke
client-keys-empty-title = No key yet
client-keys-empty-text = Create the first one for your website below.
new-key-heading = Your new key
new-key-once = The whole key is shown only now. Copy the line of code before you go on.
new-key-snippet = Line of code for your website
new-key-snippet-hint = Paste it before the end of </body> on every page that should have the chat.

## Business profile

business-title = Business
business-lead = What you enter here is what the assistant knows, and what your website shows.
business-tab-basics = Details
business-tab-hours = Opening hours
business-tab-legal = Legal notice
business-tab-chat = Chat window
business-section-name = Your business
business-section-contact = Contact
business-section-address = Address
business-section-languages = Languages
business-section-offer = Makes and payment
business-name = Name of the business
business-kind = Kind of business
kind-workshop = Car workshop
kind-dealer = Car dealer
kind-tyre_service = Tyre service
kind-body_shop = Body shop
business-description = Description
business-description-hint = One or two sentences: what do you do, and what makes you special?
business-description-en = Description in English
business-phone = Phone
business-emergency-phone = Phone for breakdowns
business-emergency-phone-hint = Only if it is a different number.
business-website = Website
business-street = Street and number
business-postal-code = Postal code
business-city = Town
business-federal-state = Federal state
business-federal-state-hint = Decides the public holidays.
federal-state-none = Not given
business-directions = Directions and parking
business-directions-hint = One or two sentences, for example: enter through the yard, park in front of the hall.
business-directions-en = Directions and parking in English
business-default-language = Main language
business-default-language-hint = The assistant answers in it when it does not speak the visitor’s language.
business-languages = The assistant speaks these languages
business-formality = Form of address in German
formality-formal = Sie (formal)
formality-informal = Du (informal)
business-brands = Makes
business-brands-hint = Separated by commas. Empty means all makes.
business-payment = Ways to pay
payment-cash = Cash
payment-girocard = Girocard
payment-credit_card = Credit card
payment-invoice = Invoice
payment-bank_transfer = Bank transfer
payment-paypal = PayPal
payment-instalments = Instalments

hours-heading = Opening hours
hours-lead = Two times a day allow for a lunch break. Empty means closed.
hours-from-1 = { $day }: opens at
hours-to-1 = { $day }: closes at
hours-from-2 = { $day }: opens again at
hours-to-2 = { $day }: then closes at
hours-further = Also { $hours }
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday
exceptions-heading = Company holidays and special days
exceptions-lead = Days with different hours. CarBot already knows the public holidays of your federal state.
exceptions-empty = No special days entered.
exceptions-add = Add days
exceptions-from = First day
exceptions-to = Last day
exceptions-to-hint = Leave empty for a single day.
exceptions-label = Reason
exceptions-label-example = Company holidays
exceptions-opens = Opens at
exceptions-closes = Closes at
exceptions-hours-hint = Without times you are closed on these days.
exceptions-delete-question = The usual hours apply again after that.

legal-lead = The law (§ 5 DDG) asks for these facts on your website.
legal-company-name = Company
legal-company-name-hint = In full with its legal form, for example: Müller Kfz GmbH
legal-representative = Represented by
legal-representative-hint = Owner or managing director, first and last name
legal-register = Commercial register
legal-register-hint = Court and number, for example: Amtsgericht Köln, HRB 12345
legal-vat-id = VAT ID
legal-vat-id-hint = For example: DE123456789
legal-authority = Chamber or supervisory authority
legal-authority-hint = For example: Handwerkskammer zu Köln

chat-color = Colour of the chat
chat-color-hint = For the button and your visitors’ messages. The line of code on your website can stay as it is.
chat-greeting-hint = Empty means the usual greeting with the name of your business.
chat-greeting-de = Greeting in German
chat-greeting-en = Greeting in English
chat-greeting-tr = Greeting in Turkish

## Knowledge and services

knowledge-title = Frequent questions
knowledge-lead = Questions the assistant answers in your words.
knowledge-tab-faq = Frequent questions
knowledge-tab-services = Services & prices
knowledge-tab-unanswered = Open questions
knowledge-tab-try = Try it
knowledge-add = Add a question
knowledge-new-title = New question
knowledge-edit-title = Edit question
knowledge-back = All questions
knowledge-empty-title = No questions yet
knowledge-empty-text = What are you asked on the phone again and again? Start with three questions.
knowledge-count = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
knowledge-variants-count = { $count ->
    [one] 1 other wording
   *[other] { $count } other wordings
}
knowledge-inactive = Not used
knowledge-delete-question = The assistant will no longer answer this question.
knowledge-question = Question
knowledge-question-hint = As a customer asks it: do you offer a courtesy car?
knowledge-answer = Answer
knowledge-answer-hint = **bold**, lists with “- ” at the beginning of a line and links such as [call us](tel:+49301234567) are possible.
knowledge-variants = Other wordings
knowledge-variants-hint = One per line, for example: replacement car? The more, the better the question is recognised.
knowledge-language = Language
unanswered-title = Open questions
unanswered-lead = Visitors asked this, and the assistant did not know.
unanswered-empty-title = No open questions
unanswered-empty-text = CarBot collects here what the assistant could not answer.
unanswered-count = { $count ->
    [one] Asked once
   *[other] Asked { $count } times
}, last on
unanswered-answer = Answer this
unanswered-answer-of = Answer this: { $question }
unanswered-dismiss = Dismiss
unanswered-dismiss-of = Dismiss: { $question }
trial-title = Try the assistant
trial-heading = Try it
trial-lead = Ask as a visitor would. None of it is stored.
trial-empty = Ask as a visitor would, for example: what does an oil change cost?
trial-log = Dialogue
trial-message = Your question
trial-send = Ask
trial-restart = Start over
trial-you = You
trial-certainty = { $percent }% certain
trial-sources = Source:
trial-source-services = Price list
trial-source-hours = Opening hours
trial-source-profile = Business details
knowledge-more = More
knowledge-intent = Own topic
knowledge-intent-hint = A short name of a–z, 0–9 and _, such as loan_bike. The question goes by this name in conversations, analytics and the API. Without one, CarBot chooses a topic.
knowledge-active = The assistant uses this answer

services-title = Services & prices
services-lead = The assistant names only prices that are listed here. All prices include VAT.
services-add = Add a service
services-new-title = New service
services-edit-title = Edit service
services-back = All services
services-empty-title = No services yet
services-empty-text = Enter what you offer. The most frequent question in the chat is about the price.
services-name = Service
services-name-example = Oil change with filter
services-name-en = Name in English
services-category = Group
services-category-hint = Heading in the price list, for example: maintenance
services-description = What does it include?
services-description-en = Description in English
services-section-en = In English
services-price = Price
services-price-kind = Kind of price
price-kind-fixed = Fixed price
price-kind-from = from
price-kind-range = from – to
price-kind-on_request = on request
services-price-euros = Price in euros
services-price-hint = For example 89 or 89.90. Leave empty for “on request”.
services-price-to = Up to (euros)
services-price-to-hint = Only for “from – to”.
price-from = from { $price }
price-on-request = on request
services-vehicle-class = Vehicles
services-vehicle-class-hint = The cars the price is for, for example: small car
services-duration = Duration
services-duration-minutes = Duration in minutes
duration-hours = { $count } h
duration-minutes = { $count } min
services-bookable = Appointments for it can be requested in the chat
services-not-bookable = No appointment requests
services-delete-question = The assistant will no longer mention this service.

## Conversations

conversations-title = Conversations
conversations-lead = What your visitors asked and what they were answered.
conversations-empty-title = No conversations yet
conversations-empty-text = Once the chat is on your website and somebody writes, you can read it here.
conversations-empty-action = Add the chat
conversations-no-preview = No message
conversations-messages = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
conversations-back = All conversations
conversations-website = Website
conversations-started = Started
conversations-length = Length
transcript-title = Conversation
role-user = Visitor
role-assistant = Assistant
role-agent = Your team
role-system = CarBot
intent-opening_hours = Opening hours
intent-price = Price
intent-appointment_book = Appointment
intent-appointment_change = Change appointment
intent-appointment_cancel = Cancel appointment
intent-service_offer = Service
intent-breakdown_emergency = Breakdown
intent-location = Location
intent-contact = Contact
intent-payment = Payment
intent-warranty = Warranty
intent-loan_car = Loan car
intent-tyre_change = Tyre change
intent-tyre_storage = Tyre storage
intent-inspection_hu_au = Inspection (HU/AU)
intent-parts = Parts
intent-accident_damage = Accident damage
intent-status_of_repair = Repair status
intent-vehicle_sale = Car sale
intent-financing = Financing
intent-test_drive = Test drive
intent-job_application = Job application
intent-greeting = Greeting
intent-thanks = Thanks
intent-goodbye = Goodbye
intent-human_handoff = Handover
intent-complaint = Complaint
intent-privacy_gdpr = Privacy
intent-out_of_scope = Not understood

## Landing page

landing-pages-title = Website
landing-pages-lead = CarBot makes a website from your details, with services, prices, opening hours and chat.
landing-pages-yours = Your website
landing-pages-published = Online
landing-pages-unpublished = Not online
landing-pages-published-at = Published on
landing-pages-publish = Publish
landing-pages-move = Change the address
landing-pages-unpublish = Take offline
landing-pages-unpublish-question = The page cannot be reached from then on. You can publish it again at any time.
landing-pages-address = Address of the website
landing-pages-subdomain = Name in the address
landing-pages-subdomain-hint = Small letters, digits and hyphens. The address then looks like this: { $example }
landing-pages-missing-title = The legal notice is not complete yet
landing-pages-missing-text = The law asks for these facts. Enter them, then the website can go online.
landing-pages-first-facts = As soon as the facts above are complete you can publish here.
fact-address-street = Street and number
fact-address-postal-code = Postal code
fact-address-city = Town
fact-contact-phone = Phone
fact-contact-email = E-mail address
fact-legal-company-name = Company with its legal form
fact-legal-representative = Represented by

## Appointments

appointments-title = Appointments
appointments-lead = What was asked for in the chat. A request binds neither side until you confirm it.
appointments-back = All appointments
appointments-tab-week = Week
appointments-tab-list = List
appointments-tab-settings = Settings
appointments-weeks = Weeks
appointments-week-before = Previous week
appointments-week-current = This week
appointments-week-after = Next week
appointments-week-empty = Nothing is requested or agreed on in this week.
appointments-today = today
appointments-closed = closed
appointments-filter-period = Period
appointments-filter-status = Status
appointments-upcoming = From today
appointments-past = Past
appointments-all = All
appointments-empty-title = No requests yet
appointments-empty-text = Who asks for an appointment in the chat appears here. You confirm, decline or suggest another time.
appointments-none-title = Nothing here
appointments-none-text = There are no appointments with this selection.
appointments-pager-first = Back to the start
appointments-pager-next = Load more

appointment-title = Appointment
appointment-when = { $weekday }, { $date }, { $time }
appointment-time = Time
appointment-service = Service
appointment-visitor = Name
appointment-status = Status
appointment-phone = Phone
appointment-email = E-mail
appointment-vehicle = Vehicle
appointment-plate = Registration
appointment-duration = Expected duration
appointment-asked-at = Requested on
appointment-conversation = Conversation
appointment-conversation-open = Read the conversation
appointment-note = Message from the chat
appointment-requested = Requested
appointment-confirmed = Confirmed
appointment-declined = Declined
appointment-cancelled = Cancelled
appointment-decision = Reply
appointment-requested-lead = This is a request, not an agreed appointment yet. The time holds only once you confirm it.
appointment-confirmed-lead = You have confirmed it. Cancelling frees the place again.
appointment-closed-lead = The place is free again. You can still confirm it.
appointment-decision-note = Your message about it
appointment-decision-mail = Is sent by e-mail with the reply.
appointment-decision-no-mail = No e-mail address was given: please call yourself.
appointment-confirm = Confirm
appointment-decline = Decline
appointment-cancel = Cancel the appointment
appointment-move = Move
appointment-move-hint-requested = The new time is part of your confirmation.
appointment-move-hint-confirmed = The new time is sent by e-mail where an address was given.
appointment-delete = Delete appointment
appointment-delete-hint = Deletes name, phone number and everything else as well. Nobody is told.
appointment-delete-question = Delete the appointment with all its details for good? To cancel it, do that first.

appointments-offer = What you offer
appointments-offer-lead = The chat offers only times within your opening hours that have a place left.
appointments-slot = Grid
appointments-slot-hint = Appointments begin this far apart, the first when you open.
appointments-capacity = Places per time
appointments-capacity-hint = As many appointments may begin at the same time, about as many as you have bays (1 to 50).
appointments-lead-time = Lead time
appointments-lead-time-hint = How much notice you need.
appointments-lead-none = none
duration-days = { $count } days
appointments-calendar = Calendar
appointments-calendar-lead = Shows requests and appointments in your own calendar (iCal), for instance in Outlook, Google or on your phone.
appointments-calendar-url = Address to subscribe to
appointments-calendar-secret = Who knows this address reads names and phone numbers. Do not pass it on.
appointments-calendar-enable = Switch the calendar on
appointments-calendar-renew = New address
appointments-calendar-renew-question = The old address stops working at once; subscribed calendars must get the new one.
appointments-calendar-renew-confirm = Yes, new address
appointments-calendar-disable = Switch off
appointments-calendar-disable-question = Subscribed calendars then get no appointments any more.
appointments-calendar-disable-confirm = Yes, switch off

## Answering visitors

reply-title = Answer yourself
reply-label = Your answer
reply-hint = From your first answer on the assistant is silent, until you give the conversation back.
reply-send = Send answer
reply-close = Give back to the assistant
status-waiting = Waits for you
status-agent = You answer
rating-up = Helpful
rating-down = Not helpful
