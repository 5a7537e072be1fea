//! `/personen/{id}/papiere`: what she carries, and new papers for all of it in one step.

use std::collections::BTreeMap;

use askama::Template;
use casework::{Key, OpenPapers, ReissueOpenSlips};
use domain::institutions::Entry;
use domain::slips::Stage;
use domain::{InstitutionId, KnownOr as _};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::slips::{CameBack, SlipRow};
use read_models::vouchers::VoucherRow;

use crate::form::{Form, FormPage, Wrong};
use crate::pages::{Badge, Frame, Link};
use crate::refusals::Problem;
use crate::routes::answer::link;
use crate::routes::facts::who;
use crate::routes::visit::{Done, Visit};
use crate::routes::vouchers::voucher_badge;
use crate::routes::worklist::badge;
use crate::words;

/// A slip or a voucher that she carries.
struct PaperLine {
    label: String,
    text: String,
    /// An appointment that a paper from before the danger names together with the place.
    appointment: Option<Link>,
    badge: Badge,
    /// The paper as PDF.
    print: String,
    /// Lets the new paper say more: the box, and what follows where it stays empty. None where no new paper
    /// can be made.
    plain: Option<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "persons/papers.html")]
pub(crate) struct Page {
    frame: Frame,
    who: String,
    protected: bool,
    /// The way to reach her changed and waits until she is asked again.
    contact_waits: bool,
    /// The code of one of her papers gives nothing of hers before it is replaced.
    outdated: bool,
    papers: Vec<PaperLine>,
    /// What others may know already, one sentence each.
    held: Vec<String>,
    base: String,
    form: Form,
}

/// What her papers are told by.
struct Carried {
    client: ClientRow,
    open: OpenPapers,
    offices: BTreeMap<InstitutionId, Entry>,
    today: Date,
}

/// The box of a slip whose paper may say more.
const PLAIN: &str = "plain_";

pub(crate) struct Papers;

impl FormPage for Papers {
    type Deed = Form;
    type Page = Page;
    const DONE: &'static [Done] = &[
        (
            "geschuetzt",
            "Sie ist geschützt: Ihre Einrichtung erscheint ab jetzt überall nur noch als neutraler \
             Absender, und die Codes, die unterwegs sind, geben nichts mehr von ihr.",
        ),
        (
            "neu-ausgestellt",
            "Neu ausgestellt, die alten Codes gelten nicht mehr. Jetzt ausdrucken und gegen die \
             alten Zettel tauschen.",
        ),
    ];

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let record = visit.named()?;
        let file = visit.desk.client_file(visit.staff, record).await?;
        let institutions = visit.desk.institutions().await?.into_iter();
        let carried = Carried {
            client: file.client,
            offices: institutions
                .map(|row| (row.institution, row.entry))
                .collect(),
            today: visit.today(),
            open: visit.desk.open_papers(visit.staff, record).await?,
        };
        let slips = file.slips.iter();
        let slips = slips.filter(|row| row.stage_on(carried.today) == Stage::Issued);
        let vouchers = file.vouchers.iter();
        let vouchers = vouchers.filter(|row| carried.open.vouchers.contains(&row.voucher));
        Ok(Page {
            frame: visit.frame("").await,
            who: who(carried.client.identity.as_ref()),
            protected: carried.client.protected,
            contact_waits: visit.desk.contact_waits(visit.staff, record).await?,
            outdated: carried.open.name_withheld || !carried.open.outdated.is_empty(),
            papers: slips
                .map(|row| carried.slip(row))
                .chain(vouchers.map(voucher))
                .collect(),
            held: file
                .slips
                .iter()
                .filter_map(|row| carried.held(row))
                .collect(),
            base: format!("/personen/{record}"),
            form,
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<Form> {
        Some(form.clone())
    }

    async fn carry_out(visit: &Visit, form: Form, key: &Key) -> Result<String, Wrong> {
        let plain = form.all_ticked();
        let plain = plain.filter_map(|name| name.strip_prefix(PLAIN)?.parse().ok());
        let command = ReissueOpenSlips {
            record: visit.named()?,
            her_wish: form.ticked("her_wish"),
            plain: plain.collect(),
        };
        visit.perform(&command, key).await?;
        let record = command.record;
        Ok(format!("/personen/{record}/papiere?getan=neu-ausgestellt"))
    }
}

impl Carried {
    fn addressee(&self, row: &SlipRow) -> &str {
        let entry = self.offices.get(&row.recipient);
        entry.map_or("", |entry| entry.name.as_str())
    }

    fn slip(&self, row: &SlipRow) -> PaperLine {
        let renewable = self.open.slips.contains(&row.slip);
        let lost = !renewable && self.open.outdated.contains(&row.slip);
        let known = row.counselling.known();
        let reason = known.and_then(|told| told.reason.as_ref());
        let there = self.offices.get(&row.recipient);
        PaperLine {
            label: format!("{} – {}", self.addressee(row), row.service_name.as_str()),
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
            appointment: self.known_appointment(row),
            badge: badge(row, self.today),
            print: format!("/laufzettel/{}/papier.pdf", row.slip),
            plain: renewable.then(|| {
                let hint = if there.is_some_and(|at| !at.signs_in) {
                    "Diese Stelle liest keinen Code: Ohne Haken erfährt sie vom Zettel nichts. Sie sagt \
                     dort selbst, was sie möchte."
                } else {
                    ""
                };
                (format!("{PLAIN}{}", row.slip), hint)
            }),
        }
    }

    /// A paper from before the danger names place and time: a discreet one beside it says where she is then.
    fn known_appointment(&self, row: &SlipRow) -> Option<Link> {
        let appointment = row.appointment.as_ref()?;
        let known = self.client.protected && row.named_before && !appointment.is_over(self.today);
        let there = format!("/laufzettel/{}", row.slip);
        known.then(|| link(&words::appointed(appointment), &there))
    }

    /// What an office may know already, as far as this one knows: that it gave her an open paper, and what
    /// came back. Whether somebody over there has read it stands nowhere here (rule 2).
    fn held(&self, row: &SlipRow) -> Option<String> {
        if !row.named_before {
            return None;
        }
        let (there, issued) = (self.addressee(row), words::day(row.issued_on));
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
                "{there}: Hat sie den Laufzettel vom {issued} dort schon gezeigt, kennt die Stelle den \
                 Namen Ihrer Einrichtung von vorher."
            )
        })
    }
}

/// A voucher from here that holds: whether she used it is her own affair.
fn voucher(row: &VoucherRow) -> PaperLine {
    let (since, theme) = (words::day(row.since), words::need(row.theme));
    PaperLine {
        label: "Beratungsgutschein".into(),
        text: format!("ausgestellt am {since}, {theme}"),
        appointment: None,
        badge: voucher_badge(row, false),
        print: format!("/gutscheine/{}/papier.pdf", row.voucher),
        plain: None,
    }
}
