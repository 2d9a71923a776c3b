//! What the features `schemars` and `utoipa` add to the bounds of other traits.

/// A type with the schemas of the features that are on, any type without them.
#[cfg(feature = "utoipa")]
pub trait Described: schemars::JsonSchema + utoipa::ToSchema {}

#[cfg(feature = "utoipa")]
impl<T: schemars::JsonSchema + utoipa::ToSchema> Described for T {}

/// A type with the schemas of the features that are on, any type without them.
#[cfg(all(feature = "schemars", not(feature = "utoipa")))]
pub trait Described: schemars::JsonSchema {}

#[cfg(all(feature = "schemars", not(feature = "utoipa")))]
impl<T: schemars::JsonSchema> Described for T {}

/// A type with the schemas of the features that are on, any type without them.
#[cfg(not(feature = "schemars"))]
pub trait Described {}

#[cfg(not(feature = "schemars"))]
impl<T> Described for T {}
