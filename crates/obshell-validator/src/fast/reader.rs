//! Reads a document by its layout. What is in the server's order costs one comparison for the key
//! and one scan for the value; white space, another order and strings with escapes cost a little
//! more. Nothing is built.

use std::ops::Range;

use super::found::{CapturedDocument, FindingList, RawFindings};
use super::generated::{READERS, ReadObject};
use super::in_order::{InOrderProgress, InOrderReader};
use super::plan::{ObjectPlan, VariantPlan};
use super::scan;
use crate::capture::{
    Captured, CapturedValue, CapturedView, FieldFlag, Fired, INSIDE_ARRAYS, ObjectState, pack_items,
};
use crate::document::bytes_equal;
use crate::document::digits::{self, Scanned};
use crate::finding::Items;
use crate::layout::{ObjectLayout, ValueKind};

/// How deep the value of an unknown field may be nested.
const DEPTH: usize = 16;

/// The unknown keys of an object: each only once.
#[derive(Default)]
struct UnknownKeys {
    keys: [(u32, u32); 8],
    count: usize,
}

impl UnknownKeys {
    fn add(&mut self, bytes: &[u8], key: Range<usize>) -> Option<()> {
        let text = bytes.get(key.clone())?;
        let earlier = self.keys.get(..self.count)?;
        let again =
            |&(start, end): &(u32, u32)| bytes.get(start as usize..end as usize) == Some(text);
        if earlier.iter().any(again) {
            return None;
        }
        let place = self.keys.get_mut(self.count)?;
        *place = (u32::try_from(key.start).ok()?, u32::try_from(key.end).ok()?);
        self.count += 1;
        Some(())
    }
}

/// Where a value goes.
#[derive(Clone, Copy)]
pub(super) struct Destination {
    slot: u8,
    field: u8,
    pub(super) wanted: bool,
}

impl Destination {
    /// The wanted fields are bits.
    #[inline(always)]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are fewer than 256 slots"
    )]
    pub(super) fn new(slot: usize, field: usize, wanted: u64) -> Self {
        Self {
            slot: slot as u8,
            field: field as u8,
            wanted: wanted >> field & 1 == 1,
        }
    }

    /// For the items of an array, which are not kept.
    const NOWHERE: Self = Self {
        slot: u8::MAX,
        field: INSIDE_ARRAYS,
        wanted: false,
    };
}

/// What is known of an object when its reader is generated.
#[derive(Clone, Copy)]
pub(super) struct ObjectConstants {
    pub(super) number: usize,
    pub(super) first_slot: usize,
    /// How many fields it has.
    pub(super) fields: usize,
    /// A bit for each required field.
    pub(super) required: u64,
    pub(super) in_array: bool,
}

/// What reading one document leaves.
pub(super) struct Reader<'p, 'd, 's> {
    plan: &'p VariantPlan,
    readers: &'static [ReadObject],
    bytes: &'d [u8],
    http_status: Option<u16>,
    captured: &'s mut CapturedDocument,
    /// The object that is being read.
    object: usize,
    /// The indices of the arrays that are being read, outermost first.
    items: Items,
    found: &'s mut FindingList,
}

/// Checks whether the document is of this variant and no rule finds anything in it but what is put
/// into `found`. `None` if the slow path has to decide.
pub(super) fn read(
    plan: &VariantPlan,
    http_status: Option<u16>,
    bytes: &[u8],
    found: &mut RawFindings,
) -> Option<()> {
    found.list.is_success = plan.is_success;
    let mut reader = Reader {
        plan,
        readers: READERS.get(plan.layout.number)?,
        bytes,
        http_status,
        captured: &mut found.captured,
        object: 0,
        items: Items::default(),
        found: &mut found.list,
    };
    reader.document()
}

/// How long the key of a field is with its colon, if it is here.
#[inline(always)]
fn key_at(object: &ObjectLayout, field: usize, text: &[u8]) -> Option<usize> {
    let key = &object.fields.get(field)?.key;
    key.begins(text.first_chunk()?).then_some(key.length)
}

