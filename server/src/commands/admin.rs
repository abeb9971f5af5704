//! Work on accounts that needs no login.

use super::{print, setup};
use crate::{cli::Admin, config::Config};
use anyhow::{Context, Result, bail, ensure};
use api::{
    accounts::{RegisterRequest, Tier},
    values::{Email, HostName, Password},
};
use domain::{Carbot, accounts, client_keys, domain_verification};

/// Does one thing to one account.
pub async fn run(config: &Config, action: Admin) -> Result<()> {
    let carbot = setup::carbot(config, true).await?;
    match action {
        Admin::Create { email } => create(&carbot, &email).await,
        Admin::ResetPassword { email } => reset_password(&carbot, &email).await,
        Admin::SetPlan { email, tier } => set_plan(&carbot, &email, &tier).await,
        Admin::BlockDomain { domain, reason } => {
            block_domain(&carbot, &domain, reason.as_deref()).await
        }
        Admin::UnblockDomain { domain } => unblock_domain(&carbot, &domain).await,
        Admin::VerifyDomain { email, domain } => verify_domain(&carbot, &email, &domain).await,
    }
}

async fn create(carbot: &Carbot, email: &str) -> Result<()> {
    let email = parse_email(email)?;
    let password = accounts::random_password()?;
    let request = RegisterRequest {
        email: email.to_string(),
        password: password.clone(),
        first_name: None,
        last_name: None,
        company_name: None,
        locale: None,
    };
    match accounts::register(carbot, &request).await {
        Err(domain::Error::Conflict(_)) => bail!("{email} has an account already"),
        other => other?,
    };
    accounts::make_operator(carbot, &email).await?;
    print(&format!(
        "{email} is an operator now. Password: {password}\n"
    ))
}

async fn reset_password(carbot: &Carbot, email: &str) -> Result<()> {
    let email = parse_email(email)?;
    let password = accounts::random_password()?;
    let new = Password::parse(&password).context("the generated password is not valid")?;
    let exists = accounts::reset_password(carbot, &email, new).await?;
    ensure!(exists, "{email} has no account");
    print(&format!("The new password of {email}: {password}\n"))
}

async fn set_plan(carbot: &Carbot, email: &str, tier: &str) -> Result<()> {
    let email = parse_email(email)?;
    let tier: Tier = tier.parse().with_context(|| format!("`{tier}`"))?;
    let exists = accounts::set_tier(carbot, &email, tier).await?;
    ensure!(exists, "{email} has no account");
    print(&format!("{email} is on {} now.\n", tier.as_str()))
}

async fn verify_domain(carbot: &Carbot, email: &str, domain: &str) -> Result<()> {
    let email = parse_email(email)?;
    let domain = HostName::parse(domain).with_context(|| format!("`{domain}`"))?;
    let user_id = accounts::find_user_id(carbot, &email)
        .await?
        .with_context(|| format!("{email} has no account"))?;
    let keys = client_keys::vouch_for_domain(carbot, user_id, &domain).await?;
    ensure!(keys > 0, "{email} has no key for {domain}");
    print(&format!("{keys} key(s) of {email} work on {domain} now.\n"))
}

async fn block_domain(carbot: &Carbot, domain: &str, reason: Option<&str>) -> Result<()> {
    let domain = parse_domain(domain)?;
    let keys = domain_verification::block_domain(carbot, &domain, reason).await?;
    print(&format!(
        "{domain} is blocked now; {keys} key(s) are not verified any more.\n"
    ))
}

async fn unblock_domain(carbot: &Carbot, domain: &str) -> Result<()> {
    let domain = parse_domain(domain)?;
    let was_blocked = domain_verification::unblock_domain(carbot, &domain).await?;
    ensure!(was_blocked, "{domain} was not blocked");
    print(&format!("{domain} is allowed again.\n"))
}

fn parse_domain(text: &str) -> Result<HostName> {
    HostName::parse(text).with_context(|| format!("`{text}`"))
}

fn parse_email(text: &str) -> Result<Email> {
    Email::parse(text).with_context(|| format!("`{text}`"))
}
