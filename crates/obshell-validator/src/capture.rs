//! What the fast path keeps of a document: a few words for each field that somebody reads.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler takes an eighth more instructions"
)]

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2};

use crate::Operation;
use crate::document::plain_ascii_len;
use crate::view::{Instant, Sink, View};

/// Where a value is, and the value itself as far as it fits in a word. Offsets are kept as readers
/// know them: by how many bytes remain.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CapturedValue {
    remaining_at_start: u32,
    remaining_at_end: u32,
    value: i64,
}

impl CapturedValue {
    /// Documents from this size on are left to the slow path.
    pub(crate) const LIMIT: usize = 1 << 30;

    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "offsets are below the limit"
    )]
    pub(crate) fn new(remaining_at_start: usize, remaining_at_end: usize, value: i64) -> Self {
        Self {
            remaining_at_start: remaining_at_start as u32,
            remaining_at_end: remaining_at_end as u32,
            value,
        }
    }

    #[inline(always)]
    pub(crate) fn value(self) -> i64 {
        self.value
    }

    /// Its first byte and the one behind its last, in a document of this length.
    #[inline(always)]
    pub(crate) fn span(self, length: u32) -> [u32; 2] {
        [
            length - self.remaining_at_start,
            length - self.remaining_at_end,
        ]
    }

    /// The value as it is written, a string with its quotation marks.
    #[inline(always)]
    pub(crate) fn raw(self, bytes: &[u8]) -> &[u8] {
        let [start, end] =
            [self.remaining_at_start, self.remaining_at_end].map(|remaining| remaining as usize);
        bytes
            .get(bytes.len() - start..bytes.len() - end)
            .unwrap_or_default()
    }
}

/// The objects of an array as one word: the first of them and how many there are.
pub(crate) fn pack_items(first: u32, count: u32) -> i64 {
    i64::from(first) << 32 | i64::from(count)
}

fn unpack_items(items: i64) -> (u32, u32) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the halves of the word"
    )]
    let halves = ((items >> 32) as u32, items as u32);
    halves
}

/// The span and the flags of an object that was read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ObjectState {
    pub(crate) start: u32,
    /// 0 if there is no such object.
    pub(crate) end: u32,
    pub(crate) flags: FieldFlags,
}

/// A property of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldFlag {
    Present,
    Absent,
    /// There and not null.
    Valued,
    Null,
    /// A number below zero.
    Negative,
    /// A number that is written with a point.
    Fraction,
    /// A string with escapes.
    Escaped,
    /// A string that is none of the known ones.
    Unknown,
    /// An array, or a string that somebody reads, with something in it.
    Filled,
    /// Every field, and those that the contract does not have.
    Any,
}

/// The number that stands for what is in the arrays of an object, which are none of its fields.
pub(crate) const INSIDE_ARRAYS: u8 = 63;

const FLAGS: usize = 10;

/// A bit for each field, for each property.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FieldFlags([u64; FLAGS]);

impl FieldFlags {
    #[inline(always)]
    pub(crate) fn get(&self, flag: FieldFlag) -> u64 {
        self.0[flag as usize]
    }

    #[inline(always)]
    pub(crate) fn set(&mut self, flag: FieldFlag, fields: u64) {
        self.0[flag as usize] |= fields;
    }

    /// Whether one of the fields has the property.
    #[inline(always)]
    pub(crate) fn any(&self, flag: FieldFlag, fields: u64) -> bool {
        self.0[flag as usize] & fields != 0
    }
}

/// The objects in arrays that a rule about what is around them reads, in the order of their ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct CapturedItems {
    items: Vec<CapturedItem>,
    slots: Vec<CapturedValue>,
}

#[derive(Clone, Copy, Debug)]
struct CapturedItem {
    state: ObjectState,
    first_slot: usize,
    /// The next one in the same array.
    next: u32,
}

impl CapturedItems {
    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.slots.clear();
    }

    /// For how many objects, or values of them, there is memory.
    pub(crate) fn capacity(&self) -> usize {
        self.items.capacity().max(self.slots.capacity())
    }

    /// Adds an object with some of its values and returns its number.
    pub(crate) fn push(
        &mut self,
        state: ObjectState,
        values: impl Iterator<Item = CapturedValue>,
    ) -> Option<u32> {
        let number = u32::try_from(self.items.len()).ok()?;
        self.items.push(CapturedItem {
            state,
            first_slot: self.slots.len(),
            next: u32::MAX,
        });
        self.slots.extend(values);
        Some(number)
    }

    /// Says which object follows another one in the same array.
    pub(crate) fn link(&mut self, previous: u32, next: u32) {
        if let Some(item) = self.items.get_mut(previous as usize) {
            item.next = next;
        }
    }
}

