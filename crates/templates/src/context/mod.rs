//! What the templates see: plain texts, already in the page's language.

mod forms;
mod head;
mod legal;
mod said;
mod sections;

use crate::{
    Delivery, Error, LandingPage, Widget,
    catalog::Manifest,
    color::Palette,
    hours,
    json_ld::json_ld,
    links::{self, Phone, url},
    opening::{self, Day, Status, midnight_after},
    price_list::{Category, price_list},
    style, text_function, wire_name,
};
use api::{Language, businesses::BusinessDetails, services::Price, texts::Texts};
use chrono::{Datelike as _, NaiveDateTime};
use forms::FormView;
use head::{Browser, Head};
use legal::{Legal, Privacy};
use minijinja::Value;
use said::{Picture, Said, Speaker};
use sections::{About, Emergency, GalleryEntry, Job, Link, Reviews, Section};
use serde::Serialize;

/// Most questions a page shows; the chat knows the others.
const MAX_QUESTIONS: usize = 8;
/// Most lines of opening hours at the top of the page.
const MAX_GLANCE: usize = 3;
/// Names longer than this, or with a longer word than the second number, are
/// set in smaller type. In characters.
const LARGE_NAME: (usize, usize) = (28, 13);

/// The context of every page of a business.
#[derive(Debug, Serialize)]
pub struct Page {
    /// `t("landing-hours")`: the text of a key in the page's language.
    t: Value,
    template: String,
    language: Language,
    links: LinksView,
    head: Head,
    browser: Browser,
    icon: Value,
    /// Fonts every page needs at once.
    fonts: Vec<Value>,
    name: String,
    /// Set larger than the name, where the owner wrote one.
    headline: Option<Said>,
    /// Whether what is set largest is long.
    is_long: bool,
    logo: Option<Picture>,
    hero_picture: Option<Picture>,
    has_hero: bool,
    kind: String,
    claim: Option<String>,
    phone: Option<Phone>,
    emergency_phone: Option<Phone>,
    email: Option<String>,
    appointment_url: Option<Value>,
    has_contact: bool,
    street: String,
    town: String,
    city: String,
    directions: Option<String>,
    map_url: Option<Value>,
    map_picture: Option<Picture>,
    /// Whether it is open; nothing on pages that are kept for long.
    status: Option<Status>,
    /// When it is open, in few lines; empty where that takes many.
    glance: Vec<hours::Line>,
    week: Vec<hours::Line>,
    days: Vec<hours::Line>,
    exceptions: Vec<hours::Line>,
    payments: Vec<String>,
    categories: Vec<Category>,
    /// What is to be said of all prices.
    prices_note: String,
    brands: Vec<String>,
    questions: Vec<Question>,
    about: About,
    gallery: Vec<GalleryEntry>,
    reviews: Reviews,
    emergency: Option<Emergency>,
    jobs: Vec<Job>,
    contact_form: Option<FormView>,
    appointment_form: Option<FormView>,
    rows: Vec<Vec<Section>>,
    nav: Vec<Link>,
    widget: Option<Chat>,
    legal: Legal,
    privacy: Privacy,
    accessibility: String,
    year: i32,
    json_ld: Value,
    #[serde(skip)]
    pub valid_until: Option<NaiveDateTime>,
}

#[derive(Debug, Serialize)]
struct LinksView {
    home: Value,
    imprint: Value,
    privacy: Value,
    accessibility: Value,
    files: Value,
}

#[derive(Debug, Serialize)]
struct Chat {
    script_url: Value,
    client_key: String,
    primary_color: String,
}

#[derive(Debug, Serialize)]
struct Question {
    question: String,
    answer: String,
}

