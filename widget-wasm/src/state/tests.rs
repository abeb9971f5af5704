use super::*;
use api::{
    ids::ConversationId,
    widget::{WidgetPosition, WidgetTheme},
};

fn init(locale: Language) -> Box<WidgetInitResponse> {
    Box::new(WidgetInitResponse {
        session_id: "fresh".to_owned(),
        config: WidgetConfig {
            theme: WidgetTheme::Auto,
            position: WidgetPosition::BottomRight,
            greeting_message: format!("greeting {locale}"),
            placeholder_text: String::new(),
            primary_color: "#0f62fe".to_owned(),
            avatar_url: None,
        },
        locale,
        business: WidgetBusiness {
            name: "Werkstatt".to_owned(),
            phone: Some("030 123".to_owned()),
            privacy_url: None,
        },
        suggestions: vec!["Öffnungszeiten?".to_owned()],
    })
}

fn reply(text: &str) -> Box<WidgetChatResponse> {
    Box::new(WidgetChatResponse {
        response: text.to_owned(),
        session_id: "fresh".to_owned(),
        conversation_id: "01890000-0000-7000-8000-000000000000"
            .parse::<ConversationId>()
            .unwrap(),
        message_id: Some(message_id(1)),
        suggestions: vec!["Termin?".to_owned()],
        typing_delay: Some(5_000),
        intent: "price".to_owned(),
        confidence: 1.0,
        actions: vec![ChatAction::Appointment, ChatAction::Handoff],
    })
}

fn message_id(number: u8) -> MessageId {
    format!("01890000-0000-7000-8000-0000000000{number:02}")
        .parse()
        .unwrap()
}

fn said(number: u8, role: MessageRole, content: &str) -> WidgetMessage {
    WidgetMessage {
        id: message_id(number),
        role,
        content: content.to_owned(),
        client_message_id: (role == MessageRole::User).then(|| "old-1".to_owned()),
        author: None,
        actions: Vec::new(),
        rating: None,
    }
}

fn answered(turn: u32, text: &str, elapsed: u32) -> Event {
    Event::Answered {
        turn,
        response: reply(text),
        elapsed,
    }
}

fn opened() -> Event {
    Event::Opened { takes_focus: true }
}

fn ready() -> State {
    let mut state = State::new(Language::De, None, "name".to_owned(), false);
    state.update(opened());
    state.update(Event::Started {
        attempt: 1,
        response: init(Language::De),
    });
    state
}

fn texts(state: &State) -> Vec<&str> {
    state.entries.iter().map(|it| &*it.text).collect()
}

/// The entry that is asked about, its text and session.
fn asked(effects: &[Effect]) -> Option<(u32, &str, &str)> {
    effects.iter().find_map(|it| match it {
        Effect::Ask {
            turn,
            message,
            session_id,
            ..
        } => Some((*turn, &**message, &**session_id)),
        _ => None,
    })
}

fn say(state: &mut State, text: &str) -> u32 {
    asked(&state.update(Event::Sent(text.to_owned())))
        .expect("the message is sent")
        .0
}

#[test]
fn only_the_first_opening_asks_for_init() {
    let mut state = State::new(Language::De, None, "name".to_owned(), false);
    assert_eq!(
        state.update(opened()),
        [Effect::Start { attempt: 1 }, Effect::FocusInput]
    );
    state.update(Event::Closed);
    assert_eq!(
        state.update(Event::Opened { takes_focus: false }),
        [],
        "init is still on its way"
    );
}

#[test]
fn greeting_and_suggestions_come_from_init() {
    let state = ready();
    assert_eq!(texts(&state), ["greeting de"]);
    assert_eq!(state.suggestions, ["Öffnungszeiten?"]);
    assert_eq!(state.phone(), Some("030 123"));
}

#[test]
fn sending_twice_sends_once_and_keeps_the_second_text_in_the_input() {
    let mut state = ready();
    let effects = state.update(Event::Sent(" Hallo ".to_owned()));
    assert_eq!(asked(&effects), Some((2, "Hallo", "fresh")));
    assert!(effects.contains(&Effect::ClearInput));
    assert!(effects.contains(&Effect::RememberSession("fresh".to_owned())));
    assert!(state.is_typing() && state.suggestions.is_empty());
    assert_eq!(state.update(Event::Sent("Hallo".to_owned())), []);
    assert_eq!(state.update(Event::SuggestionChosen(0)), []);
}

