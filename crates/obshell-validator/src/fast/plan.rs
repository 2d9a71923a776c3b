//! What the rules that are switched on ask of a document, worked out once: each
//! rule's facts as numbers of fields, each deviation as a test of one value.

use std::borrow::Cow;
use std::ops::Range;

use obshell_types::BackupStatus;

use super::facts::{Fact, Facts, Mark, Seen, Slot};
use super::program::{Kind, Object, Owner, Program, Programs};
use super::scan;
use crate::Operation;
use crate::deviations::{Deviation, Place, Shows, html_escape};
use crate::document::Lines;
use crate::finding::{Brief, Finding, Severity, Short, Words, filled};
use crate::report::Report;
use crate::rules::{Check, Integers, Quiet, Rule};

/// The checks for responses of one operation at the severities that were set.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(super) success: Form,
    pub(super) failure: Form,
    /// What the fast path can report, numbered.
    keys: Vec<NoteKey>,
    /// A rule says nothing of when it is quiet, or asks what a program does not tell.
    pub(super) impossible: bool,
}

/// One of the two forms of an envelope.
#[derive(Debug)]
pub(super) struct Form {
    operation: Operation,
    pub(super) program: &'static Program,
    /// For each object of the program.
    pub(super) checks: Vec<Checks>,
    /// The objects that are judged when all has been read: all of which anything
    /// is asked, but for items, which are judged one by one.
    pub(super) judged: Vec<usize>,
    /// Members that are not in the contract are left to the full path.
    pub(super) only_known: bool,
    /// If they are not, then those of these names, which a rule asks for.
    pub(super) watched: Vec<&'static str>,
    /// The known statuses of a task, in the order of the schema.
    pub(super) statuses: Vec<BackupStatus>,
    /// No rule looks closer at an integer up to this.
    pub(super) integers_beyond: u64,
    /// An integer of so many digits need not be worked out unless it is wanted.
    pub(super) unread: u32,
    /// The rules that look at single integers, and for each slot the key.
    integers: Vec<(&'static Integers, Vec<NoteNumber>)>,
}

/// What is asked of one object.
#[derive(Debug)]
pub(super) struct Checks {
    /// Where its values are.
    pub(super) slots: Range<usize>,
    /// The fields of which anything is asked, as bits.
    pub(super) captured: u64,
    /// Texts of which a rule wants to know what they say, as bits: with escapes that
    /// is left to the full path.
    pub(super) unescaped: u64,
    pub(super) quiet: Vec<Asked>,
    pub(super) notes: Vec<NoteCheck>,
}

impl Checks {
    fn of(object: &Object) -> Self {
        Self {
            slots: object.slot..object.slot + object.fields.len(),
            captured: 0,
            unescaped: 0,
            quiet: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn capture(&mut self, test: &Test) {
        self.captured |= 1_u64.checked_shl(u32::from(test.field)).unwrap_or(0);
    }
}

/// As many facts as a rule can ask of one object.
const FACTS: usize = 24;

/// A rule that is quiet if the test holds.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) test: fn(&Facts<'_>) -> bool,
    pub(super) fields: [u8; FACTS],
    /// The fields as bits.
    pub(super) bits: u64,
}

/// A finding that needs no full path: one rule at one place.
#[derive(Debug)]
struct NoteKey {
    /// All that does not depend on the document.
    brief: Brief,
    /// The object is in a list.
    indexed: bool,
    /// `{}` in the message stands for the value.
    says_value: bool,
}

/// Which key it is, and its order among those at one position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NoteNumber {
    key: u16,
    rank: u16,
}

/// A deviation at one place.
#[derive(Debug)]
pub(super) struct NoteCheck {
    key: NoteNumber,
    says_value: bool,
    /// What has to be marked for the test to hold.
    needs: Mark,
    /// That is all there is to it.
    decided: bool,
    /// It is reported at the value, not at the object.
    at_value: bool,
    test: Test,
    when: Vec<(On, Test)>,
}

/// Where a condition is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Envelope,
    Itself,
}

