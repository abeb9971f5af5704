//! What the visitor does: clicks, keys, and the text in the input.

use super::ACTION;
use crate::{
    browser::{Element, Event as BrowserEvent},
    state::Event,
};
use api::widget::session::Rating;

/// Set while the input holds text.
const READY: &str = "data-ready";

/// Height of a line of the input in pixels, as in the styles.
const INPUT_LINE: i32 = 22;

/// The greatest height of the input in lines.
const MAX_INPUT_LINES: i32 = 6;

/// Something the visitor did.
pub enum Signal {
    /// The chat shall be closed.
    Close,
    /// The chat itself changes.
    Event(Event),
}

/// Reads an event of the panel.
pub fn read(event: &BrowserEvent, input: &Element, send: &Element) -> Option<Signal> {
    match &*event.name() {
        "click" => read_click(event, input),
        "keydown" => read_key(event, input),
        _ => {
            fit(input, send);
            None
        }
    }
}

/// Reads the action of the button that was clicked.
fn read_click(event: &BrowserEvent, input: &Element) -> Option<Signal> {
    let action = event.target().closest("[data-action]")?.attribute(ACTION)?;
    let mut words = action.split(' ');
    let name = words.next()?;
    let mut numbers = words.filter_map(|it| it.parse().ok());
    let event = match name {
        "close" => return Some(Signal::Close),
        "send" => Event::Sent(input.value()),
        "start" => Event::StartRetried,
        "suggestion" => Event::SuggestionChosen(numbers.next()?),
        "retry" => Event::Retried(numbers.next()?),
        "helpful" => Event::Rated {
            entry: numbers.next()?,
            rating: Rating::Up,
        },
        "unhelpful" => Event::Rated {
            entry: numbers.next()?,
            rating: Rating::Down,
        },
        "action" => Event::ActionChosen {
            entry: numbers.next()?,
            index: numbers.next()?,
        },
        _ => return None,
    };
    Some(Signal::Event(event))
}

/// Enter sends, Shift and Enter break the line; Enter that ends the composition of a character
/// does neither, nor does Enter on a button.
fn read_key(event: &BrowserEvent, input: &Element) -> Option<Signal> {
    if event.key() != "Enter"
        || event.has_shift()
        || event.is_composing()
        || !input.matches(":focus")
    {
        return None;
    }
    event.prevent_default();
    Some(Signal::Event(Event::Sent(input.value())))
}

/// Makes the input as high as its text.
pub fn fit(input: &Element, send: &Element) {
    input.set_rows(1);
    let lines = input.scroll_height() / INPUT_LINE;
    input.set_rows(lines.min(MAX_INPUT_LINES));
    send.toggle_attribute(READY, !input.value().trim().is_empty());
}
