//! The files of the templates and what each says of itself.

use crate::{Error, color::Colors};
use api::{Language, page_content::SectionKind};
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// Everything below `templates/`. Debug builds read it from disk, so that a
/// changed template shows without compiling.
#[derive(RustEmbed)]
#[folder = "templates/"]
struct Files;

/// The templates in the order in which owners see them.
const TEMPLATES: [&str; 8] = [
    "modern-minimalist",
    "workshop-classic",
    "tyre-service",
    "body-shop",
    "dealer",
    "classic-cars",
    "truck-van",
    "ev-specialist",
];

/// What is said of a template where owners choose one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateInfo {
    /// Its name in addresses and the database.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What it is like, in one sentence.
    pub description: String,
    /// Whom it is for.
    pub category: String,
    /// Where a picture of it is.
    pub preview_image_url: String,
    /// What it has.
    pub features: Vec<String>,
    /// Its sections in their order, the hero left out.
    pub sections: Vec<SectionKind>,
    /// Main colour where the owner chose none.
    #[serde(default)]
    pub primary_color: String,
    /// Second colour where the owner chose none.
    #[serde(default)]
    pub secondary_color: String,
    /// Name and description in further languages.
    #[serde(default)]
    pub translations: BTreeMap<Language, TemplateTexts>,
}

/// Name and description of a template in one more language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateTexts {
    /// See [`TemplateInfo::name`].
    pub name: String,
    /// See [`TemplateInfo::description`].
    pub description: String,
}

/// The file `template.json` of a template.
#[derive(Debug, Deserialize)]
pub(crate) struct Manifest {
    #[serde(flatten)]
    pub info: TemplateInfo,
    /// Sections that share a row with a neighbour of this list.
    pub narrow: Vec<SectionKind>,
    /// File name of the font of its headings, where they are not set in that of the text.
    #[serde(default)]
    pub font: Option<String>,
    /// Grounds and inks.
    pub colors: Colors,
}

/// All templates.
#[derive(Debug)]
pub(crate) struct Catalog {
    manifests: Vec<Manifest>,
    infos: Vec<TemplateInfo>,
}

impl Catalog {
    /// Reads what every template says of itself.
    pub fn read() -> Result<Self, Error> {
        let manifests = TEMPLATES
            .iter()
            .map(|id| {
                let mut manifest: Manifest =
                    serde_json::from_str(&read_file(&format!("{id}/template.json"))?)?;
                manifest.info.primary_color = manifest.colors.primary.to_string();
                manifest.info.secondary_color = manifest.colors.secondary.to_string();
                if manifest.info.id == *id {
                    Ok(manifest)
                } else {
                    Err(Error::Unknown(manifest.info.id))
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        let infos = manifests.iter().map(|it| it.info.clone()).collect();
        Ok(Self { manifests, infos })
    }

    /// What owners can choose from.
    pub fn infos(&self) -> &[TemplateInfo] {
        &self.infos
    }

    /// What each says of itself.
    pub fn manifests(&self) -> &[Manifest] {
        &self.manifests
    }

    /// What one says of itself.
    pub fn find(&self, id: &str) -> Result<&Manifest, Error> {
        self.manifests
            .iter()
            .find(|it| it.info.id == id)
            .ok_or_else(|| Error::Unknown(id.to_owned()))
    }
}

/// The names of all files that are rendered: `.html` with a context, `.svg` as they are.
pub(crate) fn rendered_files() -> impl Iterator<Item = Cow<'static, str>> {
    Files::iter().filter(|it| it.ends_with(".html") || it.ends_with(".svg"))
}

/// The text of a file below `templates/`.
pub(crate) fn read_file(path: &str) -> Result<String, Error> {
    let unknown = || Error::Unknown(path.to_owned());
    let file = Files::get(path).ok_or_else(unknown)?;
    String::from_utf8(file.data.into_owned()).map_err(|_| unknown())
}