/// What a value has to be, and which.
#[derive(Debug)]
struct Test {
    field: u8,
    /// The field's bit, the highest if the contract does not have it.
    bit: u64,
    condition: Condition,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Always,
    Never,
    Absent,
    Present,
    Boolean(bool),
    Fraction,
    Integer(i64),
    Negative,
    BeyondDouble,
    /// One of the known texts, as bits.
    Known(u64),
    Text(&'static [&'static str]),
    HtmlEscape,
}

/// The number of a field that the contract does not have.
const NONE: u8 = u8::MAX;

/// What a document shows that is worth a finding.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// The first ones, so that most documents need no allocation.
    few: [Note; FEW],
    count: usize,
    more: Vec<Note>,
    /// There is no white space outside of strings.
    pub(crate) one_line: bool,
    pub(crate) ascii: bool,
    /// They are by position and then by rank.
    in_order: bool,
    /// Both of the last one, in one number.
    place: u64,
}

const FEW: usize = 12;

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Note {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Which item, if the object is in a list.
    pub(crate) item: u32,
    pub(crate) key: u16,
    pub(crate) rank: u16,
}

impl Shown {
    pub(crate) fn new() -> Self {
        Self {
            few: [Note::default(); FEW],
            count: 0,
            more: Vec::new(),
            one_line: true,
            ascii: true,
            in_order: true,
            place: 0,
        }
    }

    pub(crate) fn clear(&mut self) {
        self.count = 0;
        self.more.clear();
        self.one_line = true;
        self.ascii = true;
        self.in_order = true;
        self.place = 0;
    }

    #[inline(always)]
    fn push(&mut self, note: Note) {
        let place = u64::from(note.start) << 16 | u64::from(note.rank);
        self.in_order &= self.place <= place;
        self.place = place;
        if let Some(free) = self.few.get_mut(self.count) {
            *free = note;
            self.count += 1;
        } else {
            self.spill(note);
        }
    }

    #[cold]
    fn spill(&mut self, note: Note) {
        self.more.push(note);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// In the order in which they were found.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Note> {
        self.few[..self.count].iter().chain(&self.more)
    }

    /// In that of a report.
    fn sorted(&self) -> Cow<'_, [Note]> {
        if self.in_order && self.more.is_empty() {
            return Cow::Borrowed(&self.few[..self.count]);
        }
        let mut notes: Vec<Note> = self.iter().copied().collect();
        notes.sort_unstable_by_key(|note| (note.start, note.rank));
        Cow::Owned(notes)
    }
}

impl Plan {
    /// A plan for the rules that have a severity.
    pub(crate) fn new(
        operation: Operation,
        rules: &(impl Iterator<Item = (&'static Rule, Severity)> + Clone),
    ) -> Self {
        let programs = Programs::of(operation);
        let mut keys = Vec::new();
        let mut impossible = false;
        let mut form = |program: &'static Program| {
            let mut form = Form::new(operation, program);
            for (rule, severity) in rules.clone() {
                let mut adder = Adder {
                    operation,
                    rule,
                    severity,
                    keys: &mut keys,
                };
                impossible |= adder.add(&mut form).is_none();
            }
            form.finish();
            impossible |= program.objects.is_empty();
            form
        };
        let (mut success, mut failure) = (form(&programs.success), form(&programs.failure));
        // The order of the keys at one position is that of a report.
        let place = |key: &NoteKey| (key.brief.rule.id, key.brief.base, key.brief.name);
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_by_key(|key| place(&keys[*key]));
        let mut ranks = vec![0; keys.len()];
        for (rank, key) in (0..).zip(order) {
            ranks[key] = rank;
        }
        success.rank(&ranks);
        failure.rank(&ranks);
        Self {
            success,
            failure,
            keys,
            impossible,
        }
    }
}

impl Form {
    fn new(operation: Operation, program: &'static Program) -> Self {
        let mut objects = program.objects.iter();
        let task = objects.find(|object| object.owner(operation) == Some(Owner::Task));
        let status = task.and_then(|task| task.fields.iter().find(|field| field.name == "status"));
        let statuses = match status.map(|field| field.kind) {
            Some(Kind::Known { names, .. }) => {
                let texts = names.texts.iter();
                texts.map(|text| BackupStatus::from(*text)).collect()
            }
            _ => Vec::new(),
        };
        Self {
            operation,
            program,
            checks: program.objects.iter().map(Checks::of).collect(),
            judged: Vec::new(),
            only_known: false,
            watched: Vec::new(),
            statuses,
            integers_beyond: u64::MAX,
            unread: 18,
            integers: Vec::new(),
        }
    }

