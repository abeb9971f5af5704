//! What a landing page says and shows beyond the profile of its business:
//! look, order of sections, texts and pictures its owner enters.

mod validation;

use crate::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text of the owner: in the business's own language, or by language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum LocalText {
    /// In the business's own language.
    Own(String),
    /// By language.
    ByLanguage(BTreeMap<Language, String>),
}

impl Default for LocalText {
    fn default() -> Self {
        Self::ByLanguage(BTreeMap::new())
    }
}

impl LocalText {
    /// The text in a language, or in the first of the others that has one, with the language it is
    /// in; nothing where all are empty.
    pub fn find(&self, language: Language, own: Language) -> Option<(&str, Language)> {
        let texts = match self {
            Self::Own(text) => return filled(text).map(|it| (it, own)),
            Self::ByLanguage(texts) => texts,
        };
        let in_language = |it: Language| Some((filled(texts.get(&it)?)?, it));
        in_language(language)
            .or_else(|| in_language(own))
            .or_else(|| texts.keys().find_map(|it| in_language(*it)))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.texts().all(|(_, text)| text.trim().is_empty())
    }

    /// Says it in a language; where `text` is empty it is no longer said in that.
    pub fn set(&mut self, language: Language, own: Language, text: String) {
        let mut texts = match std::mem::take(self) {
            Self::Own(text) => BTreeMap::from([(own, text)]),
            Self::ByLanguage(texts) => texts,
        };
        if text.is_empty() {
            texts.remove(&language);
        } else {
            texts.insert(language, text);
        }
        *self = Self::ByLanguage(texts);
    }

    /// What is said in a language, and in no other.
    pub fn in_language(&self, language: Language, own: Language) -> &str {
        match self {
            Self::Own(text) if language == own => text,
            Self::Own(_) => "",
            Self::ByLanguage(texts) => texts.get(&language).map_or("", String::as_str),
        }
    }

    /// Its texts; one without a language is in the business's own.
    pub fn texts(&self) -> impl Iterator<Item = (Option<Language>, &str)> {
        let (own, others) = match self {
            Self::Own(text) => (Some((None, text.as_str())), None),
            Self::ByLanguage(texts) => (None, Some(texts)),
        };
        let others = others.into_iter().flatten();
        own.into_iter()
            .chain(others.map(|(language, text)| (Some(*language), text.as_str())))
    }
}

/// The text without space around it, where there is one.
fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|it| !it.is_empty())
}

/// A picture the owner uploaded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PictureInput {
    /// The id of the asset.
    pub asset: String,
    /// What it shows, for those who do not see it; empty where it only decorates.
    #[serde(default)]
    pub alt: LocalText,
}

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Name, claim and the ways to get in touch; always the first.
    Hero,
    /// Services with prices.
    Services,
    /// The form for appointments.
    Appointment,
    /// Who they are: text, figures, team.
    About,
    /// Makes of cars.
    Brands,
    /// Pictures.
    Gallery,
    /// Opening hours.
    Hours,
    /// What customers say.
    Reviews,
    /// Frequent questions.
    Questions,
    /// Breakdown and towing.
    Emergency,
    /// Address, phone, e-mail and the contact form.
    Contact,
    /// How to get there.
    Map,
    /// Vacancies.
    Jobs,
}

impl SectionKind {
    /// Every section.
    pub const ALL: [Self; 13] = [
        Self::Hero,
        Self::Services,
        Self::Appointment,
        Self::About,
        Self::Brands,
        Self::Gallery,
        Self::Hours,
        Self::Reviews,
        Self::Questions,
        Self::Emergency,
        Self::Contact,
        Self::Map,
        Self::Jobs,
    ];
}

/// Whether a section is shown, and under which title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SectionSetting {
    /// Which one.
    pub kind: SectionKind,
    /// Whether it is shown, provided there is something to show.
    #[serde(default = "yes")]
    pub is_shown: bool,
    /// Its title in place of the template's.
    #[serde(default)]
    pub title: LocalText,
}

fn yes() -> bool {
    true
}

/// Which colours a page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ColorScheme {
    /// Those the visitor's device prefers.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The type of headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FontFamily {
    /// The template's.
    #[default]
    Template,
    /// Plain.
    #[serde(
        alias = "sans-serif",
        alias = "Inter",
        alias = "Arial",
        alias = "Roboto"
    )]
    Sans,
    /// Narrow.
    Condensed,
    /// With serifs.
    #[serde(alias = "Georgia", alias = "Merriweather", alias = "Times New Roman")]
    Serif,
    /// With strong serifs.
    Slab,
}

/// The look of a page within its template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Theme {
    /// Main colour, `#rrggbb`; else that of the chat, else the template's.
    pub primary_color: Option<String>,
    /// Colour beside it in drawings and ornaments.
    pub secondary_color: Option<String>,
    /// Type of the headings.
    pub font_family: FontFamily,
    /// Light, dark, or as the visitor prefers.
    pub color_scheme: ColorScheme,
    /// Logo at the top of the page.
    pub logo: Option<PictureInput>,
    /// Picture for the browser's tab.
    pub favicon: Option<PictureInput>,
}

