//! The table that is printed at the end.

use std::fmt::Write as _;
use std::time::Instant;

use crate::workshop::{Outcome, Trouble};

/// What came of asking one tool one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It agrees; the text tells how much was asked.
    Agrees(String),
    /// It does not; the text tells where.
    Differs(String),
    /// A runtime that it needs is not there.
    Missing(String),
    /// It could not be installed.
    NotRun(String),
}

impl Verdict {
    fn word(&self) -> &'static str {
        match self {
            Self::Agrees(_) => "agrees",
            Self::Differs(_) => "DISAGREES",
            Self::Missing(_) => "missing",
            Self::NotRun(_) => "NOT RUN",
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Agrees(text) | Self::Differs(text) | Self::Missing(text) | Self::NotRun(text) => {
                text
            }
        }
    }
}

/// How the whole run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Agree,
    Disagree,
    NotRun,
}

struct Row {
    tool: String,
    version: String,
    asked: String,
    verdict: Verdict,
}

/// A row that is too slow for a run that is to be short.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slow {
    pub(crate) tool: &'static str,
    pub(crate) asked: &'static str,
    /// What takes the time, and what else finds most of the same.
    pub(crate) why: &'static str,
}

/// One row for each thing that a tool was asked.
#[derive(Default)]
pub(crate) struct Table {
    rows: Vec<Row>,
    leave_out: &'static [Slow],
    left_out: Vec<Slow>,
}

impl Table {
    /// A table without some rows.
    pub(crate) fn without(leave_out: &'static [Slow]) -> Self {
        Self {
            leave_out,
            ..Self::default()
        }
    }

    /// The rows that were left out as text, or nothing if all were asked.
    pub(crate) fn left_out(&self) -> String {
        let mut text = String::new();
        for Slow { tool, asked, why } in &self.left_out {
            // Writing to a string does not fail.
            let _ = writeln!(text, "- {tool}, {asked}: {why}");
        }
        text
    }

    /// Asks and records what came of it, unless the row is to be left out.
    pub(crate) fn ask(
        &mut self,
        tool: &str,
        version: &str,
        asked: &str,
        question: impl FnOnce() -> Outcome<Verdict>,
    ) {
        let is_meant = |slow: &&Slow| slow.tool == tool && slow.asked == asked;
        if let Some(slow) = self.leave_out.iter().find(is_meant) {
            self.left_out.push(*slow);
            return;
        }
        let start = Instant::now();
        let verdict = question().unwrap_or_else(|trouble| match trouble {
            Trouble::Missing(_) => Verdict::Missing(trouble.to_string()),
            Trouble::Failed(said) => Verdict::Differs(said),
        });
        let seconds = start.elapsed().as_secs_f64();
        eprintln!("{seconds:6.1} s  {tool}, {asked}: {}", verdict.word());
        self.rows.push(Row {
            tool: tool.into(),
            version: version.into(),
            asked: asked.into(),
            verdict,
        });
    }

    /// Records that nothing of a group could be asked.
    pub(crate) fn not_run(&mut self, group: &str, trouble: &Trouble) {
        let verdict = match trouble {
            Trouble::Missing(_) => Verdict::Missing(trouble.to_string()),
            Trouble::Failed(said) => Verdict::NotRun(said.clone()),
        };
        self.rows.push(Row {
            tool: group.into(),
            version: "-".into(),
            asked: "everything".into(),
            verdict,
        });
    }

    pub(crate) fn ending(&self, allow_missing: bool) -> Ending {
        let has = |wanted: fn(&Verdict) -> bool| self.rows.iter().any(|row| wanted(&row.verdict));
        if has(|verdict| matches!(verdict, Verdict::Differs(_))) {
            Ending::Disagree
        } else if has(|verdict| matches!(verdict, Verdict::NotRun(_)))
            || (!allow_missing && has(|verdict| matches!(verdict, Verdict::Missing(_))))
        {
            Ending::NotRun
        } else {
            Ending::Agree
        }
    }

    /// The table as text; what a tool said beyond one line comes below.
    pub(crate) fn text(&self) -> String {
        let width = |of: fn(&Row) -> &str, least: &str| {
            let widths = self.rows.iter().map(|row| of(row).chars().count());
            widths.max().unwrap_or_default().max(least.len())
        };
        let tool = width(|row| &row.tool, "tool");
        let version = width(|row| &row.version, "version");
        let asked = width(|row| &row.asked, "asked");
        let mut text = format!(
            "{:tool$}  {:version$}  {:asked$}  verdict\n",
            "tool", "version", "asked"
        );
        let mut below = String::new();
        for row in &self.rows {
            let said = row.verdict.text();
            let (first, more) = said.split_once('\n').unwrap_or((said, ""));
            let verdict = row.verdict.word();
            let _ = writeln!(
                text,
                "{:tool$}  {:version$}  {:asked$}  {verdict}: {first}",
                row.tool, row.version, row.asked
            );
            if !more.is_empty() {
                let _ = writeln!(below, "\n{}, {}:\n{said}", row.tool, row.asked);
            }
        }
        text + &below
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, Slow, Table, Verdict};
    use crate::workshop::Trouble;

    fn table(verdict: Verdict) -> Table {
        let mut table = Table::default();
        table.ask("one", "1.0", "something", || {
            Ok(Verdict::Agrees("2 bodies".into()))
        });
        table.ask("another", "2.0.1", "something else", || Ok(verdict));
        table
    }

    #[test]
    fn a_disagreement_counts_more_than_what_is_missing() {
        let agrees = table(Verdict::Agrees(String::new()));
        assert_eq!(agrees.ending(false), Ending::Agree);

        let mut missing = table(Verdict::Missing("no java".into()));
        assert_eq!(missing.ending(false), Ending::NotRun);
        assert_eq!(missing.ending(true), Ending::Agree);
        missing.not_run("go", &Trouble::Failed("no module".into()));
        assert_eq!(missing.ending(true), Ending::NotRun);
        missing.ask("c", "3", "d", || Err(Trouble::Failed("no code".into())));
        assert_eq!(missing.ending(true), Ending::Disagree);
    }

    #[test]
    fn what_is_left_out_is_not_asked_and_is_listed() {
        const SLOW: &[Slow] = &[Slow {
            tool: "one",
            asked: "something",
            why: "it sleeps",
        }];
        let mut table = Table::without(SLOW);
        table.ask("one", "1.0", "something", || {
            panic!("a row that is left out was asked")
        });
        assert_eq!(table.left_out(), "- one, something: it sleeps\n");

        table.ask("one", "1.0", "something else", || {
            Ok(Verdict::Differs("no".into()))
        });
        assert_eq!(table.ending(false), Ending::Disagree);
        assert_eq!(self::table(Verdict::Agrees(String::new())).left_out(), "");
    }

    #[test]
    fn the_columns_line_up_and_long_texts_come_below() {
        let text = table(Verdict::Differs("2 of 3\nfirst\nsecond".into())).text();
        let wanted = "\
tool     version  asked           verdict
one      1.0      something       agrees: 2 bodies
another  2.0.1    something else  DISAGREES: 2 of 3

another, something else:
2 of 3
first
second
";
        assert_eq!(text, wanted);
    }
}
