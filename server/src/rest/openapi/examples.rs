//! Examples of bodies. A schema's own example comes first; what has none is put together from the
//! examples of its fields, and the few texts nobody could guess stand in `examples.json`.

use super::operations;
use serde_json::{Map, Value as Json, json};

/// Examples by the names of their schemas, for answers and for what the derives cannot say.
const BY_SCHEMA: &str = include_str!("examples.json");

/// Gives every JSON body of a request or an answer an example, unless its handler did.
pub fn add(document: &mut Json) {
    let written: Map<_, _> =
        serde_json::from_str(BY_SCHEMA).expect("the examples are a JSON object");
    let source = Examples {
        schemas: document["components"]["schemas"].clone(),
        written,
    };
    for (_, _, operation) in operations(document) {
        if let Some(body) = operation.get_mut("requestBody") {
            source.complete(body);
        }
        let answers = operation.get_mut("responses").and_then(Json::as_object_mut);
        for (_, answer) in answers.into_iter().flatten() {
            source.complete(answer);
        }
    }
}

struct Examples {
    schemas: Json,
    written: Map<String, Json>,
}

impl Examples {
    /// Adds an example to every media type of a body.
    fn complete(&self, body: &mut Json) {
        let contents = body.get_mut("content").and_then(Json::as_object_mut);
        for (media_type, content) in contents.into_iter().flatten() {
            let of_kind = || of_media_type(media_type).map(Json::from);
            if content.get("example").is_none()
                && let Some(example) = of_kind().or_else(|| self.of(&content["schema"]))
            {
                content["example"] = example;
            }
        }
    }

    fn of(&self, schema: &Json) -> Option<Json> {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next()?;
            let written = self.written.get(name).cloned();
            return written.or_else(|| self.of(&self.schemas[name]));
        }
        let own = schema.get("example").cloned();
        if schema.get("properties").is_some() {
            return self.of_object(schema, own);
        }
        if let Some(parts) = schema["allOf"].as_array() {
            return self.of_parts(parts);
        }
        own.or_else(|| self.of_value(schema))
    }

    /// The fields of `own`, and those it lacks though an answer always has them.
    fn of_object(&self, schema: &Json, own: Option<Json>) -> Option<Json> {
        let mut object = match own {
            Some(Json::Object(fields)) => fields,
            _ => Map::new(),
        };
        let required = schema["required"].as_array();
        for name in required.into_iter().flatten().filter_map(Json::as_str) {
            if !object.contains_key(name) {
                let value = self.of(&schema["properties"][name])?;
                object.insert(name.to_owned(), value);
            }
        }
        Some(Json::Object(object))
    }

    /// The fields of all parts that together are one object.
    fn of_parts(&self, parts: &[Json]) -> Option<Json> {
        let mut object = Map::new();
        for part in parts {
            if let Json::Object(fields) = self.of(part)? {
                object.extend(fields);
            }
        }
        Some(Json::Object(object))
    }

    fn of_value(&self, schema: &Json) -> Option<Json> {
        if let Some(first) = schema["enum"].get(0) {
            return Some(first.clone());
        }
        if let Some(alternatives) = schema["oneOf"].as_array() {
            // A value tells more than none.
            let mut examples = alternatives.iter().rev();
            return examples.find_map(|it| self.of(it));
        }
        let kind = match &schema["type"] {
            Json::Array(kinds) => kinds.iter().find(|it| *it != "null")?.as_str()?,
            kind => kind.as_str()?,
        };
        match (kind, schema["format"].as_str()) {
            ("array", _) => Some(json!([self.of(&schema["items"])?])),
            ("boolean", _) => Some(json!(true)),
            ("null", _) => Some(Json::Null),
            ("object", _) => Some(json!({})),
            ("string", Some("uuid")) => Some(json!("019a9a3e-5c00-7000-8000-6d2f41b7c903")),
            ("string", Some("date-time")) => Some(json!("2026-11-19T09:30:00Z")),
            ("string", Some("date")) => Some(json!("2026-11-19")),
            ("integer", _) => Some(schema.get("minimum").cloned().unwrap_or(json!(1))),
            _ => None,
        }
    }
}

/// What texts that are no JSON look like.
fn of_media_type(media_type: &str) -> Option<&'static str> {
    match media_type {
        "text/html" => Some("<!doctype html>\n<html lang=\"de\">…</html>\n"),
        "text/event-stream" => Some("event: status\ndata: {\"is_handed_over\":true}\n\n"),
        _ => None,
    }
}
