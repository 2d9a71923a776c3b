use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use http::header::{self, HeaderMap, HeaderValue};
use obshell_types::ApiError;
use obshell_types::operations::{Method, Operation};
use rsa::rand_core::OsRng;
use serde::Deserialize;

use crate::hybrid::{BodyKey, Header, PublicKey};
use crate::password::Credentials;
use crate::transport::{Message, Transport};
use crate::{Builder, Call, Error, ErrorKind, Exchange, Request, secret};

/// Asks one agent. Clones share its public key.
///
/// Futures of the client need a Tokio runtime with I/O and time; [`blocking`](crate::blocking)
/// needs none.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    transport: Transport,
    credentials: Credentials,
    /// Headers of every request.
    headers: HeaderMap,
    /// The agent's key, once it was needed.
    key: Mutex<Option<Arc<PublicKey>>>,
}

impl Client {
    /// Begins a client of the agent at this base URL, such as `http://10.0.0.1:2886` or
    /// `https://[::1]:2886`.
    pub fn builder(base_url: impl Into<String>) -> Builder {
        Builder::of_url(base_url.into())
    }

    /// Begins a client of the agent that listens on this unix socket. Nothing is encrypted there;
    /// the agent accepts its own user and root.
    #[cfg(unix)]
    pub fn unix_socket(path: impl Into<std::path::PathBuf>) -> Builder {
        Builder::of_unix_socket(path.into())
    }

    pub(crate) fn new(transport: Transport, credentials: Credentials, headers: HeaderMap) -> Self {
        Self(Arc::new(Inner {
            transport,
            credentials,
            headers,
            key: Mutex::default(),
        }))
    }

    /// Prepares a call of an operation. Nothing is sent before the call is awaited.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), obshell_client::Error> {
    /// use obshell_client::Client;
    /// use obshell_types::operations::{TenantBackupOverview, TenantName};
    ///
    /// let client = Client::builder("http://10.0.0.1:2886").build()?;
    /// let tenant = TenantName::new("tenant1");
    /// let overview = client.call::<TenantBackupOverview>(&tenant).await?;
    /// println!("{}", overview.status.status);
    /// # Ok(())
    /// # }
    /// ```
    pub fn call<O: Operation>(&self, params: &O::Params) -> Call<'_, O> {
        Call::new(self, params)
    }

    /// Sends a request and returns the response, whatever it is. Redirects are not followed.
    ///
    /// If the agent could not decrypt the header, its public key is fetched again, at most once,
    /// and the request is sent again if the key is another one.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no complete response. A failure of the agent is a response.
    pub async fn exchange(&self, request: &Request) -> Result<Exchange, Error> {
        let within = self.0.transport.limits().timeout;
        match tokio::time::timeout(within, self.exchange_unbounded(request)).await {
            Ok(result) => result,
            Err(_) => Err(Error::timeout("no complete response", within)),
        }
    }

    async fn exchange_unbounded(&self, request: &Request) -> Result<Exchange, Error> {
        if !self.0.transport.is_encrypted() {
            let body = request.body.clone().unwrap_or_default();
            return self.send(request, self.0.headers.clone(), body).await;
        }
        let key = match self.known_key() {
            Some(key) => key,
            None => self.fetch_key().await?,
        };
        let exchange = self.send_encrypted(request, &key).await?;
        if !is_refused_for_its_key(&exchange) {
            return Ok(exchange);
        }
        match self.fetch_key().await {
            Ok(new) if new != key => self.send_encrypted(request, &new).await,
            // Another try would end the same.
            _ => Ok(exchange),
        }
    }

    fn known_key(&self) -> Option<Arc<PublicKey>> {
        let key = self.0.key.lock().unwrap_or_else(PoisonError::into_inner);
        key.clone()
    }

    async fn fetch_key(&self) -> Result<Arc<PublicKey>, Error> {
        let message = Message {
            method: Method::Get,
            target: secret::TARGET,
            headers: self.0.headers.clone(),
            body: Vec::new(),
        };
        let sent = self.0.transport.send(message).await;
        let exchange = sent.map_err(|error| match error.kind() {
            ErrorKind::TooLarge => Error::no_public_key(error),
            _ => error,
        })?;
        let key = Arc::new(secret::read(exchange)?);
        let mut known = self.0.key.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some(Arc::clone(&key));
        Ok(key)
    }

    async fn send_encrypted(&self, request: &Request, key: &PublicKey) -> Result<Exchange, Error> {
        let credentials = &self.0.credentials;
        let body_key = request.body.as_ref().map(|_| BodyKey::new(&mut OsRng));
        let header = Header {
            password: credentials.password(),
            target: &request.target,
            body_key: body_key.as_ref(),
            now: SystemTime::now(),
        };
        let mut value = HeaderValue::try_from(header.encrypt(key, &mut OsRng)?)
            .map_err(|_| Error::request("header cannot be sent"))?;
        value.set_sensitive(true);
        let mut headers = self.0.headers.clone();
        headers.insert(credentials.header(), value);
        let body = match (&request.body, &body_key) {
            (Some(body), Some(key)) => key.encrypt(body).into_bytes(),
            _ => Vec::new(),
        };
        self.send(request, headers, body).await
    }

    async fn send(
        &self,
        request: &Request,
        mut headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<Exchange, Error> {
        if request.body.is_some() {
            let json = HeaderValue::from_static("application/json");
            headers.insert(header::CONTENT_TYPE, json);
        }
        let message = Message {
            method: request.method,
            target: &request.target,
            headers,
            body,
        };
        self.0.transport.send(message).await
    }
}

/// Checks whether the agent may have another key than the request was encrypted with.
///
/// Agents from 4.3.1.0 name that error. Earlier ones have one code for everything that concerns
/// authentication; with an `errCode` beside it the same code means that the password or something
/// else was refused, which another key does not change.
fn is_refused_for_its_key(exchange: &Exchange) -> bool {
    #[derive(Deserialize)]
    struct Refusal {
        error: ApiError,
    }

    let Ok(Refusal { error }) = serde_json::from_slice(&exchange.body) else {
        return false;
    };
    error.err_code.as_deref() == Some("Security.Authentication.Header.DecryptFailed")
        || error.code == Some(1)
        || error.err_code.is_none() && error.code == Some(10008)
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("transport", &self.0.transport)
            .finish_non_exhaustive()
    }
}
