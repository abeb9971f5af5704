//! The demo business: a whole workshop to try everything with.

use crate::{
    Carbot, Error, Precondition, Result, accounts, businesses, client_keys, landing_pages,
};
use api::{
    accounts::{RegisterRequest, Tier},
    businesses::BusinessProfile,
    ids::{ClientKeyId, UserId},
    landing_pages::PublishLandingPageRequest,
    values::{ClientKey, Email, HostName, Password},
};

/// Address of the demo account.
pub const EMAIL: &str = "demo@carbot.example";
/// Its password, known to everybody.
pub const PASSWORD: &str = "sonnenberg-demo";
/// Its test key: works on localhost and without an origin only.
pub const CLIENT_KEY: &str = "cb_test_5e1d9a70c3f84b26a1d7e09b64f2c835";
/// The name of its landing page.
pub const SUBDOMAIN: &str = "demo";

const PROFILE: &str = include_str!("../demo/profile.json");

/// The profile of the demo business.
pub fn profile() -> Result<BusinessProfile> {
    serde_json::from_str(PROFILE).map_err(Error::internal)
}

/// Fills the demo business, or puts an existing one back to its profile.
/// Conversations are kept.
pub async fn fill(carbot: &Carbot) -> Result<()> {
    let profile = profile()?;
    let user_id = ensure_account(carbot, &profile).await?;
    // Websites belong to this plan.
    let email = Email::parse(EMAIL).map_err(Error::internal)?;
    accounts::set_tier(carbot, &email, Tier::Premium).await?;
    let business = businesses::first_business(carbot, user_id).await?;
    businesses::replace_profile(carbot, user_id, business.id, &profile, &Precondition::Any).await?;
    ensure_key(carbot, user_id).await?;
    let request = PublishLandingPageRequest {
        template_id: "modern-minimalist".to_owned(),
        subdomain: SUBDOMAIN.to_owned(),
    };
    landing_pages::publish_landing_page(carbot, user_id, &request).await?;
    Ok(())
}

async fn ensure_account(carbot: &Carbot, profile: &BusinessProfile) -> Result<UserId> {
    let email = Email::parse(EMAIL).map_err(Error::internal)?;
    let password = Password::parse(PASSWORD).map_err(Error::internal)?;
    if let Some(user_id) = accounts::find_user_id(carbot, &email).await? {
        accounts::set_password(carbot, &email, password).await?;
        return Ok(user_id);
    }
    let request = RegisterRequest {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
        first_name: Some("Petra".to_owned()),
        last_name: Some("Sonnenberg".to_owned()),
        company_name: Some(profile.business.name.clone()),
        locale: None,
    };
    Ok(accounts::register_without_mail(carbot, &request).await?.id)
}

async fn ensure_key(carbot: &Carbot, user_id: UserId) -> Result<()> {
    let key = ClientKey::parse(CLIENT_KEY).map_err(Error::internal)?;
    let domain = HostName::parse("localhost").map_err(Error::internal)?;
    let connection = carbot.database.connection();
    if client_keys::move_key(carbot, connection, &key, &domain).await? {
        return Ok(());
    }
    let business = businesses::find_first(connection, user_id).await?;
    let new = client_keys::NewKey {
        id: ClientKeyId::new(),
        user_id,
        business_id: business.id,
        key: &key,
        domain: &domain,
        is_verified: false,
        description: Some("Demo".to_owned()),
        usage_limit: 1_000_000,
    };
    client_keys::insert(carbot, connection, new).await?;
    Ok(())
}
