use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use obshell_types::Envelope;
use obshell_types::operations::Operation;

use crate::{Client, Error};

/// What an operation returned.
pub(super) type Response<O> = Result<Envelope<<O as Operation>::Data>, Error>;

/// Calls an operation again and again.
pub(super) struct Polling<O: Operation> {
    client: Client,
    pub(super) params: O::Params,
    every: Duration,
    /// `None` once nothing is called any more.
    next: Option<Pin<Box<dyn Future<Output = Response<O>> + Send>>>,
}

impl<O: Operation<Params: Clone>> Polling<O> {
    /// Calls for the first time when it is polled.
    pub(super) fn new(client: &Client, params: &O::Params, every: Duration) -> Self {
        let mut polling = Self {
            client: client.clone(),
            params: params.clone(),
            every,
            next: None,
        };
        polling.call_after(Duration::ZERO);
        polling
    }

    fn call_after(&mut self, pause: Duration) {
        let (client, params) = (self.client.clone(), self.params.clone());
        self.next = Some(Box::pin(async move {
            tokio::time::sleep(pause).await;
            client.call::<O>(&params).envelope().await
        }));
    }

    /// Ready with the next response, and with `None` after [`end`](Self::end).
    pub(super) fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Option<Response<O>>> {
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let response = ready!(next.as_mut().poll(context));
        self.call_after(self.every);
        Poll::Ready(Some(response))
    }

    /// Calls no more.
    pub(super) fn end(&mut self) {
        self.next = None;
    }
}