    /// To be called when all rules have said what they ask.
    fn finish(&mut self) {
        let checks = self.program.objects.iter().zip(&self.checks).enumerate();
        let asked = checks.filter(|(_, (object, checks))| {
            let idle = checks.quiet.is_empty() && checks.notes.is_empty();
            !object.indexed && !idle
        });
        self.judged = asked.map(|(number, _)| number).collect();
    }

    /// Puts the notes of an object into the order of a report, as far as it can
    /// be known: what is absent is reported where the object begins.
    fn rank(&mut self, ranks: &[u16]) {
        let rank = |number: &mut NoteNumber| number.rank = ranks[usize::from(number.key)];
        for checks in &mut self.checks {
            checks.notes.iter_mut().for_each(|note| rank(&mut note.key));
            let absent = |test: &Test| test.field != NONE && test.condition != Condition::Absent;
            checks
                .notes
                .sort_by_key(|note| (absent(&note.test), note.test.field, note.key.rank));
        }
        let keys = self.integers.iter_mut().flat_map(|(_, keys)| keys);
        // Only the slots of integers have a key.
        keys.filter(|_| !ranks.is_empty()).for_each(rank);
    }

    fn object(&self, owner: Owner) -> Option<(usize, &'static Object)> {
        let mut objects = self.program.objects.iter().enumerate();
        objects.find(|(_, object)| object.owner(self.operation) == Some(owner))
    }

    /// Whether a rule that looks at single integers says something of this one.
    #[inline(always)]
    pub(super) fn fires(&self, value: i64) -> bool {
        value.unsigned_abs() > self.integers_beyond
            && self.integers.iter().any(|(rule, _)| rule.concern(value))
    }

    /// Lets them say it.
    #[cold]
    pub(super) fn integer(
        &self,
        slot: usize,
        value: i64,
        span: [u32; 2],
        item: u32,
        shown: &mut Shown,
    ) {
        for (rule, keys) in &self.integers {
            if rule.concern(value) {
                let ([start, end], NoteNumber { key, rank }) = (span, keys[slot]);
                shown.push(Note {
                    start,
                    end,
                    item,
                    key,
                    rank,
                });
            }
        }
    }
}

/// Adds one rule to a plan. `None` if it asks what the program does not tell.
struct Adder<'k> {
    operation: Operation,
    rule: &'static Rule,
    severity: Severity,
    keys: &'k mut Vec<NoteKey>,
}

