//! The vehicle a text speaks of: make, model and what people add to it.

use crate::{
    contact::plain,
    lexicon::data_lines,
    text::{Token, TokenKind, fold, tokenize},
};
use std::{collections::HashSet, sync::LazyLock};

/// Longest vehicle that is kept, in characters.
const MAX_VEHICLE: usize = 60;
/// Tokens of a vehicle after its make or model, at most.
const MAX_TOKENS: usize = 10;

static NAMES: LazyLock<Names> =
    LazyLock::new(|| Names::read(include_str!("../../data/vehicles.txt")));

/// Makes and models, folded.
#[derive(Default)]
struct Names {
    makes: HashSet<String>,
    /// Models that say by themselves that a vehicle is meant.
    models: HashSet<String>,
    /// What may follow a make or model.
    additions: HashSet<String>,
}

impl Names {
    fn read(file: &str) -> Self {
        let mut names = Self::default();
        for line in data_lines(file) {
            let (makes, models) = line.split_once('|').unwrap_or((line, ""));
            if let Some(additions) = makes.strip_prefix('+') {
                names.additions.extend(words(additions));
            } else {
                names.makes.extend(words(makes));
                names.models.extend(words(models));
            }
        }
        names
    }
}

/// Whether a word is the name of a make.
pub fn is_make(word: &str) -> bool {
    NAMES.makes.contains(&fold(word)) && !is_everyday(word)
}

/// Whether a word is a make only where it is written like one: `MAN`, but `man` and `Man`.
fn is_everyday(word: &str) -> bool {
    fold(word) == "man" && word != "MAN"
}

/// The words of names separated by spaces, digits left out.
fn words(text: &str) -> impl Iterator<Item = String> {
    let tokens = tokenize(text).into_iter();
    tokens
        .filter(|it| it.kind == TokenKind::Word)
        .map(|it| it.fold)
}

/// The vehicle named in a text, as it is written there: `BMW 320d Touring`, `Golf 7`.
pub fn find_vehicle(text: &str) -> Option<String> {
    let tokens = tokenize(text);
    let first = tokens.iter().position(|it| {
        it.kind == TokenKind::Word
            && !is_everyday(&text[it.start..it.end])
            && (NAMES.makes.contains(&it.fold)
                || it.fold.len() > 2 && NAMES.models.contains(&it.fold))
    })?;
    let mut last = first;
    for at in first + 1..tokens.len().min(first + MAX_TOKENS) {
        if is_addition(&tokens, at) {
            last = at;
        } else if tokens[at].fold != "-" || tokens[at].start != tokens[at - 1].end {
            break;
        }
    }
    Some(plain(
        &text[tokens[first].start..tokens[last].end],
        MAX_VEHICLE,
    ))
}

/// Whether a token goes on with a vehicle that began before it.
fn is_addition(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let touches = |left: usize, right: usize| {
        tokens
            .get(right)
            .is_some_and(|it| it.start == tokens[left].end && it.kind != TokenKind::Mark)
    };
    match token.kind {
        TokenKind::Number => {
            let is_time_or_price = tokens.get(at + 1).is_some_and(|it| {
                matches!(
                    it.fold.as_str(),
                    "uhr" | "am" | "pm" | "euro" | "€" | "h" | "km"
                ) || matches!(it.fold.as_str(), "." | ":" | "/") && touches(at + 1, at + 2)
                    || it.fold == "."
            });
            token.fold.len() <= 4 && !is_time_or_price
        }
        TokenKind::Word => {
            NAMES.makes.contains(&token.fold)
                || NAMES.models.contains(&token.fold)
                || NAMES.additions.contains(&token.fold)
                // `A4`, `320d`, `C 200`
                || token.fold.len() <= 3 && (touches(at, at + 1) || touches(at - 1, at))
                || token.fold.len() == 1
                    && tokens
                        .get(at + 1)
                        .is_some_and(|it| it.kind == TokenKind::Number || it.fold == "-")
        }
        TokenKind::Mark => false,
    }
}

