//! Inbound hooks: their names, who may call them, and the secrets that callers use.

use hookloom_core::{
    automation::{Automation, AutomationSettings},
    inbound::{Callers, InboundCheck, InboundTrigger},
    problem::Problems,
    secret::Secret,
    trigger::Trigger,
    view::AutomationRow,
};

use super::Engine;
use crate::{error::EngineError, secrets::Secrets};

impl Engine {
    /// Before an edit is answered, so that a hook can be called as soon as it is made.
    pub(super) fn refresh_hooks(&self) {
        let catalog = self.catalog.get();
        let taken = self.chosen.get().incoming.enabled;
        let on = catalog
            .automations
            .values()
            .filter(|automation| taken && automation.settings.enabled);
        self.hooks.set_hooks(
            on.filter_map(|automation| match &automation.settings.trigger {
                Trigger::Inbound(inbound) => Some((automation.id, inbound.clone())),
                _ => None,
            }),
        );
    }

    /// Checks settings and secret together and gives the secret back as what it is.
    pub(super) async fn checked_secret(
        &self,
        present: Option<&Automation>,
        settings: &AutomationSettings,
        secret: Option<&str>,
    ) -> Result<Option<Secret>, EngineError> {
        let id = present.map(|present| present.id);
        let mut found = self.check_automation(id, settings).await;
        let mut problems = Problems::default();
        let secret = check_secret(present, settings, secret, &mut problems);
        found.extend(problems.into_vec());
        match found.is_empty() {
            true => Ok(secret),
            false => Err(EngineError::Invalid(found)),
        }
    }

    /// The secret goes first: a hook without its secret could take no call. One that is not needed
    /// any more is forgotten.
    pub(super) async fn keep_with_secret(
        &self,
        mut automation: Automation,
        secret: Option<Secret>,
    ) -> Result<AutomationRow, EngineError> {
        let id = automation.id;
        if let Some(secret) = secret {
            automation.secret_hint = Some(secret.hint());
            let secrets = Secrets::of_signing(vec![secret]);
            self.secrets.put(id.into(), secrets).await?;
        } else if check_of(&automation.settings).is_none() && automation.secret_hint.is_some() {
            automation.secret_hint = None;
            self.secrets.delete(id.into()).await?;
        }
        self.keep_automation(automation).await
    }
}

/// Notes what is wrong with a hook beside others. Its name must be free. When the network may call
/// one hook, it reaches the others as well: then each that is on needs a secret.
pub(super) fn check_hook<'a>(
    hook: &InboundTrigger,
    enabled: bool,
    others: impl Iterator<Item = &'a AutomationSettings>,
    problems: &mut Problems,
) {
    for other in others {
        let (Trigger::Inbound(theirs), name) = (&other.trigger, &other.name) else {
            continue;
        };
        if theirs.name == hook.name {
            let message = format!("‘{}’ is already used by ‘{name}’.", hook.name);
            problems.add("name", message);
        }
        if !enabled || !other.enabled {
            continue;
        }
        if hook.callers == Callers::Network && !theirs.check.needs_secret() {
            let message = format!(
                "Your network could call ‘{name}’ then, too, and it has no secret. Add one there \
                 first, or turn it off."
            );
            problems.add("callers", message);
        }
        if theirs.callers == Callers::Network && !hook.check.needs_secret() {
            let message = format!(
                "‘{name}’ lets your network call this computer, so this address needs a secret, \
                 too. Add one."
            );
            problems.add("check", message);
        }
    }
}

/// The check of calls, if there is one that needs a secret.
fn check_of(settings: &AutomationSettings) -> Option<&InboundCheck> {
    match &settings.trigger {
        Trigger::Inbound(hook) => Some(&hook.check).filter(|check| check.needs_secret()),
        _ => None,
    }
}

/// The new secret, or none if the present one goes on serving.
fn check_secret(
    present: Option<&Automation>,
    settings: &AutomationSettings,
    secret: Option<&str>,
    problems: &mut Problems,
) -> Option<Secret> {
    let check = check_of(settings)?;
    if let Some(text) = secret {
        return problems.take("secret", check.secret(text));
    }
    let kept = present.filter(|present| present.secret_hint.is_some());
    let before = kept.and_then(|present| check_of(&present.settings));
    let serves = before.is_some_and(|before| before.secret_form() == check.secret_form());
    problems.expect(serves, "secret", "Enter the secret the caller uses.");
    None
}
