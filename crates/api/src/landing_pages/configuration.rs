//! What an owner decides about a landing page, as it travels: the published fields first.

use crate::{
    FieldErrors,
    businesses::{BusinessDetails, Geo},
    hours::WeeklyHours,
    page_content::{
        AboutContent, ColorScheme, EmergencyContent, FontFamily, GalleryEntryInput, HeroContent,
        JobInput, LocalText, PageContent, PictureInput, ReviewsContent, SchemaType, SectionSetting,
        Seo, Theme,
    },
    problem::ValueError,
};
use serde::{Deserialize, Serialize};

/// Everything the owner decides about a page. What is left out comes from the profile of the
/// business, or from the template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PageConfiguration {
    /// Name on the page in place of that of the profile.
    pub business_name: Option<String>,
    /// Description in place of that of the profile.
    pub business_description: LocalText,
    /// Ways to get in touch, in place of those of the profile.
    pub contact_info: ContactInfo,
    /// Colours, type, logo.
    pub theme: ThemeSettings,
    /// What search engines are told.
    pub seo: SeoSettings,
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

/// Ways to get in touch; each counts where it is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ContactInfo {
    /// Street, postal code and town: `Hauptstraße 1, 12555 Berlin`.
    pub address: Option<String>,
    /// Phone number as people write it.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Usual hours.
    pub hours: Option<WeeklyHours>,
    /// Place on the map.
    pub location: Option<Geo>,
}

/// The look of a page within its template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ThemeSettings {
    /// Main colour, `#rrggbb`; else that of the chat, else the template's.
    pub primary_color: Option<String>,
    /// Colour beside it in drawings and ornaments.
    pub secondary_color: Option<String>,
    /// Type of the headings.
    pub font_family: FontFamily,
    /// Light, dark, or as the visitor prefers.
    pub color_scheme: ColorScheme,
    /// Logo at the top of the page: address or id of an uploaded asset.
    pub logo_url: Option<String>,
    /// Picture for the browser's tab, as the logo.
    pub favicon_url: Option<String>,
}

/// What search engines are told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SeoSettings {
    /// Title of the document; else name, kind and town.
    pub meta_title: LocalText,
    /// Description in search results; else that of the business.
    pub meta_description: LocalText,
    /// Words the page should be found by.
    pub keywords: Vec<String>,
    /// What the business is; else as its kind says.
    pub schema_type: Option<PublishedSchemaType>,
}

/// A type of schema.org, or the published name of one; kept as it was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum PublishedSchemaType {
    /// `CarDealer`, which schema.org calls `AutoDealer`.
    Published(CarDealer),
    /// Any other.
    SchemaOrg(SchemaType),
}

/// The name `CarDealer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[expect(missing_docs, reason = "a name")]
pub enum CarDealer {
    CarDealer,
}

impl From<PublishedSchemaType> for SchemaType {
    fn from(published: PublishedSchemaType) -> Self {
        match published {
            PublishedSchemaType::Published(CarDealer::CarDealer) => Self::AutoDealer,
            PublishedSchemaType::SchemaOrg(schema_type) => schema_type,
        }
    }
}

impl PageConfiguration {
    /// Checks every field. Whether the assets exist is for the server to say.
    pub fn validate(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut blank = BusinessDetails::named("-".to_owned());
        self.apply_to(&mut blank);
        errors
            .0
            .extend(renamed(blank.validate(), &PROFILE_POINTERS));
        if let Some(address) = filled(self.contact_info.address.as_ref()) {
            errors.check("/contact_info/address", PostalAddress::parse(address));
        }
        errors
            .0
            .extend(renamed(self.content().validate(), &CONTENT_POINTERS));
        errors.finish(Some(()))
    }

    /// What the page says and shows beyond the facts.
    pub fn content(&self) -> PageContent {
        let picture = |asset: &Option<String>| {
            filled(asset.as_ref()).map(|asset| PictureInput {
                asset: asset.to_owned(),
                alt: LocalText::default(),
            })
        };
        let filled_color = |color: &Option<String>| filled(color.as_ref()).map(str::to_owned);
        PageContent {
            theme: Theme {
                primary_color: filled_color(&self.theme.primary_color),
                secondary_color: filled_color(&self.theme.secondary_color),
                font_family: self.theme.font_family,
                color_scheme: self.theme.color_scheme,
                logo: picture(&self.theme.logo_url),
                favicon: picture(&self.theme.favicon_url),
            },
            seo: Seo {
                meta_title: self.seo.meta_title.clone(),
                meta_description: self.seo.meta_description.clone(),
                keywords: self.seo.keywords.clone(),
                schema_type: self.seo.schema_type.map(Into::into),
            },
            sections: self.sections.clone(),
            hero: self.hero.clone(),
            about: self.about.clone(),
            gallery: self.gallery.clone(),
            reviews: self.reviews.clone(),
            emergency: self.emergency.clone(),
            map: self.map.clone(),
            jobs: self.jobs.clone(),
        }
    }

