//! What kind of content a file has, as far as its name tells.

/// For content that nobody knows more of.
pub const UNKNOWN: &str = "application/octet-stream";

/// By the ending of the name, in small letters.
const BY_ENDING: &[(&str, &str)] = &[
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    ("gif", "image/gif"),
    ("gz", "application/gzip"),
    ("htm", "text/html"),
    ("html", "text/html"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("log", "text/plain"),
    ("md", "text/markdown"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
    ("svg", "image/svg+xml"),
    ("tar", "application/x-tar"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("txt", "text/plain"),
    ("wav", "audio/wav"),
    ("webp", "image/webp"),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ("xml", "application/xml"),
    ("zip", "application/zip"),
];

/// The media type of a file of that name.
pub fn of_name(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = ending.to_ascii_lowercase();
    let mut known = BY_ENDING.iter();
    let found = known.find(|(known, _)| *known == ending);
    found.map_or(UNKNOWN, |(_, media_type)| media_type)
}

/// Checks a media type that a person wrote.
///
/// # Errors
/// What is wrong, in words.
pub fn check(text: &str) -> Result<(), String> {
    let of = text.split(';').next().unwrap_or_default().trim();
    let word = |word: &str| {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !word.is_empty() && word.bytes().all(fits)
    };
    let visible = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    match of.split_once('/') {
        Some((kind, of)) if word(kind) && word(of) && visible => Ok(()),
        _ => Err(format!(
            "‘{text}’ isn't a content type. Write it like application/pdf."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_name_tells() {
        for (name, expected) in [
            ("a.pdf", "application/pdf"),
            ("A.B.JPG", "image/jpeg"),
            ("pdf", UNKNOWN),
            ("a.", UNKNOWN),
            ("", UNKNOWN),
        ] {
            assert_eq!(of_name(name), expected, "{name}");
        }
    }

    #[test]
    fn a_content_type_is_two_words_with_a_slash() {
        for text in ["application/pdf", "text/plain; charset=utf-8", "a/b+c"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
        for text in ["", "pdf", "/pdf", "text/", "text/plain\r\nx: y", "a b/c"] {
            assert!(check(text).is_err(), "{text}");
        }
    }
}
