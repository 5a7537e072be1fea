//! What B reads, is refused to read, and proves; and who works there besides its caseworker.

use acceptance::{Answer, Caseworker, Office, PASSWORD, Town};
use casework::{Hardness, NewAccount, OpenAccount};
use domain::vocabulary::Role;
use domain::{AccountId, Line, Staff};
use serde_json::{Value, json};

use super::Offices;
use crate::twins::B;

pub(super) const ACTS: &[&str] = &[
    "reads",
    "reads pages",
    "reads the record",
    "searches",
    "is denied",
    "lead reads",
    "officer reads",
    "officer verifies",
];

/// B's lead and its privacy officer come into the town.
pub(crate) async fn open_accounts(town: &Town) {
    let desk = town.desk();
    let operator = Staff {
        account: AccountId::from_bytes([0xFE; 16]),
        institution: Office::Schuldnerberatung.id(),
        function: Role::Operator,
    };
    let password_hash = Hardness::Demo.hash(PASSWORD, [1; 16]).unwrap();
    for (number, role) in (1..).zip([Role::Lead, Role::PrivacyOfficer]) {
        let new = NewAccount {
            user: Line::parse(&user(role)).unwrap(),
            display_name: Line::parse("P. Muster").unwrap(),
            role,
            institution: B.id(),
            password_hash: password_hash.clone(),
        };
        let account = AccountId::from_bytes([0xB0 + number; 16]);
        desk.perform(
            operator,
            &OpenAccount { account, new: &new },
            &desk.fresh_key(),
        )
        .await
        .unwrap();
    }
}

fn user(role: Role) -> String {
    format!("{}.{role}", B.user())
}

pub(super) async fn signs_in(town: &Town, role: Role) -> Caseworker {
    Caseworker::signs_in(town.base(), &user(role)).await
}

impl Offices {
    pub(super) async fn reads(&self, act: &str) -> Option<Answer> {
        Some(match act {
            "reads" => {
                for path in ["worklist", "clients", "slips", "vouchers", "colleagues"] {
                    self.b.get(&format!("/api/v1/{path}")).await;
                }
                let handover = self.handover.as_ref()?;
                self.b.get(&format!("/api/v1/handovers/{handover}")).await
            }
            "reads pages" => {
                self.pages.opens("/eingang").await;
                let handover = self.handover.as_ref()?;
                self.pages.opens(&format!("/uebergaben/{handover}")).await
            }
            "reads the record" => {
                let record = self.record.as_ref()?;
                for part in ["confidences", "releases"] {
                    self.b
                        .get(&format!("/api/v1/clients/{record}/{part}"))
                        .await;
                }
                self.b
                    .get(&format!("/api/v1/consents?client={record}"))
                    .await;
                self.pages.opens(&format!("/personen/{record}")).await
            }
            "searches" => {
                let sought = json!({"name": "Neumann"});
                self.b.post("/api/v1/clients/search", &sought).await
            }
            "lead reads" => self.lead.get("/api/v1/worklist").await,
            "officer reads" => self.officer.get("/api/v1/data-protection").await,
            "officer verifies" => {
                let path = "/api/v1/data-protection/verification";
                let verdict = self.officer.post(path, &Value::Null).await;
                assert!(
                    !verdict.text.contains("\"sound\":false"),
                    "{}",
                    verdict.text
                );
                verdict
            }
            _ => return self.is_denied().await,
        })
    }

    /// B asks for what is A's, C for what was sent to B.
    async fn is_denied(&self) -> Option<Answer> {
        let code = json!({"code": self.code});
        for path in ["/api/v1/handovers", "/api/v1/handovers/lookup"] {
            self.c.post(path, &code).await;
        }
        for path in [
            format!("slips/{}", self.slip),
            format!("clients/{}", self.client),
        ] {
            let denied = self.b.get(&format!("/api/v1/{path}")).await;
            assert!(!denied.status.is_success(), "{}", denied.text);
        }
        let page = format!("/personen/{}", self.client);
        let denied = self.pages.opens(&page).await;
        assert!(!denied.status.is_success(), "{}", denied.text);
        None
    }
}
