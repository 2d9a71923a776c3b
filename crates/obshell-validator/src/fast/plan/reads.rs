//! The reads of a rule as numbers of fields.

use super::{ObjectPlan, VariantPlan};
use crate::capture::{FieldFlag, NO_FIELD, READS, ResolvedItems, ResolvedReads};
use crate::layout::{ObjectLayout, ValueKind};
use crate::view::Read;

/// Resolves what a rule reads of an object, and marks it as wanted. `None` if the fast path does not
/// have it.
pub(super) fn resolve(
    plan: &mut VariantPlan,
    object: (usize, &'static ObjectLayout),
    reads: &'static [Read],
) -> Option<ResolvedReads> {
    resolve_with(plan, object, reads, |_, field| Some(field))
}

/// The same with the place of a field's value among those that are kept of the object.
fn resolve_with(
    plan: &mut VariantPlan,
    (number, object): (usize, &'static ObjectLayout),
    reads: &'static [Read],
    slot: impl Fn(&mut ObjectPlan, u8) -> Option<u8>,
) -> Option<ResolvedReads> {
    let mut resolved = ResolvedReads {
        fields: [NO_FIELD; READS],
        slots: [NO_FIELD; READS],
        bits: 0,
        known: Vec::new(),
        items: Vec::new(),
    };
    for (place, read) in reads.iter().enumerate() {
        resolved.known.push(&[]);
        resolved.items.push(None);
        let Some(field) = object.field(read.field()) else {
            plan.requested_unknown.push(read.field());
            continue;
        };
        let kind = plan.layout.non_null(object.fields[field].kind);
        match (read, kind) {
            (Read::Integer(_) | Read::Sign(_), kind) if kind.is_integer() => {}
            (Read::Number(_) | Read::Sign(_), ValueKind::Number)
            | (Read::Instant(_), ValueKind::DateTime)
            | (Read::Length(_), ValueKind::Array(_))
            | (Read::Text(_), ValueKind::String)
            | (Read::Presence(_) | Read::Null(_), _) => {}
            (Read::String(_), ValueKind::String | ValueKind::Digits(..)) => {
                plan.objects[number].unescaped |= 1 << field;
            }
            (Read::Text(_), ValueKind::Array(array))
                if matches!(plan.layout.arrays[array], ValueKind::String) => {}
            (Read::Enumeration(_) | Read::Known(_), ValueKind::Enumeration(known)) => {
                resolved.known[place] = known;
            }
            (Read::Items(_, reads), kind) => {
                resolved.items[place] = items(plan, object, kind, reads)?;
            }
            _ => return None,
        }
        let number_of_field = u8::try_from(field).ok()?;
        let is_flagged = matches!(
            read,
            Read::Sign(_) | Read::Known(_) | Read::Presence(_) | Read::Null(_)
        );
        if !is_flagged {
            let object = &mut plan.objects[number];
            object.captured |= 1 << field;
            *resolved.slots.get_mut(place)? = slot(object, number_of_field)?;
        }
        *resolved.fields.get_mut(place)? = number_of_field;
        resolved.bits |= 1 << field;
    }
    Some(resolved)
}

/// Resolves what a rule reads of the objects in a field. The inner option is `None` if there are
/// never any.
#[expect(clippy::option_option, reason = "both can be missing")]
fn items(
    plan: &mut VariantPlan,
    around: &'static ObjectLayout,
    kind: ValueKind,
    reads: &'static [Read],
) -> Option<Option<ResolvedItems>> {
    let (inside, in_array) = match kind {
        ValueKind::Array(array) => (plan.layout.arrays[array], true),
        // The same object of the next item would take its place.
        ValueKind::Object(_) if around.depth > 0 => return None,
        other => (other, false),
    };
    let number = match inside {
        ValueKind::Object(number) => number,
        ValueKind::Nullable(_) => return None,
        _ => return Some(None),
    };
    let object = plan.layout.objects.get(number)?;
    let reads = if in_array {
        plan.objects[number]
            .read_from_around
            .get_or_insert_default();
        resolve_with(plan, (number, object), reads, slot_of_item)?
    } else {
        resolve(plan, (number, object), reads)?
    };
    Some(Some(ResolvedItems {
        object: number,
        slots: plan.objects[number].slots.clone(),
        in_array,
        reads,
    }))
}

/// The place of a field's value among those that are kept of each item.
fn slot_of_item(object: &mut ObjectPlan, field: u8) -> Option<u8> {
    let kept = object.read_from_around.get_or_insert_default();
    let place = kept.iter().position(|kept| *kept == field);
    let place = place.unwrap_or_else(|| {
        kept.push(field);
        kept.len() - 1
    });
    u8::try_from(place).ok()
}

/// The flag that one of the fields must have for a rule with these reads to find anything.
pub(super) fn needed_flag(reads: &[Read]) -> Option<FieldFlag> {
    let flag = |read: &Read| match read {
        Read::Sign(_) => Some(FieldFlag::Negative),
        Read::Known(_) => Some(FieldFlag::Unknown),
        Read::Text(_) => Some(FieldFlag::Filled),
        Read::Null(_) => Some(FieldFlag::Null),
        _ => None,
    };
    let needed = flag(reads.first()?)?;
    reads
        .iter()
        .all(|read| flag(read) == Some(needed))
        .then_some(needed)
}
