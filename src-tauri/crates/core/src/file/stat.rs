//! What a look at a file tells.

/// What one look at a file told about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileStat {
    /// Bytes.
    pub size: u64,
    /// When its content was last written: UTC nanoseconds since 1970.
    pub modified_ns: i64,
    /// The number by which its file system knows it, whatever its name; nothing where there is none.
    pub inode: Option<u64>,
    /// When it was made: UTC nanoseconds since 1970; nothing where the file system doesn't say.
    pub born_ns: Option<i64>,
}

impl FileStat {
    /// Whether nobody wrote the file between two looks. Size and time decide, as they do for rsync's
    /// quick check: inodes change by themselves on FUSE, FAT and network folders.
    pub fn same_content(&self, other: &Self) -> bool {
        self.size == other.size && self.modified_ns == other.modified_ns
    }

    /// Whether two looks, perhaps under different names, were at one and the same file.
    ///
    /// A file system gives the inode of a deleted file to the next new one at once, so the inode alone
    /// proves nothing: the time of birth must agree too, or else content that nobody wrote.
    pub fn same_file(&self, other: &Self) -> bool {
        let same_birth = match (self.born_ns, other.born_ns) {
            (Some(one), Some(other)) => Some(one == other),
            _ => None,
        };
        match (self.inode, other.inode) {
            (Some(one), Some(two)) => {
                one == two && same_birth.unwrap_or_else(|| self.same_content(other))
            }
            _ => same_birth == Some(true) && self.same_content(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: FileStat = FileStat {
        size: 10,
        modified_ns: 1_000,
        inode: Some(7),
        born_ns: Some(500),
    };

    #[test]
    fn a_written_file_is_the_same_file_with_other_content() {
        let written = FileStat {
            size: 12,
            modified_ns: 2_000,
            ..FILE
        };
        assert!(FILE.same_file(&written));
        assert!(!FILE.same_content(&written));
    }

    #[test]
    fn a_new_file_with_the_inode_of_a_deleted_one_is_another_file() {
        let new = FileStat {
            born_ns: Some(900),
            ..FILE
        };
        assert!(!FILE.same_file(&new));
    }

    #[test]
    fn without_times_of_birth_only_an_unwritten_file_is_known_again() {
        let old = FileStat {
            born_ns: None,
            ..FILE
        };
        assert!(FILE.same_file(&old));
        assert!(!FILE.same_file(&FileStat { size: 11, ..old }));
    }

    #[test]
    fn without_inodes_birth_and_content_must_agree() {
        let file = FileStat {
            inode: None,
            ..FILE
        };
        assert!(file.same_file(&file));
        assert!(!file.same_file(&FileStat { size: 11, ..file }));
        let nothing = FileStat {
            born_ns: None,
            ..file
        };
        assert!(!nothing.same_file(&nothing));
    }
}
