//! Runs a program over a text. What stands where the server puts it costs one
//! comparison for the name and one scan for the value; white space, another
//! order and strings with escapes cost a little more. Nothing is built.

use std::ops::Range;

use super::facts::{Facts, Mark, Seen, Slot};
use super::line::Stop;
use super::plan::{Form, Shown};
use super::program::{Kind, Names, OBJECTS, Object, SLOTS};
use super::scan::{self, Read};

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

/// Where a value goes.
#[derive(Clone, Copy)]
pub(super) struct To {
    slot: u8,
    field: u8,
    pub(super) wanted: bool,
}

impl To {
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
}

/// What reading one document leaves.
pub(super) struct Reader<'p, 'd, 's> {
    form: &'p Form,
    bytes: &'d [u8],
    http_status: Option<u16>,
    slots: &'s mut [Slot; SLOTS],
    seen: &'s mut [Seen; OBJECTS],
    /// The object that is being read.
    object: usize,
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
        object: 0,
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
        let mut end = self.object_at(0, at)?;
        if end < self.bytes.len() {
            end = self.spaces(end);
        }
        if end < self.bytes.len() {
            return None;
        }
        form.judged
            .iter()
            .try_for_each(|number| self.judge(*number))
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
    fn object_at(&mut self, number: usize, start: usize) -> Option<usize> {
        let form = self.form;
        let object = form.program.objects.get(number)?;
        let checks = form.checks.get(number)?;
        let outer = std::mem::replace(&mut self.object, number);
        *self.seen.get_mut(number)? = Seen {
            start: u32::try_from(start).ok()?,
            ..Seen::default()
        };
        if object.indexed {
            // Of the item before.
            self.slots
                .get_mut(checks.slots.clone())?
                .fill(Slot::default());
        }
        // Separators are read with what follows them.
        let rest = self.bytes.get(start..)?;
        let wanted = checks.captured;
        let Stop {
            rest,
            next,
            mut present,
        } = (object.in_order)(self, rest, wanted);
        let fields = object.fields.len();
        let mut at = self.bytes.len() - rest.len();
        if next != fields || rest.first() != Some(&b'}') {
            if next > fields {
                return None;
            }
            at = self.in_any_order(object, wanted, start, (at, next), &mut present)?;
        }
        if object.required & !present != 0 {
            return None;
        }
        let seen = self.seen.get_mut(number)?;
        seen.end = u32::try_from(at + 1).ok()?;
        seen.marks.set(Mark::Present, present);
        seen.marks.set(Mark::Absent, !present);
        seen.marks.set(Mark::Any, u64::MAX);
        self.object = outer;
        if object.indexed {
            self.judge(number)?;
        }
        Some(at + 1)
    }

    /// Reads what is left of an object and tells where it is closed.
    #[inline(never)]
    fn in_any_order(
        &mut self,
        object: &Object,
        wanted: u64,
        start: usize,
        (mut at, expected): (usize, usize),
        present: &mut u64,
    ) -> Option<usize> {
        let mut others = Others::default();
        // What may be next in the server's order, and in that of the alphabet,
        // which is how most tools sort; and which of the two was right the last time.
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
                let (field, behind) = self.name(object, &mut others, at)?;
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
            let to = To::new(object.slot + number, number, wanted);
            if let (Kind::Integer, false) = (field.kind, to.wanted)
                && let Some((_, _, left)) = scan::small(text)
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
        let (escaped, end) = self.string(start)?;
        let field = object.names.find(self.bytes.get(start..)?, end - start);
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

    /// Keeps a value that stands between two places.
    #[inline(always)]
    pub(super) fn keep(&mut self, to: To, text: &[u8], left: &[u8], value: i64) {
        self.put(to, Slot::new(text.len(), left.len(), value));
    }

    /// The same for a string, from behind its opening quotation mark.
    #[inline(always)]
    fn keep_string(&mut self, to: To, text: &[u8], left: &[u8], value: i64) {
        self.put(to, Slot::new(text.len() + 1, left.len(), value));
    }

    /// Keeps a literal of this length that was read: a boolean, `true` being the
    /// shorter one.
    #[inline(always)]
    pub(super) fn keep_before(&mut self, to: To, left: &[u8], length: usize) {
        let value = i64::from(length == 4);
        self.put(to, Slot::new(left.len() + length, left.len(), value));
    }

    #[inline(always)]
    fn put(&mut self, to: To, value: Slot) {
        if let Some(slot) = self.slots.get_mut(usize::from(to.slot)) {
            *slot = value;
        }
    }

    /// Reads a value, a string from behind its opening quotation mark, and tells
    /// what follows. Something has to follow, so nothing is left if it is not
    /// what it should be.
    fn value(&mut self, to: To, kind: Kind, text: &'d [u8]) -> &'d [u8] {
        match kind {
            Kind::Integer => self.integer(to, text),
            Kind::Bounded(least, most) => self.bounded(to, text, least, most),
            Kind::DateTime => self.date_time(to, text),
            Kind::Text => self.text(to, text),
            Kind::Known { names, open } => self.known(to, text, names, open),
            Kind::Number => self.number(to, text),
            other => self.other(to, other, text),
        }
    }

    #[inline(always)]
    pub(super) fn date_time(&mut self, to: To, text: &'d [u8]) -> &'d [u8] {
        if to.wanted {
            self.instant(to, text)
        } else {
            scan::unread_date_time(text)
        }
    }

    #[inline(never)]
    fn instant(&mut self, to: To, text: &'d [u8]) -> &'d [u8] {
        let Read { value, end } = scan::date_time(text);
        if end == 0 {
            return &[];
        }
        let left = text.get(end..).unwrap_or_default();
        self.keep_string(to, text, left, value);
        left
    }

    #[inline(never)]
    pub(super) fn text(&mut self, to: To, text: &'d [u8]) -> &'d [u8] {
        let Read { value, end } = scan::text(text);
        if value != 0 {
            self.shown.ascii &= value & scan::NOT_ASCII == 0;
            if value & scan::ESCAPED != 0 {
                self.mark(Mark::Escaped, to);
            }
        }
        if end == 0 {
            return &[];
        }
        let left = text.get(end..).unwrap_or_default();
        if to.wanted {
            self.keep_string(to, text, left, 0);
        }
        left
    }

    #[inline(never)]
    pub(super) fn known(&mut self, to: To, text: &'d [u8], names: &Names, open: bool) -> &'d [u8] {
        let Read { value, end } = scan::text(text);
        self.shown.ascii &= value & scan::NOT_ASCII == 0;
        let Some(length) = end.checked_sub(1) else {
            return &[];
        };
        let value = match names.find(text, length) {
            Some(known) => i64::try_from(known).unwrap_or(-1),
            // With escapes it may be a known one after all.
            None if open && value & scan::ESCAPED == 0 => -1,
            None => return &[],
        };
        let left = text.get(end..).unwrap_or_default();
        if to.wanted {
            self.keep_string(to, text, left, value);
        }
        left
    }

    #[inline(never)]
    pub(super) fn number(&mut self, to: To, text: &'d [u8]) -> &'d [u8] {
        let Some(number) = scan::number(text, to.wanted) else {
            return &[];
        };
        if number.value < 0.0 {
            self.mark(Mark::Negative, to);
        }
        if number.fraction {
            self.mark(Mark::Fraction, to);
        }
        let left = text.get(number.end..).unwrap_or_default();
        if to.wanted {
            self.keep(to, text, left, number.value.to_bits().cast_signed());
        }
        left
    }

    /// An integer of any size.
    #[inline(never)]
    pub(super) fn integer(&mut self, to: To, text: &'d [u8]) -> &'d [u8] {
        let unread = if to.wanted { 0 } else { self.form.unread };
        let Read { value, end } = scan::integer(text, unread);
        if end == 0 {
            return &[];
        }
        if value < 0 {
            self.mark(Mark::Negative, to);
        }
        if self.form.fires(value) {
            self.remarkable(to, text, value, end);
        }
        let left = text.get(end..).unwrap_or_default();
        if to.wanted {
            self.keep(to, text, left, value);
        }
        left
    }

    /// An integer that a rule says something of.
    #[cold]
    fn remarkable(&mut self, to: To, text: &[u8], value: i64, length: usize) {
        let Ok(whole) = u32::try_from(self.bytes.len()) else {
            return;
        };
        let span = Slot::new(text.len(), text.len() - length, value).span(whole);
        let slot = usize::from(to.slot);
        self.form.integer(slot, value, span, self.item, self.shown);
    }

    /// Marks a member of the object that is being read.
    fn mark(&mut self, mark: Mark, to: To) {
        if let Some(seen) = self.seen.get_mut(self.object) {
            seen.marks.set(mark, 1 << to.field);
        }
    }

    #[inline(never)]
    pub(super) fn bounded(&mut self, to: To, text: &'d [u8], least: i64, most: i64) -> &'d [u8] {
        let Read { value, end } = scan::integer(text, 0);
        if end == 0 || !(least..=most).contains(&value) {
            return &[];
        }
        self.integer(to, text)
    }

    /// An object, which ends the whole reading if it is not what it should be.
    pub(super) fn object(&mut self, to: To, number: usize, text: &'d [u8]) -> &'d [u8] {
        let start = self.bytes.len() - text.len();
        let Some(end) = self.object_at(number, start) else {
            return &[];
        };
        let left = self.bytes.get(end..).unwrap_or_default();
        if to.wanted {
            self.keep(to, text, left, 0);
        }
        left
    }

    #[inline(never)]
    pub(super) fn other(&mut self, to: To, kind: Kind, text: &'d [u8]) -> &'d [u8] {
        let (value, length) = match (kind, text) {
            (Kind::Boolean(None | Some(true)), [b't', b'r', b'u', b'e', ..]) => (1, 4),
            (Kind::Boolean(None | Some(false)), [b'f', b'a', b'l', b's', b'e', ..]) => (0, 5),
            (Kind::Null, [b'n', b'u', b'l', b'l', ..]) => (0, 4),
            (Kind::Object(number), [b'{', ..]) => return self.object(to, number, text),
            (Kind::List(list), _) => {
                let start = self.bytes.len() - text.len();
                match self.list(list, start) {
                    Some((items, end)) => (items, end - start),
                    None => return &[],
                }
            }
            _ => return &[],
        };
        let left = text.get(length..).unwrap_or_default();
        if to.wanted {
            self.keep(to, text, left, value);
        }
        left
    }

    /// Reads a string from behind its opening quotation mark: whether it has
    /// escapes, and where its closing quotation mark is.
    fn string(&mut self, at: usize) -> Option<(bool, usize)> {
        let Read { value, end } = scan::text(self.bytes.get(at..)?);
        self.shown.ascii &= value & scan::NOT_ASCII == 0;
        Some((value & scan::ESCAPED != 0, at + end.checked_sub(1)?))
    }

    /// Reads any value. One that is large or nested deep is left to the full path.
    #[cold]
    fn skip(&mut self, at: usize, depth: usize) -> Option<usize> {
        let at = self.next(at)?;
        let (open, close) = match *self.bytes.get(at)? {
            b'"' => return Some(self.string(at + 1)?.1 + 1),
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
                let (escaped, end) = self.string(start)?;
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
        let Kind::Object(number) = *form.program.lists.get(list)? else {
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
            let end = self.object_at(number, at)?;
            items = items.checked_add(1)?;
            at = self.next(end)?;
            match *self.bytes.get(at)? {
                b',' => at += 1,
                b']' => {
                    // What is judged from here on is in no list.
                    self.item = 0;
                    return Some((i64::from(items), at + 1));
                }
                _ => return None,
            }
        }
    }

    /// Asks the rules about an object.
    #[inline(always)]
    fn judge(&mut self, number: usize) -> Option<()> {
        let seen = self.seen.get(number)?;
        // An object that was not there begins and ends nowhere.
        if seen.end == 0 {
            return Some(());
        }
        let checks = self.form.checks.get(number)?;
        let slots = self.slots.get(checks.slots.clone())?;
        if seen.marks.any(Mark::Escaped, checks.unescaped) {
            return None;
        }
        if let Some(first) = checks.quiet.first() {
            let mut facts = Facts {
                bytes: self.bytes,
                http_status: self.http_status,
                seen,
                slots,
                asked: first,
                statuses: &self.form.statuses,
            };
            for asked in &checks.quiet {
                facts.asked = asked;
                if !(asked.test)(&facts) {
                    return None;
                }
            }
        }
        for note in &checks.notes {
            if note.may_hold(seen) {
                let envelope = (self.seen.first()?, &self.slots[..]);
                note.judge(self.bytes, (seen, slots), envelope, self.item, self.shown)?;
            }
        }
        Some(())
    }
}
