//! Keeps the session id in this browser, from the first message on. Where the
//! browser refuses storage the chat goes on without.

use crate::browser::Storage;
use js_sys::Reflect;
use wasm_bindgen::JsCast;

fn storage() -> Option<Storage> {
    // Reading the property throws where storage is blocked.
    let storage = Reflect::get(&js_sys::global(), &"localStorage".into()).ok()?;
    storage.is_object().then(|| storage.unchecked_into())
}

fn name(client_key: &str) -> String {
    ["carbot:", client_key].concat()
}

/// The session id of this browser, if a message was sent in it.
pub fn session_id(client_key: &str) -> Option<String> {
    storage()?.get(&name(client_key)).ok()?
}

/// Keeps the session id.
pub fn remember_session(client_key: &str, session_id: &str) {
    if let Some(storage) = storage() {
        // Full or refused: then a reload begins a new session.
        let _ = storage.set(&name(client_key), session_id);
    }
}

/// Leaves no trace.
pub fn forget_session(client_key: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove(&name(client_key));
    }
}
