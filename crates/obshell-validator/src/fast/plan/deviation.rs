//! A deviation as a test of one value.

use super::{TemplateRef, VariantPlan};
use crate::capture::{CapturedValue, FieldFlag, INSIDE_ARRAYS, NO_FIELD, ObjectState};
use crate::deviation::{ConditionScope, Deviation, ValuePattern, html_escape};
use crate::fast::found::{FindingList, NumberSet};
use crate::fast::words::RawFinding;
use crate::finding::Items;
use crate::layout::{ObjectLayout, ValueKind};

/// A deviation at one field of one object.
#[derive(Debug)]
pub(in crate::fast) struct DeviationCheck {
    template: TemplateRef,
    /// Its number as a set, if its findings are kept as bits.
    number: Option<NumberSet>,
    message_has_value: bool,
    /// Without this flag the test does not hold.
    required_flag: FieldFlag,
    /// With it, it does.
    flag_suffices: bool,
    /// It is reported at the value, not at the object.
    at_value: bool,
    test: FieldTest,
    conditions: Vec<(ConditionScope, FieldTest)>,
}

/// A deviation that a flag of a field decides.
#[derive(Debug)]
pub(in crate::fast) struct FlagTest {
    pub(in crate::fast) flag: FieldFlag,
    /// The field's bit.
    pub(in crate::fast) bit: u64,
    /// Its number as a set.
    pub(in crate::fast) number: NumberSet,
}

/// A deviation of values between two.
#[derive(Debug)]
pub(in crate::fast) struct RangeTest {
    field: u8,
    least: i64,
    most: i64,
    /// Its number as a set.
    pub(in crate::fast) number: NumberSet,
}

impl RangeTest {
    #[inline(always)]
    pub(in crate::fast) fn holds(&self, state: &ObjectState, slots: &[CapturedValue]) -> bool {
        let is_there = state.flags.get(FieldFlag::Valued) >> (self.field & 63) & 1 == 1;
        let value = slots.get(usize::from(self.field)).map(|slot| slot.value());
        is_there && value.is_some_and(|value| (self.least..=self.most).contains(&value))
    }
}

/// What a value must be, and which.
#[derive(Debug)]
struct FieldTest {
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
    Null,
    NotNull,
    Boolean(bool),
    Fraction,
    Integer(i64),
    Negative,
    BeyondDouble,
    /// One of the known strings, as bits.
    Known(u64),
    Text(&'static [&'static str]),
    Prefix(&'static str),
    HtmlEscape,
    /// The same in an array of strings.
    HtmlEscapeInside,
}

