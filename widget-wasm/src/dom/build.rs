//! Makes nodes. Text becomes text nodes and attributes only, never markup, so
//! that Trusted Types have nothing to refuse and nothing can be injected.

use wasm_bindgen::JsValue;
use web_sys::{Document, Element, Node};

/// A node, unless the document refuses it.
pub type Built<T = Element> = Result<T, JsValue>;

/// Shapes of the icons, 24 units wide.
pub mod icon {
    /// A cross.
    pub const CLOSE: &str = "M6 6l12 12M18 6L6 18";
    /// An arrow up.
    pub const SEND: &str = "M12 19.5v-15m-6.5 6.5L12 4.5l6.5 6.5";
    /// A telephone.
    pub const PHONE: &str = "M6.5 3.5h3l1.6 4.4-2.1 1.5a11 11 0 0 0 5.6 5.6l1.5-2.1 4.4 1.6v3a2 \
                             2 0 0 1-2.1 2A16.4 16.4 0 0 1 4.5 5.6a2 2 0 0 1 2-2.1z";
}

/// Makes nodes of one document.
pub struct Builder(pub Document);

impl Builder {
    /// An element with a class.
    pub fn element(&self, tag: &str, class: &str) -> Built {
        let element = self.0.create_element(tag)?;
        if !class.is_empty() {
            element.set_class_name(class);
        }
        Ok(element)
    }

    /// An element with a class and text.
    pub fn text(&self, tag: &str, class: &str, text: &str) -> Built {
        let element = self.element(tag, class)?;
        element.set_text_content(Some(text));
        Ok(element)
    }

    /// A text node.
    pub fn text_node(&self, text: &str) -> Node {
        self.0.create_text_node(text).into()
    }

    /// A button that reports `action` when it is chosen.
    pub fn button(&self, class: &str, action: &str, text: &str) -> Built {
        let button = self.text("button", class, text)?;
        button.set_attribute("type", "button")?;
        button.set_attribute(super::ACTION, action)?;
        Ok(button)
    }

    /// A button that shows an icon and is read as `label`.
    pub fn icon_button(&self, class: &str, action: &str, label: &str, shape: &str) -> Built {
        let button = self.button(class, action, "")?;
        button.set_attribute("aria-label", label)?;
        button.append_child(&*self.icon(shape)?)?;
        Ok(button)
    }

    /// A link whose address was found safe. Websites open beside the page.
    pub fn link(&self, class: &str, address: &str, text: &str) -> Built {
        let link = self.text("a", class, text)?;
        link.set_attribute("href", address)?;
        if address.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("http")) {
            link.set_attribute("target", "_blank")?;
            link.set_attribute("rel", "noopener noreferrer")?;
        }
        Ok(link)
    }

    /// A picture that says nothing to screen readers.
    pub fn icon(&self, shape: &str) -> Built {
        const SVG: Option<&str> = Some("http://www.w3.org/2000/svg");
        let path = self.0.create_element_ns(SVG, "path")?;
        path.set_attribute("d", shape)?;
        let icon = self.0.create_element_ns(SVG, "svg")?;
        icon.set_attribute("viewBox", "0 0 24 24")?;
        icon.set_attribute("aria-hidden", "true")?;
        icon.append_child(&path)?;
        Ok(icon)
    }
}

/// Appends all of `children`.
pub fn append(parent: &Element, children: &[&Element]) -> Built<()> {
    for child in children {
        parent.append_child(child)?;
    }
    Ok(())
}
