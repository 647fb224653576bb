//! Proxies, versions, and certificates of one's own, with real servers.

use std::{collections::BTreeMap, convert::Infallible, net::IpAddr, sync::Arc};

use bytes::Bytes;
use futures::future::BoxFuture;
use hookloom_core::{
    attempt::Fault,
    secret::Secret,
    signing::Signing,
    transport::{
        CLIENT_KEY, ExplicitProxy, HttpVersion, PROXY_PASSWORD, Proxy, TlsVersion, Transport,
    },
};
use hookloom_engine::delivery::sender::{Sender, Sent, network::Network, way::Way};
use http_body_util::Full;
use hyper::{Response, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    RootCertStore, ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::WebPkiClientVerifier,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use super::{answer, delivery, not_sent, now, post};
use crate::receiver::Receiver;

async fn send_through(
    sender: &Sender,
    url: String,
    transport: &Transport,
    secrets: &BTreeMap<String, Secret>,
) -> Sent {
    let way = Way {
        transport,
        secrets,
        ..Way::signed(&Signing::None {}, &[])
    };
    sender.send(delivery(), &post(url), &way, now()).await
}

async fn send_over(url: String, transport: &Transport) -> Sent {
    send_through(&Sender::default(), url, transport, &BTreeMap::new()).await
}

fn secret(name: &str, text: &str) -> BTreeMap<String, Secret> {
    [(name.to_owned(), Secret::of_others(text).unwrap())].into()
}

fn trusting(pem: &str) -> Transport {
    Transport {
        trusted: pem.to_owned(),
        ..Transport::default()
    }
}

/// A certificate with its key.
pub struct Identity {
    pub pem: String,
    der: CertificateDer<'static>,
    key: KeyPair,
}

/// As `openssl req -x509` makes them: vouching for itself, and allowed to vouch for others.
pub fn self_signed(name: &str) -> Identity {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([name.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let made = params.self_signed(&key).unwrap();
    Identity {
        pem: pem(made.der()),
        der: made.der().clone(),
        key,
    }
}

pub fn issued_by(authority: &Identity, name: &str) -> Identity {
    let mut params = CertificateParams::new(["authority".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::from_params(&params, &authority.key);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new([name.to_owned()]).unwrap();
    let made = params.signed_by(&key, &issuer).unwrap();
    Identity {
        pem: pem(made.der()),
        der: made.der().clone(),
        key,
    }
}

fn pem(der: &CertificateDer<'_>) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let text = STANDARD.encode(der);
    format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n")
}

fn key_pem(key: &KeyPair) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let text = STANDARD.encode(key.serialize_der());
    format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
}

fn server_key(identity: &Identity) -> PrivateKeyDer<'static> {
    PrivateKeyDer::Pkcs8(identity.key.serialize_der().into())
}

/// What a server says that has nothing to say.
const NOTHING: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

/// Answers so over TLS to everyone who gets through the handshake.
async fn tls_server(config: ServerConfig, answer: String) -> String {
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answer) = (acceptor.clone(), answer.clone());
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                let mut read = [0; 4096];
                let _ = stream.read(&mut read).await;
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    format!("https://localhost:{port}/")
}

pub async fn serving(identity: &Identity) -> String {
    saying(identity, NOTHING.to_owned()).await
}

/// A server that answers everything so.
pub async fn saying(identity: &Identity, answer: String) -> String {
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![identity.der.clone()], server_key(identity))
        .unwrap();
    tls_server(config, answer).await
}

#[tokio::test]
async fn a_self_signed_certificate_is_trusted_exactly_and_only_where_it_is_listed() {
    let mine = self_signed("localhost");
    let url = serving(&mine).await;
    assert_eq!(
        not_sent(send_over(url.clone(), &Transport::default()).await).0,
        Fault::Tls
    );
    let trusting_mine = trusting(&mine.pem);
    assert_eq!(answer(send_over(url, &trusting_mine).await).status, 200);

    let other = self_signed("localhost");
    let url = serving(&other).await;
    let (fault, message) = not_sent(send_over(url, &trusting_mine).await);
    assert_eq!(fault, Fault::Tls, "same name, other certificate: {message}");
}

#[tokio::test]
async fn a_listed_certificate_is_trusted_under_another_name_too() {
    let mine = self_signed("printer.intranet");
    let url = serving(&mine).await;
    assert_eq!(
        answer(send_over(url, &trusting(&mine.pem)).await).status,
        200
    );
}

#[tokio::test]
async fn an_authority_of_ones_own_vouches_for_what_it_issued_and_for_that_name() {
    let authority = self_signed("authority");
    let trusted = trusting(&authority.pem);
    let url = serving(&issued_by(&authority, "localhost")).await;
    assert_eq!(answer(send_over(url, &trusted).await).status, 200);
    let url = serving(&issued_by(&authority, "elsewhere.example")).await;
    let (fault, message) = not_sent(send_over(url, &trusted).await);
    assert_eq!(fault, Fault::Tls);
    assert!(message.contains("issued for another name"), "{message}");
}

#[tokio::test]
async fn an_expired_certificate_is_refused_with_the_day_when_it_ended() {
    let authority = self_signed("authority");
    let mut params = CertificateParams::new(["authority".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let issuer = Issuer::from_params(&params, &authority.key);
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2020, 1, 1);
    params.not_after = rcgen::date_time_ymd(2021, 5, 3);
    let made = params.signed_by(&key, &issuer).unwrap();
    let expired = Identity {
        pem: pem(made.der()),
        der: made.der().clone(),
        key,
    };
    let url = serving(&expired).await;
    let (fault, message) = not_sent(send_over(url, &trusting(&authority.pem)).await);
    assert_eq!(fault, Fault::Tls);
    let expected = "The certificate isn't trusted: it expired on 3 May 2021.";
    assert_eq!(message, expected);
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_who_asks_for_it() {
    let (server, authority) = (self_signed("localhost"), self_signed("authority"));
    let client = issued_by(&authority, "hookloom");
    let mut roots = RootCertStore::empty();
    roots.add(authority.der.clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(roots))
        .build()
        .unwrap();
    let config = ServerConfig::builder()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![server.der.clone()], server_key(&server))
        .unwrap();
    let url = tls_server(config, NOTHING.to_owned()).await;
    let mut transport = trusting(&server.pem);
    assert_ne!(
        not_sent(send_over(url.clone(), &transport).await).0,
        Fault::Timeout
    );

    transport.client_certificate = client.pem.clone();
    let (fault, message) = not_sent(send_over(url.clone(), &transport).await);
    assert_eq!(fault, Fault::Secret);
    assert!(message.contains("private key"), "{message}");
    let key = secret(CLIENT_KEY, &key_pem(&client.key));
    let sent = send_through(&Sender::default(), url, &transport, &key).await;
    assert_eq!(answer(sent).status, 200);
}

#[tokio::test]
async fn a_server_that_only_speaks_1_2_is_refused_where_1_3_is_asked_for() {
    let mine = self_signed("localhost");
    let config = ServerConfig::builder_with_protocol_versions(&[&rustls::version::TLS12])
        .with_no_client_auth()
        .with_single_cert(vec![mine.der.clone()], server_key(&mine))
        .unwrap();
    let url = tls_server(config, NOTHING.to_owned()).await;
    let mut transport = trusting(&mine.pem);
    assert_eq!(answer(send_over(url.clone(), &transport).await).status, 200);
    transport.tls = TlsVersion::Tls13;
    assert_eq!(not_sent(send_over(url, &transport).await).0, Fault::Tls);
}

#[tokio::test]
async fn http_2_is_spoken_where_it_is_asked_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let service = service_fn(
            |request: hyper::Request<hyper::body::Incoming>| async move {
                assert_eq!(request.version(), hyper::Version::HTTP_2);
                Ok::<_, Infallible>(Response::new(Full::new(Bytes::from("two"))))
            },
        );
        let _ = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
            .serve_connection(TokioIo::new(stream), service)
            .await;
    });
    let transport = Transport {
        http: HttpVersion::Http2,
        ..Transport::default()
    };
    let sent = send_over(format!("http://127.0.0.1:{port}/"), &transport).await;
    assert_eq!(answer(sent).body, "two");
}

