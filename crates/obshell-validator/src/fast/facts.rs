//! What is kept of a document while it is read: a few words for each member.

use obshell_types::BackupStatus;

use super::plan::Asked;
use super::scan::Instant;

/// Where a value stands, and the value itself as far as it fits a word. Places are
/// kept as readers know them: by how many bytes are left.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    left_before: u32,
    left_behind: u32,
    value: i64,
}

impl Slot {
    /// Documents from this size on are left to the full path.
    pub(super) const LIMIT: usize = 1 << 30;

    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "offsets are below the limit"
    )]
    pub(super) fn new(left_before: usize, left_behind: usize, value: i64) -> Self {
        Self {
            left_before: left_before as u32,
            left_behind: left_behind as u32,
            value,
        }
    }

    /// Whether there is a value. Something is left before every value.
    #[inline(always)]
    fn is_filled(self) -> bool {
        self.left_before != 0
    }

    #[inline(always)]
    pub(super) fn value(self) -> i64 {
        self.value
    }

    /// Its first byte and the one behind its last, in a document of this length.
    #[inline(always)]
    pub(super) fn span(self, length: u32) -> [u32; 2] {
        [length - self.left_before, length - self.left_behind]
    }

    /// The text with its quotation marks, if it has any.
    #[inline(always)]
    pub(super) fn written(self, bytes: &[u8]) -> &[u8] {
        let [before, behind] = [self.left_before, self.left_behind].map(|left| left as usize);
        bytes
            .get(bytes.len() - before..bytes.len() - behind)
            .unwrap_or_default()
    }
}

/// What an object had.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) marks: Marks,
}

/// What is known of each member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Present,
    Absent,
    /// A number below zero.
    Negative,
    /// A number that is written with a point.
    Fraction,
    /// A string that is not what stands between the quotation marks.
    Escaped,
    /// Every field, and those that the contract does not have.
    Any,
}

const MARKS: usize = 6;

/// A bit for each field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks([u64; MARKS]);

impl Marks {
    #[inline(always)]
    pub(super) fn set(&mut self, mark: Mark, fields: u64) {
        self.0[mark as usize] |= fields;
    }

    /// Whether one of the fields is marked so.
    #[inline(always)]
    pub(super) fn any(&self, mark: Mark, fields: u64) -> bool {
        self.0[mark as usize] & fields != 0
    }
}

/// A field that a rule asks for, and as what.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fact {
    Integer(&'static str),
    /// A number that may be a fraction.
    Number(&'static str),
    /// An integer or such a number, of which only the sign is asked.
    AnyNumber(&'static str),
    Instant(&'static str),
    Text(&'static str),
    /// One of the texts that the contract lists, or another.
    Known(&'static str),
    /// A list, of which the number of items is known.
    List(&'static str),
    /// Whatever it is, only whether it is there.
    Presence(&'static str),
}

impl Fact {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Integer(name)
            | Self::Number(name)
            | Self::AnyNumber(name)
            | Self::Instant(name)
            | Self::Text(name)
            | Self::Known(name)
            | Self::List(name)
            | Self::Presence(name) => name,
        }
    }
}

/// What one rule asked for of one object. Facts are numbered in its order; what
/// is absent is `None`, as it is for the rule itself.
pub(crate) struct Facts<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) http_status: Option<u16>,
    pub(super) seen: &'a Seen,
    /// The slots of the object.
    pub(super) slots: &'a [Slot],
    /// Which fields of the object they are.
    pub(super) asked: &'a Asked,
    pub(super) statuses: &'a [BackupStatus],
}

impl Facts<'_> {
    #[inline(always)]
    fn slot(&self, fact: usize) -> Option<Slot> {
        // A field that the contract does not have is beyond all slots.
        let field = *self.asked.fields.get(fact)?;
        let slot = *self.slots.get(usize::from(field))?;
        slot.is_filled().then_some(slot)
    }

    pub(crate) fn http_status(&self) -> Option<u16> {
        self.http_status
    }

    pub(crate) fn is_present(&self, fact: usize) -> bool {
        let field = self.asked.fields.get(fact);
        field.is_some_and(|field| *field < 64 && self.seen.marks.any(Mark::Present, 1 << field))
    }

    #[inline(always)]
    pub(crate) fn integer(&self, fact: usize) -> Option<i64> {
        Some(self.slot(fact)?.value())
    }

    pub(crate) fn number(&self, fact: usize) -> Option<f64> {
        Some(f64::from_bits(self.slot(fact)?.value().cast_unsigned()))
    }

    /// Whether one of the numbers is below zero.
    pub(crate) fn any_negative(&self) -> bool {
        self.seen.marks.any(Mark::Negative, self.asked.bits)
    }

    pub(crate) fn instant(&self, fact: usize) -> Option<Instant> {
        Some(Instant::of(self.slot(fact)?.value()))
    }

    /// What stands between the quotation marks.
    pub(crate) fn text(&self, fact: usize) -> Option<&[u8]> {
        let written = self.slot(fact)?.written(self.bytes);
        written.get(1..written.len().checked_sub(1)?)
    }

    /// Whether the text is one that the contract lists, or absent.
    pub(crate) fn is_known(&self, fact: usize) -> bool {
        self.slot(fact).is_none_or(|slot| slot.value() >= 0)
    }

    /// A known status.
    pub(crate) fn status(&self, fact: usize) -> Option<&BackupStatus> {
        self.statuses
            .get(usize::try_from(self.slot(fact)?.value()).ok()?)
    }

    /// How many items a list has.
    pub(crate) fn items(&self, fact: usize) -> Option<i64> {
        self.integer(fact)
    }
}
