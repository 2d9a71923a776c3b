//! One connection for each request. An agent is seldom asked, and a connection that is kept can be
//! found closed only after a request was sent, when nobody knows whether it was carried out.

mod tls;

use std::future::{Future, poll_fn};
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::HeaderMap;
use http::uri::{PathAndQuery, Scheme, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use obshell_types::operations::Method;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

pub(crate) use tls::Trust;

use crate::{Error, Exchange};

/// Where the agent listens.
#[derive(Clone, Debug)]
pub(crate) enum Address {
    /// A base URL.
    Url(String),
    /// A unix socket.
    #[cfg(unix)]
    UnixSocket(PathBuf),
}

/// How far to go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) connect_timeout: Duration,
    pub(crate) timeout: Duration,
    pub(crate) max_body: usize,
}

/// A request as it is sent.
pub(crate) struct Message<'m> {
    pub(crate) method: Method,
    pub(crate) target: &'m str,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct Transport {
    route: Route,
    /// The beginning of each URL.
    base: String,
    limits: Limits,
}

enum Route {
    Tcp {
        host: String,
        port: u16,
        tls: Option<(TlsConnector, ServerName<'static>)>,
    },
    #[cfg(unix)]
    UnixSocket(PathBuf),
}

impl Transport {
    pub(crate) fn new(address: Address, trust: &Trust, limits: Limits) -> Result<Self, Error> {
        match address {
            Address::Url(url) => Self::of_url(&url, trust, limits),
            #[cfg(unix)]
            Address::UnixSocket(path) => Ok(Self {
                route: Route::UnixSocket(path),
                base: "http://localhost".to_owned(),
                limits,
            }),
        }
    }

    /// The messages do not repeat the URL: it may contain a password.
    fn of_url(url: &str, trust: &Trust, limits: Limits) -> Result<Self, Error> {
        let refused = |why| Err(Error::configuration(format!("invalid base URL: {why}")));
        let Ok(url) = url.parse::<Uri>() else {
            return refused("expected a URL such as http://127.0.0.1:2886");
        };
        let (Some(scheme), Some(authority)) = (url.scheme(), url.authority()) else {
            return refused("expected a URL such as http://127.0.0.1:2886");
        };
        let secure = if *scheme == Scheme::HTTPS {
            true
        } else if *scheme == Scheme::HTTP {
            false
        } else {
            return refused("expected the scheme http or https");
        };
        if authority.as_str().contains('@') {
            return refused("expected no user information");
        }
        // The agent compares the path that it sees with the one in the header.
        if url.path() != "/" && !url.path().is_empty() || url.query().is_some() {
            return refused("expected neither path nor query");
        }
        if authority.host().is_empty() {
            return refused("expected a host");
        }
        let host = authority.host();
        let port = match authority.as_str()[host.len()..].strip_prefix(':') {
            None if secure => 443,
            None => 80,
            Some(port) => match port.parse::<u16>() {
                Ok(port) if port != 0 => port,
                _ => return refused("expected a port of 1 to 65535"),
            },
        };
        let host = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let tls = if secure {
            let Ok(name) = ServerName::try_from(host.to_owned()) else {
                return refused("the host is neither a name nor an address");
            };
            Some((TlsConnector::from(Arc::new(trust.config()?)), name))
        } else {
            None
        };
        Ok(Self {
            route: Route::Tcp {
                host: host.to_owned(),
                port,
                tls,
            },
            base: format!("{scheme}://{authority}"),
            limits,
        })
    }

