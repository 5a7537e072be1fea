//! `/laufzettel/{id}/papier.pdf`: the two-halved slip.

use casework::{PlaceShown, PrintedInstead, PrintedSlip};
use documents::{
    Code, Destination, Expected, Feedback, FeedbackItem, NoSummons, ReferralSlip, ReturnStrip,
    Sender, WhereInstead, Whereabouts,
};
use domain::codes::{PaperCodes, TypedCode};
use domain::consents::Item;
use domain::institutions::{Entry, NamedService, SenderShown};
use domain::slips::{Copy, Issued, Paper};
use domain::vocabulary::InstitutionKind;
use domain::{KnownOr as _, Line, Refusal, SlipId, Staff};
use read_models::institutions::InstitutionRow;

use super::answer::{Answer, see};
use super::facts::{fact, facts_about};
use super::printing;
use super::visit::Visit;
use crate::pages::Fact;
use crate::{App, words};

/// `GET /laufzettel/{id}/papier.pdf`
pub(crate) async fn paper(visit: Visit) -> Answer {
    let slip: SlipId = visit.named()?;
    match pdf(&visit.app, visit.staff, slip).await {
        // The page says what can be printed instead.
        Err(refused) if refused.is(&Refusal::CodeNotKept) => {
            Ok(see(&format!("/laufzettel/{slip}")))
        }
        printed => printed,
    }
}

/// The slip as PDF.
pub(crate) async fn pdf(app: &App, staff: Staff, slip: SlipId) -> Answer {
    let printed = app.desk.print_slip(staff, slip).await?;
    let view = view(&printed, &app.settings.base_url);
    printing::printed(app, "laufzettel.pdf", view).await
}

fn view(printed: &PrintedSlip, base_url: &str) -> ReferralSlip {
    let issued = &printed.issued;
    // A bag is searched: then the code says the rest, to its addressee alone.
    let plain = printed.paper == Paper::Plain;
    let copy = plain.then_some(&printed.copy);
    let identity = copy.and_then(|copy| copy.identity.as_ref());
    let reason = copy.and_then(|copy| copy.counselling.as_ref());
    let reason = reason.and_then(|told| told.reason.as_ref());
    ReferralSlip {
        network: printed.network.name.as_str().to_owned(),
        person: identity
            .and_then(|identity| identity.name.as_ref())
            .map(|name| name.as_str().to_owned()),
        issued_on: words::day(printed.issued_on),
        valid_until: words::day(issued.valid_until),
        sender: Sender {
            name: printed.shown.name.as_str().to_owned(),
            contact_person: None,
            callback_phone: printed.shown.phone.as_str().to_owned(),
        },
        destination: plain
            .then(|| destination_of(&printed.recipient, &printed.issued.service_name)),
        station_code: Code {
            url: format!("{base_url}/s/{}", printed.code.station.qr.plain()),
            text: two_lines(&printed.code.station.typed.grouped()),
        },
        reason: reason.map(|reason| reason.as_str().to_owned()),
        disclosed: copy.map(disclosed).unwrap_or_default(),
        feedback: feedback(printed),
        appointment: printed.appointment.as_ref().map(|appointment| Expected {
            when: words::appointed(appointment),
            remark: appointment
                .remark
                .as_ref()
                .filter(|_| plain)
                .map(|remark| remark.as_str().to_owned()),
        }),
        need: plain.then(|| why(issued)),
        withdraw_at: printed.shown.phone.as_str().to_owned(),
        no_summons: no_summons(&printed.shown, &printed.sender.entry).filter(|_| plain),
        own_code: own_code(&printed.code),
    }
}

/// Her own reason, as a sentence to her.
fn why(issued: &Issued) -> String {
    let told = issued.counselling.known();
    told.and_then(|told| told.reason.as_ref()).map_or_else(
        || words::need(issued.need).to_owned(),
        |reason| reason.as_str().to_owned(),
    )
}

