//! How many tests passed and failed, read from what the test runners print.

use std::ops::AddAssign;

/// Passed and failed checks and tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many passed.
    pub passed: usize,
    /// How many failed.
    pub failed: usize,
}

impl Tally {
    /// One check that passed or failed as a whole.
    pub fn check(passed: bool) -> Self {
        Self {
            passed: usize::from(passed),
            failed: usize::from(!passed),
        }
    }

    /// What a step counts for: its tests, and one failure more when the runner failed without
    /// naming a failed test (it did not compile, it crashed) or ran no test at all.
    pub fn of_tests(counted: Self, succeeded: bool) -> Self {
        let silent_failure = counted.failed == 0 && (!succeeded || counted.passed == 0);
        Self {
            failed: counted.failed + usize::from(silent_failure),
            ..counted
        }
    }

    /// True when nothing failed.
    pub fn is_clean(self) -> bool {
        self.failed == 0
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The test runners whose summaries are understood.
#[derive(Debug, Clone, Copy)]
pub enum Reporter {
    /// `test result: ok. 3 passed; 0 failed; 0 ignored; …`, once for each test program.
    Cargo,
    /// `Tests  1 failed | 11 passed (12)`.
    Vitest,
    /// `5 passed (10.2s)`, `1 failed` and `1 flaky`, each on a line of its own.
    Playwright,
}

impl Reporter {
    /// What one line of output adds to the tally; nothing, unless it is a summary.
    pub fn read(self, line: &str) -> Tally {
        let line = without_colours(line);
        let line = line.trim();
        match self {
            Self::Cargo => line.strip_prefix("test result:").map(counts),
            Self::Vitest => line.strip_prefix("Tests ").map(counts),
            Self::Playwright => is_playwright_summary(line).then(|| counts(line)),
        }
        .unwrap_or_default()
    }
}

/// Adds up each `<number> passed` and `<number> failed`. A test that passed only when it was
/// tried again (`flaky`) has failed.
fn counts(summary: &str) -> Tally {
    let words: Vec<&str> = summary
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut tally = Tally::default();
    for pair in words.windows(2) {
        let number = pair[0].parse().unwrap_or(0);
        match pair[1] {
            "passed" => tally.passed += number,
            "failed" | "flaky" => tally.failed += number,
            _ => {}
        }
    }
    tally
}

fn is_playwright_summary(line: &str) -> bool {
    let mut words = line.split(' ');
    let counted = words
        .next()
        .is_some_and(|word| word.parse::<usize>().is_ok());
    let outcome = matches!(words.next(), Some("passed" | "failed" | "flaky"));
    let nothing_more = words.next().is_none_or(|word| word.starts_with('('));
    counted && outcome && nothing_more
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_code, text)| text);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::{Reporter, Tally};

    fn read(reporter: Reporter, output: &str) -> (usize, usize) {
        let mut tally = Tally::default();
        for line in output.lines() {
            tally += reporter.read(line);
        }
        (tally.passed, tally.failed)
    }

    #[test]
    fn cargo_prints_one_summary_for_each_test_program() {
        let output = "\
running 3 tests
test tally::a_line_with_7_failed ... ok
test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(read(Reporter::Cargo, output), (7, 2));
    }

    #[test]
    fn vitest_counts_tests_not_files() {
        let output = " Test Files  1 failed | 2 passed (3)\n      Tests  1 failed | 11 passed (12)";
        assert_eq!(read(Reporter::Vitest, output), (11, 1));
    }

    #[test]
    fn vitest_is_understood_in_colour() {
        let output =
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m (12)";
        assert_eq!(read(Reporter::Vitest, output), (12, 0));
    }

    #[test]
    fn playwright_counts_a_flaky_test_as_failed() {
        let output = "  1 failed\n    [chromium] › a.spec.ts:3:1 › 9 passed things\n  1 flaky\n  5 passed (10.2s)";
        assert_eq!(read(Reporter::Playwright, output), (5, 2));
    }

    #[test]
    fn a_runner_that_fails_without_a_failed_test_still_counts() {
        let none = Tally::default();
        assert_eq!(Tally::of_tests(none, false).failed, 1);
        let some = Tally {
            passed: 4,
            failed: 0,
        };
        assert_eq!(Tally::of_tests(some, false).failed, 1);
    }

    #[test]
    fn a_step_that_runs_no_test_has_failed() {
        assert!(!Tally::of_tests(Tally::default(), true).is_clean());
    }

    #[test]
    fn named_failures_are_not_counted_twice() {
        let counted = Tally {
            passed: 4,
            failed: 2,
        };
        assert_eq!(Tally::of_tests(counted, false), counted);
    }
}
