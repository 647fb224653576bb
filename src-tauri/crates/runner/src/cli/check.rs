//! `hookloom check`: whether everything works that has to.

use hookloom_api::{
    command::RunChecks,
    core::view::{CheckState, Checkup},
};

use super::{Failure, Session, words};

/// Prints what was found; fails when something does not work, so that a script can ask.
pub async fn run(session: &Session) -> Result<(), Failure> {
    let checkup = session.client.call(RunChecks {}).await?;
    session.output.show(&checkup, describe)?;
    let bad = checkup
        .checks
        .iter()
        .filter(|check| check.state == CheckState::Bad);
    match bad.count() {
        0 => Ok(()),
        1 => Err(Failure::Failed("1 thing does not work.".to_owned())),
        many => Err(Failure::Failed(format!("{many} things do not work."))),
    }
}

fn describe(checkup: &Checkup) -> String {
    let mut text = String::new();
    for check in &checkup.checks {
        let (state, of) = (words::check_state(check.state), words::checked(check.of));
        text.push_str(&format!("{state:<9} {of:<17} {}\n", check.sentence));
        if let Some(advice) = &check.advice {
            text.push_str(&format!("{:<27} {advice}\n", ""));
        }
    }
    text
}
