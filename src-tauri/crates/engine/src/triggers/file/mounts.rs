//! What kind of disk lies where.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The mounted file systems, by where they are mounted. Where the system has no such list (anywhere
/// but on Linux) all is one local disk.
#[derive(Clone, Debug, Default)]
pub(super) struct Mounts {
    points: HashMap<PathBuf, Disk>,
}

/// What a file system can tell about its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Disk {
    /// Everything, at once.
    Local,
    /// Only what this computer itself does to it: a network or FUSE drive, with its type.
    Remote(String),
    /// It holds no ordinary files, such as `/proc`.
    Pseudo,
}

impl Mounts {
    /// Reads what is mounted now.
    pub fn read() -> Self {
        std::fs::read("/proc/self/mountinfo")
            .map(|list| Self::parse(&String::from_utf8_lossy(&list)))
            .unwrap_or_default()
    }

    /// Reads the list of proc(5): mount point in the fifth field, type after the lone dash. What is
    /// mounted over another mount comes later and hides it.
    fn parse(list: &str) -> Self {
        let points = list.lines().filter_map(|line| {
            let (mount, source) = line.split_once(" - ")?;
            let point = unescape(mount.split(' ').nth(4)?);
            Some((point, Disk::of_type(source.split(' ').next()?)))
        });
        Self {
            points: points.collect(),
        }
    }

    /// The disk that is mounted at exactly this folder.
    pub fn at(&self, folder: &Path) -> Option<&Disk> {
        self.points.get(folder)
    }

    /// Where the disk on which `path` lies is mounted, and what kind it is.
    pub fn of<'a>(&'a self, path: &'a Path) -> (&'a Path, &'a Disk) {
        path.ancestors()
            .find_map(|point| Some((point, self.at(point)?)))
            .unwrap_or((Path::new("/"), &Disk::Local))
    }
}

impl Disk {
    fn of_type(name: &str) -> Self {
        match name {
            "nfs" | "nfs4" | "cifs" | "smb3" | "smbfs" | "9p" | "afs" | "ceph" | "glusterfs"
            | "lustre" | "ncpfs" | "virtiofs" | "vboxsf" | "prl_fs" | "davfs" | "fuse" => {
                Self::Remote(name.to_owned())
            }
            _ if name.starts_with("fuse.") => Self::Remote(name.to_owned()),
            "proc" | "sysfs" | "cgroup" | "cgroup2" | "devtmpfs" | "devpts" | "debugfs"
            | "tracefs" | "securityfs" | "bpf" | "configfs" | "pstore" | "mqueue" | "hugetlbfs"
            | "binfmt_misc" | "fusectl" | "efivarfs" | "autofs" => Self::Pseudo,
            _ => Self::Local,
        }
    }
}

/// Spaces, tabs, line breaks and backslashes stand there as three octal digits after a backslash.
fn unescape(field: &str) -> PathBuf {
    let mut parts = field.split('\\');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part
            .get(..3)
            .and_then(|octal| u8::from_str_radix(octal, 8).ok());
        match code {
            Some(code) => {
                text.push(char::from(code));
                text.push_str(&part[3..]);
            }
            None => {
                text.push('\\');
                text.push_str(part);
            }
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 27 0:40 / /mnt/my\\040share rw - cifs //server/share rw
41 27 0:41 / /home/ada/cloud rw - fuse.rclone cloud: rw
42 27 8:1 / /media/usb rw - fuseblk /dev/sda1 rw
43 27 0:42 / /auto rw - autofs systemd-1 rw
44 43 0:43 / /auto rw - nfs4 server:/auto rw
";

    #[test]
    fn the_kind_of_disk_is_that_of_the_nearest_mount() {
        let mounts = Mounts::parse(LIST);
        for (path, point, disk) in [
            ("/home/ada/in", "/", Disk::Local),
            ("/media/usb/x", "/media/usb", Disk::Local),
            ("/proc/1", "/proc", Disk::Pseudo),
            (
                "/mnt/my share",
                "/mnt/my share",
                Disk::Remote("cifs".to_owned()),
            ),
            (
                "/home/ada/cloud/a",
                "/home/ada/cloud",
                Disk::Remote("fuse.rclone".to_owned()),
            ),
            ("/auto/a", "/auto", Disk::Remote("nfs4".to_owned())),
        ] {
            assert_eq!(
                mounts.of(Path::new(path)),
                (Path::new(point), &disk),
                "{path}"
            );
        }
        assert_eq!(mounts.at(Path::new("/home/ada")), None);
    }

    #[test]
    fn without_a_list_all_is_one_local_disk() {
        let mounts = Mounts::default();
        assert_eq!(mounts.of(Path::new("/x")), (Path::new("/"), &Disk::Local));
    }

    #[test]
    fn what_is_no_escape_stays() {
        assert_eq!(unescape("a\\zzz\\040b"), PathBuf::from("a\\zzz b"));
    }
}