impl Adder<'_> {
    fn add(&mut self, form: &mut Form) -> Option<()> {
        match &self.rule.check {
            Check::Code { quiet, .. } => (*quiet)?.iter().try_for_each(|quiet| asked(form, quiet)),
            Check::Integers { rule, .. } => self.integers(form, rule),
            Check::Data(deviation) => self.deviation(form, deviation),
        }
    }

    fn key(&mut self, object: &'static Object, name: &'static str) -> NoteNumber {
        let mut brief = Brief::new(self.rule, self.severity);
        (brief.base, brief.name) = (object.base, name);
        let known = self.keys.iter().position(|key| key.brief.is_at(&brief));
        let number = known.unwrap_or_else(|| {
            self.keys.push(NoteKey {
                brief,
                indexed: object.indexed,
                says_value: self.rule.words().message.contains("{}"),
            });
            self.keys.len() - 1
        });
        NoteNumber {
            key: u16::try_from(number).unwrap_or(u16::MAX),
            rank: 0,
        }
    }

    fn integers(&mut self, form: &mut Form, rule: &'static Integers) -> Option<()> {
        // Nobody is asked about small ones.
        if rule.beyond < scan::SMALL {
            return None;
        }
        let mut keys = vec![NoteNumber::default(); form.program.slots];
        for object in form.program.objects {
            for (at, field) in object.fields.iter().enumerate() {
                if field.kind.is_integer() {
                    keys[object.slot + at] = self.key(object, field.name);
                }
            }
        }
        form.integers_beyond = form.integers_beyond.min(rule.beyond);
        form.unread = form.unread.min(rule.beyond.checked_ilog10().unwrap_or(0));
        form.integers.push((rule, keys));
        Some(())
    }

    fn deviation(&mut self, form: &mut Form, deviation: &'static Deviation) -> Option<()> {
        if !deviation.operations.contains(&self.operation.id()) {
            return Some(());
        }
        for place in deviation.places {
            let Some((number, object, name)) = self.place(form, *place) else {
                continue;
            };
            let test = Test::new(form, object, name, deviation.shows)?;
            let mut when = Vec::new();
            for (place, shows) in deviation.when {
                let (on, object, name) = match *place {
                    Place::Envelope(name) => (On::Envelope, form.program.objects.first()?, name),
                    Place::Data(name) | Place::Task(name) | Place::Error(name) => {
                        (On::Itself, object, name)
                    }
                };
                // An item is judged before the envelope has been read.
                if on == On::Envelope && form.program.objects[number].indexed {
                    return None;
                }
                let test = Test::new(form, object, name, *shows)?;
                let asked = if on == On::Envelope { 0 } else { number };
                form.checks[asked].capture(&test);
                when.push((on, test));
            }
            let never = |test: &Test| test.condition == Condition::Never;
            if never(&test) || when.iter().any(|(_, test)| never(test)) {
                continue;
            }
            let key = self.key(object, name);
            form.checks[number].capture(&test);
            let says_value = deviation.message.contains("{}");
            let is_text = object
                .fields
                .iter()
                .any(|field| field.name == name && field.kind.is_string());
            let needs = test.needs();
            form.checks[number].notes.push(NoteCheck {
                key,
                says_value,
                needs,
                at_value: !matches!(needs, Mark::Absent | Mark::Any),
                decided: test.is_decided() && when.is_empty() && !(says_value && is_text),
                test,
                when,
            });
        }
        Some(())
    }

    /// The object that has the member, if this form of the envelope has it.
    fn place(&self, form: &Form, place: Place) -> Option<(usize, &'static Object, &'static str)> {
        let (owner, name) = match place {
            Place::Envelope(name) => (Owner::Envelope, name),
            Place::Data(name) if name == self.operation.wrapper() => (Owner::Data, name),
            Place::Data(_) => return None,
            Place::Task(name) => (Owner::Task, name),
            Place::Error(name) => (Owner::Error, name),
        };
        let (number, object) = form.object(owner)?;
        Some((number, object, name))
    }
}

/// Adds a rule that is code.
fn asked(form: &mut Form, quiet: &Quiet) -> Option<()> {
    let Quiet::Each { of, facts, test } = quiet else {
        form.only_known = true;
        return Some(());
    };
    let Some((number, object)) = form.object(*of) else {
        // No such object, and so nothing to find.
        return Some(());
    };
    let mut asked = Asked {
        test: *test,
        fields: [NONE; FACTS],
        bits: 0,
    };
    for (place, fact) in facts.iter().enumerate() {
        let field = object
            .fields
            .iter()
            .position(|field| field.name == fact.name());
        let Some(field) = field else {
            form.watched.push(fact.name());
            continue;
        };
        let fits = matches!(
            (fact, object.fields[field].kind),
            (
                Fact::Integer(_) | Fact::AnyNumber(_),
                Kind::Integer | Kind::Bounded(..)
            ) | (Fact::Number(_) | Fact::AnyNumber(_), Kind::Number)
                | (Fact::Instant(_), Kind::DateTime)
                | (Fact::Text(_), Kind::Text | Kind::Known { .. })
                | (Fact::Known(_), Kind::Known { .. })
                | (Fact::List(_), Kind::List(_))
                | (Fact::Presence(_), _)
        );
        if !fits {
            return None;
        }
        if !matches!(fact, Fact::AnyNumber(_) | Fact::Presence(_)) {
            form.checks[number].captured |= 1 << field;
        }
        let field = u8::try_from(field).ok()?;
        *asked.fields.get_mut(place)? = field;
        asked.bits |= 1 << field;
        if let Fact::Text(_) = fact {
            form.checks[number].unescaped |= 1 << field;
        }
    }
    form.checks[number].quiet.push(asked);
    Some(())
}

