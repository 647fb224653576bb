//! The fields that an event offers, and what was meant by one that it doesn't.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::tags;
use crate::secret_place;

/// Names that are no fields.
const FUNCTIONS: [&str; 2] = ["range", "dict"];

/// All paths of a sample, such as `file` and `file.name`. Where the sample doesn't tell what lies
/// below (a list, nothing, an empty object), the path is also given with `.*`.
pub fn paths_of(sample: &Json) -> Vec<String> {
    let mut paths = Vec::new();
    collect(sample, "", &mut paths);
    paths
}

/// "‘file.nmae’ isn't known. Did you mean file.name?"
pub(crate) fn unknown_field(path: &str, known: &[String]) -> String {
    if is_or_is_below(path, secret_place::ROOT) {
        return format!("The destination has no secret called for by ‘{path}’. Add it there.");
    }
    let fields = known.iter().filter(|field| !field.ends_with(".*"));
    let nearest = fields
        .map(|field| (distance(path, field), field))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= 1 + path.chars().count() / 4);
    match nearest {
        Some((_, field)) => format!("‘{path}’ isn't known. Did you mean {field}?"),
        None => format!("‘{path}’ isn't known.{}", some_of(known)),
    }
}

/// The used path that isn't known and stands first in the template, with its place.
pub(super) fn first_unknown(
    source: &str,
    used: &HashSet<String>,
    known: &[String],
) -> Option<(usize, String)> {
    used.iter()
        .filter(|path| !is_function(path) && !is_known(path, known))
        .map(|path| (tags::find_path(source, path).unwrap_or(0), path.clone()))
        .min()
}

/// Whether a name is that of a function.
pub(crate) fn is_function(name: &str) -> bool {
    FUNCTIONS.contains(&name)
}

/// Whether a path is offered, or is an object with offered parts.
pub(crate) fn is_known(path: &str, known: &[String]) -> bool {
    known.iter().any(|field| match field.strip_suffix(".*") {
        Some(open) => is_or_is_below(path, open) || is_or_is_below(open, path),
        None => is_or_is_below(field, path),
    })
}

fn is_or_is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn collect(value: &Json, path: &str, paths: &mut Vec<String>) {
    match value {
        Json::Object(object) if !object.is_empty() => {
            for (key, value) in object {
                let below = match path {
                    "" => key.clone(),
                    _ => format!("{path}.{key}"),
                };
                paths.push(below.clone());
                collect(value, &below, paths);
            }
        }
        Json::Null | Json::Array(_) | Json::Object(_) if !path.is_empty() => {
            paths.push(format!("{path}.*"));
        }
        _ => {}
    }
}

fn some_of(known: &[String]) -> String {
    let leaves: Vec<&str> = known
        .iter()
        .filter(|field| field.contains('.') && !field.ends_with(".*"))
        .take(5)
        .map(String::as_str)
        .collect();
    match leaves.is_empty() {
        true => String::new(),
        false => format!(" There is {}, for example.", leaves.join(", ")),
    }
}

/// How many characters must be changed, added, removed or swapped with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    let mut rows = vec![(0..=to.len()).collect::<Vec<_>>()];
    for i in 1..=from.len() {
        let mut row = vec![i; to.len() + 1];
        for j in 1..=to.len() {
            let changed = usize::from(from[i - 1] != to[j - 1]);
            row[j] = (rows[i - 1][j] + 1)
                .min(row[j - 1] + 1)
                .min(rows[i - 1][j - 1] + changed);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                row[j] = row[j].min(rows[i - 2][j - 2] + 1);
            }
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}