impl<'d> Reader<'_, 'd, '_> {
    fn document(&mut self) -> Option<()> {
        let plan = self.plan;
        plan.layout.objects.first()?;
        let at = self.next(0)?;
        let mut end = self.object_at(0, at)?;
        if end < self.bytes.len() {
            end = self.spaces(end);
        }
        if end < self.bytes.len() {
            return None;
        }
        plan.checked_at_end
            .iter()
            .try_for_each(|number| self.check_object(*number))
    }

    #[cold]
    fn spaces(&mut self, at: usize) -> usize {
        let end = scan::spaces(self.bytes, at);
        self.captured.one_line &= end == at;
        end
    }

    /// The offset of the next byte that is not white space.
    #[inline(always)]
    fn next(&mut self, at: usize) -> Option<usize> {
        match *self.bytes.get(at..)? {
            [byte, ..] if byte > b' ' => Some(at),
            // As behind a colon.
            [b' ', byte, ..] if byte > b' ' => {
                self.captured.one_line = false;
                Some(at + 1)
            }
            [_, ..] => Some(self.spaces(at)),
            [] => None,
        }
    }

    /// The offset of the next byte that is not white space, if it is this one.
    fn byte(&mut self, wanted: u8, at: usize) -> Option<usize> {
        let at = self.next(at)?;
        (self.bytes.get(at) == Some(&wanted)).then_some(at)
    }

    /// Reads an object and returns its end.
    fn object_at(&mut self, number: usize, start: usize) -> Option<usize> {
        let read = self.readers.get(number)?;
        read(self, start)
    }

    /// The same by the steps of its fields in the server's order.
    #[inline(always)]
    pub(super) fn object_in_order(
        &mut self,
        object: ObjectConstants,
        start: usize,
        steps: impl FnOnce(&mut InOrderReader<'_, '_, 'd, '_>) -> Option<()>,
    ) -> Option<usize> {
        let ObjectConstants {
            number,
            first_slot,
            fields,
            required,
            in_array,
        } = object;
        let plan = self.plan;
        let checks = plan.objects.get(number)?;
        let outer = std::mem::replace(&mut self.object, number);
        *self.captured.states.get_mut(number)? = ObjectState {
            start: u32::try_from(start).ok()?,
            ..ObjectState::default()
        };
        // Separators are read with what follows them.
        let rest = self.bytes.get(start..)?;
        let wanted = checks.captured;
        let InOrderProgress {
            rest,
            next,
            mut present,
        } = InOrderReader::read(self, rest, wanted, (first_slot, fields), steps);
        let mut at = self.bytes.len() - rest.len();
        if next != fields || rest.first() != Some(&b'}') {
            if next > fields {
                return None;
            }
            let layout = plan.layout.objects.get(number)?;
            at = self.in_any_order(layout, wanted, start, (at, next), &mut present)?;
        }
        if required & !present != 0 {
            return None;
        }
        let state = self.captured.states.get_mut(number)?;
        state.end = u32::try_from(at + 1).ok()?;
        state.flags.set(FieldFlag::Present, present);
        state.flags.set(FieldFlag::Absent, !present);
        let valued = present & !state.flags.get(FieldFlag::Null);
        state.flags.set(FieldFlag::Valued, valued);
        state.flags.set(FieldFlag::Any, u64::MAX);
        self.object = outer;
        if in_array {
            self.check_object(number)?;
        }
        Some(at + 1)
    }

