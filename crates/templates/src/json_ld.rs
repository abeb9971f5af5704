//! The facts of a page for search engines, as schema.org writes them.

use crate::{LandingPage, context, hours::schema_days, links, opening::Day};
use api::{
    businesses::{BusinessKind, PaymentMethod},
    hours::Interval,
    page_content::{PictureInput, SchemaType},
    services::Price,
};
use chrono::{Datelike as _, NaiveDate};
use serde_json::{Map, Value as Json, json};

/// The JSON-LD of a business, safe inside a `<script>` element: every `<` is
/// escaped, so nothing in it can end the element.
pub fn json_ld(page: &LandingPage<'_>) -> Result<String, serde_json::Error> {
    let mut business = Map::new();
    let mut set = |name: &str, value: Json| {
        let is_empty = match &value {
            Json::Null => true,
            Json::String(text) => text.is_empty(),
            Json::Array(list) => list.is_empty(),
            _ => false,
        };
        if !is_empty {
            business.insert(name.to_owned(), value);
        }
    };
    let details = page.business;
    set("@context", json!("https://schema.org"));
    set("@type", json!(schema_type(page)));
    set("@id", json!(format!("{}#business", page.page_url)));
    set("url", json!(page.page_url));
    set("name", json!(details.name));
    set("legalName", json!(details.legal.company_name));
    set("description", json!(context::claim(details, page.language)));
    set("telephone", json!(details.contact.phone));
    set("email", json!(details.contact.email));
    set("vatID", json!(details.legal.vat_id));
    if !details.address.city.is_empty() {
        let country = if details.address.country.is_empty() {
            "DE"
        } else {
            &details.address.country
        };
        set(
            "address",
            json!({
                "@type": "PostalAddress",
                "streetAddress": details.address.street,
                "postalCode": details.address.postal_code,
                "addressLocality": details.address.city,
                "addressCountry": country,
            }),
        );
    }
    let address = &details.address;
    let map = links::map(&address.street, &address.postal_code, &address.city);
    set("hasMap", json!(map.map(|it| it.to_string())));
    if let Some(geo) = details.geo {
        let place = json!({ "@type": "GeoCoordinates", "latitude": geo.lat, "longitude": geo.lng });
        set("geo", place);
    }
    set("openingHoursSpecification", opening_hours(page));
    set("specialOpeningHoursSpecification", special_hours(page));
    let brands = match details.kind {
        BusinessKind::Dealer => "brand",
        // A `brand` would be its own.
        _ => "knowsAbout",
    };
    set(brands, brand_list(page));
    set("knowsLanguage", json!(details.languages));
    set("priceRange", json!(price_range(page)));
    set("currenciesAccepted", json!("EUR"));
    set("paymentAccepted", json!(payment_accepted(page)));
    set("sameAs", json!(website(page)));
    set("contactPoint", emergency(page));
    set(
        "logo",
        json!(picture(page, page.content.theme.logo.as_ref())),
    );
    set("image", images(page));
    set("keywords", json!(page.content.seo.keywords));
    set("makesOffer", offers(page));
    Ok(serde_json::to_string(&business)?.replace('<', "\\u003c"))
}

/// Names of makes; as things of their own where the business sells them.
fn brand_list(page: &LandingPage<'_>) -> Json {
    let details = page.business;
    let names = details.vehicle_brands.iter();
    match details.kind {
        BusinessKind::Dealer => names
            .map(|it| json!({ "@type": "Brand", "name": it }))
            .collect(),
        _ => names.map(|it| json!(it)).collect(),
    }
}

/// From the lowest to the highest price: `29–989 EUR`.
fn price_range(page: &LandingPage<'_>) -> Option<String> {
    let amounts = page.services.iter().flat_map(|it| match it.price {
        Price::Fixed { cents } | Price::From { cents } => vec![cents],
        Price::Range {
            from_cents,
            to_cents,
        } => vec![from_cents, to_cents],
        Price::OnRequest {} => Vec::new(),
    });
    let (lowest, highest) = amounts.fold(None, |range: Option<(i64, i64)>, it| {
        Some(range.map_or((it, it), |(low, high)| (low.min(it), high.max(it))))
    })?;
    // Search engines show it as text; cents would only be noise.
    Some(format!("{}–{} EUR", lowest / 100, (highest + 99) / 100))
}

fn payment_accepted(page: &LandingPage<'_>) -> String {
    let methods = page.business.payment_methods.iter().map(|it| match it {
        PaymentMethod::Cash => "Cash",
        PaymentMethod::Girocard => "Debit Card",
        PaymentMethod::CreditCard => "Credit Card",
        PaymentMethod::Invoice => "Invoice",
        PaymentMethod::BankTransfer => "Bank Transfer",
        PaymentMethod::Paypal => "PayPal",
        PaymentMethod::Instalments => "Instalments",
    });
    methods.collect::<Vec<_>>().join(", ")
}

/// The business's other website, where it has one.
fn website<'a>(page: &LandingPage<'a>) -> Option<&'a str> {
    let website = page.business.contact.website.as_deref()?.trim();
    let is_other = website.trim_end_matches('/') != page.page_url.trim_end_matches('/');
    is_other.then_some(website)
}

