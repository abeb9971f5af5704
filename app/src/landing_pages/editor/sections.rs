//! Which sections a page has, in which order and under which titles.

use super::{fields::CommandButton, form::name};
use crate::i18n::use_locale;
use api::{
    Language,
    page_content::{SectionKind, SectionSetting},
};
use leptos::prelude::*;

/// All sections in the order of the page: the owner's, then the template's. Titles are in
/// `language`; `own` is the business's.
pub fn section_fields(
    settings: &[SectionSetting],
    template_order: &[SectionKind],
    language: Language,
    own: Language,
) -> AnyView {
    let locale = use_locale();
    let sections = order(settings, template_order);
    let last = sections.len().saturating_sub(1);
    let rows = sections
        .into_iter()
        .enumerate()
        .map(|(position, kind)| {
            let setting = settings.iter().find(|it| it.kind == kind);
            let title = setting.map(|it| it.title.in_language(language, own).to_owned());
            let is_shown = setting.is_none_or(|it| it.is_shown);
            let label = locale.t(&format!("section-{}", name(kind).replace('_', "-")));
            let field = |part: &str| format!("form[sections][{position}][{part}]");
            let moved = |key: &str| locale.t_with(key, &[("name", label.clone().into())]);
            let (up, down) = (
                moved("landing-pages-move-up"),
                moved("landing-pages-move-down"),
            );
            let title_label = moved("landing-pages-section-title-of");
            view! {
                <li class="section-row">
                    <input type="hidden" name=field("kind") value=name(kind)/>
                    <label class="checkbox">
                        <input
                            type="checkbox"
                            name=field("is_shown")
                            value="true"
                            checked=is_shown
                            autocomplete="off"
                        />
                        <span>{label.clone()}</span>
                    </label>
                    <input
                        class="input"
                        type="text"
                        name=field("title")
                        value=title
                        maxlength="120"
                        autocomplete="off"
                        placeholder=locale.t("landing-pages-section-title")
                        aria-label=title_label
                    />
                    <span class="section-row-moves">
                        <CommandButton
                            command=format!("move:{}:up", name(kind))
                            label=up
                            is_disabled=position == 0
                        >
                            "↑"
                        </CommandButton>
                        <CommandButton
                            command=format!("move:{}:down", name(kind))
                            label=down
                            is_disabled=position == last
                        >
                            "↓"
                        </CommandButton>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <ol class="section-rows" role="list">
            {rows}
        </ol>
    }
    .into_any()
}

/// The owner's order, then what the template has besides; the hero always comes first and is no
/// part of it.
fn order(settings: &[SectionSetting], template_order: &[SectionKind]) -> Vec<SectionKind> {
    let mut kinds: Vec<_> = settings.iter().map(|it| it.kind).collect();
    for kind in template_order.iter().chain(&SectionKind::ALL) {
        if !kinds.contains(kind) {
            kinds.push(*kind);
        }
    }
    kinds.retain(|it| *it != SectionKind::Hero);
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_stands_once_the_owners_first() {
        let settings: Vec<SectionSetting> =
            serde_json::from_value(serde_json::json!([{ "kind": "jobs" }, { "kind": "hero" }]))
                .expect("settings");
        let order = order(&settings, &[SectionKind::Hours, SectionKind::Jobs]);
        assert_eq!(order[..2], [SectionKind::Jobs, SectionKind::Hours]);
        assert_eq!(order.len(), SectionKind::ALL.len() - 1);
    }
}