fn disclosed(copy: &Copy) -> Vec<Fact> {
    let her = copy.identity.as_ref();
    let name = her.and_then(|her| her.name.as_ref());
    let need = copy.need.map(|need| fact("Bedarf", words::need(need)));
    let facts = name.map(|name| fact("Name", name.as_str())).into_iter();
    let facts = facts.chain(facts_about(her, None)).chain(need);
    facts
        .chain(facts_about(None, copy.children.as_ref()))
        .collect()
}

/// An institution with a service of it, as paper names them.
pub(crate) fn destination_of(row: &InstitutionRow, service: &Line) -> Destination {
    let phone = row.entry.phone.as_str().to_owned();
    Destination {
        institution: row.entry.name.as_str().to_owned(),
        service: service.as_str().to_owned(),
        contact_person: row
            .contact_person
            .as_ref()
            .map(|person| person.name.as_str().to_owned()),
        opening_hours: row.hours.as_ref().map(|hours| hours.as_str().to_owned()),
        whereabouts: match &row.entry.address {
            Some(address) => Whereabouts::Address {
                address: address.as_str().to_owned(),
                phone: Some(phone),
            },
            None => Whereabouts::CallFirst { phone },
        },
    }
}

fn feedback(printed: &PrintedSlip) -> Feedback {
    let items: Vec<FeedbackItem> = printed
        .feedback
        .iter()
        .filter_map(|item| match item {
            Item::FeedbackArrival => Some(FeedbackItem::Arrival),
            Item::FeedbackAcceptance => Some(FeedbackItem::Acceptance),
            Item::FeedbackOutcome => Some(FeedbackItem::Outcome),
            Item::FeedbackReason => Some(FeedbackItem::Reason),
            _ => None,
        })
        .collect();
    if printed.sender.entry.kind.may_reduce_benefits() {
        // Nothing stands by; she decides at the other desk, message by message (rule 3).
        return Feedback::EachTime;
    }
    if items.is_empty() {
        return Feedback::NotIntended;
    }
    // Where nobody signs in, the way back is a strip of paper.
    let by_paper = !printed.recipient.entry.signs_in;
    Feedback::Allowed {
        items,
        return_strip: by_paper.then(|| ReturnStrip {
            reference: words::reference(printed.issued.slip),
            send_to: way_back(&printed.shown, &printed.sender.entry),
        }),
    }
}

/// What an office that can summon her has to say, unless another sender stands there in its place.
fn no_summons(shown: &SenderShown, own: &Entry) -> Option<NoSummons> {
    let could = match own.kind {
        InstitutionKind::Grundsicherungsstelle => Some(NoSummons::Jobcenter),
        InstitutionKind::AgenturFuerArbeit => Some(NoSummons::EmploymentAgency),
        _ => None,
    };
    could.filter(|_| shown.name == own.name)
}

/// Where a strip goes: the sender as the slip shows it, so that a neutral one has no address.
fn way_back(shown: &SenderShown, own: &Entry) -> String {
    let address = own.address.as_ref().filter(|_| shown.name == own.name);
    match address {
        Some(address) => format!("{}, {}", shown.name.as_str(), address.as_str()),
        None => format!("{}, Telefon {}", shown.name.as_str(), shown.phone.as_str()),
    }
}

/// Her own code, as it stands on her half.
pub(super) fn own_code(codes: &PaperCodes) -> Option<String> {
    codes.own.as_ref().map(TypedCode::grouped)
}

/// Two short lines are easier to type from than one long one.
pub(super) fn two_lines(code: &str) -> String {
    match code.match_indices('-').nth(1) {
        Some((middle, _)) => format!("{} {}", &code[..middle], &code[middle + 1..]),
        None => code.to_owned(),
    }
}

/// What a place that hides is said to offer.
const HIDDEN_SERVICE: &str = "Beratung";

