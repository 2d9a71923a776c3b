use crate::document::Lines;
use crate::fast::UnreadFindings;
use crate::finding::Finding;
use crate::severity::Severity;

/// The findings of one document.
#[derive(Clone, Debug)]
pub struct Report(Findings);

#[derive(Clone, Debug)]
enum Findings {
    List(Vec<Finding>),
    Unread(UnreadFindings),
}

impl Default for Report {
    fn default() -> Self {
        Self::sorted(Vec::new())
    }
}

impl Report {
    /// Findings that are sorted and have their positions.
    pub(crate) fn sorted(findings: Vec<Finding>) -> Self {
        Self(Findings::List(findings))
    }

    /// The same, to be put into words when they are read.
    pub(crate) fn unread(findings: UnreadFindings) -> Self {
        Self(Findings::Unread(findings))
    }

    /// Sorts findings and gives them their positions in the text.
    pub(crate) fn new(mut findings: Vec<Finding>, text: &[u8]) -> Self {
        findings.sort_by(|a, b| {
            let place = |finding: &Finding| (finding.span().start, finding.rule().id);
            place(a)
                .cmp(&place(b))
                .then_with(|| a.pointer().cmp(&b.pointer()))
        });
        if !findings.is_empty() {
            let mut lines = Lines::new(text);
            for finding in &mut findings {
                finding.set_position(lines.position(finding.span().start));
            }
        }
        Self::sorted(findings)
    }

    /// Returns the findings, by position and then by the rule's id.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match &self.0 {
            Findings::List(findings) => findings,
            Findings::Unread(unread) => unread.read(),
        }
    }

    /// Returns the findings by value.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        match self.0 {
            Findings::List(findings) => findings,
            Findings::Unread(unread) => unread.into_read(),
        }
    }

    /// Checks whether the document conforms to the contract: no finding is an error.
    #[must_use]
    pub fn conforms(&self) -> bool {
        match &self.0 {
            Findings::List(findings) => {
                let mut severities = findings.iter().map(Finding::severity);
                severities.all(|severity| severity != Severity::Error)
            }
            Findings::Unread(unread) => unread.max_severity() != Some(Severity::Error),
        }
    }

    /// Returns the highest severity of the findings.
    #[must_use]
    pub fn max_severity(&self) -> Option<Severity> {
        match &self.0 {
            Findings::List(findings) => findings.iter().map(Finding::severity).max(),
            Findings::Unread(unread) => unread.max_severity(),
        }
    }
}
