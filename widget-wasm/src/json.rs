//! Reads JSON the browser has parsed into the shared types.
//!
//! `serde_json` would bring a second parser and the formatting of every error
//! message, twice the size of everything else here. [`Mismatch`] says nothing,
//! so none of that is compiled.

use js_sys::{Array, JsString, Object, Reflect};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor, value::StringDeserializer,
};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// The value is not of the expected type.
#[derive(Debug)]
pub struct Mismatch;

/// Reads a parsed value.
pub fn read<T: DeserializeOwned>(value: JsValue) -> Result<T, Mismatch> {
    T::deserialize(Value(value))
}

/// A plain object with texts as fields.
pub fn object(fields: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("mismatch")
    }
}

impl std::error::Error for Mismatch {}

impl Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Reads some kinds of values as another.
macro_rules! forward {
    ($($to:ident: $($from:ident)+;)+) => {$($(
        fn $from<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            self.$to(visitor)
        }
    )+)+};
}

/// A parsed value. Every kind is read by its own method, so that no code is compiled for kinds
/// that a type cannot have.
struct Value(JsValue);

impl<'de> Deserializer<'de> for Value {
    type Error = Mismatch;

    /// Called where serde has to look at the value first: in enums that carry a tag.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if self.0.is_object() {
            self.deserialize_map(visitor)
        } else {
            visitor.visit_unit()
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_string(self.0.as_string().ok_or(Mismatch)?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_bool(self.0.as_bool().ok_or(Mismatch)?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_f64(self.0.as_f64().ok_or(Mismatch)?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let number = self.0.as_f64().ok_or(Mismatch)?;
        #[expect(clippy::cast_possible_truncation, reason = "`as` saturates")]
        visitor.visit_i64(number as i64)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let array: Array = self.0.dyn_into().map_err(|_| Mismatch)?;
        visitor.visit_seq(Items { next: 0, array })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if !self.0.is_object() {
            return Err(Mismatch);
        }
        visitor.visit_map(Fields {
            next: 0,
            entries: Object::entries(self.0.unchecked_ref()),
            value: JsValue::UNDEFINED,
        })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        // A name; enums with content carry a tag and are read by `deserialize_any`.
        let name = self.0.as_string().ok_or(Mismatch)?;
        visitor.visit_enum(name.into_deserializer())
    }

    /// Called for ids only: `uuid` asks a format that is not for people for its bytes, which
    /// spares its parser with all its error messages.
    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let text = self.0.as_string().ok_or(Mismatch)?;
        visitor.visit_bytes(&read_hex(&text))
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    forward! {
        deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_u8
            deserialize_u16 deserialize_u32 deserialize_u64;
        deserialize_f64: deserialize_f32;
        deserialize_string: deserialize_str deserialize_char deserialize_identifier;
        deserialize_bytes: deserialize_byte_buf;
        deserialize_any: deserialize_unit;
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_unit()
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }
}

/// The bytes whose hexadecimal digits stand in a text, whatever is between them.
fn read_hex(text: &str) -> Vec<u8> {
    let mut digits = text.chars().filter_map(|it| it.to_digit(16));
    let mut bytes = Vec::new();
    while let (Some(high), Some(low)) = (digits.next(), digits.next()) {
        bytes.extend(u8::try_from(high * 16 + low));
    }
    bytes
}

/// Items of an array.
struct Items {
    array: Array,
    next: u32,
}

impl<'de> SeqAccess<'de> for Items {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mismatch> {
        if self.next >= self.array.length() {
            return Ok(None);
        }
        let item = self.array.get(self.next);
        self.next += 1;
        seed.deserialize(Value(item)).map(Some)
    }
}

/// Fields of an object.
struct Fields {
    entries: Array,
    next: u32,
    /// Value of the name that was read last.
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Mismatch;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Mismatch> {
        if self.next >= self.entries.length() {
            return Ok(None);
        }
        let entry: Array = self.entries.get(self.next).unchecked_into();
        self.next += 1;
        self.value = entry.get(1);
        let name: JsString = entry.get(0).unchecked_into();
        let name: StringDeserializer<Mismatch> = String::from(name).into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mismatch> {
        seed.deserialize(Value(self.value.clone()))
    }
}
