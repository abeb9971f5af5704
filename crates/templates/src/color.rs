//! The owner's colour, made readable: contrast as WCAG 2.2 defines it (1.4.3).

use api::values::HexColor;

/// The colour of a page whose owner chose none.
pub const DEFAULT: &str = "#1f5fbf";
/// Background of the light and the dark page; see `page.css`.
const LIGHT_PAGE: [u8; 3] = [0xfb, 0xfa, 0xf7];
const DARK_PAGE: [u8; 3] = [0x12, 0x13, 0x16];
/// Least contrast of normal text (AA).
const READABLE: f64 = 4.5;

/// One colour for each page, and the text on it.
#[derive(Debug)]
pub struct Palette {
    /// On the light page.
    pub light: String,
    /// On the dark page.
    pub dark: String,
    /// Text on `light`.
    pub on_light: &'static str,
    /// Text on `dark`.
    pub on_dark: &'static str,
}

impl Palette {
    /// The nearest readable colours to `primary`; ours where that is no colour.
    pub fn of(primary: &str) -> Self {
        let rgb = HexColor::parse(primary).map_or([0x1f, 0x5f, 0xbf], |it| it.rgb());
        let light = toward(rgb, 0, LIGHT_PAGE);
        let dark = toward(rgb, 255, DARK_PAGE);
        Self {
            light: hex(light),
            dark: hex(dark),
            on_light: text_on(light),
            on_dark: text_on(dark),
        }
    }
}

/// Moves a colour in small steps toward black (0) or white (255) until it can
/// be read on `page`.
fn toward(mut rgb: [u8; 3], end: u8, page: [u8; 3]) -> [u8; 3] {
    for _ in 0..64 {
        if contrast(rgb, page) >= READABLE {
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

fn text_on(rgb: [u8; 3]) -> &'static str {
    if contrast(rgb, [255; 3]) >= contrast(rgb, [0; 3]) {
        "#ffffff"
    } else {
        "#000000"
    }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn contrast(one: [u8; 3], two: [u8; 3]) -> f64 {
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}

/// Relative luminance (WCAG 2.2).
fn luminance(rgb: [u8; 3]) -> f64 {
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

    #[test]
    fn every_colour_becomes_readable_on_both_pages() {
        for color in [
            "#000000", "#ffffff", "#ffff00", "#b4432f", "#1f5fbf", "#7f7f7f", "nonsense",
        ] {
            let palette = Palette::of(color);
            let rgb = |text: &str| HexColor::parse(text).expect("a colour").rgb();
            assert!(
                contrast(rgb(&palette.light), LIGHT_PAGE) >= READABLE,
                "{color} {palette:?}"
            );
            assert!(
                contrast(rgb(&palette.dark), DARK_PAGE) >= READABLE,
                "{color} {palette:?}"
            );
            assert!(contrast(rgb(&palette.light), rgb(palette.on_light)) >= READABLE);
            assert!(contrast(rgb(&palette.dark), rgb(palette.on_dark)) >= READABLE);
        }
    }

    #[test]
    fn a_readable_colour_is_left_as_it_is() {
        assert_eq!(Palette::of("#b4432f").light, "#b4432f");
    }
}
