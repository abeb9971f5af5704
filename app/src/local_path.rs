//! Where a redirect may lead: to pages of the dashboard only.

/// `text`, where it is a path on this site; nothing for other origins
/// (`//host`, `/\host`), for server functions and for characters that have no
/// place in a `Location` header.
pub fn local_path(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let is_local = text.len() <= 1_000
        && !rest.starts_with(['/', '\\'])
        && text.bytes().all(|it| it.is_ascii_graphic() && it != b'\\')
        && !rest.starts_with("fn/");
    is_local.then_some(text)
}

/// The page after a login: `next` where it is a page for signed-in users, the overview otherwise.
pub fn page_after_login(next: Option<&str>) -> &str {
    next.and_then(local_path)
        .filter(|it| !it.starts_with("/login") && !it.starts_with("/register"))
        .unwrap_or("/")
}

/// The login page that leads back to `path`.
pub fn login_path(path: &str) -> String {
    match local_path(path).filter(|it| *it != "/") {
        // A path contains none of the characters that would end a query value but these.
        Some(path) => format!(
            "/login?next={}",
            path.replace('%', "%25")
                .replace('&', "%26")
                .replace('#', "%23")
                .replace('+', "%2B")
        ),
        None => "/login".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        let check = |text: &str, expected: bool| {
            assert_eq!(local_path(text).is_some(), expected, "{text}");
        };
        check("/", true);
        check("/client-keys?saved=created", true);
        check("", false);
        check("client-keys", false);
        check("//evil.example", false);
        check("/\\evil.example", false);
        check("/a\\b", false);
        check("https://evil.example", false);
        check("/a\r\nSet-Cookie: x", false);
        check("/fn/log_out", false);
        check("/ü", false);
        check(&"/a".repeat(600), false);
    }

    #[test]
    fn a_login_leads_to_the_page_that_asked_for_it() {
        assert_eq!(page_after_login(Some("/conversations")), "/conversations");
        assert_eq!(page_after_login(Some("/login?next=/")), "/");
        assert_eq!(page_after_login(Some("//evil.example")), "/");
        assert_eq!(page_after_login(None), "/");
    }

    #[test]
    fn the_login_page_remembers_where_to_go() {
        assert_eq!(login_path("/"), "/login");
        assert_eq!(login_path("/client-keys"), "/login?next=/client-keys");
        assert_eq!(login_path("/a&b"), "/login?next=/a%26b");
    }
}
