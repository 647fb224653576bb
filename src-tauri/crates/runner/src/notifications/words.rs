//! What the desktop reads.

/// Deliveries were given up.
pub fn failed(count: usize, destination: &str) -> String {
    match count {
        1 => format!("1 delivery to {destination} failed"),
        count => format!("{count} deliveries to {destination} failed"),
    }
}

/// Deliveries arrived, one of them because of what `summary` says: the title and the text.
pub fn delivered(
    count: usize,
    automation: &str,
    destination: &str,
    summary: Option<&str>,
) -> (String, String) {
    let title = match count {
        1 => format!("1 delivery of ‘{automation}’ arrived at {destination}"),
        count => format!("{count} deliveries of ‘{automation}’ arrived at {destination}"),
    };
    let text = match (count, summary) {
        (_, None) => String::new(),
        (1, Some(summary)) => format!("{summary}."),
        (_, Some(summary)) => format!("Among them: {summary}."),
    };
    (title, text)
}

/// A destination no longer wants anything: the title and the text.
pub fn paused(destination: &str) -> (String, String) {
    let text = "It answered that it no longer wants any webhooks. What comes next is held until \
                you resume it.";
    (format!("{destination} is paused"), text.to_owned())
}

/// Nothing but failures came from a destination: the title and the text.
pub fn unhealthy(destination: &str, trouble: &str) -> (String, String) {
    let text = format!(
        "Nothing but failures came from it for too long. {trouble} What comes is held, and it is \
         tried again from time to time."
    );
    (format!("{destination} is paused"), text)
}

/// An unhealthy destination is well again: the title and the text.
pub fn recovered(destination: &str) -> (String, String) {
    let text = "What was held for it is being sent, in its order.";
    (format!("{destination} answers again"), text.to_owned())
}

/// An automation can't work.
pub fn broken(automation: &str) -> String {
    format!("‘{automation}’ can't work")
}

/// On the button that shows more.
pub const VIEW: &str = "View";
/// On the button that sends again.
pub const SEND_AGAIN: &str = "Send again";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_called_several() {
        assert_eq!(failed(1, "Shop"), "1 delivery to Shop failed");
        assert_eq!(failed(5, "Shop"), "5 deliveries to Shop failed");
        let (title, text) = delivered(1, "Invoices", "Shop", Some("a.pdf added"));
        assert_eq!(title, "1 delivery of ‘Invoices’ arrived at Shop");
        assert_eq!(text, "a.pdf added.");
        let (title, text) = delivered(5, "Invoices", "Shop", Some("e.pdf added"));
        assert_eq!(title, "5 deliveries of ‘Invoices’ arrived at Shop");
        assert_eq!(text, "Among them: e.pdf added.");
    }
}
