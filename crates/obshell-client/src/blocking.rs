//! The client without `async`, for scripts: every call waits until it is done.
//!
//! ```no_run
//! use obshell_client::Client;
//! use obshell_types::operations::{TenantBackupOverview, TenantName};
//!
//! let client = Client::builder("http://10.0.0.1:2886").build_blocking()?;
//! let tenant = TenantName::new("tenant1");
//! let overview = client.call::<TenantBackupOverview>(&tenant).send()?;
//! println!("{}", overview.status.status);
//! # Ok::<(), obshell_client::Error>(())
//! ```
//!
//! # Panics
//!
//! The methods that wait panic inside of an asynchronous runtime, as they would block it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use obshell_types::operations::{Operation, TenantName};
use obshell_types::{DagDetailDTO, Envelope, GenericId};
use tokio::runtime::{self, Runtime};

use crate::{BackupProgress, BackupWatch, DagWatch, Error, Exchange, Request};

/// Asks one agent and waits.
#[derive(Clone, Debug)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<Runtime>,
}

impl Client {
    pub(crate) fn new(client: crate::Client) -> Result<Self, Error> {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::runtime)?;
        Ok(Self {
            client,
            runtime: Arc::new(runtime),
        })
    }

    /// Prepares a call of an operation; see [`Client::call`](crate::Client::call).
    pub fn call<O: Operation>(&self, params: &O::Params) -> Call<'_, O> {
        Call {
            call: self.client.call(params),
            runtime: &self.runtime,
        }
    }

    /// Sends a request and returns the response, whatever it is.
    ///
    /// # Errors
    ///
    /// As [`Client::exchange`](crate::Client::exchange).
    pub fn exchange(&self, request: &Request) -> Result<Exchange, Error> {
        self.runtime.block_on(self.client.exchange(request))
    }

    /// Follows a backup; see [`Client::wait_for_backup`](crate::Client::wait_for_backup).
    #[must_use = "nothing is sent before it is iterated"]
    pub fn wait_for_backup(&self, tenant: &TenantName, every: Duration, until: Instant) -> Backup {
        Backup {
            watch: self.client.wait_for_backup(tenant, every, until),
            runtime: Arc::clone(&self.runtime),
        }
    }

    /// Follows a DAG, which says little about the backup; see
    /// [`Client::wait_for_dag`](crate::Client::wait_for_dag).
    #[must_use = "nothing is sent before it is iterated"]
    pub fn wait_for_dag(&self, id: &GenericId, every: Duration) -> Dag {
        Dag {
            watch: self.client.wait_for_dag(id, every),
            runtime: Arc::clone(&self.runtime),
        }
    }
}

/// A call of an operation; see [`Call`](crate::Call).
#[derive(Debug)]
#[must_use = "nothing is sent before one of its last three methods is called"]
pub struct Call<'c, O: Operation> {
    call: crate::Call<'c, O>,
    runtime: &'c Runtime,
}

impl<O: Operation> Call<'_, O> {
    /// Sets the parameters in the query.
    pub fn query(mut self, query: &O::Query) -> Self {
        self.call = self.call.query(query);
        self
    }

    /// Sets the body. Without one the agent takes an object without fields.
    pub fn body(mut self, body: &O::Request) -> Self {
        self.call = self.call.body(body);
        self
    }

    /// Sends the call and returns the payload.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no response of this operation, or it is a failure.
    pub fn send(self) -> Result<O::Data, Error> {
        self.runtime.block_on(self.call.into_future())
    }

    /// Sends the call and returns the whole envelope.
    ///
    /// # Errors
    ///
    /// As [`Call::envelope`](crate::Call::envelope).
    pub fn envelope(self) -> Result<Envelope<O::Data>, Error> {
        self.runtime.block_on(self.call.envelope())
    }

    /// Sends the call and returns the response as it came.
    ///
    /// # Errors
    ///
    /// As [`Call::exchange`](crate::Call::exchange).
    pub fn exchange(self) -> Result<Exchange, Error> {
        self.runtime.block_on(self.call.exchange())
    }
}

/// The progress of a backup; see [`BackupWatch`].
#[derive(Debug)]
pub struct Backup {
    watch: BackupWatch,
    runtime: Arc<Runtime>,
}

impl Backup {
    /// Leaves out an earlier task; see [`BackupWatch::after`].
    #[must_use]
    pub fn after(mut self, earlier: &obshell_types::CdbObBackupTask) -> Self {
        self.watch = self.watch.after(earlier);
        self
    }
}

impl Iterator for Backup {
    type Item = Result<BackupProgress, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.runtime.block_on(self.watch.next())
    }
}

/// The samples of a DAG; see [`DagWatch`].
#[derive(Debug)]
pub struct Dag {
    watch: DagWatch,
    runtime: Arc<Runtime>,
}

impl Iterator for Dag {
    type Item = Result<DagDetailDTO, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.runtime.block_on(self.watch.next())
    }
}
