use crate::finding::{Finding, Severity};

/// What was found in one document.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
}

impl Report {
    /// Findings that are in their order already.
    pub(crate) fn sorted(findings: Vec<Finding>) -> Self {
        Self { findings }
    }

    pub(crate) fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| {
            let place = |finding: &Finding| (finding.span().start, finding.rule().id);
            place(a)
                .cmp(&place(b))
                .then_with(|| a.pointer().cmp(&b.pointer()))
        });
        Self { findings }
    }

    /// The findings, by position and then by the rule's id.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings by value.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Whether the document conforms to the contract: nothing found is an error.
    #[must_use]
    pub fn conforms(&self) -> bool {
        self.worst() != Some(Severity::Error)
    }

    /// The worst severity that was found.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(Finding::severity).max()
    }
}
