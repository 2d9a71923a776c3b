use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;

use obshell_types::Envelope;
use obshell_types::operations::{Operation, Parameters as _};

use crate::{Client, Error, Exchange, Request};

/// A call of an operation. Await it for the payload; [`envelope`](Self::envelope) and
/// [`exchange`](Self::exchange) return more.
#[must_use = "nothing is sent before it is awaited"]
pub struct Call<'c, O> {
    client: &'c Client,
    request: Result<Request, Error>,
    operation: PhantomData<fn() -> O>,
}

impl<'c, O: Operation> Call<'c, O> {
    pub(crate) fn new(client: &'c Client, params: &O::Params) -> Self {
        Self {
            client,
            request: Request::of::<O>(params),
            operation: PhantomData,
        }
    }

    /// Sets the parameters in the query.
    pub fn query(mut self, query: &O::Query) -> Self {
        self.request = self
            .request
            .map(|request| request.with_query(&query.values()));
        self
    }

    /// Sets the body. Without one the agent takes an object without fields.
    pub fn body(mut self, body: &O::Request) -> Self {
        self.request = self.request.and_then(|request| {
            let json = serde_json::to_vec(body).map_err(|error| {
                Error::request(format!("failed to write the request body: {error}"))
            })?;
            Ok(request.with_body(json))
        });
        self
    }

    /// Sends the call and returns the response as it came, whatever it is.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no complete response; see [`Client::exchange`].
    pub async fn exchange(self) -> Result<Exchange, Error> {
        self.client.exchange(&self.request?).await
    }

    /// Sends the call and returns the whole envelope: a success, or a failure with its data.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no complete response, or it is not one of this operation.
    pub async fn envelope(self) -> Result<Envelope<O::Data>, Error> {
        let exchange = self.exchange().await?;
        match serde_json::from_slice::<Envelope<O::Data>>(&exchange.body) {
            Ok(envelope) if envelope.status() == exchange.status => Ok(envelope),
            Ok(envelope) => {
                let (inside, outside) = (envelope.status(), exchange.status);
                Err(Error::unexpected(format!(
                    "`status` is {inside}, but the HTTP status is {outside}"
                ))
                .in_exchange(exchange))
            }
            Err(error) => Err(Error::unexpected(format!(
                "response is not one of {}: {}: {error}",
                O::ID,
                exchange.outline()
            ))
            .in_exchange(exchange)),
        }
    }

    async fn data(self) -> Result<O::Data, Error> {
        match self.envelope().await? {
            Envelope::Success(success) => Ok(success.data),
            Envelope::Failure(failure) => Err(Error::failed(failure)),
        }
    }
}

impl<'c, O: Operation> IntoFuture for Call<'c, O> {
    type Output = Result<O::Data, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.data())
    }
}

impl<O: Operation> fmt::Debug for Call<'_, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &O::ID)
            .finish_non_exhaustive()
    }
}