impl DeviationCheck {
    /// The check of one field. The outer option is `None` if the fast path does not have what it
    /// needs, the inner one if no document can show the deviation here.
    #[expect(clippy::option_option, reason = "both can be missing")]
    pub(super) fn new(
        plan: &mut VariantPlan,
        (number, object): (usize, &'static ObjectLayout),
        field: &'static str,
        deviation: &'static Deviation,
    ) -> Option<Option<Self>> {
        let test = FieldTest::new(plan, object, field, deviation.pattern)?;
        let mut conditions = Vec::new();
        for (scope, field, pattern) in deviation.conditions {
            let (asked, object) = match scope {
                ConditionScope::Envelope => (0, plan.layout.objects.first()?),
                ConditionScope::SameObject => (number, object),
            };
            // An item is checked before the envelope has been read.
            if *scope == ConditionScope::Envelope && plan.layout.objects[number].depth > 0 {
                return None;
            }
            let test = FieldTest::new(plan, object, field, *pattern)?;
            plan.objects[asked].captured |= test.wanted();
            conditions.push((*scope, test));
        }
        let never = |test: &FieldTest| test.condition == Condition::Never;
        if never(&test) || conditions.iter().any(|(_, test)| never(test)) {
            return Some(None);
        }
        // What always holds needs no look.
        conditions.retain(|(_, test)| test.condition != Condition::Always);
        plan.objects[number].captured |= test.wanted();
        let message_has_value = deviation.message.contains("{}");
        let mut fields = object.fields.iter();
        let is_string =
            fields.any(|other| other.name == field && plan.layout.non_null(other.kind).is_string());
        let required_flag = test.required_flag();
        let decided = test.is_decided_by_flag() && conditions.is_empty();
        Some(Some(Self {
            template: TemplateRef::default(),
            number: None,
            message_has_value,
            required_flag,
            at_value: !matches!(required_flag, FieldFlag::Absent | FieldFlag::Any),
            flag_suffices: decided && !(message_has_value && is_string),
            test,
            conditions,
        }))
    }

    pub(super) fn template(&mut self) -> &mut TemplateRef {
        &mut self.template
    }

    /// The same as a test of one flag, if that is all.
    pub(super) fn as_flag_test(&self, number: NumberSet) -> Option<FlagTest> {
        self.flag_suffices.then_some(FlagTest {
            flag: self.required_flag,
            bit: self.test.bit,
            number,
        })
    }

    /// The same as a test of one value, if that is all.
    pub(super) fn as_range_test(&self, number: NumberSet) -> Option<RangeTest> {
        let (least, most) = match self.test.condition {
            _ if !self.conditions.is_empty() => return None,
            Condition::Integer(value) => (value, value),
            Condition::BeyondDouble => ((1 << 53) + 1, i64::MAX),
            Condition::Boolean(value) => (i64::from(value), i64::from(value)),
            _ => return None,
        };
        Some(RangeTest {
            field: self.test.field,
            least,
            most,
            number,
        })
    }

    /// From now on its findings are kept as bits.
    pub(super) fn keep_as_bit(&mut self, number: NumberSet) {
        self.number = Some(number);
    }

    /// Whether every valid object shows it.
    pub(super) fn always_holds(&self) -> bool {
        let is_unknown = self.test.field == NO_FIELD && self.conditions.is_empty();
        self.test.condition == Condition::Always
            && (self.flag_suffices || (is_unknown && !self.message_has_value))
    }

    /// The field at whose value it is reported, if it is not at the object.
    pub(super) fn reported_field(&self) -> Option<usize> {
        self.at_value.then_some(usize::from(self.test.field))
    }

    /// What is absent is reported where the object begins, and so before all fields.
    pub(super) fn sort_key(&self) -> (bool, u8, u16) {
        let test = &self.test;
        let absent = test.field == NO_FIELD || test.condition == Condition::Absent;
        (!absent, test.field, self.template.rank)
    }

    /// Whether the object has what the deviation is about.
    #[inline(always)]
    pub(in crate::fast) fn may_hold(&self, state: &ObjectState) -> bool {
        state.flags.any(self.required_flag, self.test.bit)
    }

    /// Puts the deviation into `found` if the object, which has what it is about, shows it. `None`
    /// if the slow path has to decide.
    #[inline(always)]
    pub(in crate::fast) fn run(
        &self,
        bytes: &[u8],
        (state, slots): (&ObjectState, &[CapturedValue]),
        (envelope, all): (&ObjectState, &[CapturedValue]),
        items: Items,
        found: &mut FindingList,
    ) -> Option<()> {
        let slot = slots.get(usize::from(self.test.field));
        let slot = slot.filter(|_| self.at_value);
        if !self.flag_suffices {
            if let Some(slot) = slot
                && !self.test.value_holds(bytes, state, slot)?
            {
                return Some(());
            }
            for (scope, test) in &self.conditions {
                let holds = match scope {
                    ConditionScope::Envelope => test.holds(bytes, envelope, all)?,
                    ConditionScope::SameObject => test.holds(bytes, state, slots)?,
                };
                if !holds {
                    return Some(());
                }
            }
            if self.message_has_value && state.flags.any(FieldFlag::Escaped, self.test.bit) {
                return None;
            }
        }
        if let Some(number) = self.number {
            found.add(number);
        } else {
            let finding = self.finding(bytes.len(), (state, slots), items);
            found.others.push(finding);
        }
        Some(())
    }

    /// The finding in an object that shows the deviation.
    fn finding(
        &self,
        length: usize,
        (state, slots): (&ObjectState, &[CapturedValue]),
        items: Items,
    ) -> RawFinding {
        let slot = slots.get(usize::from(self.test.field));
        let [start, end] = match slot.filter(|_| self.at_value) {
            // No document is longer.
            Some(slot) => slot.span(u32::try_from(length).unwrap_or(u32::MAX)),
            None => [state.start, state.end],
        };
        RawFinding {
            start,
            end,
            items,
            template: self.template.template,
            rank: self.template.rank,
        }
    }
}

impl FieldTest {
    /// What a deviation looks for, in terms of a field. `None` if the fast path does not keep what is
    /// needed.
    fn new(
        plan: &mut VariantPlan,
        object: &ObjectLayout,
        name: &'static str,
        pattern: ValuePattern,
    ) -> Option<Self> {
        let Some(field) = object.field(name) else {
            plan.requested_unknown.push(name);
            let condition = match pattern {
                ValuePattern::Absent => Condition::Always,
                _ => Condition::Never,
            };
            return Some(Self {
                field: NO_FIELD,
                // No field has it.
                bit: 1 << 63,
                condition,
            });
        };
        let required = object.required >> field & 1 == 1;
        let declared = object.fields[field].kind;
        let nullable = matches!(declared, ValueKind::Nullable(_));
        let kind = plan.layout.non_null(declared);
        let present = if required {
            Condition::Always
        } else {
            Condition::Present
        };
        let not_null = if nullable {
            Condition::NotNull
        } else {
            present
        };
        let if_so = |holds| if holds { not_null } else { Condition::Never };
        let is_text = kind.is_string();
        let is_texts = match kind {
            ValueKind::Array(items) => plan.layout.arrays[items].is_string(),
            _ => false,
        };
        let of_integer = |condition| match kind {
            kind if kind.is_integer() => Some(condition),
            // The text of the number would have to be read.
            ValueKind::Number => None,
            _ => Some(Condition::Never),
        };
        let condition = match pattern {
            ValuePattern::Absent if required => Condition::Never,
            ValuePattern::Absent => Condition::Absent,
            ValuePattern::Present => present,
            ValuePattern::Null if nullable => Condition::Null,
            ValuePattern::Null => if_so(matches!(kind, ValueKind::Null)),
            ValuePattern::True | ValuePattern::False => {
                let wanted = matches!(pattern, ValuePattern::True);
                match kind {
                    ValueKind::Boolean(Some(value)) => if_so(value == wanted),
                    ValueKind::Boolean(None) => Condition::Boolean(wanted),
                    _ => Condition::Never,
                }
            }
            ValuePattern::Object => if_so(matches!(kind, ValueKind::Object(_))),
            ValuePattern::Array => if_so(matches!(kind, ValueKind::Array(_))),
            ValuePattern::Container => {
                if_so(matches!(kind, ValueKind::Object(_) | ValueKind::Array(_)))
            }
            ValuePattern::Fraction if matches!(kind, ValueKind::Number) => Condition::Fraction,
            ValuePattern::Fraction => Condition::Never,
            ValuePattern::Integer(wanted) => of_integer(Condition::Integer(wanted))?,
            ValuePattern::Negative => of_integer(Condition::Negative)?,
            ValuePattern::BeyondDouble => of_integer(Condition::BeyondDouble)?,
            ValuePattern::HtmlEscape if is_texts => Condition::HtmlEscapeInside,
            ValuePattern::Text(_) | ValuePattern::Prefix(_) | ValuePattern::HtmlEscape
                if !is_text =>
            {
                Condition::Never
            }
            ValuePattern::Prefix(prefix) => Condition::Prefix(prefix),
            ValuePattern::Text(texts) => known(kind, texts).unwrap_or(Condition::Text(texts)),
            ValuePattern::HtmlEscape => Condition::HtmlEscape,
        };
        Some(Self {
            field: u8::try_from(field).ok()?,
            bit: 1 << field,
            condition,
        })
    }

