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
mail-callback-subject = Call-back wanted: { $phone }
mail-callback-intro = In the chat on your website, somebody would like to be called back.
mail-callback-phone = Phone
mail-callback-name = Name
mail-callback-message = Message
mail-callback-open = Read the conversation:
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

## To the owner of an account

mail-reset-subject = A new password for CarBot
mail-reset-text = somebody asked for a new password for this CarBot account. This link sets one, once and within an hour:
mail-reset-ignore = That was not you? Then there is nothing to do: the password stays as it is.
mail-verify-subject = Confirm your e-mail address
mail-verify-text = welcome to CarBot! This link confirms the e-mail address of the account. It works for three days:
mail-verify-ignore = If you have not made an account at CarBot, there is nothing you need to do.
mail-password-changed-subject = The password was changed
mail-password-changed-text = the password of this CarBot account has just been changed. All other logins have ended.
mail-totp-enabled-subject = Login with a code switched on
mail-totp-enabled-text = logging in to this CarBot account now needs the code of the authenticator app as well.
mail-totp-disabled-subject = Login with a code switched off
mail-totp-disabled-text = logging in to this CarBot account now needs the password only.
mail-account-closed-subject = The account is closed
mail-account-closed-text = this CarBot account has just been closed. Chat and landing page are no longer reachable.
mail-notice-not-you = That was not you? Then please set a new password at once: "Forgot password" on the login page.

## Calendar feed

calendar-name = Appointments – { $business }
calendar-requested = Request: { $summary }

## Conversations

mail-handoff-subject = Somebody would like to speak to you
mail-handoff-text = A visitor waits for your answer in the chat on your website. Read and reply:
mail-transcript-subject = Your chat with { $business }
mail-transcript-text = here is the conversation from the chat, as requested:
mail-transcript-not-you = This e-mail was sent because the address was given in the chat. If that was somebody else, there is nothing to do.

## Invitation to a team

mail-invitation-subject = Invitation to the team of { $account }
mail-invitation-text = { $account } invites you to work with them in CarBot, as { $role }.
mail-invitation-link = The link works once, for seven days:
mail-invitation-not-you = If you do not know { $account }, there is nothing to do.
mail-role-owner = owner
mail-role-admin = administrator
mail-role-agent = agent
mail-role-viewer = viewer

# To owners: keys and domains
mail-key-expiring-subject = Your key for { $domain } expires in { $days ->
    [one] one day
   *[other] { $days } days
}
mail-key-expiring-text = the key with which the chat runs on { $domain } is valid for { $days ->
    [one] one more day
   *[other] { $days } more days
}. After that the chat does not answer there any more. Please make a new key before and put it on your website:
mail-domain-failing-subject = The proof for { $domain } is missing
mail-domain-failing-text = for three days we have not found the proof on { $domain } that the domain is yours. If it stays away for four more days, the chat will not answer there any more. What to publish is shown with your keys:
mail-domain-lost-subject = The chat on { $domain } is switched off
mail-domain-lost-text = for a week we have not found the proof on { $domain } that the domain is yours. Therefore the chat does not answer there any more. As soon as the proof is back, you can have the domain checked again:

## Webhooks

mail-webhook-disabled-subject = Webhook switched off
mail-webhook-disabled-text =
    Hello,

    CarBot could not deliver to this webhook for days, or the other side has said that it is gone:

    { $url }

    It is therefore switched off and gets no more messages. It can be switched on again as soon as the other side answers. What did not arrive stays in the log for 30 days and can be sent again from there.