fn through(proxy: &Receiver, except: &[&str]) -> Transport {
    Transport {
        proxy: Some(Proxy::Explicit(ExplicitProxy {
            address: proxy.url("/"),
            user: "karin".to_owned(),
            except: except.iter().map(|host| (*host).to_owned()).collect(),
        })),
        ..Transport::default()
    }
}

#[tokio::test]
async fn a_proxy_gets_the_request_with_user_name_and_password() {
    let (proxy, receiver) = (Receiver::ok().await, Receiver::ok().await);
    let password = secret(PROXY_PASSWORD, "s3cret");
    let (sender, url) = (Sender::default(), receiver.url("/orders"));
    let transport = through(&proxy, &[]);
    answer(send_through(&sender, url.clone(), &transport, &password).await);
    let seen = &proxy.received()[0];
    assert_eq!(seen.target, url, "the whole address, as proxies want it");
    assert_eq!(
        seen.header("proxy-authorization"),
        Some("Basic a2FyaW46czNjcmV0")
    );
    assert_eq!(receiver.received().len(), 0);
}

#[tokio::test]
async fn what_is_excepted_is_reached_directly() {
    let (proxy, receiver) = (Receiver::ok().await, Receiver::ok().await);
    for except in ["127.0.0.0/8", "127.0.0.1"] {
        answer(send_over(receiver.url("/"), &through(&proxy, &[except])).await);
    }
    assert_eq!(receiver.received().len(), 2);
    assert_eq!(proxy.received().len(), 0);
}

