//! The keyboard's place in a form that is made anew.

use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};

/// Which control had the focus last.
#[derive(Clone, Copy)]
pub struct Focus {
    /// What selects it.
    selector: StoredValue<Option<String>>,
}

impl Focus {
    /// None yet.
    pub fn new() -> Self {
        Self {
            selector: StoredValue::new(None),
        }
    }

    /// This control has it now.
    pub fn note(self, control: &web_sys::Element) {
        let id = Some(control.id()).filter(|it| !it.is_empty());
        let selector = id.map(|it| format!("[id=\"{it}\"]")).or_else(|| {
            let command = control.get_attribute("value")?;
            Some(format!("button[value=\"{command}\"]"))
        });
        self.selector.set_value(selector);
    }

    /// Gives it to the control that stands now where the last one stood, unless another has it.
    pub fn put_back(self) {
        Effect::new(move |_| {
            let Some(selector) = self.selector.get_value() else {
                return;
            };
            request_animation_frame(move || {
                let has_none = document()
                    .active_element()
                    .is_none_or(|it| it.tag_name() == "BODY");
                let control = document().query_selector(&selector).ok().flatten();
                if let Some(control) = control.filter(|_| has_none)
                    && let Ok(control) = control.dyn_into::<web_sys::HtmlElement>()
                {
                    let _refused = control.focus();
                }
            });
        });
    }
}
