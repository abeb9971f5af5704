//! Colours of a page: those of the template, and the owner's made readable on
//! them. Contrast is that of WCAG 2.2 (1.4.3).

use api::values::HexColor;
use serde::Deserialize;
use std::fmt::Write as _;

/// Least contrast of normal text (AA).
pub const READABLE: f64 = 4.5;
/// Least contrast of what is drawn (1.4.11).
pub const VISIBLE: f64 = 3.0;

/// Red, green, blue.
type Rgb = [u8; 3];

/// The colours of a template: what surrounds the owner's.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// Main colour where the owner chose none.
    pub primary: HexColor,
    /// Second colour where the owner chose none.
    pub secondary: HexColor,
    /// Dark on light.
    pub light: Scheme,
    /// Light on dark.
    pub dark: Scheme,
}

/// Grounds and inks of the light or the dark page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Ground of the page.
    pub page: HexColor,
    /// Ground of what lies on it.
    pub card: HexColor,
    /// Ground of sections that stand out.
    pub band: HexColor,
    /// Text.
    pub ink: HexColor,
    /// Less important text.
    pub soft: HexColor,
    /// Lines.
    pub line: HexColor,
    /// How much of the owner's colour is in a tinted ground, of 100.
    pub tint: u8,
}

/// The colours of a page for one scheme.
#[derive(Clone, Debug)]
pub struct Palette {
    page: Rgb,
    card: Rgb,
    band: Rgb,
    /// The page's ground with some of the owner's colour.
    tint: Rgb,
    ink: Rgb,
    soft: Rgb,
    line: Rgb,
    /// The owner's colour as text, readable on every ground.
    accent: Rgb,
    /// The owner's colour as a ground, as it was chosen.
    brand: Rgb,
    /// Text on `brand`.
    on_brand: Rgb,
    /// Second colour of drawings, visible on every ground.
    second: Rgb,
}

impl Palette {
    /// The colours of a scheme with the owner's; the template's where those are none.
    pub fn of(colors: &Colors, is_dark: bool, primary: &str, secondary: &str) -> Self {
        let scheme = if is_dark { &colors.dark } else { &colors.light };
        let chosen = |text: &str, default: &HexColor| {
            HexColor::parse(text).map_or_else(|_| default.rgb(), |it| it.rgb())
        };
        let main = chosen(primary, &colors.primary);
        let page = scheme.page.rgb();
        let [card, band] = [&scheme.card, &scheme.band].map(HexColor::rgb);
        let tint = mix(page, main, scheme.tint);
        let grounds = [page, card, band, tint];
        let end = if is_dark { 255 } else { 0 };
        Self {
            page,
            card,
            band,
            tint,
            ink: scheme.ink.rgb(),
            // Tinted grounds may come close to it.
            soft: toward(scheme.soft.rgb(), end, &grounds, READABLE),
            line: scheme.line.rgb(),
            accent: toward(main, end, &grounds, READABLE),
            brand: main,
            on_brand: text_on(main),
            second: toward(chosen(secondary, &colors.secondary), end, &grounds, VISIBLE),
        }
    }

    /// The same colours on a ground of the owner's: one ink for everything.
    pub fn on_brand(&self) -> Self {
        Self {
            page: self.brand,
            card: self.brand,
            band: self.brand,
            tint: self.brand,
            ink: self.on_brand,
            soft: self.on_brand,
            line: mix(self.brand, self.on_brand, 40),
            accent: self.on_brand,
            brand: self.on_brand,
            on_brand: self.brand,
            second: self.on_brand,
        }
    }

    /// The ground of the page, for the browser's own bars.
    pub fn page(&self) -> String {
        hex(self.page)
    }

    /// The owner's colour and the text on it.
    pub fn brand(&self) -> (String, String) {
        (hex(self.brand), hex(self.on_brand))
    }

    /// CSS variables: `--page:#ffffff;…`.
    pub fn variables(&self) -> String {
        let mut css = String::new();
        for (name, color) in [
            ("page", self.page),
            ("card", self.card),
            ("band", self.band),
            ("tint", self.tint),
            ("ink", self.ink),
            ("soft", self.soft),
            ("line", self.line),
            ("accent", self.accent),
            ("brand", self.brand),
            ("on-brand", self.on_brand),
            ("second", self.second),
        ] {
            // Writing to a string cannot fail.
            let _ = write!(css, "--{name}:{};", hex(color));
        }
        css
    }
}

/// Moves a colour in small steps toward black (0) or white (255) until its
/// contrast to every ground is at least `least`.
fn toward(mut rgb: Rgb, end: u8, grounds: &[Rgb], least: f64) -> Rgb {
    for _ in 0..64 {
        if grounds.iter().all(|it| contrast(rgb, *it) >= least) {
            break;
        }
        rgb = rgb.map(|it| {
            if end == 0 {
                it - it.div_ceil(16)
            } else {
                it + (end - it).div_ceil(16)
            }
        });
    }
    rgb
}

/// `percent` of `other` in `one`.
fn mix(one: Rgb, other: Rgb, percent: u8) -> Rgb {
    let share = |one: u8, other: u8| {
        let percent = u16::from(percent.min(100));
        let sum = u16::from(one) * (100 - percent) + u16::from(other) * percent;
        // At most 255, since both are.
        u8::try_from(sum / 100).unwrap_or(u8::MAX)
    };
    [0, 1, 2].map(|it| share(one[it], other[it]))
}

fn text_on(rgb: Rgb) -> Rgb {
    if contrast(rgb, [255; 3]) >= contrast(rgb, [0; 3]) {
        [255; 3]
    } else {
        [0; 3]
    }
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn contrast(one: Rgb, two: Rgb) -> f64 {
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

/// Relative luminance (WCAG 2.2).
fn luminance(rgb: Rgb) -> f64 {
    let [red, green, blue] = rgb.map(|it| {
        let channel = f64::from(it) / 255.0;
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    /// Colours from all over the cube, and what owners may type.
    fn choices() -> Vec<String> {
        let steps = [0_u8, 51, 102, 153, 204, 255];
        let mut choices = vec![String::new(), "nonsense".to_owned(), "#fa0".to_owned()];
        for red in steps {
            for green in steps {
                choices.extend(steps.map(|blue| hex([red, green, blue])));
            }
        }
        choices
    }

    #[test]
    fn whatever_colour_the_owner_chooses_everything_can_be_read() {
        let catalog = Catalog::read().expect("whole");
        for manifest in catalog.manifests() {
            for choice in choices() {
                for is_dark in [false, true] {
                    let palette = Palette::of(&manifest.colors, is_dark, &choice, &choice);
                    for it in [palette.clone(), palette.on_brand()] {
                        let place = format!("{} {choice} dark: {is_dark}", manifest.info.id);
                        for ground in [it.page, it.card, it.band, it.tint] {
                            for ink in [it.ink, it.soft, it.accent] {
                                assert!(contrast(ink, ground) >= READABLE, "{place} {it:?}");
                            }
                            assert!(contrast(it.second, ground) >= VISIBLE, "{place} {it:?}");
                        }
                        assert!(contrast(it.brand, it.on_brand) >= READABLE, "{place}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_readable_colour_is_left_as_it_is() {
        let grounds = [[0xfb, 0xfa, 0xf7]];
        let red = [0xb4, 0x43, 0x2f];
        assert_eq!(toward(red, 0, &grounds, READABLE), red);
    }
}
