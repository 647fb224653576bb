//! The tray's icons: pictures of `assets/*.svg` at twice the usual size of 22 pixels.
//!
//! There is one set, in the middle of the brand's indigo, which stands out from light panels and
//! from dark ones alike. No desktop tells a program reliably which of them it has: what the portal
//! says of light and dark is about windows, while GNOME's panel is black in either, and Windows
//! keeps a choice of its own for the taskbar.

use std::io::Cursor;

use anyhow::{Context, Result};
use tray_icon::Icon;

use super::face::Sign;

/// The icon of a sign.
pub fn icon(sign: Sign) -> Result<Icon> {
    let (pixels, (width, height)) = picture(sign)?;
    Ok(Icon::from_rgba(pixels, width, height)?)
}

/// The pixels of its picture as red, green, blue and how opaque they are, with its size.
fn picture(sign: Sign) -> Result<(Vec<u8>, (u32, u32))> {
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
    Ok((pixels, (frame.width, frame.height)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn every_sign_has_a_picture() {
        for sign in [Sign::Normal, Sign::Paused, Sign::Attention] {
            assert!(icon(sign).is_ok(), "{sign:?}");
        }
    }

    #[test]
    fn every_picture_stands_out_from_light_and_dark_panels() {
        // Windows and Breeze in light, white, Breeze and Yaru in dark, black.
        let panels = [0xee_eeee, 0xef_f0f1, 0xff_ffff, 0x2a_2e32, 0x2c_2c2c, 0];
        for sign in [Sign::Normal, Sign::Paused, Sign::Attention] {
            let (pixels, _) = picture(sign).unwrap();
            let inked = pixels.chunks_exact(4).find(|pixel| pixel[3] == 255);
            let ink = luminance([inked.unwrap()[0], inked.unwrap()[1], inked.unwrap()[2]]);
            for panel in panels {
                let [_, red, green, blue] = u32::to_be_bytes(panel);
                let under = luminance([red, green, blue]);
                let contrast = (ink.max(under) + 0.05) / (ink.min(under) + 0.05);
                assert!(contrast >= 3.3, "{sign:?} on {panel:06x}: {contrast:.2}");
            }
        }
    }

    /// As WCAG defines it.
    fn luminance(colour: [u8; 3]) -> f64 {
        let linear = colour.map(|part| match f64::from(part) / 255.0 {
            part if part <= 0.04045 => part / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
