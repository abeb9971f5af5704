//! Column and index definitions that many tables share. Released migrations depend on them: a new
//! meaning gets a new name.

use sea_orm_migration::{
    prelude::*,
    schema::{boolean, json_binary, timestamp_with_time_zone},
};

/// A required JSON object, `{}` unless given.
pub fn json_object(column: impl IntoIden) -> ColumnDef {
    json_binary(column).default("{}").take()
}

/// A required JSON array, `[]` unless given.
pub fn json_array(column: impl IntoIden) -> ColumnDef {
    json_binary(column).default("[]").take()
}

/// A required boolean with its default.
pub fn flag(column: impl IntoIden, default: bool) -> ColumnDef {
    boolean(column).default(default).take()
}

/// A required time, now unless given.
pub fn time_now(column: impl IntoIden) -> ColumnDef {
    timestamp_with_time_zone(column)
        .default(Expr::current_timestamp())
        .take()
}

/// A foreign key; rows go with the row they refer to.
pub fn cascading(
    name: &str,
    from: (impl IntoIden, impl IntoIden),
    to: (impl IntoIden, impl IntoIden),
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(from.0.into_iden(), from.1.into_iden())
        .to(to.0.into_iden(), to.1.into_iden())
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// An index over columns in this order.
pub fn index<C: IntoIden + Copy>(
    name: &str,
    table: impl IntoIden,
    columns: &[C],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table.into_iden());
    for column in columns {
        index.col(column.into_iden());
    }
    index
}

/// An index that also forbids two rows with the same values.
pub fn unique_index<C: IntoIden + Copy>(
    name: &str,
    table: impl IntoIden,
    columns: &[C],
) -> IndexCreateStatement {
    index(name, table, columns).unique().take()
}

/// Creates indexes one after the other.
pub async fn create_indexes(
    manager: &SchemaManager<'_>,
    indexes: impl IntoIterator<Item = IndexCreateStatement>,
) -> Result<(), DbErr> {
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}
