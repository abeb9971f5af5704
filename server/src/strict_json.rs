//! What JSON allows and a careful reader refuses: an object with a key twice, of which two readers
//! may take different ones (RFC 8259, 4), and nesting without end.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{cell::RefCell, collections::HashSet, fmt};

/// Objects and arrays in one another.
const MAX_DEPTH: usize = 32;

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It nests deeper than anything we read.
    TooDeep,
    /// An object has this key twice.
    DuplicateKey(String),
}

/// The first fault of a text; what is no JSON at all has none, since its reader says so.
pub fn find_fault(text: &[u8]) -> Option<Fault> {
    let fault = RefCell::new(None);
    let walk = Walk {
        depth: 0,
        fault: &fault,
    };
    let mut reader = serde_json::Deserializer::from_slice(text);
    let _ = walk.deserialize(&mut reader);
    fault.into_inner()
}

/// Walks through a value and keeps nothing but its first fault.
#[derive(Clone, Copy)]
struct Walk<'a> {
    depth: usize,
    fault: &'a RefCell<Option<Fault>>,
}

impl Walk<'_> {
    fn refuse<E: Error>(&self, fault: Fault) -> E {
        self.fault.borrow_mut().get_or_insert(fault);
        E::custom("refused")
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.refuse(Fault::TooDeep));
        }
        Ok(Self {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let walk = self.deeper()?;
        while items.next_element_seed(walk)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let walk = self.deeper()?;
        let mut keys = HashSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            if keys.contains(&key) {
                let shown = key.chars().take(60).collect();
                let _ = fields.next_value::<IgnoredAny>();
                return Err(self.refuse(Fault::DuplicateKey(shown)));
            }
            keys.insert(key);
            fields.next_value_seed(walk)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_twice_and_endless_nesting_are_found() {
        let check = |text: &str, expected: Option<Fault>| {
            assert_eq!(find_fault(text.as_bytes()), expected, "{text:.80}");
        };
        let twice = |key: &str| Some(Fault::DuplicateKey(key.to_owned()));
        check(r#"{"a":1,"b":[{"a":null},{"a":-2.5}],"c":"a"}"#, None);
        check(r#"{"a":1,"a":1}"#, twice("a"));
        check(r#"{"a":1,"\u0061":2}"#, twice("a"));
        check(r#"[{"x":{"b":true,"b":false}}]"#, twice("b"));
        check("", None);
        check("{\"a\":", None);
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        check(&nested(32), None);
        check(&nested(33), Some(Fault::TooDeep));
        check(&nested(100_000), Some(Fault::TooDeep));
        check(&"{\"a\":".repeat(100_000), Some(Fault::TooDeep));
    }
}
