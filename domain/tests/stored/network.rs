//! The events without a person: network, institution, account.

use domain::Actor;
use domain::accounts::{AccountEvent, Opening};
use domain::consents::Preset;
use domain::institutions::{ContactPerson, Entry, InstitutionEvent, Service};
use domain::network::{Faces, Instruments, NetworkEvent, Rules};
use domain::service_chain::{AdoptedChain, ChainText, ServiceChainEvent};
use domain::statistics::{
    CalendarEvent, Content, Edition, Made, NotMade, Period, ReleaseEvent, Rhythm,
};
use domain::vocabulary::{InstitutionKind, Need, Role};

use super::{A, ACCOUNT, B, RELEASE, SERVICE, by, day, line, note};

pub(crate) fn network() -> Vec<(NetworkEvent, Actor)> {
    let founded = NetworkEvent::NetworkFounded(Faces {
        name: line("Netzwerk Suhlheim"),
        neutral_sender: line("Lotsendienst Suhlheim"),
        callback_phone: line("030 23125 100"),
    });
    let admitted = NetworkEvent::MemberAdmitted { institution: A };
    let adopted = NetworkEvent::RulesAdopted {
        version: 1,
        rules: Rules {
            instruments: Instruments::Slips,
            preset: Preset::Arrived,
            keep_months: 18,
            keep_months_by_kind: [(InstitutionKind::Jugendamt, 36)].into(),
            rhythm: Rhythm::Quarter,
        },
    };
    vec![
        (founded, by(A, Role::Operator)),
        (admitted, by(A, Role::Coordinator)),
        (adopted, by(A, Role::Coordinator)),
    ]
}

pub(crate) fn service_chain() -> Vec<(ServiceChainEvent, Actor)> {
    let adopted = ServiceChainEvent::ServiceChainAdopted(AdoptedChain {
        version: 2,
        text: ChainText::parse("name = \"Einstieg\"").unwrap(),
        on: day(),
    });
    vec![(adopted, by(A, Role::Coordinator))]
}

pub(crate) fn calendar() -> Vec<(CalendarEvent, Actor)> {
    let period = Period::holding(day(), Rhythm::Quarter);
    let made = CalendarEvent::ReleaseMade(Made {
        release: RELEASE,
        edition: Edition::first(period, Content::Paths),
        as_of: 1_234,
        on: day(),
    });
    let not_made = CalendarEvent::ReleaseNotMade {
        period,
        reason: NotMade::TooFewPersons,
        on: day(),
    };
    vec![(made, Actor::Clock), (not_made, Actor::Clock)]
}

pub(crate) fn release() -> Vec<(ReleaseEvent, Actor)> {
    let published = ReleaseEvent::ReleasePublished {
        release: RELEASE,
        body: r#"{"manifest":{},"cells":[]}"#.to_owned(),
    };
    vec![(published, Actor::Clock)]
}

pub(crate) fn institution() -> Vec<(InstitutionEvent, Actor)> {
    let service = Service {
        id: SERVICE,
        name: line("Unterhaltsvorschuss"),
        needs: [Need::Maintenance, Need::Livelihood].into(),
    };
    let entry = Entry {
        name: line("Jugendamt Suhlheim"),
        kind: InstitutionKind::Jugendamt,
        address: Some(line("Marktplatz 1, Suhlheim")),
        phone: line("030 23125 202"),
        neutral_sender: false,
        signs_in: true,
    };
    let person = ContactPerson {
        name: line("P. Muster"),
        phone: line("030 23125 212"),
    };
    let hours = note("Mo bis Fr 9 bis 12 Uhr");
    [
        InstitutionEvent::InstitutionEntered {
            institution: B,
            entry: entry.clone(),
        },
        InstitutionEvent::EntryAmended {
            entry: Entry {
                neutral_sender: true,
                ..entry
            },
        },
        InstitutionEvent::ServiceOffered { service },
        InstitutionEvent::ServiceWithdrawn { service: SERVICE },
        InstitutionEvent::OpeningHoursStated { hours },
        InstitutionEvent::ContactPersonNamed { person },
    ]
    .map(|event| (event, by(B, Role::Lead)))
    .into()
}

pub(crate) fn account() -> Vec<(AccountEvent, Actor)> {
    let opened = AccountEvent::AccountOpened(Opening {
        account: ACCOUNT,
        user: line("p.muster"),
        display_name: line("P. Muster"),
        password_hash: "$argon2id$v=19$m=19456,t=2,p=1$AAAA$BBBB".into(),
        role: Role::PrivacyOfficer,
        institution: B,
    });
    vec![(opened, by(A, Role::Operator))]
}
