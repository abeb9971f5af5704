//! Landing pages: list, make, edit, publish.

#[cfg(feature = "ssr")]
use super::editor::FollowUp;
use super::editor::{DraftForm, PictureChoice};
use crate::error::AppError;
use api::{
    Language,
    landing_pages::{LandingPage, LandingPageDetails, LandingPageDraft, LandingPageVersion},
    page_content::SectionKind,
};
use leptos::{
    prelude::*,
    server_fn::codec::{GetUrl, Json},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::suggestion::suggest_subdomain;
#[cfg(feature = "ssr")]
use crate::session;
#[cfg(feature = "ssr")]
use api::{
    assets::AssetQuery,
    ids::LandingPageId,
    landing_pages::{CreateLandingPageRequest, PageConfiguration},
};
#[cfg(feature = "ssr")]
use domain::{Carbot, Precondition, Revised, assets, businesses, landing_pages};

/// A template as owners choose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateChoice {
    /// Its name on the wire.
    pub id: String,
    /// Its name in the reader's language.
    pub name: String,
    /// What it is like.
    pub description: String,
    /// Where a picture of it is.
    pub preview_image_url: String,
    /// Its main colour.
    pub primary_color: String,
    /// Its second colour.
    pub secondary_color: String,
    /// Its sections in their order.
    pub sections: Vec<SectionKind>,
}

/// What the page of landing pages shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingPageList {
    /// The pages, the latest first.
    pub pages: Vec<LandingPage>,
    /// Facts the law asks for that the profile lacks, as JSON pointers.
    pub missing_facts: Vec<String>,
}

/// What the editor shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditedPage {
    /// The page with its draft.
    pub details: LandingPageDetails,
    /// The revision of the draft.
    pub revision: i64,
    /// Every template.
    pub templates: Vec<TemplateChoice>,
    /// Its versions, the latest first.
    pub versions: Vec<LandingPageVersion>,
    /// Facts the law asks for that are missing, as JSON pointers.
    pub missing_facts: Vec<String>,
    /// Its pictures, the latest first.
    pub pictures: Vec<PictureChoice>,
    /// The languages of the business, its own first.
    pub languages: Vec<Language>,
    /// Name and description of the profile, shown where the page has none of its own.
    pub business_name: String,
    /// See `business_name`.
    pub business_description: String,
    /// The address of a page called `name`, to show what a subdomain is.
    pub example_url: String,
}

/// A draft as it was saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedDraft {
    /// Its revision.
    pub revision: i64,
    /// What it was before.
    pub before: LandingPageDraft,
    /// The page.
    pub page: LandingPage,
    /// What was done besides.
    pub is_published_now: bool,
    /// Whether rows or sections changed places.
    pub is_rearranged: bool,
}

/// The landing pages of the account.
#[server(prefix = "/fn", endpoint = "list_landing_pages", input = GetUrl)]
pub async fn list_landing_pages() -> Result<LandingPageList, AppError> {
    let (carbot, user) = session::actor("read:own_landing_pages").await?;
    let pages = landing_pages::list_landing_pages(&carbot, user, None, 50)
        .await
        .map_err(AppError::refuse)?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    Ok(LandingPageList {
        pages: pages.items,
        missing_facts: pointers(landing_pages::missing_facts(&business.details)),
    })
}

/// The templates owners choose from.
#[server(prefix = "/fn", endpoint = "list_templates", input = GetUrl)]
pub async fn list_templates(language: Language) -> Result<Vec<TemplateChoice>, AppError> {
    let (carbot, _) = session::actor("read:own_landing_pages").await?;
    Ok(template_choices(&carbot, language))
}

