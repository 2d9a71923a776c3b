//! The readers that the build script writes: for each object of each variant a straight line of
//! code for fields in the server's order.

use super::reader::{ObjectConstants, Reader};
use crate::layout::ValueKind;

/// Reads an object and returns its end.
pub(super) type ReadObject = fn(&mut Reader<'_, '_, '_>, usize) -> Option<usize>;

include!(concat!(env!("OUT_DIR"), "/readers.rs"));
