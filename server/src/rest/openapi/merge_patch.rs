//! Bodies of changes (RFC 7396), made from the schema of what is changed: every field may be left
//! out, and `null` puts back the default where there is one.

use super::operations;
use serde_json::{Map, Value as Json, json};

const MEDIA_TYPE: &str = "application/merge-patch+json";

/// Replaces the schema of every such body.
pub fn describe(document: &mut Json) {
    let schemas = document["components"]["schemas"].clone();
    for (_, _, operation) in operations(document) {
        let Some(body) = operation.get_mut("requestBody") else {
            continue;
        };
        let Some(schema) = body["content"]
            .get_mut(MEDIA_TYPE)
            .map(|it| &mut it["schema"])
        else {
            continue;
        };
        *schema = partial(resolve(schema, &schemas), &schemas);
    }
}

/// The changes of what `schema` describes. What is no object of known fields is replaced whole.
fn partial(schema: &Json, schemas: &Json) -> Json {
    let Some(properties) = schema["properties"].as_object() else {
        return schema.clone();
    };
    let is_required = |name: &str| {
        let required = schema["required"].as_array();
        required.is_some_and(|it| it.iter().any(|it| it == name))
    };
    let properties: Map<_, _> = properties
        .iter()
        .map(|(name, property)| {
            let below = resolve(property, schemas);
            let change = if below["properties"].is_object() {
                partial(below, schemas)
            } else {
                property.clone()
            };
            let change = if is_required(name) {
                change
            } else {
                nullable(change)
            };
            (name.clone(), change)
        })
        .collect();
    let mut changes = json!({ "type": "object", "properties": properties });
    if let Some(closed) = schema.get("additionalProperties") {
        changes["additionalProperties"] = closed.clone();
    }
    if let Some(description) = schema.get("description") {
        changes["description"] = description.clone();
    }
    changes
}

fn resolve<'a>(schema: &'a Json, schemas: &'a Json) -> &'a Json {
    let name = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next());
    name.map_or(schema, |name| &schemas[name])
}

fn nullable(mut schema: Json) -> Json {
    // What it is where it is left out has no meaning in a change.
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("default");
    }
    match schema.get("type") {
        Some(Json::String(kind)) if schema.get("enum").is_none() => {
            schema["type"] = json!([kind, "null"]);
            schema
        }
        Some(Json::Array(kinds)) if kinds.iter().any(|it| it == "null") => schema,
        _ if schema["oneOf"][0]["type"] == "null" => schema,
        _ => json!({ "oneOf": [{ "type": "null" }, schema] }),
    }
}
