//! The two sides of a HAR entry, as documents of a batch.

use super::Batch;
use super::locate::Origin;
use crate::input::{Body, Exchange};
use crate::listing::{EntryRef, Part, RequestRef};
use crate::mask;
use crate::request::{Culprit, RequestValidator, Verdict};

impl Batch<'_> {
    /// Checks the response of a HAR entry.
    pub fn response(&mut self, entry: EntryRef, http_status: Option<u16>, body: &Body) {
        let origin = match &body.literal {
            Some(literal) => Origin::Literal(literal),
            None => Origin::Encoded,
        };
        self.result.entries.push((entry, Part::Response));
        self.document_at(http_status, body.bytes.as_deref(), origin);
    }

    /// Checks the request of a HAR entry, and returns whether its body is encrypted: only its URL
    /// was checked then.
    pub fn request(
        &mut self,
        entry: EntryRef,
        requests: &RequestValidator,
        url: &str,
        body: Option<&Body>,
    ) -> bool {
        let bytes = body.and_then(|body| body.bytes.as_deref());
        let report = requests.check_request(url, bytes);
        let is_encrypted = *report.verdict() == Verdict::Encrypted;
        let in_body = report
            .refusal()
            .is_some_and(|refusal| matches!(refusal.culprit(), Culprit::Body { .. }));
        let origin = match body.and_then(|body| body.literal.as_ref()) {
            Some(literal) if in_body => Origin::Literal(literal),
            _ => Origin::Encoded,
        };
        let number = self.result.documents;
        self.result.documents += 1;
        self.result.entries.push((entry, Part::Request));
        let report = self.tally.filtered(report.into_report());
        if !report.findings().is_empty() {
            self.report(number, report, bytes.unwrap_or_default(), origin);
        }
        is_encrypted
    }

    /// Returns how findings and problems name the entry of an exchange.
    #[must_use]
    pub fn entry(&self, exchange: &Exchange) -> EntryRef {
        let url = if self.show_values {
            exchange.url.clone()
        } else {
            mask::masked_url(&exchange.url, exchange.operation)
        };
        EntryRef {
            number: exchange.entry,
            request: RequestRef {
                method: exchange.method.clone(),
                url,
                tenant: exchange.tenant.clone(),
            },
        }
    }
}
