//! Names of automations and destinations.

use crate::automation::LONGEST_NAME;

/// The name itself if it is free, or else the first of “name (2)”, “name (3)”… that is.
pub fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(name) {
        return name.to_owned();
    }
    (2_u32..)
        .map(|number| numbered(name, number))
        .find(|name| !taken(name))
        .expect("there are more numbers than names")
}

/// The number counts towards the longest name, so the name gives way.
fn numbered(name: &str, number: u32) -> String {
    let end = format!(" ({number})");
    let kept: String = name
        .chars()
        .take(LONGEST_NAME - end.chars().count())
        .collect();
    format!("{}{end}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(name: &str, taken: &[&str]) -> String {
        free_name(name, |wanted| taken.contains(&wanted))
    }

    #[test]
    fn a_free_name_stays_and_a_taken_one_gets_the_next_number() {
        assert_eq!(free("Shop", &[]), "Shop");
        assert_eq!(free("Shop", &["Shop"]), "Shop (2)");
        assert_eq!(free("Shop", &["Shop", "Shop (2)"]), "Shop (3)");
    }

    #[test]
    fn a_numbered_name_is_not_longer_than_names_may_be() {
        let long = "é".repeat(LONGEST_NAME);
        let numbered = free(&long, &[&long]);
        assert_eq!(numbered.chars().count(), LONGEST_NAME);
        assert!(numbered.ends_with("é (2)"), "{numbered}");
    }
}
