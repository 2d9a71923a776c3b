//! The page `openapi/check.html`: what it is made of, and whether it is fresh.

pub mod page;
pub mod sources;
