//! Every paper, as whoever reads it gets it: exactly what belongs there, of all that was entered at both
//! offices; on no page twice what one half must not say; and nothing of it in what stands on no page.

use acceptance::{Caseworker, Office, Paper, Person, Town, Visitor, unbroken};
use serde_json::json;

use crate::entered::canary;

const A: Office = Office::Schuldnerberatung;
const B: Office = Office::Jugendamt;

/// All that is entered.
const ENTERED: [&str; 9] = [
    "Name",
    "Kontakt",
    "Anlass",
    "Termin",
    "Entbundene",
    "Entbindungsinhalt",
    "Anvertraut",
    "Bemerkung",
    "Drueben",
];

/// Her record at each of the two, and what happened there.
struct Case {
    client: String,
    slip: String,
    voucher: String,
    anonymous: String,
    theirs: String,
    handover: String,
}

pub(crate) async fn see_only_what_is_theirs(town: &Town) {
    let case = Case::plays(town).await;
    let a = town.at_the_pages(Person::At(A)).await;
    let b = town.at_the_pages(Person::At(B)).await;
    let Case { client, slip, .. } = &case;

    let paper = case
        .prints(&a, &format!("/laufzettel/{slip}/papier.pdf"))
        .await;
    // The half for the office, and hers.
    let halves = paper.text.split_once(&unbroken("Ihre nächste Station"));
    let (routing, hers) = halves.expect("two halves");
    assert_eq!(shown(routing), ["Name"], "she refused the rest");
    assert_eq!(shown(hers), ["Anlass", "Termin"]);
    let of_a = [
        (format!("/laufzettel/{slip}/vermerk.pdf"), &["Name"][..]),
        (
            format!("/personen/{client}/auskunft.pdf"),
            &[
                "Name",
                "Kontakt",
                "Anlass",
                "Termin",
                "Entbundene",
                "Entbindungsinhalt",
            ],
        ),
        (
            format!("/personen/{client}/einwilligung/{}.pdf", B.id()),
            // With the release from confidentiality towards the same office.
            &["Name", "Entbundene", "Entbindungsinhalt"],
        ),
        (
            format!("/gutscheine/{}/papier.pdf", case.voucher),
            &["Name"],
        ),
        (format!("/gutscheine/{}/papier.pdf", case.anonymous), &[]),
    ];
    for (path, expected) in of_a {
        let paper = case.prints(&a, &path).await;
        assert_eq!(shown(&paper.all()), expected, "{path}");
    }
    let of_b = [
        (
            format!("/personen/{}/auskunft.pdf", case.theirs),
            &["Name", "Bemerkung"][..],
        ),
        (
            format!("/uebergaben/{}/vermerk.pdf", case.handover),
            &["Name"],
        ),
    ];
    for (path, expected) in of_b {
        let paper = case.prints(&b, &path).await;
        assert_eq!(shown(&paper.all()), expected, "{path}");
    }
}

/// Which of all stand there.
fn shown(text: &str) -> Vec<&'static str> {
    let stands = |place: &&str| text.contains(&unbroken(&canary(place)));
    ENTERED.into_iter().filter(stands).collect()
}

impl Case {
    async fn plays(town: &Town) -> Self {
        let (a, b) = (town.caseworker(A).await, town.caseworker(B).await);
        let client = Self::is_known(&a).await;
        let refused = ["contact", "reason", "child", "feedback_outcome"];
        let mut slip = Caseworker::slip_to(B, &["identity", "need"], &refused);
        slip.as_object_mut().unwrap().remove("new_client");
        slip["client"] = json!(client);
        slip["reason"] = canary("Anlass").into();
        slip["appointment"] = json!({"on": "2026-12-01", "remark": canary("Termin")});
        let voucher = json!({
            "client": client, "consent": slip["consent"], "shows_her_name": true,
            "agreement": {"agreed": true}, "theme": "maintenance", "next": {"institution": B.id(), "service": B.service()},
            "required": 1, "valid_until": "2026-12-20",
        });
        let voucher = a.post("/api/v1/vouchers", &voucher).await.ok();
        let anonymous = json!({"agreement": {"agreed": true}, "theme": "debts", "required": 1, "valid_until": "2026-12-20"});
        let anonymous = a.post("/api/v1/vouchers", &anonymous).await.ok();
        let (slip, code) = a.issues(&slip).await;

        let handover = b.takes_on(&code, &[]).await;
        let held = format!("/api/v1/handovers/{handover}");
        let end = json!({"outcome": "help_provided", "remark": canary("Bemerkung")});
        b.post(&format!("{held}/conclusion"), &end).await.ok();
        let theirs = b.get(&held).await.ok().member("client");
        let note = json!({"note": canary("Drueben")});
        let confidences = format!("/api/v1/clients/{theirs}/confidences");
        b.post(&confidences, &note).await.ok();
        Self {
            client,
            slip,
            voucher: voucher.member("voucher"),
            anonymous: anonymous.member("voucher"),
            theirs,
            handover,
        }
    }

    /// Her record at A, with what a child confided and a release from confidentiality.
    async fn is_known(a: &Caseworker) -> String {
        let record = json!({"identity": {"name": canary("Name"), "contact": canary("Kontakt")}});
        let client = a
            .post("/api/v1/clients", &record)
            .await
            .ok()
            .member("client");
        let note = json!({"note": canary("Anvertraut")});
        let confidences = format!("/api/v1/clients/{client}/confidences");
        a.post(&confidences, &note).await.ok();
        let release = json!({
            "client": client, "recipient": B.id(), "discloser": canary("Entbundene"),
            "content": canary("Entbindungsinhalt"), "form": "written", "text": acceptance::release_text(),
            "spoken_language": "de",
            "decided_by": {"who": "herself"}, "given_on": Town::today(),
        });
        a.post("/api/v1/consents/releases", &release).await.ok();
        client
    }

    /// A paper, of which nothing entered stands anywhere but on its pages, and no id at all.
    async fn prints(&self, reader: &Visitor, path: &str) -> Paper {
        let paper = Paper::of(&reader.downloads(path).await).expect("a paper");
        assert_eq!(shown(&paper.metadata), [""; 0], "{path}");
        let ids = [
            &self.client,
            &self.slip,
            &self.voucher,
            &self.theirs,
            &self.handover,
        ];
        for id in ids {
            assert!(!paper.all().contains(id.as_str()), "{path} names {id}");
        }
        paper
    }
}
