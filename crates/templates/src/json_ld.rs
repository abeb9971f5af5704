//! The facts of a page for search engines, as schema.org writes them.

use crate::{LandingPage, context, hours::schema_days};
use api::{
    businesses::{BusinessKind, PaymentMethod},
    hours::Interval,
    services::Price,
};
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
    set("@type", json!(schema_type(details.kind)));
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

const fn schema_type(kind: BusinessKind) -> &'static str {
    match kind {
        BusinessKind::Workshop => "AutoRepair",
        BusinessKind::Dealer => "AutoDealer",
        BusinessKind::TyreService => "TireShop",
        BusinessKind::BodyShop => "AutoBodyShop",
    }
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
    let today = page.now.date();
    let ahead = page.business.exceptions.iter().filter(|it| it.to >= today);
    ahead
        .flat_map(|exception| {
            let specification = |opens: Json, closes: Json| {
                json!({
                    "@type": "OpeningHoursSpecification",
                    "validFrom": exception.from,
                    "validThrough": exception.to,
                    "opens": opens,
                    "closes": closes,
                })
            };
            if exception.hours.is_empty() {
                // Equal times mean closed (schema.org, OpeningHoursSpecification).
                vec![specification(json!("00:00"), json!("00:00"))]
            } else {
                let spans = exception.hours.iter();
                spans
                    .map(|it| specification(json!(it.from), json!(closing(*it))))
                    .collect()
            }
        })
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
                "valueAddedTaxIncluded": true,
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
