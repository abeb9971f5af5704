//! Prices as people read them.

use api::{
    Language,
    services::Price,
    texts::{Texts, format_euros},
};

/// `89 €`, `ab 89 €`, `89–129 €`, `auf Anfrage`.
pub fn format_price(price: &Price, language: Language) -> String {
    let texts = Texts::of(language);
    match *price {
        Price::Fixed { cents } => format_euros(cents, language),
        Price::From { cents } => texts.format(
            "landing-price-from",
            &[("price", format_euros(cents, language).into())],
        ),
        Price::Range {
            from_cents,
            to_cents,
        } => {
            let from = format_euros(from_cents, language);
            // German writes the sign once, at the end.
            let from = from.trim_end_matches(['\u{a0}', '€']);
            format!("{from}–{}", format_euros(to_cents, language))
        }
        Price::OnRequest {} => texts.text("landing-price-on-request"),
    }
}

/// How long a service takes: `45 Min.`, `1,5 Std.`; nothing above a day.
pub fn format_duration(minutes: u32, language: Language) -> Option<String> {
    let texts = Texts::of(language);
    match minutes {
        0..60 | 61..90 => Some(texts.format("landing-minutes", &[("count", minutes.into())])),
        60..=600 => {
            let (hours, rest) = (minutes / 60, minutes % 60 * 10 / 60);
            let comma = if language == Language::En { '.' } else { ',' };
            let hours = if rest == 0 {
                hours.to_string()
            } else {
                format!("{hours}{comma}{rest}")
            };
            Some(texts.format("landing-duration-hours", &[("count", hours.into())]))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_written_as_they_are_meant() {
        let check = |price: Price, expected: &str| {
            assert_eq!(
                format_price(&price, Language::De).replace('\u{a0}', " "),
                expected
            );
        };
        check(Price::Fixed { cents: 8_990 }, "89,90 €");
        check(Price::From { cents: 8_900 }, "ab 89 €");
        check(
            Price::Range {
                from_cents: 8_900,
                to_cents: 12_900,
            },
            "89–129 €",
        );
        check(Price::OnRequest {}, "auf Anfrage");
    }

    #[test]
    fn durations_are_rounded_as_people_say_them() {
        let check = |minutes: u32, expected: Option<&str>| {
            let text = format_duration(minutes, Language::De).map(|it| it.replace('\u{a0}', " "));
            assert_eq!(text.as_deref(), expected);
        };
        check(45, Some("45 Min."));
        check(60, Some("1 Std."));
        check(75, Some("75 Min."));
        check(90, Some("1,5 Std."));
        check(120, Some("2 Std."));
        check(2_880, None);
    }
}
