//! WithdrawConsent and WithdrawEverything: she takes items back, or all, at any of her stations. It goes
//! to all her linked paths in one append, and whoever holds a copy hears the day, and nothing else.

use std::collections::BTreeSet;

use domain::clients::Client;
use domain::codes::PresentedCode;
use domain::consents::{self, ConsentCommand, Item, Route, SaidHow};
use domain::handovers::{Handover, Notice};
use domain::slips::Slip;
use domain::{HandoverId, InstitutionId, Instruction, PathId, RecordId, Refusal, VoucherId};
use serde::Serialize;

use crate::handovers::{ToldAt, notify_others};
use crate::perform::UseCase;
use crate::work::Work;
use crate::{Failure, HowSaid, vouchers};

/// What an office can name: what it recorded itself, or what it holds.
#[derive(Clone, Copy, Serialize)]
pub enum WithdrawFrom {
    /// What this office recorded, towards one recipient.
    Recorded {
        /// The office's record of her.
        record: RecordId,
        /// The receiving institution for which they held.
        recipient: InstitutionId,
    },
    /// What came to this office with a hand-over.
    Held(HandoverId),
}

/// Items that she takes back.
#[derive(Clone, Serialize)]
pub struct WithdrawConsent {
    /// Where they come from.
    pub from: WithdrawFrom,
    /// The items.
    pub items: BTreeSet<Item>,
    /// How she said so.
    pub said: HowSaid,
}

/// Everything, blindly: nothing is listed to the office that helps her with it.
#[derive(Clone, Serialize)]
pub struct WithdrawEverything {
    /// The office's record of her.
    pub record: RecordId,
    /// How she said so.
    pub said: HowSaid,
}

impl UseCase for WithdrawConsent {
    type Answer = ();
    const OUTCOME: &'static str = "consent-withdrawn";

    fn code(&self) -> Option<PresentedCode> {
        self.said.code()
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        let (record, path, route) = self.from.where_from(work).await?;
        let told = ToldAt::desk(work, record).await?;
        let paths = work.her_word_on_all([path].into()).await?;
        let command = consents::WithdrawConsent {
            record,
            route,
            items: self.items.clone(),
            said: self.said.heard(work, &paths)?,
        };
        let what = ConsentCommand::Withdraw(command.clone());
        let order = Instruction { by, now, what };
        let mut taken = false;
        for (path, consent) in &paths {
            let events = match consent.decide(&order) {
                Err(Refusal::NothingToWithdraw) => consent.withdraw_besides(by, &command),
                decided => {
                    taken = true;
                    decided?
                }
            };
            work.write(*path, events.iter().cloned())?;
            let gone = consent.no_more(&events, by.institution, route, &self.items);
            let on_vouchers = consent.copied_with_vouchers(route, &gone);
            tell_holders(work, &told, consent.copied(route, &gone), on_vouchers).await?;
        }
        if !taken {
            return Err(Refusal::NothingToWithdraw.into());
        }
        Ok(path.into())
    }
}

impl WithdrawFrom {
    /// The office's record of her, the path, and the route of what she names.
    async fn where_from(self, work: &mut Work<'_>) -> Result<(RecordId, PathId, Route), Failure> {
        let by = work.by;
        match self {
            Self::Recorded { record, recipient } => {
                let client: Client = work.own(record).await?;
                let route = Route {
                    sender: by.institution,
                    recipient,
                };
                Ok((record, client.at(by.institution)?.path, route))
            }
            Self::Held(handover) => {
                let state: Handover = work.own(handover).await?;
                let held = state.of(by)?;
                let slip = held.slip.ok_or(Refusal::NothingToWithdraw)?;
                let slip: Option<Slip> = work.load_unless_erased(slip).await?;
                let route = match slip.as_ref().and_then(Slip::issued) {
                    Some(issued) => Some(issued.route()),
                    // The sender erased it; what she said about this office is on her path still.
                    None => work.her_word(held.path).await?.route_to(held.institution),
                };
                let route = route.ok_or(Refusal::NothingToWithdraw)?;
                Ok((held.record, held.path, route))
            }
        }
    }
}

impl UseCase for WithdrawEverything {
    type Answer = ();
    const OUTCOME: &'static str = "everything-withdrawn";

    fn code(&self) -> Option<PresentedCode> {
        self.said.code()
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        let client: Client = work.own(self.record).await?;
        client.at(by.institution)?;
        let paths = work.her_word_on_all(client.paths.clone()).await?;
        let said = self.said.heard(work, &paths)?;
        // Her own code is she, also where she never came.
        if said.how() != SaidHow::ByPhone {
            work.met_here(&client).await?;
        }
        let told = ToldAt::desk(work, self.record).await?;
        let what = ConsentCommand::WithdrawEverything(consents::WithdrawEverything {
            record: self.record,
            said,
        });
        let order = Instruction { by, now, what };
        for (path, consent) in paths {
            let events = consent.decide(&order)?;
            if events.is_empty() {
                continue;
            }
            work.write(path, events.iter().cloned())?;
            let gone = |route: Route, items: &BTreeSet<Item>| {
                let gone = consent.no_more(&events, by.institution, route, items);
                !gone.is_empty()
            };
            let copies = consent.copies().iter();
            let holders: BTreeSet<HandoverId> = copies
                .filter(|copy| gone(copy.route, &copy.items))
                .map(|copy| copy.handover)
                .collect();
            // A voucher carries her name and nothing else.
            let on_vouchers = consent.voucher_copies().iter().copied();
            let on_vouchers =
                on_vouchers.filter(|(_, route)| gone(*route, &[Item::Identity].into()));
            tell_holders(work, &told, holders, on_vouchers).await?;
        }
        Ok(self.record.into())
    }
}

/// Tells those who hold a copy with these hand-overs and vouchers that they may not use it any more.
async fn tell_holders(
    work: &mut Work<'_>,
    told: &ToldAt,
    handovers: impl IntoIterator<Item = HandoverId>,
    copies: impl IntoIterator<Item = (VoucherId, Route)>,
) -> Result<(), Failure> {
    for handover in handovers {
        notify_others(work, told, handover, Notice::ConsentWithdrawn).await?;
    }
    for (voucher, route) in copies {
        let copy = (voucher, route.recipient);
        vouchers::notify_others(work, told, copy, Notice::ConsentWithdrawn).await?;
    }
    Ok(())
}
