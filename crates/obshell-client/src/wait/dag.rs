use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use obshell_types::operations::{DagId, GetDagDetail};
use obshell_types::{DagDetailDTO, Envelope, GenericId};

use super::polling::{Polling, Response};
use crate::{Client, Error};

impl Client {
    /// Follows a DAG that another operation has created: polls it at this interval and yields
    /// each sample, until it has ended.
    ///
    /// **The end of the DAG is not that of the backup.** `SUCCEED` does not mean that the backup
    /// succeeded: the DAG ends when the tenant has no running job, and one that failed or was
    /// canceled does not run either. `FAILED` does not mean that it failed: obshell gives up
    /// after an hour, while OceanBase goes on.
    /// [`wait_for_backup`](Client::wait_for_backup) has the truth.
    ///
    /// ```no_run
    /// # async fn example(client: obshell_client::Client) -> Result<(), obshell_client::Error> {
    /// use std::time::Duration;
    /// use obshell_types::operations::{TenantName, TenantStartBackup};
    /// use obshell_types::request::BackupParam;
    ///
    /// let tenant = TenantName::new("tenant1");
    /// let started = client.call::<TenantStartBackup>(&tenant).body(&BackupParam::new()).await?;
    /// let mut dag = client.wait_for_dag(&started.id, Duration::from_secs(2));
    /// while let Some(dag) = dag.next().await {
    ///     let dag = dag?;
    ///     println!("{} {}/{}", dag.state, dag.stage, dag.max_stage);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is sent before it is polled"]
    pub fn wait_for_dag(&self, id: &GenericId, every: Duration) -> DagWatch {
        DagWatch {
            polling: Polling::new(self, &DagId::new(id.clone()), every),
        }
    }
}

/// A stream of the samples of a DAG; see [`Client::wait_for_dag`].
///
/// An error does not end it: who polls again after an error goes on. A failure of the agent is an
/// error, and 404 with `Task.NotFound` can be one of its database.
#[must_use = "nothing is sent before it is polled"]
pub struct DagWatch {
    polling: Polling<GetDagDetail>,
}

impl DagWatch {
    /// Waits for the next sample; `None` after that of a DAG that has ended.
    pub async fn next(&mut self) -> Option<Result<DagDetailDTO, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

fn take(response: Response<GetDagDetail>) -> Result<DagDetailDTO, Error> {
    match response? {
        Envelope::Success(success) => Ok(success.data.dag),
        Envelope::Failure(failure) => Err(Error::failed(failure)),
    }
}

impl Stream for DagWatch {
    type Item = Result<DagDetailDTO, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(response) = ready!(self.polling.poll_response(context)) else {
            return Poll::Ready(None);
        };
        let item = take(response);
        if item.as_ref().is_ok_and(DagDetailDTO::is_terminal) {
            self.polling.end();
        }
        Poll::Ready(Some(item))
    }
}

impl fmt::Debug for DagWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DagWatch")
            .field("id", &self.polling.params.id)
            .finish_non_exhaustive()
    }
}
