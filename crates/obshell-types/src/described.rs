//! What the feature `schemars` adds to the bounds of other traits.

/// A type with a JSON Schema if the feature `schemars` is on, any type otherwise.
#[cfg(feature = "schemars")]
pub trait Described: schemars::JsonSchema {}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> Described for T {}

/// A type with a JSON Schema if the feature `schemars` is on, any type otherwise.
#[cfg(not(feature = "schemars"))]
pub trait Described {}

#[cfg(not(feature = "schemars"))]
impl<T> Described for T {}
