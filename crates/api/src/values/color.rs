use crate::problem::ValueError;

/// An sRGB colour as `#rrggbb` in lower case; `#rgb` is read too.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HexColor(String);

impl HexColor {
    /// Reads a colour.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        const INVALID: ValueError =
            ValueError::new("invalid_color", "is not a colour such as #1a2b3c");
        let digits = text
            .trim()
            .strip_prefix('#')
            .ok_or(INVALID)?
            .to_ascii_lowercase();
        if !digits.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(INVALID);
        }
        match digits.len() {
            6 => Ok(Self(format!("#{digits}"))),
            3 => Ok(Self(digits.chars().fold(
                "#".to_owned(),
                |mut color, it| {
                    color.extend([it, it]);
                    color
                },
            ))),
            _ => Err(INVALID),
        }
    }

    /// Red, green and blue.
    pub fn rgb(&self) -> [u8; 3] {
        let channel = |start: usize| u8::from_str_radix(&self.0[start..start + 2], 16).unwrap_or(0);
        [channel(1), channel(3), channel(5)]
    }
}

super::string_value!(HexColor);

#[cfg(test)]
mod tests {
    use super::HexColor;

    #[test]
    fn colours_are_normalised_and_bad_ones_refused() {
        let check = |text: &str, expected: Option<&str>| {
            let color = HexColor::parse(text).ok();
            assert_eq!(color.as_ref().map(HexColor::as_str), expected, "{text}");
        };
        check("#007BFF", Some("#007bff"));
        check("#fA0", Some("#ffaa00"));
        check("red", None);
        check("#12345", None);
        check("#ééé", None);
        check("#fff;}", None);
    }
}
