//! From what is stored to a document.

use super::{convert::to_configuration, queries::find_owned, serve::RenderedPage};
use crate::{
    Carbot, Error, Result,
    assets::find_template_assets,
    businesses,
    chat::{DEFAULT_COLOR, to_brain_state},
    entities::{business, landing_page},
    knowledge, services,
};
use api::{
    Language,
    businesses::BusinessDetails,
    ids::{LandingPageId, UserId},
    knowledge::KnowledgeInput,
    landing_pages::PageConfiguration,
    page_content::PageContent,
    services::ServiceInput,
};
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use sea_orm::ConnectionTrait;
use std::collections::BTreeMap;
use templates::{Asset, Delivery, Forms, LegalPage, Links, PublicHoliday, Visibility};

/// Public holidays a page knows ahead, in days.
const HOLIDAYS_AHEAD: u64 = 92;

/// Which page of a landing page's site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SitePage {
    /// The page itself.
    Home,
    /// Impressum (§ 5 DDG).
    Imprint,
    /// Datenschutzerklärung (Art. 13 GDPR).
    Privacy,
    /// Erklärung zur Barrierefreiheit (§ 14 BFSG).
    Accessibility,
    /// What stands where there is nothing.
    Missing,
}

impl SitePage {
    /// The page of the law it is.
    const fn legal(self) -> Option<LegalPage> {
        match self {
            Self::Imprint => Some(LegalPage::Imprint),
            Self::Privacy => Some(LegalPage::Privacy),
            Self::Accessibility => Some(LegalPage::Accessibility),
            Self::Home | Self::Missing => None,
        }
    }
}

/// Everything of a site that is the same for all its pages.
#[derive(Debug)]
pub(super) struct Site {
    pub page_id: LandingPageId,
    pub template_id: String,
    pub details: BusinessDetails,
    services: Vec<ServiceInput>,
    knowledge: Vec<KnowledgeInput>,
    content: PageContent,
    assets: BTreeMap<String, Asset>,
    zone: Tz,
    now: DateTime<Utc>,
}

/// How one page of a site is to be.
#[derive(Debug)]
pub(super) struct View {
    pub site_page: SitePage,
    pub language: Language,
    /// Address of the page itself.
    pub page_url: String,
    pub other_languages: Vec<(Language, String)>,
    pub links: Links,
    pub forms: Forms,
    pub has_widget: bool,
    pub visibility: Visibility,
    pub delivery: Delivery,
}

impl Site {
    /// Reads what pages of a template and a configuration are made from.
    pub async fn load(
        carbot: &Carbot,
        connection: &impl ConnectionTrait,
        page: &landing_page::Model,
        business: business::Model,
        template_id: String,
        configuration: &PageConfiguration,
    ) -> Result<Self> {
        let business_id = business.id;
        let mut details = businesses::convert::to_details(business)?;
        configuration.apply_to(&mut details);
        let services = services::find_all(connection, business_id).await?;
        let knowledge = knowledge::find_all(connection, business_id).await?;
        let content = configuration.content();
        Ok(Self {
            page_id: page.id,
            template_id,
            zone: details.time_zone.parse().unwrap_or(Tz::Europe__Berlin),
            services: services.into_iter().map(|it| it.input).collect(),
            knowledge: knowledge
                .into_iter()
                .map(|it| it.input)
                .filter(|it| it.is_active)
                .collect(),
            assets: find_template_assets(carbot, business_id, &content.assets(), "/").await?,
            content,
            details,
            now: carbot.clock.now(),
        })
    }

    /// The languages it is in, the owner's own first.
    pub fn languages(&self) -> &[Language] {
        &self.details.languages
    }

    /// The wall time of the business.
    pub fn local_now(&self) -> NaiveDateTime {
        self.now.with_timezone(&self.zone).naive_local()
    }

    /// When a wall time of the business is; at the hour that does not exist, a little earlier.
    pub fn moment(&self, local: NaiveDateTime) -> DateTime<Utc> {
        self.zone
            .from_local_datetime(&local)
            .earliest()
            .map_or_else(|| local.and_utc(), |it| it.to_utc())
    }

