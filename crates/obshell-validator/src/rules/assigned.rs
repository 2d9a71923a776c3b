//! Which rules look at which objects, worked out once for each layout, with fields by their numbers.

use std::sync::{LazyLock, OnceLock};

use super::context::FindingSink;
use super::tree::TreeView;
use super::{Check, ObjectCheck, deviation, implementations};
use crate::Operation;
use crate::capture::NO_FIELD;
use crate::deviation::{Deviation, FieldPath};
use crate::layout::{EnvelopeLayout, ObjectLayout, VariantLayout};

/// A check of one object of a layout.
pub(crate) struct AssignedCheck {
    /// The number of its rule among the [`implementations`].
    pub(crate) rule: usize,
    kind: Kind,
}

enum Kind {
    Rule {
        check: &'static ObjectCheck,
        /// The fields that it reads.
        fields: Vec<u8>,
    },
    Deviation {
        deviation: &'static Deviation,
        path: &'static FieldPath,
        field: u8,
    },
}

impl AssignedCheck {
    /// The checks of an object, by its number.
    pub(crate) fn of(layout: &'static VariantLayout, object: usize) -> &'static [Self] {
        type OfLayout = OnceLock<Vec<Vec<AssignedCheck>>>;
        static OF_LAYOUTS: LazyLock<Vec<OfLayout>> = LazyLock::new(|| {
            let layouts = Operation::all().flat_map(|operation| {
                let EnvelopeLayout { success, failure } = EnvelopeLayout::of(operation);
                [success.number, failure.number]
            });
            let count = layouts.max().map_or(0, |last| last + 1);
            (0..count).map(|_| OnceLock::new()).collect()
        });
        let of_layout = OF_LAYOUTS.get(layout.number).map(|assigned| {
            assigned.get_or_init(|| layout.objects.iter().map(Self::assign).collect())
        });
        let checks = of_layout.and_then(|objects| objects.get(object));
        checks.map_or(&[], Vec::as_slice)
    }

    fn assign(object: &ObjectLayout) -> Vec<Self> {
        let number_of = |name| {
            let number = object.field(name).map(u8::try_from);
            number.and_then(Result::ok).unwrap_or(NO_FIELD)
        };
        let mut assigned = Vec::new();
        for (rule, implementation) in implementations().enumerate() {
            match &implementation.check {
                Check::Objects(checks) => {
                    let is_about =
                        |check: &&ObjectCheck| check.of.iter().any(|name| object.is(name));
                    assigned.extend(checks.iter().filter(is_about).map(|check| {
                        let fields = check.reads.iter().map(|read| number_of(read.field()));
                        let fields = fields.collect();
                        let kind = Kind::Rule { check, fields };
                        Self { rule, kind }
                    }));
                }
                Check::Deviation(deviation) => {
                    let paths = deviation.fields.iter();
                    let paths = paths.filter(|path| object.is(path.definition));
                    assigned.extend(paths.map(|path| {
                        let field = number_of(path.field);
                        let kind = Kind::Deviation {
                            deviation,
                            path,
                            field,
                        };
                        Self { rule, kind }
                    }));
                }
                Check::Fault(_) | Check::UnknownFields(_) | Check::Integer(_) => {}
            }
        }
        assigned
    }

    /// Runs the check on an object, by its number among the containers.
    pub(crate) fn run(&'static self, object: usize, findings: &mut FindingSink<'_, '_>) {
        match &self.kind {
            Kind::Rule { check, fields } => {
                let object = TreeView::new(findings.context, object, check.reads, fields);
                (check.slow)(object, findings);
            }
            Kind::Deviation {
                deviation,
                path,
                field,
            } => deviation::check(deviation, (path.field, *field), object, findings),
        }
    }
}
