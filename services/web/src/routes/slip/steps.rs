//! What the sender can do with a slip, row by row, in the order of its page.

use domain::slips::{Act, EnterInError, PaperReturn, Reappointed, Reissue, Request, Revive};
use domain::{EnteredDay, Refusal};

use super::Here;
use crate::api::slips::SlipIssued;
use crate::api::slips::{SlipNamed, Strip};
use crate::api::steps::{asking, plain};
use crate::form::{Field, Place, Step, shown_at};
use crate::routes::choices::papers;
use crate::routes::messages;
use crate::words;

pub(super) const STEPS: &[Step<Here, Request>] = &[
    Step {
        verb: "rueckruf",
        id: "call_back",
        place: Place::Notice,
        button: "Zurückgerufen",
        done: "zurueckgerufen",
        told: "Als zurückgerufen vermerkt.",
        api: Some(plain::<Here, SlipNamed>(
            "call-back/settlement",
            "settle",
            "Notes that somebody rang up. Where nothing waits, nothing changes.",
            || Request::SettleCallBack {},
        )),
        offered: |here| here.row.call_back_since.is_some(),
        ..Step::PLAIN
    },
    Step {
        verb: "verlaengern",
        id: "revive",
        title: "Wieder gültig machen",
        sentence: "Der Code auf ihrem Zettel gilt dann wieder, bis zu dem Tag, den Sie hier nennen.",
        button: "Wieder gültig machen",
        done: "wieder-gueltig",
        told: "Der Laufzettel gilt wieder.",
        api: Some(asking::<Here, Revive, SlipNamed>(
            "revival",
            "revive",
            "Lets a slip hold again after its last day.",
        )),
        offered: |here| here.offers(Act::Revive),
        fields: |here| {
            let until = Field::day("valid_until", "Gültig bis").from(here.today);
            vec![until.first(here.end_with(None))]
        },
        read: |form| {
            let valid_until = form.day("valid_until")?;
            Some(Request::Revive(Revive { valid_until }))
        },
        field_of: shown_at![
            Refusal::DayOutOfRange { .. } | Refusal::SlipEndsBeforeAppointment { .. } => "valid_until"
        ],
        ..Step::PLAIN
    },
    Step {
        verb: "neu-ausstellen",
        id: "reissue",
        title: "Neu ausdrucken (neuer Code)",
        sentence: "Wenn der Zettel verloren ist oder sie einen neuen möchte. Der alte Code gilt dann nicht mehr.",
        button: "Neuen Zettel ausstellen",
        done: "neu-ausgestellt",
        told: "Neu ausgestellt, der alte Code gilt nicht mehr. Jetzt ausdrucken und ihr mitgeben.",
        api: Some(asking::<Here, Reissue, SlipIssued>(
            "reissue",
            "reissue",
            "Gives her a new paper with a new code; the old code is dead.",
        )),
        offered: |here| here.offers(Act::Reissue),
        fields: reissue_fields,
        read: |form| {
            form.take_proposal("valid_until");
            form.take_proposal("appointment_on");
            let valid_until = form.day("valid_until");
            let appointment = form.appointment();
            Some(Request::Reissue(Reissue {
                her_wish: form.ticked("her_wish"),
                valid_until: valid_until?,
                appointment: Reappointed::Now(appointment),
                paper: form.maybe("paper"),
            }))
        },
        field_of: shown_at![
            Refusal::OnlyOnHerWord => "her_wish",
            Refusal::DayOutOfRange { day: EnteredDay::LastDay, .. }
            | Refusal::SlipEndsBeforeAppointment { .. } => "valid_until",
            Refusal::AppointmentPassed { .. } | Refusal::DayOutOfRange { .. } => "appointment_on"
        ],
        ..Step::PLAIN
    },
    Step {
        verb: "rueckmeldung",
        id: "paper",
        title: "Rückmeldung auf Papier eintragen",
        button: "Eintragen",
        done: "eingetragen",
        told: "Eingetragen.",
        api: Some(
            asking::<Here, Strip, SlipNamed>(
                "paper-returns",
                "record_paper_return",
                "Enters what came back on paper.",
            )
            .creating(),
        ),
        offered: |here| here.offers(Act::RecordPaperReturn),
        fields: |here| {
            let says = if here.on_paper {
                let reference = words::reference(here.row.slip);
                format!(
                    "Auf dem Rückmeldestreifen dieses Laufzettels steht {reference}. Rufen Sie dafür niemanden an."
                )
            } else {
                "Wenn sie den Rückmeldestreifen mitbringt oder selbst erzählt. Rufen Sie dafür niemanden an.".into()
            };
            let messages = messages::on_paper(here.may_reduce_benefits);
            vec![
                Field::sentence(says),
                Field::grouped("message", "Was steht darauf?", messages),
                Field::area("words", "Dazu").optional(),
            ]
        },
        read: |form| {
            let message = messages::parse(form.get("message"));
            if message.is_none() {
                form.wrong("message", "Bitte wählen Sie, was auf dem Streifen steht.");
            }
            let words = form.text("words");
            let message = message?;
            Some(Request::RecordPaperReturn(PaperReturn { message, words }))
        },
        ..Step::PLAIN
    },
    Step {
        verb: "absender",
        id: "hide_sender",
        title: "Neutraler Absender",
        sentence: "Statt Ihrer Einrichtung steht dann überall der neutrale Absender des Netzwerks, auch dort, wo sie mit diesem Laufzettel schon war. Der Code, der unterwegs ist, gibt dann nichts mehr von ihr: Stellen Sie den Zettel danach neu aus. Das lässt sich nicht umkehren.",
        button: "Neutral erscheinen",
        done: "absender",
        told: "Auf diesem Laufzettel erscheint Ihre Einrichtung ab jetzt als neutraler Absender. Was schon gedruckt ist, ändert sich nicht.",
        api: Some(plain::<Here, SlipNamed>(
            "neutral-sender",
            "hide",
            "Lets the sender appear under the network's neutral name from now on, also where she was with the slip already. The code under way gives nothing of hers until the slip is reissued.",
            || Request::HideSender {},
        )),
        offered: |here| here.is_named() && here.offers(Act::HideSender),
        ..Step::PLAIN
    },
    Step {
        verb: "zuruecknehmen",
        id: "withdraw",
        title: "Zurückziehen",
        sentence: "Der Code gilt dann nicht mehr. Hilfe, die schon begonnen hat, geht weiter.",
        button: "Ja, zurückziehen",
        done: "zurueckgenommen",
        told: "Der Laufzettel ist zurückgenommen.",
        api: Some(plain::<Here, SlipNamed>(
            "withdrawal",
            "withdraw",
            "Withdraws a slip; its code dies with it.",
            || Request::Withdraw {},
        )),
        offered: |here| here.offers(Act::Withdraw),
        ..Step::PLAIN
    },
    Step {
        verb: "irrtum",
        id: "in_error",
        title: "Versehentlich ausgestellt",
        sentence: "Der Code gilt dann nicht mehr, und der Eintrag zählt nicht mehr; im Verlauf bleibt er stehen. Ging es um eine falsche Person, müssen ihre Angaben gelöscht werden.",
        button: "Als Irrtum vermerken",
        done: "irrtum",
        told: "Als Irrtum vermerkt.",
        api: Some(asking::<Here, EnterInError, SlipNamed>(
            "error",
            "enter_in_error",
            "Marks a slip as an error; for its author and the lead.",
        )),
        offered: |here| here.offers(Act::EnterInError),
        fields: |_| {
            let why = Field::area("comment", "Was ist passiert?");
            vec![why.hint("Bleibt in Ihrer Einrichtung.")]
        },
        read: |form| {
            let comment = form.text("comment");
            Some(Request::EnterInError(EnterInError { comment }))
        },
        field_of: shown_at![Refusal::CommentMissing => "comment"],
        ..Step::PLAIN
    },
];

