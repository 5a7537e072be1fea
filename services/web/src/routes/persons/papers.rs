//! `/personen/{id}/papiere`: what she carries, and new papers for all of it in one step.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::response::Response;
use casework::{OpenPapers, ReissueOpenSlips};
use domain::institutions::Entry;
use domain::slips::Stage;
use domain::{InstitutionId, KnownOr as _, Staff};
use jiff::civil::Date;
use read_models::slips::{CameBack, SlipRow};
use read_models::vouchers::VoucherRow;

use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::TICKED;
use crate::pages::persons::{KnownAppointment, PaperLine, PapersPage, PlainChoice};
use crate::refusals::Problem;
use crate::routes::address::{Done, Named, Said};
use crate::routes::answer::{page, problem, see};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::routes::vouchers::voucher_badge;
use crate::routes::worklist::{badge, who};
use crate::words;

/// Entries of institutions.
type Offices = BTreeMap<InstitutionId, Entry>;

/// `GET /personen/{id}/papiere`
pub(crate) async fn show(
    State(app): State<App>,
    Named(id): Named,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let just_done = match done.getan.as_str() {
        "geschuetzt" => {
            "Sie ist geschützt: Ihre Einrichtung erscheint ab jetzt überall nur noch als neutraler \
             Absender, und die Codes, die unterwegs sind, geben nichts mehr von ihr."
        }
        "neu-ausgestellt" => {
            "Neu ausgestellt, die alten Codes gelten nicht mehr. Jetzt ausdrucken und gegen die \
             alten Zettel tauschen."
        }
        _ => "",
    };
    match build(&app, &visitor.session, visitor.staff, &id, just_done).await {
        Ok(built) => page(&built),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

/// `POST /personen/{id}/papiere`
pub(crate) async fn reissue(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<BTreeMap<String, String>>,
) -> Response {
    match reissue_all(&app, posted.staff, &id, &posted.form).await {
        Ok(()) => see(&format!("/personen/{id}/papiere?getan=neu-ausgestellt")),
        Err(refused) => problem(&app, &posted.session, &refused).await,
    }
}

async fn reissue_all(
    app: &App,
    staff: Staff,
    id: &str,
    form: &BTreeMap<String, String>,
) -> Result<(), Problem> {
    let field = |name: &str| form.get(name).map_or("", String::as_str);
    let ticked = form.iter().filter(|(_, value)| *value == TICKED);
    let plain = ticked.filter_map(|(name, _)| name.strip_prefix(PLAIN)?.parse().ok());
    let command = ReissueOpenSlips {
        record: record(id)?,
        her_wish: field("her_wish") == TICKED,
        plain: plain.collect::<BTreeSet<_>>(),
    };
    let key = key(app, field("form_key"));
    Ok(app.desk.reissue_open_slips(staff, &command, &key).await?)
}

/// The checkbox of a slip whose paper may say more.
const PLAIN: &str = "plain_";

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
) -> Result<PapersPage, Problem> {
    let record = record(id)?;
    let file = app.desk.client_file(staff, record).await?;
    let institutions = app.desk.institutions().await?.into_iter();
    let offices: Offices = institutions
        .map(|row| (row.institution, row.entry))
        .collect();
    let today = app.desk.now().today;
    let carried = app.desk.open_papers(staff, record).await?;
    let open = file
        .slips
        .iter()
        .filter(|row| row.stage_on(today) == Stage::Issued);
    let vouchers = file
        .vouchers
        .iter()
        .filter(|row| carried.vouchers.contains(&row.voucher));
    let vouchers = vouchers.map(voucher_line);
    let base = format!("/personen/{record}");
    let held = file.slips.iter().filter_map(|row| held(row, &offices));
    Ok(PapersPage {
        frame: frame(app, session, "").await,
        just_done: just_done.to_owned(),
        who: who(file.client.identity.as_ref()),
        protected: file.client.protected,
        contact_waits: app.desk.contact_waits(staff, record).await?,
        outdated: carried.name_withheld || !carried.outdated.is_empty(),
        papers: open
            .map(|row| PaperLine {
                appointment: known_appointment(row, file.client.protected, today),
                ..line(row, &offices, today, &carried)
            })
            .chain(vouchers)
            .collect(),
        held: held.collect(),
        action: format!("{base}/papiere"),
        ask: format!("{base}/einwilligung"),
        form_key: app.desk.fresh_key().text().to_owned(),
        base,
    })
}

fn addressee<'o>(row: &SlipRow, offices: &'o Offices) -> &'o str {
    let entry = offices.get(&row.recipient);
    entry.map_or("", |entry| entry.name.as_str())
}

