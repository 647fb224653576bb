//! The tray's icons: pictures of `assets/*.svg` at twice the usual size of 22 pixels.
//!
//! They are drawn in the middle of the brand's indigo, which stands out from light panels and
//! from dark ones: no desktop tells a program reliably which of them it has.

use std::io::Cursor;

use anyhow::{Context, Result};
use tray_icon::Icon;

use super::face::Sign;

/// The icon of a sign.
pub fn icon(sign: Sign) -> Result<Icon> {
    let picture: &[u8] = match sign {
        Sign::Normal => include_bytes!("../../assets/tray-normal.png"),
        Sign::Paused => include_bytes!("../../assets/tray-paused.png"),
        Sign::Attention => include_bytes!("../../assets/tray-attention.png"),
    };
    let mut reader = png::Decoder::new(Cursor::new(picture)).read_info()?;
    let size = reader
        .output_buffer_size()
        .context("the picture is too large")?;
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels)?;
    Ok(Icon::from_rgba(pixels, frame.width, frame.height)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_has_a_picture() {
        for sign in [Sign::Normal, Sign::Paused, Sign::Attention] {
            assert!(icon(sign).is_ok(), "{sign:?}");
        }
    }
}
