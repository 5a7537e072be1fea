//! Everything that can happen to her at one office: it receives her, sends her on, writes down her word,
//! and works with vouchers. What a child confided is not for her copy.

use Office::{Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Office, Town, asking};
use casework::{
    Acknowledge, Agreed, AskedRelease, Bearer, ClientChange, EnterVoucherInError, HandoverStep,
    HowSaid, IssueVoucher, RecordRelease, RectifyClient, RedeemVoucher, SlipStep, StationAt,
    WhichClient, WithdrawConsent, WithdrawEverything, WithdrawFrom, WithdrawRelease,
};
use domain::clients::{ContactChannel, Identity};
use domain::codes::PresentedCode;
use domain::consents::{Decider, Item, Subject};
use domain::slips::Message;
use domain::vocabulary::{Experience, HoldReason, Need, Outcome, RejectionReason, Role};
use domain::{HandoverId, RecordId};
use domain::{handovers, slips};
use jiff::ToSpan;

use crate::her::{Her, line, named, note, who};

/// What a child confided at the Jugendamt.
pub(crate) const CONFIDED: &str = "Mia hat Angst vor der neuen Wohnung.";

/// What the Jugendamt's hand-over rests on; that she arrived she releases there.
const HERS: &[Item] = &[
    Item::Announce,
    Item::Identity,
    Item::Contact,
    Item::Need,
    Item::Reason,
    Item::Child,
    Item::FeedbackAcceptance,
    Item::FeedbackOutcome,
];

fn herself(name: &str) -> Identity {
    Identity {
        channel: Some(ContactChannel::Message),
        language: Some(line("uk")),
        ..named(name, Some(1998))
    }
}

/// Her whole life at the Jugendamt; gives its record of her, and the one that came with a voucher.
pub(crate) async fn at_the_jugendamt(town: &Town) -> [RecordId; 2] {
    let her = Her(town);
    let record = her
        .known_at(Schuldnerberatung, herself("Frau Neuman"))
        .await;
    let from = (Schuldnerberatung, record);
    let (_, code) = her.sent(from, Jugendamt, HERS).await;
    let handover = is_received(&her, &code).await;
    let theirs = her.record_of(Jugendamt, handover).await;
    steps(&her, handover).await;
    let of_voucher = her_vouchers(&her, record, theirs).await;
    notices(&her, record, handover).await;
    is_sent_on(&her, handover, theirs).await;
    rights(&her, theirs).await;
    [theirs, of_voucher]
}

async fn is_received(her: &Her<'_>, code: &PresentedCode) -> HandoverId {
    her.opens(Jugendamt, code).await.unwrap();
    let command = Acknowledge {
        code: code.clone(),
        arrived_on: None,
        accept: false,
        tell: [].into(),
    };
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    desk.perform(by, &command, &her.key()).await.unwrap()
}

