//! The stage before the first case: network, institutions with their services, accounts.

use casework::{AdoptServiceChain, Desk, Hardness, NewAccount, OpenAccount};
use domain::service_chain::ChainText;
use domain::vocabulary::Role;
use domain::{Line, Staff};

use crate::chance::{Chance, password};
use crate::command::give;
use crate::service_chain::SERVICE_CHAIN;
use crate::suhlheim::{Member, Person, Suhlheim};
use crate::{Login, PlayError, StepError};

/// Sets the stage; gives everybody's login.
pub(crate) async fn set(desk: &Desk, town: &Suhlheim, seed: u64) -> Result<Vec<Login>, PlayError> {
    // Nobody looks before the stage is set.
    let desk = &desk.clone().unseen();
    let operator = operator(town).map_err(|source| failed("operator", source))?;
    let founded = found(desk, operator, town).await;
    founded.map_err(|source| failed(town.network.name.as_str(), source))?;
    let mut logins = Vec::new();
    for member in &town.institutions {
        let entered = enter(desk, operator, member, seed).await;
        logins.extend(entered.map_err(|source| failed(&member.key, source))?);
    }
    let brought = desk.catch_up().await;
    brought.map_err(|failure| failed("rows", failure.into()))?;
    Ok(logins)
}

fn failed(what: &str, source: StepError) -> PlayError {
    PlayError::SetUp {
        what: what.to_owned(),
        source: Box::new(source),
    }
}

/// Who sets everything up. The account is opened later than it first acts: somebody has to begin.
fn operator(town: &Suhlheim) -> Result<Staff, StepError> {
    let mut everybody = town.institutions.iter().flat_map(|member| {
        member
            .staff()
            .into_iter()
            .map(move |person| (member, person))
    });
    let found = everybody.find(|(_, person)| person.role == Role::Operator);
    found
        .map(|(member, person)| person.at(member))
        .ok_or_else(|| StepError::unknown("account", "operator"))
}

async fn found(desk: &Desk, operator: Staff, town: &Suhlheim) -> Result<(), StepError> {
    town.network.found(desk, operator).await?;
    let chain = ChainText::parse(SERVICE_CHAIN)
        .map_err(|_| StepError::unknown("service chain", "of the town"))?;
    give(desk, operator, &AdoptServiceChain { text: &chain }).await?;
    Ok(())
}

async fn enter(
    desk: &Desk,
    operator: Staff,
    member: &Member,
    seed: u64,
) -> Result<Vec<Login>, StepError> {
    member.office().enter(desk, operator).await?;
    let mut logins = Vec::new();
    for person in member.staff() {
        logins.push(open_account(desk, operator, member, &person, seed).await?);
    }
    Ok(logins)
}

async fn open_account(
    desk: &Desk,
    operator: Staff,
    member: &Member,
    person: &Person,
    seed: u64,
) -> Result<Login, StepError> {
    let mut chance = Chance::new(seed, &format!("account/{}", person.user));
    let password = password(&mut chance);
    let new = NewAccount {
        user: Line::parse(&person.user)
            .map_err(|_| StepError::unknown("user name", &person.user))?,
        display_name: person.name.clone(),
        role: person.role,
        institution: member.id(),
        password_hash: Hardness::Demo.hash(&password, salt(&mut chance))?,
    };
    let account = person.account();
    give(desk, operator, &OpenAccount { account, new: &new }).await?;
    Ok(Login {
        role: person.role,
        institution: member.name.as_str().to_owned(),
        user: person.user.clone(),
        password,
    })
}

fn salt(chance: &mut Chance) -> [u8; 16] {
    let mut salt = [0; 16];
    salt[..8].copy_from_slice(&chance.draw().to_be_bytes());
    salt[8..].copy_from_slice(&chance.draw().to_be_bytes());
    salt
}
