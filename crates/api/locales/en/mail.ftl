# Texts of e-mails.

mail-when = { $weekday }, { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $time }

## To the business

mail-request-subject = Appointment request: { $when } – { $service }
mail-request-intro = Somebody asked for an appointment in the chat on your website.
mail-request-when = Requested for
mail-request-service = Service
mail-request-vehicle = Vehicle
mail-request-plate = Registration
mail-request-name = Name
mail-request-phone = Phone
mail-request-email = E-mail
mail-request-note = Message
mail-request-open = Confirm, decline or move it:
mail-request-pending = The visitor has not been promised anything yet.
mail-withdrawn-subject = Appointment cancelled: { $when } – { $service }
mail-withdrawn-text = In the chat the visitor has taken this request back. The slot is free again.

## To the visitor

mail-greeting = Hello,
mail-received-subject = Your appointment request at { $business }
mail-received-text = we have received the request for this appointment:
mail-received-next = It is not confirmed yet. We will get back to you as soon as possible, with a confirmation or another suggestion.
mail-confirmed-subject = Appointment confirmed: { $when }
mail-confirmed-text = this appointment is confirmed:
mail-moved-subject = Appointment moved: { $when }
mail-moved-text = the appointment has been moved; it is now:
mail-declined-subject = Appointment not possible: { $when }
mail-declined-text = unfortunately this appointment is not possible:
mail-cancelled-subject = Appointment cancelled: { $when }
mail-cancelled-text = this appointment does not take place:
mail-decision-note = Message from { $business }:
mail-questions-phone = Questions, or another time? Phone: { $phone }
mail-not-you = You get this e-mail because the address was given with an appointment request. If that was somebody else, there is nothing you need to do.

## Calendar feed

calendar-name = Appointments – { $business }
calendar-requested = Request: { $summary }

## Conversations

mail-handoff-subject = Somebody would like to speak to you
mail-handoff-text = A visitor waits for your answer in the chat on your website. Read and reply:
mail-transcript-subject = Your chat with { $business }
mail-transcript-text = here is the conversation from the chat, as requested:
mail-transcript-not-you = This e-mail was sent because the address was given in the chat. If that was somebody else, there is nothing to do.
