//! A destination that is ready to be sent to.

use std::ops::Deref;

use crate::{
    address::{Address, AddressError},
    destination::Destination,
};

/// A destination whose address was read: every event asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    destination: Destination,
    address: Result<Address, AddressError>,
}

impl Target {
    /// The address of the destination.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn address(&self) -> Result<&Address, &AddressError> {
        self.address.as_ref()
    }

    /// The destination as it is kept.
    pub fn destination(&self) -> &Destination {
        &self.destination
    }
}

impl From<Destination> for Target {
    fn from(destination: Destination) -> Self {
        let address = Address::parse(&destination.settings.address);
        Self {
            destination,
            address,
        }
    }
}

impl Deref for Target {
    type Target = Destination;

    fn deref(&self) -> &Destination {
        &self.destination
    }
}