    /// Puts what is given in place of the facts of the profile.
    pub fn apply_to(&self, details: &mut BusinessDetails) {
        if let Some(name) = filled(self.business_name.as_ref()) {
            name.clone_into(&mut details.name);
        }
        let own = details.default_language();
        for (language, text) in self.business_description.texts() {
            let Some(text) = filled(Some(&text.to_owned())).map(str::to_owned) else {
                continue;
            };
            match language {
                Some(language) if language != own => {
                    details
                        .translations
                        .entry(language)
                        .or_default()
                        .description = Some(text);
                }
                _ => details.description = Some(text),
            }
        }
        let contact = &self.contact_info;
        for (given, fact) in [
            (&contact.phone, &mut details.contact.phone),
            (&contact.email, &mut details.contact.email),
        ] {
            if let Some(given) = filled(given.as_ref()) {
                *fact = Some(given.to_owned());
            }
        }
        let address = filled(contact.address.as_ref()).map(PostalAddress::parse);
        if let Some(Ok(address)) = address {
            details.address.street = address.street;
            details.address.postal_code = address.postal_code;
            details.address.city = address.city;
        }
        if let Some(hours) = &contact.hours {
            details.hours = hours.clone();
        }
        if let Some(location) = contact.location {
            details.geo = Some(location);
        }
    }
}

/// An address in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PostalAddress {
    street: String,
    postal_code: String,
    city: String,
}

impl PostalAddress {
    /// Reads `Hauptstraße 1, 12555 Berlin`, also on several lines, with a country behind it or
    /// without.
    fn parse(text: &str) -> Result<Self, ValueError> {
        const INVALID: ValueError = ValueError::new(
            "invalid_address",
            "must be street, postal code and town, such as Hauptstraße 1, 12555 Berlin",
        );
        let parts: Vec<&str> = text
            .split([',', '\n'])
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        let is_town = |part: &&str| {
            part.split_once(' ').is_some_and(|(code, town)| {
                let code = code.trim_start_matches(|it: char| it.is_ascii_uppercase() || it == '-');
                (4..=5).contains(&code.len())
                    && code.bytes().all(|it| it.is_ascii_digit())
                    && !town.trim().is_empty()
            })
        };
        let town = parts.iter().rposition(is_town).ok_or(INVALID)?;
        let (postal_code, city) = parts[town].split_once(' ').ok_or(INVALID)?;
        if town == 0 {
            return Err(INVALID);
        }
        Ok(Self {
            street: parts[..town].join(", "),
            postal_code: postal_code.to_owned(),
            city: city.trim().to_owned(),
        })
    }
}

fn filled(text: Option<&String>) -> Option<&str> {
    text.map(|it| it.trim()).filter(|it| !it.is_empty())
}

/// Where the facts of the profile stand in a configuration.
const PROFILE_POINTERS: [(&str, &str); 6] = [
    ("/name", "/business_name"),
    ("/description", "/business_description"),
    ("/translations", "/business_description"),
    ("/contact", "/contact_info"),
    ("/hours", "/contact_info/hours"),
    ("/geo", "/contact_info/location"),
];

/// Where the content stands in a configuration, as far as that differs.
const CONTENT_POINTERS: [(&str, &str); 2] = [
    ("/theme/logo", "/theme/logo_url"),
    ("/theme/favicon", "/theme/favicon_url"),
];

