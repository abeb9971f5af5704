//! Pictures: one of those that are uploaded, or a new one.

use super::fields::Fields;
use crate::i18n::use_locale;
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};

/// An uploaded picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureChoice {
    /// The id of the asset.
    pub id: String,
    /// The name of its file.
    pub file_name: String,
    /// Where a small one is; nothing while it is being made.
    pub url: Option<String>,
}

impl From<api::assets::Asset> for PictureChoice {
    fn from(asset: api::assets::Asset) -> Self {
        // Large enough for a dense screen, where there is one.
        let shown = asset.variants.iter().find(|it| it.width >= 320);
        Self {
            id: asset.id.to_string(),
            file_name: asset.file_name,
            url: shown.or(asset.variants.last()).map(|it| it.url.clone()),
        }
    }
}

/// All uploaded pictures; one that is added shows in every field.
#[derive(Clone, Copy)]
pub struct Pictures {
    /// Where they are sent.
    pub upload_url: StoredValue<String>,
    /// Those that are there.
    pub all: RwSignal<Vec<PictureChoice>>,
    /// Rises when a field has another picture than before, which no event of the browser says.
    pub changed: RwSignal<u32>,
}

/// A field for a picture. With JavaScript a file is uploaded as soon as it is chosen.
#[component]
pub fn PictureField(
    /// The uploaded pictures.
    pictures: Pictures,
    /// Its name in the form.
    name: String,
    /// Its label.
    label: String,
    /// The id of the picture it holds at first.
    value: String,
    /// What the picture is for: `logo`, `favicon`, `photo`.
    #[prop(default = "photo")]
    kind: &'static str,
    /// For browser tests: of the field for a file, and of the picture.
    #[prop(optional)]
    test_ids: Option<(&'static str, &'static str)>,
) -> impl IntoView {
    let locale = use_locale();
    let id = Fields::id(&name);
    let file_id = format!("{id}-file");
    let chosen = RwSignal::new(value);
    let progress = RwSignal::new(None::<u32>);
    let failure = RwSignal::new(None::<String>);
    let input = NodeRef::<html::Input>::new();
    let shown = move || {
        pictures.all.with(|all| {
            let picture = all
                .iter()
                .find(|it| chosen.with(|chosen| *chosen == it.id))?;
            Some((picture.url.clone()?, picture.file_name.clone()))
        })
    };
    let options = move || {
        pictures
            .all
            .get()
            .into_iter()
            .map(|it| {
                let is_chosen = chosen.with_untracked(|chosen| *chosen == it.id);
                view! {
                    <option value=it.id selected=is_chosen>
                        {it.file_name}
                    </option>
                }
            })
            .collect_view()
    };
    let has_none = chosen.with_untracked(String::is_empty);
    let choose_file = move |_| {
        if let Some(input) = input.get_untracked() {
            upload::begin(&input, kind, pictures, chosen, progress, failure);
        }
    };
    view! {
        <div class="field picture-field">
            <label class="field-label" for=id.clone()>
                {label.clone()}
            </label>
            {move || {
                shown()
                    .map(|(url, file_name)| {
                        view! {
                            <img
                                class="logo-preview"
                                src=url
                                alt=file_name
                                data-testid=test_ids.map(|it| it.1)
                            />
                        }
                    })
            }}
            <select
                class="select"
                id=id
                name=name
                autocomplete="off"
                prop:value=move || chosen.get()
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                <option value="" selected=has_none>
                    {locale.t("landing-pages-no-picture")}
                </option>
                {options}
            </select>
            <input
                class="picture-file"
                type="file"
                id=file_id
                accept="image/png,image/jpeg,image/webp,image/gif"
                aria-label=locale.t_with("landing-pages-upload-of", &[("name", label.into())])
                data-testid=test_ids.map(|it| it.0)
                node_ref=input
                on:change=choose_file
            />
            <div role="status">
                {move || {
                    progress
                        .get()
                        .map(|percent| {
                            view! {
                                <progress max="100" value=percent.to_string()>
                                    {percent} " %"
                                </progress>
                            }
                        })
                }}
                {move || {
                    failure
                        .get()
                        .map(|code| view! { <p class="field-error">{locale.error(&code)}</p> })
                }}
            </div>
        </div>
    }
    .into_any()
}

/// Sending a file with its progress. Only a browser does that; `fetch` says nothing of how far an
/// upload is, so this is an `XMLHttpRequest`.
mod upload {
    use super::{PictureChoice, Pictures};
    use leptos::{
        prelude::*,
        wasm_bindgen::{JsCast, closure::Closure},
        web_sys::{FormData, HtmlInputElement, ProgressEvent, XmlHttpRequest},
    };

    /// What the server says to a refused file.
    #[derive(serde::Deserialize)]
    struct Refusal {
        code: String,
        #[serde(default)]
        errors: Vec<api::FieldError>,
    }

    pub fn begin(
        input: &HtmlInputElement,
        kind: &'static str,
        pictures: Pictures,
        chosen: RwSignal<String>,
        progress: RwSignal<Option<u32>>,
        failure: RwSignal<Option<String>>,
    ) {
        failure.set(None);
        if send(input, kind, pictures, chosen, progress, failure).is_none() {
            progress.set(None);
            failure.set(Some("internal".to_owned()));
        }
    }

    fn send(
        input: &HtmlInputElement,
        kind: &'static str,
        pictures: Pictures,
        chosen: RwSignal<String>,
        progress: RwSignal<Option<u32>>,
        failure: RwSignal<Option<String>>,
    ) -> Option<()> {
        let Some(file) = input.files().and_then(|it| it.get(0)) else {
            return Some(());
        };
        let form = FormData::new().ok()?;
        form.append_with_str("kind", kind).ok()?;
        form.append_with_blob("file", &file).ok()?;
        let request = XmlHttpRequest::new().ok()?;
        let url = pictures.upload_url.get_value();
        request.open("POST", &url).ok()?;
        request
            .set_request_header("Accept", "application/json")
            .ok()?;
        let upload = request.upload().ok()?;
        let report = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            let share = event.loaded() / event.total().max(1.0) * 100.0;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 100"
            )]
            progress.set(Some(share as u32));
        });
        upload.set_onprogress(Some(report.as_ref().unchecked_ref()));
        let answered = request.clone();
        let cleared = input.clone();
        // Holds the other closure as long as the request; the browser calls it once.
        let done = Closure::once_into_js(move || {
            drop(report);
            progress.set(None);
            cleared.set_value("");
            let text = answered.response_text().ok().flatten().unwrap_or_default();
            match serde_json::from_str::<PictureChoice>(&text) {
                Ok(picture) => {
                    let id = picture.id.clone();
                    pictures.all.update(|all| {
                        all.retain(|it| it.id != picture.id);
                        all.insert(0, picture);
                    });
                    // The field shows it once its option is there.
                    request_animation_frame(move || {
                        chosen.set(id);
                        request_animation_frame(move || pictures.changed.update(|it| *it += 1));
                    });
                }
                Err(_) => failure.set(Some(refusal_code(&text))),
            }
        });
        request.set_onloadend(Some(done.unchecked_ref()));
        progress.set(Some(0));
        request.send_with_opt_form_data(Some(&form)).ok()
    }

    fn refusal_code(text: &str) -> String {
        let refusal: Result<Refusal, _> = serde_json::from_str(text);
        match refusal {
            Ok(refusal) => refusal
                .errors
                .into_iter()
                .next()
                .map_or(refusal.code, |it| it.code.into_owned()),
            Err(_) => "unavailable".to_owned(),
        }
    }
}
