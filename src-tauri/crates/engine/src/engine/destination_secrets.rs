//! The secrets of destinations: given, replaced without a gap, forgotten.

use std::collections::BTreeMap;

use hookloom_core::{
    authentication,
    destination::{Destination, DestinationSettings, KnownSecrets, NamedSecret},
    id::DestinationId,
    moment::Moment,
    problem::Problems,
    rotation::{HOURS, Rotation},
    secret::{Secret, SecretForm},
    secret_place,
    transport::{self, Proxy},
    view::DestinationRow,
};

use super::Engine;
use crate::{error::EngineError, secrets::Secrets};

/// The names under which settings keep their own secrets.
const RESERVED: [&str; 3] = [
    authentication::SECRET,
    transport::CLIENT_KEY,
    transport::PROXY_PASSWORD,
];
/// The most named secrets of one destination.
const MOST: usize = 50;
/// The longest secret, in bytes: a private key has some thousands.
const LONGEST: usize = 32 * 1024;

/// Secrets that come with settings. What is not given stays as it is.
#[derive(Default)]
pub struct GivenSecrets<'a> {
    /// A new signing secret.
    pub signing: Option<&'a str>,
    /// New secrets by name.
    pub named: BTreeMap<&'a str, &'a str>,
}

impl<'a> From<Option<&'a str>> for GivenSecrets<'a> {
    fn from(signing: Option<&'a str>) -> Self {
        Self {
            signing,
            ..Self::default()
        }
    }
}

impl Engine {
    /// Replaces the signing secret. The old one goes on signing for some hours, so that receivers
    /// can change over; with 0 it is forgotten at once.
    ///
    /// # Errors
    /// When there is no destination of that id, it does not sign, the secret can't serve, or nothing
    /// could be written.
    pub async fn rotate_secret(
        &self,
        id: DestinationId,
        secret: &str,
        hours: u32,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let mut destination = self.destination(id)?;
        let signing = &destination.settings.signing;
        if signing.secret_form().is_none() {
            let message = "It does not sign what it sends, so it has no secret to replace.";
            return Err(EngineError::Refused(message.to_owned()));
        }
        let mut problems = Problems::default();
        let message = "Enter 0 to 720 hours.";
        problems.expect(HOURS.contains(&hours), "hours", message);
        let secret = problems.take("secret", signing.secret(secret));
        problems.into_result().map_err(EngineError::Invalid)?;
        let mut secrets = Secrets::clone(&*self.secrets.get(id.into()).await?);
        let form = signing.secret_form();
        secrets.signing.retain(|old| Some(old.form()) == form);
        secrets.signing.truncate(1);
        let rotation = Rotation::begin(secrets.signing.first(), self.clock.now(), hours);
        if rotation.is_none() {
            secrets.signing.clear();
        }
        secrets.signing.splice(0..0, secret);
        destination.secrets.rotation = rotation;
        self.keep_destination(destination, secrets).await
    }

    /// Forgets the old signing secret before its time is over.
    ///
    /// # Errors
    /// When there is no destination of that id, no secret of it is being replaced, or nothing could
    /// be written.
    pub async fn end_rotation(&self, id: DestinationId) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let mut destination = self.destination(id)?;
        if destination.secrets.rotation.take().is_none() {
            let message = "There is no old secret in use.";
            return Err(EngineError::Refused(message.to_owned()));
        }
        let mut secrets = Secrets::clone(&*self.secrets.get(id.into()).await?);
        secrets.signing.truncate(1);
        self.keep_destination(destination, secrets).await
    }

    /// Forgets a secret that has a name. Whatever asks for it can't be sent from now on.
    ///
    /// # Errors
    /// When there is no destination of that id, it has no such secret, or nothing could be written.
    pub async fn forget_secret(
        &self,
        id: DestinationId,
        name: &str,
    ) -> Result<DestinationRow, EngineError> {
        let _one_at_a_time = self.editing.lock().await;
        let destination = self.destination(id)?;
        let mut secrets = Secrets::clone(&*self.secrets.get(id.into()).await?);
        if RESERVED.contains(&name) || secrets.named.remove(name).is_none() {
            let message = format!("It has no secret called ‘{name}’ that can be forgotten.");
            return Err(EngineError::Refused(message));
        }
        self.keep_destination(destination, secrets).await
    }

    /// Forgets old signing secrets when their time is over; ends with the engine.
    pub(super) async fn end_rotations(&self) {
        let mut catalogs = self.catalog.follow();
        loop {
            let next = self.next_end_of_rotation();
            match next {
                Some((id, until)) if until <= self.clock.now() => {
                    if let Err(error) = self.end_rotation(id).await {
                        tracing::error!(%id, %error, "an old secret could not be forgotten");
                        self.clock.sleep_towards(None).await;
                    }
                }
                next => tokio::select! {
                    () = self.clock.sleep_towards(next.map(|(_, until)| until)) => {}
                    _ = catalogs.changed() => {}
                },
            }
        }
    }

    fn next_end_of_rotation(&self) -> Option<(DestinationId, Moment)> {
        let catalog = self.catalog.get();
        let rotating = catalog.destinations.values().filter_map(|destination| {
            let rotation = destination.secrets.rotation.as_ref()?;
            Some((destination.id, rotation.until))
        });
        rotating.min_by_key(|(_, until)| *until)
    }
}

