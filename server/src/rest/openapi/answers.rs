//! Parameters and error answers that follow from the kind of a route.

use super::BEARER;
use crate::rest::permitted::NAMES;
use serde_json::{Map, Value as Json, json};

/// Answers that say the same everywhere, by name, for `components/responses`.
pub fn shared() -> Json {
    json!({
        "NotModified": {
            "description": "The client has it already: `If-None-Match` names its `ETag`",
        },
        "BadRequest": problem(
            "Not JSON (`malformed_json`), nested too deep (`json_too_deep`), a key twice \
             (`duplicate_key`), or a header that cannot be read (`invalid_idempotency_key`, \
             `invalid_account`)",
            &example(400, "malformed_json", "Bad Request", "the body is not valid JSON"),
        ),
        "Unauthenticated": problem(
            "The token is missing (`missing_token`), or wrong or expired (`invalid_token`)",
            &example(
                401, "missing_token", "Not authenticated",
                "this route needs the header Authorization: Bearer",
            ),
        ),
        "UnknownClientKey": problem(
            "The key is unknown, revoked or expired (`unknown_client_key`)",
            &example(
                401, "unknown_client_key", "Not authenticated",
                "this client key is unknown, revoked or expired",
            ),
        ),
        "ForeignWebsite": problem(
            "The key is for another website (`origin_not_allowed`), or its domain is not verified \
             (`domain_not_verified`)",
            &example(
                403, "origin_not_allowed", "Not allowed",
                "this client key is not for this website",
            ),
        ),
        "NoConversation": problem(
            "The session or what is named of it is unknown (`not_found`)",
            &example(404, "not_found", "Not found", ""),
        ),
        "NotFound": problem(
            "There is no such thing in this account (`not_found`)",
            &example(404, "not_found", "Not found", ""),
        ),
        "RequestInFlight": problem(
            "The first request with this `Idempotency-Key` is still being done \
             (`request_in_flight`), or its answer was too long to be kept (`response_not_kept`)",
            &example(
                409, "request_in_flight", "Conflict",
                "the first request with this Idempotency-Key is still being done",
            ),
        ),
        "Stale": problem(
            "It has changed since the `ETag` that `If-Match` names (`stale`)",
            &example(
                412, "stale", "It has changed meanwhile",
                "read it again and repeat the change with its new ETag",
            ),
        ),
        "TooLarge": problem(
            "The body is too long (`payload_too_large`)",
            &example(
                413, "payload_too_large", "Payload Too Large",
                "the body must have at most 64 kB",
            ),
        ),
        "UnsupportedMediaType": problem(
            "The body is no JSON by its `Content-Type` (`unsupported_media_type`)",
            &example(
                415, "unsupported_media_type", "Unsupported Media Type",
                "the body must be application/json",
            ),
        ),
        "Invalid": problem(
            "Fields or parameters are missing, unknown or wrong (`invalid_fields`), or the \
             `Idempotency-Key` was used for another request (`idempotency_key_reused`)",
            &json!({
                "type": "about:blank", "title": "Some fields are invalid", "status": 422,
                "code": "invalid_fields", "request_id": REQUEST_ID,
                "errors": [{
                    "pointer": "/name", "code": "required", "message": "must not be empty",
                }],
            }),
        ),
        "TooManyRequests": limited(
            "More requests than the plan or an address may send (`rate_limited`)",
        ),
        "Unavailable": unavailable(),
    })
}

const REQUEST_ID: &str = "019aa1c2-7e57-7000-8000-5b7a0d3c9e11";

fn example(status: u16, code: &str, title: &str, detail: &str) -> Json {
    let mut problem = json!({
        "type": "about:blank", "title": title, "status": status, "code": code,
        "request_id": REQUEST_ID,
    });
    if !detail.is_empty() {
        problem["detail"] = json!(detail);
    }
    problem
}

fn problem(description: &str, example: &Json) -> Json {
    json!({ "description": description, "content": problem_content(example) })
}

fn problem_content(example: &Json) -> Json {
    json!({ "application/problem+json": {
        "schema": { "$ref": "#/components/schemas/Problem" },
        "example": example,
    } })
}