#[test]
fn nothing_is_sent_without_words() {
    let mut state = ready();
    assert_eq!(state.update(Event::Sent(" \n\u{7} ".to_owned())), []);
    assert_eq!(state.update(Event::Sent("x".repeat(4_001))), []);
    assert_eq!(state.entries.len(), 1);
}

#[test]
fn the_typing_delay_is_capped_and_counts_from_the_request() {
    let mut state = ready();
    let turn = say(&mut state, "Hallo");
    let effects = state.update(answered(turn, "Guten Tag", 200));
    assert_eq!(effects, [Effect::EndTypingAfter(1_000)]);
    assert!(state.is_typing());
    let effects = state.update(Event::TypingEnded);
    assert_eq!(
        effects,
        [Effect::Notify(Notice::Message(
            Author::Assistant,
            "Guten Tag".to_owned()
        ))]
    );
    assert!(!state.is_typing());
    assert_eq!(texts(&state), ["greeting de", "Hallo", "Guten Tag"]);
    assert_eq!(state.entries[1].delivery, Delivery::Done);
    assert_eq!(state.suggestions, ["Termin?"]);
    assert_eq!(state.update(Event::TypingEnded), []);
}

#[test]
fn no_typing_delay_where_stillness_is_preferred() {
    let mut state = ready();
    state.prefers_stillness = true;
    let turn = say(&mut state, "Hallo");
    state.update(answered(turn, "Guten Tag", 0));
    assert_eq!(state.entries.len(), 3);
}

#[test]
fn a_reply_to_a_closed_chat_is_unread_until_it_is_opened() {
    let mut state = ready();
    let turn = say(&mut state, "Hallo");
    state.update(Event::Closed);
    let effects = state.update(answered(turn, "Guten Tag", 0));
    assert!(effects.contains(&Effect::Notify(Notice::Unread(1))));
    let effects = state.update(opened());
    assert!(effects.contains(&Effect::Notify(Notice::Unread(0))));
    assert_eq!(state.unread, 0);
}

#[test]
fn a_message_typed_before_init_is_answered_is_sent_afterwards() {
    let mut state = State::new(Language::De, None, "name".to_owned(), false);
    state.update(opened());
    assert_eq!(asked(&state.update(Event::Sent("Hallo".to_owned()))), None);
    assert!(state.is_typing());
    state.update(Event::StartFailed {
        attempt: 1,
        failure: Failure::Offline,
    });
    assert!(!state.is_typing());
    assert_eq!(state.phase, Phase::Unavailable(Failure::Offline));
    assert!(
        state
            .update(Event::StartRetried)
            .contains(&Effect::Start { attempt: 2 })
    );
    let effects = state.update(Event::Started {
        attempt: 2,
        response: init(Language::De),
    });
    assert_eq!(asked(&effects), Some((1, "Hallo", "fresh")));
    assert_eq!(texts(&state), ["greeting de", "Hallo"]);
    assert!(state.suggestions.is_empty());
}

#[test]
fn a_failed_message_keeps_its_text_and_can_be_sent_again() {
    let mut state = ready();
    let first = say(&mut state, "Hallo");
    let effects = state.update(Event::AnswerFailed {
        turn: first,
        failure: Failure::Server,
    });
    assert_eq!(effects, [Effect::Notify(Notice::Error(Failure::Server))]);
    assert_eq!(state.entries[1].delivery, Delivery::Failed(Failure::Server));
    let second = say(&mut state, "Noch da?");
    assert_eq!(state.update(Event::Retried(first)), [], "one at a time");
    state.update(answered(second, "Ja", 2_000));
    let effects = state.update(Event::Retried(first));
    assert_eq!(asked(&effects), Some((first, "Hallo", "fresh")));
    assert_eq!(texts(&state), ["greeting de", "Noch da?", "Ja", "Hallo"]);
    assert_eq!(state.update(Event::Retried(first)), [], "sent once");
}

