//! The states of DAGs, nodes and sub tasks. An empty text stands for a number that the agent
//! cannot name, which no agent stores.

use crate::open_enum::open_enum;

open_enum! {
    /// The state of a DAG.
    ///
    /// It describes the DAG's own work, not the backup: `SUCCEED` does not mean that the backup
    /// succeeded, nor `FAILED` that it failed. Read the backup overview or the backup jobs.
    DagState {
        /// Created, or set to run again; not started.
        Ready = "READY",
        /// Running.
        Running = "RUNNING",
        /// Ended: ran to its end, was rolled back, or was passed. Terminal.
        Succeed = "SUCCEED",
        /// Ended with an error, or was canceled. Terminal until someone retries, rolls back or passes it.
        Failed = "FAILED",
    }
    read as well {}
}

open_enum! {
    /// The state of a node.
    NodeState {
        /// Not started. A node that was never reached stays so, also in a DAG that was rolled back.
        Pending = "PENDING",
        /// Running.
        Running = "RUNNING",
        /// Ended: ran to its end, was rolled back, or was passed without running. Terminal.
        Succeed = "SUCCEED",
        /// Ended with an error, or was canceled. Terminal.
        Failed = "FAILED",
    }
    read as well {}
}

open_enum! {
    /// The state of a sub task.
    SubTaskState {
        /// Waits for its node.
        Pending = "PENDING",
        /// Waits for its agent, for as long as that is down.
        Ready = "READY",
        /// Running.
        Running = "RUNNING",
        /// Ended: ran to its end, was rolled back, or was passed without running. Terminal.
        Succeed = "SUCCEED",
        /// Ended with an error, was canceled, or ran for more than 3600 seconds. Terminal.
        Failed = "FAILED",
    }
    read as well {}
}

/// Adds what the three enumerations share.
macro_rules! terminal {
    ($($name:ident: $what:literal),+) => {$(
        impl $name {
            #[doc = concat!("Checks whether the ", $what, " has ended. A value that is not known counts as running.")]
            ///
            /// ```
            #[doc = concat!("use obshell_types::", stringify!($name), ";")]
            ///
            #[doc = concat!("assert!(", stringify!($name), "::Failed.is_terminal());")]
            #[doc = concat!("assert!(!", stringify!($name), "::Running.is_terminal());")]
            #[doc = concat!("assert!(!", stringify!($name), "::from(\"PAUSED\").is_terminal());")]
            /// ```
            #[must_use]
            pub fn is_terminal(&self) -> bool {
                matches!(self, Self::Succeed | Self::Failed)
            }
        }
    )+};
}

terminal!(DagState: "DAG", NodeState: "node", SubTaskState: "sub task");