#[tokio::test]
async fn tls_goes_through_a_tunnel_of_the_proxy() {
    let mine = self_signed("localhost");
    let url = serving(&mine).await;
    let target = url
        .trim_start_matches("https://")
        .trim_end_matches('/')
        .to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let expected = format!("CONNECT {target} HTTP/1.1\r\n");
    let tunnel = tokio::spawn(async move {
        let (mut inner, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(inner.read_u8().await.unwrap());
        }
        let head = String::from_utf8(head).unwrap();
        assert!(head.starts_with(&expected), "{head}");
        let mut outer = TcpStream::connect(target).await.unwrap();
        inner.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        let _ = tokio::io::copy_bidirectional(&mut inner, &mut outer).await;
    });
    let transport = Transport {
        proxy: Some(Proxy::Explicit(ExplicitProxy {
            address,
            user: String::new(),
            except: Vec::new(),
        })),
        ..trusting(&mine.pem)
    };
    assert_eq!(answer(send_over(url, &transport).await).status, 200);
    tunnel.abort();
}

#[tokio::test]
async fn a_proxy_that_is_away_is_no_fault_of_the_destination() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let receiver = Receiver::ok().await;
    let transport = Transport {
        proxy: Some(Proxy::Explicit(ExplicitProxy {
            address,
            user: String::new(),
            except: Vec::new(),
        })),
        ..Transport::default()
    };
    let (fault, message) = not_sent(send_over(receiver.url("/"), &transport).await);
    assert_eq!(fault, Fault::Offline);
    assert!(message.contains("can't be reached"), "{message}");
}

#[tokio::test]
async fn the_systems_proxy_is_never_asked_for_this_computer_itself() {
    let receiver = Receiver::ok().await;
    let transport = Transport {
        proxy: Some(Proxy::System),
        ..Transport::default()
    };
    assert_eq!(
        answer(send_over(receiver.url("/"), &transport).await).status,
        200
    );
}