fn reissue_fields(here: &Here) -> Vec<Field> {
    let appointment = here.row.appointment.as_ref();
    let (passed, ahead): (Vec<_>, Vec<_>) = appointment
        .into_iter()
        .partition(|it| it.is_over(here.today));
    let mut until = Field::day("valid_until", "Gültig bis").from(here.today);
    let mut appointed = Field::appointment(here.today);
    if let Some(ahead) = ahead.first() {
        until = until.first(here.end_with(Some(ahead.on)));
        appointed = appointed.says("appointment_on", ahead.on);
        if let Some(at) = ahead.at {
            appointed = appointed.says("appointment_time", at);
        }
        if let Some(remark) = &ahead.remark {
            appointed = appointed.says("appointment_remark", remark.as_str());
        }
    } else {
        until = until.first(here.end_with(None));
    }
    let passed = passed.first().map(|it| {
        let passed = words::appointment(it);
        Field::sentence(format!(
            "Der Termin ({passed}) ist vorbei. Auf dem neuen Zettel steht keiner, wenn Sie keinen eintragen."
        ))
    });
    let paper = Field::select("paper", "Was auf dem Zettel steht", papers())
        .hint(
            "Ohne Wahl: wie bisher. Die Stelle erfährt über den Code in jedem Fall, was sie erlaubt hat.",
        )
        .optional();
    let wish = Field::must_tick("her_wish", "Sie möchte einen neuen Zettel");
    std::iter::once(until)
        .chain(passed)
        .chain([appointed, paper, wish])
        .collect()
}
