use serde::{Deserialize, Serialize};

use super::BackupJob;
use crate::object::read_from_objects;
use crate::{NoData, Payload};

/// A page of backup jobs: those of the history and those that run, by the time that was asked
/// for, jobs without that time last.
///
/// `contents` is this object's own field; `page` is beside it.
///
/// Source: obshell `bo.PaginatedBackupJobResponse`, since 4.3.2.0.
///
/// # Building
///
/// ```
/// use obshell_types::{BackupJob, BackupStatus, CustomPage, PaginatedBackupJobResponse};
///
/// let job = BackupJob::new(1002, 7, BackupStatus::Doing);
/// let page = PaginatedBackupJobResponse::new(vec![job], CustomPage::new(21, 10, 3));
/// assert_eq!(page.page.total_pages, 3);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct PaginatedBackupJobResponse {
    /// The jobs of this page; empty for a page behind the last.
    pub contents: Vec<BackupJob>,
    /// Which page it is, and of how many.
    pub page: CustomPage,
}

/// The position of a page among all.
///
/// Source: obshell `bo.CustomPage`, since 4.3.2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(remote = "Self")]
#[non_exhaustive]
pub struct CustomPage {
    /// The number of elements on all pages. Counted after the elements were read, so it may
    /// disagree with them by a job that started or ended meanwhile.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "elements"), range(min = 0, max = u64::MAX), example = 21))]
    pub total_elements: u64,
    /// The number of pages; 0 if there are no elements.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "pages"), range(min = 0, max = u64::MAX), example = 3))]
    pub total_pages: u64,
    /// The greatest number of elements on a page, as requested; 2147483647 if nothing or 0 was.
    #[cfg_attr(feature = "schemars", schemars(extend("x-unit" = "elements"), range(min = 0, max = u64::MAX), example = 10))]
    pub size: u64,
    /// The number of the page, from 1, as requested: it can exceed `total_pages`.
    #[cfg_attr(feature = "schemars", schemars(range(min = 0, max = u64::MAX), example = 1))]
    pub number: u64,
}

read_from_objects!(PaginatedBackupJobResponse, CustomPage);

impl Payload for PaginatedBackupJobResponse {
    type InFailure = NoData;
}

impl PaginatedBackupJobResponse {
    /// Creates a page of jobs.
    #[must_use]
    pub fn new(contents: Vec<BackupJob>, page: CustomPage) -> Self {
        Self { contents, page }
    }
}

impl CustomPage {
    /// Creates the position of page `number` of so many elements, `size` on each page.
    ///
    /// # Panics
    ///
    /// Panics if `size` is 0, which the server replaces by 2147483647.
    #[must_use]
    pub fn new(total_elements: u64, size: u64, number: u64) -> Self {
        Self {
            total_elements,
            total_pages: total_elements.div_ceil(size),
            size,
            number,
        }
    }

    /// Checks whether a page follows this one.
    ///
    /// ```
    /// use obshell_types::CustomPage;
    ///
    /// // 21 elements, 10 on each page.
    /// assert!(CustomPage::new(21, 10, 2).has_next());
    /// assert!(!CustomPage::new(21, 10, 3).has_next());
    /// assert!(!CustomPage::new(0, 10, 1).has_next());
    /// ```
    #[must_use]
    pub fn has_next(&self) -> bool {
        self.number < self.total_pages
    }
}
