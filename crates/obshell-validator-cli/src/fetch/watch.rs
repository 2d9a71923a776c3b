//! `--watch`: asks until the task has ended.

use std::collections::HashSet;
use std::io::{self, Write as _};
use std::thread;
use std::time::{Duration, Instant};

use obshell_client::Exchange;
use obshell_validator::Severity;

use super::progress::{State, Tracker};
use super::{Session, failed, outline};
use crate::arguments::OutputFormat;
use crate::{CommandError, EXIT_OK};

/// How long the agent may fail, or have no task.
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn run(
    session: &mut Session<'_>,
    every: Duration,
    mut tracker: Tracker,
) -> Result<u8, CommandError> {
    let mut worst = EXIT_OK;
    let mut known = HashSet::new();
    let mut last_good = Instant::now();
    let mut asked = false;
    loop {
        match session.ask()? {
            Ok(exchange) => {
                let sample = tracker.sample(&exchange);
                let findings = Findings::of(session, &exchange, &mut known);
                print(session, &format!("{}{}", sample.text, findings.counts))?;
                // What cannot be checked is a problem, not a finding.
                if !asked || findings.any_new || exchange.body.is_empty() {
                    worst = worst.max(session.report(&exchange)?);
                }
                asked = true;
                match sample.state {
                    State::Ended => return Ok(worst),
                    State::Running => last_good = Instant::now(),
                    State::Missing if last_good.elapsed() < PATIENCE => {}
                    State::Missing | State::Refused => {
                        eprintln!("{}", outline(&exchange));
                        return Ok(worst);
                    }
                }
            }
            Err(error) => {
                if !asked || !failed::may_pass(&error) || last_good.elapsed() >= PATIENCE {
                    return Ok(worst.max(session.unchecked(&error)?));
                }
                print(session, &failed::message(&error))?;
            }
        }
        thread::sleep(every);
    }
}

/// What was found in a sample.
struct Findings {
    any_new: bool,
    counts: String,
}

impl Findings {
    fn of(
        session: &Session<'_>,
        exchange: &Exchange,
        known: &mut HashSet<(&'static str, String)>,
    ) -> Self {
        let (status, body) = (exchange.status, &exchange.body);
        let report = session.validator.check_response(Some(status), body);
        let count = |severity| {
            let findings = report.findings().iter();
            findings
                .filter(|finding| finding.severity() == severity)
                .count()
        };
        let counts = format!(
            "; {} errors, {} warnings, {} notes",
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note)
        );
        let mut any_new = false;
        for finding in report.findings() {
            any_new |= known.insert((finding.rule().id(), finding.pointer().to_string()));
        }
        Self { any_new, counts }
    }
}

/// A line a sample, beside the reports if they are for people.
fn print(session: &Session<'_>, line: &str) -> io::Result<()> {
    if session.plan.stdout == OutputFormat::Text {
        writeln!(io::stdout(), "{line}")
    } else {
        eprintln!("{line}");
        Ok(())
    }
}
