//! The sample customer's website, served on an origin of its own: what a workshop that uses
//! CarBot has on its web space.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow, ensure};
use tiny_http::{Header, Method, Request, Response, Server};

const NOT_FOUND_PAGE: &str = "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\">\
<title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1>\
<p>Diese Seite gibt es nicht. <a href=\"/\">Zur Startseite</a></p></html>";

/// What the placeholders in the website's HTML stand for.
#[derive(Clone)]
pub struct Placeholders {
    /// `{{CARBOT_URL}}`: the origin of CarBot, without a slash at the end.
    pub carbot_url: String,
    /// `{{CARBOT_CLIENT_KEY}}`: the key of the demo business.
    pub client_key: String,
}

/// A running website. It stops when this is dropped.
pub struct Site {
    /// The port it listens on, at 127.0.0.1.
    pub port: u16,
    server: Arc<Server>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Serves a folder on a port of 127.0.0.1; port 0 takes any free one.
    pub fn start(root: &Path, port: u16, placeholders: Placeholders) -> Result<Self> {
        ensure!(root.is_dir(), "{} is missing", root.display());
        let root = root.canonicalize()?;
        let server = Server::http(("127.0.0.1", port)).map_err(|error| {
            anyhow!("port {port} cannot be used for the sample website: {error}")
        })?;
        let server = Arc::new(server);
        let port = server
            .server_addr()
            .to_ip()
            .map_or(port, |address| address.port());
        let thread = thread::spawn({
            let server = Arc::clone(&server);
            move || {
                for request in server.incoming_requests() {
                    // A visitor who went away is no reason to stop serving.
                    let _ = answer(&root, &placeholders, request);
                }
            }
        });
        Ok(Self {
            port,
            server,
            thread: Some(thread),
        })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(root: &Path, placeholders: &Placeholders, request: Request) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::from_string("").with_status_code(405));
    }
    let found = find_file(root, request.url())
        .and_then(|path| Some((content_type(&path), fs::read(&path).ok()?)));
    let (status, content_type, body) = match found {
        Some((content_type, body)) => (200, content_type, body),
        None => (
            404,
            "text/html; charset=utf-8",
            NOT_FOUND_PAGE.as_bytes().to_vec(),
        ),
    };
    let body = if content_type.starts_with("text/html") {
        fill_placeholders(&String::from_utf8_lossy(&body), placeholders).into_bytes()
    } else {
        body
    };
    let mut response = Response::from_data(body).with_status_code(status);
    for (name, value) in [
        ("Content-Type", content_type),
        ("Cache-Control", "no-store"),
    ] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    request.respond(response)
}

/// The file below `root` that a request target names, the `index.html` of a folder included.
/// Nothing outside `root` (which is canonical) and nothing hidden is ever found.
fn find_file(root: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let path = percent_decode(path)?;
    if path.contains(['\\', '\0']) {
        return None;
    }
    let relative = Path::new(path.trim_start_matches('/'));
    for component in relative.components() {
        let Component::Normal(name) = component else {
            return None;
        };
        if name.to_string_lossy().starts_with('.') {
            return None;
        }
    }
    let mut file = root.join(relative);
    if file.is_dir() {
        file.push("index.html");
    }
    // Symbolic links may lead outside.
    let file = file.canonicalize().ok()?;
    (file.starts_with(root) && file.is_file()).then_some(file)
}

/// Decodes `%41`; `None` for broken escapes and what is not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        if byte == b'%' {
            let digits = [*rest.next()?, *rest.next()?];
            bytes.push(hex::decode(digits).ok()?[0]);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn fill_placeholders(html: &str, placeholders: &Placeholders) -> String {
    html.replace("{{CARBOT_URL}}", &placeholders.carbot_url)
        .replace("{{CARBOT_CLIENT_KEY}}", &placeholders.client_key)
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    use super::*;

    fn website() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir_all(root.join("preise")).unwrap();
        fs::write(folder.path().join("secret.txt"), "secret").unwrap();
        fs::write(
            root.join("index.html"),
            "<script src=\"{{CARBOT_URL}}/widget.js\" data-client-key=\"{{CARBOT_CLIENT_KEY}}\">",
        )
        .unwrap();
        fs::write(root.join("preise/index.html"), "Preise").unwrap();
        fs::write(root.join("über uns.html"), "Über uns").unwrap();
        fs::write(root.join(".env"), "hidden").unwrap();
        let root = root.canonicalize().unwrap();
        (folder, root)
    }

    #[test]
    fn finds_files_and_folder_pages() {
        let (_folder, root) = website();
        for (target, file) in [
            ("/", "index.html"),
            ("/index.html?utm=1", "index.html"),
            ("/preise/", "preise/index.html"),
            ("/preise", "preise/index.html"),
            ("/%C3%BCber%20uns.html", "über uns.html"),
        ] {
            assert_eq!(find_file(&root, target), Some(root.join(file)), "{target}");
        }
    }

    #[test]
    fn refuses_to_leave_the_folder() {
        let (folder, root) = website();
        let absolute = folder.path().join("secret.txt");
        for target in [
            "/../secret.txt",
            "/%2e%2e/secret.txt",
            "/..%2fsecret.txt",
            "/preise/../../secret.txt",
            "/..\\secret.txt",
            "/.env",
            "/index.html%00.png",
            "/%zz",
            "/missing.html",
            &format!("//{}", absolute.display()),
        ] {
            assert_eq!(find_file(&root, target), None, "{target}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn refuses_links_that_lead_outside() {
        let (folder, root) = website();
        std::os::unix::fs::symlink(folder.path().join("secret.txt"), root.join("link.txt"))
            .unwrap();
        assert_eq!(find_file(&root, "/link.txt"), None);
    }

    fn get(port: u16, target: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(
            stream,
            "GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn serves_pages_with_their_placeholders_filled() {
        let (_folder, root) = website();
        let placeholders = Placeholders {
            carbot_url: "http://localhost:3000".to_owned(),
            client_key: "cb_test_1".to_owned(),
        };
        let site = Site::start(&root, 0, placeholders).unwrap();
        let page = get(site.port, "/");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(
            page.contains("Content-Type: text/html; charset=utf-8"),
            "{page}"
        );
        assert!(
            page.ends_with(
                "<script src=\"http://localhost:3000/widget.js\" data-client-key=\"cb_test_1\">"
            ),
            "{page}"
        );
        assert!(get(site.port, "/../secret.txt").starts_with("HTTP/1.1 404"));
    }
}
