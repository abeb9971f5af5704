//! Which sections a page has, in which order, under which titles.

use super::{
    Page,
    said::{Said, Speaker, paragraphs},
};
use crate::{
    LandingPage,
    catalog::Manifest,
    context::said::Picture,
    links::{self, Phone},
    wire_name,
};
use api::{
    Language,
    page_content::{ReviewCheck, SectionKind, SectionSetting},
    texts::Texts,
};
use minijinja::Value;
use serde::Serialize;

/// Links at the top of a page, at most.
const MAX_LINKS: usize = 5;
/// Sections that are worth a link at the top, the most important first.
const LINKED: [SectionKind; 10] = [
    SectionKind::Services,
    SectionKind::Hours,
    SectionKind::Contact,
    SectionKind::About,
    SectionKind::Gallery,
    SectionKind::Jobs,
    SectionKind::Questions,
    SectionKind::Reviews,
    SectionKind::Map,
    SectionKind::Emergency,
];

/// A section to be shown.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Which one: `opening`; also its anchor.
    pub kind: SectionKind,
    title: Said,
}

/// A link to a section.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    kind: SectionKind,
    label: Said,
}

#[derive(Debug, Serialize)]
pub struct Figure {
    value: String,
    label: Said,
}

#[derive(Debug, Serialize)]
pub struct TeamMember {
    name: String,
    initials: String,
    role: Option<Said>,
    text: Option<Said>,
    picture: Option<Picture>,
}

#[derive(Debug, Serialize)]
pub struct About {
    paragraphs: Vec<Said>,
    picture: Option<Picture>,
    figures: Vec<Figure>,
    team: Vec<TeamMember>,
}

#[derive(Debug, Serialize)]
pub struct GalleryEntry {
    picture: Picture,
    before: Option<Picture>,
    caption: Option<Said>,
    detail: Option<Said>,
}

