//! A client of obshell's backup API.

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
pub use password::Password;
pub use request::Request;
pub use wait::{BackupProgress, BackupWatch};
