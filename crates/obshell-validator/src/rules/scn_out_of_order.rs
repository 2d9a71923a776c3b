use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "scn-out-of-order",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "the SCNs of a task are out of order",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Task,
            facts: &[
                Fact::Integer("start_scn"),
                Fact::Integer("user_ls_start_scn"),
                Fact::Integer("end_scn"),
            ],
            test: |task| {
                (0..3)
                    .filter_map(|scn| task.integer(scn).filter(|scn| *scn != 0))
                    .is_sorted()
            },
        }]),
        page: include_str!("scn_out_of_order.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    for task in cx.tasks() {
        let known = ["start_scn", "user_ls_start_scn", "end_scn"]
            .into_iter()
            .filter_map(|name| Some((name, task.integer(name).filter(|scn| *scn != 0)?)));
        let mut highest: Option<(&str, i64)> = None;
        for (name, scn) in known {
            if let Some((earlier, limit)) = highest
                && scn < limit
            {
                if let Some(place) = task.place(name) {
                    findings.at(
                        place,
                        format!("{name} is {scn}, below {earlier}, which is {limit}"),
                        "SCNs come from one clock that never goes back: start_scn, user_ls_start_scn, end_scn",
                    );
                }
            } else {
                highest = Some((name, scn));
            }
        }
    }
}