/// Notes at the destination what may be known of its secrets.
pub(super) fn know(destination: &mut Destination, secrets: &Secrets) {
    let newest = secrets.signing.first();
    let rotation = destination.secrets.rotation.take();
    let named = secrets.named.iter();
    destination.secret_hint = newest.map(Secret::hint);
    destination.secrets = KnownSecrets {
        public_key: newest.and_then(Secret::public_key),
        rotation: rotation.filter(|_| secrets.signing.len() > 1),
        named: named
            .map(|(name, secret)| NamedSecret {
                name: name.clone(),
                hint: secret.hint(),
            })
            .collect(),
    };
}

impl GivenSecrets<'_> {
    /// What a destination has of secrets once these are given, by its settings before and after.
    pub(super) fn check(
        &self,
        kept: &Secrets,
        before: Option<&DestinationSettings>,
        settings: &DestinationSettings,
        problems: &mut Problems,
    ) -> Secrets {
        let named = self.check_named(kept, before, settings, problems);
        Secrets {
            signing: self.check_signing(kept, settings, problems),
            named,
        }
    }

    fn check_signing(
        &self,
        kept: &Secrets,
        settings: &DestinationSettings,
        problems: &mut Problems,
    ) -> Vec<Secret> {
        let signing = &settings.signing;
        let Some(form) = signing.secret_form() else {
            return kept.signing.clone();
        };
        if let Some(text) = self.signing {
            let secret = problems.take("secret", signing.secret(text));
            return secret.into_iter().collect();
        }
        if let Some(missing) = missing(kept.signing.first(), form) {
            problems.add("secret", missing);
        }
        kept.signing.clone()
    }

    fn check_named(
        &self,
        kept: &Secrets,
        before: Option<&DestinationSettings>,
        settings: &DestinationSettings,
        problems: &mut Problems,
    ) -> BTreeMap<String, Secret> {
        let mut named = kept.named.clone();
        named.retain(|name, _| stays(name, before, settings));
        for (name, text) in &self.named {
            let field = format!("secrets.{name}");
            match checked(name, text) {
                Ok(secret) => {
                    named.insert((*name).to_owned(), secret);
                }
                Err(message) => problems.add(&field, message),
            }
        }
        let most = format!(
            "Keep at most {MOST} secrets here; these are {}.",
            named.len()
        );
        problems.expect(named.len() <= MOST, "secrets", most);
        for (name, message) in needed(settings) {
            problems.expect(
                named.contains_key(name) || self.named.contains_key(name),
                &format!("secrets.{name}"),
                message,
            );
        }
        problems.each("headers", &settings.headers, |header, problems| {
            let unknown = |name: &&str| !named.contains_key(*name);
            if let Some(name) = secret_place::names(&header.value).into_iter().find(unknown) {
                let message = format!("There is no secret called ‘{name}’. Add it below.");
                problems.add("value", message);
            }
        });
        named
    }
}

/// Whether a secret that is kept still means the same.
fn stays(name: &str, before: Option<&DestinationSettings>, settings: &DestinationSettings) -> bool {
    match name {
        authentication::SECRET => before.is_some_and(|before| {
            std::mem::discriminant(&before.authentication)
                == std::mem::discriminant(&settings.authentication)
        }),
        transport::CLIENT_KEY => !settings.transport.client_certificate.trim().is_empty(),
        transport::PROXY_PASSWORD => {
            matches!(settings.transport.proxy, Some(Proxy::Explicit(_)))
        }
        _ => true,
    }
}

/// The secrets that settings can't do without, and what to say when they are missing.
fn needed(settings: &DestinationSettings) -> Vec<(&'static str, &'static str)> {
    let mut needed = Vec::new();
    if settings.authentication.needs_secret() {
        let missing = settings.authentication.missing_secret();
        needed.push((authentication::SECRET, missing));
    }
    if !settings.transport.client_certificate.trim().is_empty() {
        needed.push((
            transport::CLIENT_KEY,
            "Enter the certificate's private key.",
        ));
    }
    needed
}

fn missing(kept: Option<&Secret>, form: SecretForm) -> Option<&'static str> {
    match kept {
        None => Some("Add a secret to sign."),
        Some(secret) if secret.form() != form => {
            Some("This way of signing needs another kind of secret. Generate or paste one.")
        }
        Some(_) => None,
    }
}

pub(super) fn checked(name: &str, text: &str) -> Result<Secret, String> {
    if !RESERVED.contains(&name) {
        secret_place::check_name(name)?;
    }
    let text = text.trim_end_matches(['\r', '\n']);
    let lines = name == transport::CLIENT_KEY;
    if text.len() > LONGEST {
        return Err(format!(
            "Use at most {LONGEST} bytes; this secret has {}.",
            text.len()
        ));
    }
    if !lines && text.chars().any(char::is_control) {
        return Err("A secret can't contain line breaks or other control characters.".to_owned());
    }
    Secret::of_others(text).map_err(|_| "Enter the secret.".to_owned())
}
