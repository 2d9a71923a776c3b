//! A client of obshell's backup API.
//!
//! A [`Client`] asks one agent, over TCP, TLS or a unix socket. It is generic over the operations
//! of [`obshell_types::operations`]: a call returns the operation's payload, or the failure that
//! the agent returned. The [exchange](Exchange) beside it has the HTTP status, the headers and the
//! bytes as they came.
//!
//! ```no_run
//! use obshell_client::Client;
//! use obshell_types::operations::{TenantBackupOverview, TenantName};
//!
//! # async fn example() -> Result<(), obshell_client::Error> {
//! let client = Client::builder("http://10.0.0.1:2886").password("secret").build()?;
//! let tenant = TenantName::new("tenant1");
//! match client.call::<TenantBackupOverview>(&tenant).await {
//!     Ok(overview) => println!("{}", overview.status.status),
//!     Err(error) => match error.failure() {
//!         Some(failure) => println!("refused: {}", failure.error),
//!         None => return Err(error),
//!     },
//! }
//! # Ok(())
//! # }
//! ```
//!
//! [`blocking`] is the same without `async`.
//!
//! # What is encrypted
//!
//! Over TCP, obshell requires an encrypted header with every request, even if no password is set.
//! The client fetches the agent's public key with the first request, and encrypts the password,
//! the request target and a time limit of 60 seconds with it (RSAES-PKCS1-v1_5), and request
//! bodies with AES-128-CBC and a key that is in the header. If the agent cannot decrypt the
//! header, it has another key by now: the client fetches it once and sends the request again.
//!
//! Agents up to 4.4.1.1 have RSA keys of 512 bits, later ones of 1024. Such keys can be broken,
//! responses are not encrypted at all, and the public key comes without a proof of whose it is.
//! Where others can listen, use TLS (agents from 4.4.2.0) or the unix socket.
//!
//! The crate `rsa` stays at 0.9, as 0.10 refuses keys of 512 bits. Its known weakness,
//! RUSTSEC-2023-0071, is in the timing of operations with a private key; the client encrypts with
//! public keys and does nothing else with it.
//!
//! # What is not done
//!
//! Redirects are not followed, proxies of the environment are not used, and a request is sent
//! again only if the agent refused it for its key. Sessions, version 1 of the encryption (4.2.2.0)
//! and client certificates are not supported.

pub mod blocking;
mod builder;
mod call;
mod client;
mod error;
mod exchange;
mod hybrid;
mod password;
mod request;
mod secret;
mod transport;
mod wait;

pub use builder::Builder;
pub use call::Call;
pub use client::Client;
pub use error::{Error, ErrorKind};
pub use exchange::Exchange;
pub use http;
pub use obshell_types;
pub use password::Password;
pub use request::Request;
pub use wait::{BackupProgress, BackupWatch, DagWatch};

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
