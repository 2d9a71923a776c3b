//! The fast path: tells of most documents that nothing is wrong with them, and
//! what they show all the same, without building anything.
//!
//! It decides nothing that the full path would not decide alike, and whatever it
//! is not sure of it leaves to it. It is compiled from the published schema, the
//! deviations and the rules, so that there is nothing here to keep up with them.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler takes an eighth more instructions"
)]

mod facts;
mod line;
mod plan;
mod program;
mod reader;
mod scan;

pub(crate) use facts::{Fact, Facts};
pub(crate) use plan::{Plan, Shown};
pub(crate) use program::Owner;
pub(crate) use scan::{Instant, plain, same};

use facts::Slot;

impl Plan {
    /// Reads a document. `Some` if the full path would find just what is put into
    /// `shown`, which is empty before; `None` if it has to be asked.
    pub(crate) fn read(
        &self,
        http_status: Option<u16>,
        bytes: &[u8],
        shown: &mut Shown,
    ) -> Option<()> {
        if self.impossible || bytes.len() > Slot::LIMIT {
            return None;
        }
        reader::read(&self.success, http_status, bytes, shown).or_else(|| {
            shown.clear();
            reader::read(&self.failure, http_status, bytes, shown)
        })
    }
}
