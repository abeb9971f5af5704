//! Schemas of what is entered together with what CarBot adds, at one level.
//! Derived ones would be unions that forbid each other's fields.

use crate::{
    businesses::{Business, BusinessDetails},
    ids::{BusinessId, KnowledgeEntryId, ServiceId},
    knowledge::{KnowledgeEntry, KnowledgeInput},
    services::{Service, ServiceInput},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

/// The schema of `T` with more fields, all of them required.
fn extended<T: PartialSchema>(
    fields: impl IntoIterator<Item = (&'static str, RefOr<Schema>)>,
) -> RefOr<Schema> {
    let mut schema = T::schema();
    if let RefOr::T(Schema::Object(object)) = &mut schema {
        // The fields of later versions are no reason to refuse an answer.
        object.additional_properties = None;
        for (name, field) in fields {
            object.properties.insert(name.to_owned(), field);
            object.required.push(name.to_owned());
        }
    }
    schema
}

fn number() -> RefOr<Schema> {
    let format = SchemaFormat::KnownFormat(KnownFormat::Int64);
    let schema = ObjectBuilder::new().schema_type(Type::Integer);
    schema.format(Some(format)).into()
}

fn time() -> RefOr<Schema> {
    let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
    let schema = ObjectBuilder::new().schema_type(Type::String);
    schema.format(Some(format)).into()
}

impl PartialSchema for Business {
    fn schema() -> RefOr<Schema> {
        extended::<BusinessDetails>([
            ("id", BusinessId::schema()),
            ("revision", number()),
            ("created_at", time()),
            ("updated_at", time()),
        ])
    }
}

impl ToSchema for Business {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        BusinessDetails::schemas(schemas);
    }
}

impl PartialSchema for Service {
    fn schema() -> RefOr<Schema> {
        extended::<ServiceInput>([("id", ServiceId::schema())])
    }
}

impl ToSchema for Service {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        ServiceInput::schemas(schemas);
    }
}

impl PartialSchema for KnowledgeEntry {
    fn schema() -> RefOr<Schema> {
        extended::<KnowledgeInput>([("id", KnowledgeEntryId::schema())])
    }
}

impl ToSchema for KnowledgeEntry {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        KnowledgeInput::schemas(schemas);
    }
}