    /// Reads what is left of an object and returns the offset of its closing brace.
    #[inline(never)]
    fn in_any_order(
        &mut self,
        object: &ObjectLayout,
        wanted: u64,
        start: usize,
        (mut at, expected): (usize, usize),
        present: &mut u64,
    ) -> Option<usize> {
        let mut unknown = UnknownKeys::default();
        // What may be next in the server's order, and in that of the alphabet, which is how most
        // tools sort; and which of the two was right the last time.
        let (mut in_order, mut by_name) = (expected, object.first_by_name);
        let mut sorted = at == start;
        loop {
            let first = at == start;
            at = self.next(at)?;
            match *self.bytes.get(at)? {
                b'{' if first => {}
                b',' if !first => {}
                b'}' if !first => return Some(at),
                _ => return None,
            }
            at = self.next(at + 1)?;
            if first && self.bytes.get(at) == Some(&b'}') {
                return Some(at);
            }
            let text = self.bytes.get(at..)?;
            let (likely, else_likely) = if sorted {
                (by_name, in_order)
            } else {
                (in_order, by_name)
            };
            let number = if let Some(length) = key_at(object, likely, text) {
                at += length;
                likely
            } else if let Some(length) = key_at(object, else_likely, text) {
                sorted = !sorted;
                at += length;
                else_likely
            } else {
                let (field, behind) = self.key(object, &mut unknown, at)?;
                at = behind;
                let Some(number) = field else {
                    at = self.skip(at, 0)?;
                    continue;
                };
                number
            };
            in_order = number + 1;
            let field = object.fields.get(number)?;
            by_name = field.next_by_name;
            at = self.next(at)?;
            if field.kind.is_string() {
                at = self.byte(b'"', at)? + 1;
            }
            if *present >> number & 1 == 1 {
                return None;
            }
            *present |= 1 << number;
            let text = self.bytes.get(at..)?;
            let to = Destination::new(object.first_slot + number, number, wanted);
            if let (ValueKind::Integer, false) = (field.kind, to.wanted)
                && let Some((_, _, left)) = scan::short_integer(text)
            {
                at = self.bytes.len() - left.len();
                continue;
            }
            let left = self.value(to, field.kind, text);
            if left.is_empty() {
                return None;
            }
            at = self.bytes.len() - left.len();
        }
    }

    /// The field of a key that is not where it was expected, and the offset behind the colon. An
    /// unknown key has no field.
    fn key(
        &mut self,
        object: &ObjectLayout,
        unknown: &mut UnknownKeys,
        at: usize,
    ) -> Option<(Option<usize>, usize)> {
        if self.bytes.get(at) != Some(&b'"') {
            return None;
        }
        let start = at + 1;
        let (escaped, end) = self.skip_string(start)?;
        let text = self.bytes.get(start..end)?;
        let mut fields = object.fields.iter();
        let field = fields.position(|field| field.name.as_bytes() == text);
        if field.is_none() {
            let plan = self.plan;
            let refused = plan.rejects_unknown_fields && !object.allows_unknown_fields;
            let mut requested = plan.requested_unknown.iter();
            // With escapes it may be a known one after all.
            if refused || escaped || requested.any(|name| name.as_bytes() == text) {
                return None;
            }
            unknown.add(self.bytes, start..end)?;
        }
        Some((field, self.byte(b':', end + 1)? + 1))
    }

    /// Stores a value that is between two offsets.
    #[inline(always)]
    pub(super) fn store(&mut self, to: Destination, text: &[u8], left: &[u8], value: i64) {
        self.write_slot(to, CapturedValue::new(text.len(), left.len(), value));
    }

    /// The same for a string, from behind its opening quotation mark.
    #[inline(always)]
    pub(super) fn store_string(&mut self, to: Destination, text: &[u8], left: &[u8], value: i64) {
        self.write_slot(to, CapturedValue::new(text.len() + 1, left.len(), value));
    }

    /// Stores a literal of this length that was read: a boolean, `true` being the shorter one.
    #[inline(always)]
    pub(super) fn store_literal(&mut self, to: Destination, left: &[u8], length: usize) {
        let value = i64::from(length == 4);
        self.write_slot(
            to,
            CapturedValue::new(left.len() + length, left.len(), value),
        );
    }

    #[inline(always)]
    fn write_slot(&mut self, to: Destination, value: CapturedValue) {
        if let Some(slot) = self.captured.slots.get_mut(usize::from(to.slot)) {
            *slot = value;
        }
    }

