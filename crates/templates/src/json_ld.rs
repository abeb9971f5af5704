//! The facts of a page for search engines, as schema.org writes them.

use crate::{LandingPage, hours::schema_days};
use api::{businesses::BusinessKind, hours::Interval, services::Price};
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
    set("description", json!(details.description));
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
    set("brand", json!(details.vehicle_brands));
    set("makesOffer", offers(page));
    Ok(serde_json::to_string(&business)?.replace('<', "\\u003c"))
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
            Some(json!({
                "@type": "Offer",
                "itemOffered": { "@type": "Service", "name": service.name },
                "priceSpecification": price,
            }))
        })
        .collect()
}

/// An amount as schema.org writes it: `89.90`.
fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}
