//! Lists of statuses as people write them.

use std::{borrow::Cow, fmt, ops::RangeInclusive, str::FromStr};

use super::StatusesError;

/// Statuses, singly and in ranges, such as `408, 425, 429, 500-599`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ranges(pub Cow<'static, [Range]>);

/// From one status to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub first: u16,
    pub last: u16,
}

impl Ranges {
    /// Reads a list of what is allowed; `refuse` says of a status that it is not.
    pub fn read(
        text: &str,
        allowed: RangeInclusive<u16>,
        refuse: fn(u16) -> StatusesError,
    ) -> Result<Self, StatusesError> {
        let parts = text.split([',', ';']).map(str::trim);
        let ranges = parts.filter(|part| !part.is_empty()).map(|part| {
            let range: Range = part.parse()?;
            range.checked(&allowed, refuse)
        });
        Ok(Self(ranges.collect::<Result<_, _>>()?))
    }

    pub fn contain(&self, status: u16) -> bool {
        let within = |range: &Range| (range.first..=range.last).contains(&status);
        self.0.iter().any(within)
    }
}

impl Range {
    pub const fn one(status: u16) -> Self {
        Self {
            first: status,
            last: status,
        }
    }

    fn checked(
        self,
        allowed: &RangeInclusive<u16>,
        refuse: fn(u16) -> StatusesError,
    ) -> Result<Self, StatusesError> {
        let mut ends = [self.first, self.last].into_iter();
        match ends.find(|status| !allowed.contains(status)) {
            Some(status) => Err(refuse(status)),
            None if self.last < self.first => Err(StatusesError::Backwards(self.first, self.last)),
            None => Ok(self),
        }
    }
}

impl FromStr for Range {
    type Err = StatusesError;

    fn from_str(text: &str) -> Result<Self, StatusesError> {
        let status = |part: &str| {
            let number = part.trim().parse().ok();
            number.ok_or_else(|| StatusesError::NoStatus(text.to_owned()))
        };
        Ok(match text.split_once(['-', '–']) {
            Some((first, last)) => Self {
                first: status(first)?,
                last: status(last)?,
            },
            None => Self::one(status(text)?),
        })
    }
}

impl fmt::Display for Ranges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Range { first, last }) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            match first == last {
                true => write!(f, "{comma}{first}")?,
                false => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}
