//! What the form of the editor makes of a draft.

use super::form::{DraftForm, SectionForm, name};
use api::{
    landing_pages::{LandingPageDraft, PageConfiguration},
    page_content::{
        FigureInput, GalleryEntryInput, JobInput, LocalText, PictureInput, ReviewInput,
        SectionSetting, TeamMemberInput,
    },
};

/// What is to happen besides saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowUp {
    /// Nothing.
    Nothing,
    /// The page goes online as it is saved.
    Publish,
    /// Rows or sections changed: the form is to be shown anew.
    Rearrange,
}

impl DraftForm {
    /// What is to happen besides saving.
    pub fn follow_up(&self) -> FollowUp {
        match self.button.as_str() {
            "" | "save" => FollowUp::Nothing,
            "publish" => FollowUp::Publish,
            _ => FollowUp::Rearrange,
        }
    }

    /// The draft with what the form says; texts in other languages stay as they are.
    pub fn apply(&self, draft: &LandingPageDraft) -> LandingPageDraft {
        let mut draft = draft.clone();
        if !self.template_id.is_empty() {
            draft.template_id.clone_from(&self.template_id);
        }
        self.subdomain.trim().clone_into(&mut draft.subdomain);
        let configuration = &mut draft.configuration;
        configuration.business_name = filled(&self.business_name);
        self.say(
            &mut configuration.business_description,
            &self.business_description,
        );
        self.say(&mut configuration.hero.headline, &self.headline);
        configuration.hero.picture = picture(&self.hero_picture);
        self.apply_look(configuration);
        self.say(&mut configuration.seo.meta_title, &self.meta_title);
        self.say(
            &mut configuration.seo.meta_description,
            &self.meta_description,
        );
        self.apply_sections(configuration);
        self.apply_about(configuration);
        self.apply_entries(configuration);
        draft
    }

    fn apply_look(&self, configuration: &mut PageConfiguration) {
        let theme = &mut configuration.theme;
        let own = |color: &str, template: &str| {
            filled(color).filter(|it| !it.eq_ignore_ascii_case(template))
        };
        theme.primary_color = own(&self.primary_color, &self.template_primary);
        theme.secondary_color = own(&self.secondary_color, &self.template_secondary);
        theme.font_family = self.font_family;
        theme.color_scheme = self.color_scheme;
        theme.logo_url = filled(&self.logo);
        theme.favicon_url = filled(&self.favicon);
    }

    fn apply_sections(&self, configuration: &mut PageConfiguration) {
        if self.sections.is_empty() {
            return;
        }
        let mut order: Vec<&SectionForm> = self.sections.iter().collect();
        if let Some((kind, direction)) = self.argument("move").and_then(|it| it.split_once(':')) {
            let from = order.iter().position(|it| name(it.kind) == kind);
            let to = from.and_then(|from| match direction {
                "up" => from.checked_sub(1),
                _ => Some(from + 1).filter(|it| *it < order.len()),
            });
            if let (Some(from), Some(to)) = (from, to) {
                order.swap(from, to);
            }
        }
        let before = std::mem::take(&mut configuration.sections);
        configuration.sections = order
            .into_iter()
            .map(|section| {
                let known = before.iter().find(|it| it.kind == section.kind);
                let mut title = known.map(|it| it.title.clone()).unwrap_or_default();
                self.say(&mut title, &section.title);
                SectionSetting {
                    kind: section.kind,
                    is_shown: section.is_shown.is_some(),
                    title,
                }
            })
            .collect();
    }

    fn apply_about(&self, configuration: &mut PageConfiguration) {
        let about = &mut configuration.about;
        self.say(&mut about.text, &self.about_text);
        about.picture = picture(&self.about_picture);
        about.figures = self.rows(
            "figures",
            &self.figures,
            &about.figures,
            |row| (&row.index, &row.value),
            |row, known: FigureInput| {
                let mut label = known.label;
                self.say(&mut label, &row.label);
                FigureInput {
                    value: row.value.trim().to_owned(),
                    label,
                }
            },
        );
        about.team = self.rows(
            "team",
            &self.team,
            &about.team,
            |row| (&row.index, &row.name),
            |row, mut member: TeamMemberInput| {
                row.name.trim().clone_into(&mut member.name);
                self.say(&mut member.role, &row.role);
                self.say(&mut member.text, &row.text);
                member.picture = picture(&row.picture);
                member
            },
        );
    }

    fn apply_entries(&self, configuration: &mut PageConfiguration) {
        configuration.gallery = self.rows(
            "gallery",
            &self.gallery,
            &configuration.gallery,
            |row| (&row.index, &row.picture),
            |row, mut entry: GalleryEntryInput| {
                row.picture.trim().clone_into(&mut entry.picture.asset);
                entry.before = picture(&row.before);
                self.say(&mut entry.caption, &row.caption);
                self.say(&mut entry.detail, &row.detail);
                entry
            },
        );
        let reviews = &mut configuration.reviews;
        reviews.check = self.review_check;
        let blank = |language| ReviewInput {
            text: String::new(),
            language,
            author: String::new(),
            rating: None,
            source: None,
        };
        let removed = self.removed("reviews");
        reviews.entries = self
            .reviews
            .iter()
            .enumerate()
            .filter(|(position, row)| Some(*position) != removed && !row.text.trim().is_empty())
            .map(|(_, row)| {
                let known = position(&row.index).and_then(|it| reviews.entries.get(it));
                ReviewInput {
                    text: plain(&row.text),
                    author: row.author.trim().to_owned(),
                    rating: row.rating.parse().ok(),
                    source: filled(&row.source),
                    ..known.cloned().unwrap_or_else(|| blank(self.language))
                }
            })
            .collect();
        self.say(&mut configuration.emergency.text, &self.emergency_text);
        self.say(&mut configuration.emergency.hours, &self.emergency_hours);
        configuration.jobs = self.rows(
            "jobs",
            &self.jobs,
            &configuration.jobs,
            |row| (&row.index, &row.title),
            |row, mut job: JobInput| {
                self.say(&mut job.title, &row.title);
                self.say(&mut job.text, &row.text);
                self.say(&mut job.start, &row.start);
                job.employment = row.employment;
                job
            },
        );
    }