    /// Reads a value, a string from behind its opening quotation mark, and returns what follows.
    /// Something has to follow, so nothing is left if the value is not what it must be.
    fn value(&mut self, to: Destination, kind: ValueKind, text: &'d [u8]) -> &'d [u8] {
        match kind {
            ValueKind::Integer => self.integer(to, text),
            ValueKind::IntegerRange(least, most) => self.integer_range(to, text, least, most),
            ValueKind::DateTime => self.date_time(to, text),
            ValueKind::String => self.string(to, text),
            ValueKind::Digits(least, most) => self.digits(to, text, least, most),
            ValueKind::Enumeration(known) => self.enumeration(to, text, known),
            ValueKind::Number => self.number(to, text),
            other => self.other(to, other, text),
        }
    }

    #[inline(always)]
    pub(super) fn date_time(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        if to.wanted {
            self.instant(to, text)
        } else {
            scan::unread_date_time(text)
        }
    }

    #[inline(never)]
    fn instant(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        let Scanned { value, end } = scan::date_time(text);
        if end == 0 {
            return &[];
        }
        let left = text.get(end..).unwrap_or_default();
        self.store_string(to, text, left, value);
        left
    }

    #[inline(never)]
    pub(super) fn string(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        let Scanned { value, end } = scan::string(text);
        if value != 0 {
            self.captured.ascii &= value & scan::NOT_ASCII == 0;
            if value & scan::ESCAPED != 0 {
                self.flag(FieldFlag::Escaped, to);
            }
        }
        if end == 0 {
            return &[];
        }
        let left = text.get(end..).unwrap_or_default();
        self.keep_string(to, text, left);
        left
    }

    /// Stores a wanted string, and flags it if it is not empty.
    #[inline(always)]
    pub(super) fn keep_string(&mut self, to: Destination, text: &[u8], left: &[u8]) {
        if to.wanted {
            if text.len() - left.len() > 1 {
                self.flag(FieldFlag::Filled, to);
            }
            self.store_string(to, text, left, 0);
        }
    }

    #[inline(never)]
    pub(super) fn enumeration(
        &mut self,
        to: Destination,
        text: &'d [u8],
        known: &[&str],
    ) -> &'d [u8] {
        let is_it = |known: &&str| {
            let (known, end) = (known.as_bytes(), known.len());
            let text = text.get(..=end).and_then(|text| text.strip_suffix(b"\""));
            text.is_some_and(|text| bytes_equal(text, known))
        };
        let found = known.iter().enumerate().find(|(_, known)| is_it(known));
        let Some((number, known)) = found else {
            return self.unknown_string(to, text);
        };
        let left = text.get(known.len() + 1..).unwrap_or_default();
        if to.wanted {
            let number = i64::try_from(number).unwrap_or(-1);
            self.store_string(to, text, left, number);
        }
        left
    }

    /// A string that is none of the known ones. With escapes it may be one after all.
    #[cold]
    pub(super) fn unknown_string(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        let Scanned { value, end } = scan::string(text);
        if end == 0 || value & scan::ESCAPED != 0 {
            return &[];
        }
        self.captured.ascii &= value & scan::NOT_ASCII == 0;
        self.flag(FieldFlag::Unknown, to);
        let left = text.get(end..).unwrap_or_default();
        if to.wanted {
            self.store_string(to, text, left, -1);
        }
        left
    }

