//! The corpus, judged by what is published; and what others say of it, compared.

use super::disagreements::{self, Judged, Known, Validator};
use crate::contract::{Contract, Operation};
use crate::corpus::{self, Document};
use crate::table::Verdict;
use crate::workshop::{Outcome, Trouble};

pub(super) const ASKED: &str = "accept or refuse each document";
const SEED: u64 = 20_241_012;

/// Whether one text is accepted for an operation.
pub(super) type Judge = Box<dyn Fn(&Operation, &str) -> bool>;

pub(super) struct Corpus<'c> {
    pub(super) documents: Vec<Document<'c>>,
    /// What the measure says of each.
    pub(super) expected: Vec<bool>,
    known: &'static [Known],
}

impl<'c> Corpus<'c> {
    /// The corpus as a measure judges it, and how others are known to differ.
    pub(super) fn judged(
        contract: &'c Contract,
        measure: &Judge,
        known: &'static [Known],
    ) -> Outcome<Self> {
        let documents = corpus::documents(contract, SEED)?;
        let expected = documents
            .iter()
            .map(|document| measure(document.operation, &document.text))
            .collect();
        Ok(Self {
            documents,
            expected,
            known,
        })
    }

    pub(super) fn samples_are_valid(&self) -> Outcome<()> {
        for (document, expected) in self.documents.iter().zip(&self.expected) {
            if document.change == corpus::SAMPLE && !expected {
                return Err(Trouble::Failed(format!("refuses {}", document.text)));
            }
        }
        Ok(())
    }

    pub(super) fn compare_judge(&self, validator: Validator, judge: &Judge) -> Verdict {
        let documents = self.documents.iter();
        let accepted = documents.map(|document| judge(document.operation, &document.text));
        self.compare(validator, accepted)
    }

    /// Compares verdicts printed as an array of booleans.
    pub(super) fn compare_output(&self, validator: Validator, out: &str) -> Outcome<Verdict> {
        let accepted: Vec<bool> = serde_json::from_str(out)?;
        Ok(self.compare(validator, accepted.into_iter()))
    }

    pub(super) fn compare(
        &self,
        validator: Validator,
        accepted: impl Iterator<Item = bool>,
    ) -> Verdict {
        let accepted: Vec<bool> = accepted.collect();
        let count = self.documents.len();
        if accepted.len() != count {
            return Verdict::Differs(format!("{} verdicts on {count} documents", accepted.len()));
        }
        let judged = (0..count).map(|at| Judged {
            change: self.documents[at].change,
            text: &self.documents[at].text,
            expected: said(self.expected[at]),
            found: said(accepted[at]),
        });
        match disagreements::explain(validator, self.known, judged) {
            Ok(0) => Verdict::Agrees(format!("{count} documents")),
            Ok(explained) => Verdict::Agrees(format!(
                "{count} documents, but for {explained} of known cause"
            )),
            Err(message) => Verdict::Differs(message),
        }
    }
}

fn said(accepts: bool) -> disagreements::Verdict {
    if accepts {
        disagreements::Verdict::Accepts
    } else {
        disagreements::Verdict::Refuses
    }
}
