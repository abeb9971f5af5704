//! One message of the log.

use super::{
    build::{Builder, icon},
    markdown::append_markdown,
    number,
};
use crate::{
    browser::Element,
    markdown::is_safe_address,
    state::{Author, Delivery, Entry, Failure},
    texts::Texts,
};
use api::widget::ChatAction;

/// A message in the log.
pub struct Shown {
    /// The entry it shows.
    pub id: u32,
    /// Its node.
    pub element: Element,
    /// What went wrong, if something did.
    trouble: Option<Element>,
    delivery: Delivery,
}

impl Shown {
    /// Makes the node of an entry.
    pub fn new(build: &Builder, entry: &Entry, texts: &Texts) -> Self {
        let (class, author) = match entry.author {
            Author::Visitor => ("message visitor", texts.you),
            Author::Assistant => ("message assistant", texts.assistant),
        };
        let bubble = build.element("div", &[("class", "bubble"), ("dir", "auto")]);
        match entry.author {
            Author::Visitor => bubble.set_text(&entry.text),
            Author::Assistant => append_markdown(build, &bubble, &entry.text),
        }
        let author = build.text("span", "unseen", author);
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
        Self {
            id: entry.id,
            element,
            trouble: None,
            delivery: Delivery::Done,
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