/// The errors, with their pointers as the caller knows the fields.
fn renamed(result: Result<(), FieldErrors>, pointers: &[(&str, &str)]) -> Vec<crate::FieldError> {
    let errors = result.err().unwrap_or_default().0;
    errors
        .into_iter()
        .map(|mut error| {
            let renamed = pointers.iter().find_map(|(from, to)| {
                let rest = error.pointer.strip_prefix(from)?;
                // The parts of these are no fields of the configuration.
                let rest = rest
                    .trim_end_matches("/asset")
                    .trim_end_matches("/description");
                Some(format!("{to}{rest}"))
            });
            if let Some(renamed) = renamed {
                error.pointer = renamed.into();
            } else if error.pointer.starts_with("/address") {
                error.pointer = "/contact_info/address".into();
            }
            error
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use serde_json::json;

    fn configuration(json: serde_json::Value) -> PageConfiguration {
        serde_json::from_value(json).expect("a configuration")
    }

    #[test]
    fn the_published_example_is_read_and_given_back() {
        let published = json!({
            "business_name": "Test Auto Workshop",
            "business_description": "Professional car repair services",
            "contact_info": {
                "address": "Hauptstraße 1, 12555 Berlin",
                "phone": "+49 30 1234567",
                "email": "info@workshop.example",
                "hours": { "monday": [{ "from": "08:00", "to": "17:00" }] },
                "location": { "lat": 52.5, "lng": 13.4 },
            },
            "theme": {
                "primary_color": "#007bff", "secondary_color": "#6c757d", "font_family": "sans",
                "logo_url": "0194", "favicon_url": "https://assets.example/0195",
            },
            "seo": {
                "meta_title": "Test", "meta_description": "Repair", "keywords": ["repair"],
                "schema_type": "CarDealer",
            },
        });
        let read = configuration(published.clone());
        assert_eq!(read.validate(), Ok(()));
        let written = serde_json::to_value(&read).expect("JSON");
        for pointer in [
            "/business_name",
            "/business_description",
            "/contact_info/address",
            "/contact_info/location",
            "/theme/logo_url",
            "/seo/meta_title",
            "/seo/schema_type",
        ] {
            assert_eq!(
                written.pointer(pointer),
                published.pointer(pointer),
                "{pointer}"
            );
        }
        let content = read.content();
        assert_eq!(content.seo.schema_type, Some(SchemaType::AutoDealer));
        assert_eq!(
            content.theme.logo.map(|it| it.asset),
            Some("0194".to_owned())
        );
    }

    #[test]
    fn only_what_is_given_takes_the_place_of_the_profile() {
        let mut details = BusinessDetails::named("Werkstatt".to_owned());
        details.contact.phone = Some("030 1234567".to_owned());
        let before = details.clone();
        configuration(json!({ "business_name": " ", "contact_info": { "phone": "" } }))
            .apply_to(&mut details);
        assert_eq!(details, before);
        configuration(json!({
            "business_name": "Neu",
            "business_description": { "de": "Gut", "en": "Good" },
            "contact_info": { "address": "Weg 1\n10115 Berlin", "email": "a@b.example" },
        }))
        .apply_to(&mut details);
        assert_eq!(details.name, "Neu");
        assert_eq!(details.description.as_deref(), Some("Gut"));
        let english = &details.translations[&Language::En];
        assert_eq!(english.description.as_deref(), Some("Good"));
        assert_eq!(details.address.street, "Weg 1");
        assert_eq!(details.address.city, "Berlin");
        assert_eq!(details.contact.phone, before.contact.phone);
        assert_eq!(details.contact.email.as_deref(), Some("a@b.example"));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let long = "x".repeat(2_001);
        let wrong = configuration(json!({
            "business_name": "x".repeat(256),
            "business_description": { "de": long, "en": long },
            "contact_info": {
                "address": "irgendwo", "phone": "call me", "email": "no address",
                "hours": { "monday": [{ "from": "17:00", "to": "08:00" }] },
                "location": { "lat": 91.0, "lng": 0.0 },
            },
            "theme": { "primary_color": "red", "logo_url": "x".repeat(301) },
            "seo": { "meta_title": "x".repeat(121) },
        }));
        let errors = wrong.validate().expect_err("invalid").0;
        let pointers: Vec<_> = errors.iter().map(|it| it.pointer.as_ref()).collect();
        assert_eq!(
            pointers,
            [
                "/business_name",
                "/business_description",
                "/contact_info/phone",
                "/contact_info/email",
                "/business_description/en",
                "/contact_info/location",
                "/contact_info/hours/monday",
                "/contact_info/address",
                "/theme/primary_color",
                "/theme/logo_url",
                "/seo/meta_title",
            ]
        );
    }

    #[test]
    fn addresses_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<[&str; 3]>| {
            let read = PostalAddress::parse(text).ok();
            let read = read.map(|it| [it.street, it.postal_code, it.city]);
            let expected = expected.map(|it| it.map(str::to_owned));
            assert_eq!(read, expected, "{text}");
        };
        check("Weg 1, 10115 Berlin", Some(["Weg 1", "10115", "Berlin"]));
        check(
            "Hof 3, Halle B, 01067 Dresden, Deutschland",
            Some(["Hof 3, Halle B", "01067", "Dresden"]),
        );
        check(
            "Ring 9, D-80331 München",
            Some(["Ring 9", "D-80331", "München"]),
        );
        check("10115 Berlin", None);
        check("Weg 1", None);
    }
}
