//! What a page is made from.

use api::{
    Language, businesses::BusinessDetails, knowledge::KnowledgeInput, page_content::PageContent,
    services::ServiceInput,
};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// The chat on a page.
#[derive(Clone, Debug)]
pub struct Widget {
    /// Address of the launcher.
    pub script_url: String,
    /// The page's client key.
    pub client_key: String,
    /// Colour of the bubble, `#rrggbb`.
    pub primary_color: String,
}

/// A picture in its sizes and formats.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asset {
    /// Width of the largest size, in pixels.
    pub width: u32,
    /// Height of the largest size.
    pub height: u32,
    /// Its files.
    pub files: Vec<AssetFile>,
}

/// A picture in one size and format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssetFile {
    /// Its address.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
    /// `image/avif`, `image/webp`, `image/png`, `image/jpeg`, `image/svg+xml`; others are not shown.
    pub media_type: String,
}

/// A picture for those who share the page's address.
#[derive(Clone, Debug)]
pub struct SocialImage {
    /// Its address, with scheme and host.
    pub url: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// A public holiday.
#[derive(Clone, Debug)]
pub struct PublicHoliday {
    /// The day.
    pub date: NaiveDate,
    /// Its name in the data files of the chat: `good_friday`.
    pub name: String,
}

/// A form and who receives it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it is sent with POST.
    pub action: String,
    /// Hidden fields: proof of where the form comes from, time of rendering.
    pub hidden: Vec<(String, String)>,
    /// Name of a field people do not see; what fills it in is no person.
    pub trap: String,
    /// What became of it.
    pub state: FormState,
}

/// What became of a form.
#[derive(Clone, Debug, Default)]
pub enum FormState {
    /// Nothing yet.
    #[default]
    Blank,
    /// It was received.
    Sent,
    /// It was refused.
    Rejected {
        /// What the visitor entered, by the name of the field.
        values: BTreeMap<String, String>,
        /// What is wrong, in the page's language, by the name of the field.
        errors: BTreeMap<String, String>,
    },
}

/// The forms of a page; none where nobody receives them.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    /// For messages: `name`, `email`, `phone`, `message`.
    pub contact: Option<Form>,
    /// For appointments: `service`, `date`, `time` (`any`, `morning`, `afternoon`), `vehicle`,
    /// `name`, `email`, `phone`, `message`.
    pub appointment: Option<Form>,
}

/// Where the pages and files of the site are, as links write them.
#[derive(Clone, Debug)]
pub struct Links {
    /// The start page.
    pub home: String,
    /// Impressum.
    pub imprint: String,
    /// Datenschutzerklärung.
    pub privacy: String,
    /// Erklärung zur Barrierefreiheit.
    pub accessibility: String,
    /// What stands before the path of a file: `/` makes `/fonts/…`.
    pub files: String,
}

impl Links {
    /// On our server.
    pub fn served() -> Self {
        Self {
            home: "/".to_owned(),
            imprint: "/impressum".to_owned(),
            privacy: "/datenschutz".to_owned(),
            accessibility: "/barrierefreiheit".to_owned(),
            files: "/".to_owned(),
        }
    }
}

/// How a page reaches its readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// By a server that renders it again when [`crate::Rendered::valid_until`] has come.
    #[default]
    Served,
    /// As a file that stays as it is; it says nothing of today.
    Exported,
}

/// Who may find a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    #[default]
    Public,
    /// Its owner; search engines are asked to leave it out.
    Preview,
}

/// What is counted of visits; said in the privacy policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// Nothing.
    #[default]
    Nothing,
    /// How often a page is opened.
    Views,
    /// How many people open it in a day.
    DailyVisitors,
}

/// The pages the law asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalPage {
    /// Impressum (§ 5 DDG).
    Imprint,
    /// Datenschutzerklärung (Art. 13 GDPR).
    Privacy,
    /// Erklärung zur Barrierefreiheit (§ 14 BFSG).
    Accessibility,
}

impl LegalPage {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Imprint, Self::Privacy, Self::Accessibility];
}

/// Everything a page is made from.
#[derive(Clone, Debug)]
pub struct LandingPage<'a> {
    /// The business.
    pub business: &'a BusinessDetails,
    /// What it offers, in the owner's order.
    pub services: &'a [ServiceInput],
    /// What it answers; entries of other languages are left out.
    pub knowledge: &'a [KnowledgeInput],
    /// What the owner says and shows beyond the profile.
    pub content: &'a PageContent,
    /// The pictures `content` names.
    pub assets: &'a BTreeMap<String, Asset>,
    /// Public holidays ahead; the business is closed on them unless an exception says otherwise.
    pub holidays: &'a [PublicHoliday],
    /// The language of the page.
    pub language: Language,
    /// The page's own address (canonical).
    pub page_url: String,
    /// The same page in other languages.
    pub other_languages: Vec<(Language, String)>,
    /// A picture for those who share the page.
    pub social_image: Option<SocialImage>,
    /// Where the pages and files of the site are.
    pub links: Links,
    /// The chat, where the page has one.
    pub widget: Option<Widget>,
    /// The forms, where the page has them.
    pub forms: Forms,
    /// What is counted of visits.
    pub counting: Counting,
    /// Who may find it.
    pub visibility: Visibility,
    /// How it reaches its readers.
    pub delivery: Delivery,
    /// The business's wall time: decides what is open and which exceptions are still ahead.
    pub now: NaiveDateTime,
}

impl<'a> LandingPage<'a> {
    /// A page with nothing but a business, as it is in the first moment of 1970.
    pub fn new(
        business: &'a BusinessDetails,
        content: &'a PageContent,
        language: Language,
        page_url: String,
    ) -> Self {
        static NO_ASSETS: BTreeMap<String, Asset> = BTreeMap::new();
        Self {
            business,
            services: &[],
            knowledge: &[],
            content,
            assets: &NO_ASSETS,
            holidays: &[],
            language,
            page_url,
            other_languages: Vec::new(),
            social_image: None,
            links: Links::served(),
            widget: None,
            forms: Forms::default(),
            counting: Counting::default(),
            visibility: Visibility::default(),
            delivery: Delivery::default(),
            now: NaiveDateTime::default(),
        }
    }
}
