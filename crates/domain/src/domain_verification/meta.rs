//! The `<meta>` in the head of a page.

const NAME: &str = "carbot-verification";

/// What the page's verification tags hold. Read like a browser reads a head: comments, scripts and
/// styles are passed over, and the first tag of the body ends it, since what stands there can be
/// from visitors.
pub fn verification_tokens(html: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after(comment, "-->");
            continue;
        }
        let name_length = rest
            .find(|it: char| !it.is_ascii_alphanumeric() && it != '/')
            .unwrap_or(rest.len());
        let name = rest[..name_length].to_ascii_lowercase();
        let (attributes, behind) = read_attributes(&rest[name_length..]);
        rest = behind;
        match name.as_str() {
            "body" | "/head" => break,
            "script" | "style" | "title" | "noscript" | "template" => {
                rest = after_end_tag(rest, &name);
            }
            "meta" => {
                let value = |wanted: &str| {
                    let found = attributes.iter().find(|(name, _)| name == wanted);
                    found.map(|(_, value)| value.trim())
                };
                if value("name").is_some_and(|it| it.eq_ignore_ascii_case(NAME)) {
                    tokens.extend(value("content").map(str::to_owned));
                }
            }
            _ => {}
        }
    }
    tokens
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    text.find(end).map_or("", |at| &text[at + end.len()..])
}

fn after_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    // Lower case has the same length in ASCII, and other letters are kept.
    let at = text.to_ascii_lowercase().find(&end);
    at.map_or("", |at| &text[at + end.len()..])
}

/// The attributes of a tag, up to its end, with lower-case names, and what is behind it.
fn read_attributes(tag: &str) -> (Vec<(String, String)>, &str) {
    let mut attributes = Vec::new();
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '/');
        if rest.is_empty() {
            return (attributes, "");
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return (attributes, behind);
        }
        let is_end = |it: char| it.is_ascii_whitespace() || matches!(it, '=' | '>' | '/');
        // An equals sign may begin a name.
        let skipped = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest[skipped..]
            .find(is_end)
            .map_or(rest.len(), |it| it + skipped);
        let name = rest[..length].to_ascii_lowercase();
        rest = rest[length..].trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            (value, rest) = read_value(behind.trim_start());
        }
        attributes.push((name, value.to_owned()));
    }
}

fn read_value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = text
        .find(|it: char| it.is_ascii_whitespace() || it == '>')
        .unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::verification_tokens;

    #[test]
    fn tags_are_found_in_the_head_only() {
        let check = |html: &str, expected: &[&str]| {
            assert_eq!(verification_tokens(html), expected, "{html}");
        };
        let tag = "<meta name=\"carbot-verification\" content=\"t\">";
        check(tag, &["t"]);
        check(&format!("<!doctype html><html><head>{tag}</head>"), &["t"]);
        check("<META content = t NAME='Carbot-Verification' />", &["t"]);
        check("<meta name=carbot-verification content=t>", &["t"]);
        check(
            "<meta content=\" a>b \" name=\"carbot-verification\"><p>",
            &["a>b"],
        );
        check(&format!("{tag}{tag}"), &["t", "t"]);
        check("<meta name=\"description\" content=\"t\">", &[]);
        check("<meta name=\"carbot-verification\">", &[]);
        check(&format!("<!-- {tag} -->"), &[]);
        check(&format!("<script>'{tag}'</script>"), &[]);
        check(&format!("<STYLE>{tag}</STYLE>{tag}"), &["t"]);
        check(&format!("<title>{tag}"), &[]);
        check(&format!("<body>{tag}"), &[]);
        check(&format!("</head>{tag}"), &[]);
        check(&format!("<p title='<meta'>{tag}"), &["t"]);
        check("<meta name=\"carbot-verification\" content=\"cut", &["cut"]);
        for broken in [
            "<",
            "<meta",
            "<meta name",
            "<meta name=",
            "<meta =",
            "<!--",
            "<ä ü=ö",
            "<script",
            "a < b > c",
        ] {
            check(broken, &[]);
        }
    }
}