impl Page {
    /// Puts profile and content into the words of the page's language.
    #[expect(
        clippy::too_many_lines,
        reason = "one line for each of the many fields of a page"
    )]
    pub fn new(manifest: &Manifest, page: &LandingPage<'_>) -> Result<Self, Error> {
        let (details, content, language) = (page.business, page.content, page.language);
        let texts = Texts::of(language);
        let own = details.default_language();
        let speaker = Speaker {
            language,
            own,
            assets: page.assets,
        };
        let kind = texts.text(&format!("landing-kind-{}", wire_name(details.kind)));
        let address = &details.address;
        let town = format!("{} {}", address.postal_code, address.city);
        let town = town.trim().to_owned();
        let email = filled(details.contact.email.as_ref());
        let phone = filled(details.contact.phone.as_ref()).map(links::phone);
        let payments = payments(details, texts);
        // A file that is kept for months must not speak of today.
        let is_served = page.delivery == Delivery::Served;
        let status = opening::status(page).filter(|_| is_served);
        let today = page.now.date();
        let usual_today =
            (is_served && matches!(Day::of(page, today), Day::Usual(_))).then(|| today.weekday());
        let (week, days) = if details.hours.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            (
                hours::week(&details.hours, usual_today, language),
                hours::days(&details.hours, usual_today, language),
            )
        };
        let mut glance: Vec<_> = week.iter().filter(|it| !it.is_closed).cloned().collect();
        if glance.len() > MAX_GLANCE {
            glance.clear();
        }
        let headline = speaker.say(&content.hero.headline);
        let contact_form = page.forms.contact.as_ref().map(forms::contact);
        let appointment_form = page.forms.appointment.as_ref();
        let appointment_form = appointment_form.map(|it| forms::appointment(it, page, is_served));
        let palettes = style::palettes(manifest, page);
        let mut whole = Self {
            t: Value::from_function(text_function(language)),
            template: manifest.info.id.clone(),
            language,
            links: links_view(page),
            head: head::head(page, speaker, &kind),
            browser: head::browser(content.theme.color_scheme, &palettes),
            icon: icon(page, &palettes[0]),
            fonts: fonts(manifest, page),
            is_long: is_long(headline.as_ref().map_or(&details.name, |it| &it.text)),
            headline,
            logo: speaker.picture(content.theme.logo.as_ref()),
            hero_picture: speaker.picture(content.hero.picture.as_ref()),
            has_hero: sections::has_hero(page),
            claim: claim(details, language),
            kind,
            has_contact: phone.is_some()
                || email.is_some()
                || !town.is_empty()
                || !payments.is_empty(),
            appointment_url: if appointment_form.is_some() {
                Some(url("#appointment"))
            } else {
                let subject = texts.text("landing-appointment-subject");
                email.as_deref().map(|it| links::mail(it, &subject))
            },
            phone,
            emergency_phone: filled(details.contact.emergency_phone.as_ref()).map(links::phone),
            street: address.street.trim().to_owned(),
            town,
            city: address.city.trim().to_owned(),
            directions: directions(details, language),
            map_url: links::map(&address.street, &address.postal_code, &address.city),
            map_picture: speaker.picture(content.map.as_ref()),
            valid_until: is_served.then(|| {
                status
                    .as_ref()
                    .map_or_else(|| midnight_after(page.now), |it| it.valid_until)
            }),
            status,
            glance,
            week,
            days,
            exceptions: hours::exceptions(page, is_served),
            payments,
            categories: price_list(page.services, own, language),
            prices_note: prices_note(page, texts),
            brands: details.vehicle_brands.clone(),
            questions: questions(page),
            about: sections::about(page, speaker),
            gallery: sections::gallery(page, speaker),
            reviews: sections::reviews(page, language),
            emergency: sections::emergency(page, speaker),
            jobs: sections::jobs(page, speaker, email.as_deref()),
            email,
            contact_form,
            appointment_form,
            rows: Vec::new(),
            nav: Vec::new(),
            widget: page.widget.as_ref().map(chat),
            legal: legal::legal(details, texts),
            privacy: legal::privacy(page, texts),
            accessibility: legal::accessibility(page),
            year: page.now.year(),
            // Escaped for a script element by `json_ld`.
            json_ld: Value::from_safe_string(json_ld(page)?),
            name: details.name.trim().to_owned(),
        };
        whole.rows = sections::rows(manifest, page, &whole);
        whole.nav = sections::links(manifest, page, &whole.rows);
        let shows = |kind| whole.rows.iter().flatten().any(|it| it.kind == kind);
        if !shows(api::page_content::SectionKind::Appointment)
            && whole.appointment_form.take().is_some()
        {
            let subject = texts.text("landing-appointment-subject");
            whole.appointment_url = whole.email.as_deref().map(|it| links::mail(it, &subject));
        }
        Ok(whole)
    }
}

