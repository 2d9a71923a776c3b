//! Runs a program over a text. What stands where the server puts it costs one
//! comparison for the name and one scan for the value; white space, another
//! order and strings with escapes cost a little more. Nothing is built.

use std::ops::Range;

use super::facts::{Facts, Seen, Slot};
use super::plan::{Checks, Form, Shown, Step};
use super::program::{Kind, Object};
use super::scan::{self, Read};

/// The most values and objects that are kept of one document.
pub(super) const SLOTS: usize = 48;
pub(super) const OBJECTS: usize = 6;

/// How deep a value may be nested that the contract does not have.
const DEPTH: usize = 16;

/// The names in an object that the contract does not have: each only once.
#[derive(Default)]
struct Others {
    names: [(u32, u32); 8],
    count: usize,
}

impl Others {
    fn add(&mut self, bytes: &[u8], name: Range<usize>) -> Option<()> {
        let text = bytes.get(name.clone())?;
        let earlier = self.names.get(..self.count)?;
        let again =
            |&(start, end): &(u32, u32)| bytes.get(start as usize..end as usize) == Some(text);
        if earlier.iter().any(again) {
            return None;
        }
        let place = self.names.get_mut(self.count)?;
        *place = (
            u32::try_from(name.start).ok()?,
            u32::try_from(name.end).ok()?,
        );
        self.count += 1;
        Some(())
    }
}

/// What reading one document leaves.
pub(super) struct Reader<'p, 'd, 's> {
    form: &'p Form,
    bytes: &'d [u8],
    http_status: Option<u16>,
    slots: &'s mut [Slot; SLOTS],
    seen: &'s mut [Seen; OBJECTS],
    /// The item that is being read, if the object is in a list.
    item: u32,
    shown: &'s mut Shown,
}

/// Whether the document has this form and no rule finds anything in it but the
/// notes that are put into `shown`. `None` if the full path has to tell.
pub(super) fn read(
    form: &Form,
    http_status: Option<u16>,
    bytes: &[u8],
    shown: &mut Shown,
) -> Option<()> {
    let mut reader = Reader {
        form,
        bytes,
        http_status,
        slots: &mut [Slot::default(); SLOTS],
        seen: &mut [Seen::default(); OBJECTS],
        item: 0,
        shown,
    };
    reader.document()
}

/// How long the name of a field is with its colon, if it stands here.
#[inline(always)]
fn key_at(object: &Object, field: usize, text: &[u8]) -> Option<usize> {
    let key = &object.fields.get(field)?.key;
    key.begins(text.first_chunk()?).then_some(key.length)
}

impl<'d> Reader<'_, 'd, '_> {
    fn document(&mut self) -> Option<()> {
        let form = self.form;
        form.program.objects.first()?;
        let at = self.next(0)?;
        let mut end = self.object(0, at)?;
        if end < self.bytes.len() {
            end = self.spaces(end);
        }
        if end < self.bytes.len() {
            return None;
        }
        for (number, object) in form.program.objects.iter().enumerate() {
            if !object.indexed {
                self.judge(object, number)?;
            }
        }
        Some(())
    }

    #[cold]
    fn spaces(&mut self, at: usize) -> usize {
        let end = scan::spaces(self.bytes, at);
        self.shown.one_line &= end == at;
        end
    }

    /// Where the next byte is that is no white space.
    #[inline(always)]
    fn next(&mut self, at: usize) -> Option<usize> {
        match *self.bytes.get(at..)? {
            [byte, ..] if byte > b' ' => Some(at),
            // As behind a colon.
            [b' ', byte, ..] if byte > b' ' => {
                self.shown.one_line = false;
                Some(at + 1)
            }
            [_, ..] => Some(self.spaces(at)),
            [] => None,
        }
    }

    /// Where the next byte is that is no white space, if it is this one.
    fn byte(&mut self, wanted: u8, at: usize) -> Option<usize> {
        let at = self.next(at)?;
        (self.bytes.get(at) == Some(&wanted)).then_some(at)
    }

    /// Reads an object and tells its end.
    fn object(&mut self, number: usize, start: usize) -> Option<usize> {
        let form = self.form;
        let object = form.program.objects.get(number)?;
        let checks = form.checks.get(number)?;
        let mut seen = Seen {
            start,
            ..Seen::default()
        };
        // Separators are read with what follows them.
        let (at, expected) = self.in_order(&checks.steps, start, &mut seen)?;
        let complete = expected == object.fields.len() && self.bytes.get(at) == Some(&b'}');
        let at = if complete {
            at
        } else {
            self.in_any_order(object, checks, (at, expected), &mut seen)?
        };
        if object.required & !seen.present != 0 {
            return None;
        }
        seen.end = at + 1;
        *self.seen.get_mut(number)? = seen;
        if object.indexed {
            self.judge(object, number)?;
        }
        Some(at + 1)
    }