/// The place that the office named, in a line of the page, and what it offers.
pub(super) async fn named(app: &App, instead: &NamedService) -> Option<(String, String)> {
    Some(match app.desk.place(instead).await.ok()? {
        PlaceShown::Open(there, service) => (
            format!("{} – {}", there.entry.name.as_str(), service.as_str()),
            service.as_str().to_owned(),
        ),
        PlaceShown::Hidden(line) => (
            format!("{}, Telefon {}", line.name.as_str(), line.phone.as_str()),
            HIDDEN_SERVICE.to_owned(),
        ),
    })
}

/// `GET /uebergaben/{id}/stattdessen.pdf`
pub(crate) async fn instead(visit: Visit) -> Answer {
    let (app, handover) = (&visit.app, visit.named()?);
    let view = instead_of(&app.desk.where_instead(visit.staff, handover).await?);
    printing::printed(app, "laufzettel.pdf", view).await
}

fn instead_of(printed: &PrintedInstead) -> WhereInstead {
    WhereInstead {
        network: printed.network.as_str().to_owned(),
        named_by: printed.named_by.as_str().to_owned(),
        named_on: words::day(printed.named_on),
        destination: match &printed.place {
            PlaceShown::Open(row, service) => destination_of(row, service),
            // Whoever answers there knows where to go; the paper does not.
            PlaceShown::Hidden(line) => Destination {
                institution: line.name.as_str().to_owned(),
                service: HIDDEN_SERVICE.into(),
                contact_person: None,
                opening_hours: None,
                whereabouts: Whereabouts::CallFirst {
                    phone: line.phone.as_str().to_owned(),
                },
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use documents::NoSummons;
    use domain::Line;
    use domain::institutions::{Entry, SenderShown};
    use domain::vocabulary::InstitutionKind;

    use super::{no_summons, two_lines, way_back};

    fn line(text: &str) -> Line {
        Line::parse(text).unwrap()
    }

    #[test]
    fn a_strip_goes_to_an_address_unless_the_slip_shows_another_sender() {
        let own = Entry {
            name: line("Schuldnerberatung Suhlheim"),
            kind: InstitutionKind::Schuldnerberatung,
            address: Some(line("Marktplatz 1, Suhlheim")),
            phone: line("030 23125 202"),
            neutral_sender: false,
            signs_in: true,
        };
        let shown = |name: &str| SenderShown {
            name: line(name),
            phone: line("030 23125 100"),
        };
        let open = way_back(&shown("Schuldnerberatung Suhlheim"), &own);
        assert_eq!(open, "Schuldnerberatung Suhlheim, Marktplatz 1, Suhlheim");
        let neutral = way_back(&shown("Lotsendienst Suhlheim"), &own);
        assert_eq!(neutral, "Lotsendienst Suhlheim, Telefon 030 23125 100");
    }

    #[test]
    fn only_an_office_that_can_summon_her_says_that_it_does_not_and_only_under_its_own_name() {
        for (kind, says) in [
            (
                InstitutionKind::Grundsicherungsstelle,
                Some(NoSummons::Jobcenter),
            ),
            (
                InstitutionKind::AgenturFuerArbeit,
                Some(NoSummons::EmploymentAgency),
            ),
            (InstitutionKind::Jugendamt, None),
            (InstitutionKind::Schuldnerberatung, None),
        ] {
            let own = Entry {
                name: line("Amt Suhlheim"),
                kind,
                address: None,
                phone: line("030 23125 202"),
                neutral_sender: false,
                signs_in: true,
            };
            let shown = |name: &str| SenderShown {
                name: line(name),
                phone: line("030 23125 100"),
            };
            assert_eq!(no_summons(&shown("Amt Suhlheim"), &own), says);
            let neutral = shown("Lotsendienst Suhlheim");
            assert_eq!(no_summons(&neutral, &own), None, "it would tell the sender");
        }
    }

    #[test]
    fn a_code_stands_in_two_lines() {
        assert_eq!(two_lines("K7Q2-MX4T-9V3R-WPD8"), "K7Q2-MX4T 9V3R-WPD8");
        assert_eq!(two_lines("K7Q2"), "K7Q2");
    }
}
