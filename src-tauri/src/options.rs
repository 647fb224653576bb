//! What the window is told when it is started.

/// The command line, understood. Anything unknown is passed over: a stray word must never keep
/// the window from opening.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The screen to show first, as a hash address such as `#/activity`.
    pub route: Option<String>,
    /// Draw without the graphics card's help, for systems where the window stays blank.
    pub safe_graphics: bool,
}

impl Options {
    /// Reads the words after the program's name.
    pub fn of(words: impl IntoIterator<Item = String>) -> Self {
        let mut options = Self::default();
        for word in words {
            if word.starts_with("#/") {
                options.route = Some(word);
            } else if word == "--safe-graphics" {
                options.safe_graphics = true;
            }
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn of(words: &[&str]) -> Options {
        Options::of(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn a_hash_address_names_the_first_screen() {
        assert_eq!(of(&["#/activity"]).route.as_deref(), Some("#/activity"));
    }

    #[test]
    fn unknown_words_do_not_keep_the_window_from_opening() {
        let options = of(&["--what", "file.txt", "--safe-graphics"]);
        assert_eq!(options.route, None);
        assert!(options.safe_graphics);
    }
}