    /// Whether the agent requires the encrypted header. On a unix socket it goes by the user.
    pub(crate) fn is_encrypted(&self) -> bool {
        matches!(self.route, Route::Tcp { .. })
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Sends a request and reads the response to its end, whatever it is.
    pub(crate) async fn send(&self, message: Message<'_>) -> Result<Exchange, Error> {
        match &self.route {
            Route::Tcp { host, port, tls } => {
                let address = if host.contains(':') {
                    format!("[{host}]:{port}")
                } else {
                    format!("{host}:{port}")
                };
                let connecting = TcpStream::connect((host.as_str(), *port));
                let stream = self.connect(&address, connecting).await?;
                // Without it the last part of a request waits for an acknowledgement.
                stream
                    .set_nodelay(true)
                    .map_err(|error| Error::connect(&address, error))?;
                match tls {
                    None => self.exchange(stream, message).await,
                    Some((connector, name)) => {
                        let handshake = connector.connect(name.clone(), stream);
                        let stream = handshake
                            .await
                            .map_err(|error| Error::tls(&address, error))?;
                        self.exchange(stream, message).await
                    }
                }
            }
            #[cfg(unix)]
            Route::UnixSocket(path) => {
                let connecting = tokio::net::UnixStream::connect(path);
                let address = path.display().to_string();
                let stream = self.connect(&address, connecting).await?;
                self.exchange(stream, message).await
            }
        }
    }

    async fn connect<S>(
        &self,
        address: &str,
        connecting: impl Future<Output = std::io::Result<S>>,
    ) -> Result<S, Error> {
        let within = self.limits.connect_timeout;
        match tokio::time::timeout(within, connecting).await {
            Ok(connected) => connected.map_err(|error| Error::connect(address, error)),
            Err(_) => Err(Error::timeout(
                &format!("no connection to {address}"),
                within,
            )),
        }
    }

    async fn exchange<S>(&self, stream: S, message: Message<'_>) -> Result<Exchange, Error>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let url = format!("{}{}", self.base, message.target);
        let method = message.method;
        let request = self.request(message)?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream))
            .await
            .map_err(Error::interrupted)?;

        let started = SystemTime::now();
        let clock = Instant::now();
        let exchange = async {
            let response = sender
                .send_request(request)
                .await
                .map_err(Error::interrupted)?;
            let (head, body) = response.into_parts();
            let mut exchange = Exchange {
                method,
                url,
                started,
                elapsed: clock.elapsed(),
                status: head.status.as_u16(),
                headers: head.headers,
                body: Vec::new(),
            };
            let read = self.read(body, &mut exchange.body).await;
            exchange.elapsed = clock.elapsed();
            match read {
                Ok(()) => Ok(exchange),
                Err(error) => Err(error.in_exchange(exchange)),
            }
        };

        // The connection does the reading and writing. Both end with this future, so that nothing
        // goes on after a timeout.
        let mut exchange = pin!(exchange);
        let mut connection = pin!(connection);
        let mut connected = true;
        poll_fn(|context| {
            // What broke the connection is in the result of the exchange.
            if connected && connection.as_mut().poll(context).is_ready() {
                connected = false;
            }
            exchange.as_mut().poll(context)
        })
        .await
    }

    fn request(&self, message: Message<'_>) -> Result<http::Request<Full<Bytes>>, Error> {
        let unusable =
            |error: http::Error| Error::request(format!("request target cannot be sent: {error}"));
        let target =
            PathAndQuery::try_from(message.target).map_err(|error| unusable(error.into()))?;
        let uri = Uri::from(target);
        // The agent compares what it sees with what is in the header.
        if uri.path_and_query().map(PathAndQuery::as_str) != Some(message.target) {
            return Err(Error::request("request target cannot be sent as it is"));
        }
        let mut request = http::Request::builder()
            .method(message.method.as_str())
            .uri(uri)
            .body(Full::new(Bytes::from(message.body)))
            .map_err(unusable)?;
        *request.headers_mut() = message.headers;
        let host = self.base.split_once("://").map_or("", |(_, host)| host);
        let host = http::HeaderValue::from_str(host).map_err(|error| unusable(error.into()))?;
        request.headers_mut().insert(http::header::HOST, host);
        request.headers_mut().insert(
            http::header::CONNECTION,
            http::HeaderValue::from_static("close"),
        );
        Ok(request)
    }

    async fn read(&self, mut body: Incoming, read: &mut Vec<u8>) -> Result<(), Error> {
        while let Some(frame) = body.frame().await {
            let Ok(data) = frame.map_err(Error::interrupted)?.into_data() else {
                continue;
            };
            let room = self.limits.max_body - read.len();
            if data.len() > room {
                read.extend_from_slice(&data[..room]);
                return Err(Error::too_large(self.limits.max_body));
            }
            read.extend_from_slice(&data);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Tcp { host, port, tls } => f
                .debug_struct("Tcp")
                .field("host", host)
                .field("port", port)
                .field("tls", &tls.is_some())
                .finish(),
            #[cfg(unix)]
            Self::UnixSocket(path) => f.debug_tuple("UnixSocket").field(path).finish(),
        }
    }
}
