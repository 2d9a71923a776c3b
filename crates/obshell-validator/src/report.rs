use std::sync::OnceLock;

use crate::document::Lines;
use crate::finding::Finding;
use crate::severity::Severity;
use crate::unread::UnreadFindings;

/// The findings of one document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What the list is made of when it is read first.
    unread: Option<UnreadFindings>,
    findings: OnceLock<Vec<Finding>>,
}

impl Report {
    /// Findings that are sorted and have their positions.
    pub(crate) fn sorted(findings: Vec<Finding>) -> Self {
        Self {
            unread: None,
            findings: findings.into(),
        }
    }

    /// The same, to be put into words when they are read.
    pub(crate) fn unread(findings: UnreadFindings) -> Self {
        Self {
            unread: Some(findings),
            findings: OnceLock::new(),
        }
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
        let unread = self.unread.as_ref();
        let read = || unread.map(UnreadFindings::read).unwrap_or_default();
        self.findings.get_or_init(read)
    }

    /// Returns the findings by value.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        let unread = self.unread.as_ref();
        let read = || unread.map(UnreadFindings::read).unwrap_or_default();
        self.findings.into_inner().unwrap_or_else(read)
    }

    /// Checks whether the document conforms to the contract: no finding is an error.
    #[must_use]
    pub fn conforms(&self) -> bool {
        self.max_severity() != Some(Severity::Error)
    }

    /// Returns the highest severity of the findings.
    #[must_use]
    pub fn max_severity(&self) -> Option<Severity> {
        match &self.unread {
            Some(unread) => unread.max_severity(),
            None => self.findings().iter().map(Finding::severity).max(),
        }
    }
}
