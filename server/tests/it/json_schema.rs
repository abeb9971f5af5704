//! Checks values by the part of JSON Schema (2020-12) that the API's description uses. What it
//! does not know it refuses, so that nothing goes unchecked unnoticed.

use serde_json::{Map, Value as Json};

/// Keywords that only explain, and what is left to schemathesis: formats and patterns.
const NOTES: [&str; 7] = [
    "description",
    "example",
    "examples",
    "default",
    "format",
    "pattern",
    "title",
];

/// What is wrong with `value`, by the place where it is wrong.
pub fn find_fault(document: &Json, schema: &Json, value: &Json) -> Option<String> {
    fault_at(document, schema, value, "")
}

fn fault_at(document: &Json, schema: &Json, value: &Json, place: &str) -> Option<String> {
    let schema = schema.as_object().expect("a schema is an object");
    schema
        .iter()
        .filter(|(keyword, _)| !NOTES.contains(&keyword.as_str()))
        .find_map(|(keyword, rule)| {
            let keyword = keyword.as_str();
            match keyword {
                "$ref" => fault_at(document, resolve(document, rule), value, place),
                "items" => each(value.as_array()?.iter().enumerate(), |(index, item)| {
                    fault_at(document, rule, item, &format!("{place}/{index}"))
                }),
                "properties" | "additionalProperties" | "required" | "propertyNames" => {
                    fault_of_object(document, schema, keyword, value.as_object()?, place)
                }
                "oneOf" | "allOf" => {
                    let rules = rule.as_array().expect("a list");
                    let fits = |it: &&Json| fault_at(document, it, value, place).is_none();
                    let count = rules.iter().filter(fits).count();
                    let expected = if keyword == "oneOf" { 1 } else { rules.len() };
                    (count != expected).then(|| format!("`{place}` fits {count} of {keyword}"))
                }
                _ => (!holds(keyword, rule, value)).then(|| format!("`{place}`: {keyword} {rule}")),
            }
        })
}

fn each<T>(
    items: impl Iterator<Item = T>,
    check: impl FnMut(T) -> Option<String>,
) -> Option<String> {
    items.map(check).find_map(|it| it)
}

fn fault_of_object(
    document: &Json,
    schema: &Map<String, Json>,
    keyword: &str,
    fields: &Map<String, Json>,
    place: &str,
) -> Option<String> {
    let rule = &schema[keyword];
    let known = schema.get("properties").and_then(Json::as_object);
    let is_known = |name: &str| known.is_some_and(|it| it.contains_key(name));
    match keyword {
        "properties" => each(fields.iter(), |(name, value)| {
            fault_at(document, rule.get(name)?, value, &format!("{place}/{name}"))
        }),
        "required" => {
            let names = rule.as_array().expect("a list").iter();
            let mut names = names.filter_map(Json::as_str);
            let missing = names.find(|name| !fields.contains_key(*name));
            missing.map(|name| format!("`{place}/{name}` is missing"))
        }
        "propertyNames" => each(fields.keys(), |name| {
            fault_at(document, rule, &Json::from(name.as_str()), place)
        }),
        _ => each(
            fields.iter().filter(|it| !is_known(it.0)),
            |(name, value)| {
                let place = format!("{place}/{name}");
                match rule.as_bool() {
                    Some(true) => None,
                    Some(false) => Some(format!("`{place}` is unknown")),
                    None => fault_at(document, rule, value, &place),
                }
            },
        ),
    }
}

fn resolve<'a>(document: &'a Json, reference: &Json) -> &'a Json {
    let pointer = reference.as_str().and_then(|it| it.strip_prefix('#'));
    let found = pointer.and_then(|it| document.pointer(it));
    found.unwrap_or_else(|| panic!("{reference} names nothing"))
}

/// Whether a value obeys a rule that needs no other schema.
fn holds(keyword: &str, rule: &Json, value: &Json) -> bool {
    let length = |text: &Json| text.as_str().map(|it| it.chars().count() as u64);
    let size = rule.as_u64().unwrap_or_default();
    match keyword {
        "type" => match rule {
            Json::Array(kinds) => kinds.iter().any(|it| is_of(value, it)),
            kind => is_of(value, kind),
        },
        "enum" => rule.as_array().is_some_and(|it| it.contains(value)),
        "minimum" => value.as_f64().is_none_or(|it| Some(it) >= rule.as_f64()),
        "maximum" => value.as_f64().is_none_or(|it| Some(it) <= rule.as_f64()),
        "minLength" => length(value).is_none_or(|it| it >= size),
        "maxLength" => length(value).is_none_or(|it| it <= size),
        "minItems" => value.as_array().is_none_or(|it| it.len() as u64 >= size),
        "maxItems" => value.as_array().is_none_or(|it| it.len() as u64 <= size),
        unknown => panic!("{unknown} is not known here"),
    }
}

fn is_of(value: &Json, kind: &Json) -> bool {
    match kind.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => panic!("{kind} is no type"),
    }
}
