use super::{Check, Context, Findings, Quiet, Rule};
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "negative-count",
    category: Category::Consistency,
    severity: Severity::Error,
    summary: "a count, size or SCN is negative",
    check: Check::Code {
        run,
        quiet: Some(&[
            Quiet::Each {
                of: Owner::Envelope,
                facts: &[Fact::AnyNumber("duration")],
                test: |envelope| !envelope.any_negative(),
            },
            Quiet::Each {
                of: Owner::Task,
                facts: &FACTS,
                test: |task| !task.any_negative(),
            },
        ]),
        page: include_str!("negative_count.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let envelope = cx.envelope().map(|envelope| (envelope, &["duration"][..]));
    let tasks = cx.tasks().iter().map(|task| (task, &OF_A_TASK[..]));
    for (object, names) in envelope.into_iter().chain(tasks) {
        let negative = |text: &str| text.starts_with('-');
        let members = object.node.members().unwrap_or_default();
        let mut numbers = members.iter().filter_map(|member| member.node.number());
        if !numbers.any(negative) {
            continue;
        }
        for name in names {
            let Some(place) = object.place(name) else {
                continue;
            };
            // Of a number that is no integer the sign is all that counts.
            let negative = place.node.number().is_some_and(|text| {
                text.starts_with('-') && text.parse::<f64>().is_ok_and(|number| number < 0.0)
            });
            if negative {
                let number = place.node.number().unwrap_or_default();
                findings.at(
                    place,
                    format!("{name} is {number}, but it counts from 0"),
                    "the database refuses to store it, so it was changed on its way",
                );
            }
        }
    }
}

/// All numbers but `result`, which is an error number.
const OF_A_TASK: [&str; COUNTED] = [
    "tenant_id",
    "task_id",
    "job_id",
    "incarnation",
    "backup_set_id",
    "start_scn",
    "end_scn",
    "user_ls_start_scn",
    "input_bytes",
    "output_bytes",
    "output_rate_bytes",
    "extra_meta_bytes",
    "tablet_count",
    "finish_tablet_count",
    "macro_block_count",
    "finish_macro_block_count",
    "file_count",
    "meta_turn_id",
    "data_turn_id",
];

const COUNTED: usize = 19;

const FACTS: [Fact; COUNTED] = {
    let mut facts = [Fact::AnyNumber(""); COUNTED];
    let mut at = 0;
    while at < COUNTED {
        facts[at] = Fact::AnyNumber(OF_A_TASK[at]);
        at += 1;
    }
    facts
};
