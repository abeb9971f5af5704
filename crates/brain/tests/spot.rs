#[path = "it/fixture.rs"]
mod fixture;
use fixture::*;
#[test]
fn spot() {
    for line in std::fs::read_to_string("/tmp/spot.txt").unwrap().lines() {
        let t = std::time::Instant::now();
        let r = ask(&ENGINE, line, &brain::DialogueState::default(), now());
        println!("{:<60} | {:?} {:?} {:.2} {} {:?} {}us\n        {}", line, r.language, r.intent, r.confidence, if r.is_unanswered {"UNANSW"} else {""}, r.sources, t.elapsed().as_micros(), r.text.replace('\n', " / ").chars().take(170).collect::<String>());
    }
}