/// As many fields as a rule can read of one object.
pub(crate) const READS: usize = 24;

/// The number of a field that the contract does not have: beyond all slots.
pub(crate) const NO_FIELD: u8 = u8::MAX;

/// The reads of a rule as numbers of fields.
#[derive(Debug)]
pub(crate) struct ResolvedReads {
    pub(crate) fields: [u8; READS],
    /// Where each value is among those that are kept of the object.
    pub(crate) slots: [u8; READS],
    /// The fields as bits.
    pub(crate) bits: u64,
    /// The known strings of each enumeration, by read.
    pub(crate) known: Vec<&'static [&'static str]>,
    /// What is read of the objects in a field, by read.
    pub(crate) items: Vec<Option<ResolvedItems>>,
}

#[derive(Debug)]
pub(crate) struct ResolvedItems {
    /// The number of the object and its slots.
    pub(crate) object: usize,
    pub(crate) slots: Range<usize>,
    /// Whether it is in an array of the field, or in the field itself.
    pub(crate) in_array: bool,
    pub(crate) reads: ResolvedReads,
}

/// What was captured of a document.
pub(crate) struct Captured<'a> {
    pub(crate) operation: Operation,
    pub(crate) is_success: bool,
    pub(crate) http_status: Option<u16>,
    pub(crate) bytes: &'a [u8],
    /// By the number of the object.
    pub(crate) states: &'a [ObjectState],
    pub(crate) slots: &'a [CapturedValue],
    pub(crate) items: &'a CapturedItems,
}

/// An object of which the fields that somebody reads were captured.
#[derive(Clone, Copy)]
pub(crate) struct CapturedView<'a> {
    pub(crate) all: &'a Captured<'a>,
    pub(crate) state: &'a ObjectState,
    /// What is kept of the object.
    pub(crate) slots: &'a [CapturedValue],
    pub(crate) reads: &'a ResolvedReads,
}

impl CapturedView<'_> {
    /// The value, unless it is null.
    #[inline(always)]
    fn value(&self, read: usize) -> Option<CapturedValue> {
        let field = *self.reads.fields.get(read)?;
        // The slot of a field without a value holds that of another object.
        let is_there = self
            .state
            .flags
            .any(FieldFlag::Valued, 1_u64 << (field & 63));
        let slot = usize::from(*self.reads.slots.get(read)?);
        self.slots.get(slot).filter(|_| is_there).copied()
    }

    fn has(&self, flag: FieldFlag, read: usize) -> bool {
        let field = self.reads.fields.get(read);
        field.is_some_and(|field| *field < 64 && self.state.flags.any(flag, 1 << field))
    }

    /// A string without its quotation marks.
    #[inline(always)]
    fn unquoted(&self, read: usize) -> Option<&[u8]> {
        let raw = self.value(read)?.raw(self.all.bytes);
        raw.get(1..raw.len().checked_sub(1)?)
    }
}

impl<'a> View for CapturedView<'a> {
    fn operation(&self) -> Operation {
        self.all.operation
    }

    fn is_success(&self) -> bool {
        self.all.is_success
    }

    fn http_status(&self) -> Option<u16> {
        self.all.http_status
    }

    fn contains(&self, read: usize) -> bool {
        self.has(FieldFlag::Present, read)
    }

    fn is_null(&self, read: usize) -> bool {
        self.has(FieldFlag::Null, read)
    }

    #[inline(always)]
    fn integer(&self, read: usize) -> Option<i64> {
        Some(self.value(read)?.value())
    }

    fn number(&self, read: usize) -> Option<f64> {
        Some(f64::from_bits(self.value(read)?.value().cast_unsigned()))
    }

    fn is_negative(&self, read: usize) -> bool {
        self.has(FieldFlag::Negative, read)
    }

    fn any_negative(&self) -> bool {
        self.state.flags.any(FieldFlag::Negative, self.reads.bits)
    }

