//! Links (OpenAPI 3.1, 4.8.20): what an answer names can be read, changed and deleted by id. They
//! follow from paths: `/things` answers ids, `/things/{id}` and what is below take one.

use serde_json::{Map, Value as Json, json};

/// Where the id stands in an answer: of one thing, or of the first in a list.
const PLACES: [&str; 7] = [
    "/id",
    "/items/0/id",
    "/keys/0/id",
    "/members/0/id",
    "/api_token/id",
    "/endpoint/id",
    "/0/id",
];

/// Adds links to the answers whose examples hold an id.
pub fn add(document: &mut Json) {
    let targets = targets(document);
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (path, methods) in paths {
        let links_below: Vec<_> = targets.iter().filter(|it| it.parent == *path).collect();
        for method in ["get", "post"] {
            let answers = methods.get_mut(method).map(|it| &mut it["responses"]);
            let Some(answers) = answers.and_then(Json::as_object_mut) else {
                continue;
            };
            for (_, answer) in answers.iter_mut().filter(|it| it.0.starts_with('2')) {
                let example = &answer["content"]["application/json"]["example"];
                let place = PLACES.into_iter().find(|it| example.pointer(it).is_some());
                let Some(place) = place.filter(|_| !links_below.is_empty()) else {
                    continue;
                };
                let links = links_below.iter().map(|it| (it.id.clone(), it.link(place)));
                answer["links"] = Json::Object(links.collect());
            }
        }
    }
}

/// An operation on one thing of a list.
struct Target {
    /// Its `operationId`.
    id: String,
    /// The path of the list.
    parent: String,
    /// The parameters of the list's path.
    outer: Vec<String>,
    /// The parameter that takes the id.
    inner: String,
}

impl Target {
    fn link(&self, place: &str) -> Json {
        let mut parameters: Map<_, _> = self
            .outer
            .iter()
            .map(|name| (name.clone(), json!(format!("$request.path.{name}"))))
            .collect();
        let id = json!(format!("$response.body#{place}"));
        parameters.insert(self.inner.clone(), id);
        json!({ "operationId": self.id, "parameters": parameters })
    }
}

fn targets(document: &Json) -> Vec<Target> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(path, methods)| {
        let methods = methods.as_object().into_iter().flatten();
        methods.filter_map(move |(_, it)| Some((path, it["operationId"].as_str()?)))
    });
    operations
        .filter_map(|(path, id)| {
            let (parent, rest) = path.rsplit_once("/{")?;
            let (inner, _) = rest.split_once('}')?;
            let names = parent.split("/{").skip(1);
            Some(Target {
                id: id.to_owned(),
                parent: parent.to_owned(),
                outer: names
                    .filter_map(|it| it.split('}').next())
                    .map(str::to_owned)
                    .collect(),
                inner: inner.to_owned(),
            })
        })
        .collect()
}