#[test]
fn what_cannot_succeed_is_not_offered_again() {
    let mut state = ready();
    let turn = say(&mut state, "Hallo");
    state.update(Event::AnswerFailed {
        turn,
        failure: Failure::Quota,
    });
    assert_eq!(state.update(Event::Retried(turn)), []);
    let turn = say(&mut state, "Hallo");
    let effects = state.update(Event::AnswerFailed {
        turn,
        failure: Failure::Rejected,
    });
    assert!(effects.contains(&Effect::FillInput("Hallo".to_owned())));
}

#[test]
fn every_status_has_a_meaning() {
    for (status, failure) in [
        (401, Failure::Refused),
        (403, Failure::Refused),
        (402, Failure::Quota),
        (413, Failure::Rejected),
        (422, Failure::Rejected),
        (429, Failure::Limited),
        (500, Failure::Server),
        (503, Failure::Server),
        (404, Failure::Server),
    ] {
        assert_eq!(Failure::from_status(status), failure, "{status}");
    }
}

#[test]
fn messages_of_the_page_wait_for_their_turn() {
    let mut state = ready();
    let turn = say(&mut state, "Hallo");
    assert_eq!(state.update(Event::SentByPage(" ".to_owned())), []);
    assert_eq!(state.update(Event::SentByPage("Zwei".to_owned())), []);
    let effects = state.update(answered(turn, "Eins", 5_000));
    assert_eq!(asked(&effects), Some((4, "Zwei", "fresh")));
}

#[test]
fn actions_notify_the_page_and_prefill_the_input() {
    let mut state = ready();
    let turn = say(&mut state, "Termin");
    state.update(answered(turn, "Gern", 5_000));
    let effects = state.update(Event::ActionChosen { entry: 3, index: 0 });
    assert!(matches!(effects[0], Effect::FillInput(_)));
    assert_eq!(effects.last(), Some(&Effect::Notify(Notice::Booking)));
    let effects = state.update(Event::ActionChosen { entry: 3, index: 1 });
    let session_id = "fresh".to_owned();
    assert_eq!(effects[0], Effect::RequestHandoff { session_id });
    assert_eq!(effects.last(), Some(&Effect::Notify(Notice::Handoff)));
    assert_eq!(state.update(Event::ActionChosen { entry: 3, index: 2 }), []);
}

#[test]
fn another_language_greets_again_only_before_the_first_message() {
    let mut state = ready();
    let effects = state.update(Event::LanguageSet(Language::En));
    assert_eq!(effects, [Effect::Start { attempt: 2 }]);
    state.update(Event::Started {
        attempt: 1,
        response: init(Language::De),
    });
    assert_eq!(state.language, Language::En, "the first answer is too old");
    state.update(Event::Started {
        attempt: 2,
        response: init(Language::En),
    });
    assert_eq!(texts(&state), ["greeting en"]);
    say(&mut state, "Hello");
    assert_eq!(state.update(Event::LanguageSet(Language::Tr)), []);
    assert_eq!(state.language, Language::Tr);
}

#[test]
fn a_session_of_this_tab_is_resumed_until_reset() {
    let mut state = State::new(
        Language::De,
        Some("kept".to_owned()),
        "name".to_owned(),
        false,
    );
    state.update(opened());
    state.update(Event::Started {
        attempt: 1,
        response: init(Language::De),
    });
    let effects = state.update(Event::Sent("Hallo".to_owned()));
    let (turn, _, session) = asked(&effects).unwrap();
    assert_eq!(session, "kept");

    let effects = state.update(Event::Reset);
    assert!(effects.contains(&Effect::ForgetSession));
    assert!(effects.contains(&Effect::Start { attempt: 3 }));
    assert_eq!(state.update(answered(turn, "zu spät", 0)), []);
    assert_eq!(state.entries, []);
    state.update(Event::Started {
        attempt: 3,
        response: init(Language::De),
    });
    let effects = state.update(Event::Sent("Neu".to_owned()));
    assert_eq!(asked(&effects).map(|it| it.2), Some("fresh"));
}