impl Test {
    /// What a deviation looks for, in terms of a field. `None` if the program
    /// does not keep what is needed to tell.
    fn new(form: &mut Form, object: &Object, name: &'static str, shows: Shows) -> Option<Self> {
        let Some(field) = object.fields.iter().position(|field| field.name == name) else {
            form.watched.push(name);
            let condition = match shows {
                Shows::Absent => Condition::Always,
                _ => Condition::Never,
            };
            return Some(Self {
                field: NONE,
                // No field has it.
                bit: 1 << 63,
                condition,
            });
        };
        let required = object.required >> field & 1 == 1;
        let present = if required {
            Condition::Always
        } else {
            Condition::Present
        };
        let if_present = |shown| if shown { present } else { Condition::Never };
        let kind = object.fields[field].kind;
        let is_text = kind.is_string();
        let of_integer = |condition| match kind {
            Kind::Integer | Kind::Bounded(..) => Some(condition),
            // The text of the number would have to be looked at.
            Kind::Number => None,
            _ => Some(Condition::Never),
        };
        let condition = match shows {
            Shows::Absent if required => Condition::Never,
            Shows::Absent => Condition::Absent,
            Shows::Present => present,
            Shows::Null => if_present(matches!(kind, Kind::Null)),
            Shows::True | Shows::False => {
                let wanted = matches!(shows, Shows::True);
                match kind {
                    Kind::Boolean(Some(value)) => if_present(value == wanted),
                    Kind::Boolean(None) => Condition::Boolean(wanted),
                    _ => Condition::Never,
                }
            }
            Shows::Object => if_present(matches!(kind, Kind::Object(_))),
            Shows::Container => if_present(matches!(kind, Kind::Object(_) | Kind::List(_))),
            Shows::Fraction if matches!(kind, Kind::Number) => Condition::Fraction,
            Shows::Fraction => Condition::Never,
            Shows::Integer(wanted) => of_integer(Condition::Integer(wanted))?,
            Shows::Negative => of_integer(Condition::Negative)?,
            Shows::BeyondDouble => of_integer(Condition::BeyondDouble)?,
            Shows::Text(_) | Shows::HtmlEscape if !is_text => Condition::Never,
            Shows::Text(texts) => known(kind, texts).unwrap_or(Condition::Text(texts)),
            Shows::HtmlEscape => Condition::HtmlEscape,
        };
        Some(Self {
            field: u8::try_from(field).ok()?,
            bit: 1 << field,
            condition,
        })
    }

    fn needs(&self) -> Mark {
        match self.condition {
            _ if self.field == NONE => Mark::Any,
            Condition::Absent => Mark::Absent,
            Condition::Fraction => Mark::Fraction,
            Condition::Negative => Mark::Negative,
            Condition::HtmlEscape => Mark::Escaped,
            _ => Mark::Present,
        }
    }

    /// Whether a mark tells it.
    fn is_decided(&self) -> bool {
        let decided = matches!(
            self.condition,
            Condition::Always
                | Condition::Present
                | Condition::Absent
                | Condition::Fraction
                | Condition::Negative
        );
        decided && self.field != NONE
    }

    /// Whether the object shows it. `None` if the full path has to tell.
    fn holds(&self, bytes: &[u8], seen: &Seen, slots: &[Slot]) -> Option<bool> {
        match slots.get(usize::from(self.field)) {
            Some(slot) if seen.marks.any(Mark::Present, self.bit) => {
                self.value_holds(bytes, seen, slot)
            }
            _ => Some(matches!(
                self.condition,
                Condition::Absent | Condition::Always
            )),
        }
    }

    /// The same for a value that is there.
    #[inline(always)]
    fn value_holds(&self, bytes: &[u8], seen: &Seen, slot: &Slot) -> Option<bool> {
        Some(match self.condition {
            Condition::Always | Condition::Present => true,
            Condition::Never | Condition::Absent => false,
            Condition::Boolean(wanted) => (slot.value() != 0) == wanted,
            Condition::Fraction => seen.marks.any(Mark::Fraction, self.bit),
            Condition::Integer(wanted) => slot.value() == wanted,
            Condition::Negative => seen.marks.any(Mark::Negative, self.bit),
            Condition::BeyondDouble => slot.value() > 1 << 53,
            // An unknown text is below zero, and so beyond the last bit.
            Condition::Known(texts) => u32::try_from(slot.value())
                .is_ok_and(|text| texts.checked_shr(text).unwrap_or(0) & 1 == 1),
            // What it says would have to be worked out first.
            Condition::Text(_) if seen.marks.any(Mark::Escaped, self.bit) => return None,
            Condition::Text(texts) => {
                let written = slot.written(bytes);
                let text = written.get(1..written.len() - 1)?;
                texts.iter().any(|wanted| wanted.as_bytes() == text)
            }
            Condition::HtmlEscape => {
                seen.marks.any(Mark::Escaped, self.bit) && html_escape(slot.written(bytes))
            }
        })
    }
}