/// Makes a page with a template, under a name made from that of the business, and goes on to its
/// editor.
#[server(prefix = "/fn", endpoint = "create_landing_page")]
pub async fn create_landing_page(template_id: String) -> Result<(), AppError> {
    let (carbot, user) = session::actor("create:own_landing_pages").await?;
    let business = businesses::first_business(&carbot, user)
        .await
        .map_err(AppError::refuse)?;
    let wished = suggest_subdomain(&business.details.name);
    let wished = if wished.is_empty() {
        "werkstatt".to_owned()
    } else {
        wished
    };
    let mut created = None;
    // The name may be taken, by this account's own pages too.
    for number in 1..=MAX_NAMES {
        let request = CreateLandingPageRequest {
            template_id: template_id.clone(),
            subdomain: numbered(&wished, number),
            configuration: PageConfiguration::default(),
            business_id: Some(business.id),
        };
        match landing_pages::create_landing_page(&carbot, user, &request).await {
            Ok(page) => {
                created = Some(page);
                break;
            }
            Err(error) if number < MAX_NAMES && is_taken(&error) => {}
            Err(error) => return Err(AppError::refuse(error)),
        }
    }
    let page = created.ok_or_else(|| AppError::new(409, "subdomain_taken").answered())?;
    leptos_axum::redirect(&format!("/landing-pages/{}", page.value.page.id));
    Ok(())
}

/// How many names are tried for a new page.
#[cfg(feature = "ssr")]
const MAX_NAMES: u32 = 20;

#[cfg(feature = "ssr")]
fn numbered(name: &str, number: u32) -> String {
    if number == 1 {
        name.to_owned()
    } else {
        format!("{name}-{number}")
    }
}

#[cfg(feature = "ssr")]
fn is_taken(error: &domain::Error) -> bool {
    matches!(error, domain::Error::Conflict(error) if error.code == "subdomain_taken")
}