fn line(row: &SlipRow, offices: &Offices, today: Date, carried: &OpenPapers) -> PaperLine {
    let renewable = carried.slips.contains(&row.slip);
    let lost = !renewable && carried.outdated.contains(&row.slip);
    let reason = row
        .counselling
        .known()
        .and_then(|told| told.reason.as_ref());
    PaperLine {
        label: format!(
            "{} – {}",
            addressee(row, offices),
            row.service_name.as_str()
        ),
        text: format!(
            "ausgestellt am {}, {}{}",
            words::day(row.issued_on),
            reason.map_or_else(|| words::need(row.need), |reason| reason.as_str()),
            if lost {
                ". Sein Code lässt sich nicht mehr ersetzen und gibt nichts mehr von ihr: Sie \
                 braucht einen neuen Laufzettel."
            } else {
                ""
            }
        ),
        appointment: None,
        badge: badge(row, today),
        print: format!("/laufzettel/{}/papier.pdf", row.slip),
        plain: renewable.then(|| PlainChoice {
            name: format!("{PLAIN}{}", row.slip),
            hint: if offices.get(&row.recipient).is_some_and(|at| !at.signs_in) {
                "Diese Stelle liest keinen Code: Ohne Haken erfährt sie vom Zettel nichts. Sie sagt \
                 dort selbst, was sie möchte."
            } else {
                ""
            },
        }),
    }
}

/// A paper from before the danger names place and time: a discreet one beside it says where she is then.
fn known_appointment(row: &SlipRow, protected: bool, today: Date) -> Option<KnownAppointment> {
    let appointment = row.appointment.as_ref()?;
    let known = protected && row.named_before && !appointment.is_over(today);
    known.then(|| KnownAppointment {
        when: words::appointed(appointment),
        href: format!("/laufzettel/{}", row.slip),
    })
}

/// A voucher from here that holds: whether she used it is her own affair.
fn voucher_line(row: &VoucherRow) -> PaperLine {
    PaperLine {
        label: "Beratungsgutschein".into(),
        text: format!(
            "ausgestellt am {}, {}",
            words::day(row.since),
            words::need(row.theme)
        ),
        appointment: None,
        badge: voucher_badge(row, false),
        print: format!("/gutscheine/{}/papier.pdf", row.voucher),
        plain: None,
    }
}

/// What an office may know already, as far as this one knows: that it gave her an open paper, and what
/// came back. Whether somebody over there has read it stands nowhere here (rule 2).
fn held(row: &SlipRow, offices: &Offices) -> Option<String> {
    if !row.named_before {
        return None;
    }
    let there = addressee(row, offices);
    let answered = row.received.iter().any(|received| {
        matches!(
            received.what,
            CameBack::Office { .. } | CameBack::Retracted { .. }
        )
    });
    Some(if answered {
        format!("{there} hat sich gemeldet und kennt den Namen Ihrer Einrichtung von vorher.")
    } else {
        format!(
            "{there}: Hat sie den Laufzettel vom {} dort schon gezeigt, kennt die Stelle den Namen \
             Ihrer Einrichtung von vorher.",
            words::day(row.issued_on)
        )
    })
}
