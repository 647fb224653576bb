//! Looking for words in the log: what a text is broken into, both when it is kept and when it is
//! looked for, so that the two always agree.

mod place;

use std::collections::BTreeSet;

pub use place::place;

/// The most different words of one delivery that can be found.
const MOST_WORDS: usize = 2_000;
/// A longer word, such as a piece of base64, is found by its beginning.
const LONGEST_WORD: usize = 40;
/// How much of one text is read, in bytes.
pub const READ_BYTES: usize = 16 * 1024;

/// The words of a delivery, each of them once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeSet<String>);

impl Words {
    /// Adds the words of a text; what is beyond [`READ_BYTES`] of it is left out.
    pub fn add(&mut self, text: &str) {
        for word in words(beginning(text)) {
            if self.0.len() >= MOST_WORDS {
                return;
            }
            self.0.insert(word);
        }
    }

    /// All of them, with a space between them.
    pub fn joined(&self) -> String {
        let words: Vec<&str> = self.0.iter().map(String::as_str).collect();
        words.join(" ")
    }
}

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The word.
    pub word: String,
    /// Longer words that begin with it fit, too: a person may still be typing it.
    pub begins: bool,
}

/// What to look for when a person types this: every word has to be there, in any order.
pub fn wanted(typed: &str) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for piece in beginning(typed).split_whitespace() {
        let mut found: Vec<Wanted> = words(piece)
            .map(|word| Wanted {
                word,
                begins: false,
            })
            .collect();
        if let Some(last) = found.last_mut() {
            last.begins = true;
        }
        wanted.append(&mut found);
    }
    wanted
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(READ_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The words of a text: letters and figures, small, without accents.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(folded)
        .filter(|word| !word.is_empty())
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_accent(c)
}

/// An accent that stands behind its letter, as macOS writes file names.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn folded(word: &str) -> String {
    word.chars()
        .filter(|c| !is_accent(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !is_accent(*c))
        .map(without_accent)
        .take(LONGEST_WORD)
        .collect()
}

/// The plain letter of an accented Latin one.
fn without_accent(c: char) -> char {
    const FAMILIES: [(char, &str); 19] = [
        ('a', "àáâãäåāăą"),
        ('c', "çćĉċč"),
        ('d', "ďđ"),
        ('e', "èéêëēĕėęě"),
        ('g', "ĝğġģ"),
        ('h', "ĥħ"),
        ('i', "ìíîïĩīĭįı"),
        ('j', "ĵ"),
        ('k', "ķ"),
        ('l', "ĺļľŀł"),
        ('n', "ñńņňŉ"),
        ('o', "òóôõöøōŏő"),
        ('r', "ŕŗř"),
        ('s', "śŝşš"),
        ('t', "ţťŧ"),
        ('u', "ùúûüũūŭůűų"),
        ('w', "ŵ"),
        ('y', "ýÿŷ"),
        ('z', "źżž"),
    ];
    if !('à'..='ž').contains(&c) {
        return c;
    }
    let family = FAMILIES.iter().find(|(_, family)| family.contains(c));
    family.map_or(c, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kept(text: &str) -> String {
        let mut words = Words::default();
        words.add(text);
        words.joined()
    }

    fn looked_for(typed: &str) -> Vec<(String, bool)> {
        let wanted = wanted(typed).into_iter();
        wanted.map(|wanted| (wanted.word, wanted.begins)).collect()
    }

    #[test]
    fn names_and_addresses_fall_into_their_parts() {
        assert_eq!(kept("invoice-42.pdf added"), "42 added invoice pdf");
        assert_eq!(
            kept("https://shop.example/hooks?id=7"),
            "7 example hooks https id shop"
        );
    }

    #[test]
    fn capitals_and_accents_make_no_difference() {
        assert_eq!(kept("RÜCKGABE Łódź"), "lodz ruckgabe");
        assert_eq!(kept("Cafe\u{301}"), kept("Café"));
        assert_eq!(kept("İstanbul"), "istanbul");
    }

    #[test]
    fn what_is_typed_may_be_a_beginning() {
        assert_eq!(
            looked_for("invoice-42 pd"),
            [("invoice", false), ("42", true), ("pd", true)]
                .map(|(word, begins)| (word.to_owned(), begins))
        );
        assert_eq!(looked_for(" -- "), []);
    }

    #[test]
    fn a_huge_text_costs_no_more_than_its_beginning() {
        let huge: String = (0..100_000).map(|n| format!("w{n} ")).collect();
        let mut words = Words::default();
        words.add(&huge);
        assert!(words.0.len() <= MOST_WORDS);
        assert_eq!(kept(&"a".repeat(1_000_000)).len(), LONGEST_WORD);
    }

    proptest! {
        #[test]
        fn whatever_was_kept_is_found_by_its_own_text(text in ".{0,60}") {
            let kept = kept(&text);
            let kept: Vec<&str> = kept.split(' ').collect();
            for Wanted { word, .. } in wanted(&text) {
                prop_assert!(kept.contains(&word.as_str()), "{word} of {text:?}");
            }
        }

        #[test]
        fn a_word_is_one_word_wherever_it_is_read(text in ".{0,60}") {
            for Wanted { word, .. } in wanted(&text) {
                prop_assert!(!word.contains(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric()));
                prop_assert_eq!(kept(&word), word);
            }
        }
    }
}
