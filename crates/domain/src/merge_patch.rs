//! Partial changes (RFC 7396): what is sent is taken over, `null` goes back to
//! the default, what is left out stays.
//!
//! One thing differs: an object below the top that names a `kind`, such as a
//! price, is replaced whole, since its other fields belong to that kind.

use crate::{Result, named_fields::NamedFields};
use api::FieldError;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value as Json};
use serde_path_to_error::{Path, Segment};

/// `current` with the changes of `patch`; what does not fit is said by pointer.
pub(crate) fn patched<T: Serialize + DeserializeOwned>(
    current: &T,
    patch: &Map<String, Json>,
) -> Result<T> {
    let mut document = serde_json::to_value(current)?;
    if let Json::Object(fields) = &mut document {
        merge(fields, patch);
    }
    let patched =
        serde_path_to_error::deserialize(NamedFields(document)).map_err(|error| FieldError {
            pointer: pointer_of(error.path()).into(),
            code: "invalid_type".into(),
            message: error.inner().to_string().into(),
        })?;
    Ok(patched)
}

fn merge(target: &mut Map<String, Json>, patch: &Map<String, Json>) {
    for (key, value) in patch {
        match (target.get_mut(key), value) {
            (_, Json::Null) => {
                target.remove(key);
            }
            (Some(Json::Object(below)), Json::Object(changes)) if !changes.contains_key("kind") => {
                merge(below, changes);
            }
            _ => {
                target.insert(key.clone(), value.clone());
            }
        }
    }
}

/// A path as a JSON pointer (RFC 6901).
pub fn pointer_of(path: &Path) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;
    use api::services::{Price, ServiceInput};
    use serde_json::json;

    fn service() -> ServiceInput {
        serde_json::from_value(json!({
            "category": "Wartung", "name": "Ölwechsel", "description": "Mit Filter",
            "translations": { "en": { "name": "Oil change" } },
            "price": { "kind": "range", "from_cents": 100, "to_cents": 200 },
        }))
        .expect("a service")
    }

    fn patch(patch: &Json) -> Result<ServiceInput> {
        patched(&service(), patch.as_object().expect("an object"))
    }

    #[test]
    fn what_is_left_out_stays_and_null_goes_back_to_the_default() {
        let after = patch(&json!({ "name": "Öl", "description": null })).expect("fits");
        let expected = ServiceInput {
            name: "Öl".to_owned(),
            description: None,
            ..service()
        };
        assert_eq!(after, expected);
    }

    #[test]
    fn objects_are_merged_but_a_price_is_replaced_whole() {
        let after = patch(&json!({
            "translations": { "tr": { "name": "Yağ değişimi" } },
            "price": { "kind": "from", "cents": 50 },
        }))
        .expect("fits");
        assert_eq!(after.translations.len(), 2);
        assert_eq!(after.price, Price::From { cents: 50 });
    }

    #[test]
    fn what_does_not_fit_is_said_by_pointer() {
        let check = |changes: Json, expected: &str| match patch(&changes) {
            Err(Error::Invalid(errors)) => assert_eq!(errors.0[0].pointer, expected),
            other => panic!("{other:?}"),
        };
        check(json!({ "colour": "red" }), "/colour");
        check(json!({ "name": null }), "");
        check(json!({ "name": 1 }), "/name");
        check(
            json!({ "translations": { "en": { "heading": "" } } }),
            "/translations/en/heading",
        );
    }
}
