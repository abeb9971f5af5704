//! The chat in a frame of our own origin, for pages whose Content-Security-Policy lets no
//! WebAssembly run.

use super::find_current_key;
use crate::{Carbot, Result};
use api::values::KeyEnvironment;

/// Hosts of test keys. The grammar of Content-Security-Policy has no place for `[::1]`.
const LOOPBACK: [&str; 3] = ["localhost", "*.localhost", "127.0.0.1"];

/// The pages that may show the chat of a key in a frame, as sources of `frame-ancestors`
/// (Content Security Policy 3): those on which [`authorize`](super::authorize) lets the key be
/// used.
pub async fn list_frame_ancestors(carbot: &Carbot, key: &str) -> Result<Vec<String>> {
    let key = find_current_key(carbot, key).await?;
    Ok(match key.environment {
        KeyEnvironment::Test => LOOPBACK.into_iter().flat_map(on_any_port).collect(),
        KeyEnvironment::Prod => {
            let name = key.domain.strip_prefix("www.").unwrap_or(&key.domain);
            let own = on_any_port(name).into_iter();
            own.chain(on_any_port(&format!("www.{name}")))
                .chain(key.extra_origins.iter().cloned())
                .collect()
        }
    })
}

/// The origin of the page that shows the chat, as far as the `Origin` of a request tells it.
///
/// Requests from our own origin come from the frame. Which pages may show that has been checked by
/// the browser, so they are as good as those without an origin.
pub fn page_origin<'a>(carbot: &Carbot, origin: Option<&'a str>) -> Option<&'a str> {
    origin.filter(|it| *it != carbot.public_url())
}

fn on_any_port(host: &str) -> [String; 2] {
    [format!("https://{host}:*"), format!("http://{host}:*")]
}