    /// Reads members for as long as they stand where the server puts them: how
    /// far that is, and which would have been the next.
    #[inline(always)]
    fn in_order(
        &mut self,
        steps: &[Step],
        start: usize,
        seen: &mut Seen,
    ) -> Option<(usize, usize)> {
        let bytes = self.bytes;
        let mut rest = bytes.get(start..)?;
        let mut present = 0;
        let mut left = steps;
        while let Some((step, others)) = left.split_first() {
            let Some(text) = rest.first_chunk() else {
                break;
            };
            if !step.before.begins(text) {
                if !step.optional {
                    break;
                }
                left = others;
                continue;
            }
            let Some(behind) = rest.get(step.before.length..) else {
                break;
            };
            let ahead = if step.kind == Kind::Integer
                && let Some(text) = behind.first_chunk()
                && let Some((digits, count)) = scan::small(u64::from_le_bytes(*text))
                && let Some(ahead) = behind.get(count as usize..)
            {
                if step.wanted {
                    let value = scan::joined(digits, count).cast_signed();
                    self.keep(step, behind, ahead, value);
                }
                ahead
            } else {
                let ahead = self.value(step, behind, seen);
                if ahead.is_empty() {
                    // After a blank there may still be what was wanted.
                    if step.kind.is_string() || behind.first().is_none_or(|byte| *byte > b' ') {
                        return None;
                    }
                    break;
                }
                ahead
            };
            present |= step.bit;
            rest = ahead;
            left = others;
        }
        seen.present = present;
        Some((bytes.len() - rest.len(), steps.len() - left.len()))
    }

