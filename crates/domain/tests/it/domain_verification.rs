//! The domain of a key is verified, looked at again, and lost.

use crate::{
    internet::{Internet, PRIVATE, Page},
    shop::mail_subjects as mails,
    support::{TestClock, another_process, carbot, register},
};
use api::{
    client_keys::{CreateClientKeyRequest, CreateClientKeyResponse},
    domain_verification::{CheckOutcome, VerificationMethod},
    ids::UserId,
    values::{HostName, KeyEnvironment},
    widget::WidgetChatRequest,
};
use domain::{
    Carbot,
    chat::{self, Visitor},
    client_keys,
    domain_verification::{
        block_domain, check_domain, find_verification, recheck_due_domains, unblock_domain,
    },
};
use test_support::{TestDatabase, on_each_database};

const DOMAIN: &str = "werkstatt.example.com";
const FILE: &str = "werkstatt.example.com/.well-known/carbot-verification";
const DAY: i64 = 24 * 3_600;

struct Site {
    carbot: Carbot,
    clock: TestClock,
    internet: Internet,
    owner: UserId,
    key: CreateClientKeyResponse,
    token: String,
}

async fn create_key(
    carbot: &Carbot,
    owner: UserId,
    domain: &str,
    environment: KeyEnvironment,
) -> domain::Result<CreateClientKeyResponse> {
    let request = CreateClientKeyRequest {
        domain: domain.to_owned(),
        description: None,
        usage_limit: None,
        environment,
        business_id: None,
    };
    client_keys::create_client_key(carbot, owner, &request).await
}

impl Site {
    /// A website and a key for it, nothing published.
    async fn open(database: &TestDatabase) -> Self {
        let internet = Internet::start().await;
        internet.host(DOMAIN);
        let (carbot, clock) = carbot(database);
        let carbot = carbot.with_domain_probe(internet.probe());
        let owner = register(&carbot, "owner@example.com").await;
        let key = create_key(&carbot, owner, DOMAIN, KeyEnvironment::Prod)
            .await
            .expect("creates");
        let found = find_verification(&carbot, owner, key.id).await;
        Self {
            token: found.expect("reads").token,
            carbot,
            clock,
            internet,
            owner,
            key,
        }
    }

    fn publish(&self) {
        self.internet.set_page(FILE, Page::Text(self.token.clone()));
    }

    /// What was found by file, record and tag.
    async fn check(&self) -> [CheckOutcome; 3] {
        let checked = check_domain(&self.carbot, self.owner, self.key.id).await;
        let check = checked.expect("checks").last_check.expect("was checked");
        let outcome = |method| {
            let result = check.results.iter().find(|it| it.method == method);
            result.expect("each way").outcome
        };
        VerificationMethod::ALL.map(outcome)
    }

    async fn say(&self, carbot: &Carbot) -> String {
        let request = WidgetChatRequest {
            client_message_id: None,
            client_key: self.key.key.to_string(),
            session_id: "session".to_owned(),
            message: "Hallo".to_owned(),
            context: None,
        };
        let visitor = Visitor {
            origin: Some("https://werkstatt.example.com"),
            address: None,
        };
        match chat::answer(carbot, visitor, &request).await {
            Ok(_) => "answered".to_owned(),
            Err(error) => error.problem().code,
        }
    }
}

#[tokio::test]
async fn each_way_is_enough_and_says_what_it_found() {
    use CheckOutcome::{Found, Missing, WrongToken};
    let database = TestDatabase::sqlite().await;
    let site = Site::open(&database).await;
    let (internet, token) = (&site.internet, &site.token);
    let record = format!("_carbot.{DOMAIN}");
    let text = |text: &str| Page::Text(text.to_owned());
    assert_eq!(site.check().await, [Missing, Missing, Missing]);

    internet.set_page(FILE, text("another token"));
    internet.set_texts(&record, &[&["carbot-verification=another"]]);
    let tag =
        |token: &str| format!("<head><meta name=\"carbot-verification\" content=\"{token}\">");
    internet.set_page("werkstatt.example.com/", text(&tag("another")));
    assert_eq!(site.check().await, [WrongToken, WrongToken, WrongToken]);
    let found = find_verification(&site.carbot, site.owner, site.key.id).await;
    assert!(!found.expect("reads").is_verified);

    internet.set_page(FILE, text(&format!("\u{a0}\nother\n  {token}\r\n")));
    let (start, end) = token.split_at(10);
    internet.set_texts(
        &record,
        &[&["v=spf1 -all"], &["carbot-verification=", start, end]],
    );
    internet.set_page("werkstatt.example.com/", text(&tag(token)));
    assert_eq!(site.check().await, [Found, Found, Found]);

    internet.clear();
    internet.set_texts(&record, &[&[token]]);
    assert_eq!(site.check().await, [Missing, Found, Missing]);
    let found = find_verification(&site.carbot, site.owner, site.key.id).await;
    let found = found.expect("reads");
    assert!(found.is_verified && found.verified_at.is_some());
    assert_eq!(found.verified_by, Some(VerificationMethod::Dns));
    assert_eq!(found.dns.name, record);
    assert_eq!(found.dns.value, format!("carbot-verification={token}"));
    assert_eq!(found.file.url, format!("https://{FILE}"));
}

