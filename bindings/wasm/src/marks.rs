//! A document with its findings marked and its secrets masked, piece by piece.

use std::ops::Range;

use obshell_validator::secret_ranges;
use serde::Serialize;

use crate::listing::Listing;

/// Longer documents are shown by the lines of their findings only.
const LONGEST: usize = 128 * 1024;

/// A piece of the text, and the findings that are about it.
#[derive(Serialize)]
pub(crate) struct Piece {
    text: String,
    findings: Vec<usize>,
}

/// Returns the pieces of a document; `None` if it is too long.
pub(crate) fn marked(body: &[u8], listing: &Listing) -> Option<Vec<Piece>> {
    if body.len() > LONGEST {
        return None;
    }
    let listed = listing.groups.iter().flat_map(|group| &group.findings);
    let marks = listed.filter_map(|listed| {
        let span = listed.finding.span?;
        let start = span.start.min(body.len());
        let end = match body.get(start) {
            // An object or array is marked where it opens.
            Some(b'{' | b'[') => start + 1,
            _ => span.end.clamp(start, body.len()),
        };
        Some((start..end, listed.id))
    });
    let marks: Vec<(Range<usize>, usize)> = marks.collect();
    let secrets = secret_ranges(body);
    let ranges = marks.iter().map(|(range, _)| range).chain(&secrets);
    let mut cuts: Vec<usize> = ranges.flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([0, body.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|cut| {
        let (start, end) = (cut[0], cut[1]);
        let inside = |range: &Range<usize>| range.start <= start && end <= range.end;
        let text = String::from_utf8_lossy(&body[start..end]);
        let is_secret = secrets.iter().any(inside);
        let findings = marks.iter().filter(|(range, _)| inside(range));
        Piece {
            text: if is_secret {
                text.chars().map(|_| '*').collect()
            } else {
                text.into_owned()
            },
            findings: findings.map(|(_, id)| *id).collect(),
        }
    });
    Some(pieces.collect())
}
