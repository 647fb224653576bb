//! Servers that write what no proper one would.

use std::{future::Future, io, net::SocketAddr, sync::Arc};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// A server that reads the beginning of what comes on each connection and then behaves as told.
pub async fn server<F>(behave: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> SocketAddr
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let behave = Arc::new(behave);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let behave = Arc::clone(&behave);
            // Each by itself: a connection that is kept in store sends nothing for long.
            tokio::spawn(async move {
                if heard(&mut stream).await? {
                    // The app hangs up on most of them, which ends the behaviour.
                    behave(stream).await?;
                }
                io::Result::Ok(())
            });
        }
    });
    address
}

/// Whether anything came before the other side hung up.
async fn heard(stream: &mut TcpStream) -> io::Result<bool> {
    Ok(stream.read(&mut [0; 4096]).await? > 0)
}

/// Answers whatever comes over this connection.
pub async fn always(mut stream: TcpStream, answer: impl AsRef<[u8]>) -> io::Result<()> {
    loop {
        stream.write_all(answer.as_ref()).await?;
        if !heard(&mut stream).await? {
            return Ok(());
        }
    }
}

/// Answers once and hangs up, so that the answer gets there: closing with something unread would
/// take it away from who reads it.
pub async fn once(mut stream: TcpStream, answer: impl AsRef<[u8]>) -> io::Result<()> {
    stream.write_all(answer.as_ref()).await?;
    stream.shutdown().await?;
    while heard(&mut stream).await? {}
    Ok(())
}

/// Writes `head`, then `piece` over and over.
pub async fn endless(
    mut stream: TcpStream,
    head: impl AsRef<str>,
    piece: Vec<u8>,
) -> io::Result<()> {
    stream.write_all(head.as_ref().as_bytes()).await?;
    loop {
        stream.write_all(&piece).await?;
    }
}

/// 1 MiB of zeros in a gzip member of about 1 KiB: what is taken for text grows a thousandfold in
/// whoever unpacks it.
pub fn gzip_bomb() -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    io::Write::write_all(&mut packer, &vec![0; 1024 * 1024]).unwrap();
    packer.finish().unwrap()
}
