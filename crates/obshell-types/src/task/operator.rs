//! The operators of DAGs, nodes and sub tasks: for what they run, or ran last.

use crate::open_enum::open_enum;

open_enum! {
    /// What a DAG runs for, or ran for last.
    ///
    /// A DAG that was retried has `RUN`; only its nodes show the retry.
    DagRunOperator {
        /// To do its work.
        Run = "RUN",
        /// To undo its work.
        Rollback = "ROLLBACK",
        /// To stop.
        Cancel = "CANCEL",
        /// Passed: failed nodes and those behind them count as done without having run.
        Pass = "PASS",
    }
    read as well {}
}

open_enum! {
    /// What a node runs for, or ran for last.
    NodeRunOperator {
        /// To do its work.
        Run = "RUN",
        /// To do its work again after a failure.
        Retry = "RETRY",
        /// To undo its work.
        Rollback = "ROLLBACK",
        /// To stop.
        Cancel = "CANCEL",
        /// Passed: counts as done.
        Pass = "PASS",
    }
    read as well {}
}

open_enum! {
    /// What a sub task runs for, or ran for last.
    ///
    /// A sub task that was retried or canceled has `RUN`.
    SubTaskRunOperator {
        /// To do its work.
        Run = "RUN",
        /// To undo its work; also at the start of a retry.
        Rollback = "ROLLBACK",
        /// Passed: counts as done.
        Pass = "PASS",
    }
    read as well {}
}
