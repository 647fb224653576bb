//! Automations and destinations by what a person calls them: an id or a name.

use hookloom_api::{
    Client,
    command::{GetAutomation, GetDestination, ListAutomations, ListDestinations},
    core::view::{AutomationRow, DestinationRow},
};

use super::Failure;

/// The automation of that id or name.
///
/// # Errors
/// When there is none.
pub async fn automation(client: &Client, wanted: &str) -> Result<AutomationRow, Failure> {
    if let Ok(id) = wanted.parse() {
        return Ok(client.call(GetAutomation { id }).await?);
    }
    let rows = client.call(ListAutomations {}).await?;
    by_name(rows, wanted, |row| &row.automation.settings.name)
        .ok_or_else(|| not_found("automation", wanted))
}

/// The destination of that id or name.
///
/// # Errors
/// When there is none.
pub async fn destination(client: &Client, wanted: &str) -> Result<DestinationRow, Failure> {
    if let Ok(id) = wanted.parse() {
        return Ok(client.call(GetDestination { id }).await?);
    }
    let rows = client.call(ListDestinations {}).await?;
    by_name(rows, wanted, |row| &row.destination.settings.name)
        .ok_or_else(|| not_found("destination", wanted))
}

/// The row of exactly that name, or else the only one whose name differs in letter case alone.
pub fn by_name<T>(mut rows: Vec<T>, wanted: &str, name: impl Fn(&T) -> &str) -> Option<T> {
    if let Some(index) = rows.iter().position(|row| name(row) == wanted) {
        return Some(rows.swap_remove(index));
    }
    let wanted = wanted.to_lowercase();
    rows.retain(|row| name(row).to_lowercase() == wanted);
    if rows.len() == 1 { rows.pop() } else { None }
}

fn not_found(noun: &str, wanted: &str) -> Failure {
    Failure::NotFound(format!(
        "There is no {noun} ‘{wanted}’. ‘hookloom {noun}s list’ shows what there is."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&'static str], wanted: &str) -> Option<&'static str> {
        by_name(names.to_vec(), wanted, |name| name)
    }

    #[test]
    fn the_exact_name_wins_over_other_letter_case() {
        assert_eq!(found(&["shop", "Shop"], "Shop"), Some("Shop"));
    }

    #[test]
    fn letter_case_may_differ_where_it_can_not_be_mistaken() {
        assert_eq!(found(&["Shop", "Other"], "shop"), Some("Shop"));
        assert_eq!(found(&["Shop", "SHOP"], "shop"), None);
    }
}