    /// Digits, the first of them between two.
    #[inline(never)]
    pub(super) fn digits(
        &mut self,
        to: Destination,
        text: &'d [u8],
        least: u8,
        most: u8,
    ) -> &'d [u8] {
        let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let begins = text
            .first()
            .is_some_and(|first| (least..=most).contains(first));
        if count < 2 || !begins || text.get(count) != Some(&b'"') {
            return &[];
        }
        let left = text.get(count + 1..).unwrap_or_default();
        if to.wanted {
            self.store_string(to, text, left, 0);
        }
        left
    }

    #[inline(never)]
    pub(super) fn number(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        let Some(number) = scan::number(text, to.wanted) else {
            return &[];
        };
        if number.value < 0.0 {
            self.flag(FieldFlag::Negative, to);
        }
        if number.fraction {
            self.flag(FieldFlag::Fraction, to);
        }
        let left = text.get(number.end..).unwrap_or_default();
        if to.wanted {
            self.store(to, text, left, number.value.to_bits().cast_signed());
        }
        left
    }

    /// An integer of any size.
    #[inline(always)]
    pub(super) fn integer(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        if to.wanted {
            self.integer_by_value(to, text)
        } else {
            self.unwanted_integer(to, text)
        }
    }

    /// One that is not kept. Most of these need not be worked out, which takes few registers.
    #[inline(never)]
    fn unwanted_integer(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        match digits::natural(text) {
            Some((digits, count)) if self.plan.passes(digits, count) => {
                text.get(count as usize..).unwrap_or_default()
            }
            _ => self.integer_by_value(to, text),
        }
    }

    #[inline(never)]
    fn integer_by_value(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        let plan = self.plan;
        let Some((digits, count)) = digits::natural(text) else {
            return self.rare_integer(to, text);
        };
        let left = text.get(count as usize..).unwrap_or_default();
        let value = digits::value(digits, count);
        let is_round = digits.get(count as usize - 1) == Some(&b'0');
        if plan.may_report(value, is_round) {
            return self.great_integer(to, text, left, value);
        }
        if to.wanted {
            self.store(to, text, left, value.cast_signed());
        }
        left
    }

    /// A natural number that a rule may report, or that is too great.
    #[cold]
    fn great_integer(
        &mut self,
        to: Destination,
        text: &'d [u8],
        left: &'d [u8],
        value: u64,
    ) -> &'d [u8] {
        let Ok(value) = i64::try_from(value) else {
            return &[];
        };
        if self.plan.reports_integer(value) {
            self.report_integer(to, text, value, text.len() - left.len());
        }
        if to.wanted {
            self.store(to, text, left, value);
        }
        left
    }

    /// An integer near the end of the text, or below zero; or none.
    #[cold]
    fn rare_integer(&mut self, to: Destination, text: &'d [u8]) -> &'d [u8] {
        let Scanned { value, end } = digits::integer(text);
        if end == 0 {
            return &[];
        }
        if value < 0 {
            self.flag(FieldFlag::Negative, to);
        }
        if self.plan.reports_integer(value) {
            self.report_integer(to, text, value, end);
        }
        let left = text.get(end..).unwrap_or_default();
        if to.wanted {
            self.store(to, text, left, value);
        }
        left
    }

    /// An integer that a rule reports.
    #[cold]
    fn report_integer(&mut self, to: Destination, text: &[u8], value: i64, length: usize) {
        let Ok(whole) = u32::try_from(self.bytes.len()) else {
            return;
        };
        let span = CapturedValue::new(text.len(), text.len() - length, value).span(whole);
        let slot = usize::from(to.slot);
        self.plan
            .report_integer(slot, value, span, self.items, self.found);
    }

    /// Flags a field of the object that is being read.
    fn flag(&mut self, flag: FieldFlag, to: Destination) {
        if let Some(state) = self.captured.states.get_mut(self.object) {
            state.flags.set(flag, 1 << to.field);
        }
    }

    #[inline(never)]
    pub(super) fn integer_range(
        &mut self,
        to: Destination,
        text: &'d [u8],
        least: i64,
        most: i64,
    ) -> &'d [u8] {
        let Scanned { value, end } = digits::integer(text);
        if end == 0 || !(least..=most).contains(&value) {
            return &[];
        }
        self.integer(to, text)
    }

    /// An object, which ends the whole reading if it is not what it must be.
    pub(super) fn object(&mut self, to: Destination, number: usize, text: &'d [u8]) -> &'d [u8] {
        match self.readers.get(number) {
            Some(read) => self.object_by(to, *read, text),
            None => &[],
        }
    }

    /// The same by its reader.
    #[inline(always)]
    pub(super) fn object_by(
        &mut self,
        to: Destination,
        read: ReadObject,
        text: &'d [u8],
    ) -> &'d [u8] {
        let start = self.bytes.len() - text.len();
        let Some(end) = read(self, start) else {
            return &[];
        };
        let left = self.bytes.get(end..).unwrap_or_default();
        if to.wanted {
            self.store(to, text, left, 0);
        }
        left
    }

    /// Any other value; a nullable string from its opening quotation mark.
    #[inline(never)]
    pub(super) fn other(&mut self, to: Destination, kind: ValueKind, text: &'d [u8]) -> &'d [u8] {
        let (value, length) = match (kind, text) {
            (ValueKind::Boolean(None | Some(true)), [b't', b'r', b'u', b'e', ..]) => (1, 4),
            (ValueKind::Boolean(None | Some(false)), [b'f', b'a', b'l', b's', b'e', ..]) => (0, 5),
            (ValueKind::Null | ValueKind::Nullable(_), [b'n', b'u', b'l', b'l', ..]) => {
                self.flag(FieldFlag::Null, to);
                (0, 4)
            }
            (ValueKind::Nullable(number), _) => return self.non_null(to, number, text),
            // Greater ones are left to the slow path.
            (ValueKind::Unsigned, _) => return self.integer_range(to, text, 0, i64::MAX),
            (ValueKind::Object(number), [b'{', ..]) => return self.object(to, number, text),
            (ValueKind::Array(number), [b'[', ..]) => {
                let start = self.bytes.len() - text.len();
                match self.array(number, start) {
                    Some((items, end)) => {
                        // Between the brackets is something, if only white space.
                        if end - start > 2 {
                            self.flag(FieldFlag::Filled, to);
                        }
                        (items, end - start)
                    }
                    None => return &[],
                }
            }
            _ => return &[],
        };
        let left = text.get(length..).unwrap_or_default();
        if to.wanted {
            self.store(to, text, left, value);
        }
        left
    }

    fn non_null(&mut self, to: Destination, number: usize, text: &'d [u8]) -> &'d [u8] {
        match self.plan.layout.nullables.get(number) {
            Some(kind) if kind.is_string() => match text.split_first() {
                Some((b'"', text)) => self.value(to, *kind, text),
                _ => &[],
            },
            Some(kind) => self.value(to, *kind, text),
            None => &[],
        }
    }

    /// Reads a string from behind its opening quotation mark: whether it has escapes, and the offset
    /// of its closing quotation mark.
    fn skip_string(&mut self, at: usize) -> Option<(bool, usize)> {
        let Scanned { value, end } = scan::string(self.bytes.get(at..)?);
        self.captured.ascii &= value & scan::NOT_ASCII == 0;
        Some((value & scan::ESCAPED != 0, at + end.checked_sub(1)?))
    }

    /// Reads any value. One that is large or deeply nested is left to the slow path.
    #[cold]
    fn skip(&mut self, at: usize, depth: usize) -> Option<usize> {
        let at = self.next(at)?;
        let (open, close) = match *self.bytes.get(at)? {
            b'"' => return Some(self.skip_string(at + 1)?.1 + 1),
            b'{' => (b'{', b'}'),
            b'[' => (b'[', b']'),
            _ => return scan::scalar(self.bytes, at),
        };
        if depth == DEPTH {
            return None;
        }
        let mut keys = UnknownKeys::default();
        let mut at = self.next(at + 1)?;
        if self.bytes.get(at) == Some(&close) {
            return Some(at + 1);
        }
        loop {
            if open == b'{' {
                let start = self.byte(b'"', at)? + 1;
                let (escaped, end) = self.skip_string(start)?;
                if escaped {
                    return None;
                }
                keys.add(self.bytes, start..end)?;
                at = self.byte(b':', end + 1)? + 1;
            }
            let end = self.skip(at, depth + 1)?;
            at = self.next(end)?;
            match *self.bytes.get(at)? {
                b',' => at = self.next(at + 1)?,
                byte if byte == close => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Reads an array: its items, packed, and its end.
    fn array(&mut self, number: usize, start: usize) -> Option<(i64, usize)> {
        let kind = *self.plan.layout.arrays.get(number)?;
        let mut at = self.next(start + 1)?;
        if self.bytes.get(at) == Some(&b']') {
            return Some((pack_items(0, 0), at + 1));
        }
        let (depth, kept) = match kind {
            ValueKind::Object(object) => {
                let depth = self.plan.layout.objects.get(object)?.depth - 1;
                let kept = self.plan.objects.get(object)?.read_from_around.as_deref();
                (Some(depth), kept)
            }
            _ => (None, None),
        };
        let (mut first, mut last) = (0, None);
        let mut count = 0;
        loop {
            let end = match (kind, depth) {
                (ValueKind::Object(object), Some(depth)) => {
                    *self.items.get_mut(depth)? = count;
                    at = self.byte(b'{', at)?;
                    let end = self.object_at(object, at)?;
                    if let Some(kept) = kept {
                        let item = self.capture_item(object, kept)?;
                        match last {
                            None => first = item,
                            Some(last) => self.captured.items.link(last, item),
                        }
                        last = Some(item);
                    }
                    end
                }
                (ValueKind::String, _) => match scan::plain_strings(self.bytes.get(at..)?) {
                    (0, _) => self.item(kind, at)?,
                    (several, length) => {
                        count += several - 1;
                        at + length
                    }
                },
                _ => self.item(kind, at)?,
            };
            count = u32::checked_add(count, 1)?;
            at = self.next(end)?;
            match *self.bytes.get(at)? {
                b',' => at = self.next(at + 1)?,
                b']' => {
                    if let Some(depth) = depth {
                        // What is checked from here on is not in this array.
                        *self.items.get_mut(depth)? = 0;
                    }
                    return Some((pack_items(first, count), at + 1));
                }
                _ => return None,
            }
        }
    }

    /// Reads an item that is not an object and returns its end.
    fn item(&mut self, kind: ValueKind, at: usize) -> Option<usize> {
        let at = if kind.is_string() {
            self.byte(b'"', at)? + 1
        } else {
            at
        };
        let left = self.value(Destination::NOWHERE, kind, self.bytes.get(at..)?);
        // An integer in an array has no template to report it with.
        let whole = !left.is_empty() && !kind.is_integer();
        whole.then_some(self.bytes.len() - left.len())
    }

    /// Keeps an object for the rules about what is around it.
    fn capture_item(&mut self, object: usize, kept: &[u8]) -> Option<u32> {
        let state = *self.captured.states.get(object)?;
        let slots = self.plan.objects.get(object)?.slots.clone();
        let slots = self.captured.slots.get(slots)?;
        let values = kept
            .iter()
            .filter_map(|field| slots.get(usize::from(*field)));
        self.captured.items.push(state, values.copied())
    }

    /// Runs the checks on an object.
    #[inline(always)]
    fn check_object(&mut self, number: usize) -> Option<()> {
        let state = self.captured.states.get(number)?;
        // There is no such object in this document.
        if state.end == 0 {
            return Some(());
        }
        let checks: &ObjectPlan = self.plan.objects.get(number)?;
        let slots = self.captured.slots.get(checks.slots.clone())?;
        if state.flags.any(FieldFlag::Escaped, checks.unescaped) {
            return None;
        }
        if !checks.rules.is_empty() {
            let all = Captured {
                operation: self.plan.operation,
                is_success: self.plan.is_success,
                http_status: self.http_status,
                bytes: self.bytes,
                states: &self.captured.states[..],
                slots: &self.captured.slots[..],
                items: &self.captured.items,
            };
            let mut object = CapturedView {
                all: &all,
                state,
                slots,
                reads: &checks.rules.first()?.reads,
            };
            let mut fired = Fired::default();
            for rule in &checks.rules {
                let (flag, fields) = rule.needs;
                if state.flags.any(flag, fields) {
                    object.reads = &rule.reads;
                    (rule.check)(&object, &mut fired);
                }
            }
            if fired.0 {
                return None;
            }
        }
        self.found.add(checks.always);
        for test in &checks.flag_tests {
            if state.flags.any(test.flag, test.bit) {
                self.found.add(test.number);
            }
        }
        for test in &checks.range_tests {
            if test.holds(state, slots) {
                self.found.add(test.number);
            }
        }
        for check in &checks.deviations {
            if check.may_hold(state) {
                let envelope = (self.captured.states.first()?, &self.captured.slots[..]);
                let object = (state, slots);
                check.run(self.bytes, object, envelope, self.items, self.found)?;
            }
        }
        Some(())
    }
}
