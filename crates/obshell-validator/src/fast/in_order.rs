//! What the generated readers are made of. All of it is inlined, so that keys, fields and bounds are
//! constants in the code that runs.

use super::generated::ReadObject;
use super::reader::{Destination, Reader};
use super::scan;
use crate::document::{digits, plain_ascii_len};
use crate::layout::ValueKind;

/// How far the fields were in the server's order.
pub(super) struct InOrderProgress<'d> {
    /// What is left, from the separator on.
    pub(super) rest: &'d [u8],
    /// Which field would have been next; beyond all if that is of no use.
    pub(super) next: usize,
    /// The fields before it that are there, as bits.
    pub(super) present: u64,
}

/// How much must remain behind every key that is looked for.
const VALUE: usize = 8;

pub(super) struct InOrderReader<'r, 'p, 'd, 's> {
    reader: &'r mut Reader<'p, 'd, 's>,
    rest: &'d [u8],
    /// What was left before the last name.
    before: &'d [u8],
    next: usize,
    /// The fields that are not there, as bits.
    absent: u64,
    wanted: u64,
    /// That of the first field.
    slot: usize,
}

/// A bit for each field below this one, which is at most the 64th.
const fn below(field: usize) -> u64 {
    if field < 64 {
        (1 << field) - 1
    } else {
        u64::MAX
    }
}

