//! Making, changing and deleting pages. Nobody but the owner sees any of it until it is published.

use super::{
    convert::{to_columns, to_configuration},
    publish::{ensure_key, page_host},
    queries::{lock_owned, owned_by, revised},
};
use crate::{
    Carbot, Error, Precondition, Result, Revised, audit, businesses, client_keys,
    entities::{client_key, landing_page, template},
    merge_patch::patched,
};
use api::{
    ids::{BusinessId, LandingPageId, UserId},
    landing_pages::{
        CreateLandingPageRequest, LandingPageDetails, LandingPageDraft, MAX_LANDING_PAGES,
    },
    problem::ValueError,
    values::{HostName, Subdomain},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait,
    ModelTrait, PaginatorTrait as _, QueryFilter, Set,
    sea_query::{Expr, OnConflict},
};
use serde_json::{Map, Value as Json, json};

/// Makes a page, as a draft.
pub async fn create_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    request: &CreateLandingPageRequest,
) -> Result<Revised<LandingPageDetails>> {
    let subdomain = request.parse()?;
    check_template(carbot, &request.template_id)?;
    let transaction = carbot.database.begin().await?;
    let business = match request.business_id {
        Some(id) => businesses::find_owned(&transaction, user_id, id).await?,
        None => businesses::find_first(&transaction, user_id).await?,
    };
    let page = insert(
        carbot,
        &transaction,
        (user_id, business.id),
        &subdomain,
        &LandingPageDraft {
            template_id: request.template_id.clone(),
            subdomain: subdomain.to_string(),
            configuration: request.configuration.clone(),
        },
    )
    .await?;
    let page = revised(carbot, &transaction, page).await?;
    transaction.commit().await?;
    Ok(page)
}

/// Stores a new draft whose fields are checked.
pub(super) async fn insert(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    (user_id, business_id): (UserId, BusinessId),
    subdomain: &Subdomain,
    draft: &LandingPageDraft,
) -> Result<landing_page::Model> {
    if owned_by(user_id).count(connection).await? >= MAX_LANDING_PAGES {
        return Err(Error::Forbidden(ValueError::new(
            "too_many_landing_pages",
            "this account has as many landing pages as it can",
        )));
    }
    seed_template(carbot, connection, &draft.template_id).await?;
    let (configuration, seo_settings) = to_columns(&draft.configuration)?;
    let now = carbot.clock.now();
    let page = landing_page::ActiveModel {
        id: Set(LandingPageId::new()),
        user_id: Set(user_id),
        business_id: Set(business_id),
        template_id: Set(draft.template_id.clone()),
        subdomain: Set(subdomain.to_string()),
        custom_domain: Set(None),
        ssl_enabled: Set(false),
        configuration: Set(configuration),
        seo_settings: Set(seo_settings),
        is_published: Set(false),
        published_at: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
        revision: Set(1),
        published_version_id: Set(None),
    };
    let page = page.insert(connection).await.map_err(subdomain_taken)?;
    record(carbot, connection, &page, "landing_page.created").await?;
    Ok(page)
}

/// The templates owners choose from.
pub fn list_templates(carbot: &Carbot) -> &[templates::TemplateInfo] {
    carbot.templates.list()
}

/// Changes what `patch` names of the draft, and nothing else. A new subdomain holds at once.
pub async fn patch_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<Revised<LandingPageDetails>> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, id, precondition).await?;
    let before = to_draft(&found)?;
    let draft: LandingPageDraft = patched(&before, patch)?;
    store(carbot, transaction, found, &before, &draft).await
}

/// Puts another draft in place of the one there is. A new subdomain holds at once.
pub async fn replace_draft(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    draft: &LandingPageDraft,
    precondition: &Precondition,
) -> Result<Revised<LandingPageDetails>> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, id, precondition).await?;
    let before = to_draft(&found)?;
    store(carbot, transaction, found, &before, draft).await
}

fn to_draft(page: &landing_page::Model) -> Result<LandingPageDraft> {
    Ok(LandingPageDraft {
        template_id: page.template_id.clone(),
        subdomain: page.subdomain.clone(),
        configuration: to_configuration(page)?,
    })
}