fn limited(description: &str) -> Json {
    let example = example(
        429,
        "rate_limited",
        "Too many requests",
        "too many requests",
    );
    json!({
        "description": description,
        "headers": limit_headers(),
        "content": problem_content(&example),
    })
}

fn limit_headers() -> Json {
    json!({
        "Retry-After": header("integer", "Seconds until it is worth trying again"),
        "RateLimit-Policy": header("string", "The rule: its name, points and window in seconds"),
        "RateLimit": header("string", "Points that are left, and seconds until they are renewed"),
    })
}

fn header(kind: &str, description: &str) -> Json {
    json!({ "description": description, "schema": { "type": kind } })
}

fn unavailable() -> Json {
    let example = example(503, "unavailable", "Unavailable, try again in a moment", "");
    json!({
        "description": "The database does not answer (`unavailable`), or it took too long \
                        (`timeout`)",
        "headers": { "Retry-After": header("integer", "Seconds until it is worth trying again") },
        "content": problem_content(&example),
    })
}

/// Completes an operation by what its path, body, parameters and proof imply. What its handler says
/// of an answer stays.
pub fn describe(path: &str, method: &str, operation: &mut Map<String, Json>) {
    let proof = Proof::of(operation);
    if operation.get("security").is_none() {
        operation.insert("security".to_owned(), json!([{ BEARER: [] }]));
    }
    let is_widget = path.starts_with("/api/v1/widget/");
    let is_repeatable = method == "post" && proof != Proof::None;
    let has_body = operation.contains_key("requestBody");
    if is_repeatable {
        add_parameter(operation, idempotency_key());
    }
    if let Proof::Permission(_) = proof {
        add_parameter(operation, account_header());
    }
    if method == "get" && proof != Proof::None {
        add_parameter(operation, known_tag());
    }
    let has_query = has_parameter_in(operation, "query");
    let names_business = has_parameter(operation, "business_id");
    let is_conditional = has_parameter(operation, "If-Match");
    let is_for_account = matches!(proof, Proof::Permission(_));

    let mut answers = Answers::of(operation);
    if method == "get" && proof != Proof::None {
        answers.add("304", "NotModified");
    }
    if has_body || is_repeatable || is_for_account {
        answers.add("400", "BadRequest");
    }
    if is_widget {
        answers.add("401", "UnknownClientKey");
        answers.add("403", "ForeignWebsite");
        answers.add("404", "NoConversation");
    }
    if proof != Proof::None {
        answers.add("401", "Unauthenticated");
    }
    if let Proof::Permission(permission) = &proof {
        answers.add_permission(permission);
    }
    if path.contains('{') || names_business {
        answers.add("404", "NotFound");
    }
    if is_repeatable {
        answers.add("409", "RequestInFlight");
    }
    if is_conditional {
        answers.add("412", "Stale");
    }
    if has_body || is_repeatable {
        answers.add("413", "TooLarge");
    }
    if has_body {
        answers.add("415", "UnsupportedMediaType");
    }
    if has_body || has_query || is_repeatable {
        answers.add("422", "Invalid");
    }
    answers.add("429", "TooManyRequests");
    answers.add("503", "Unavailable");
    answers.complete_problems();
}

/// How a caller proves who they are.
#[derive(PartialEq, Eq)]
enum Proof {
    /// Not by a token, or a body that proves it.
    None,
    Token,
    Permission(&'static str),
}

impl Proof {
    fn of(operation: &Map<String, Json>) -> Self {
        let Some(ways) = operation.get("security").and_then(Json::as_array) else {
            return Self::Token;
        };
        let scopes = ways.iter().find_map(|it| it.get(BEARER)?.as_array());
        match scopes.map(|it| it.first().and_then(Json::as_str)) {
            Some(Some(scope)) => {
                let permission = NAMES.iter().find(|it| **it == scope);
                Self::Permission(permission.expect("routes name permissions that exist"))
            }
            Some(None) => Self::Token,
            None => Self::None,
        }
    }
}

/// The answers of one operation.
struct Answers<'a>(&'a mut Map<String, Json>);