    /// Reads what is left of an object and tells where it is closed.
    fn in_any_order(
        &mut self,
        object: &Object,
        checks: &Checks,
        (mut at, expected): (usize, usize),
        seen: &mut Seen,
    ) -> Option<usize> {
        let mut others = Others::default();
        // What may be next in the server's order, and in that of the alphabet,
        // which is how most tools sort; and which of the two was right the last time.
        let (mut in_order, mut by_name) = (expected, object.first_by_name);
        let mut sorted = at == seen.start;
        loop {
            let first = at == seen.start;
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
                let (field, behind) = self.name(object, &mut others, at)?;
                at = behind;
                let Some(number) = field else {
                    at = self.skip(at, 0)?;
                    continue;
                };
                number
            };
            in_order = number + 1;
            by_name = object.fields.get(number)?.next_by_name;
            at = self.next(at)?;
            let step = checks.steps.get(number)?;
            if step.kind.is_string() {
                at = self.byte(b'"', at)? + 1;
            }
            if seen.present & step.bit != 0 {
                return None;
            }
            seen.present |= step.bit;
            let text = self.bytes.get(at..)?;
            if step.kind == Kind::Integer
                && !step.wanted
                && let Some(text) = text.first_chunk()
                && let Some((_, count)) = scan::small(u64::from_le_bytes(*text))
            {
                at += count as usize;
                continue;
            }
            let ahead = self.value(step, text, seen);
            if ahead.is_empty() {
                return None;
            }
            at = self.bytes.len() - ahead.len();
        }
    }

    /// The field of a name that does not stand where it was expected, and what
    /// is behind the colon. A member that the contract does not have is no field.
    fn name(
        &mut self,
        object: &Object,
        others: &mut Others,
        at: usize,
    ) -> Option<(Option<usize>, usize)> {
        if self.bytes.get(at) != Some(&b'"') {
            return None;
        }
        let start = at + 1;
        let (escaped, end) = self.text(start)?;
        let field = object.names.find(self.bytes, start, end);
        if field.is_none() {
            let text = self.bytes.get(start..end)?;
            let form = self.form;
            let refused = form.only_known && !object.free_form;
            // With escapes it may be a known one after all.
            if refused || escaped || form.watched.iter().any(|name| name.as_bytes() == text) {
                return None;
            }
            others.add(self.bytes, start..end)?;
        }
        Some((field, self.byte(b':', end + 1)? + 1))
    }

    /// Keeps a value that stands between two places, a string with its opening
    /// quotation mark.
    #[inline(always)]
    fn keep(&mut self, step: &Step, text: &[u8], left: &[u8], value: i64) {
        let start = self.bytes.len() - text.len() - usize::from(step.kind.is_string());
        let end = self.bytes.len() - left.len();
        self.slots[step.slot % SLOTS] = Slot::new(start, end, value);
    }

    /// Reads a value, a string from behind its opening quotation mark, and tells
    /// what follows. Something has to follow, so nothing is left if it is not
    /// what it should be.
    #[inline(always)]
    fn value(&mut self, step: &Step, text: &'d [u8], seen: &mut Seen) -> &'d [u8] {
        match step.kind {
            Kind::Integer => self.integer(step, text, seen),
            Kind::DateTime => self.date_time(step, text),
            Kind::Text => self.text_value(step, text, seen),
            Kind::Known { names, open } => self.known(step, text, usize::from(names), open),
            Kind::Number => self.number(step, text, seen),
            _ => self.other(step, text, seen).unwrap_or_default(),
        }
    }

    #[inline(never)]
    fn date_time(&mut self, step: &Step, text: &'d [u8]) -> &'d [u8] {
        let read = scan::date_time(text, step.wanted);
        let Some((value, length)) = read else {
            return &[];
        };
        let left = text.get(length + 1..).unwrap_or_default();
        if step.wanted {
            self.keep(step, text, left, value);
        }
        left
    }

    #[inline(never)]
    fn text_value(&mut self, step: &Step, text: &'d [u8], seen: &mut Seen) -> &'d [u8] {
        let Read { value, end } = scan::text(text);
        if value != 0 {
            self.shown.ascii &= value & scan::NOT_ASCII == 0;
            if value & scan::ESCAPED != 0 {
                seen.escaped |= step.bit;
            }
        }
        if end == 0 {
            return &[];
        }
        let left = text.get(end..).unwrap_or_default();
        if step.wanted {
            self.keep(step, text, left, 0);
        }
        left
    }

    #[inline(never)]
    fn known(&mut self, step: &Step, text: &'d [u8], names: usize, open: bool) -> &'d [u8] {
        let Read { value, end } = scan::text(text);
        self.shown.ascii &= value & scan::NOT_ASCII == 0;
        let (Some(names), Some(length)) = (self.form.program.known.get(names), end.checked_sub(1))
        else {
            return &[];
        };
        let value = match names.find(text, 0, length) {
            Some(known) => i64::try_from(known).unwrap_or(-1),
            // With escapes it may be a known one after all.
            None if open && value & scan::ESCAPED == 0 => -1,
            None => return &[],
        };
        let left = text.get(end..).unwrap_or_default();
        if step.wanted {
            self.keep(step, text, left, value);
        }
        left
    }

    #[inline(never)]
    fn number(&mut self, step: &Step, text: &'d [u8], seen: &mut Seen) -> &'d [u8] {
        let Some((value, length, fraction)) = scan::number(text) else {
            return &[];
        };
        if value < 0.0 {
            seen.negative |= step.bit;
        }
        if fraction {
            seen.fraction |= step.bit;
        }
        let left = text.get(length..).unwrap_or_default();
        self.keep(step, text, left, value.to_bits().cast_signed());
        left
    }

    /// An integer of any size.
    #[inline(never)]
    fn integer(&mut self, step: &Step, text: &'d [u8], seen: &mut Seen) -> &'d [u8] {
        let Some((value, length)) = scan::integer(text) else {
            return &[];
        };
        let left = text.get(length..).unwrap_or_default();
        if value < 0 {
            seen.negative |= step.bit;
        }
        if value.unsigned_abs() > self.form.integers_beyond {
            let start = self.bytes.len() - text.len();
            let span = start..start + length;
            self.form
                .integer(step.slot, value, span, self.item, self.shown);
        }
        self.keep(step, text, left, value);
        left
    }

    #[inline(never)]
    fn other(&mut self, step: &Step, text: &'d [u8], seen: &mut Seen) -> Option<&'d [u8]> {
        let at = self.bytes.len() - text.len();
        let (value, left) = match step.kind {
            Kind::Bounded(bounds) => {
                let left = self.integer(step, text, seen);
                let value = self.slots[step.slot % SLOTS].value();
                let bounds = self.form.program.bounds.get(usize::from(bounds))?;
                return bounds.contains(&value).then_some(left);
            }
            Kind::Boolean(wanted) => {
                let (length, value) = match *text.first_chunk()? {
                    [b't', b'r', b'u', b'e', _] => (4, true),
                    [b'f', b'a', b'l', b's', b'e'] => (5, false),
                    _ => return None,
                };
                if wanted.is_some_and(|wanted| wanted != value) {
                    return None;
                }
                (i64::from(value), text.get(length..)?)
            }
            Kind::Null => (0, text.strip_prefix(b"null")?),
            Kind::Object(number) => {
                if text.first() != Some(&b'{') {
                    return None;
                }
                let end = self.object(usize::from(number), at)?;
                (0, self.bytes.get(end..)?)
            }
            Kind::List(list) => {
                let (value, end) = self.list(usize::from(list), at)?;
                (value, self.bytes.get(end..)?)
            }
            _ => return None,
        };
        self.keep(step, text, left, value);
        Some(left)
    }

    /// Reads a string from behind its opening quotation mark: whether it has
    /// escapes, and where its closing quotation mark is.
    fn text(&mut self, at: usize) -> Option<(bool, usize)> {
        let Read { value, end } = scan::text(self.bytes.get(at..)?);
        self.shown.ascii &= value & scan::NOT_ASCII == 0;
        Some((value & scan::ESCAPED != 0, at + end.checked_sub(1)?))
    }

    /// Reads any value. One that is large or nested deep is left to the full path.
    #[cold]
    fn skip(&mut self, at: usize, depth: usize) -> Option<usize> {
        let at = self.next(at)?;
        let (open, close) = match *self.bytes.get(at)? {
            b'"' => return Some(self.text(at + 1)?.1 + 1),
            b'{' => (b'{', b'}'),
            b'[' => (b'[', b']'),
            _ => return scan::scalar(self.bytes, at),
        };
        if depth == DEPTH {
            return None;
        }
        let mut names = Others::default();
        let mut at = self.next(at + 1)?;
        if self.bytes.get(at) == Some(&close) {
            return Some(at + 1);
        }
        loop {
            if open == b'{' {
                let start = self.byte(b'"', at)? + 1;
                let (escaped, end) = self.text(start)?;
                if escaped {
                    return None;
                }
                names.add(self.bytes, start..end)?;
                at = self.byte(b':', end + 1)? + 1;
            }
            let end = self.skip(at, depth + 1)?;
            at = self.next(end)?;
            match *self.bytes.get(at)? {
                b',' => at += 1,
                byte if byte == close => return Some(at + 1),
                _ => return None,
            }
        }
    }

    /// Reads a list: how many items it has, and the end.
    fn list(&mut self, list: usize, start: usize) -> Option<(i64, usize)> {
        let form = self.form;
        let Kind::Object(number) = form.program.lists.get(list)?.item else {
            return None;
        };
        if self.bytes.get(start) != Some(&b'[') {
            return None;
        }
        let mut at = self.next(start + 1)?;
        if self.bytes.get(at) == Some(&b']') {
            return Some((0, at + 1));
        }
        let mut items = 0;
        loop {
            self.item = items;
            at = self.byte(b'{', at)?;
            let end = self.object(usize::from(number), at)?;
            items = items.checked_add(1)?;
            at = self.next(end)?;
            match *self.bytes.get(at)? {
                b',' => at += 1,
                b']' => return Some((i64::from(items), at + 1)),
                _ => return None,
            }
        }
    }

    /// Asks the rules about an object.
    #[inline(always)]
    fn judge(&mut self, object: &Object, number: usize) -> Option<()> {
        let seen = self.seen.get(number)?;
        // An object that was not there begins and ends nowhere.
        let checks = self.form.checks.get(number)?;
        if seen.end == 0 || checks.is_empty() {
            return Some(());
        }
        let slots = self
            .slots
            .get(object.slot..object.slot + object.fields.len())?;
        let mut facts = Facts {
            bytes: self.bytes,
            http_status: self.http_status,
            seen,
            slots,
            fields: &[],
            bits: 0,
            statuses: &self.form.statuses,
        };
        for quiet in &checks.quiet {
            if seen.escaped & quiet.unescaped != 0 {
                return None;
            }
            facts.fields = &quiet.fields;
            facts.bits = quiet.bits;
            if !(quiet.test)(&facts) {
                return None;
            }
        }
        for note in &checks.notes {
            let envelope = (self.seen.first()?, &self.slots[..]);
            note.judge(self.bytes, (seen, slots), envelope, self.item, self.shown)?;
        }
        Some(())
    }
}
