//! What the receiving office can do with a hand-over, row by row, in the order of its page.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{
    Accept, Act, Assign, Conclude, DeclineFeedback, EnterInError, Feedback, Hold, Plain, Reject,
    Reopen, Request, RequestCallBack, RetractFeedback, Stage,
};
use domain::slips::HerWord;
use domain::vocabulary::{Experience, HoldReason, Outcome};
use domain::{AccountId, Refusal};
use jiff::ToSpan as _;

use super::Here;
use super::deeds::{Deed, feedback, link, reject, reject_fields, step, tells};
use crate::api::handovers::Retraction;
use crate::api::handovers::StepTaken;
use crate::api::steps::{asking, plain};
use crate::form::{Field, Place, Step, choice, field_of_said, shown_at};
use crate::routes::messages;
use crate::words;

const OWN_FILE: &str = "Bleibt in Ihrer Einrichtung.";

pub(super) const STEPS: &[Step<Here, Deed>] = &[
    Step {
        verb: "gelesen",
        id: "read",
        place: Place::Notice,
        button: "Gelesen",
        done: "gelesen",
        told: "Als gelesen vermerkt.",
        api: Some(plain::<Here, StepTaken>(
            "notices/read",
            "read_notices",
            "Notes that the open notices were read.",
            || Plain::AcknowledgeNotice.into(),
        )),
        offered: |here| {
            here.offers(Act::AcknowledgeNotice) && !here.view.row.held.notices.is_empty()
        },
        ..Step::PLAIN
    },
    Step {
        verb: "annehmen",
        id: "accept",
        place: Place::Next,
        button: "Annehmen",
        done: "angenommen",
        told: "Angenommen.",
        api: Some(asking::<Here, Accept, StepTaken>(
            "acceptance",
            "accept",
            "Accepts a hand-over.",
        )),
        offered: |here| here.offers(Act::Accept),
        fields: |here| {
            let items = [Item::FeedbackArrival, Item::FeedbackAcceptance];
            let tells = tells(&items, &here.view.allowed);
            tells.map(Field::ticked).into_iter().collect()
        },
        read: |form| step(Request::Accept(Accept { tell: form.tells() })),
        ..Step::PLAIN
    },
    Step {
        verb: "fortsetzen",
        id: "resume",
        place: Place::Next,
        button: "Fortsetzen",
        done: "fortgesetzt",
        told: "Es geht weiter.",
        api: Some(plain::<Here, StepTaken>(
            "resumption",
            "resume",
            "Goes on with a hand-over.",
            || Plain::Resume.into(),
        )),
        offered: |here| here.offers(Act::Resume),
        ..Step::PLAIN
    },
    // What can be told at once. Before she is taken on the boxes stand with the button for it.
    Step {
        verb: "rueckmelden",
        id: "feedback",
        place: Place::Next,
        button: "Rückmeldung senden",
        done: "mitgeteilt",
        told: "Mitgeteilt.",
        api: Some(asking::<Here, Feedback, StepTaken>(
            "feedback",
            "give",
            "Tells the sender what she allows.",
        )),
        offered: |here| {
            here.offers(Act::GiveFeedback) && !here.view.tellable.is_subset(here.declined())
        },
        fields: |here| {
            let waiting = here.view.tellable.difference(here.declined()).copied();
            vec![Field::tells("Rückmeldung – sie hat es erlaubt", waiting)]
        },
        read: |form| Some(feedback(form, false)),
        // She took it back between form and submit.
        field_of: shown_at![Refusal::FeedbackNotPermitted { .. } => "tells"],
        ..Step::PLAIN
    },
    Step {
        verb: "verknuepfen",
        id: "link",
        title: "Der Laufzettel ist da: verknüpfen",
        sentence: "Geben Sie den Code ein. Was sie erlaubt hat, kommt dann zu dieser Übergabe dazu.",
        button: "Verknüpfen",
        done: "verknuepft",
        told: "Der Laufzettel gehört jetzt zu dieser Übergabe.",
        offered: |here| here.offers(Act::LinkSlip) && here.view.row.held.slip.is_none(),
        fields: |_| vec![Field::code("code", "Code vom Laufzettel")],
        read: link,
        field_of: shown_at![
            Refusal::UnknownCode
            | Refusal::CodeLocked { .. }
            | Refusal::SlipUsedElsewhere
            | Refusal::SlipLinkedAlready
            | Refusal::SlipWrittenAfterArrival { .. }
            | Refusal::SlipIsWithdrawn
            | Refusal::EnteredInError => "code"
        ],
        ..Step::PLAIN
    },
    Step {
        verb: "abschliessen",
        id: "conclude",
        title: "Abschließen",
        button: "Abschließen",
        done: "abgeschlossen",
        told: "Abgeschlossen.",
        api: Some(asking::<Here, Conclude, StepTaken>(
            "conclusion",
            "conclude",
            "Concludes a hand-over.",
        )),
        offered: |here| here.offers(Act::Conclude),
        fields: |here| {
            let ask = "Was ist daraus geworden?";
            let outcome = Field::vocabulary("outcome", ask, Outcome::ALL, words::outcome);
            let note = Field::area("note", "Notiz für Ihre Akte").hint(OWN_FILE);
            let tells = tells(&[Item::FeedbackOutcome], &here.view.allowed);
            let fields = [outcome, note.optional()].into_iter();
            fields.chain(tells.map(Field::ticked)).collect()
        },
        read: |form| {
            let remark = form.text("note");
            let ask = "Bitte wählen Sie, wie es ausgegangen ist.";
            let outcome = form.chosen("outcome", ask)?;
            let tell = form.tells();
            step(Request::Conclude(Conclude {
                outcome,
                remark,
                tell,
            }))
        },
        ..Step::PLAIN
    },
    Step {
        verb: "zurueckstellen",
        id: "hold",
        title: "Zurückstellen",
        sentence: "Es geht gerade nicht weiter. An dem Tag, den Sie nennen, steht sie wieder oben im Eingang.",
        button: "Zurückstellen",
        done: "zurueckgestellt",
        told: "Zurückgestellt. Am genannten Tag steht sie wieder oben im Eingang.",
        api: Some(asking::<Here, Hold, StepTaken>(
            "hold",
            "hold",
            "Puts a hand-over on hold until a day.",
        )),
        offered: |here| here.offers(Act::Hold),
        fields: |here| {
            let (ask, all) = ("Worauf wird gewartet?", HoldReason::ALL);
            let tomorrow = here.today.saturating_add(1.day());
            vec![
                Field::vocabulary("reason", ask, all, words::hold_reason),
                Field::day("until", "Wieder ansehen am").from(tomorrow),
            ]
        },
        read: |form| {
            let reason = form.chosen("reason", "Bitte wählen Sie, worauf gewartet wird.");
            let resume_on = form.day("until");
            step(Request::Hold(Hold {
                reason: reason?,
                resume_on: resume_on?,
            }))
        },
        field_of: shown_at![Refusal::DayOutOfRange { .. } => "until"],
        ..Step::PLAIN
    },
    Step {
        verb: "ablehnen",
        id: "reject",
        title: "Ablehnen",
        button: "Ablehnen",
        done: "abgelehnt",
        told: "Abgelehnt.",
        api: Some(asking::<Here, Reject, StepTaken>(
            "rejection",
            "reject",
            "Rejects a hand-over.",
        )),
        offered: |here| here.offers(Act::Reject),
        fields: |here| reject_fields(here.places.clone(), &here.view.allowed),
        read: |form| step(Request::Reject(reject(form))),
        field_of: shown_at![Refusal::ReasonMissing => "reason", Refusal::CommentMissing => "comment"],
        ..Step::PLAIN
    },
    Step {
        verb: "zuweisen",
        id: "assign",
        place: Place::Rare,
        title: "Zuweisen",
        button: "Zuweisen",
        done: "zugewiesen",
        told: "Zugewiesen.",
        api: Some(asking::<Here, Assign, StepTaken>(
            "assignment",
            "assign",
            "Assigns a hand-over to a colleague.",
        )),
        offered: |here| here.offers(Act::Assign),
        fields: |here| {
            let colleagues: Vec<_> = here
                .colleagues
                .iter()
                .map(|it| choice(&it.account.to_string(), it.display_name.as_str()))
                .collect();
            let (to, deputy) = here.view.row.held.assigned.unzip();
            let says =
                |account: Option<AccountId>| account.map_or(String::new(), |it| it.to_string());
            let to = Field::select("to", "Wer kümmert sich?", colleagues.clone()).first(says(to));
            let stands_in = Field::select("deputy", "Wer vertritt?", colleagues).optional();
            vec![to, stands_in.first(says(deputy.flatten()))]
        },
        read: |form| {
            let ask = "Bitte wählen Sie, wer sich kümmert.";
            let to = form.chosen("to", ask);
            let nobody = form.get("deputy").trim().is_empty();
            let deputy = if nobody {
                Some(None)
            } else {
                form.chosen("deputy", ask).map(Some)
            };
            step(Request::Assign(Assign {
                to: to?,
                deputy: deputy?,
            }))
        },
        field_of: shown_at![Refusal::NotOurStaff => "to"],
        ..Step::PLAIN
    },
    Step {
        verb: "freigeben",
        id: "release",
        place: Place::Rare,
        title: "Sie möchte jetzt etwas mitteilen lassen",
        sentence: "Im Voraus hat sie das nicht erlaubt, und niemand wartet darauf. Möchte sie es jetzt, geht genau diese eine Mitteilung an den Absender. Sagt sie nein, erfährt er nichts, auch nicht, dass Sie gefragt haben.",
        button: "Diese Mitteilung senden",
        done: "mitgeteilt",
        told: "Mitgeteilt.",
        offered: |here| here.offers(Act::GiveFeedback) && !here.view.releasable.is_empty(),
        fields: |here| {
            let hers = "Sie sitzt hier und möchte, dass der Absender das erfährt";
            let ask = "Was soll der Absender erfahren?";
            let releasable = here.view.releasable.iter().copied();
            vec![
                Field::tells(ask, releasable),
                Field::must_tick("her_word", hers),
            ]
        },
        read: |form| {
            let deed = feedback(form, true);
            if !form.ticked("her_word") {
                form.refused("her_word", Refusal::OnlyOnHerWord);
            }
            Some(deed)
        },
        field_of: shown_at![
            Refusal::FeedbackNotPermitted { .. } | Refusal::FeedbackDoesNotFit { .. } => "tells"
        ],
        ..Step::PLAIN
    },
    Step {
        verb: "ihr-wort",
        id: "word",
        place: Place::Rare,
        title: "Ihr Wort weitergeben",
        sentence: "Was sie selbst dem Absender sagen möchte, in ihren Worten. Lesen Sie es ihr vor, bevor Sie senden.",
        button: "Weitergeben",
        done: "weitergegeben",
        told: "Ihr Wort ist weitergegeben.",
        api: Some(asking::<Here, HerWord, StepTaken>(
            "her-word",
            "pass_on",
            "Passes on what she wants the sender to hear.",
        )),
        // Without a slip there is nobody to whom it could go.
        offered: |here| here.offers(Act::PassOnHerWord) && here.view.row.held.slip.is_some(),
        fields: |_| {
            let (ask, all) = ("Wie war es für sie?", Experience::ALL);
            vec![
                Field::vocabulary("experience", ask, all, words::experience),
                Field::area("words", "In ihren Worten").optional(),
            ]
        },
        read: |form| {
            let ask = "Bitte wählen Sie mit ihr, was sie sagen möchte.";
            let experience = form.chosen("experience", ask);
            let words = form.text("words");
            step(Request::PassOnHerWord(HerWord {
                experience: experience?,
                words,
            }))
        },
        ..Step::PLAIN
    },
    Step {
        verb: "nicht-mitteilen",
        id: "decline",
        place: Place::Rare,
        title: "Nicht rückmelden",
        sentence: "Sie hat es erlaubt, aber Sie oder sie möchten es nicht mitteilen. Der Absender erfährt davon nichts.",
        done: "nicht-mitgeteilt",
        told: "Es bleibt dabei: Der Absender erfährt es nicht.",
        api: Some(asking::<Here, DeclineFeedback, StepTaken>(
            "declines",
            "decline",
            "Leaves a request for feedback unanswered; the sender does not hear of it.",
        )),
        offered: |here| {
            here.offers(Act::DeclineFeedback) && !here.view.allowed.is_subset(here.declined())
        },
        fields: |here| {
            let requests = here.view.allowed.difference(here.declined());
            let choices = requests.map(|item| choice(item.code(), words::item(*item)));
            vec![Field::buttons("item", choices.collect())]
        },
        read: |form| {
            let ask = "Bitte wählen Sie, was nicht mitgeteilt werden soll.";
            let item = form.chosen("item", ask)?;
            step(Request::DeclineFeedback(DeclineFeedback { item }))
        },
        ..Step::PLAIN
    },
    Step {
        verb: "richtigstellen",
        id: "retract",
        place: Place::Rare,
        title: "Mitteilung zurücknehmen",
        sentence: "War eine Mitteilung falsch, erfährt der Absender, dass sie nicht gilt. Den Grund erfährt er nicht.",
        button: "Zurücknehmen",
        done: "richtiggestellt",
        told: "Der Absender weiß, dass die Mitteilung nicht gilt.",
        api: Some(asking::<Here, Retraction, StepTaken>(
            "retractions",
            "retract",
            "Takes back what the sender was told; for whoever told it and the lead.",
        )),
        offered: |here| {
            let row = Act::RetractFeedback.row();
            row.is_taken_in(here.view.row.held.phase.stage()) && here.told().next().is_some()
        },
        fields: |here| {
            let told: Vec<_> = here.told().map(messages::offered).collect();
            let why = Field::area("comment", "Warum war sie falsch?").hint(OWN_FILE);
            vec![
                Field::select("message", "Welche Mitteilung war falsch?", told),
                why,
            ]
        },
        read: |form| {
            let comment = form.text("comment");
            let message = messages::parse(form.get("message"));
            if message.is_none() {
                form.wrong("message", "Bitte wählen Sie, welche Mitteilung falsch war.");
            }
            step(Request::RetractFeedback(RetractFeedback {
                message: message?,
                comment,
            }))
        },
        field_of: shown_at![
            Refusal::CommentMissing => "comment",
            Refusal::NothingToRetract => "message"
        ],
    },
    Step {
        verb: "zuruecknehmen",
        id: "take_back",
        place: Place::Rare,
        title: "Sie nimmt eine Einwilligung zurück",
        sentence: "Niemand fragt nach dem Grund. Die Hilfe bei Ihnen geht weiter.",
        button: "Zurücknehmen",
        done: "zurueckgenommen",
        told: "Die Einwilligung ist zurückgenommen. Niemand fragt nach dem Grund.",
        offered: |here| !here.view.live.is_empty(),
        fields: |here| {
            let items = here.view.live.iter();
            let items = items.map(|item| choice(item.code(), words::item(*item)));
            vec![
                Field::boxes("items", "Was gilt nicht mehr?", items.collect()),
                Field::how_said(here.today),
            ]
        },
        read: |form| {
            let items: BTreeSet<Item> =
                form.all_ticked().filter_map(|it| it.parse().ok()).collect();
            if items.is_empty() {
                form.wrong("items", "Bitte wählen Sie mit ihr, was nicht mehr gilt.");
            }
            Some(Deed::TakeBack(items, form.how_said()?))
        },
        field_of: |refusal| match refusal {
            Refusal::NothingToWithdraw => Some("items"),
            other => field_of_said(other),
        },
        ..Step::PLAIN
    },
    // Blindly, wherever she allowed anything.
    Step {
        verb: "alles-zuruecknehmen",
        id: "everything",
        place: Place::Rare,
        title: "Sie nimmt alle Einwilligungen zurück",
        sentence: "Alle Einwilligungen, die sie irgendwo in diesem Netzwerk gegeben hat, gelten dann nicht mehr. Welche das sind, sehen Sie nicht. Sie muss keinen Grund nennen.",
        button: "Alles zurücknehmen",
        done: "alles-zurueckgenommen",
        told: "Alle Einwilligungen sind zurückgenommen.",
        offered: |_| true,
        fields: |here| vec![Field::how_said(here.today)],
        read: |form| form.how_said().map(Deed::TakeEverythingBack),
        field_of: field_of_said,
        ..Step::PLAIN
    },
    Step {
        verb: "rueckruf",
        id: "call_back",
        place: Place::Rare,
        title: "Rückrufbitte an den Absender",
        sentence: "Der Absender erfährt nur, dass er hier anrufen soll, und damit, dass sie bei Ihnen war. Worum es geht, sagen Sie am Telefon. Wer der Absender ist und ob er sich gemeldet hat, steht hier auch danach nicht.",
        button: "Um Rückruf bitten",
        done: "rueckruf",
        told: "Der Absender ist gebeten, hier anzurufen. Fragt er nach, nennen Sie keine Angaben, die sie nicht nennen möchte.",
        api: Some(asking::<Here, RequestCallBack, StepTaken>(
            "call-back",
            "request",
            "Asks the sender to ring up. It reaches the true sender, also one that appears under the network's neutral name, with the day and nothing else; the answer never tells who that is or what came of it.",
        )),
        offered: |here| here.offers(Act::RequestCallBack) && here.view.call_back,
        fields: |_| {
            let present = "Sie ist hier und möchte, dass der Absender anruft";
            vec![Field::must_tick("her_word", present)]
        },
        read: |form| {
            let she_is_present = form.ticked("her_word");
            step(Request::RequestCallBack(RequestCallBack { she_is_present }))
        },
        field_of: shown_at![Refusal::OnlyOnHerWord => "her_word"],
    },
    Step {
        verb: "wieder-aufnehmen",
        id: "reopen",
        place: Place::Rare,
        title: "Wieder aufnehmen",
        sentence: "Es geht weiter, und im Verlauf bleibt stehen, was war.",
        button: "Wieder aufnehmen",
        done: "wieder-aufgenommen",
        told: "Wieder aufgenommen.",
        api: Some(asking::<Here, Reopen, StepTaken>(
            "reopening",
            "reopen",
            "Goes on with a hand-over that was closed.",
        )),
        offered: |here| here.offers(Act::Reopen),
        fields: |here| {
            let ended_by_her = here.view.row.stage() == Stage::EndedByHer;
            let hers = ended_by_her.then(|| Field::must_tick("her_word", "Sie möchte es"));
            let why = Field::area("comment", "Warum geht es weiter?").hint(OWN_FILE);
            std::iter::once(why).chain(hers).collect()
        },
        read: |form| {
            let comment = form.text("comment");
            let her_word = form.ticked("her_word");
            step(Request::Reopen(Reopen { comment, her_word }))
        },
        field_of: shown_at![
            Refusal::CommentMissing => "comment",
            Refusal::OnlyOnHerWord => "her_word"
        ],
    },
    Step {
        verb: "beenden",
        id: "ended_by_her",
        place: Place::Rare,
        title: "Sie möchte nicht weiter",
        sentence: "Sie muss keinen Grund nennen. Der Absender erfährt davon nichts.",
        button: "Auf ihren Wunsch beenden",
        done: "beendet",
        told: "Auf ihren Wunsch beendet.",
        api: Some(plain::<Here, StepTaken>(
            "end",
            "end",
            "Ends a hand-over because she wants it; nobody asks why.",
            || Plain::EndOnHerWord.into(),
        )),
        offered: |here| here.offers(Act::EndOnHerWord),
        ..Step::PLAIN
    },
    Step {
        verb: "irrtum",
        id: "in_error",
        place: Place::Rare,
        title: "Versehentlich eingetragen",
        sentence: "Der Eintrag bleibt im Verlauf stehen, zählt aber nicht mehr. Was der Absender deshalb glaubt, wird dort berichtigt. Ging es um eine falsche Person, müssen ihre Angaben gelöscht werden.",
        button: "Als Irrtum vermerken",
        done: "irrtum",
        told: "Als Irrtum vermerkt.",
        api: Some(asking::<Here, EnterInError, StepTaken>(
            "error",
            "enter_in_error",
            "Marks a hand-over as an error; for its author and the lead.",
        )),
        offered: |here| here.offers(Act::EnterInError),
        fields: |_| vec![Field::area("comment", "Was ist passiert?").hint(OWN_FILE)],
        read: |form| {
            let comment = form.text("comment");
            step(Request::EnterInError(EnterInError { comment }))
        },
        field_of: shown_at![Refusal::CommentMissing => "comment"],
    },
];