/// A SOCKS5 proxy (RFC 1928) that notes which hosts it was asked for, by name or by address.
async fn socks_proxy(asked: tokio::sync::mpsc::UnboundedSender<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut inner, _)) = listener.accept().await {
            let mut greeting = [0; 2];
            inner.read_exact(&mut greeting).await.unwrap();
            let mut methods = vec![0; greeting[1].into()];
            inner.read_exact(&mut methods).await.unwrap();
            inner.write_all(&[5, 0]).await.unwrap();
            let mut head = [0; 4];
            inner.read_exact(&mut head).await.unwrap();
            let host = match head[3] {
                1 => {
                    let mut ip = [0; 4];
                    inner.read_exact(&mut ip).await.unwrap();
                    std::net::Ipv4Addr::from(ip).to_string()
                }
                3 => {
                    let mut name = vec![0; inner.read_u8().await.unwrap().into()];
                    inner.read_exact(&mut name).await.unwrap();
                    String::from_utf8(name).unwrap()
                }
                _ => {
                    let mut ip = [0; 16];
                    inner.read_exact(&mut ip).await.unwrap();
                    std::net::Ipv6Addr::from(ip).to_string()
                }
            };
            let port = inner.read_u16().await.unwrap();
            asked.send(host).unwrap();
            inner
                .write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0])
                .await
                .unwrap();
            let mut outer = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
            tokio::spawn(async move {
                let _ = tokio::io::copy_bidirectional(&mut inner, &mut outer).await;
            });
        }
    });
    address
}

fn through_socks(address: &str) -> Transport {
    Transport {
        proxy: Some(Proxy::Explicit(ExplicitProxy {
            address: address.to_owned(),
            user: String::new(),
            except: Vec::new(),
        })),
        ..Transport::default()
    }
}

#[tokio::test]
async fn a_socks_proxy_gets_an_address_that_was_checked_or_a_name_as_it_was_asked_for() {
    let receiver = Receiver::ok().await;
    let (asked, mut hosts) = tokio::sync::mpsc::unbounded_channel();
    let proxy = socks_proxy(asked).await;
    let url = format!("http://localhost:{}/", receiver.address.port());
    let here = through_socks(&format!("socks5://{proxy}"));
    assert_eq!(answer(send_over(url.clone(), &here).await).status, 200);
    let host = hosts.recv().await.unwrap();
    assert!(["127.0.0.1", "::1"].contains(&host.as_str()), "{host}");
    let there = through_socks(&format!("socks5h://{proxy}"));
    assert_eq!(answer(send_over(url, &there).await).status, 200);
    assert_eq!(hosts.recv().await.unwrap(), "localhost");
    assert_eq!(receiver.received().len(), 2);
}

/// P26: the address that was judged is the one that the proxy is asked for.
#[tokio::test]
async fn by_socks_a_name_that_leads_to_a_metadata_service_is_refused_where_names_are_looked_up_here()
 {
    struct Metadata;
    impl Network for Metadata {
        fn addresses_of(&self, _: String) -> BoxFuture<'static, std::io::Result<Vec<IpAddr>>> {
            Box::pin(std::future::ready(Ok(vec![[169, 254, 169, 254].into()])))
        }
        fn is_online(&self) -> bool {
            true
        }
    }
    let (asked, mut hosts) = tokio::sync::mpsc::unbounded_channel();
    let proxy = socks_proxy(asked).await;
    let sender = Sender::over(Arc::new(Metadata));
    let here = through_socks(&format!("socks5://{proxy}"));
    let url = "http://rebound.example/".to_owned();
    let (fault, message) = not_sent(send_through(&sender, url, &here, &BTreeMap::new()).await);
    assert_eq!(fault, Fault::Refused, "{message}");
    assert!(hosts.try_recv().is_err(), "the proxy was not asked");
}

#[tokio::test]
async fn a_socks_proxy_that_is_away_is_no_fault_of_the_destination() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let away = format!("socks5h://{}", listener.local_addr().unwrap());
    drop(listener);
    let sent = send_over("http://shop.example/".to_owned(), &through_socks(&away)).await;
    let (fault, message) = not_sent(sent);
    assert_eq!(fault, Fault::Offline, "{message}");
    assert!(message.contains(&away), "{message}");
}