    /// The rows of a list that say something, each on top of what is known of it. One that is
    /// emptied is gone, unless it has texts in another language than the form's.
    fn rows<R, T: Clone + Default>(
        &self,
        list: &str,
        rows: &[R],
        known: &[T],
        key: impl Fn(&R) -> (&String, &String),
        merge: impl Fn(&R, T) -> T,
    ) -> Vec<T> {
        let removed = self.removed(list);
        let is_translation = self.language != self.own_language;
        rows.iter()
            .enumerate()
            .filter(|(position, _)| Some(*position) != removed)
            .filter_map(|(_, row)| {
                let (index, text) = key(row);
                let entry = position(index).and_then(|it| known.get(it));
                let is_kept = !text.trim().is_empty() || (is_translation && entry.is_some());
                is_kept.then(|| merge(row, entry.cloned().unwrap_or_default()))
            })
            .collect()
    }

    /// The row of a list whose button was pressed.
    fn removed(&self, list: &str) -> Option<usize> {
        let (name, row) = self.argument("remove")?.split_once(':')?;
        (name == list).then(|| position(row)).flatten()
    }

    fn argument(&self, command: &str) -> Option<&str> {
        let (name, argument) = self.button.split_once(':')?;
        (name == command).then_some(argument)
    }

    fn say(&self, text: &mut LocalText, said: &str) {
        text.set(self.language, self.own_language, plain(said));
    }
}

fn position(index: &str) -> Option<usize> {
    index.parse().ok()
}

/// Browsers send line breaks as CRLF.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

fn filled(text: &str) -> Option<String> {
    Some(plain(text)).filter(|it| !it.is_empty())
}

fn picture(asset: &str) -> Option<PictureInput> {
    filled(asset).map(|asset| PictureInput {
        asset,
        alt: LocalText::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::page_content::SectionKind;

    fn draft(configuration: serde_json::Value) -> LandingPageDraft {
        LandingPageDraft {
            template_id: "dealer".to_owned(),
            subdomain: "mueller".to_owned(),
            configuration: serde_json::from_value(configuration).expect("a configuration"),
        }
    }

    fn form(json: serde_json::Value) -> DraftForm {
        serde_json::from_value(json).expect("a form")
    }

    #[test]
    fn texts_of_other_languages_stay() {
        let before = draft(serde_json::json!({
            "hero": { "headline": { "de": "Guten Tag", "en": "Good day" } },
            "about": { "team": [{ "name": "A", "role": { "de": "Meister" } }] },
        }));
        let form = form(serde_json::json!({
            "language": "en", "subdomain": " mueller ", "headline": "Hello",
            "team": [{ "index": "0", "name": "A", "role": "Master" }, { "index": "" }],
        }));
        let after = form.apply(&before);
        assert_eq!(
            serde_json::to_value(&after.configuration.hero.headline).expect("JSON"),
            serde_json::json!({ "de": "Guten Tag", "en": "Hello" })
        );
        assert_eq!(after.subdomain, "mueller");
        let team = &after.configuration.about.team;
        assert_eq!(team.len(), 1);
        assert_eq!(
            serde_json::to_value(&team[0].role).expect("JSON"),
            serde_json::json!({ "de": "Meister", "en": "Master" })
        );
    }

    #[test]
    fn emptied_and_removed_rows_are_gone_and_new_ones_there() {
        let before = draft(serde_json::json!({
            "reviews": { "entries": [
                { "text": "Gut", "author": "A." },
                { "text": "Schnell", "author": "B." },
                { "text": "Teuer", "author": "C." },
            ] },
        }));
        let form = form(serde_json::json!({
            "button": "remove:reviews:1",
            "reviews": [
                { "index": "0", "text": "", "author": "A." },
                { "index": "1", "text": "Schnell", "author": "B." },
                { "index": "2", "text": "Fair", "author": "C.", "rating": "4" },
                { "index": "", "text": "Neu\r\nhier", "author": "D." },
                { "index": "" },
            ],
        }));
        let after = form.apply(&before).configuration.reviews.entries;
        let said: Vec<_> = after
            .iter()
            .map(|it| (it.text.as_str(), it.rating))
            .collect();
        assert_eq!(said, [("Fair", Some(4)), ("Neu\nhier", None)]);
        assert_eq!(form.follow_up(), FollowUp::Rearrange);
    }

    #[test]
    fn sections_move_and_colours_of_the_template_are_no_choice() {
        let form = form(serde_json::json!({
            "button": "move:hours:up",
            "primary_color": "#1D3F72", "template_primary": "#1d3f72",
            "secondary_color": "#ff0000", "template_secondary": "#b08d57",
            "sections": [
                { "kind": "services", "is_shown": "true", "title": "" },
                { "kind": "hours", "title": "Wann" },
            ],
        }));
        let after = form.apply(&draft(serde_json::json!({}))).configuration;
        let order: Vec<_> = after
            .sections
            .iter()
            .map(|it| (it.kind, it.is_shown))
            .collect();
        assert_eq!(
            order,
            [(SectionKind::Hours, false), (SectionKind::Services, true)]
        );
        assert_eq!(after.theme.primary_color, None);
        assert_eq!(after.theme.secondary_color.as_deref(), Some("#ff0000"));
    }
}
