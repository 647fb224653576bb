//! Gives back memory that is not in use, because the runner stays all day and idles for most of it.
//!
//! Three things pile up. Where huge pages are for everybody, each of the allocator's areas takes two
//! megabytes from its first byte on. What SQLite and other libraries in C freed stays with their
//! allocator, that of the system. And whenever code runs for the first time, Linux maps the pages
//! around it, too: after the start nearly the whole program counts as resident, while an idle runner
//! goes through a tenth of it.

use std::time::Duration;

use tokio::time::{Instant, interval_at};

/// When the start is over.
const AFTER_START: Duration = Duration::from_secs(10);
/// How long what was used since may stay.
const BETWEEN: Duration = Duration::from_secs(60);

/// Takes memory in small pages only, from now on.
#[cfg(target_os = "linux")]
pub fn take_small_pages() {
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!(%error, "huge pages are used");
    }
}

#[cfg(not(target_os = "linux"))]
pub fn take_small_pages() {}

/// Gives back what only the start needed, and every now and then what was needed since.
pub async fn keep_small() {
    let mut turns = interval_at(Instant::now() + AFTER_START, BETWEEN);
    loop {
        turns.tick().await;
        give_back();
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn give_back() {
    match std::fs::read_to_string("/proc/self/maps") {
        Ok(maps) => {
            let code = linux::code_around(&maps, give_back as *const () as usize);
            linux::give_back(code);
        }
        Err(error) => tracing::debug!(%error, "what is mapped can't be read"),
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_back() {}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod linux {
    use std::ops::Range;

    /// The mapping of a program's code in which `address` lies, read from the text of
    /// `/proc/self/maps` (proc(5)).
    pub fn code_around(maps: &str, address: usize) -> Option<Range<usize>> {
        maps.lines().find_map(|line| {
            let mut fields = line.split_whitespace();
            let (start, end) = fields.next()?.split_once('-')?;
            let hex = |text| usize::from_str_radix(text, 16).ok();
            let range = hex(start)?..hex(end)?;
            let is_code = fields.next()? == "r-xp";
            (is_code && range.contains(&address)).then_some(range)
        })
    }

    /// Has free memory and the pages of code go. Code comes back from the file's cached pages as it
    /// is needed.
    #[allow(unsafe_code)]
    pub fn give_back(code: Option<Range<usize>>) {
        // SAFETY: it may be called at any time from any thread (malloc_trim(3)).
        unsafe { libc::malloc_trim(0) };
        let Some(code) = code else {
            return;
        };
        // SAFETY: the range is the mapping of the program's file that this function lies in, so it
        // stays mapped; it is never written to, so its pages hold nothing but what the file holds,
        // and the next access reads that again (madvise(2), MADV_DONTNEED).
        let done = unsafe { libc::madvise(code.start as *mut _, code.len(), libc::MADV_DONTNEED) };
        if done != 0 {
            let error = std::io::Error::last_os_error();
            tracing::debug!(%error, "the pages of code stay");
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        const MAPS: &str = "\
55d0a1000000-55d0a14b3000 r--p 00000000 fe:00 1442 /usr/bin/hookloom
55d0a14b3000-55d0a24ce000 r-xp 004b2000 fe:00 1442 /usr/bin/hookloom (deleted)
55d0a24ce000-55d0a254c000 r--p 014cc000 fe:00 1442 /usr/bin/hookloom
7f27f0000000-7f27f0021000 rw-p 00000000 00:00 0
7f27f7a00000-7f27f7b55000 r-xp 00026000 fe:00 99 /usr/lib/x86_64-linux-gnu/libc.so.6
";

        #[test]
        fn the_mapping_of_the_code_is_found_by_an_address_in_it() {
            let found = code_around(MAPS, 0x55d0_a200_0000);
            assert_eq!(found, Some(0x55d0_a14b_3000..0x55d0_a24c_e000));
        }

        #[test]
        fn what_is_no_code_is_left_alone() {
            assert_eq!(code_around(MAPS, 0x55d0_a250_0000), None);
            assert_eq!(code_around(MAPS, 0x7f27_f000_0010), None);
            assert_eq!(code_around("", 1), None);
        }
    }
}

#[cfg(all(test, target_os = "linux", target_env = "gnu"))]
mod tests {
    #[test]
    fn this_program_goes_on_after_giving_its_pages_back() {
        super::give_back();
        assert_eq!("still here".to_uppercase(), "STILL HERE");
    }
}
