//! An agent for tests. It listens on loopback or a unix socket, and judges requests as obshell's
//! middleware does: it decrypts header and body with a real key pair, compares `Uri` with the bytes
//! of the request line, and checks `Ts` and the password. What it returns where obshell's order of
//! checks ends, at the operation itself, is set by the test.
//!
//! It is written for tests only: the code that it tests is not used here, and it is not safe to
//! expose.

mod envelope;
mod judge;
mod key;
mod refusals;
mod serve;
mod tls;

use std::collections::{HashMap, VecDeque};
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub use envelope::{failure, success};
pub use judge::{Era, Seen};
pub use key::Key;
pub use refusals::{REFUSALS, Refusal};
pub use serve::{Delivery, Reply};
pub use tls::Authority;

/// How the agent is set up. A test can change it between requests.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The key pair.
    pub key: Key,
    /// Which versions of obshell it behaves like.
    pub era: Era,
    /// The password of `root@sys`; `None` if it is not initialised.
    pub root_password: Option<String>,
    /// The agent's own password; `None` if it is not initialised.
    pub agent_password: Option<String>,
    /// Seconds that the clock of the agent is ahead.
    pub clock_ahead: i64,
    /// What is returned for a request target in place of what would be.
    pub replies: HashMap<String, Reply>,
    /// What is returned for the next requests that pass the checks and have no reply of their own,
    /// one after the other.
    pub script: VecDeque<Reply>,
    /// What is returned after that.
    pub otherwise: Reply,
}

/// A running agent. It stops when it is dropped.
pub struct Agent {
    shared: Arc<Shared>,
    address: Address,
}

enum Address {
    Tcp { address: SocketAddr, secure: bool },
    Unix(std::path::PathBuf),
}

pub(crate) struct Shared {
    settings: Mutex<Settings>,
    seen: Mutex<Vec<Seen>>,
    stopping: AtomicBool,
}

impl Shared {
    pub(crate) fn settings(&self) -> MutexGuard<'_, Settings> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn record(&self, seen: Seen) {
        let mut all = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(seen);
    }

    fn new() -> Arc<Self> {
        Arc::new(Self {
            settings: Mutex::new(Settings {
                key: Key::bits(1024),
                era: Era::Current,
                root_password: Some(String::new()),
                agent_password: None,
                clock_ahead: 0,
                replies: HashMap::new(),
                script: VecDeque::new(),
                otherwise: Reply::json(404, refusals::no_route()),
            }),
            seen: Mutex::default(),
            stopping: AtomicBool::new(false),
        })
    }
}

/// How long a connection may be silent.
const PATIENCE: Duration = Duration::from_secs(10);

impl Agent {
    /// Starts an agent without TLS. The password of `root@sys` is empty.
    ///
    /// # Panics
    ///
    /// Panics if loopback cannot be listened on.
    #[must_use]
    pub fn start() -> Self {
        Self::listen(None)
    }

    /// Starts an agent with TLS, and a certificate for `localhost` and `127.0.0.1`.
    ///
    /// # Panics
    ///
    /// Panics if loopback cannot be listened on.
    #[must_use]
    pub fn start_tls(authority: &Authority) -> Self {
        Self::listen(Some(authority.server()))
    }

    fn listen(tls: Option<Arc<tokio_rustls::rustls::ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback can be listened on");
        let address = listener.local_addr().expect("it has an address");
        let secure = tls.is_some();
        let shared = Shared::new();
        let next = move || listener.accept().map(|(stream, _)| stream);
        accept(&shared, next, move |shared, stream| {
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            match tls.clone() {
                None => serve::connection(shared, true, stream),
                Some(config) => serve::connection(shared, true, tls::wrap(config, stream)?),
            }
        });
        Self {
            shared,
            address: Address::Tcp { address, secure },
        }
    }

    /// Starts an agent on a unix socket. It requires no header there.
    ///
    /// # Panics
    ///
    /// Panics if the socket cannot be made.
    #[must_use]
    pub fn start_unix(path: impl Into<std::path::PathBuf>) -> Self {
        let path = path.into();
        let listener = std::os::unix::net::UnixListener::bind(&path).expect("it can be made");
        let shared = Shared::new();
        let next = move || listener.accept().map(|(stream, _)| stream);
        accept(&shared, next, |shared, stream| {
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            serve::connection(shared, false, stream)
        });
        Self {
            shared,
            address: Address::Unix(path),
        }
    }

    /// Returns the base URL.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.address {
            Address::Tcp { address, secure } => {
                let scheme = if *secure { "https" } else { "http" };
                format!("{scheme}://{address}")
            }
            Address::Unix(path) => format!("unix:{}", path.display()),
        }
    }

    /// Returns the port; 0 for a unix socket.
    #[must_use]
    pub fn port(&self) -> u16 {
        match &self.address {
            Address::Tcp { address, .. } => address.port(),
            Address::Unix(_) => 0,
        }
    }

    /// Changes how the agent is set up.
    pub fn set(&self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.shared.settings());
    }

    /// Sets what is returned for a request target.
    pub fn reply(&self, target: &str, reply: Reply) {
        self.set(|settings| {
            settings.replies.insert(target.to_owned(), reply);
        });
    }

    /// Sets what is returned for each request that passes the checks.
    pub fn otherwise(&self, reply: Reply) {
        self.set(|settings| settings.otherwise = reply);
    }

    /// Returns what came in since the agent was started or this was called last.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        let mut seen = self
            .shared
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut seen)
    }

    /// Forgets what came in.
    pub fn forget(&self) {
        drop(self.seen());
    }
}

/// Answers each connection in a thread of its own, until the agent stops.
fn accept<S: Send + 'static>(
    shared: &Arc<Shared>,
    next: impl Fn() -> io::Result<S> + Send + 'static,
    answer: impl Fn(&Shared, S) -> io::Result<()> + Clone + Send + 'static,
) {
    let shared = Arc::clone(shared);
    thread::spawn(move || {
        while let Ok(stream) = next() {
            if shared.stopping.load(Ordering::SeqCst) {
                break;
            }
            let (shared, answer) = (Arc::clone(&shared), answer.clone());
            thread::spawn(move || answer(&shared, stream));
        }
    });
}

impl Drop for Agent {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        match &self.address {
            Address::Tcp { address, .. } => drop(TcpStream::connect(address)),
            Address::Unix(path) => {
                drop(std::os::unix::net::UnixStream::connect(path));
                drop(std::fs::remove_file(path));
            }
        }
    }
}
