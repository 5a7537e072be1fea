//! Setting up a network: its names, its institutions and their entries, its accounts.

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use domain::accounts::{Account, AccountCommand, Opening};
use domain::institutions::{ContactPerson, Entry, Institution, InstitutionCommand, Service};
use domain::network::{Network, NetworkCommand};
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Instruction, Line, Note, Refusal, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work, institution_owner};
use crate::{Desk, Failure, Key};
use event_store::OwnerId;

/// An account to be opened.
#[derive(Clone, Serialize)]
pub struct NewAccount {
    /// The user name.
    pub user: Line,
    /// How colleagues read the person's name.
    pub display_name: Line,
    /// What it is for.
    pub role: Role,
    /// For which institution it acts.
    pub institution: InstitutionId,
    /// The password's argon2id hash, see [`Hardness::hash`].
    pub password_hash: String,
}

/// How much work a password hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hardness {
    /// OWASP's recommendation for argon2id: 19 MiB, two passes.
    Real,
    /// Little memory, one pass: for the demo's generated passwords, which are printed anyway.
    Demo,
}

impl Hardness {
    /// The hash in PHC form; takes tens of milliseconds at [`Hardness::Real`], so off the reactor.
    pub fn hash(self, password: &str, salt: [u8; 16]) -> Result<String, Failure> {
        let (memory_kib, passes) = match self {
            Self::Real => (19 * 1024, 2),
            Self::Demo => (1024, 1),
        };
        let unreadable = Failure::Unreadable { kind: "password" };
        let Ok(params) = Params::new(memory_kib, passes, 1, None) else {
            return Err(unreadable);
        };
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(|_| unreadable)
    }
}

#[derive(Serialize)]
struct FoundNetwork<'a> {
    name: &'a Line,
    neutral_sender: &'a Line,
    callback_phone: &'a Line,
}

impl UseCase for FoundNetwork<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "network-founded";

    async fn decide(
        &self,
        by: Staff,
        now: domain::Now,
        work: &mut Work<'_>,
    ) -> Result<[u8; 16], Failure> {
        let id = *work.desk.network.as_bytes();
        let network: Network = work.load(id).await?;
        let what = NetworkCommand::Found {
            name: self.name.clone(),
            neutral_sender: self.neutral_sender.clone(),
            callback_phone: self.callback_phone.clone(),
        };
        let events = network.decide(&Instruction { by, now, what })?;
        work.write(id, Some(OwnerId::from_bytes(id)), by, now, &events)?;
        Ok(id)
    }

    fn answer(_: [u8; 16]) {}
}

#[derive(Serialize)]
struct EnterInstitution<'a> {
    institution: InstitutionId,
    entry: &'a Entry,
}

impl UseCase for EnterInstitution<'_> {
    type Answer = InstitutionId;
    const OUTCOME: &'static str = "institution-entered";

    async fn decide(
        &self,
        by: Staff,
        now: domain::Now,
        work: &mut Work<'_>,
    ) -> Result<[u8; 16], Failure> {
        let network_id = *work.desk.network.as_bytes();
        let network: Network = work.load(network_id).await?;
        let admit = NetworkCommand::AdmitMember(self.institution);
        let admitted = network.decide(&Instruction {
            by,
            now,
            what: admit,
        })?;
        let id = self.institution.bytes();
        let institution: Institution = work.load(id).await?;
        let enter = InstitutionCommand::Enter(self.institution, self.entry.clone());
        let entered = institution.decide(&Instruction {
            by,
            now,
            what: enter,
        })?;
        work.write(network_id, None, by, now, &admitted)?;
        work.write(
            id,
            Some(institution_owner(self.institution)),
            by,
            now,
            &entered,
        )?;
        Ok(id)
    }

    fn answer(id: [u8; 16]) -> InstitutionId {
        InstitutionId::from_bytes(id)
    }
}

#[derive(Serialize)]
struct KeepEntry<'a> {
    institution: InstitutionId,
    service: Option<&'a Service>,
    hours: Option<&'a Note>,
    person: Option<&'a ContactPerson>,
}

impl UseCase for KeepEntry<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "entry-kept";

    async fn decide(
        &self,
        by: Staff,
        now: domain::Now,
        work: &mut Work<'_>,
    ) -> Result<[u8; 16], Failure> {
        let id = self.institution.bytes();
        let institution: Institution = work.load(id).await?;
        let service = self.service.cloned().map(InstitutionCommand::OfferService);
        let hours = self
            .hours
            .cloned()
            .map(InstitutionCommand::StateOpeningHours);
        let person = self
            .person
            .cloned()
            .map(InstitutionCommand::NameContactPerson);
        for what in [service, hours, person].into_iter().flatten() {
            let events = institution.decide(&Instruction { by, now, what })?;
            work.write(id, None, by, now, &events)?;
        }
        Ok(id)
    }

    fn answer(_: [u8; 16]) {}
}

#[derive(Serialize)]
struct OpenAccount<'a> {
    account: AccountId,
    new: &'a NewAccount,
}

impl UseCase for OpenAccount<'_> {
    type Answer = AccountId;
    const OUTCOME: &'static str = "account-opened";

    async fn decide(
        &self,
        by: Staff,
        now: domain::Now,
        work: &mut Work<'_>,
    ) -> Result<[u8; 16], Failure> {
        let id = self.account.bytes();
        let account: Account = work.load(id).await?;
        let what = AccountCommand::Open(Opening {
            account: self.account,
            user: self.new.user.clone(),
            display_name: self.new.display_name.clone(),
            password_hash: self.new.password_hash.clone(),
            role: self.new.role,
            institution: self.new.institution,
        });
        let events = account.decide(&Instruction { by, now, what })?;
        work.write(id, Some(OwnerId::from_bytes(id)), by, now, &events)?;
        Ok(id)
    }

    fn answer(id: [u8; 16]) -> AccountId {
        AccountId::from_bytes(id)
    }
}

impl Desk {
    /// Founds the network.
    pub async fn found_network(
        &self,
        by: Staff,
        name: &Line,
        neutral_sender: &Line,
        callback_phone: &Line,
        key: &Key,
    ) -> Result<(), Failure> {
        let command = FoundNetwork {
            name,
            neutral_sender,
            callback_phone,
        };
        self.perform(by, &command, key).await
    }

    /// Takes an institution into the network, with its entry.
    pub async fn enter_institution(
        &self,
        by: Staff,
        institution: InstitutionId,
        entry: &Entry,
        key: &Key,
    ) -> Result<InstitutionId, Failure> {
        let command = EnterInstitution { institution, entry };
        self.perform(by, &command, key).await
    }

    /// Keeps parts of an entry: a service, the opening hours, the contact person.
    pub async fn keep_entry(
        &self,
        by: Staff,
        institution: InstitutionId,
        service: Option<&Service>,
        hours: Option<&Note>,
        person: Option<&ContactPerson>,
        key: &Key,
    ) -> Result<(), Failure> {
        let command = KeepEntry {
            institution,
            service,
            hours,
            person,
        };
        self.perform(by, &command, key).await
    }

    /// Opens an account; a user name is given once.
    pub async fn open_account(
        &self,
        by: Staff,
        account: AccountId,
        new: &NewAccount,
        key: &Key,
    ) -> Result<AccountId, Failure> {
        let taken =
            read_models::accounts::by_user(&self.store, self.network, new.user.as_str()).await?;
        if taken.is_some_and(|taken| taken.account != account) {
            return Err(Refusal::AlreadyThere.into());
        }
        self.perform(by, &OpenAccount { account, new }, key).await
    }
}
