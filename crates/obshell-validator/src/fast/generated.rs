//! The readers that the build script writes: for each object of each variant a straight line of
//! code for fields in the server's order.

use super::in_order::{InOrderProgress, InOrderReader};
use super::reader::Reader;
use crate::layout::ValueKind;

/// Reads fields of an object for as long as they are in the server's order. The last argument has a
/// bit for each field whose value is wanted.
pub(super) type ReadInOrder =
    for<'d> fn(&mut Reader<'_, 'd, '_>, &'d [u8], u64) -> InOrderProgress<'d>;

include!(concat!(env!("OUT_DIR"), "/readers.rs"));
