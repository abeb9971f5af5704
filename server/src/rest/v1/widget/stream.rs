//! Server-sent events (WHATWG HTML): what people of the business write, as they write it.

use super::Visitor;
use crate::{extract::Query, problem::ApiError, router::AppState};
use api::{ids::MessageId, widget::session::WidgetMessage};
use axum::{
    extract::State,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use domain::{Carbot, chat};
use futures::{Stream, stream};
use http::HeaderMap;
use serde::Deserialize;
use serde_json::json;
use std::{collections::VecDeque, convert::Infallible, time::Duration};
use tokio::{sync::watch, time::sleep};
use utoipa_axum::{router::OpenApiRouter, routes};

/// How often the database is asked for more. It is what all processes share, so a message reaches
/// a visitor whichever of them it was written to.
const PAUSE: Duration = Duration::from_secs(2);

/// Asked so often, a stream ends and the browser opens the next one: a closed tab that nobody told
/// us of costs no more than that.
const MAX_ROUNDS: u32 = 150;

pub fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(stream))
}

/// `EventSource` sends no headers of ours. Neither queries nor headers are logged.
#[derive(Clone, Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct StreamParameters {
    /// The key in the script tag.
    #[serde(default)]
    client_key: String,
    /// The visitor's session, as `init` gave it out.
    #[serde(default)]
    session_id: String,
    /// Only messages after this one, where there is no `Last-Event-ID`.
    after: Option<MessageId>,
}

/// Messages of people, from the one after `Last-Event-ID` on, and who has the word.
#[utoipa::path(
    get,
    path = "/stream",
    operation_id = "follow_conversation",
    tag = "widget",
    params(StreamParameters),
    security(()),
    responses((status = 200, description = "Events `message` (a WidgetMessage, its id as event id) and `status` (`is_handed_over`)", content_type = "text/event-stream", body = String)),
)]
async fn stream(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(parameters): Query<StreamParameters>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let last_event = headers.get("last-event-id");
    let last_event = last_event
        .and_then(|it| it.to_str().ok())
        .and_then(|it| it.parse().ok());
    let mut follower = Follower {
        carbot: state.carbot,
        visitor,
        after: last_event.or(parameters.after),
        parameters,
        is_handed_over: None,
        waiting: VecDeque::new(),
        rounds: 0,
        stopped: state.stopped,
    };
    // The first answer tells a wrong session or key apart, while there still is a status.
    follower.ask().await?;
    Ok(Sse::new(events(follower))
        .keep_alive(KeepAlive::default())
        .into_response())
}

/// Follows one conversation.
struct Follower {
    carbot: Carbot,
    visitor: Visitor,
    parameters: StreamParameters,
    after: Option<MessageId>,
    is_handed_over: Option<bool>,
    waiting: VecDeque<Event>,
    rounds: u32,
    stopped: Option<watch::Receiver<bool>>,
}

impl Follower {
    /// Asks for what is new.
    async fn ask(&mut self) -> domain::Result<()> {
        self.rounds += 1;
        let StreamParameters {
            client_key,
            session_id,
            ..
        } = &self.parameters;
        let visitor = self.visitor.as_domain();
        let (messages, is_handed_over) =
            chat::news(&self.carbot, visitor, client_key, session_id, self.after).await?;
        for message in &messages {
            self.after = Some(message.id);
            self.waiting.extend(to_event(message));
        }
        if self.is_handed_over != Some(is_handed_over) {
            self.is_handed_over = Some(is_handed_over);
            let status = Event::default().event("status");
            self.waiting
                .extend(status.json_data(json!({ "is_handed_over": is_handed_over })));
        }
        Ok(())
    }

    /// Waits for the next round; `false` when the process is asked to stop.
    async fn pause(&mut self) -> bool {
        let Some(stopped) = &mut self.stopped else {
            sleep(PAUSE).await;
            return true;
        };
        tokio::select! {
            () = sleep(PAUSE) => true,
            // An error means that the sender is gone, which is a stop as well.
            _ = stopped.wait_for(|it| *it) => false,
        }
    }
}

fn to_event(message: &WidgetMessage) -> Option<Event> {
    let event = Event::default().event("message").id(message.id.to_string());
    event.json_data(message).ok()
}

fn events(follower: Follower) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(follower, async |mut follower| {
        loop {
            if let Some(event) = follower.waiting.pop_front() {
                return Some((Ok(event), follower));
            }
            if follower.rounds >= MAX_ROUNDS || !follower.pause().await {
                return None;
            }
            // The browser asks again, and is told then what is wrong.
            follower.ask().await.ok()?;
        }
    })
}
