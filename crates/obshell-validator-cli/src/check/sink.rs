use std::fmt;
use std::io;

use obshell_validator::{BatchResult, Notice, Problem, Run};

use crate::progress::Progress;

/// Why a source was not checked to its end.
pub(super) enum SourceError {
    Read(io::Error),
    Write(io::Error),
}

/// Receives what was found in a source.
pub(super) struct ResultSink<'s, 'r> {
    pub(super) source: &'s str,
    pub(super) run: &'s mut Run<'r>,
    pub(super) progress: Option<&'s mut Progress>,
    /// All problems so far, for standard error.
    pub(super) problems: &'s mut Vec<Problem>,
}

impl ResultSink<'_, '_> {
    pub(super) fn add(&mut self, result: BatchResult) -> Result<(), SourceError> {
        let added = self.run.add(self.source, result);
        added.map_err(SourceError::Write)?;
        if let Some(progress) = &mut self.progress {
            progress.tick(&self.run.summary());
        }
        Ok(())
    }

    pub(super) fn problem(&mut self, message: impl fmt::Display) -> Result<(), SourceError> {
        self.report(Problem::new(self.source, message))
    }

    pub(super) fn report(&mut self, problem: Problem) -> Result<(), SourceError> {
        self.run.problem(&problem).map_err(SourceError::Write)?;
        self.problems.push(problem);
        Ok(())
    }

    pub(super) fn notice(&mut self, message: impl fmt::Display) -> Result<(), SourceError> {
        let notice = Notice::new(self.source, message);
        self.run.notice(&notice).map_err(SourceError::Write)
    }
}
