//! Where a file lies below the watched folder.

use std::borrow::Cow;
use std::fmt;

/// A path relative to the watched folder, with `/` between its parts and kept as bytes:
/// on Unix a name need not be text, and what is not text must still be told apart and found again.
///
/// The empty path is the watched folder itself.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(Box<[u8]>);

impl RelativePath {
    /// The watched folder itself.
    pub fn root() -> Self {
        Self(Box::default())
    }

    /// The path of these bytes, as [`Self::as_bytes`] gave them.
    pub fn from_bytes(bytes: impl Into<Box<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// The path as the disk has it.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether this is the watched folder itself.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The path of the entry `name` in this folder.
    #[must_use]
    pub fn join(&self, name: &[u8]) -> Self {
        if self.is_root() {
            return Self(name.into());
        }
        Self([&self.0, b"/".as_slice(), name].concat().into())
    }

    /// The last part: the name of the file or folder.
    pub fn name(&self) -> &[u8] {
        match self.last_slash() {
            Some(at) => &self.0[at + 1..],
            None => &self.0,
        }
    }

    /// The folder in which this lies; nothing for the watched folder itself.
    pub fn parent(&self) -> Option<Self> {
        match self.last_slash() {
            Some(at) => Some(Self(self.0[..at].into())),
            None if self.is_root() => None,
            None => Some(Self::root()),
        }
    }

    /// Whether this lies in `folder`, at any depth.
    pub fn is_under(&self, folder: &Self) -> bool {
        !self.is_root()
            && (folder.is_root()
                || self
                    .0
                    .strip_prefix(&*folder.0)
                    .is_some_and(|rest| rest.first() == Some(&b'/')))
    }

    /// The text of the path; what is not UTF-8 is shown as `�`.
    pub fn to_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0)
    }

    fn last_slash(&self) -> Option<usize> {
        self.0.iter().rposition(|byte| *byte == b'/')
    }
}

impl From<&str> for RelativePath {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().into())
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for RelativePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_text(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_apart_and_put_together() {
        let path = RelativePath::root().join(b"a").join(b"b.txt");
        assert_eq!(path, "a/b.txt".into());
        assert_eq!(path.name(), b"b.txt");
        assert_eq!(path.parent(), Some("a".into()));
        assert_eq!(
            path.parent().and_then(|folder| folder.parent()),
            Some(RelativePath::root())
        );
        assert_eq!(RelativePath::root().parent(), None);
    }

    #[test]
    fn a_neighbour_with_a_longer_name_is_not_inside() {
        let folder = RelativePath::from("docs");
        assert!(RelativePath::from("docs/a").is_under(&folder));
        assert!(RelativePath::from("docs/a/b").is_under(&folder));
        assert!(!RelativePath::from("docs2/a").is_under(&folder));
        assert!(!folder.is_under(&folder));
        assert!(folder.is_under(&RelativePath::root()));
        assert!(!RelativePath::root().is_under(&RelativePath::root()));
    }

    #[test]
    fn names_that_are_not_text_stay_apart() {
        let one = RelativePath::from_bytes(*b"\xff");
        let other = RelativePath::from_bytes(*b"\xfe");
        assert_ne!(one, other);
        assert_eq!(one.to_text(), other.to_text());
    }
}
