//! What the owner of a key is told about its domain.

use crate::{Carbot, Result, client_keys::owner_mail, entities::client_key};
use sea_orm::ConnectionTrait;

/// The token has not been found for some days.
pub(super) async fn failing(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    key: &client_key::Model,
) -> Result<()> {
    let texts = ("mail-domain-failing-subject", "mail-domain-failing-text");
    owner_mail(carbot, connection, key, texts, &[]).await
}

/// The domain is not verified any more.
pub(super) async fn lost(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    key: &client_key::Model,
) -> Result<()> {
    let texts = ("mail-domain-lost-subject", "mail-domain-lost-text");
    owner_mail(carbot, connection, key, texts, &[]).await
}
