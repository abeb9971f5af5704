use crate::fixture::check;
use brain::{Intent, Language::Tr};

#[test]
fn turkish_visitors_are_answered_in_turkish() {
    use Intent::{
        BreakdownEmergency, Greeting, Location, OpeningHours, OutOfScope, Payment, Price,
    };
    check(
        Tr,
        &[
            ("Merhaba", Greeting, &["Size nasıl yardımcı olabilirim?"]),
            (
                "Yarın açık mısınız?",
                OpeningHours,
                &["Evet, yarın 8:00–12:00 arası"],
            ),
            ("Pazar günü açık mısınız?", OpeningHours, &["kapalıyız"]),
            (
                "Çalışma saatleriniz nedir?",
                OpeningHours,
                &["Çalışma saatlerimiz"],
            ),
            ("Yağ değişimi ne kadar?", Price, &["89,00 €"]),
            (
                "Lastik değişimi fiyatı nedir?",
                Price,
                &["29,00 €", "39,00 €"],
            ),
            ("Adresiniz nerede?", Location, &["Auenstraße 12"]),
            ("Kredi kartı ile ödeyebilir miyim?", Payment, &["Evet"]),
            (
                "Arabam çalışmıyor, yolda kaldım",
                BreakdownEmergency,
                &["112", "+49 171 7654321"],
            ),
            ("Bugün hava durumu nasıl?", OutOfScope, &["089 1234567"]),
        ],
    );
}
