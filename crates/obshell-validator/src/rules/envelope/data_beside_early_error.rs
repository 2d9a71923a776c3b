use obshell_types::DataBesideError;

use crate::layout::ENVELOPE;
use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "data-beside-early-error",
        (Category::Consistency, Severity::Warning),
        "`data` is present beside an error before which there is none",
        include_str!("data_beside_early_error.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<DataBesideEarlyError>()]),
};

struct DataBesideEarlyError;

impl ObjectRule for DataBesideEarlyError {
    const OF: &'static [&'static str] = &[ENVELOPE];
    const READS: &'static [Read] = &[
        Read::Presence("data"),
        Read::Items("error", &[Read::String("errCode")]),
    ];

    fn check<V: View>(envelope: V, sink: &mut impl Sink<V>) {
        if envelope.is_success() || !envelope.contains(0) {
            return;
        }
        let info = envelope.operation().info();
        for error in envelope.items(1) {
            let Some(code) = error.string(0) else {
                continue;
            };
            let mut known = info
                .errors()
                .filter(|known| known.err_code.as_bytes() == code)
                .peekable();
            let omits = known.peek().is_some()
                && known.all(|known| info.data_beside(known) == [DataBesideError::Omitted]);
            if omits {
                sink.report(envelope, 0, || {
                    (
                        format!("`errCode` is {}, but `data` is present", error.shown(0)),
                        "check what added `data`: the server omits it beside this error",
                    )
                });
            }
        }
    }
}
