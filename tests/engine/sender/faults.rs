//! What stood in the way, told apart and in words.

use std::{io, net::IpAddr, sync::Arc, time::Instant};

use futures::future::BoxFuture;
use hookloom_core::{attempt::Fault, doubt::Doubt};
use hookloom_engine::delivery::sender::{
    Sender,
    network::{Network, SystemNetwork},
};
use rustls::pki_types::PrivateKeyDer;
use tokio::net::TcpListener;

use super::{hurried, not_sent, post, send};
use crate::receiver::{Receiver, Reply};

/// A network in which looking a name up fails.
struct NoNames {
    error: fn() -> io::Error,
    online: bool,
}

impl Network for NoNames {
    fn addresses_of(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
        Box::pin(std::future::ready(Err((self.error)())))
    }

    fn is_online(&self) -> bool {
        self.online
    }
}

fn unknown() -> io::Error {
    io::Error::other("failed to lookup address information: Name or service not known")
}

fn no_name_server() -> io::Error {
    io::Error::other("failed to lookup address information: Temporary failure in name resolution")
}

async fn looking_up(error: fn() -> io::Error, online: bool) -> (Fault, String) {
    let sender = Sender::over(Arc::new(NoNames { error, online }));
    not_sent(send(&sender, &post("http://shop.example/")).await)
}

#[tokio::test]
async fn a_name_that_nobody_knows() {
    let (fault, message) = looking_up(unknown, true).await;
    assert_eq!(fault, Fault::Dns);
    assert_eq!(message, "That name can't be found: shop.example.");
}

#[tokio::test]
async fn being_offline_is_not_the_destinations_fault() {
    for error in [unknown, no_name_server] {
        let (fault, message) = looking_up(error, false).await;
        assert_eq!(fault, Fault::Offline);
        assert_eq!(message, "This computer is offline.");
    }
}

#[tokio::test]
async fn a_silent_name_server_leaves_in_doubt_whose_fault_it_is() {
    let error = no_name_server;
    let sender = Sender::over(Arc::new(NoNames {
        error,
        online: true,
    }));
    let sent = send(&sender, &post("http://shop.example/")).await;
    assert_eq!(sent.doubt, Some(Doubt::NamesSilent));
    let (fault, message) = not_sent(sent);
    assert_eq!(fault, Fault::Dns);
    assert_eq!(message, "No name server tells where shop.example is.");
}

#[tokio::test]
async fn the_systems_own_network_finds_this_computer() {
    let addresses = SystemNetwork
        .addresses_of("localhost".to_owned())
        .await
        .unwrap();
    assert!(addresses.iter().any(IpAddr::is_loopback), "{addresses:?}");
}

#[tokio::test]
async fn a_port_where_nobody_listens() {
    let free = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let (fault, message) =
        not_sent(send(&Sender::default(), &post(format!("http://{free}/"))).await);
    assert_eq!(fault, Fault::Connect);
    assert_eq!(message, "Nothing is listening at that address.");
}

#[tokio::test]
async fn no_answer_in_time() {
    let receiver = Receiver::answering(|_| Reply::Nothing).await;
    let began = Instant::now();
    let (fault, message) = not_sent(send(&Sender::default(), &hurried(receiver.url("/"))).await);
    assert_eq!(
        (fault, message.as_str()),
        (Fault::Timeout, "No answer within 1 s.")
    );
    assert!(began.elapsed().as_secs() < 3);
    assert_eq!(receiver.wait_for(1).await.len(), 1);
}

#[tokio::test]
async fn a_lookup_that_never_ends_is_within_the_time_limit() {
    struct Silent;
    impl Network for Silent {
        fn addresses_of(&self, _: String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> {
            Box::pin(std::future::pending())
        }
        fn is_online(&self) -> bool {
            true
        }
    }
    let sender = Sender::over(Arc::new(Silent));
    let (fault, _) = not_sent(send(&sender, &hurried("http://shop.example/")).await);
    assert_eq!(fault, Fault::Timeout);
}

#[tokio::test]
async fn a_tls_handshake_that_never_ends_is_within_the_time_limit() {
    let receiver = Receiver::answering(|_| Reply::Nothing).await;
    let url = receiver.url("/").replace("http", "https");
    let (fault, _) = not_sent(send(&Sender::default(), &hurried(url)).await);
    assert_eq!(fault, Fault::Timeout);
}

#[tokio::test]
async fn a_connection_that_breaks_off() {
    for bytes in ["", "HTTP/1.1 200 O", "HTTP/1.1 200 OK\r\nx-half: "] {
        let receiver = Receiver::answering(|_| Reply::Last(bytes.into())).await;
        let (fault, message) = not_sent(send(&Sender::default(), &post(receiver.url("/"))).await);
        assert_eq!(fault, Fault::Reset, "{bytes:?}: {message}");
        assert_eq!(message, "The connection broke off before an answer came.");
    }
}

#[tokio::test]
async fn what_is_not_http() {
    let not_http: [&[u8]; 6] = [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"220 mail.example ESMTP ready\r\n\r\n",
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"\x00\xff\xfe\x00\x00\r\n\r\n",
    ];
    for bytes in not_http {
        let receiver = Receiver::answering(|_| Reply::Last(bytes.to_vec())).await;
        let (fault, message) = not_sent(send(&Sender::default(), &post(receiver.url("/"))).await);
        assert_eq!(
            fault,
            Fault::Protocol,
            "{}: {message}",
            String::from_utf8_lossy(bytes)
        );
    }
}

#[tokio::test]
async fn https_at_a_port_that_speaks_plain_http() {
    let receiver = Receiver::answering(|_| Reply::Status(400)).await;
    let url = receiver.url("/").replace("http", "https");
    let talking = plain_talker().await;
    let (fault, message) = not_sent(send(&Sender::default(), &post(talking)).await);
    assert_eq!(fault, Fault::Tls, "{url}: {message}");
    assert!(message.contains("isn't TLS"), "{message}");
}

/// Says something in clear text to whoever connects, as servers do to a TLS greeting.
async fn plain_talker() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let refusal = b"HTTP/1.1 400 Bad Request\r\n\r\n";
        tokio::io::AsyncWriteExt::write_all(&mut stream, refusal)
            .await
            .unwrap();
        std::future::pending::<()>().await;
    });
    url
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for() {
    let url = self_signed(rcgen::CertificateParams::new(["localhost".to_owned()]).unwrap()).await;
    let (fault, message) = not_sent(send(&Sender::default(), &post(url)).await);
    assert_eq!(fault, Fault::Tls);
    let expected = "The certificate isn't trusted: it was issued by nobody this computer knows.";
    assert_eq!(message, expected);
}

/// A TLS server with that certificate; anything sent to it would panic the test.
async fn self_signed(certificate: rcgen::CertificateParams) -> String {
    let key = rcgen::KeyPair::generate().unwrap();
    let certificate = certificate.self_signed(&key).unwrap();
    let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        assert!(
            acceptor.accept(stream).await.is_err(),
            "the handshake was completed"
        );
    });
    format!("https://localhost:{port}/")
}