#[test]
fn what_was_said_before_stands_between_greeting_and_new_words() {
    let mut state = State::new(
        Language::De,
        Some("kept".to_owned()),
        "name".to_owned(),
        false,
    );
    state.update(opened());
    let effects = state.update(Event::Started {
        attempt: 1,
        response: init(Language::De),
    });
    let session_id = "kept".to_owned();
    assert!(effects.contains(&Effect::Recall {
        attempt: 1,
        session_id
    }));
    say(&mut state, "Neu");
    let history = || {
        Box::new(WidgetHistoryResponse {
            messages: vec![
                said(2, MessageRole::User, "Alt"),
                said(3, MessageRole::Assistant, "Antwort"),
                said(4, MessageRole::Agent, "Anna hier"),
            ],
            suggestions: vec!["Termin?".to_owned()],
            is_handed_over: true,
        })
    };
    let recalled = |attempt| Event::Recalled {
        attempt,
        response: history(),
    };
    assert_eq!(state.update(recalled(7)), [], "of another start");
    let session_id = "kept".to_owned();
    assert_eq!(state.update(recalled(1)), [Effect::Follow { session_id }]);
    let all = ["greeting de", "Alt", "Antwort", "Anna hier", "Neu"];
    assert_eq!(texts(&state), all);
    assert!(state.suggestions.is_empty(), "the visitor has gone on");
    state.update(recalled(1));
    assert_eq!(texts(&state), all, "nothing is shown twice");
}

#[test]
fn what_failed_for_want_of_a_network_is_sent_in_order_under_its_name() {
    let mut state = ready();
    let mut names = Vec::new();
    let name = |effects: &[Effect]| {
        effects.iter().find_map(|it| match it {
            Effect::Ask {
                client_message_id, ..
            } => Some(client_message_id.clone()),
            _ => None,
        })
    };
    for text in ["Eins", "Zwei"] {
        let effects = state.update(Event::Sent(text.to_owned()));
        names.push(name(&effects).unwrap());
        state.update(Event::AnswerFailed {
            turn: asked(&effects).unwrap().0,
            failure: Failure::Offline,
        });
    }
    assert_ne!(names[0], names[1]);
    let effects = state.update(Event::CameOnline);
    assert_eq!(name(&effects).as_ref(), Some(&names[0]));
    assert_eq!(state.update(Event::CameOnline), [], "one at a time");
    let turn = asked(&effects).unwrap().0;
    let effects = state.update(answered(turn, "Antwort", 5_000));
    assert_eq!(name(&effects).as_ref(), Some(&names[1]));
}

#[test]
fn a_reply_is_rated_once_for_each_change_of_mind() {
    let mut state = ready();
    let turn = say(&mut state, "Hallo");
    state.update(answered(turn, "Guten Tag", 5_000));
    let rate = |state: &mut State, entry, rating| state.update(Event::Rated { entry, rating });
    assert_eq!(
        rate(&mut state, 3, Rating::Up),
        [Effect::Rate {
            session_id: "fresh".to_owned(),
            message_id: message_id(1),
            rating: Rating::Up,
        }]
    );
    assert_eq!(rate(&mut state, 3, Rating::Up), []);
    assert_eq!(rate(&mut state, 3, Rating::Down).len(), 1);
    assert_eq!(rate(&mut state, 1, Rating::Down), [], "the greeting");
}

#[test]
fn a_person_is_heard_until_the_conversation_is_given_back() {
    let mut state = ready();
    let turn = say(&mut state, "Hallo");
    state.update(answered(turn, "Guten Tag", 5_000));
    let told = said(2, MessageRole::Assistant, "Das Team weiß Bescheid.");
    let effects = state.update(Event::HandoffAnswered(Ok(Box::new(told))));
    let session_id = "fresh".to_owned();
    assert_eq!(effects.last(), Some(&Effect::Follow { session_id }));
    assert_eq!(
        state.update(Event::ActionChosen { entry: 3, index: 1 }),
        [],
        "asked for already"
    );
    state.update(Event::Closed);
    for _ in 0..2 {
        let message = said(3, MessageRole::Agent, "Anna hier");
        state.update(Event::PersonSaid(Box::new(message)));
    }
    assert_eq!(state.unread, 1);
    assert_eq!(
        state.entries.last().map(|it| it.author),
        Some(Author::Person)
    );
    let turn = say(&mut state, "Schön!");
    let mut silent = reply("");
    silent.actions.clear();
    state.update(Event::Answered {
        turn,
        response: silent,
        elapsed: 5_000,
    });
    assert_eq!(texts(&state).last(), Some(&"Schön!"));
    assert_eq!(state.update(Event::HandedOver(false)), [Effect::Unfollow]);
    assert_eq!(state.update(Event::HandedOver(false)), []);
}
