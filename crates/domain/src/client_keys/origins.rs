//! Other websites of an owner on which a production key works as well.

use super::owned_by;
use crate::{
    Carbot, Error, Result, audit,
    entities::{client_key, client_key_origin},
};
use api::{
    client_keys::{ExtraOrigins, ExtraOriginsRequest},
    ids::{ClientKeyId, UserId},
    problem::ValueError,
    values::KeyEnvironment,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set, sea_query::Expr,
};
use uuid::Uuid;

pub(super) async fn find(
    connection: &impl ConnectionTrait,
    client_key_id: ClientKeyId,
) -> Result<Vec<String>> {
    let origins = client_key_origin::Entity::find()
        .filter(client_key_origin::Column::ClientKeyId.eq(client_key_id))
        .order_by_asc(client_key_origin::Column::Origin)
        .all(connection)
        .await?;
    Ok(origins.into_iter().map(|it| it.origin).collect())
}

/// The other websites of a key.
pub async fn list_extra_origins(
    carbot: &Carbot,
    user_id: UserId,
    client_key_id: ClientKeyId,
) -> Result<ExtraOrigins> {
    let connection = carbot.database.connection();
    let key = owned_by(user_id).filter(client_key::Column::Id.eq(client_key_id));
    key.one(connection).await?.ok_or(Error::NotFound)?;
    Ok(ExtraOrigins {
        origins: find(connection, client_key_id).await?,
    })
}

/// Replaces the other websites of a production key. It works there once its own domain is verified.
pub async fn set_extra_origins(
    carbot: &Carbot,
    user_id: UserId,
    client_key_id: ClientKeyId,
    request: &ExtraOriginsRequest,
) -> Result<ExtraOrigins> {
    let origins = request.parse()?;
    let transaction = carbot.database.begin().await?;
    // The change of the key comes first: its lock orders two changes at once, and other processes
    // notice it.
    let changed = client_key::Entity::update_many()
        .col_expr(
            client_key::Column::UpdatedAt,
            Expr::value(carbot.clock.now()),
        )
        .filter(client_key::Column::Id.eq(client_key_id))
        .filter(client_key::Column::UserId.eq(user_id))
        .exec(&transaction)
        .await?;
    if changed.rows_affected == 0 {
        return Err(Error::NotFound);
    }
    let key = client_key::Entity::find_by_id(client_key_id);
    let key = key.one(&transaction).await?.ok_or(Error::NotFound)?;
    if key.environment == KeyEnvironment::Test.as_str() && !origins.is_empty() {
        let error = ValueError::new(
            "origins_need_production_key",
            "a test key works on localhost only",
        );
        return Err(error.at("/origins").into());
    }
    client_key_origin::Entity::delete_many()
        .filter(client_key_origin::Column::ClientKeyId.eq(client_key_id))
        .exec(&transaction)
        .await?;
    let rows = origins.iter().map(|origin| client_key_origin::ActiveModel {
        id: Set(Uuid::now_v7()),
        client_key_id: Set(client_key_id),
        origin: Set(origin.clone()),
    });
    if !origins.is_empty() {
        client_key_origin::Entity::insert_many(rows)
            .exec_without_returning(&transaction)
            .await?;
    }
    let action = audit::Action {
        user_id,
        business_id: Some(key.business_id),
        name: "client_key.origins_changed",
        target_id: Some(&client_key_id),
    };
    audit::record(carbot, &transaction, action).await?;
    transaction.commit().await?;
    carbot.keys.invalidate(&key.key_hash).await;
    Ok(ExtraOrigins { origins })
}
