//! The fast path: checks most documents without building a tree and collects their notes. It
//! returns `None` for any document that it cannot decide; the slow path then checks it. Both report
//! the same findings.
//!
//! How a byte goes through it:
//!
//! ```text
//! published schema ── build script ──► layouts (crate::layout) and a reader for each object
//! levels and rules ── plan/ ─────────► which fields are wanted, which checks run on each object
//!
//! byte ─► in_order.rs   the generated reader: key and value where the server puts them
//!      ─► reader.rs     any other order, white space, arrays, unknown fields
//!           │ scan.rs   one value in place: integer, date-time, string, number
//!           ▼
//!         crate::capture   offset and value of each wanted field
//!           │ at the end of an object: the rules about it (crate::rules), the deviations
//!           │ (plan/deviation.rs)
//!           ▼
//!         found.rs      what was found, as bits and offsets
//!           │ when somebody reads it (unread.rs)
//!           ▼
//!         findings.rs   in the order of a report ─► words.rs: in words
//! ```
//!
//! It is generated from the published schemas, the deviations and the rules, so there is nothing in
//! it to keep up with them. What it does not support costs speed, never correctness.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler takes an eighth more instructions"
)]

mod findings;
mod found;
#[expect(clippy::unreadable_literal, reason = "generated")]
mod generated;
mod in_order;
mod plan;
mod reader;
mod scan;
mod unread;
mod words;

pub(crate) use found::{FindingList, RawFindings};
pub(crate) use plan::Plan;
pub(crate) use unread::UnreadFindings;
pub(crate) use words::{NoteKey, RawFinding};

use crate::capture::CapturedValue;

impl Plan {
    /// Reads a document. `Some` if the slow path would find just what is put into `found`, which is
    /// empty before; `None` if the slow path has to check the document.
    pub(crate) fn read(
        &self,
        http_status: Option<u16>,
        bytes: &[u8],
        found: &mut RawFindings,
    ) -> Option<()> {
        if self.needs_slow_path || bytes.len() > CapturedValue::LIMIT {
            return None;
        }
        reader::read(&self.success, http_status, bytes, found).or_else(|| {
            found.clear();
            reader::read(&self.failure, http_status, bytes, found)
        })
    }
}
