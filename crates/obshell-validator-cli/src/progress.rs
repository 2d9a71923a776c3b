//! How far a long check is, for somebody who watches.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use obshell_validator::{Severity, Summary};

/// A check that is over sooner shows nothing.
const INITIAL_DELAY: Duration = Duration::from_secs(1);
const INTERVAL: Duration = Duration::from_millis(200);

/// A line on standard error that is written over and over, if that is a terminal.
pub(crate) struct Progress {
    shown: bool,
    start: Instant,
    next: Instant,
    bytes: Arc<AtomicU64>,
}

impl Progress {
    pub(crate) fn new(wanted: bool, bytes: Arc<AtomicU64>) -> Option<Self> {
        let start = Instant::now();
        (wanted && io::stderr().is_terminal()).then(|| Self {
            shown: false,
            start,
            next: start + INITIAL_DELAY,
            bytes,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "for the eye")]
    pub(crate) fn tick(&mut self, summary: &Summary) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + INTERVAL;
        self.shown = true;
        let megabytes = self.bytes.load(Ordering::Relaxed) as f64 / 1e6;
        let rate = megabytes / (now - self.start).as_secs_f64();
        // Errors are ignored: the progress line is optional.
        let _ = write!(
            io::stderr(),
            "\r\x1b[K{megabytes:.0} MB, {} documents, {rate:.0} MB/s, {} errors and warnings",
            summary.documents,
            summary.at_least(Severity::Warning),
        );
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
