//! Talks to the server: JSON by POST, without cookies, with a time limit.

use crate::{
    browser::{AbortController, NAVIGATOR, Navigator, Response, clear_timeout, fetch, set_timeout},
    json,
    state::Failure,
};
use js_sys::{Promise, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Time limit of a request in milliseconds.
const TIMEOUT: u32 = 15_000;

/// The requests of one widget; dropping it cancels those on their way.
#[derive(Default)]
pub struct Client {
    sent: RefCell<Vec<Weak<Deadline>>>,
}

/// A request on its way.
pub struct Exchange {
    response: Promise,
    _deadline: Rc<Deadline>,
}

/// Cancels a request when its time is over.
struct Deadline {
    timer: i32,
    controller: AbortController,
}

impl Client {
    /// Sends a request. The exchange does not borrow the client, so that waiting for it keeps
    /// no widget alive.
    pub fn post(&self, address: &str, request: &impl Serialize) -> Exchange {
        // Requests are structs of texts, which always are JSON.
        self.send(address, &serde_json::to_string(request).unwrap_or_default())
    }

    /// Asks without a body, with a token that proves what may be known.
    pub fn get(&self, address: &str, token: &str) -> Exchange {
        let authorization = ["Bearer ", token].concat();
        let headers = json::object(&[("authorization", &*authorization)]);
        self.fetch(address, headers, &[("credentials", "omit")])
    }

    fn send(&self, address: &str, body: &str) -> Exchange {
        let headers = json::object(&[("content-type", "application/json")]);
        let request = [("method", "POST"), ("credentials", "omit"), ("body", body)];
        self.fetch(address, headers, &request)
    }

    fn fetch(&self, address: &str, headers: JsValue, request: &[(&str, &str)]) -> Exchange {
        let deadline = Rc::new(Deadline::new());
        let request = json::object(request);
        for (name, value) in [
            ("headers", headers),
            ("signal", deadline.controller.signal()),
        ] {
            // Setting a field of a plain object cannot fail.
            let _ = Reflect::set(&request, &name.into(), &value);
        }
        let mut sent = self.sent.borrow_mut();
        sent.retain(|it| it.strong_count() > 0);
        sent.push(Rc::downgrade(&deadline));
        Exchange {
            response: fetch(address, &request),
            _deadline: deadline,
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        for deadline in self.sent.get_mut().iter().filter_map(Weak::upgrade) {
            deadline.controller.abort();
        }
    }
}

impl Exchange {
    /// Waits for it to be over, whatever becomes of it.
    pub async fn end(self) {
        let _ = JsFuture::from(self.response).await;
    }

    /// Waits for the answer.
    pub async fn answer<A: DeserializeOwned>(self) -> Result<A, Failure> {
        let value = receive(self.response).await?;
        json::read(value).map_err(|_| Failure::Server)
    }
}

impl Deadline {
    fn new() -> Self {
        let controller = AbortController::new();
        let abort = controller.abort_function().bind0(&controller);
        Self {
            timer: set_timeout(&abort, TIMEOUT),
            controller,
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        clear_timeout(self.timer);
    }
}

async fn receive(response: Promise) -> Result<JsValue, Failure> {
    // Rejected when the server cannot be reached, the answer is not for this
    // origin, or the time is over: the browser tells the page no more.
    let response = JsFuture::from(response).await.map_err(|_| {
        if NAVIGATOR.with(Navigator::is_online) {
            Failure::Unreachable
        } else {
            Failure::Offline
        }
    })?;
    let response: Response = response.unchecked_into();
    let status = response.status();
    if !(200..300).contains(&status) {
        return Err(Failure::from_status(status));
    }
    JsFuture::from(response.json())
        .await
        .map_err(|_| Failure::Server)
}
