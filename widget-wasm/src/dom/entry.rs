//! One message of the log.

use super::{
    build::{Builder, Built, append, icon},
    markdown::append_markdown,
};
use crate::{
    markdown::is_safe_address,
    state::{Author, Delivery, Entry, Failure},
    texts::Texts,
};
use api::widget::ChatAction;
use web_sys::Element;

/// A message in the log.
pub struct Shown {
    /// The entry it shows.
    pub id: u32,
    /// Its node.
    pub element: Element,
    delivery: Delivery,
}

impl Shown {
    /// Makes the node of an entry.
    pub fn new(build: &Builder, entry: &Entry, texts: &Texts) -> Built<Self> {
        let (class, author) = match entry.author {
            Author::Visitor => ("message visitor", texts.you),
            Author::Assistant => ("message assistant", texts.assistant),
        };
        let element = build.element("div", class)?;
        element.set_attribute("data-testid", "chat-message")?;
        let bubble = build.element("div", "bubble")?;
        bubble.set_attribute("dir", "auto")?;
        match entry.author {
            Author::Visitor => bubble.set_text_content(Some(&entry.text)),
            Author::Assistant => append_markdown(build, &bubble, &entry.text)?,
        }
        let author = build.text("span", "unseen", author)?;
        append(&element, &[&author, &bubble])?;
        if !entry.actions.is_empty() {
            let actions = build.element("div", "actions")?;
            for (index, action) in entry.actions.iter().enumerate() {
                if let Some(button) = action_button(build, entry.id, index, action, texts)? {
                    actions.append_child(&button)?;
                }
            }
            element.append_child(&actions)?;
        }
        Ok(Self {
            id: entry.id,
            element,
            delivery: Delivery::Done,
        })
    }

    /// Shows how far the message came. Says whether it grew.
    pub fn show_delivery(
        &mut self,
        build: &Builder,
        entry: &Entry,
        texts: &Texts,
        phone: Option<&str>,
    ) -> Built<bool> {
        if self.delivery == entry.delivery {
            return Ok(false);
        }
        self.delivery = entry.delivery;
        if let Some(trouble) = self.element.query_selector(".trouble")? {
            trouble.remove();
        }
        let Delivery::Failed(failure) = entry.delivery else {
            return Ok(false);
        };
        let trouble = build.element("div", "trouble")?;
        trouble.set_attribute("role", "alert")?;
        let retry = ["retry ", &entry.id.to_string()].concat();
        append_failure(build, &trouble, texts, failure, &retry, phone)?;
        self.element.append_child(&trouble)?;
        Ok(true)
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
) -> Built<()> {
    parent.append_child(&*build.text("p", "", texts.failure(failure))?)?;
    let actions = build.element("div", "actions")?;
    if failure.is_temporary() {
        actions.append_child(&*build.button("chip", retry, texts.retry)?)?;
    }
    if let Some(phone) = phone {
        let label = [texts.call, " ", phone].concat();
        actions.append_child(&*call_link(build, phone, &label)?)?;
    }
    parent.append_child(&actions)?;
    Ok(())
}

fn action_button(
    build: &Builder,
    entry: u32,
    index: usize,
    action: &ChatAction,
    texts: &Texts,
) -> Built<Option<Element>> {
    let label = match action {
        ChatAction::Call { phone, label } => return call_link(build, phone, label).map(Some),
        ChatAction::Link { url, label } if is_safe_address(url) => {
            return build.link("chip", url, label).map(Some);
        }
        ChatAction::Link { .. } => return Ok(None),
        ChatAction::Appointment => texts.appointment,
        ChatAction::Handoff => texts.handoff,
    };
    let action = ["action ", &entry.to_string(), " ", &index.to_string()].concat();
    build.button("chip", &action, label).map(Some)
}

fn call_link(build: &Builder, phone: &str, label: &str) -> Built {
    let mut address = String::from("tel:");
    address.extend(phone.chars().filter(|it| it.is_ascii_digit() || *it == '+'));
    let link = build.link("chip", &address, "")?;
    append(&link, &[&build.icon(icon::PHONE)?, &build.text("span", "", label)?])?;
    Ok(link)
}
