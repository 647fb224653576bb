//! The person at this computer: their home folder and their time zone.

use hookloom_core::recipe::Surroundings;
use jiff::tz::TimeZone;

/// What a recipe may know without asking.
pub fn surroundings() -> Surroundings {
    let home = std::env::home_dir().map(|home| home.display().to_string());
    Surroundings {
        home: home.filter(|home| !home.is_empty()),
        time_zone: TimeZone::system().iana_name().unwrap_or("UTC").to_owned(),
    }
}
