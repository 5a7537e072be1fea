//! How much of a body is read. What is longer is refused, but read on for a while and dropped: a
//! client that is still sending when the connection closes would never read why.

use axum::body::{Body, Bytes};
use futures::StreamExt as _;

/// The most bytes that a filled form or a request of the API may have.
pub(crate) const MOST: usize = 256 * 1024;
/// How much of a body that is too large is read and dropped.
const DRAINED: usize = 8 * 1024 * 1024;

/// Why a body is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// It has more bytes than wanted.
    TooLarge,
    /// It did not arrive as a whole.
    Interrupted,
}

/// The whole body, if it has no more bytes than this.
pub(crate) async fn whole(body: Body, most: usize) -> Result<Bytes, Unread> {
    let mut chunks = body.into_data_stream();
    let mut kept = Vec::new();
    let mut seen = 0_usize;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Unread::Interrupted)?;
        seen = seen.saturating_add(chunk.len());
        if seen <= most {
            kept.extend_from_slice(&chunk);
        } else if seen > DRAINED {
            break;
        }
    }
    if seen > most {
        return Err(Unread::TooLarge);
    }
    Ok(kept.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_of_the_limit_is_kept_whole_and_one_byte_more_is_too_large() {
        let bytes = vec![b'x'; 1000];
        assert_eq!(whole(bytes.clone().into(), 1000).await.unwrap(), bytes);
        let more = whole(vec![b'x'; 1001].into(), 1000).await;
        assert_eq!(more, Err(Unread::TooLarge));
    }

    #[tokio::test]
    async fn a_body_without_end_is_not_read_for_ever() {
        let chunk = || Ok::<_, std::convert::Infallible>(Bytes::from_static(&[b'x'; 1024]));
        let endless = futures::stream::repeat_with(chunk);
        let read = whole(Body::from_stream(endless), MOST).await;
        assert_eq!(read, Err(Unread::TooLarge));
    }

    #[tokio::test]
    async fn a_body_that_breaks_off_is_not_taken_for_whole() {
        let pieces = [
            Ok(Bytes::from_static(b"reason=")),
            Err(std::io::Error::other("cut")),
        ];
        let cut = Body::from_stream(futures::stream::iter(pieces));
        assert_eq!(whole(cut, MOST).await, Err(Unread::Interrupted));
    }
}
