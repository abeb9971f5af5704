//! Makes nodes. Text becomes text nodes and attributes only, never markup, so
//! that Trusted Types have nothing to refuse and nothing can be injected.

use crate::browser::{Document, Element};

/// Shapes of the icons, 24 units wide.
pub mod icon {
    /// A cross.
    pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
    /// An arrow up.
    pub const SEND: &str = "M12 19.5v-15m-6.5 6.5L12 4.5l6.5 6.5";
    /// A thumb up.
    pub const THUMB_UP: &str = "M7.5 11v9h9.3a2 2 0 0 0 2-1.6l1.3-6A2 2 0 0 0 18.1 10h-4.6l.8-4.5A2 2 0 0 0 12.3 3zM3.5 11h4v9h-4z";
    /// A thumb down.
    pub const THUMB_DOWN: &str = "M16.5 13V4H7.2a2 2 0 0 0-2 1.6l-1.3 6A2 2 0 0 0 5.9 14h4.6l-.8 4.5A2 2 0 0 0 11.7 21zM20.5 13h-4V4h4z";
    /// A telephone.
    pub const PHONE: &str = "M6.5 3.5h3l1.6 4.4-2.1 1.5a11 11 0 0 0 5.6 5.6l1.5-2.1 4.4 1.6v3a2 \
                             2 0 0 1-2.1 2A16.4 16.4 0 0 1 4.5 5.6a2 2 0 0 1 2-2.1z";
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes nodes of one document.
pub struct Builder(pub Document);

impl Builder {
    /// An element with attributes.
    pub fn element(&self, tag: &str, attributes: &[(&str, &str)]) -> Element {
        with_attributes(self.0.create_element(tag), attributes)
    }

    /// An element with a class and children.
    pub fn parent(&self, tag: &str, class: &str, children: &[&Element]) -> Element {
        let element = self.element(tag, &[("class", class)]);
        for child in children {
            element.append(child);
        }
        element
    }

    /// An element with a class and text.
    pub fn text(&self, tag: &str, class: &str, text: &str) -> Element {
        let element = self.element(tag, &[("class", class)]);
        element.set_text(text);
        element
    }

    /// A text node.
    pub fn text_node(&self, text: &str) -> Element {
        self.0.create_text_node(text)
    }

    /// A button that reports `action` when it is chosen.
    pub fn button(&self, class: &str, action: &str, text: &str) -> Element {
        let button = self.text("button", class, text);
        with_attributes(button, &[("type", "button"), (super::ACTION, action)])
    }

    /// A button that shows only an icon.
    pub fn icon_button(&self, class: &str, action: &str, shape: &str) -> Element {
        let button = self.button(class, action, "");
        button.append(&self.icon(shape));
        button
    }

    /// A link whose address was found safe. Websites open beside the page.
    pub fn link(&self, class: &str, address: &str, text: &str) -> Element {
        let link = self.text("a", class, text);
        link.set_attribute("href", address);
        if address.starts_with(['h', 'H']) {
            return with_attributes(
                link,
                &[("target", "_blank"), ("rel", "noopener noreferrer")],
            );
        }
        link
    }

    /// A picture that says nothing to screen readers.
    pub fn icon(&self, shape: &str) -> Element {
        let path = self.0.create_element_ns(SVG, "path");
        path.set_attribute("d", shape);
        let icon = self.0.create_element_ns(SVG, "svg");
        icon.append(&path);
        with_attributes(icon, &[("viewBox", "0 0 24 24"), ("aria-hidden", "true")])
    }
}

fn with_attributes(element: Element, attributes: &[(&str, &str)]) -> Element {
    for (name, value) in attributes {
        element.set_attribute(name, value);
    }
    element
}
