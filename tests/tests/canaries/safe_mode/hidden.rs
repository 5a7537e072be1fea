//! The senders: one that shows itself, and four that do not.

use acceptance::{Caseworker, Office, PASSWORD, Town};
use casework::{EnterInstitution, Hardness, NewAccount, OpenAccount};
use domain::institutions::Entry;
use domain::vocabulary::{InstitutionKind, Role};
use domain::{AccountId, InstitutionId, Line, Staff};
use serde_json::{Value, json};

use super::B;
use crate::entered::canary;

/// Why a sender hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It does not.
    Not,
    /// Its kind is protected.
    Kind,
    /// It knows her in danger.
    Danger,
    /// It chose so for this slip.
    Slip,
    /// It chose so for good.
    Entry,
}

/// A sender with its secrets.
pub(super) struct Hidden(Why);

pub(super) const OPEN: Hidden = Hidden(Why::Not);

pub(super) const CASES: [Hidden; 4] = [
    Hidden(Why::Kind),
    Hidden(Why::Danger),
    Hidden(Why::Slip),
    Hidden(Why::Entry),
];

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

fn operator() -> Staff {
    Staff {
        account: AccountId::from_bytes([0xFE; 16]),
        institution: Office::Schuldnerberatung.id(),
        function: Role::Operator,
    }
}

pub(super) fn user(at: Office, role: Role) -> String {
    format!("{}.{role}", at.user())
}

async fn opens(town: &Town, number: u8, user: &str, at: InstitutionId, role: Role) {
    let new = NewAccount {
        user: line(user),
        display_name: line("P. Muster"),
        role,
        institution: at,
        password_hash: Hardness::Demo.hash(PASSWORD, [1; 16]).unwrap(),
    };
    // Not the bytes of an institution: its id is a stream too.
    let account = AccountId::from_bytes([number ^ 0xFF; 16]);
    let desk = town.desk();
    desk.perform(
        operator(),
        &OpenAccount { account, new: &new },
        &desk.fresh_key(),
    )
    .await
    .unwrap();
}

/// B's privacy officer gets an account.
pub(super) async fn officers_come(town: &Town) {
    let role = Role::PrivacyOfficer;
    opens(town, 0xB9, &user(B, role), B.id(), role).await;
}

impl Hidden {
    pub(super) const fn name(&self) -> &'static str {
        match self.0 {
            Why::Not => "a sender that shows itself",
            Why::Kind => "a protected sender",
            Why::Danger => "a sender that knows her in danger",
            Why::Slip => "a sender that chose the neutral one for this slip",
            Why::Entry => "a sender that chose the neutral one for good",
        }
    }

    const fn number(&self) -> u8 {
        0x70 + self.0 as u8
    }

    fn id(&self) -> InstitutionId {
        InstitutionId::from_bytes([self.number(); 16])
    }

    fn kind(&self) -> InstitutionKind {
        match self.0 {
            Why::Kind => InstitutionKind::Frauenhaus,
            _ => InstitutionKind::Schuldnerberatung,
        }
    }

    fn entry(&self) -> Entry {
        let number = self.number();
        let address = line(&canary(&format!("Anschrift{number}")));
        Entry {
            name: line(&canary(&format!("Absender{number}"))),
            kind: self.kind(),
            address: (!self.kind().hides_its_address()).then_some(address),
            phone: line(&format!("030 77155 4{number}")),
            neutral_sender: self.0 == Why::Entry,
            signs_in: true,
        }
    }

    /// Name, telephone, address, id.
    pub(super) fn secrets(&self) -> Vec<String> {
        let entry = self.entry();
        let mut secrets = vec![
            entry.name.as_str().to_owned(),
            entry.phone.as_str().to_owned(),
        ];
        secrets.push(canary(&format!("Anschrift{}", self.number())));
        secrets.push(self.id().to_string());
        secrets
    }

    /// The institution joins the network; its caseworker signs in.
    pub(super) async fn comes(&self, town: &Town) -> Caseworker {
        let desk = town.desk();
        desk.perform(
            operator(),
            &EnterInstitution {
                institution: self.id(),
                entry: &self.entry(),
            },
            &desk.fresh_key(),
        )
        .await
        .unwrap();
        let user = format!("absender{}", self.number());
        opens(town, self.number(), &user, self.id(), Role::Caseworker).await;
        Caseworker::signs_in(town.base(), &user).await
    }

    /// Everything is allowed but to show protected stations among the way so far.
    pub(super) fn slip(&self) -> Value {
        let items = [
            "announce",
            "identity",
            "contact",
            "need",
            "reason",
            "child",
            "way_so_far",
            "feedback_arrival",
            "feedback_outcome",
        ];
        let mut slip = Caseworker::slip_to(B, &items, &[]);
        slip["disclose"]
            .as_array_mut()
            .unwrap()
            .push(json!("way_so_far"));
        slip["new_client"]["protected"] = json!(self.0 == Why::Danger);
        slip["neutral_sender"] = json!(self.0 == Why::Slip);
        slip
    }
}