/// The texts as bits, if all are known ones.
fn known(kind: Kind, texts: &[&str]) -> Option<Condition> {
    let Kind::Known { names, .. } = kind else {
        return None;
    };
    let mut bits = 0;
    for text in texts {
        let number = names.texts.iter().position(|name| name == text)?;
        bits |= 1_u64.checked_shl(u32::try_from(number).ok()?)?;
    }
    Some(Condition::Known(bits))
}

impl NoteCheck {
    /// Whether the object has what the deviation is about.
    #[inline(always)]
    pub(super) fn may_hold(&self, seen: &Seen) -> bool {
        seen.marks.any(self.needs, self.test.bit)
    }

    /// Puts the deviation into `shown` if the object, which has what it is about,
    /// shows it.
    #[inline(always)]
    pub(super) fn judge(
        &self,
        bytes: &[u8],
        (seen, slots): (&Seen, &[Slot]),
        (envelope, all): (&Seen, &[Slot]),
        item: u32,
        shown: &mut Shown,
    ) -> Option<()> {
        let slot = slots.get(usize::from(self.test.field));
        let slot = slot.filter(|_| self.at_value);
        if !self.decided {
            if let Some(slot) = slot
                && !self.test.value_holds(bytes, seen, slot)?
            {
                return Some(());
            }
            for (on, test) in &self.when {
                let holds = match on {
                    On::Envelope => test.holds(bytes, envelope, all)?,
                    On::Itself => test.holds(bytes, seen, slots)?,
                };
                if !holds {
                    return Some(());
                }
            }
            if self.says_value && seen.marks.any(Mark::Escaped, self.test.bit) {
                return None;
            }
        }
        let [start, end] = match slot {
            // No document is longer.
            Some(slot) => slot.span(u32::try_from(bytes.len()).unwrap_or(u32::MAX)),
            None => [seen.start, seen.end],
        };
        shown.push(Note {
            start,
            end,
            item,
            key: self.key.key,
            rank: self.key.rank,
        });
        Some(())
    }
}

impl Plan {
    /// The number of a note, the same for the same rule and pointer.
    #[inline(always)]
    pub(crate) fn number(&self, note: &Note) -> usize {
        // Most objects are in no list.
        usize::from(note.key) + note.item as usize * self.keys.len()
    }

    /// Whether the severity of a note is that of a note.
    #[inline(always)]
    pub(crate) fn is_note(&self, note: &Note) -> bool {
        self.keys[usize::from(note.key)].brief.severity == Severity::Note
    }

    /// The same number by rule and pointer.
    pub(crate) fn key_of(&self, rule: &Rule, pointer: &str) -> Option<usize> {
        self.keys.iter().enumerate().find_map(|(number, key)| {
            if key.brief.rule != rule {
                return None;
            }
            let rest = pointer.strip_prefix(key.brief.base)?.strip_prefix('/')?;
            let (item, name) = match rest.split_once('/') {
                Some((item, name)) if key.indexed => (item.parse().ok()?, name),
                None if !key.indexed => (0, rest),
                _ => return None,
            };
            (name == key.brief.name).then_some(item * self.keys.len() + number)
        })
    }

    /// The report of a document of which this is all there is to say.
    pub(crate) fn report(&self, bytes: &[u8], shown: &Shown) -> Report {
        self.report_of(bytes, shown, &shown.sorted())
    }

    /// The same without some of the notes.
    pub(crate) fn report_without(
        &self,
        bytes: &[u8],
        shown: &Shown,
        unwanted: impl Fn(&Note) -> bool,
    ) -> Report {
        let mut notes = shown.sorted().into_owned();
        notes.retain(|note| !unwanted(note));
        self.report_of(bytes, shown, &notes)
    }