fn emergency(page: &LandingPage<'_>) -> Json {
    match page.business.contact.emergency_phone.as_deref() {
        Some(phone) if !phone.trim().is_empty() => json!({
            "@type": "ContactPoint",
            "contactType": "emergency",
            "telephone": phone,
        }),
        _ => Json::Null,
    }
}

/// The most specific type of schema.org.
fn schema_type(page: &LandingPage<'_>) -> SchemaType {
    let of_kind = match page.business.kind {
        BusinessKind::Workshop => SchemaType::AutoRepair,
        BusinessKind::Dealer => SchemaType::AutoDealer,
        BusinessKind::TyreService => SchemaType::TireShop,
        BusinessKind::BodyShop => SchemaType::AutoBodyShop,
    };
    page.content.seo.schema_type.unwrap_or(of_kind)
}

/// The address of the largest file of a picture.
fn picture(page: &LandingPage<'_>, input: Option<&PictureInput>) -> Option<String> {
    let asset = page.assets.get(&input?.asset)?;
    let largest = asset.files.iter().max_by_key(|it| it.width)?;
    Some(absolute(&page.page_url, &largest.url))
}

/// An address of the site with the scheme and host of the page.
fn absolute(page_url: &str, address: &str) -> String {
    if !address.starts_with('/') {
        return address.to_owned();
    }
    let host = page_url
        .split_once("://")
        .map_or(page_url.len(), |(scheme, rest)| {
            scheme.len() + 3 + rest.find('/').unwrap_or(rest.len())
        });
    format!("{}{address}", &page_url[..host])
}

fn images(page: &LandingPage<'_>) -> Json {
    let content = page.content;
    let social = page.social_image.as_ref().map(|it| it.url.clone());
    let pictures = [
        content.hero.picture.as_ref(),
        content.about.picture.as_ref(),
    ];
    let pictures = pictures
        .into_iter()
        .chain(content.gallery.iter().map(|it| Some(&it.picture)));
    let pictures = pictures.filter_map(|it| picture(page, it));
    social.into_iter().chain(pictures).take(6).collect()
}

fn opening_hours(page: &LandingPage<'_>) -> Json {
    let days = page.business.hours.days().zip(schema_days());
    days.flat_map(|((_, _, intervals), name)| {
        intervals.iter().map(move |it| {
            json!({
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": name,
                "opens": it.from,
                "closes": closing(*it),
            })
        })
    })
    .collect()
}

fn special_hours(page: &LandingPage<'_>) -> Json {
    let specification = |from: NaiveDate, to: NaiveDate, opens: Json, closes: Json| {
        json!({
            "@type": "OpeningHoursSpecification",
            "validFrom": from,
            "validThrough": to,
            "opens": opens,
            "closes": closes,
        })
    };
    // Equal times mean closed (schema.org, OpeningHoursSpecification).
    let closed =
        |from: NaiveDate, to: NaiveDate| specification(from, to, json!("00:00"), json!("00:00"));
    let today = page.now.date();
    let ahead = page.business.exceptions.iter().filter(|it| it.to >= today);
    let own = ahead.flat_map(|exception| {
        let (from, to) = (exception.from, exception.to);
        if exception.hours.is_empty() {
            vec![closed(from, to)]
        } else {
            let spans = exception.hours.iter();
            spans
                .map(|it| specification(from, to, json!(it.from), json!(closing(*it))))
                .collect()
        }
    });
    let holidays = page.holidays.iter().filter(|it| {
        it.date >= today
            && matches!(Day::of(page, it.date), Day::Holiday)
            && !page.business.hours.day(it.date.weekday()).is_empty()
    });
    own.chain(holidays.map(|it| closed(it.date, it.date)))
        .collect()
}

/// `24:00` is no time in schema.org.
fn closing(interval: Interval) -> String {
    let closes = interval.to.to_string();
    if closes == "24:00" {
        "23:59".to_owned()
    } else {
        closes
    }
}

fn offers(page: &LandingPage<'_>) -> Json {
    page.services
        .iter()
        .filter_map(|service| {
            let specification = match service.price {
                Price::Fixed { cents } => json!({ "price": euros(cents) }),
                Price::From { cents } => json!({ "minPrice": euros(cents) }),
                Price::Range {
                    from_cents,
                    to_cents,
                } => {
                    json!({ "minPrice": euros(from_cents), "maxPrice": euros(to_cents) })
                }
                Price::OnRequest {} => return None,
            };
            let mut price = json!({
                "@type": "PriceSpecification",
                "priceCurrency": "EUR",
                "valueAddedTaxIncluded": !page.business.legal.is_small_business,
            });
            if let (Json::Object(price), Json::Object(amounts)) = (&mut price, specification) {
                price.extend(amounts);
            }
            let translation = service.translations.get(&page.language);
            let name = translation.map_or(&service.name, |it| &it.name);
            Some(json!({
                "@type": "Offer",
                "itemOffered": { "@type": "Service", "name": name },
                "priceSpecification": price,
            }))
        })
        .collect()
}

/// An amount as schema.org writes it: `89.90`.
fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
