//! Where the documentation says otherwise: data, one file each.

use crate::Operation;
use crate::document::{Node, Value};
use crate::finding::{Category, Severity};
use crate::rules::{Base, Check, Context, Findings, Object, Rule};

/// A place where what the server always does and what is written about it differ.
#[derive(Debug)]
#[non_exhaustive]
pub struct Deviation {
    /// The id of the rule that reports it.
    pub id: &'static str,
    /// The deviation in a few words.
    pub summary: &'static str,
    /// The ids of the operations for which there is evidence.
    pub operations: &'static [&'static str],
    pub(crate) places: &'static [Place],
    pub(crate) when: &'static [(Place, Shows)],
    pub(crate) shows: Shows,
    /// What a finding says; `{}` stands for the value.
    pub(crate) message: &'static str,
    /// What a client should do.
    pub help: &'static str,
    /// What is written: in the documentation unless it says where.
    pub documented: &'static str,
    /// What the server does.
    pub actual: &'static str,
    /// Where both can be read.
    pub evidence: &'static str,
    /// The first version of obshell that does so.
    pub since: &'static str,
    /// The sample that shows it, under `samples/`.
    pub sample: &'static str,
}

/// A member that a deviation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Envelope(&'static str),
    Data(&'static str),
    Task(&'static str),
    Error(&'static str),
}

/// What a member has to be to show a deviation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shows {
    Present,
    Absent,
    Null,
    True,
    False,
    Object,
    /// An object or an array.
    Container,
    Fraction,
    Integer(i64),
    Negative,
    /// An integer above 2^53.
    BeyondDouble,
    Text(&'static [&'static str]),
    /// A string that is written with an escaped `&`, `<` or `>`.
    HtmlEscape,
}

/// Declares the modules and lists their deviations as rules.
macro_rules! deviations {
    ($($module:ident,)+) => {
        $(mod $module;)+

        /// The deviations, by id.
        pub(crate) static RULES: &[Rule] = &[$(Rule {
            id: $module::DEVIATION.id,
            category: Category::Deviation,
            severity: Severity::Note,
            summary: $module::DEVIATION.summary,
            check: Check::Data(&$module::DEVIATION),
        }),+];
    };
}

// In the order of the ids.
deviations! {
    data_turn_id_zero,
    decrypt_failed_without_code,
    encryption_mode_spelling,
    error_code_left_out,
    error_left_out,
    file_count_zero,
    fractional_output_rate,
    header_needed_without_password,
    html_escaped_text,
    mistyped_macro_block_count,
    negative_result,
    no_task_is_not_found,
    no_tasks_are_not_found,
    null_data,
    scn_beyond_double,
    single_task_not_list,
    status_not_in_console,
    sub_errors_left_out,
    undocumented_err_code,
    undocumented_not_found,
    wrapped_payload,
    zero_end_timestamp,
}

impl Deviation {
    /// The members that it is about, as JSON Pointers; `*` stands for any index.
    #[must_use]
    pub fn pointers(&self) -> Vec<String> {
        let mut pointers = Vec::new();
        let shown = Operation::all().filter(|operation| self.operations.contains(&operation.id()));
        for operation in shown {
            let wrapper = operation.wrapper();
            let any = if operation.lists_tasks() { "/*" } else { "" };
            let task = format!("{}{any}", operation.tasks_at());
            for place in self.places {
                let pointer = match place {
                    Place::Envelope(name) => format!("/{name}"),
                    Place::Data(name) if *name == wrapper => format!("/data/{name}"),
                    Place::Data(_) => continue,
                    Place::Task(name) => format!("{task}/{name}"),
                    Place::Error(name) => format!("/error/{name}"),
                };
                if !pointers.contains(&pointer) {
                    pointers.push(pointer);
                }
            }
        }
        pointers
    }
}

/// Reports a deviation wherever the response shows it.
pub(crate) fn find(deviation: &Deviation, cx: &Context<'_>, findings: &mut Findings<'_>) {
    if !deviation.operations.contains(&cx.operation.id()) {
        return;
    }
    let Some(envelope) = cx.envelope() else {
        return;
    };
    let data = envelope.node.member("data").map(|node| Object {
        base: Base {
            object: "/data",
            item: None,
        },
        node,
    });
    let error = cx.error();
    for place in deviation.places {
        let (objects, name): (&[Object<'_>], _) = match *place {
            Place::Envelope(name) => (std::slice::from_ref(envelope), name),
            Place::Data(name) if name == cx.operation.wrapper() => (data.as_slice(), name),
            Place::Data(_) => continue,
            Place::Task(name) => (cx.tasks(), name),
            Place::Error(name) => (error.as_slice(), name),
        };
        for object in objects {
            let holds = |&(place, shows): &(Place, Shows)| match place {
                Place::Envelope(name) => shows.of(cx, envelope.node.member(name)),
                Place::Data(name) | Place::Task(name) | Place::Error(name) => {
                    shows.of(cx, object.node.member(name))
                }
            };
            let node = object.node.member(name);
            if object.node.members().is_some()
                && deviation.shows.of(cx, node)
                && deviation.when.iter().all(holds)
            {
                let value = match node.map(|node| &node.value) {
                    Some(Value::Number(text)) => text,
                    Some(Value::String(text)) => text.as_ref(),
                    _ => "",
                };
                findings.member(object.base, name, node.unwrap_or(object.node).span, value);
            }
        }
    }
}

impl Shows {
    fn of(self, cx: &Context<'_>, node: Option<&Node<'_>>) -> bool {
        let Some(node) = node else {
            return matches!(self, Self::Absent);
        };
        match self {
            Self::Present => true,
            Self::Absent => false,
            Self::Null => node.is_null(),
            Self::True => node.boolean() == Some(true),
            Self::False => node.boolean() == Some(false),
            Self::Object => node.members().is_some(),
            Self::Container => node.members().is_some() || node.items().is_some(),
            Self::Fraction => node.number().is_some_and(|text| text.contains('.')),
            Self::Integer(wanted) => node.integer() == Some(wanted),
            Self::Negative => node.integer().is_some_and(|integer| integer < 0),
            Self::BeyondDouble => node.integer().is_some_and(|integer| integer > 1 << 53),
            Self::Text(texts) => node.text().is_some_and(|text| texts.contains(&text)),
            Self::HtmlEscape => node.text().is_some() && html_escape(cx.text(node.span)),
        }
    }
}

/// Whether a string is written with an escaped `&`, `<` or `>`.
pub(crate) fn html_escape(written: &[u8]) -> bool {
    let escapes = [br"\u0026", br"\u003c", br"\u003e"];
    written
        .windows(6)
        .any(|at| escapes.iter().any(|escape| at == *escape))
}