    fn instant(&self, read: usize) -> Option<Instant> {
        let value = self.value(read)?.value();
        Some(if value == ZERO_TIME {
            Instant::Zero
        } else {
            Instant::Nanos(value.into())
        })
    }

    fn string(&self, read: usize) -> Option<&[u8]> {
        self.unquoted(read)
    }

    fn texts(&self, read: usize, mut each: impl FnMut(Option<usize>, &[u8])) {
        let Some(value) = self.value(read) else {
            return;
        };
        let raw = value.raw(self.all.bytes);
        // An empty string has nothing to look at, nor has an empty array.
        if raw.len() <= 2 {
            return;
        }
        let Some(mut rest) = raw.strip_prefix(b"[") else {
            return each(None, self.unquoted(read).unwrap_or_default());
        };
        let mut index = 0;
        // Most often the next one is right behind a comma, and has no escapes.
        let next = |rest: &[u8]| match rest {
            [b',', b'"', ..] => Some(1),
            _ => memchr(b'"', rest),
        };
        while let Some(start) = next(rest) {
            rest = &rest[start + 1..];
            let mut end = plain_ascii_len(rest);
            loop {
                end += match rest.get(end) {
                    None | Some(b'"') => break,
                    Some(b'\\') => 2,
                    _ => memchr2(b'"', b'\\', &rest[end..]).unwrap_or(1),
                };
            }
            each(Some(index), &rest[..end]);
            rest = rest.get(end + 1..).unwrap_or_default();
            index += 1;
        }
    }

    fn enumeration(&self, read: usize) -> Option<&str> {
        let known = usize::try_from(self.value(read)?.value()).ok();
        match known.and_then(|known| self.reads.known.get(read)?.get(known)) {
            Some(known) => Some(known),
            None => str::from_utf8(self.unquoted(read)?).ok(),
        }
    }

    fn is_known(&self, read: usize) -> bool {
        !self.has(FieldFlag::Unknown, read)
    }

    fn known(&self, read: usize) -> &[&'static str] {
        self.reads.known.get(read).copied().unwrap_or_default()
    }

    fn length(&self, read: usize) -> Option<usize> {
        Some(unpack_items(self.value(read)?.value()).1 as usize)
    }

    fn items(self, read: usize) -> impl Iterator<Item = Self> {
        let all = self.all;
        let resolved: Option<&'a ResolvedItems> =
            self.reads.items.get(read).and_then(Option::as_ref);
        let (mut number, mut remaining) = match (resolved, self.value(read)) {
            (Some(resolved), Some(value)) if resolved.in_array => unpack_items(value.value()),
            (Some(_), _) if self.contains(read) => (0, 1),
            _ => (0, 0),
        };
        std::iter::from_fn(move || {
            let resolved = resolved?;
            remaining = u32::checked_sub(remaining, 1)?;
            let (state, slots) = if resolved.in_array {
                let item = all.items.items.get(number as usize)?;
                number = item.next;
                (&item.state, all.items.slots.get(item.first_slot..)?)
            } else {
                let state = all.states.get(resolved.object)?;
                (state, all.slots.get(resolved.slots.clone())?)
            };
            (state.end != 0).then_some(Self {
                all,
                state,
                slots,
                reads: &resolved.reads,
            })
        })
    }

    fn written(&self, read: usize) -> Cow<'_, str> {
        let raw = self
            .value(read)
            .map_or(&[][..], |value| value.raw(self.all.bytes));
        let unquoted = raw
            .strip_prefix(b"\"")
            .and_then(|raw| raw.strip_suffix(b"\""));
        String::from_utf8_lossy(unquoted.unwrap_or(raw))
    }
}

/// Go's zero time among captured instants, which are nanoseconds since 1970.
pub(crate) const ZERO_TIME: i64 = i64::MIN;

/// Whether a rule reported anything, which the slow path then puts into words.
#[derive(Default)]
pub(crate) struct Fired(pub(crate) bool);

impl<V> Sink<V> for Fired {
    #[inline(always)]
    fn report_item<M, H>(&mut self, _: V, _: usize, _: Option<usize>, _: impl FnOnce() -> (M, H))
    where
        M: Into<Cow<'static, str>>,
        H: Into<Cow<'static, str>>,
    {
        self.0 = true;
    }
}