#[tokio::test]
async fn nobody_leads_us_to_addresses_inside() {
    use CheckOutcome::{AddressRefused, Missing, NoAddress};
    let database = TestDatabase::sqlite().await;
    let site = Site::open(&database).await;
    let private = PRIVATE.to_string();
    site.publish();
    let cases: [(&[&str], CheckOutcome); 8] = [
        (&[], NoAddress),
        (&[&private], AddressRefused),
        (&["169.254.169.254"], AddressRefused),
        (&["100.64.0.1"], AddressRefused),
        (&["127.0.0.1", "192.168.0.1"], AddressRefused),
        (&["::ffff:127.0.0.1"], AddressRefused),
        (&["127.0.0.1", "fd00::1"], AddressRefused),
        (&["64:ff9b::7f00:1"], AddressRefused),
    ];
    for (addresses, expected) in cases {
        site.internet.set_addresses(DOMAIN, addresses);
        site.internet.take_counts();
        assert_eq!(
            site.check().await,
            [expected, Missing, expected],
            "{addresses:?}"
        );
        assert_eq!(site.internet.take_counts().1, 0, "{addresses:?}");
    }
}

#[tokio::test]
async fn redirects_are_followed_three_times_and_each_target_is_checked() {
    use CheckOutcome::{AddressRefused, Found, RedirectRefused};
    let database = TestDatabase::sqlite().await;
    let site = Site::open(&database).await;
    let port = site.internet.http_port();
    site.internet.host("www.example.com");
    site.internet
        .set_addresses("inside.example.com", &[&PRIVATE.to_string()]);
    let redirect = |from: &str, to: &str| {
        site.internet.set_page(from, Page::Redirect(to.to_owned()));
    };
    let page = |place: &str| {
        site.internet
            .set_page(place, Page::Text(site.token.clone()));
    };
    page("www.example.com/3");
    redirect(
        "www.example.com/2",
        &format!("http://www.example.com:{port}/3"),
    );
    redirect("www.example.com/1", "/2");
    redirect(FILE, &format!("http://www.example.com:{port}/1"));
    site.internet.take_counts();
    assert_eq!(site.check().await[0], Found);
    // Four calls for the file and one for the home page, each to an address asked for once; the two
    // that begin can share a question.
    let (questions, calls) = site.internet.take_counts();
    assert_eq!(calls, 5);
    assert!((4..=5).contains(&questions), "{questions}");

    page("www.example.com/4");
    redirect("www.example.com/3", "/4");
    assert_eq!(site.check().await[0], RedirectRefused);
    let targets = [
        (format!("http://inside.example.com:{port}/"), AddressRefused),
        (format!("http://127.0.0.1:{port}/"), RedirectRefused),
        ("http://www.example.com:1/".to_owned(), RedirectRefused),
        ("https://www.example.com/".to_owned(), RedirectRefused),
        ("file:///etc/passwd".to_owned(), RedirectRefused),
    ];
    for (target, expected) in targets {
        redirect(FILE, &target);
        assert_eq!(site.check().await[0], expected, "{target}");
    }
}

#[tokio::test]
async fn answers_that_are_too_long_or_too_slow_are_given_up() {
    use CheckOutcome::{Found, TooLarge, TooSlow, Unreachable};
    let database = TestDatabase::sqlite().await;
    let site = Site::open(&database).await;
    let long = format!("{}\n{}", "x".repeat(70_000), site.token);
    site.internet.set_page(FILE, Page::Text(long));
    let tag = format!("<meta name=carbot-verification content={}>", site.token);
    let home = format!("{DOMAIN}/");
    site.internet
        .set_page(&home, Page::Text(format!("{tag}{}", " ".repeat(70_000))));
    let [file, _, meta] = site.check().await;
    assert_eq!((file, meta), (TooLarge, Found));

    site.internet
        .set_page(&home, Page::Text(format!("{}{tag}", " ".repeat(70_000))));
    site.internet.set_page(FILE, Page::Endless);
    let [file, _, meta] = site.check().await;
    assert!(matches!(file, TooSlow | Unreachable), "{file:?}");
    assert_eq!(meta, TooLarge);
}

