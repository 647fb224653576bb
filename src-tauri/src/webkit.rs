//! How WebKitGTK draws and how much memory it lets grow, on Linux.
//!
//! Its fast path shows a blank window with some drivers, NVIDIA's above all. Sharing buffers by
//! memory instead costs little and works there. Turning the fast path off altogether means drawing
//! in software, which is kept for `--safe-graphics` and for computers without a graphics card. There
//! the fast path would be drawn in software as well, by an imitated card: measured in the log, that
//! takes 100 MB more, twice the processor time, and 45 ms for a picture while scrolling instead of 16.
//!
//! What its pages no longer use it collects only after they have taken as much again, or more where
//! there is much memory: scrolling through a long log then takes hundreds of megabytes.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::Result;

/// A variable for WebKitGTK: name and value.
type Variable = (&'static str, &'static str);
type Variables = &'static [Variable];

const IN_MEMORY: Variables = &[("WEBKIT_DMABUF_RENDERER_FORCE_SHM", "1")];
const IN_SOFTWARE: Variables = &[
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
];

/// Where a graphics card shows that has no render node: NVIDIA's own driver, WSL, and the drivers of
/// Arm's and Qualcomm's makers.
const CARDS: [&str; 5] = [
    "/proc/driver/nvidia",
    "/dev/nvidiactl",
    "/dev/dxg",
    "/dev/mali0",
    "/dev/kgsl-3d0",
];

/// So many bytes (16 MB) may be taken before what is no longer used is collected, and then all of
/// it: a row that is scrolled by outlives one collection and is let go soon after, where a collector
/// that goes by generations looks for it last. With generations a scrolled log took 60 MB more; a
/// fourth of the bytes was measured too, and took more again.
const COLLECTING: Variables = &[
    ("JSC_gcMaxHeapSize", "16777216"),
    ("JSC_useGenerationalGC", "0"),
];

/// Picks the way. The variables have to be there before any thread starts, so when some are
/// missing, this program starts itself anew with them, in the same process.
///
/// # Errors
/// When it can't start itself anew.
pub fn choose(safe: bool) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let nvidia = Path::new("/proc/driver/nvidia").exists();
    let in_software = safe || !has_card(Path::new("/dev/dri"), &CARDS);
    let missing = missing(&wanted(in_software, nvidia), |name| {
        std::env::var_os(name).is_some()
    });
    if missing.is_empty() {
        return Ok(());
    }
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let mut anew = std::process::Command::new(std::env::current_exe()?);
        anew.args(std::env::args_os().skip(1)).envs(missing);
        // Returns only when it did not work.
        Err(anew.exec().into())
    }
    #[cfg(not(unix))]
    Ok(())
}

/// Whether there is a graphics card, or may be: one that draws has a render node, unless its driver
/// is one of those that go their own way.
fn has_card(nodes: &Path, others: &[&str]) -> bool {
    let has_node = nodes.read_dir().is_ok_and(|mut nodes| {
        nodes.any(|node| node.is_ok_and(|node| is_render_node(&node.file_name())))
    });
    has_node || others.iter().any(|other| Path::new(other).exists())
}

fn is_render_node(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b"renderD")
}

fn wanted(in_software: bool, nvidia: bool) -> Vec<Variable> {
    let drawing = match (in_software, nvidia) {
        (true, _) => IN_SOFTWARE,
        (false, true) => IN_MEMORY,
        (false, false) => &[],
    };
    [drawing, COLLECTING].concat()
}

/// What a person has set stays as it is.
fn missing(wanted: &[Variable], is_set: impl Fn(&str) -> bool) -> Vec<Variable> {
    let unset = wanted.iter().filter(|(name, _)| !is_set(name));
    unset.copied().collect()
}

#[cfg(test)]
mod tests {
    use super::{COLLECTING, IN_MEMORY, IN_SOFTWARE, has_card, missing, wanted};

    #[test]
    fn drawing_is_not_changed_without_a_reason() {
        assert_eq!(wanted(false, false), COLLECTING);
    }

    #[test]
    fn nvidia_shares_buffers_by_memory() {
        assert_eq!(wanted(false, true), [IN_MEMORY, COLLECTING].concat());
    }

    #[test]
    fn drawing_in_software_is_the_strongest_wish() {
        assert_eq!(wanted(true, true), [IN_SOFTWARE, COLLECTING].concat());
    }

    #[test]
    fn a_card_has_a_render_node_or_a_driver_of_its_own() {
        let nodes = tempfile::tempdir().unwrap();
        let add = |name| std::fs::write(nodes.path().join(name), "").unwrap();
        let nowhere = "/no/such/driver";
        assert!(!has_card(&nodes.path().join("none"), &[nowhere]));
        add("card0");
        assert!(!has_card(nodes.path(), &[nowhere]), "a screen alone");
        assert!(has_card(nodes.path(), &[nowhere, "/"]), "a driver");
        add("renderD128");
        assert!(has_card(nodes.path(), &[nowhere]), "a render node");
    }

    #[test]
    fn a_variable_that_a_person_set_is_respected() {
        let missing = missing(IN_SOFTWARE, |name| {
            name == "WEBKIT_DISABLE_COMPOSITING_MODE"
        });
        assert_eq!(missing, [("WEBKIT_DISABLE_DMABUF_RENDERER", "1")]);
    }

    #[test]
    fn the_second_start_finds_nothing_missing() {
        assert!(missing(IN_MEMORY, |_| true).is_empty());
    }
}