impl<'a> Answers<'a> {
    fn of(operation: &'a mut Map<String, Json>) -> Self {
        let answers = operation.get_mut("responses").and_then(Json::as_object_mut);
        Self(answers.expect("every operation has answers"))
    }

    /// A shared answer, unless the handler has described its own.
    fn add(&mut self, status: &str, name: &str) {
        let reference = json!({ "$ref": format!("#/components/responses/{name}") });
        self.0.entry(status).or_insert(reference);
    }

    fn add_permission(&mut self, permission: &str) {
        let sentence = format!(
            "`permission_denied`: needs `{permission}`; or the account of `X-CarBot-Account` is \
             not the caller's (`account_not_accessible`)"
        );
        let own = self.0.get("403").and_then(|it| it["description"].as_str());
        let description = match own {
            Some(own) => format!("{own}; {sentence}"),
            None => sentence,
        };
        let detail = format!("this needs the permission `{permission}`");
        let example = example(403, "permission_denied", "Not allowed", &detail);
        self.0
            .insert("403".to_owned(), problem(&description, &example));
    }

    /// Gives every error its body, and refusals for want of patience their headers.
    fn complete_problems(&mut self) {
        for (status, answer) in self.0.iter_mut() {
            let is_own = answer.get("$ref").is_none();
            let Some(number) = status.parse::<u16>().ok().filter(|it| *it >= 400 && is_own) else {
                continue;
            };
            let description = answer["description"].as_str().unwrap_or_default();
            let title = http::StatusCode::from_u16(number)
                .ok()
                .and_then(|it| it.canonical_reason())
                .unwrap_or("Error");
            let code = first_code(description).unwrap_or(match number {
                404 => "not_found",
                412 => "stale",
                429 => "rate_limited",
                _ => "invalid_fields",
            });
            let example = example(number, code, title, "");
            if answer["content"]["application/problem+json"]["example"].is_null() {
                answer["content"] = problem_content(&example);
            }
            if number == 429 {
                answer["headers"] = limit_headers();
            }
        }
    }
}

/// The first problem's code that a description names: `` `domain_taken`: … ``.
fn first_code(description: &str) -> Option<&str> {
    let mut names = description.split('`').skip(1).step_by(2);
    names.find(|it| {
        it.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    })
}

fn parameters(operation: &Map<String, Json>) -> impl Iterator<Item = &Json> {
    let parameters = operation.get("parameters").and_then(Json::as_array);
    parameters.into_iter().flatten()
}

fn has_parameter(operation: &Map<String, Json>, name: &str) -> bool {
    parameters(operation).any(|it| it["name"] == name)
}

fn has_parameter_in(operation: &Map<String, Json>, place: &str) -> bool {
    parameters(operation).any(|it| it["in"] == place)
}

fn add_parameter(operation: &mut Map<String, Json>, parameter: Json) {
    let parameters = operation.entry("parameters").or_insert_with(|| json!([]));
    if let Some(parameters) = parameters.as_array_mut() {
        parameters.push(parameter);
    }
}

fn account_header() -> Json {
    json!({
        "name": "X-CarBot-Account", "in": "header", "required": false,
        "description": "The account to act for, where the caller belongs to several \
                        (`GET /me/accounts`)",
        "schema": { "type": "string", "format": "uuid" },
    })
}

fn idempotency_key() -> Json {
    json!({
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "Makes the request safe to send again: for 24 hours the same key and body \
                        get the answer of the first (`409 request_in_flight` while it is being \
                        done), another body `422 idempotency_key_reused`",
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": 255,
            // Printable ASCII; spaces and quotes around it are no part of it.
            "pattern": "^[!#-~]([ -~]*[!#-~])?$",
        },
    })
}

fn known_tag() -> Json {
    json!({
        "name": "If-None-Match", "in": "header", "required": false,
        "description": "The `ETag` of what the client has; 304 where it is still the same",
        "schema": { "type": "string" },
    })
}
