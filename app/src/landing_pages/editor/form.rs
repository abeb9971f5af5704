//! The form of the editor: what the draft says, its texts in one language at a time.

use api::{
    Language,
    page_content::{ColorScheme, Employment, FontFamily, ReviewCheck, SectionKind},
};
use serde::{Deserialize, Serialize};

/// The fields of the editor. A row without an `index` is new; one that is left empty is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    /// The language of the texts.
    pub language: Language,
    /// The business's own language.
    pub own_language: Language,
    /// The button that sent the form.
    pub button: String,
    pub template_id: String,
    pub subdomain: String,
    pub business_name: String,
    pub business_description: String,
    pub headline: String,
    pub hero_picture: String,
    pub logo: String,
    pub favicon: String,
    pub primary_color: String,
    pub secondary_color: String,
    /// The template's own colours: those are not the owner's choice.
    pub template_primary: String,
    pub template_secondary: String,
    pub font_family: FontFamily,
    pub color_scheme: ColorScheme,
    pub meta_title: String,
    pub meta_description: String,
    pub sections: Vec<SectionForm>,
    pub about_text: String,
    pub about_picture: String,
    pub figures: Vec<FigureForm>,
    pub team: Vec<MemberForm>,
    pub gallery: Vec<GalleryForm>,
    pub reviews: Vec<ReviewForm>,
    pub review_check: ReviewCheck,
    pub emergency_text: String,
    pub emergency_hours: String,
    pub jobs: Vec<JobForm>,
}

/// A section: whether it is shown and under which title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionForm {
    pub kind: SectionKind,
    #[serde(default)]
    pub is_shown: Option<String>,
    #[serde(default)]
    pub title: String,
}

/// A number and what it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureForm {
    pub index: String,
    pub value: String,
    pub label: String,
}

/// Somebody who works there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberForm {
    pub index: String,
    pub name: String,
    pub role: String,
    pub text: String,
    pub picture: String,
}

/// A picture of the gallery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GalleryForm {
    pub index: String,
    pub picture: String,
    pub before: String,
    pub caption: String,
    pub detail: String,
}

/// What a customer said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewForm {
    pub index: String,
    pub text: String,
    pub author: String,
    pub rating: String,
    pub source: String,
}

/// A vacancy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct JobForm {
    pub index: String,
    pub title: String,
    pub text: String,
    pub start: String,
    pub employment: Employment,
}

/// The name of a section on the wire.
pub fn name(kind: SectionKind) -> String {
    crate::wire_name::wire_name(kind)
}
