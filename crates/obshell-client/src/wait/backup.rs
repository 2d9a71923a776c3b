use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};
use futures_core::Stream;
use obshell_types::operations::{TenantBackupOverview, TenantName};
use obshell_types::{ApiError, CdbObBackupTask, Envelope, NamedError};

use super::polling::{Polling, Response};
use crate::{Client, Error};

impl Client {
    /// Follows the backup of a tenant: polls its overview at this interval and yields each
    /// sample, until the task has ended.
    ///
    /// A backup that was started shows up after a while. Until this instant a tenant without a
    /// task is waited for; afterwards its failure, 404 with `Task.NotFound`, is an error like
    /// others. A tenant that was backed up before has a task already, and that one has ended:
    /// [`BackupWatch::after`] waits for the next.
    ///
    /// ```no_run
    /// # async fn example(client: obshell_client::Client) -> Result<(), obshell_client::Error> {
    /// use std::time::{Duration, Instant};
    /// use obshell_types::operations::TenantName;
    ///
    /// let until = Instant::now() + Duration::from_secs(60);
    /// let tenant = TenantName::new("tenant1");
    /// let mut backup = client.wait_for_backup(&tenant, Duration::from_secs(5), until);
    /// while let Some(progress) = backup.next().await {
    ///     let progress = progress?;
    ///     println!("{} {:?}", progress.task.status, progress.macro_blocks());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is sent before it is polled"]
    pub fn wait_for_backup(
        &self,
        tenant: &TenantName,
        every: Duration,
        until: Instant,
    ) -> BackupWatch {
        BackupWatch {
            polling: Polling::new(self, tenant, every),
            until,
            earlier: None,
            last: None,
        }
    }
}

/// One sample of a running backup, and the last one of a backup that has ended.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BackupProgress {
    /// The task.
    pub task: CdbObBackupTask,
    /// When the agent took the sample, by its own clock.
    pub at: DateTime<FixedOffset>,
    /// Bytes written per second since the sample before; `None` for the first sample, and if the
    /// clock or the bytes went back. The task's own `output_rate_bytes` is 0 while it runs.
    pub output_rate: Option<f64>,
}

impl BackupProgress {
    /// Makes a sample of what the agent returned, given the sample before of the same task.
    #[must_use]
    pub fn new(task: CdbObBackupTask, at: DateTime<FixedOffset>, before: Option<&Self>) -> Self {
        let before = before.filter(|before| before.task.task_id == task.task_id);
        let output_rate = before.and_then(|before| {
            let seconds = (at - before.at).as_seconds_f64();
            let bytes = task.output_bytes.checked_sub(before.task.output_bytes)?;
            #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
            (seconds > 0.0 && bytes >= 0).then(|| bytes as f64 / seconds)
        });
        Self {
            task,
            at,
            output_rate,
        }
    }

    /// Returns which part of the tablets is done, from 0 to 1; `None` while their number is not
    /// known.
    #[must_use]
    pub fn tablets(&self) -> Option<f64> {
        part(self.task.finish_tablet_count, self.task.tablet_count)
    }

    /// Returns which part of the macro blocks is done, from 0 to 1; `None` while their number is
    /// not known.
    #[must_use]
    pub fn macro_blocks(&self) -> Option<f64> {
        part(
            self.task.finish_macro_block_count,
            self.task.macro_block_count,
        )
    }
}

/// While a task runs, more can be done than was counted.
fn part(done: i64, all: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a part for people")]
    (all > 0).then(|| (done as f64 / all as f64).clamp(0.0, 1.0))
}

/// A stream of the samples of a backup; see [`Client::wait_for_backup`].
///
/// An error does not end it: who polls again after an error goes on.
#[must_use = "nothing is sent before it is polled"]
pub struct BackupWatch {
    polling: Polling<TenantBackupOverview>,
    until: Instant,
    earlier: Option<i64>,
    last: Option<BackupProgress>,
}

impl BackupWatch {
    /// Leaves out a task that was there before the backup was started: it counts as no task.
    pub fn after(mut self, earlier: &CdbObBackupTask) -> Self {
        self.earlier = Some(earlier.task_id);
        self
    }

    /// Waits for the next sample; `None` after that of a task that has ended.
    pub async fn next(&mut self) -> Option<Result<BackupProgress, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Takes a response; `None` if there is no task yet.
    fn take(
        &mut self,
        response: Response<TenantBackupOverview>,
    ) -> Option<Result<BackupProgress, Error>> {
        let waiting = Instant::now() < self.until;
        let success = match response {
            Ok(Envelope::Success(success)) => success,
            Ok(Envelope::Failure(failure)) => {
                let error = Error::failed(failure);
                return (!waiting || !is_no_task(&error)).then_some(Err(error));
            }
            Err(error) => return Some(Err(error)),
        };
        let task = success.data.status;
        if self.earlier == Some(task.task_id) {
            return (!waiting).then(|| Err(Error::no_new_task()));
        }
        let progress = BackupProgress::new(task, success.timestamp, self.last.as_ref());
        self.last = Some(progress.clone());
        Some(Ok(progress))
    }
}

fn is_no_task(error: &Error) -> bool {
    const NO_TASK: &str = "Task.NotFound";
    let Some(failure) = error.failure() else {
        return false;
    };
    let ApiError { err_code, code, .. } = &failure.error;
    match err_code {
        Some(err_code) => err_code == NO_TASK,
        None => NamedError::of(NO_TASK).is_some_and(|known| known.numeric == *code),
    }
}

impl Stream for BackupWatch {
    type Item = Result<BackupProgress, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(response) = ready!(self.polling.poll_response(context)) else {
                return Poll::Ready(None);
            };
            let Some(item) = self.take(response) else {
                continue;
            };
            if matches!(&item, Ok(progress) if progress.task.status.is_terminal()) {
                self.polling.end();
            }
            return Poll::Ready(Some(item));
        }
    }
}

impl fmt::Debug for BackupWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackupWatch")
            .field("tenant", &self.polling.params.name)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}
