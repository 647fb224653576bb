//! Whether a template gives JSON or XML, whatever is filled in.

use super::{Kind, TemplateError, fill::fill, tags::blanked};

/// Checks the text around the places that are filled in: each place holds one value or a part of a
/// text, so what stands around it decides. With `{% if %}` and the like it depends on the event, and
/// is left to the preview and to the sending.
pub(super) fn check(kind: Kind, source: &str) -> Result<(), TemplateError> {
    let Some(framed) = blanked(source) else {
        return Ok(());
    };
    fill(kind, &framed)
        .map(drop)
        .map_err(|refusal| TemplateError::at(source, refusal.offset, refusal.message))
}