    pub fn render(&self, carbot: &Carbot, view: View) -> Result<templates::Rendered> {
        let now = self.local_now();
        let holidays = holidays_ahead(&self.details, now.date());
        let site_page = view.site_page;
        let page = self.context(carbot, view, &holidays, now);
        let templates = &carbot.templates;
        let rendered = match (site_page, site_page.legal()) {
            (_, Some(legal)) => templates.render_legal_page(&self.template_id, legal, &page),
            (SitePage::Missing, _) => templates.render_missing_page(&self.template_id, &page),
            _ => templates.render_landing_page(&self.template_id, &page),
        };
        rendered.map_err(Error::internal)
    }

    fn context<'a>(
        &'a self,
        carbot: &Carbot,
        view: View,
        holidays: &'a [PublicHoliday],
        now: NaiveDateTime,
    ) -> templates::LandingPage<'a> {
        let theme_color = self.content.theme.primary_color.as_ref();
        let primary_color = theme_color
            .or(self.details.chat.primary_color.as_ref())
            .map_or(DEFAULT_COLOR, String::as_str);
        let widget = view.has_widget.then(|| templates::Widget {
            script_url: format!("{}/widget.js", carbot.public_url()),
            client_key: carbot.master_key.landing_page_key(self.page_id).to_string(),
            primary_color: primary_color.to_owned(),
        });
        templates::LandingPage {
            services: &self.services,
            knowledge: &self.knowledge,
            assets: &self.assets,
            holidays,
            other_languages: view.other_languages,
            links: view.links,
            widget,
            forms: view.forms,
            counting: match view.delivery {
                Delivery::Served => COUNTING,
                Delivery::Exported => templates::Counting::Nothing,
            },
            visibility: view.visibility,
            delivery: view.delivery,
            now,
            ..templates::LandingPage::new(
                &self.details,
                &self.content,
                view.language,
                view.page_url,
            )
        }
    }

    /// A picture for the browser's tab, as SVG.
    pub fn icon(&self, carbot: &Carbot) -> Result<String> {
        let own = self.details.default_language();
        let page = templates::LandingPage::new(&self.details, &self.content, own, String::new());
        carbot
            .templates
            .icon(&self.template_id, &page)
            .map_err(Error::internal)
    }
}

/// What is counted of visits to pages we serve.
const COUNTING: templates::Counting = templates::Counting::Views;

/// The public holidays of the business's state in the weeks to come.
fn holidays_ahead(details: &BusinessDetails, today: NaiveDate) -> Vec<PublicHoliday> {
    let Some(state) = details.federal_state.map(to_brain_state) else {
        return Vec::new();
    };
    (0..HOLIDAYS_AHEAD)
        .filter_map(|it| today.checked_add_days(Days::new(it)))
        .filter_map(|date| {
            let holiday = brain::holiday_on(state, date)?;
            Some(PublicHoliday {
                date,
                name: holiday.name().to_owned(),
            })
        })
        .collect()
}

/// The draft of a page as it would look, for its owner.
pub async fn preview_landing_page(
    carbot: &Carbot,
    user_id: UserId,
    id: LandingPageId,
    site_page: SitePage,
    language: Option<Language>,
) -> Result<RenderedPage> {
    let connection = carbot.database.connection();
    let page = find_owned(connection, user_id, id).await?;
    let business = businesses::find_owned(connection, user_id, page.business_id).await?;
    let configuration = to_configuration(&page)?;
    let template_id = page.template_id.clone();
    let site = Site::load(
        carbot,
        connection,
        &page,
        business,
        template_id,
        &configuration,
    )
    .await?;
    let own = site.details.default_language();
    let language = language.unwrap_or(own);
    if !site.languages().contains(&language) {
        return Err(Error::NotFound);
    }
    let link = |page: &str, language: Language| format!("?page={page}&language={language}");
    let others = site.languages().iter().filter(|it| **it != language);
    let view = View {
        site_page,
        language,
        page_url: carbot.page_url(&page.subdomain),
        other_languages: others.map(|it| (*it, link("home", *it))).collect(),
        links: Links {
            home: link("home", language),
            imprint: link("imprint", language),
            privacy: link("privacy", language),
            accessibility: link("accessibility", language),
            files: "/".to_owned(),
        },
        forms: Forms::default(),
        has_widget: false,
        visibility: Visibility::Preview,
        delivery: Delivery::Served,
    };
    Ok(RenderedPage::new(site.render(carbot, view)?, None))
}