async fn store(
    carbot: &Carbot,
    transaction: DatabaseTransaction,
    found: landing_page::Model,
    before: &LandingPageDraft,
    draft: &LandingPageDraft,
) -> Result<Revised<LandingPageDetails>> {
    let subdomain = draft.parse()?;
    check_template(carbot, &draft.template_id)?;
    let has_moved = subdomain.as_str() != found.subdomain;
    if draft == before && !has_moved {
        return revised(carbot, &transaction, found).await;
    }
    seed_template(carbot, &transaction, &draft.template_id).await?;
    let page = change(carbot, &transaction, &found, &subdomain, draft).await?;
    if has_moved && page.is_published {
        ensure_key(carbot, &transaction, &page).await?;
    }
    record(carbot, &transaction, &page, "landing_page.updated").await?;
    let page = revised(carbot, &transaction, page).await?;
    transaction.commit().await?;
    if has_moved {
        carbot.forget_business(found.business_id).await;
        carbot.keys.invalidate_all();
    }
    Ok(page)
}

/// Stores another draft of a page that the transaction has locked.
pub(super) async fn change(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    found: &landing_page::Model,
    subdomain: &Subdomain,
    draft: &LandingPageDraft,
) -> Result<landing_page::Model> {
    let (configuration, seo_settings) = to_columns(&draft.configuration)?;
    let page = landing_page::ActiveModel {
        id: Set(found.id),
        template_id: Set(draft.template_id.clone()),
        subdomain: Set(subdomain.to_string()),
        configuration: Set(configuration),
        seo_settings: Set(seo_settings),
        revision: Set(found.revision + 1),
        updated_at: Set(carbot.clock.now()),
        ..Default::default()
    };
    page.update(connection).await.map_err(subdomain_taken)
}

/// Deletes a page with its versions; its chat stops answering. Conversations stay.
pub async fn delete_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    precondition: &Precondition,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let found = lock_owned(&transaction, user_id, id, precondition).await?;
    record(carbot, &transaction, &found, "landing_page.deleted").await?;
    let key = carbot.master_key.landing_page_key(id);
    let now = carbot.clock.now();
    client_key::Entity::update_many()
        .col_expr(client_key::Column::IsActive, Expr::value(false))
        .col_expr(client_key::Column::RevokedAt, Expr::value(Some(now)))
        .col_expr(client_key::Column::UpdatedAt, Expr::value(now))
        .filter(client_key::Column::KeyHash.eq(carbot.master_key.hash_client_key(&key)))
        .exec(&transaction)
        .await?;
    let business_id = found.business_id;
    found.delete(&transaction).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    client_keys::forget_key(carbot, key.as_str()).await;
    Ok(())
}

pub(super) async fn record(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    page: &landing_page::Model,
    name: &'static str,
) -> Result<()> {
    let action = audit::Action {
        user_id: page.user_id,
        business_id: Some(page.business_id),
        name,
        target_id: Some(&page.id),
    };
    audit::record(carbot, connection, action).await
}

fn subdomain_taken(error: DbErr) -> Error {
    let taken = ValueError::new("subdomain_taken", "is taken").at("/subdomain");
    Error::conflict_on(
        error,
        "uq_landing_pages_subdomain",
        "landing_pages.subdomain",
        taken,
    )
}

/// Whether there is such a template.
pub(super) fn check_template(carbot: &Carbot, template_id: &str) -> Result<()> {
    let unknown = ValueError::new("unknown_template", "is not a template").at("/template_id");
    let mut templates = carbot.templates.list().iter();
    if templates.any(|it| it.id == template_id) {
        Ok(())
    } else {
        Err(unknown.into())
    }
}

/// Keeps the template's row, to which pages refer, in step with the code.
async fn seed_template(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    template_id: &str,
) -> Result<()> {
    check_template(carbot, template_id)?;
    let infos = carbot.templates.list().iter();
    for info in infos.filter(|it| it.id == template_id) {
        let now: DateTime<Utc> = carbot.clock.now();
        let row = template::ActiveModel {
            id: Set(info.id.clone()),
            name: Set(info.name.clone()),
            description: Set(Some(info.description.clone())),
            category: Set(Some(info.category.clone())),
            preview_image_url: Set(Some(info.preview_image_url.clone())),
            template_data: Set(json!({ "features": info.features })),
            is_active: Set(true),
            created_at: Set(now),
            updated_at: Set(now),
        };
        let refresh = OnConflict::column(template::Column::Id)
            .update_columns([
                template::Column::Name,
                template::Column::Description,
                template::Column::TemplateData,
                template::Column::UpdatedAt,
            ])
            .to_owned();
        template::Entity::insert(row)
            .on_conflict(refresh)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// The host a page is served on, as the domain of its key.
pub(super) fn host_name(carbot: &Carbot, page: &landing_page::Model) -> Result<HostName> {
    HostName::parse(&page_host(carbot, page)).map_err(Error::internal)
}