impl<'r, 'p, 'd, 's> InOrderReader<'r, 'p, 'd, 's> {
    /// Follows the steps, which are those of all fields, as far as possible.
    #[inline(always)]
    pub(super) fn read(
        reader: &'r mut Reader<'p, 'd, 's>,
        rest: &'d [u8],
        wanted: u64,
        (slot, fields): (usize, usize),
        steps: impl FnOnce(&mut Self) -> Option<()>,
    ) -> InOrderProgress<'d> {
        let mut line = Self {
            reader,
            rest,
            before: rest,
            next: fields,
            absent: 0,
            wanted,
            slot,
        };
        let _all = steps(&mut line);
        InOrderProgress {
            rest: line.rest,
            next: line.next,
            present: below(line.next) & !line.absent,
        }
    }

    /// Ends before a field.
    #[inline(always)]
    pub(super) fn stop(&mut self, field: usize) -> Option<()> {
        self.rest = self.before;
        self.next = field;
        None
    }

    /// Whether the text comes next, and as much behind it as most values take.
    #[inline(always)]
    fn starts_with<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        self.before = self.rest;
        if self.rest.len() < N + VALUE {
            return false;
        }
        match self.rest.split_first_chunk::<N>() {
            Some((head, rest)) if head == text => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// A key with its separator and all that is the same before each value.
    #[inline(always)]
    pub(super) fn key<const N: usize>(&mut self, field: usize, text: &[u8; N]) -> Option<()> {
        if self.starts_with(text) {
            Some(())
        } else {
            self.stop(field)
        }
    }

    /// The same for an optional field: whether it is there.
    #[inline(always)]
    pub(super) fn optional_key<const N: usize>(&mut self, field: usize, text: &[u8; N]) -> bool {
        let there = self.starts_with(text);
        self.absent |= u64::from(!there) << field;
        there
    }

    #[inline(always)]
    fn to(&self, field: usize) -> Destination {
        Destination::new(self.slot + field, field, self.wanted)
    }

    /// Goes on behind a value. Something has to follow, so nothing is left if it
    /// is not what it should be.
    #[inline(always)]
    fn advance(&mut self, field: usize, left: &'d [u8]) -> Option<()> {
        if left.is_empty() {
            return self.stop(field);
        }
        self.rest = left;
        Some(())
    }

    #[inline(always)]
    pub(super) fn integer(&mut self, field: usize) -> Option<()> {
        let (to, text) = (self.to(field), self.rest);
        if let Some((digits, count, left)) = scan::short_integer(text) {
            if to.wanted {
                let value = digits::parse_digits(digits, count).cast_signed();
                self.reader.store(to, text, left, value);
            }
            self.rest = left;
            return Some(());
        }
        let left = self.reader.integer(to, text);
        self.advance(field, left)
    }

    /// A literal of this length that was read with the name.
    #[inline(always)]
    pub(super) fn constant(&mut self, field: usize, length: usize) {
        let to = self.to(field);
        if to.wanted {
            self.reader.store_literal(to, self.rest, length);
        }
    }

    #[inline(always)]
    pub(super) fn integer_range(&mut self, field: usize, least: i64, most: i64) -> Option<()> {
        let (to, text) = (self.to(field), self.rest);
        if let Some((digits, count, left)) = scan::short_integer(text) {
            let value = digits::parse_digits(digits, count).cast_signed();
            if (least..=most).contains(&value) {
                if to.wanted {
                    self.reader.store(to, text, left, value);
                }
                self.rest = left;
                return Some(());
            }
        }
        let left = self.reader.integer_range(to, text, least, most);
        self.advance(field, left)
    }

    #[inline(always)]
    pub(super) fn number(&mut self, field: usize) -> Option<()> {
        let left = self.reader.number(self.to(field), self.rest);
        self.advance(field, left)
    }

    #[inline(always)]
    pub(super) fn string(&mut self, field: usize) -> Option<()> {
        let (to, text) = (self.to(field), self.rest);
        let behind = text.get(plain_ascii_len(text)..);
        if let Some((b'"', left)) = behind.and_then(<[u8]>::split_first) {
            self.reader.keep_string(to, text, left);
            self.rest = left;
            return Some(());
        }
        let left = self.reader.string(to, text);
        self.advance(field, left)
    }

    #[inline(always)]
    pub(super) fn enumeration(
        &mut self,
        field: usize,
        find: impl FnOnce(&[u8]) -> Option<(i64, usize)>,
    ) -> Option<()> {
        let (to, text) = (self.to(field), self.rest);
        if let Some((number, end)) = find(text)
            && let Some(left) = text.get(end..)
        {
            if to.wanted {
                self.reader.store_string(to, text, left, number);
            }
            self.rest = left;
            return Some(());
        }
        let left = self.reader.unknown_string(to, text);
        self.advance(field, left)
    }

    #[inline(always)]
    pub(super) fn digits(&mut self, field: usize, least: u8, most: u8) -> Option<()> {
        let left = self.reader.digits(self.to(field), self.rest, least, most);
        self.advance(field, left)
    }

    #[inline(always)]
    pub(super) fn date_time(&mut self, field: usize) -> Option<()> {
        let left = self.reader.date_time(self.to(field), self.rest);
        self.advance(field, left)
    }

    #[inline(always)]
    pub(super) fn object(&mut self, field: usize, read: ReadObject) -> Option<()> {
        if self.rest.first() != Some(&b'{') {
            return self.stop(field);
        }
        let left = self.reader.object_by(self.to(field), read, self.rest);
        self.advance_container(field, left)
    }

    #[inline(always)]
    pub(super) fn array(&mut self, field: usize, number: usize) -> Option<()> {
        if self.rest.first() != Some(&b'[') {
            return self.stop(field);
        }
        let array = ValueKind::Array(number);
        let left = self.reader.other(self.to(field), array, self.rest);
        self.advance_container(field, left)
    }

    /// Goes on behind a value that is not to be read a second time.
    #[inline(always)]
    fn advance_container(&mut self, field: usize, left: &'d [u8]) -> Option<()> {
        let read = self.advance(field, left);
        if read.is_none() {
            self.next = usize::MAX;
        }
        read
    }

    /// Any other value. It may contain others, which must not be read twice.
    #[inline(always)]
    pub(super) fn value(&mut self, field: usize, kind: ValueKind) -> Option<()> {
        let contains_others = matches!(self.rest.first(), Some(b'{' | b'['));
        let left = self.reader.other(self.to(field), kind, self.rest);
        if contains_others {
            self.advance_container(field, left)
        } else {
            self.advance(field, left)
        }
    }
}
