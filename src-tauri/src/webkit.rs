//! How WebKitGTK draws and how much memory it lets grow, on Linux.
//!
//! Its fast path shows a blank window with some drivers, NVIDIA's above all. Sharing buffers by
//! memory instead costs little and works there. Turning the fast path off altogether means drawing
//! in software, which is kept for `--safe-graphics`.
//!
//! What its pages no longer use it collects only after they have taken as much again, or more where
//! there is much memory: scrolling through a long log then takes hundreds of megabytes.

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

/// So many bytes (16 MB) may be taken before what is no longer used is collected. A fourth of it
/// was measured too: a scrolled log then took half as much again.
const COLLECTING: Variables = &[("JSC_gcMaxHeapSize", "16777216")];

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
    let missing = missing(&wanted(safe, nvidia), |name| {
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

fn wanted(safe: bool, nvidia: bool) -> Vec<Variable> {
    let drawing = match (safe, nvidia) {
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
    use super::{COLLECTING, IN_MEMORY, IN_SOFTWARE, missing, wanted};

    #[test]
    fn drawing_is_not_changed_without_a_reason() {
        assert_eq!(wanted(false, false), COLLECTING);
    }

    #[test]
    fn nvidia_shares_buffers_by_memory() {
        assert_eq!(wanted(false, true), [IN_MEMORY, COLLECTING].concat());
    }

    #[test]
    fn safe_graphics_is_the_strongest_wish() {
        assert_eq!(wanted(true, true), [IN_SOFTWARE, COLLECTING].concat());
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
