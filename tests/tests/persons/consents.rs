//! Her word: recorded for several recipients, shown with what they see, taken back piece by piece or
//! all at once; releases from confidentiality; the form on paper.

use acceptance::{asked_fields, on_both};
use domain::consents::Subject;

use super::*;

fn asked<'a>(recipients: &[&'a str], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("preset", "arrived"),
        ("item", "identity"),
        ("item", "need"),
        ("consented_on", "2026-11-22"),
        ("consequences_told", "ja"),
    ];
    fields.extend(asked_fields(Subject::Consent));
    fields.extend(recipients.iter().map(|id| ("recipient", *id)));
    for (name, value) in more {
        fields.retain(|(other, _)| other != name);
        fields.push((*name, *value));
    }
    fields
}

on_both!(
    one_word_for_two_recipients_and_each_taken_back,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let (a, b) = (
            Office::Jugendamt.id().to_string(),
            Office::Wohnungsamt.id().to_string(),
        );
        let ask = format!("{path}/einwilligung");
        let form = page(&visitor, &ask).await;
        holds(
            &form,
            &[
                "„Sabine Neumann, 1998“",
                "Das sieht die Stelle:",
                "Jugendamt Suhlheim",
            ],
        );
        let done = visitor.submit(&ask, &asked(&[&a, &b], &[])).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let shown = page(&visitor, &path).await;
        holds(
            &shown,
            &[
                "Jugendamt Suhlheim",
                "Wohnungsamt Suhlheim",
                "einwilligung-1",
            ],
        );
        assert_eq!(shown.matches("&#38;item=identity\"").count(), 2);
        for recipient in [&a, &b] {
            let paper = visitor.downloads(&format!("{ask}/{recipient}.pdf")).await;
            assert!(paper.starts_with(b"%PDF"));
        }

        let asked = format!("{path}/ruecknahme?recipient={a}&item=identity");
        holds(
            &page(&visitor, &asked).await,
            &[
                "Wie hat sie es gesagt?",
                "Jugendamt Suhlheim",
                "Ihr eigener Code",
            ],
        );
        let said = ("said_how", "in_person");
        let back = [("recipient", a.as_str()), ("item", "identity"), said];
        let unsaid = visitor
            .submit(&format!("{path}/ruecknahme"), &back[..2])
            .await;
        refused(&unsaid, "Bitte wählen Sie, wie sie es gesagt hat.", &[&a]);
        let taken = visitor.submit(&format!("{path}/ruecknahme"), &back).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let shown = page(&visitor, &path).await;
        assert_eq!(shown.matches("&#38;item=identity\"").count(), 1);
        holds(
            &shown,
            &[
                "<strong>zurückgenommen</strong>",
                "für Jugendamt Suhlheim: ",
                ", persönlich gesagt",
            ],
        );
        let again = visitor.submit(&format!("{path}/ruecknahme"), &back).await;
        refused(&again, "Dazu liegt keine Einwilligung vor", &[]);

        let all = visitor
            .submit(&format!("{path}/alles-zuruecknehmen"), &[said])
            .await;
        assert_eq!(all.status, StatusCode::SEE_OTHER, "{}", all.text);
        let shown = page(&visitor, &path).await;
        assert!(
            !shown.contains("item="),
            "nothing is left to take back: {shown}"
        );
        // Blind: a second time is answered alike.
        let all = visitor
            .submit(&format!("{path}/alles-zuruecknehmen"), &[said])
            .await;
        assert_eq!(all.status, StatusCode::SEE_OTHER, "{}", all.text);
    }
);

