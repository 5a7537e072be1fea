//! Releases as they are served: the list, and the frozen bytes. For the coordinator and for leads.

use async_recursion::async_recursion as boxed;
use domain::statistics::{Content, Edition, NotMade};
use domain::vocabulary::Role;
use domain::{Refusal, ReleaseId, Staff};
use jiff::civil::Date;
use path_statistics::releases::Release;

use crate::work::Transaction;
use crate::{Desk, Failure};

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedRelease {
    /// Which release: the period, access or paths, the first edition or its revision.
    pub edition: Edition,
    /// Whether it is there.
    pub state: ReleaseState,
}

/// Whether a release is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReleaseState {
    /// It was made and never changes.
    Made {
        /// By which it is asked for.
        release: ReleaseId,
        /// The day.
        on: Date,
    },
    /// Neither it nor the paths of its period are ever made.
    NotMade {
        /// Why.
        reason: NotMade,
        /// Since when that is known.
        on: Date,
    },
    /// The clock makes it.
    Awaited {
        /// From this day on.
        due_on: Date,
    },
}

impl Desk {
    /// All releases of the network, made or to come, by period.
    #[boxed]
    pub async fn releases(&self, by: Staff) -> Result<Vec<ListedRelease>, Failure> {
        may_read(by)?;
        let mut work = Transaction::at(self);
        let calendar = work.calendar().await?;
        let made = calendar.made().iter().map(|made| ListedRelease {
            edition: made.edition,
            state: ReleaseState::Made {
                release: made.release,
                on: made.on,
            },
        });
        let not_made = calendar.not_made().iter().map(|&(period, reason, on)| {
            let edition = Edition::first(period, Content::Access);
            let state = ReleaseState::NotMade { reason, on };
            ListedRelease { edition, state }
        });
        let mut all: Vec<ListedRelease> = made.chain(not_made).collect();
        if let Some((founded_on, rhythm)) = work.counting_since().await? {
            let awaited = calendar.awaited(founded_on, rhythm, self.now().today);
            all.extend(awaited.into_iter().map(|edition| ListedRelease {
                edition,
                state: ReleaseState::Awaited {
                    due_on: edition.due_on(),
                },
            }));
        }
        all.sort_by_key(|listed| listed.edition);
        Ok(all)
    }

    /// The frozen bytes of a release, as JSON.
    #[boxed]
    pub async fn release(&self, by: Staff, release: ReleaseId) -> Result<String, Failure> {
        self.made(by, release).await?.body(release).await
    }

    /// The figures of a release, read from its frozen bytes.
    #[boxed]
    pub async fn release_figures(&self, by: Staff, release: ReleaseId) -> Result<Release, Failure> {
        self.made(by, release).await?.published(release).await
    }

    /// Nothing but what the calendar names is a release.
    async fn made(&self, by: Staff, release: ReleaseId) -> Result<Transaction<'_>, Failure> {
        may_read(by)?;
        let mut work = Transaction::at(self);
        let calendar = work.calendar().await?;
        calendar.find(release)?;
        Ok(work)
    }
}

fn may_read(by: Staff) -> Result<(), Failure> {
    match by.function {
        Role::Coordinator | Role::Lead => Ok(()),
        Role::Caseworker | Role::PrivacyOfficer | Role::Operator => {
            Err(Refusal::NotYourRole.into())
        }
    }
}