    /// The bit of the field if its value is needed.
    fn wanted(&self) -> u64 {
        1_u64.checked_shl(u32::from(self.field)).unwrap_or(0)
    }

    fn required_flag(&self) -> FieldFlag {
        match self.condition {
            _ if self.field == NO_FIELD => FieldFlag::Any,
            Condition::Absent => FieldFlag::Absent,
            Condition::Null => FieldFlag::Null,
            Condition::Fraction => FieldFlag::Fraction,
            Condition::Negative => FieldFlag::Negative,
            Condition::HtmlEscape => FieldFlag::Escaped,
            _ => FieldFlag::Present,
        }
    }

    fn is_decided_by_flag(&self) -> bool {
        let decided = matches!(
            self.condition,
            Condition::Always
                | Condition::Present
                | Condition::Absent
                | Condition::Null
                | Condition::Fraction
                | Condition::Negative
        );
        decided && self.field != NO_FIELD
    }

    /// Whether the object shows it. `None` if the slow path has to decide.
    fn holds(&self, bytes: &[u8], state: &ObjectState, slots: &[CapturedValue]) -> Option<bool> {
        match slots.get(usize::from(self.field)) {
            Some(slot) if state.flags.any(FieldFlag::Present, self.bit) => {
                self.value_holds(bytes, state, slot)
            }
            _ => Some(matches!(
                self.condition,
                Condition::Absent | Condition::Always
            )),
        }
    }