#[derive(Debug, Serialize)]
pub struct Review {
    text: Said,
    author: String,
    stars: Option<u8>,
    /// `5 von 5 Sternen`.
    stars_text: String,
    source: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct Reviews {
    entries: Vec<Review>,
    /// Whether they were checked (§ 5b Abs. 3 UWG).
    note: String,
}

#[derive(Debug, Serialize)]
pub struct Job {
    title: Said,
    paragraphs: Vec<Said>,
    employment: String,
    start: Option<Said>,
    apply_url: Option<Value>,
}

#[derive(Debug, Serialize)]
pub struct Emergency {
    phone: Phone,
    text: Said,
    hours: Option<Said>,
}

pub fn about(page: &LandingPage<'_>, speaker: Speaker<'_>) -> About {
    let about = &page.content.about;
    let member = |it: &api::page_content::TeamMemberInput| TeamMember {
        name: it.name.trim().to_owned(),
        initials: initials(&it.name),
        role: speaker.say(&it.role),
        text: speaker.say(&it.text),
        picture: speaker.picture(it.picture.as_ref()),
    };
    About {
        paragraphs: speaker
            .say(&about.text)
            .map(|it| paragraphs(&it))
            .unwrap_or_default(),
        picture: speaker.picture(about.picture.as_ref()),
        figures: about
            .figures
            .iter()
            .filter_map(|it| {
                Some(Figure {
                    value: it.value.trim().to_owned(),
                    label: speaker.say(&it.label)?,
                })
            })
            .collect(),
        team: about.team.iter().map(member).collect(),
    }
}

fn initials(name: &str) -> String {
    let first = |it: &str| it.chars().find(|it| it.is_alphabetic());
    let mut words = name.split_whitespace().filter_map(first);
    let last = words.clone().next_back();
    let first = words.next();
    let letters = if name.split_whitespace().count() > 1 {
        [first, last]
    } else {
        [first, None]
    };
    let letters = letters.into_iter().flatten();
    letters.flat_map(char::to_uppercase).collect()
}

pub fn gallery(page: &LandingPage<'_>, speaker: Speaker<'_>) -> Vec<GalleryEntry> {
    let entries = page.content.gallery.iter();
    entries
        .filter_map(|it| {
            Some(GalleryEntry {
                picture: speaker.picture(Some(&it.picture))?,
                before: speaker.picture(it.before.as_ref()),
                caption: speaker.say(&it.caption),
                detail: speaker.say(&it.detail),
            })
        })
        .collect()
}

pub fn reviews(page: &LandingPage<'_>, language: Language) -> Reviews {
    let reviews = &page.content.reviews;
    let texts = Texts::of(language);
    let entries = reviews.entries.iter().map(|it| Review {
        text: Said {
            text: it.text.trim().to_owned(),
            language: (it.language != language).then_some(it.language),
        },
        author: it.author.trim().to_owned(),
        stars: it.rating,
        stars_text: it.rating.map_or_else(String::new, |it| {
            texts.format("landing-stars", &[("count", it.into())])
        }),
        source: it.source.clone().filter(|it| !it.trim().is_empty()),
    });
    Reviews {
        entries: entries.collect(),
        note: texts.text(match reviews.check {
            ReviewCheck::Unchecked => "landing-reviews-unchecked",
            ReviewCheck::MatchedWithOrders => "landing-reviews-matched",
        }),
    }
}

pub fn jobs(page: &LandingPage<'_>, speaker: Speaker<'_>, email: Option<&str>) -> Vec<Job> {
    let texts = Texts::of(page.language);
    let jobs = page.content.jobs.iter();
    jobs.filter_map(|job| {
        let title = speaker.say(&job.title)?;
        let subject = texts.format(
            "landing-apply-subject",
            &[("title", title.text.clone().into())],
        );
        Some(Job {
            paragraphs: speaker
                .say(&job.text)
                .map(|it| paragraphs(&it))
                .unwrap_or_default(),
            employment: texts.text(&format!("landing-employment-{}", wire_name(job.employment))),
            start: speaker.say(&job.start),
            apply_url: email.map(|it| links::mail(it, &subject)),
            title,
        })
    })
    .collect()
}

/// The emergency line, where there is a number of its own or the owner says something of it.
pub fn emergency(page: &LandingPage<'_>, speaker: Speaker<'_>) -> Option<Emergency> {
    let contact = &page.business.contact;
    let content = &page.content.emergency;
    let (text, hours) = (speaker.say(&content.text), speaker.say(&content.hours));
    let is_filled = |it: &&String| !it.trim().is_empty();
    let own = contact.emergency_phone.as_ref().filter(is_filled);
    let number = own.or_else(|| {
        let usual = contact.phone.as_ref().filter(is_filled);
        usual.filter(|_| text.is_some() || hours.is_some())
    })?;
    Some(Emergency {
        phone: links::phone(number.trim().to_owned()),
        text: text.unwrap_or_else(|| Said {
            text: Texts::of(page.language).text("landing-emergency-text"),
            language: None,
        }),
        hours,
    })
}

/// The sections of a page in rows: the owner's order first, then the
/// template's; those that are switched off or have nothing to show left out.
/// Narrow neighbours share a row.
pub fn rows(manifest: &Manifest, page: &LandingPage<'_>, context: &Page) -> Vec<Vec<Section>> {
    let settings = &page.content.sections;
    let setting = |kind: SectionKind| settings.iter().find(|it| it.kind == kind);
    let own = settings.iter().map(|it| it.kind);
    let others = manifest.info.sections.iter().copied();
    let others = others.filter(|kind| setting(*kind).is_none());
    let mut rows: Vec<Vec<Section>> = Vec::new();
    for kind in own.chain(others) {
        let is_shown = setting(kind).is_none_or(|it| it.is_shown);
        if kind == SectionKind::Hero || !is_shown || !has_content(context, kind) {
            continue;
        }
        let section = Section {
            kind,
            title: title(manifest, page, setting(kind), kind),
        };
        let is_narrow = |kind: SectionKind| manifest.narrow.contains(&kind);
        match rows.last_mut() {
            Some(row) if row.len() == 1 && is_narrow(row[0].kind) && is_narrow(kind) => {
                row.push(section);
            }
            _ => rows.push(vec![section]),
        }
    }
    rows
}

/// Whether the top of the page is shown.
pub fn has_hero(page: &LandingPage<'_>) -> bool {
    let mut settings = page.content.sections.iter();
    let hero = settings.find(|it| it.kind == SectionKind::Hero);
    hero.is_none_or(|it| it.is_shown)
}

fn has_content(page: &Page, kind: SectionKind) -> bool {
    match kind {
        // Not a section among others.
        SectionKind::Hero => false,
        SectionKind::Services => !page.categories.is_empty(),
        SectionKind::Appointment => page.appointment_form.is_some(),
        SectionKind::About => {
            let about = &page.about;
            !(about.paragraphs.is_empty() && about.figures.is_empty() && about.team.is_empty())
        }
        SectionKind::Brands => !page.brands.is_empty(),
        SectionKind::Gallery => !page.gallery.is_empty(),
        SectionKind::Hours => !page.week.is_empty() || !page.exceptions.is_empty(),
        SectionKind::Reviews => !page.reviews.entries.is_empty(),
        SectionKind::Questions => !page.questions.is_empty(),
        SectionKind::Emergency => page.emergency.is_some(),
        SectionKind::Contact => page.has_contact || page.contact_form.is_some(),
        SectionKind::Map => page.map_url.is_some(),
        SectionKind::Jobs => !page.jobs.is_empty(),
    }
}

fn title(
    manifest: &Manifest,
    page: &LandingPage<'_>,
    setting: Option<&SectionSetting>,
    kind: SectionKind,
) -> Said {
    let own = page.business.default_language();
    if let Some((text, language)) = setting.and_then(|it| it.title.find(page.language, own)) {
        return Said {
            text: text.to_owned(),
            language: (language != page.language).then_some(language),
        };
    }
    Said {
        text: template_text(manifest, page.language, "section", kind),
        language: None,
    }
}

/// The template's own text of a section, or that of all templates.
fn template_text(manifest: &Manifest, language: Language, what: &str, kind: SectionKind) -> String {
    let texts = Texts::of(language);
    let kind = wire_name(kind);
    texts
        .find(&format!("landing-{}-{what}-{kind}", manifest.info.id))
        .unwrap_or_else(|| texts.text(&format!("landing-{what}-{kind}")))
}

/// Links to the most important of the sections, in the order of the page. A
/// title of the owner is the link's text too.
pub fn links(manifest: &Manifest, page: &LandingPage<'_>, rows: &[Vec<Section>]) -> Vec<Link> {
    let shown: Vec<&Section> = rows.iter().flatten().collect();
    let is_shown = |kind: &SectionKind| shown.iter().any(|it| it.kind == *kind);
    let worth: Vec<_> = LINKED
        .into_iter()
        .filter(is_shown)
        .take(MAX_LINKS)
        .collect();
    let settings = &page.content.sections;
    let has_own_title = |kind: SectionKind| {
        let mut own = settings.iter().filter(|it| it.kind == kind);
        own.any(|it| !it.title.is_empty())
    };
    shown
        .into_iter()
        .filter(|it| worth.contains(&it.kind))
        .map(|section| Link {
            kind: section.kind,
            label: if has_own_title(section.kind) {
                section.title.clone()
            } else {
                Said {
                    text: template_text(manifest, page.language, "nav", section.kind),
                    language: None,
                }
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_name() {
        assert_eq!(initials("Petra von Sonnenberg"), "PS");
        assert_eq!(initials("  çelik "), "Ç");
        assert_eq!(initials("123"), "");
    }
}
