use std::time::Duration;

use http::header::{self, HeaderMap, HeaderValue};

use crate::password::Credentials;
use crate::transport::{Address, Limits, Transport, Trust};
use crate::{Client, Error, Password, blocking};

/// Sets up a [`Client`].
#[derive(Clone, Debug)]
#[must_use = "it makes a client only when it is built"]
pub struct Builder {
    address: Address,
    credentials: Credentials,
    trust: Trust,
    limits: Limits,
    accept_language: Option<String>,
}

impl Builder {
    pub(crate) fn of_url(url: String) -> Self {
        Self::new(Address::Url(url))
    }

    #[cfg(unix)]
    pub(crate) fn of_unix_socket(path: std::path::PathBuf) -> Self {
        Self::new(Address::UnixSocket(path))
    }

    fn new(address: Address) -> Self {
        Self {
            address,
            // Without any password the header is required all the same.
            credentials: Credentials::Root(Password::from("")),
            trust: Trust::default(),
            limits: Limits {
                connect_timeout: Duration::from_secs(5),
                timeout: Duration::from_secs(30),
                max_body: 16 << 20,
            },
            accept_language: None,
        }
    }

    /// Sets the password of `root@sys`. It replaces the agent's own.
    pub fn password(mut self, password: impl Into<Password>) -> Self {
        self.credentials = Credentials::Root(password.into());
        self
    }

    /// Sets the agent's own password. It replaces that of `root@sys`: an agent looks at one only.
    pub fn agent_password(mut self, password: impl Into<Password>) -> Self {
        self.credentials = Credentials::Agent(password.into());
        self
    }

    /// Accepts certificates of these authorities, in PEM, in place of those that the system
    /// trusts.
    pub fn authorities(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.trust = Trust::Authorities(pem.into());
        self
    }

    /// Accepts any certificate, from anyone: whoever can get in between reads and changes
    /// everything.
    pub fn accept_invalid_certificates(mut self) -> Self {
        self.trust = Trust::Anyone;
        self
    }

    /// Limits the time of an [exchange](Client::exchange), from connecting to the last byte of the
    /// body, the public key included. 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Limits the time of connecting. 5 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.limits.connect_timeout = timeout;
        self
    }

    /// Limits the size of the body of a response, in bytes. 16 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.max_body = bytes;
        self
    }

    /// Sets the language of messages, such as `zh-CN`. The agent takes one language, not a list,
    /// and ignores what it cannot read. Messages are in English unless set.
    pub fn accept_language(mut self, language: impl Into<String>) -> Self {
        self.accept_language = Some(language.into());
        self
    }

    /// Builds the client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// Returns an error if the URL, the certificates or the language cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let mut headers = HeaderMap::new();
        let agent = concat!("obshell-client/", env!("CARGO_PKG_VERSION"));
        headers.insert(header::USER_AGENT, HeaderValue::from_static(agent));
        if let Some(language) = self.accept_language {
            let language = HeaderValue::try_from(language)
                .map_err(|_| Error::configuration("invalid language: expected one like zh-CN"))?;
            headers.insert(header::ACCEPT_LANGUAGE, language);
        }
        let transport = Transport::new(self.address, &self.trust, self.limits)?;
        Ok(Client::new(transport, self.credentials, headers))
    }

    /// Builds a client without `async`.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build), and if the system has no resources for it.
    pub fn build_blocking(self) -> Result<blocking::Client, Error> {
        blocking::Client::new(self.build()?)
    }
}