/// A type of schema.org for a business with cars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "the names are those of schema.org")]
pub enum SchemaType {
    AutoRepair,
    AutoBodyShop,
    #[serde(alias = "CarDealer")]
    AutoDealer,
    TireShop,
    AutoPartsStore,
    AutoRental,
    AutoWash,
    MotorcycleRepair,
    MotorcycleDealer,
    LocalBusiness,
}

/// What search engines are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Seo {
    /// Title of the document; else name, kind and town.
    pub meta_title: LocalText,
    /// Description in search results; else that of the business.
    pub meta_description: LocalText,
    /// Words the page should be found by.
    pub keywords: Vec<String>,
    /// What the business is; else as its kind says.
    pub schema_type: Option<SchemaType>,
}

/// The top of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct HeroContent {
    /// A line that is set larger than the name.
    pub headline: LocalText,
    /// A picture in place of the template's drawing.
    pub picture: Option<PictureInput>,
}

/// A number and what it counts: `1987`, `gegründet`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FigureInput {
    /// The number with its unit.
    pub value: String,
    /// What it counts.
    pub label: LocalText,
}

/// Somebody who works there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TeamMemberInput {
    /// Name.
    pub name: String,
    /// What they do: `Kfz-Meister`.
    #[serde(default)]
    pub role: LocalText,
    /// A sentence about them.
    #[serde(default)]
    pub text: LocalText,
    /// Their portrait.
    #[serde(default)]
    pub picture: Option<PictureInput>,
}

/// Who they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct AboutContent {
    /// Paragraphs, with empty lines between them.
    pub text: LocalText,
    /// A picture beside the text.
    pub picture: Option<PictureInput>,
    /// Numbers that say something.
    pub figures: Vec<FigureInput>,
    /// The people.
    pub team: Vec<TeamMemberInput>,
}

/// A picture with a caption; or a pair, before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct GalleryEntryInput {
    /// The picture; of a pair the one after.
    pub picture: PictureInput,
    /// The same before.
    #[serde(default)]
    pub before: Option<PictureInput>,
    /// What it shows.
    #[serde(default)]
    pub caption: LocalText,
    /// Facts below the caption: year, mileage, what was done.
    #[serde(default)]
    pub detail: LocalText,
}

/// What a customer said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReviewInput {
    /// Their words.
    pub text: String,
    /// The language they are in.
    #[serde(default)]
    pub language: Language,
    /// Who, as they agreed to be named: `Familie K., Köpenick`.
    pub author: String,
    /// Stars, 1 to 5.
    #[serde(default)]
    pub rating: Option<u8>,
    /// Where and when: `Google, März 2026`.
    #[serde(default)]
    pub source: Option<String>,
}

/// Whether reviews come from customers; said beside them (§ 5b Abs. 3 UWG).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReviewCheck {
    /// Nobody checked.
    #[default]
    Unchecked,
    /// Each was matched with an order.
    MatchedWithOrders,
}

/// What customers say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ReviewsContent {
    /// The reviews, in the owner's order.
    pub entries: Vec<ReviewInput>,
    /// Whether they were checked.
    pub check: ReviewCheck,
}

/// Breakdown and towing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct EmergencyContent {
    /// What help there is.
    pub text: LocalText,
    /// When: `rund um die Uhr`.
    pub hours: LocalText,
}

/// How much somebody is to work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Employment {
    #[default]
    FullTime,
    PartTime,
    FullOrPartTime,
    Apprenticeship,
    Internship,
    MiniJob,
}

/// A vacancy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct JobInput {
    /// Whom they look for: `Kfz-Mechatroniker (m/w/d)`.
    pub title: LocalText,
    /// What awaits them.
    #[serde(default)]
    pub text: LocalText,
    /// Full time, part time, apprenticeship.
    #[serde(default)]
    pub employment: Employment,
    /// From when: `ab sofort`.
    #[serde(default)]
    pub start: LocalText,
}

/// Everything the owner of a landing page decides about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PageContent {
    /// Colours, type, logo.
    pub theme: Theme,
    /// For search engines.
    pub seo: Seo,
    /// Order and titles; sections that are not named follow as the template has them.
    pub sections: Vec<SectionSetting>,
    /// The top of the page.
    pub hero: HeroContent,
    /// Who they are.
    pub about: AboutContent,
    /// Pictures.
    pub gallery: Vec<GalleryEntryInput>,
    /// What customers say.
    pub reviews: ReviewsContent,
    /// Breakdown and towing.
    pub emergency: EmergencyContent,
    /// A picture of the map, shown in place of the drawing.
    pub map: Option<PictureInput>,
    /// Vacancies.
    pub jobs: Vec<JobInput>,
}

impl PageContent {
    /// The ids of all pictures it names.
    pub fn assets(&self) -> Vec<String> {
        let about = &self.about;
        let single = [
            &self.theme.logo,
            &self.theme.favicon,
            &self.hero.picture,
            &about.picture,
            &self.map,
        ];
        let team = about.team.iter().map(|it| &it.picture);
        let before = self.gallery.iter().map(|it| &it.before);
        let gallery = self.gallery.iter().map(|it| &it.picture);
        let named = single.into_iter().chain(team).chain(before).flatten();
        named.chain(gallery).map(|it| it.asset.clone()).collect()
    }
}
