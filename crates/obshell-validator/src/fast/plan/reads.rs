//! The reads of a rule as numbers of fields.

use super::VariantPlan;
use crate::capture::{NO_FIELD, READS, ResolvedItems, ResolvedReads};
use crate::layout::{ObjectLayout, ValueKind};
use crate::view::Read;

/// Resolves what a rule reads of an object, and marks it as wanted. `None` if the fast path does not
/// have it.
pub(super) fn resolve(
    plan: &mut VariantPlan,
    (number, object): (usize, &'static ObjectLayout),
    reads: &'static [Read],
) -> Option<ResolvedReads> {
    let mut resolved = ResolvedReads {
        fields: [NO_FIELD; READS],
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
            (Read::Integer(_), kind) if kind.is_integer() => {}
            (Read::Sign(_), kind) if kind.is_integer() => {}
            (Read::Number(_) | Read::Sign(_), ValueKind::Number)
            | (Read::Instant(_), ValueKind::DateTime)
            | (Read::Length(_), ValueKind::Array(_))
            | (Read::Presence(_), _)
            | (Read::Text(_), ValueKind::String) => {}
            (Read::String(_), ValueKind::String | ValueKind::Digits(..)) => {
                plan.objects[number].unescaped |= 1 << field;
            }
            (Read::Text(_), ValueKind::Array(array))
                if matches!(plan.layout.arrays[array], ValueKind::String) => {}
            (Read::Enumeration(_), ValueKind::Enumeration(known)) => {
                resolved.known[place] = known;
            }
            (Read::Items(_, reads), kind) => {
                let items = items(plan, object, kind, reads)?;
                resolved.items[place] = Some(items);
            }
            _ => return None,
        }
        if !matches!(read, Read::Sign(_) | Read::Presence(_)) {
            plan.objects[number].captured |= 1 << field;
        }
        *resolved.fields.get_mut(place)? = u8::try_from(field).ok()?;
        resolved.bits |= 1 << field;
    }
    Some(resolved)
}

/// Resolves what a rule reads of the objects in a field.
fn items(
    plan: &mut VariantPlan,
    around: &'static ObjectLayout,
    kind: ValueKind,
    reads: &'static [Read],
) -> Option<ResolvedItems> {
    let (inside, in_array) = match kind {
        ValueKind::Array(array) => (plan.layout.arrays[array], true),
        // The same object of the next item would take its place.
        ValueKind::Object(_) if around.depth == 0 => (kind, false),
        _ => return None,
    };
    let ValueKind::Object(number) = inside else {
        return None;
    };
    let object = plan.layout.objects.get(number)?;
    plan.objects[number].read_from_around |= in_array;
    Some(ResolvedItems {
        object: number,
        slots: (object.first_slot, object.fields.len()),
        in_array,
        reads: resolve(plan, (number, object), reads)?,
    })
}
