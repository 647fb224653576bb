//! TLS for a destination with certificates of its own.

use std::sync::Arc;

use hookloom_core::{attempt::Fault, secret::Secret, transport};
use rustls::{
    ClientConfig, DigitallySignedStruct, DistinguishedName, Error as TlsError, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime, pem::PemObject},
};
use rustls_platform_verifier::Verifier;

use super::fault::NotSent;

/// What is shown and accepted beside what the system knows.
pub(super) struct Certificates<'a> {
    /// Trusted certificates.
    pub trusted: Vec<Vec<u8>>,
    /// The client's certificate in PEM, with its private key.
    pub client: Option<(&'a str, &'a Secret)>,
    /// Whether 1.2 is too old.
    pub only_tls13: bool,
    /// Which versions of HTTP may be agreed on.
    pub alpn: &'static [&'static [u8]],
}

/// The configuration for those certificates.
pub(super) fn config(certificates: Certificates<'_>) -> Result<ClientConfig, NotSent> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let versions: &[_] = match certificates.only_tls13 {
        true => &[&rustls::version::TLS13],
        false => rustls::DEFAULT_VERSIONS,
    };
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(versions)
        .map_err(|error| unusable(&error))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Trust::new(certificates.trusted, provider)?));
    let mut config = match certificates.client {
        None => builder.with_no_client_auth(),
        Some((chain, key)) => {
            let chain = transport::certificates(chain).unwrap_or_default();
            let chain = chain.into_iter().map(CertificateDer::from).collect();
            let key = PrivateKeyDer::from_pem_slice(key.reveal().as_bytes()).map_err(|_| {
                let message = "The client certificate's private key can't be read. Paste it again, \
                               in PEM and without a password.";
                NotSent::new(Fault::Secret, message)
            })?;
            builder
                .with_client_auth_cert(chain, key)
                .map_err(|error| unusable(&error))?
        }
    };
    config.alpn_protocols = certificates.alpn.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}

fn unusable(error: &TlsError) -> NotSent {
    let message = format!("The destination's certificates can't be used: {error}.");
    NotSent::new(Fault::Tls, message)
}

/// Trusts a certificate that is listed exactly, whatever name and date it has, as a person does who
/// compared it. Anything else has to be issued by an authority that the system or the list knows.
#[derive(Debug)]
struct Trust {
    listed: Vec<CertificateDer<'static>>,
    others: Verifier,
}

impl Trust {
    fn new(listed: Vec<Vec<u8>>, provider: Arc<CryptoProvider>) -> Result<Self, NotSent> {
        let listed: Vec<_> = listed.into_iter().map(CertificateDer::from).collect();
        let roots = listed.iter().cloned();
        let others = Verifier::new_with_extra_roots(roots, provider);
        Ok(Self {
            others: others.map_err(|error| unusable(&error))?,
            listed,
        })
    }
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        if self.listed.iter().any(|listed| listed == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        self.others
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.others.verify_tls12_signature(message, cert, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        self.others.verify_tls13_signature(message, cert, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.others.supported_verify_schemes()
    }

    fn root_hint_subjects(&self) -> Option<&[DistinguishedName]> {
        self.others.root_hint_subjects()
    }
}