async fn steps(her: &Her<'_>, handover: HandoverId) {
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    let arrival = HandoverStep::on(
        handover,
        handovers::Feedback {
            items: [Item::FeedbackArrival].into(),
            released: true,
        },
    );
    desk.perform(by, &arrival, &her.key()).await.unwrap();
    let reject = HandoverStep::on(
        handover,
        handovers::Reject {
            reason: Some(RejectionReason::NoCapacity),
            comment: Some(note("Die Gruppe ist voll.")),
            instead: Some(handovers::Elsewhere {
                institution: Wohnungsamt.id(),
                service: Wohnungsamt.service(),
            }),
            tell: [Item::FeedbackAcceptance].into(),
        },
    );
    desk.perform(by, &reject, &her.key()).await.unwrap();
    let wrong = HandoverStep::on(
        handover,
        handovers::RetractFeedback {
            message: Message::NotAccepted,
            comment: Some(note("Es ist doch ein Platz frei.")),
        },
    );
    desk.perform(by, &wrong, &her.key()).await.unwrap();
    let reopen = |comment: &str| {
        HandoverStep::on(
            handover,
            handovers::Reopen {
                comment: Some(note(comment)),
                her_word: true,
            },
        )
    };
    let again = reopen("Ein Platz wurde frei.");
    desk.perform(by, &again, &her.key()).await.unwrap();
    let accept = HandoverStep::on(
        handover,
        handovers::Accept {
            tell: [Item::FeedbackAcceptance].into(),
        },
    );
    desk.perform(by, &accept, &her.key()).await.unwrap();
    let assign = HandoverStep::on(
        handover,
        handovers::Assign {
            to: by.account,
            deputy: None,
        },
    );
    desk.perform(by, &assign, &her.key()).await.unwrap();
    let hold = HandoverStep::on(
        handover,
        handovers::Hold {
            reason: HoldReason::WaitingForDocuments,
            resume_on: her.today().saturating_add(9.days()),
        },
    );
    desk.perform(by, &hold, &her.key()).await.unwrap();
    plain(her, handover, handovers::Plain::Resume).await;
    let conclude = HandoverStep::on(
        handover,
        handovers::Conclude {
            outcome: Outcome::ApplicationFiled,
            remark: Some(note("Der Antrag liegt bei der Leistungsstelle.")),
            tell: [].into(),
        },
    );
    desk.perform(by, &conclude, &her.key()).await.unwrap();
    let decline = HandoverStep::on(
        handover,
        handovers::DeclineFeedback {
            item: Item::FeedbackOutcome,
        },
    );
    desk.perform(by, &decline, &her.key()).await.unwrap();
    let word = HandoverStep::on(
        handover,
        slips::HerWord {
            experience: Experience::GotHelp,
            words: None,
        },
    );
    desk.perform(by, &word, &her.key()).await.unwrap();
    let again = reopen("Es fehlt noch eine Wohnung.");
    desk.perform(by, &again, &her.key()).await.unwrap();
}

async fn plain(her: &Her<'_>, handover: HandoverId, step: handovers::Plain) {
    let step = HandoverStep::on(handover, step);
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    desk.perform(by, &step, &her.key()).await.unwrap();
}

async fn voucher(
    her: &Her<'_>,
    (from, record): (Office, RecordId),
    to: Office,
) -> (domain::VoucherId, PresentedCode) {
    let command = IssueVoucher {
        bearer: Bearer::Client {
            client: WhichClient::Known(record),
            asked: her.slip(record, to, &[Item::Identity]).asked,
            shows_her_name: true,
        },
        agreement: Some(Agreed::HERSELF),
        theme: Need::Debts,
        next: Some(StationAt {
            institution: to.id(),
            service: to.service(),
        }),
        named: vec![],
        required: 3,
        optional: 4,
        valid_until: her.today().saturating_add(40.days()),
    };
    let (desk, by) = (her.0.desk(), Town::staff(from));
    let voucher = desk.perform(by, &command, &her.key()).await.unwrap();
    let code = desk.voucher_code(by, voucher).await.unwrap();
    (voucher, PresentedCode::Typed(code.typed))
}

/// One that the Jugendamt issues by mistake, and one that she uses there.
async fn her_vouchers(her: &Her<'_>, record: RecordId, theirs: RecordId) -> RecordId {
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    let (wrong, _) = voucher(her, (Jugendamt, theirs), Wohnungsamt).await;
    let command = EnterVoucherInError {
        voucher: wrong,
        comment: Some(note("Sie wollte keinen Gutschein.")),
    };
    let marked = desk.perform(by, &command, &her.key()).await;
    marked.unwrap();
    let (used, code) = voucher(her, (Schuldnerberatung, record), Jugendamt).await;
    let command = RedeemVoucher { code, on: None };
    desk.perform(by, &command, &her.key()).await.unwrap();
    desk.voucher(by, used).await.unwrap().record.unwrap()
}

