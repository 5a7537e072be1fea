//! `laufzettel found`: the way into an empty store; a network, its coordination office, and the two
//! accounts from which everything else is entered.

use casework::{Desk, EnterInstitution, FoundNetwork, Hardness, NewAccount, OpenAccount};
use domain::institutions::Entry;
use domain::network::Faces;
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Line, Staff};
use event_store::Position;

use crate::cli::FoundArgs;
use crate::config::Config;
use crate::edge;
use crate::failure::Failure;
use crate::serve::{desk, events_of};
use crate::server::Running;
use crate::store_commands::{load_keys, open, say};

/// Letters that nobody mistakes for another (Crockford): five bits each.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// What was asked for, seen as a whole before the first event is written.
struct Founding<'a> {
    network: &'a Line,
    args: &'a FoundArgs,
}

/// An account that was opened.
struct Opened {
    role: Role,
    user: Line,
    password: String,
}

pub(crate) async fn found(config: &Config, args: &FoundArgs) -> Result<(), Failure> {
    let founding = Founding::of(config, args)?;
    let keys = load_keys(&config.keys_file)?;
    let store = open(&config.store, &keys).await?;
    if events_of(&store, config.network).await? > Position::START {
        return Err(Failure::said(format!(
            "the network {} was founded before: nothing was changed",
            config.network
        )));
    }
    let running = Running::start(&store);
    let desk = desk(store, &running, config.network);
    let opened = founding.carry_out(&desk).await?;
    print(&opened)
}

impl<'a> Founding<'a> {
    fn of(config: &'a Config, args: &'a FoundArgs) -> Result<Self, Failure> {
        let user = |line: &Line| line.as_str().to_lowercase();
        if user(&args.operator) == user(&args.coordinator) {
            let what = "--operator and --coordinator are two accounts: give them two user names";
            return Err(Failure::said(what));
        }
        let network = args.name.as_ref().unwrap_or(&config.network_name);
        Ok(Self { network, args })
    }

    async fn carry_out(&self, desk: &Desk) -> Result<[Opened; 2], Failure> {
        let args = self.args;
        let office = InstitutionId::from_bytes(edge::random());
        // The account is opened later than it first acts: somebody has to begin.
        let operator = Staff {
            account: AccountId::from_bytes(edge::random()),
            institution: office,
            function: Role::Operator,
        };
        let network = FoundNetwork(Faces {
            name: self.network.clone(),
            neutral_sender: args.neutral_sender.clone(),
            callback_phone: args.callback_phone.clone(),
        });
        desk.perform(operator, &network, &desk.fresh_key()).await?;
        let coordinating = EnterInstitution {
            institution: office,
            entry: &Entry {
                name: args.office.clone(),
                kind: args.office_kind,
                address: None,
                phone: args.callback_phone.clone(),
                neutral_sender: false,
                signs_in: true,
            },
        };
        desk.perform(operator, &coordinating, &desk.fresh_key())
            .await?;
        let coordinator = Staff {
            account: AccountId::from_bytes(edge::random()),
            function: Role::Coordinator,
            ..operator
        };
        Ok([
            open_account(desk, operator, operator, &args.operator).await?,
            open_account(desk, operator, coordinator, &args.coordinator).await?,
        ])
    }
}

async fn open_account(desk: &Desk, by: Staff, who: Staff, user: &Line) -> Result<Opened, Failure> {
    let password = password(edge::random());
    let new = NewAccount {
        user: user.clone(),
        display_name: user.clone(),
        role: who.function,
        institution: who.institution,
        password_hash: Hardness::Real.hash(&password, edge::random())?,
    };
    let account = who.account;
    desk.perform(by, &OpenAccount { account, new: &new }, &desk.fresh_key())
        .await?;
    Ok(Opened {
        role: who.function,
        user: user.clone(),
        password,
    })
}

/// Twenty letters in groups of five: a hundred bits.
fn password(random: [u8; 20]) -> String {
    let mut password = String::with_capacity(23);
    for (index, byte) in random.iter().enumerate() {
        if index > 0 && index % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    password
}

fn print(opened: &[Opened]) -> Result<(), Failure> {
    say("The network is founded. These passwords are shown only now:")?;
    opened.iter().try_for_each(|account| {
        let user = account.user.as_str();
        say(&format!("  {}: {user} {}", account.role, account.password))
    })
}

#[cfg(test)]
mod tests;
