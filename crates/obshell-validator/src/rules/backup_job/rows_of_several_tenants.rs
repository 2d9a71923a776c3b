use crate::rule::Rule;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "rows-of-several-tenants",
        (Category::Consistency, Severity::Error),
        "the rows of one tenant have several `tenant_id`",
        include_str!("rows_of_several_tenants.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<RowsOfSeveralTenants>()]),
};

struct RowsOfSeveralTenants;

impl ObjectRule for RowsOfSeveralTenants {
    const OF: &'static [&'static str] = &["PaginatedBackupJobResponse", "ArchiveLogTaskList"];
    const READS: &'static [Read] = &[Read::Items("contents", &[Read::Integer("tenant_id")])];

    fn check<V: View>(list: V, sink: &mut impl Sink<V>) {
        let mut rows = list.items(0).filter_map(|row| Some((row, row.integer(0)?)));
        let Some((_, first)) = rows.next() else {
            return;
        };
        for (row, id) in rows.filter(|(_, id)| *id != first) {
            sink.report(row, 0, || {
                (
                    format!("`tenant_id` is {id}, but that of the first row is {first}"),
                    "check what merged the rows: the request is about one tenant",
                )
            });
        }
    }
}