    #[inline(always)]
    fn report_of(&self, bytes: &[u8], shown: &Shown, notes: &[Note]) -> Report {
        let lines = (!shown.one_line || !shown.ascii).then(|| Lines::new(bytes));
        // Copied first and completed in place: to build each one whole would copy it
        // three times.
        let known = |note: &Note| Finding::brief(self.keys[usize::from(note.key)].brief);
        let mut findings: Vec<Finding> = notes.iter().map(known).collect();
        for (note, finding) in notes.iter().zip(&mut findings) {
            let brief = &mut finding.brief;
            (brief.start, brief.end) = (note.start, note.end);
            match &lines {
                None => brief.column = note.start + 1,
                Some(lines) => [brief.line, brief.column] = position(lines, note.start),
            }
            let key = &self.keys[usize::from(note.key)];
            if key.indexed {
                brief.item = Some(note.item);
            }
            if key.says_value {
                let (start, end) = inside(bytes, note.start as usize, note.end as usize);
                match Short::of(bytes, start, end) {
                    Some(value) => brief.value = value,
                    None => *finding = long(*brief, &bytes[start..end]),
                }
            }
        }
        Report::sorted(findings)
    }
}

/// A finding that says a long value.
#[cold]
fn long(brief: Brief, value: &[u8]) -> Finding {
    let (short, words) = (Finding::brief(brief), brief.rule.words());
    let words = Words {
        pointer: short.pointer().into(),
        span: short.span(),
        position: short.position(),
        message: filled(words.message, &String::from_utf8_lossy(value)),
        help: words.help.into(),
    };
    Finding::new(brief.rule, brief.severity, words)
}

/// The line and the column of an offset. There are no more of them than bytes,
/// which are few here.
#[cold]
fn position(lines: &Lines<'_>, offset: u32) -> [u32; 2] {
    let position = lines.position(offset as usize);
    [position.line, position.column].map(|count| u32::try_from(count).unwrap_or(u32::MAX))
}

/// Where a value begins and ends as messages show it: texts without quotation
/// marks, containers not at all.
fn inside(bytes: &[u8], start: usize, end: usize) -> (usize, usize) {
    match bytes.get(start) {
        Some(b'"') => (start + 1, end - 1),
        Some(b'-' | b'0'..=b'9') => (start, end),
        _ => (start, start),
    }
}

#[cfg(test)]
mod tests {
    use super::{Plan, Shown};
    use obshell_types::operations::TenantBackupOverview;

    use crate::Operation;
    use crate::finding::{Category, Severity};
    use crate::rules::{Check, Integers, Rule, rules};

    const SAMPLE: &[u8] =
        include_bytes!("../../../../samples/tenant-backup-overview/completed.json");

    fn reads(rules: &[&'static Rule]) -> bool {
        let counting = rules.iter().map(|rule| (*rule, Severity::Error));
        let plan = Plan::new(Operation::of::<TenantBackupOverview>(), &counting);
        plan.read(None, SAMPLE, &mut Shown::new()).is_some()
    }

    /// A rule that was forgotten here is slow, never wrong.
    #[test]
    fn a_rule_that_does_not_say_when_it_is_quiet_gets_every_document() {
        static SILENT: Rule = Rule {
            id: "silent",
            category: Category::Consistency,
            severity: Severity::Error,
            summary: "says nothing",
            check: Check::Code {
                run: |_, _| {},
                quiet: None,
                page: "",
            },
        };
        let all: Vec<_> = rules().collect();
        assert!(reads(&all));
        assert!(!reads(&[&SILENT]));
    }

    #[test]
    fn a_rule_that_looks_at_small_integers_gets_every_document() {
        static SMALL: Rule = Rule {
            id: "small",
            category: Category::Precision,
            severity: Severity::Note,
            summary: "every integer but 0",
            check: Check::Integers {
                rule: Integers {
                    beyond: 0,
                    fires: |_| true,
                    message: "",
                    help: "",
                },
                page: "",
            },
        };
        assert!(!reads(&[&SMALL]));
    }

    #[test]
    fn every_rule_says_when_it_is_quiet() {
        for rule in rules() {
            assert!(reads(&[rule]), "{rule:?}");
        }
    }
}
