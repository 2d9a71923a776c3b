//! Fields that have one value, or none.

use serde::{Serialize, Serializer};

/// A boolean that has one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Always<const VALUE: bool>;

impl<const VALUE: bool> Serialize for Always<VALUE> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(VALUE)
    }
}

/// A field that the server omits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NotSent;

impl NotSent {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        clippy::unused_self,
        reason = "the signature that serde requires"
    )]
    pub(super) fn always(&self) -> bool {
        true
    }
}

impl Serialize for NotSent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}