/// What the editor of a page shows.
#[server(prefix = "/fn", endpoint = "find_landing_page_draft", input = GetUrl)]
pub async fn find_edited_page(id: String, language: Language) -> Result<EditedPage, AppError> {
    let (carbot, user) = session::actor("read:own_landing_pages").await?;
    let id = parse_id(&id)?;
    let Revised { revision, value } = landing_pages::find_landing_page(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    let business = businesses::find_business(&carbot, user, value.page.business_id)
        .await
        .map_err(AppError::refuse)?;
    let versions = landing_pages::list_versions(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    let missing = landing_pages::missing_page_facts(&carbot, user, id)
        .await
        .map_err(AppError::refuse)?;
    let query = AssetQuery {
        business_id: Some(business.id),
        limit: Some(100),
        ..AssetQuery::default()
    };
    let pictures = assets::list_assets(&carbot, user, &query)
        .await
        .map_err(AppError::refuse)?;
    let pictures = pictures
        .items
        .into_iter()
        .map(PictureChoice::from)
        .collect();
    let own = business.details.default_language();
    let mut languages = business.details.languages.clone();
    languages.sort_by_key(|it| *it != own);
    Ok(EditedPage {
        details: value,
        revision,
        templates: template_choices(&carbot, language),
        versions: versions.items,
        missing_facts: pointers(missing),
        pictures,
        languages,
        business_name: business.details.name,
        business_description: business.details.description.unwrap_or_default(),
        example_url: carbot.page_url("name"),
    })
}

/// Saves the editor's form, unless the draft has changed since `revision`; publishes the page
/// where the form says so.
#[server(prefix = "/fn", endpoint = "save_landing_page")]
pub async fn save_landing_page(
    id: String,
    revision: i64,
    #[server(default)] form: DraftForm,
) -> Result<SavedDraft, AppError> {
    let (carbot, user) = session::actor("update:own_landing_pages").await?;
    let page_id = parse_id(&id)?;
    let before = landing_pages::find_landing_page(&carbot, user, page_id)
        .await
        .map_err(AppError::refuse)?
        .value;
    let before = draft_of(before);
    let draft = form.apply(&before);
    let follow_up = form.follow_up();
    let mut saved = replace(&carbot, user, page_id, revision, before, &draft).await?;
    saved.is_rearranged = follow_up == FollowUp::Rearrange;
    let mut report = "updated";
    if follow_up == FollowUp::Publish {
        let published = landing_pages::publish_landing_page(
            &carbot,
            user,
            page_id,
            &Precondition::OneOf(vec![saved.revision]),
        )
        .await
        .map_err(AppError::refuse)?;
        saved.revision = published.revision;
        saved.page = published.value;
        saved.is_published_now = true;
        report = "published";
    }
    session::redirect_form(&format!(
        "/landing-pages/{id}?saved={report}&lang={}",
        form.language
    ));
    Ok(saved)
}

/// Makes the draft what it was: one step back.
#[server(prefix = "/fn", endpoint = "undo_landing_page", input = Json)]
pub async fn undo_landing_page(
    id: String,
    revision: i64,
    draft: LandingPageDraft,
) -> Result<SavedDraft, AppError> {
    let (carbot, user) = session::actor("update:own_landing_pages").await?;
    let page_id = parse_id(&id)?;
    let before = landing_pages::find_landing_page(&carbot, user, page_id)
        .await
        .map_err(AppError::refuse)?
        .value;
    replace(&carbot, user, page_id, revision, draft_of(before), &draft).await
}

/// Makes the draft what a version was.
#[server(prefix = "/fn", endpoint = "restore_landing_page")]
pub async fn restore_landing_page(id: String) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_landing_pages").await?;
    // The form has one field, so both ids stand in it.
    let (page, version) = id.split_once('/').ok_or_else(AppError::not_found)?;
    let version = version.parse().map_err(|_| AppError::not_found())?;
    landing_pages::restore_version(&carbot, user, parse_id(page)?, version, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form(&format!("/landing-pages/{page}?saved=restored"));
    Ok(())
}

/// Takes a page off the web.
#[server(prefix = "/fn", endpoint = "unpublish_landing_page")]
pub async fn unpublish_landing_page(id: String) -> Result<(), AppError> {
    let (carbot, user) = session::actor("update:own_landing_pages").await?;
    landing_pages::unpublish_landing_page(&carbot, user, parse_id(&id)?, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/landing-pages?saved=unpublished");
    Ok(())
}

/// Deletes a page with its versions.
#[server(prefix = "/fn", endpoint = "delete_landing_page")]
pub async fn delete_landing_page(id: String) -> Result<(), AppError> {
    let (carbot, user) = session::actor("delete:own_landing_pages").await?;
    landing_pages::delete_landing_page(&carbot, user, parse_id(&id)?, &Precondition::Any)
        .await
        .map_err(AppError::refuse)?;
    session::redirect_form("/landing-pages?saved=deleted");
    Ok(())
}

#[cfg(feature = "ssr")]
async fn replace(
    carbot: &Carbot,
    user: api::ids::UserId,
    id: LandingPageId,
    revision: i64,
    before: LandingPageDraft,
    draft: &LandingPageDraft,
) -> Result<SavedDraft, AppError> {
    let precondition = Precondition::OneOf(vec![revision]);
    let saved = landing_pages::replace_draft(carbot, user, id, draft, &precondition)
        .await
        .map_err(AppError::refuse)?;
    Ok(SavedDraft {
        revision: saved.revision,
        before,
        page: saved.value.page,
        is_published_now: false,
        is_rearranged: false,
    })
}

#[cfg(feature = "ssr")]
fn parse_id(id: &str) -> Result<LandingPageId, AppError> {
    id.parse().map_err(|_| AppError::not_found().answered())
}

#[cfg(feature = "ssr")]
fn draft_of(details: LandingPageDetails) -> LandingPageDraft {
    LandingPageDraft {
        template_id: details.page.template_id,
        subdomain: details.page.subdomain.to_string(),
        configuration: details.configuration,
    }
}

#[cfg(feature = "ssr")]
fn pointers(errors: api::FieldErrors) -> Vec<String> {
    let errors = errors.0.into_iter();
    errors.map(|it| it.pointer.into_owned()).collect()
}

#[cfg(feature = "ssr")]
fn template_choices(carbot: &Carbot, language: Language) -> Vec<TemplateChoice> {
    landing_pages::list_templates(carbot)
        .iter()
        .map(|it| {
            let texts = it.translations.get(&language);
            TemplateChoice {
                id: it.id.clone(),
                name: texts.map_or(&it.name, |it| &it.name).clone(),
                description: texts.map_or(&it.description, |it| &it.description).clone(),
                preview_image_url: it.preview_image_url.clone(),
                primary_color: it.primary_color.clone(),
                secondary_color: it.secondary_color.clone(),
                sections: it.sections.clone(),
            }
        })
        .collect()
}
