//! Codes at the counter: found by keyed hash, answered only to the addressee, counted when wrong.

use domain::access::Denial;
use domain::codes::PresentedCode;
use domain::slips::{Issued, Slip};
use domain::{Refusal, SlipId, Staff};
use event_store::Attempt;

use crate::codes::Behind;
use crate::sign_in::locked;
use crate::slips::read::caseworker;
use crate::work::Work;
use crate::{Desk, Failure};

/// Wrong codes with one locator before it rests for this office.
const PER_LOCATOR: u32 = 5;
/// Wrong codes of an office before typing rests for it altogether: nobody mistypes that often in
/// an hour, whatever the locator.
const PER_OFFICE: u32 = 30;
const REST_SECONDS: i64 = 60 * 60;

impl Desk {
    /// Refuses whoever does not work on cases, and while the locator, or all typing, rests for this office.
    pub(crate) async fn check_attempts(
        &self,
        by: Staff,
        code: &PresentedCode,
    ) -> Result<(), Failure> {
        caseworker(by)?;
        let now = self.now().at.as_second();
        let subjects = subjects(by, code);
        let subjects: Vec<&[u8]> = subjects.iter().map(|(name, _)| name.as_bytes()).collect();
        let attempts = self.store.attempts();
        let attempt = attempts.check(self.network, &subjects, now).await?;
        if let Attempt::LockedUntil(until) = attempt {
            self.note(by, self.reader(by).is_denied(Denial::Locked))
                .await?;
            return Err(locked(until).into());
        }
        Ok(())
    }

    /// Counts and notes a code that was not this office's to know, or that is not hers.
    pub(crate) async fn count_if_unknown<T>(
        &self,
        by: Staff,
        code: &PresentedCode,
        result: Result<T, Failure>,
    ) -> Result<T, Failure> {
        if !matches!(
            result,
            Err(Failure::Refused(
                Refusal::UnknownCode | Refusal::OwnCodeUnknown
            ))
        ) {
            return result;
        }
        let now = self.now().at.as_second();
        for (subject, limit) in subjects(by, code) {
            self.store
                .attempts()
                .failed(self.network, subject.as_bytes(), now, limit, REST_SECONDS)
                .await?;
        }
        self.note(by, self.reader(by).is_denied(Denial::Unknown))
            .await?;
        result
    }
}

/// Whose wrong attempts count. A QR code has 128 secret bits: there is nothing to guess.
fn subjects(by: Staff, code: &PresentedCode) -> Vec<(String, u32)> {
    match code {
        PresentedCode::Scanned(_) => vec![],
        PresentedCode::Typed(typed) => vec![
            (
                format!("code/{}/{}", by.institution, typed.locator()),
                PER_LOCATOR,
            ),
            (format!("codes/{}", by.institution), PER_OFFICE),
        ],
    }
}

impl Work<'_> {
    /// The slip behind a code, if it is addressed to this office; everyone else gets one answer.
    pub(crate) async fn addressed(
        &mut self,
        code: &PresentedCode,
    ) -> Result<(SlipId, Slip, Issued), Failure> {
        let by = self.by;
        let Behind::Slip(id, slip) = self.behind(code).await? else {
            return Err(Refusal::UnknownCode.into());
        };
        let issued = slip.addressed_to(by.institution)?.clone();
        Ok((id, slip, issued))
    }
}
