//! Findings that nobody has read yet: most callers only need to know whether the document conforms.

use std::sync::{Arc, OnceLock};

use super::{Plan, RawFindings};
use crate::finding::Finding;
use crate::severity::Severity;

/// A small document that the fast path has checked. Its findings are looked for again when somebody
/// reads them, so until then they cost nothing.
#[derive(Clone, Debug)]
pub(crate) struct UnreadFindings {
    plan: Arc<Plan>,
    http_status: Option<u16>,
    document: Box<[u8]>,
    max_severity: Option<Severity>,
    read: OnceLock<Vec<Finding>>,
}

impl UnreadFindings {
    /// Documents of more bytes are not copied: their findings are put into words at once.
    const DOCUMENT: usize = 4096;

    /// Takes what the plan found in a document.
    #[inline]
    pub(crate) fn new(
        plan: &Arc<Plan>,
        http_status: Option<u16>,
        document: &[u8],
        found: &RawFindings,
    ) -> Result<Self, Vec<Finding>> {
        if document.len() > Self::DOCUMENT {
            return Err(plan.all_in_words(document, found));
        }
        Ok(Self {
            plan: Arc::clone(plan),
            http_status,
            document: document.into(),
            max_severity: plan.max_severity(&found.list),
            read: OnceLock::new(),
        })
    }

    pub(crate) fn max_severity(&self) -> Option<Severity> {
        self.max_severity
    }

    /// The findings as they are read.
    pub(crate) fn read(&self) -> &[Finding] {
        self.read.get_or_init(|| {
            RawFindings::with_empty(|found| {
                let read = self.plan.read(self.http_status, &self.document, found);
                // It was read before.
                read.map_or_else(Vec::new, |()| self.plan.all_in_words(&self.document, found))
            })
        })
    }

    pub(crate) fn into_read(self) -> Vec<Finding> {
        self.read();
        self.read.into_inner().unwrap_or_default()
    }
}