/// Where she came from, her name is put right, and she takes something back.
async fn notices(her: &Her<'_>, record: RecordId, handover: HandoverId) {
    let (desk, there) = (her.0.desk(), Town::staff(Schuldnerberatung));
    let right = RectifyClient {
        record,
        identity: Some(herself("Frau Neumann")),
        children: None,
    };
    let righted = desk.perform(there, &right, &her.key()).await;
    righted.unwrap();
    let back = WithdrawConsent {
        from: WithdrawFrom::Recorded {
            record,
            recipient: Jugendamt.id(),
        },
        items: [Item::Contact].into(),
        said: HowSaid::IN_PERSON,
    };
    let taken = desk.perform(there, &back, &her.key()).await;
    taken.unwrap();
    plain(her, handover, handovers::Plain::AcknowledgeNotice).await;
}

/// With a slip of the Jugendamt's own, of which something comes back, and a release from confidentiality.
async fn is_sent_on(her: &Her<'_>, handover: HandoverId, theirs: RecordId) {
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    let release = RecordRelease {
        record: theirs,
        recipient: Wohnungsamt.id(),
        asked: AskedRelease {
            discloser: line("Herr Kunze, Jugendamt"),
            content: note("Wie groß die Wohnung sein muss."),
            asking: asking(Subject::Release),
            decider: Some(Decider::Herself),
            given_on: her.today(),
            expires_on: None,
            signed_after_withdrawal: None,
        },
    };
    desk.perform(by, &release, &her.key()).await.unwrap();
    let slip = her.sent_on(Jugendamt, handover, Wohnungsamt).await;
    let code = her.code(Jugendamt, slip).await.unwrap();
    let there = her.arrives(Wohnungsamt, &code).await;
    let office = Town::staff(Wohnungsamt);
    let arrived = HandoverStep::on(
        there,
        handovers::Feedback {
            items: [Item::FeedbackArrival].into(),
            released: false,
        },
    );
    let given = desk.perform(office, &arrived, &her.key()).await;
    given.unwrap();
    let wrong = HandoverStep::on(
        there,
        handovers::RetractFeedback {
            message: Message::Arrived,
            comment: Some(note("Das war eine andere.")),
        },
    );
    let taken = desk.perform(office, &wrong, &her.key()).await;
    taken.unwrap();
    let word = HandoverStep::on(
        there,
        slips::HerWord {
            experience: Experience::NeedSomethingElse,
            words: Some(note("Ich brauche eine größere Wohnung.")),
        },
    );
    let passed = desk.perform(office, &word, &her.key()).await;
    passed.unwrap();
    let strip = SlipStep::on(
        slip,
        slips::PaperReturn {
            message: Message::Accepted,
            words: Some(note("Der Streifen kam mit der Post.")),
        },
    );
    let recorded = desk.perform(by, &strip, &her.key()).await;
    recorded.unwrap();
    taken_back(her, theirs).await;
}

async fn taken_back(her: &Her<'_>, theirs: RecordId) {
    let (desk, by) = (her.0.desk(), Town::staff(Jugendamt));
    let (record, recipient) = (theirs, Wohnungsamt.id());
    let back = WithdrawConsent {
        from: WithdrawFrom::Recorded { record, recipient },
        items: [Item::Reason].into(),
        said: HowSaid::IN_PERSON,
    };
    desk.perform(by, &back, &her.key()).await.unwrap();
    let release = WithdrawRelease {
        record,
        recipient,
        said: HowSaid::IN_PERSON,
    };
    let taken = desk.perform(by, &release, &her.key()).await;
    taken.unwrap();
    let everything = WithdrawEverything {
        record,
        said: HowSaid::IN_PERSON,
    };
    let taken = desk.perform(by, &everything, &her.key()).await;
    taken.unwrap();
}

/// What she asked of the Jugendamt itself.
async fn rights(her: &Her<'_>, theirs: RecordId) {
    let by = Town::staff(Jugendamt);
    let officer = who(Jugendamt, Role::PrivacyOfficer);
    let until = her.today().saturating_add(100.days());
    her.held(Jugendamt, theirs, until).await;
    her.erased(Jugendamt, theirs).await.expect_err("kept");
    let confided = ClientChange::Confide(note(CONFIDED));
    for change in [confided, ClientChange::Protect(true)] {
        her.changed(by, theirs, change).await.unwrap();
    }
    let restrict = ClientChange::Restrict(true);
    her.changed(officer, theirs, restrict).await.unwrap();
}