/// The vehicle in the answer to the question for it: the one that is named, else the words as
/// they are, without what people begin such an answer with.
pub fn read_vehicle(text: &str) -> Option<String> {
    if let Some(vehicle) = find_vehicle(text) {
        return Some(vehicle);
    }
    let mut rest = text.trim();
    while let Some(shorter) = BEGINNINGS.iter().find_map(|it| {
        let (begin, rest) = rest.split_at_checked(it.len())?;
        begin.eq_ignore_ascii_case(it).then_some(rest)
    }) {
        rest = shorter.trim_start();
    }
    let vehicle = plain(rest, MAX_VEHICLE);
    let signs = vehicle.chars().filter(|it| it.is_alphanumeric()).count();
    let has_letter = vehicle.chars().any(char::is_alphabetic);
    (signs >= 2 && has_letter && vehicle.split(' ').count() <= 8).then_some(vehicle)
}

const BEGINNINGS: [&str; 17] = [
    "ich habe ",
    "ich fahre ",
    "ich hab ",
    "es ist ",
    "das ist ",
    "mein ",
    "meinen ",
    "einen ",
    "ein ",
    "eine ",
    "einem ",
    "um ",
    "it's ",
    "it is ",
    "i have ",
    "my ",
    "a ",
];

/// The key numbers of the registration document, `HSN 0603 TSN BJM` (Zulassungsbescheinigung
/// Teil I, fields 2.1 and 2.2).
pub fn find_key_numbers(text: &str) -> Option<String> {
    let tokens = tokenize(text);
    let hsn_at = tokens.iter().position(|it| it.fold == "hsn")?;
    let rest = &tokens[hsn_at + 1..];
    let number = |it: &&Token| it.kind == TokenKind::Number && it.fold.len() == 4;
    let hsn = rest.iter().find(number)?;
    let mut after = rest.iter().skip_while(|it| it.start <= hsn.start);
    let tsn_start = after
        .find(|it| it.kind != TokenKind::Mark && it.fold != "tsn")?
        .start;
    let tsn: String = text[tsn_start..]
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    (3..=8)
        .contains(&tsn.len())
        .then(|| format!("HSN {} TSN {}", hsn.fold, tsn.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vehicles_are_found_as_they_are_written() {
        for (text, vehicle) in [
            ("ford focus baujahr 2014", "ford focus baujahr 2014"),
            ("Ein Audi A4", "Audi A4"),
            (
                "ölwechsel für meinen Toyota Yaris am Freitag den 4.12.",
                "Toyota Yaris",
            ),
            ("bmw 320d touring", "bmw 320d touring"),
            (
                "große Inspektion meines Mercedes C200, Telefon 0173",
                "Mercedes C200",
            ),
            ("für meinen fiat 500 einen termin", "fiat 500"),
            ("räder umstecken kia ceed montag 15 uhr", "kia ceed"),
            ("golf 6 kennzeichen B-XY 4711", "golf 6"),
            ("tesla model 3", "tesla model 3"),
            ("VW Golf 10 Uhr", "VW Golf"),
            ("skoda fabia 24.12.", "skoda fabia"),
            (
                "Mercedes-Benz E-Klasse Kombi",
                "Mercedes-Benz E-Klasse Kombi",
            ),
            ("hyundai i20", "hyundai i20"),
        ] {
            assert_eq!(find_vehicle(text).as_deref(), Some(vehicle), "{text}");
        }
        for text in ["Termin am Montag um 9", "ja", "", "Max Müller"] {
            assert_eq!(find_vehicle(text), None, "{text}");
        }
        assert_eq!(
            read_vehicle("ich fahre einen Borgward Isabella").as_deref(),
            Some("Borgward Isabella")
        );
        assert_eq!(read_vehicle("?"), None);
    }

    #[test]
    fn key_numbers_are_found() {
        let found = find_key_numbers("HSN: 0603, TSN: bjm00012");
        assert_eq!(found.as_deref(), Some("HSN 0603 TSN BJM00012"));
        assert_eq!(find_key_numbers("hsn unbekannt"), None);
    }
}
