//! One message of the log.

use super::{
    build::{Builder, icon},
    markdown::append_markdown,
};
use crate::{
    browser::Element,
    markdown::is_safe_address,
    state::{Author, Delivery, Entry, Failure},
    texts::{Texts, number},
};
use api::widget::{ChatAction, session::Rating};

/// A message in the log.
pub struct Shown {
    /// The entry it shows.
    pub id: u32,
    /// Its node.
    pub element: Element,
    /// What went wrong, if something did.
    trouble: Option<Element>,
    delivery: Delivery,
    /// The buttons that say whether a reply helped, and what they show.
    rating: Option<[Element; 2]>,
    rated: Option<Rating>,
}

impl Shown {
    /// Makes the node of an entry.
    pub fn new(build: &Builder, entry: &Entry, texts: &Texts) -> Self {
        let (class, author) = match entry.author {
            Author::Visitor => ("message visitor", texts.you),
            Author::Assistant => ("message assistant", texts.assistant),
            Author::Person => ("message assistant person", texts.team),
        };
        let bubble = build.element("div", &[("class", "bubble"), ("dir", "auto")]);
        match entry.author {
            Author::Visitor => bubble.set_text(&entry.text),
            Author::Assistant | Author::Person => append_markdown(build, &bubble, &entry.text),
        }
        // Who a person is, everybody sees.
        let author = match &entry.name {
            Some(name) => build.text("span", "author", name),
            None if entry.author == Author::Person => {
                build.text("span", "author", author.trim_end_matches(':'))
            }
            None => build.text("span", "unseen", author),
        };
        let element = build.parent("div", class, &[&author, &bubble]);
        element.set_attribute("data-testid", "chat-message");
        if !entry.actions.is_empty() {
            let actions = build.parent("div", "actions", &[]);
            for (index, action) in (0..).zip(&entry.actions) {
                if let Some(button) = action_button(build, entry.id, index, action, texts) {
                    actions.append(&button);
                }
            }
            element.append(&actions);
        }
        let rating = (entry.author == Author::Assistant && entry.message_id.is_some())
            .then(|| append_rating(build, &element, entry.id, texts));
        Self {
            id: entry.id,
            element,
            trouble: None,
            delivery: Delivery::Done,
            rating,
            rated: None,
        }
    }

    /// Shows how the visitor found it.
    pub fn show_rating(&mut self, rating: Option<Rating>) {
        if self.rated == rating {
            return;
        }
        self.rated = rating;
        if let Some([helpful, unhelpful]) = &self.rating {
            press(helpful, rating == Some(Rating::Up));
            press(unhelpful, rating == Some(Rating::Down));
        }
    }

    /// Shows how far the message came. Says whether it grew.
    pub fn show_delivery(
        &mut self,
        build: &Builder,
        entry: &Entry,
        texts: &Texts,
        phone: Option<&str>,
    ) -> bool {
        if self.delivery == entry.delivery {
            return false;
        }
        self.delivery = entry.delivery;
        if let Some(trouble) = self.trouble.take() {
            trouble.remove();
        }
        let Delivery::Failed(failure) = entry.delivery else {
            return false;
        };
        let trouble = build.element("div", &[("class", "trouble"), ("role", "alert")]);
        let retry = ["retry ", &number(entry.id)].concat();
        append_failure(build, &trouble, texts, failure, &retry, phone);
        self.element.append(&trouble);
        self.trouble = Some(trouble);
        true
    }
}

/// Appends the two buttons that say whether a reply helped.
fn append_rating(build: &Builder, parent: &Element, entry: u32, texts: &Texts) -> [Element; 2] {
    let button = |name: &str, shape: &str, label: &str| {
        let button = build.icon_button("rate", &[name, " ", &number(entry)].concat(), shape);
        button.set_attribute("aria-label", label);
        press(&button, false);
        button
    };
    let buttons = [
        button("helpful", icon::THUMB_UP, texts.helpful),
        button("unhelpful", icon::THUMB_DOWN, texts.unhelpful),
    ];
    parent.append(&build.parent("div", "rating", &[&buttons[0], &buttons[1]]));
    buttons
}

fn press(button: &Element, is_pressed: bool) {
    button.set_attribute("aria-pressed", if is_pressed { "true" } else { "false" });
}

/// Appends what went wrong and what can be done about it.
pub fn append_failure(
    build: &Builder,
    parent: &Element,
    texts: &Texts,
    failure: Failure,
    retry: &str,
    phone: Option<&str>,
) {
    parent.append(&build.text("p", "", texts.failure(failure)));
    let actions = build.parent("div", "actions", &[]);
    if failure.is_temporary() {
        actions.append(&build.button("chip", retry, texts.retry));
    }
    if let Some(phone) = phone {
        let label = [texts.call, " ", phone].concat();
        actions.append(&call_link(build, phone, &label));
    }
    parent.append(&actions);
}

fn action_button(
    build: &Builder,
    entry: u32,
    index: u32,
    action: &ChatAction,
    texts: &Texts,
) -> Option<Element> {
    let label = match action {
        ChatAction::Call { phone, label } => return Some(call_link(build, phone, label)),
        ChatAction::Link { url, label } => {
            return is_safe_address(url).then(|| build.link("chip", url, label));
        }
        ChatAction::Appointment => texts.appointment,
        ChatAction::Handoff => texts.handoff,
    };
    let action = ["action ", &number(entry), " ", &number(index)].concat();
    Some(build.button("chip", &action, label))
}

fn call_link(build: &Builder, phone: &str, label: &str) -> Element {
    let mut address = String::from("tel:");
    address.extend(phone.chars().filter(|it| it.is_ascii_digit() || *it == '+'));
    let link = build.link("chip", &address, "");
    link.append(&build.icon(icon::PHONE));
    link.append(&build.text_node(label));
    link
}
