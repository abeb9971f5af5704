//! Registration plates of Germany, Austria and Switzerland.
//!
//! Germany: one to three letters for the district, one or two letters, one to four digits without
//! a leading zero, at most eight signs in all, `E` or `H` at the end for electric and historic
//! cars (Fahrzeug-Zulassungsverordnung 2023, §§ 9–11 and Anlage 1). Austria: one or two letters,
//! then three to six signs that begin with a digit and end with a letter, or the reverse for
//! wished ones (KFG § 48). Switzerland: the canton and up to six digits (VZV Art. 85).

use super::vehicle::is_make;
use std::ops::Range;

/// Letters of Swiss plates.
const CANTONS: [&str; 26] = [
    "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG",
    "SH", "SO", "SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
];
/// Letters that are not given out in Germany (Fahrzeug-Zulassungsverordnung, § 9 (1)).
const REFUSED: [&str; 5] = ["HJ", "KZ", "NS", "SA", "SS"];
/// Words before a plate.
const INTRODUCTIONS: [&str; 8] = [
    "kennzeichen",
    "nummernschild",
    "kfz-kennzeichen",
    "plate",
    "registration",
    "reg",
    "plaka",
    "kz",
];

/// The plate in a text, written as on the car, and where it stands in bytes.
///
/// Letters and digits that could as well be words (`bis zu 100`) only count when they are written
/// in capitals or with a hyphen, or after a word like `Kennzeichen`.
pub fn find_plate(text: &str) -> Option<(String, Range<usize>)> {
    let words: Vec<(usize, &str)> = text
        .split(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '(' | ')' | ':' | '"'))
        .map(|it| (it.as_ptr() as usize - text.as_ptr() as usize, it))
        .filter(|it| !it.1.is_empty())
        .collect();
    for first in 0..words.len() {
        let is_introduced =
            first > 0 && INTRODUCTIONS.contains(&words[first - 1].1.to_lowercase().as_str());
        for count in (1..=3).rev() {
            let Some(last) = words.get(first + count - 1) else {
                continue;
            };
            let range = words[first].0..last.0 + last.1.trim_end_matches(['.', '!', '?']).len();
            let written = &text[range.clone()];
            let is_sure = is_introduced || looks_like_plate(written);
            if let Some(plate) = read_plate(written).filter(|_| is_sure) {
                return Some((plate, range));
            }
        }
    }
    None
}

fn looks_like_plate(text: &str) -> bool {
    let mut letters = text.chars().filter(|it| it.is_alphabetic());
    let first = text.split(' ').next().unwrap_or_default();
    // `BMW X5` is a car.
    text.contains('-') || letters.all(char::is_uppercase) && !is_make(first)
}

/// A plate as it is written on the car (`M-AB 1234`), if it is one.
pub fn read_plate(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    let groups: Vec<&str> = upper
        .split([' ', '-', '·'])
        .filter(|it| !it.is_empty())
        .flat_map(runs)
        .collect();
    let is_letters = |it: &str| {
        it.chars()
            .all(|it| it.is_ascii_uppercase() || "ÄÖÜ".contains(it))
    };
    let length = |it: &str| it.chars().count();
    match groups.as_slice() {
        [district, letters, digits, end @ ..]
            if is_letters(district) && is_letters(letters) && is_number(digits, 4) =>
        {
            let suffix = match end {
                [] => "",
                ["E"] => "E",
                ["H"] => "H",
                _ => return None,
            };
            let signs = length(district) + length(letters) + digits.len() + suffix.len();
            let fits = (1..=3).contains(&length(district))
                && (1..=2).contains(&length(letters))
                && letters.is_ascii()
                && signs <= 8
                && !REFUSED.contains(letters);
            fits.then(|| format!("{district}-{letters} {digits}{suffix}"))
        }
        // `B XY1234` may be written without a gap: `BXY 1234` cannot be told from `BX Y`.
        [canton, digits] if CANTONS.contains(canton) && is_number(digits, 6) => {
            Some(format!("{canton} {digits}"))
        }
        [district, digits, letters]
            if is_letters(district)
                && length(district) <= 2
                && digits.bytes().all(|it| it.is_ascii_digit())
                && is_letters(letters)
                && (4..=6).contains(&(digits.len() + length(letters)))
                && length(letters) <= 3 =>
        {
            Some(format!("{district} {digits} {letters}"))
        }
        _ => None,
    }
}

/// Runs of letters and of digits.
fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut before: Option<bool> = None;
    for (at, sign) in text.char_indices() {
        let is_digit = sign.is_ascii_digit();
        if before.is_some_and(|it| it != is_digit) {
            runs.push(&text[start..at]);
            start = at;
        }
        before = Some(is_digit);
    }
    runs.push(&text[start..]);
    runs
}

fn is_number(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|it| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plates_of_three_countries_are_read() {
        for (text, plate) in [
            ("B-XY 4711", "B-XY 4711"),
            ("m ab 1234", "M-AB 1234"),
            ("TÜ-AB12E", "TÜ-AB 12E"),
            ("KLE-X 9H", "KLE-X 9H"),
            ("ZH 123456", "ZH 123456"),
            ("W 12345 X", "W 12345 X"),
            ("GU-123AB", "GU 123 AB"),
        ] {
            assert_eq!(read_plate(text).as_deref(), Some(plate), "{text}");
        }
        for text in [
            "B-SS 12",
            "M-AB 0123",
            "ABCD-E 1",
            "B-ABC 123",
            "XX 1234",
            "MTK-AB 12345",
            "",
            "9",
        ] {
            assert_eq!(read_plate(text), None, "{text}");
        }
    }

    #[test]
    fn plates_are_found_among_words() {
        let plate = |text| find_plate(text).map(|it| it.0);
        assert_eq!(plate("mini cooper B-AB 123").as_deref(), Some("B-AB 123"));
        assert_eq!(
            plate("golf kennzeichen b ab 123, montag").as_deref(),
            Some("B-AB 123")
        );
        assert_eq!(plate("BMW X5"), None);
        assert_eq!(plate("bis zu 100 km"), None);
        assert_eq!(plate("am 24. um 9"), None);
        assert_eq!(
            plate("Mein Kennzeichen: HH-CC 77."),
            Some("HH-CC 77".to_owned())
        );
    }
}
