mod appended;
mod typed;

use proptest::prelude::*;

use super::{Address, AddressError};

fn refused(typed: &str) -> AddressError {
    Address::parse(typed).expect_err(typed)
}

/// Text that is rich in what means something in an address.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("/"),
        Just("\\"),
        Just("?"),
        Just("#"),
        Just("@"),
        Just(":"),
        Just("//"),
        Just(".."),
        Just("."),
        Just("%2e"),
        Just("%2F"),
        Just("%5c"),
        Just("%"),
        Just("&"),
        Just("\r\n"),
        Just("\t"),
        Just(" "),
        Just("\0"),
        Just("evil.example"),
        Just("http:"),
        Just("[::1]"),
        Just("{{x}}"),
        Just("ü"),
        Just("\u{202e}"),
        Just("a"),
        Just(";"),
    ];
    prop_oneof![
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}