on_both!(
    what_is_wrong_has_its_sentence_and_nothing_is_lost,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let ask = format!("{path}/einwilligung");
        let to = Office::Jugendamt.id().to_string();
        let to = [to.as_str()];
        for (recipients, wrong, sentence) in [
            (
                &[][..],
                ("expires_on", "2027-01-31"),
                "Bitte kreuzen Sie an, wer es erfahren darf.",
            ),
            (
                &to,
                ("consented_on", "2026-11-23"),
                "Der Tag der Einwilligung liegt in der Zukunft.",
            ),
            (
                &to,
                ("decider", "nobody_now"),
                "Vereinbaren Sie einen neuen Termin, oder sprechen Sie mit der Person",
            ),
            (
                &to,
                ("consequences_told", ""),
                "Bitte erklären Sie ihr zuerst",
            ),
            (
                &to,
                ("consented_on", "gestern"),
                "Bitte geben Sie einen Tag ein",
            ),
            (&to, ("preset", "alles"), "was zurückkommen darf"),
            (
                &to,
                ("text_language", "tlh"),
                "Diesen Einwilligungstext gibt es nicht.",
            ),
        ] {
            let answer = visitor.submit(&ask, &asked(recipients, &[wrong])).await;
            refused(
                &answer,
                sentence,
                &["id=\"goes_identity\" name=\"item\" value=\"identity\" checked"],
            );
            if !recipients.is_empty() {
                holds(
                    &answer.text,
                    &[&format!("value=\"{}\" checked", recipients[0])],
                );
            }
        }
        let nothing = page(&visitor, &path).await;
        holds(
            &nothing,
            &["Noch keine. Ohne Einwilligung geht nichts über sie hinaus."],
        );
    }
);

on_both!(
    an_office_that_may_reduce_benefits_is_offered_no_feedback,
    |town| async move {
        let office = Person::At(Office::Grundsicherungsstelle);
        let visitor = town.at_the_pages(office).await;
        let opened = visitor.submit("/personen/neu", NEUMANN).await;
        let location = opened.location.unwrap();
        let path = location.split_once('?').unwrap().0;
        let form = page(&visitor, &format!("{path}/einwilligung")).await;
        assert!(!form.contains("value=\"arrived\""), "{form}");
        let to = Office::Jugendamt.id().to_string();
        let forced = asked(&[&to], &[]);
        let answer = visitor
            .submit(&format!("{path}/einwilligung"), &forced)
            .await;
        refused(
            &answer,
            "Deshalb gibt es hier keine Rückmeldung im Voraus",
            &[],
        );
    }
);

on_both!(
    a_release_is_recorded_printed_and_taken_back,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let to = Office::Jugendamt.id().to_string();
        let release = format!("{path}/entbindung");
        let fields = [
            ("discloser", "Frau Sommer, Schuldnerberatung"),
            ("recipient", to.as_str()),
            ("content", "Stand der Schulden"),
            ("consented_on", "2026-11-22"),
        ];
        let fields = [&fields[..], &asked_fields(Subject::Release)].concat();
        let mut wrong = fields.clone();
        wrong[0].1 = "";
        wrong[3].1 = "2026-12-24";
        let answer = visitor.submit(&release, &wrong).await;
        refused(
            &answer,
            "Bitte nennen Sie die Person oder Stelle",
            &["Stand der Schulden"],
        );
        wrong[0].1 = fields[0].1;
        let answer = visitor.submit(&release, &wrong).await;
        refused(
            &answer,
            "liegt in der Zukunft",
            &["Frau Sommer", "Stand der Schulden"],
        );

        let done = visitor.submit(&release, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let shown = page(&visitor, &path).await;
        let sentence = "Frau Sommer, Schuldnerberatung darf mit Jugendamt Suhlheim sprechen.";
        holds(
            &shown,
            &[sentence, "Stand der Schulden", "gilt bis 22.11.2027"],
        );
        let paper = visitor
            .downloads(&format!("{path}/einwilligung/{to}.pdf"))
            .await;
        assert!(paper.starts_with(b"%PDF"));
        let asked = format!("{release}/ruecknahme?recipient={to}");
        holds(&page(&visitor, &asked).await, &["Wie hat sie es gesagt?"]);
        let back = [("recipient", to.as_str()), ("said_how", "in_writing")];
        let taken = visitor
            .submit(&format!("{release}/ruecknahme"), &back)
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        holds(
            &page(&visitor, &path).await,
            &["zurückgenommen am 22.11.2026"],
        );
        let again = visitor
            .submit(&format!("{release}/ruecknahme"), &back)
            .await;
        refused(&again, "Dazu liegt keine Einwilligung vor", &[]);
    }
);