    /// The same for a field that is there.
    #[inline(always)]
    fn value_holds(&self, bytes: &[u8], state: &ObjectState, slot: &CapturedValue) -> Option<bool> {
        let is_null = state.flags.any(FieldFlag::Null, self.bit);
        Some(match self.condition {
            Condition::Always | Condition::Present => true,
            Condition::Never | Condition::Absent => false,
            Condition::Null => is_null,
            _ if is_null => false,
            Condition::NotNull => true,
            Condition::Boolean(wanted) => (slot.value() != 0) == wanted,
            Condition::Fraction => state.flags.any(FieldFlag::Fraction, self.bit),
            Condition::Integer(wanted) => slot.value() == wanted,
            Condition::Negative => state.flags.any(FieldFlag::Negative, self.bit),
            Condition::BeyondDouble => slot.value() > 1 << 53,
            // An unknown string is below zero, and so beyond the last bit.
            Condition::Known(texts) => u32::try_from(slot.value())
                .is_ok_and(|text| texts.checked_shr(text).unwrap_or(0) & 1 == 1),
            // The escapes would have to be resolved first.
            Condition::Text(_) | Condition::Prefix(_)
                if state.flags.any(FieldFlag::Escaped, self.bit) =>
            {
                return None;
            }
            Condition::Text(texts) => {
                let raw = slot.raw(bytes);
                let text = raw.get(1..raw.len() - 1)?;
                texts.iter().any(|wanted| wanted.as_bytes() == text)
            }
            Condition::Prefix(prefix) => slot.raw(bytes).get(1..)?.starts_with(prefix.as_bytes()),
            Condition::HtmlEscapeInside => {
                state.flags.any(FieldFlag::Escaped, 1 << INSIDE_ARRAYS)
                    && html_escape(slot.raw(bytes))
            }
            Condition::HtmlEscape => {
                state.flags.any(FieldFlag::Escaped, self.bit) && html_escape(slot.raw(bytes))
            }
        })
    }
}

/// The strings as bits, if all are known ones.
fn known(kind: ValueKind, texts: &[&str]) -> Option<Condition> {
    let ValueKind::Enumeration(known) = kind else {
        return None;
    };
    let mut bits = 0;
    for text in texts {
        let number = known.iter().position(|known| known == text)?;
        bits |= 1_u64.checked_shl(u32::try_from(number).ok()?)?;
    }
    Some(Condition::Known(bits))
}
