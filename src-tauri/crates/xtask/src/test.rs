//! `cargo xtask test`: runs the steps, lets none stop the next, and adds up what they report.

use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::commands::{announce, run as run_check};
use crate::steps::{Counts, STEPS, Step, list};
use crate::tally::{Reporter, Tally};

/// Runs the named steps, or all of them; fails when anything in them failed.
///
/// # Errors
/// When a name is that of no step; then nothing is run.
pub fn run(names: &[&str]) -> Result<ExitCode> {
    let steps = choose(names)?;
    let outcomes: Vec<Outcome> = steps.into_iter().map(Outcome::of).collect();
    println!();
    let mut total = Tally::default();
    for outcome in &outcomes {
        println!("{}", outcome.line());
        total += outcome.tally;
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    Ok(if total.is_clean() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn choose(names: &[&str]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| !STEPS.iter().any(|step| step.name == **name))
    {
        bail!("There is no step `{unknown}`. The steps are:\n\n{}", list());
    }
    let chosen = STEPS
        .iter()
        .filter(|step| names.is_empty() || names.contains(&step.name));
    Ok(chosen.collect())
}

struct Outcome {
    step: &'static Step,
    tally: Tally,
    took: Duration,
}

impl Outcome {
    fn of(step: &'static Step) -> Self {
        println!("\n━━ {}: {}", step.name, step.title);
        let start = Instant::now();
        let tally = perform(step).unwrap_or_else(|error| {
            println!("{error:#}");
            Tally::check(false)
        });
        let outcome = Self {
            step,
            tally,
            took: start.elapsed(),
        };
        println!("{}", outcome.line());
        outcome
    }

    fn line(&self) -> String {
        let Tally { passed, failed } = self.tally;
        let mark = if self.tally.is_clean() { '✓' } else { '✗' };
        let seconds = self.took.as_secs_f64();
        let name = self.step.name;
        format!("{mark} {name:<10}{passed:>5} passed{failed:>5} failed{seconds:>8.1} s")
    }
}

fn perform(step: &Step) -> Result<Tally> {
    (step.set_up)().context("the set-up did not work")?;
    let command = (step.command)()?;
    match step.counts {
        Counts::AsOne => run_check(command).map(|()| Tally::check(true)),
        Counts::Tests(reporter) => run_tests(command, reporter),
    }
}

/// Runs a test runner, passes its output on as it comes, and counts.
fn run_tests(mut command: Command, reporter: Reporter) -> Result<Tally> {
    announce(&command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .context("the test runner could not be started")?;
    let output = child.stdout.take().context("its output was not piped")?;
    let mut counted = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line.context("its output could not be read")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        counted += reporter.read(&line);
    }
    let status = child.wait().context("it could not be waited for")?;
    Ok(Tally::of_tests(counted, status.success()))
}

#[cfg(test)]
mod tests {
    use super::{STEPS, choose};

    #[test]
    fn no_name_means_every_step() {
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn named_steps_run_in_their_usual_order() {
        let names: Vec<_> = choose(&["rust", "format"])
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect();
        assert_eq!(names, ["format", "rust"]);
    }

    #[test]
    fn an_unknown_step_is_refused_before_anything_runs() {
        let refusal = choose(&["rust", "rsut"]).err().unwrap().to_string();
        assert!(refusal.contains("no step `rsut`"), "{refusal}");
        assert!(
            refusal.contains("lint"),
            "it lists what there is: {refusal}"
        );
    }
}
