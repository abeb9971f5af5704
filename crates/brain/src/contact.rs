//! Telephone numbers, e-mail addresses and names in what visitors write.

/// Longest name that is kept, in characters.
const MAX_NAME: usize = 60;

/// The first e-mail address.
pub fn find_email(text: &str) -> Option<String> {
    text.split(|it: char| it.is_whitespace() || matches!(it, ',' | ';' | '<' | '>' | '(' | ')'))
        .map(|it| it.trim_matches(|it: char| !it.is_alphanumeric()))
        .find(|it| is_email(it))
        .map(str::to_owned)
}

fn is_email(word: &str) -> bool {
    let Some((local, domain)) = word.split_once('@') else {
        return false;
    };
    let is_local = |it: char| it.is_alphanumeric() || matches!(it, '.' | '_' | '-' | '+');
    let is_domain = |it: char| it.is_alphanumeric() || matches!(it, '.' | '-');
    word.len() <= 254
        && !local.is_empty()
        && local.chars().all(is_local)
        && domain.chars().all(is_domain)
        && domain.rsplit_once('.').is_some_and(|(name, top)| {
            !name.is_empty() && !name.ends_with('.') && top.chars().count() >= 2
        })
}

/// The first telephone number: 7 to 15 digits that begin with `0` or `+`, as it was written.
pub fn find_phone(text: &str) -> Option<String> {
    phone_range(text).map(|(start, end)| text[start..end].to_owned())
}

fn phone_range(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    while let Some(offset) = text[at..].find(|it: char| it.is_ascii_digit() || it == '+') {
        let start = at + offset;
        let run = text[start..]
            .find(|it: char| {
                !(it.is_ascii_digit() || matches!(it, '+' | ' ' | '/' | '-' | '(' | ')'))
            })
            .map_or(&text[start..], |length| &text[start..start + length]);
        let run = run.trim_end_matches(|it: char| !it.is_ascii_digit());
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        if (7..=15).contains(&digits) && run.starts_with(['0', '+']) {
            return Some((start, start + run.len()));
        }
        at = start + run.len().max(1);
    }
    None
}

/// Words after which people say their name; the text is matched in lower case.
const NAME_INTROS: [&str; 11] = [
    "ich heiße ",
    "ich heisse ",
    "mein name ist ",
    "auf den namen ",
    "auf ",
    "name: ",
    "name ist ",
    "ich bin ",
    "my name is ",
    "i am ",
    "i'm ",
];

/// The name in a text that says it in so many words (`ich heiße …`).
pub fn find_introduced_name(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    // Lower case may be longer in bytes; positions only agree when it is not.
    if lower.len() != text.len() {
        return None;
    }
    let certain = [
        "ich heiße ",
        "ich heisse ",
        "mein name ist ",
        "my name is ",
        "name: ",
        "auf den namen ",
    ];
    certain.iter().find_map(|intro| {
        let start = lower.find(intro)? + intro.len();
        let rest = text.get(start..)?;
        let end = rest
            .find([',', '.', ';', '\n', '!', '?'])
            .unwrap_or(rest.len());
        let name = rest.get(..end)?.split(" und ").next().unwrap_or_default();
        let name = name.split(" and ").next().unwrap_or_default();
        clean_name(name)
    })
}

/// The name in the answer to the question for it.
pub fn read_name(text: &str) -> Option<String> {
    let mut rest = text.to_owned();
    if let Some((start, end)) = phone_range(&rest) {
        rest.replace_range(start..end, " ");
    }
    if let Some(email) = find_email(&rest) {
        rest = rest.replace(&email, " ");
    }
    let lower = rest.to_lowercase();
    let intro = NAME_INTROS
        .iter()
        .find(|it| lower.starts_with(**it) && rest.is_char_boundary(it.len()));
    let name = intro.map_or(rest.as_str(), |it| rest.get(it.len()..).unwrap_or_default());
    let name = name
        .split(['\n', ',', ';'])
        .find(|it| !it.trim().is_empty())?;
    clean_name(name)
}

fn clean_name(text: &str) -> Option<String> {
    let name = plain(text, MAX_NAME);
    let name = name
        .trim_matches(|it: char| !it.is_alphanumeric() && it != '.')
        .trim();
    let words = name.split_whitespace().count();
    let letters = name.chars().filter(|it| it.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    ((1..=5).contains(&words) && letters >= 2 && digits == 0 && !name.contains('@'))
        .then(|| name.to_owned())
}

/// A visitor's words as they may be repeated in a reply: one line, no Markdown, not too long.
pub fn plain(text: &str, longest: usize) -> String {
    let cleaned: String = text
        .chars()
        .map(|it| match it {
            '*' | '_' | '[' | ']' | '(' | ')' | '<' | '>' | '`' | '#' | '|' | '\\' | '!' => ' ',
            it if it.is_control() => ' ',
            it => it,
        })
        .take(longest * 2)
        .collect();
    let joined = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_data_are_found() {
        let phone = |text| find_phone(text);
        assert_eq!(
            phone("meine Nummer: 0171 / 123 45 67, danke").as_deref(),
            Some("0171 / 123 45 67")
        );
        assert_eq!(phone("+49 30 1234567").as_deref(), Some("+49 30 1234567"));
        assert_eq!(phone("am 24.12.2026 um 9:00"), None);
        assert_eq!(phone("2026-12-24"), None);
        let email = |text| find_email(text);
        assert_eq!(
            email("Mail: max@beispiel.de.").as_deref(),
            Some("max@beispiel.de")
        );
        assert_eq!(email("a@b"), None);
        assert_eq!(email("@@@"), None);
    }

    #[test]
    fn names_are_found() {
        assert_eq!(read_name("Max Müller").as_deref(), Some("Max Müller"));
        assert_eq!(
            read_name("ich heiße Ayşe Yılmaz").as_deref(),
            Some("Ayşe Yılmaz")
        );
        assert_eq!(
            read_name("Max Müller, 0171 1234567").as_deref(),
            Some("Max Müller")
        );
        assert_eq!(read_name("0171 1234567"), None);
        assert_eq!(
            find_introduced_name("Hallo, mein Name ist Eva Klein und ich brauche Reifen")
                .as_deref(),
            Some("Eva Klein")
        );
        assert_eq!(read_name("**[x](javascript:1)**").as_deref(), None);
    }
}