/// The description in a language, or in the owner's.
pub fn claim(details: &BusinessDetails, language: Language) -> Option<String> {
    details
        .translations
        .get(&language)
        .and_then(|it| filled(it.description.as_ref()))
        .or_else(|| filled(details.description.as_ref()))
}

fn directions(details: &BusinessDetails, language: Language) -> Option<String> {
    details
        .translations
        .get(&language)
        .and_then(|it| filled(it.directions.as_ref()))
        .or_else(|| filled(details.address.directions.as_ref()))
}

pub(crate) fn filled(text: Option<&String>) -> Option<String> {
    text.map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty())
}

fn is_long(text: &str) -> bool {
    let (whole, word) = LARGE_NAME;
    text.chars().count() > whole || text.split([' ', '-']).any(|it| it.chars().count() > word)
}

fn icon(page: &LandingPage<'_>, palette: &Palette) -> Value {
    let favicon = page.content.theme.favicon.as_ref();
    let asset = favicon.and_then(|it| page.assets.get(&it.asset));
    if let Some(file) = asset.and_then(|it| it.files.iter().min_by_key(|it| it.width)) {
        return url(&file.url);
    }
    let (color, text_color) = palette.brand();
    links::icon(&page.business.name, &color, &text_color)
}

fn fonts(manifest: &Manifest, page: &LandingPage<'_>) -> Vec<Value> {
    let own = style::heading_font(manifest, page).map(|it| it.name);
    std::iter::once("instrument-sans")
        .chain(own)
        .map(|name| url(&format!("{}fonts/{name}-latin.woff2", page.links.files)))
        .collect()
}

fn links_view(page: &LandingPage<'_>) -> LinksView {
    let links = &page.links;
    LinksView {
        home: url(&links.home),
        imprint: url(&links.imprint),
        privacy: url(&links.privacy),
        accessibility: url(&links.accessibility),
        files: url(&links.files),
    }
}

fn payments(details: &BusinessDetails, texts: &Texts) -> Vec<String> {
    let methods = details.payment_methods.iter();
    methods
        .map(|it| texts.text(&format!("landing-payment-{}", wire_name(it))))
        .collect()
}

/// Prices are gross (§ 3 PAngV); where none is a lower bound, nothing is said of those.
fn prices_note(page: &LandingPage<'_>, texts: &Texts) -> String {
    let mut note = texts.text(if page.business.legal.is_small_business {
        "landing-prices-note-small-business"
    } else {
        "landing-prices-note"
    });
    let mut prices = page.services.iter().map(|it| &it.price);
    if prices.any(|it| matches!(it, Price::From { .. })) {
        note.push(' ');
        note.push_str(&texts.text("landing-prices-from-note"));
    }
    note
}

fn chat(widget: &Widget) -> Chat {
    Chat {
        script_url: url(&widget.script_url),
        client_key: widget.client_key.clone(),
        primary_color: widget.primary_color.clone(),
    }
}

fn questions(page: &LandingPage<'_>) -> Vec<Question> {
    page.knowledge
        .iter()
        .filter(|it| it.is_active && it.language == page.language)
        .take(MAX_QUESTIONS)
        .map(|it| Question {
            question: it.question.clone(),
            // The page shows plain text; emphasis of the chat is left out.
            answer: it.answer.replace("**", ""),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_found_by_their_words_too() {
        assert!(!is_long("Autohaus Sonnenberg"));
        assert!(is_long("Kraftfahrzeugwerkstatt Ay"));
        assert!(is_long("Auto Müller und Söhne Service GbR"));
    }
}