#[tokio::test]
async fn a_verified_key_answers_everywhere_at_once() {
    on_each_database(|database| async move {
        let site = Site::open(&database).await;
        let other = another_process(&database, &site.clock).await;
        assert_eq!(site.say(&other).await, "domain_not_verified");
        site.publish();
        site.clock.advance(1);
        assert_eq!(site.check().await[0], CheckOutcome::Found);
        assert_eq!(site.say(&site.carbot).await, "answered");
        assert_eq!(site.say(&other).await, "answered");

        let stranger = register(&site.carbot, "stranger@example.com").await;
        for result in [
            check_domain(&site.carbot, stranger, site.key.id).await,
            find_verification(&site.carbot, stranger, site.key.id).await,
        ] {
            assert_eq!(result.expect_err("refused").problem().code, "not_found");
        }
        let theirs = create_key(&site.carbot, stranger, DOMAIN, KeyEnvironment::Prod).await;
        let theirs = theirs.expect("creates").id;
        let checked = check_domain(&site.carbot, stranger, theirs)
            .await
            .expect("checks");
        assert!(!checked.is_verified, "the token is the owner's alone");
        let test = create_key(&site.carbot, site.owner, "localhost", KeyEnvironment::Test).await;
        let test = test.expect("creates").id;
        let refused = check_domain(&site.carbot, site.owner, test)
            .await
            .expect_err("refused");
        assert_eq!(refused.problem().errors[0].code, "nothing_to_verify");
    })
    .await;
}

#[tokio::test]
async fn a_proof_that_is_gone_for_a_week_is_lost_and_the_owner_is_told_twice() {
    on_each_database(|database| async move {
        let site = Site::open(&database).await;
        site.publish();
        site.check().await;
        assert_eq!(recheck_due_domains(&site.carbot).await.expect("checks"), 0);
        site.clock.advance(DAY);
        assert_eq!(recheck_due_domains(&site.carbot).await.expect("checks"), 1);
        assert_eq!(recheck_due_domains(&site.carbot).await.expect("checks"), 0);

        site.internet.clear();
        let next_day = async || {
            site.clock.advance(DAY);
            assert_eq!(recheck_due_domains(&site.carbot).await.expect("checks"), 1);
            (mails(&site.carbot).await, site.say(&site.carbot).await)
        };
        // Comes back in time: nothing happens.
        for _ in 0..3 {
            assert_eq!(next_day().await, (Vec::new(), "answered".to_owned()));
        }
        site.publish();
        next_day().await;
        site.internet.clear();
        for day in 0..8 {
            let expected = match day {
                3 => vec![format!(
                    "owner@example.com: Der Nachweis für {DOMAIN} fehlt"
                )],
                7 => vec![format!(
                    "owner@example.com: Der Chat auf {DOMAIN} ist abgeschaltet"
                )],
                _ => Vec::new(),
            };
            let answer = if day < 7 {
                "answered"
            } else {
                "domain_not_verified"
            };
            assert_eq!(next_day().await, (expected, answer.to_owned()), "day {day}");
        }
        site.clock.advance(DAY);
        assert_eq!(recheck_due_domains(&site.carbot).await.expect("checks"), 0);
        site.publish();
        site.check().await;
        assert_eq!(site.say(&site.carbot).await, "answered");
    })
    .await;
}

#[tokio::test]
async fn a_blocked_domain_gets_no_key_and_loses_those_it_has() {
    on_each_database(|database| async move {
        let site = Site::open(&database).await;
        site.publish();
        site.check().await;
        assert_eq!(site.say(&site.carbot).await, "answered");
        site.clock.advance(1);
        let domain = HostName::parse("example.com").expect("a domain");
        let block = async || {
            block_domain(&site.carbot, &domain, Some("spam"))
                .await
                .expect("blocks")
        };
        assert_eq!(block().await, 1);
        assert_eq!(block().await, 0);
        assert_eq!(site.say(&site.carbot).await, "domain_not_verified");
        let refused = check_domain(&site.carbot, site.owner, site.key.id).await;
        assert_eq!(
            refused.expect_err("refused").problem().errors[0].code,
            "domain_blocked"
        );
        for (domain, is_allowed) in [
            ("example.com", false),
            ("www.example.com", false),
            ("myexample.com", true),
        ] {
            let key = create_key(&site.carbot, site.owner, domain, KeyEnvironment::Prod).await;
            assert_eq!(key.is_ok(), is_allowed, "{domain}");
        }
        assert!(
            unblock_domain(&site.carbot, &domain)
                .await
                .expect("unblocks")
        );
        assert!(
            !unblock_domain(&site.carbot, &domain)
                .await
                .expect("unblocks")
        );
        assert_eq!(site.say(&site.carbot).await, "domain_not_verified");
        site.check().await;
        assert_eq!(site.say(&site.carbot).await, "answered");
    })
    .await;
}

#[tokio::test]
async fn an_account_checks_twenty_times_an_hour() {
    let database = TestDatabase::sqlite().await;
    let site = Site::open(&database).await;
    for _ in 0..20 {
        site.check().await;
    }
    let refused = check_domain(&site.carbot, site.owner, site.key.id).await;
    assert_eq!(refused.expect_err("refused").problem().code, "rate_limited");
}
