//! Runs a program over a text. What stands where the server puts it costs one
//! comparison for the name and one scan for the value; white space, another
//! order and strings with escapes cost a little more. Nothing is built.

use std::ops::Range;

use super::facts::{Facts, Seen, Slot, of_instant};
use super::plan::{Form, Shown};
use super::program::{Field, Kind, Object};
use super::scan;

/// The most values and objects that are kept of one document.
pub(super) const SLOTS: usize = 48;
pub(super) const OBJECTS: usize = 8;

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
    at: usize,
    slots: [Slot; SLOTS],
    seen: [Seen; OBJECTS],
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
        at: 0,
        slots: [Slot::default(); SLOTS],
        seen: [Seen::default(); OBJECTS],
        item: 0,
        shown,
    };
    reader.document()
}

impl Reader<'_, '_, '_> {
    fn document(&mut self) -> Option<()> {
        let form = self.form;
        let envelope = form.program.objects.first()?;
        if self.bytes.first() != Some(&b'{') {
            self.spaces();
        }
        self.object(envelope, 0)?;
        if self.at < self.bytes.len() {
            self.spaces();
        }
        if self.at < self.bytes.len() {
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
    fn spaces(&mut self) {
        let end = scan::spaces(self.bytes, self.at);
        self.shown.one_line &= end == self.at;
        self.at = end;
    }

    /// The next byte, after white space.
    #[inline(always)]
    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        if scan::is_space(byte) {
            self.spaces();
            return self.bytes.get(self.at).copied();
        }
        Some(byte)
    }

    fn object(&mut self, object: &Object, number: usize) -> Option<()> {
        if self.next()? != b'{' {
            return None;
        }
        let mut seen = Seen {
            start: self.at,
            ..Seen::default()
        };
        self.at += 1;
        let mut expected = 0;
        let mut others = Others::default();
        if object.required == 0 && self.next()? == b'}' {
            self.at += 1;
        } else {
            loop {
                let field = match object.fields.get(expected) {
                    Some(field) if field.key.stands(self.bytes, self.at) => {
                        self.at += field.key.length;
                        field
                    }
                    _ => match self.name(object, expected, &mut others)? {
                        Some(field) => {
                            expected = field;
                            object.fields.get(field)?
                        }
                        None => match self.next()? {
                            b',' => {
                                self.at += 1;
                                continue;
                            }
                            b'}' => break,
                            _ => return None,
                        },
                    },
                };
                let bit = 1 << expected;
                if seen.present & bit != 0 {
                    return None;
                }
                seen.present |= bit;
                self.value(object, expected, field, &mut seen)?;
                expected += 1;
                match self.next()? {
                    b',' => self.at += 1,
                    b'}' => break,
                    _ => return None,
                }
            }
            self.at += 1;
        }
        if object.required & !seen.present != 0 {
            return None;
        }
        seen.end = self.at;
        *self.seen.get_mut(number)? = seen;
        if object.indexed {
            self.judge(object, number)?;
        }
        Some(())
    }

    /// The field of a name that does not stand where it was expected. A member
    /// that the contract does not have is skipped and is no field.
    #[expect(
        clippy::option_option,
        reason = "the outer one hands over, as everywhere here"
    )]
    fn name(
        &mut self,
        object: &Object,
        expected: usize,
        others: &mut Others,
    ) -> Option<Option<usize>> {
        if self.next()? != b'"' {
            return None;
        }
        if let Some(field) = object.fields.get(expected)
            && field.key.stands(self.bytes, self.at)
        {
            self.at += field.key.length;
            return Some(Some(expected));
        }
        let start = self.at + 1;
        let name = self.text()?;
        let field = object.names.find(self.bytes, start, name.end);
        if field.is_none() {
            let text = self.bytes.get(start..name.end)?;
            let form = self.form;
            let refused = form.only_known && !object.free_form;
            // With escapes it may be a known one after all.
            if refused || name.escaped || form.watched.iter().any(|name| name.as_bytes() == text) {
                return None;
            }
            others.add(self.bytes, start..name.end)?;
        }
        if self.next()? != b':' {
            return None;
        }
        self.at += 1;
        if field.is_none() {
            self.skip(0)?;
        }
        Some(field)
    }

    /// Reads any value. One that is large or nested deep is left to the full path.
    #[cold]
    fn skip(&mut self, depth: usize) -> Option<()> {
        let (open, close) = match self.next()? {
            b'"' => return self.text().map(|_| ()),
            b'{' => (b'{', b'}'),
            b'[' => (b'[', b']'),
            _ => {
                self.at = scan::scalar(self.bytes, self.at)?;
                return Some(());
            }
        };
        if depth == DEPTH {
            return None;
        }
        self.at += 1;
        let mut names = Others::default();
        if self.next()? == close {
            self.at += 1;
            return Some(());
        }
        loop {
            if open == b'{' {
                if self.next()? != b'"' {
                    return None;
                }
                let start = self.at + 1;
                let name = self.text()?;
                if name.escaped {
                    return None;
                }
                names.add(self.bytes, start..name.end)?;
                if self.next()? != b':' {
                    return None;
                }
                self.at += 1;
            }
            self.skip(depth + 1)?;
            let separator = self.next()?;
            self.at += 1;
            match separator {
                b',' => {}
                _ if separator == close => return Some(()),
                _ => return None,
            }
        }
    }

    #[inline(always)]
    fn value(
        &mut self,
        object: &Object,
        index: usize,
        field: &Field,
        seen: &mut Seen,
    ) -> Option<()> {
        let first = self.next()?;
        let start = self.at;
        let bit = 1 << index;
        let value = match field.kind {
            Kind::Integer { minimum, maximum } => {
                let (value, end) = scan::integer(self.bytes, start)?;
                self.at = end;
                if value < minimum || value > maximum {
                    return None;
                }
                if value < 0 {
                    seen.negative |= bit;
                }
                if value.unsigned_abs() > self.form.integers_beyond {
                    self.form.integer(
                        object.slot + index,
                        value,
                        start..end,
                        self.item,
                        self.shown,
                    );
                }
                value
            }
            Kind::DateTime if first == b'"' => {
                let (instant, end) = scan::date_time(self.bytes, start + 1)?;
                self.at = end + 1;
                of_instant(instant)
            }
            Kind::Text if first == b'"' => {
                let text = self.text()?;
                if text.escaped {
                    seen.escaped |= bit;
                }
                0
            }
            Kind::Known { names, open } if first == b'"' => {
                let text = self.text()?;
                let names = self.form.program.known.get(usize::from(names))?;
                match names.find(self.bytes, start + 1, text.end) {
                    Some(known) => i64::try_from(known).ok()?,
                    // With escapes it may be a known one after all.
                    None if open && !text.escaped => -1,
                    None => return None,
                }
            }
            Kind::Number => {
                let (value, end, fraction) = scan::number(self.bytes, start)?;
                self.at = end;
                if value < 0.0 {
                    seen.negative |= bit;
                }
                if fraction {
                    seen.fraction |= bit;
                }
                value.to_bits().cast_signed()
            }
            Kind::Boolean(wanted) => {
                let (length, value) = match scan::window(self.bytes, start) {
                    [b't', b'r', b'u', b'e', _] => (4, true),
                    [b'f', b'a', b'l', b's', b'e'] => (5, false),
                    _ => return None,
                };
                if wanted.is_some_and(|wanted| wanted != value) {
                    return None;
                }
                self.at += length;
                i64::from(value)
            }
            Kind::Null if scan::window(self.bytes, start) == *b"null" => {
                self.at += 4;
                0
            }
            Kind::Object(number) => {
                let number = usize::from(number);
                self.object(self.form.program.objects.get(number)?, number)?;
                0
            }
            Kind::List(list) => self.list(usize::from(list))?,
            _ => return None,
        };
        *self.slots.get_mut(object.slot + index)? = Slot::new(start, self.at, value);
        Some(())
    }

    /// Reads a string and goes behind it.
    #[inline(always)]
    fn text(&mut self) -> Option<scan::Text> {
        let text = scan::text(self.bytes, self.at + 1)?;
        self.at = text.end + 1;
        self.shown.ascii &= text.ascii;
        Some(text)
    }

    /// Reads a list and counts its items.
    fn list(&mut self, list: usize) -> Option<i64> {
        let form = self.form;
        let Kind::Object(number) = form.program.lists.get(list)?.item else {
            return None;
        };
        let number = usize::from(number);
        let object = form.program.objects.get(number)?;
        if self.next()? != b'[' {
            return None;
        }
        self.at += 1;
        let mut items = 0;
        if self.next()? != b']' {
            loop {
                self.item = items;
                self.object(object, number)?;
                items = items.checked_add(1)?;
                match self.next()? {
                    b',' => self.at += 1,
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.at += 1;
        Some(i64::from(items))
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
