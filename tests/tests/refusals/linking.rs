//! What is refused when a slip turns up late, and when nobody is ticked who may know of her.

use acceptance::{Caseworker, Office, Town};
use domain::consents::Subject;
use serde_json::json;

use crate::book::{Book, words};
use crate::{at, slip};

/// A slip with which somebody else came belongs to nobody else.
pub(crate) async fn refused(town: &Town, book: &mut Book) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let (api, page) = at(town, Office::Jugendamt).await;
    let (_, code) = sender.issues(&slip()).await;
    api.takes_on(&code, &[]).await;
    let arrival = json!({
        "new_client": {"identity": {"name": "Frau Kern"}},
        "service": Office::Jugendamt.service(),
        "need": "maintenance",
    });
    let arrived = api.post("/api/v1/handovers/arrivals", &arrival).await.ok();
    let handover = arrived.member("handover");
    let own = format!("/api/v1/handovers/{handover}");
    let before = api.get(&own).await.ok();

    let link = json!({"code": code});
    let a = api.post(&format!("{own}/link"), &link).await;
    let to = format!("/uebergaben/{handover}/verknuepfen");
    let p = page.submit(&to, &[("code", &code)]).await;
    let rule = "linking a slip of somebody else";
    let sentence = "Mit diesem Laufzettel ist schon jemand angekommen. Prüfen Sie, ob er zu dieser Person gehört.";
    book.enter_apart(rule, (409, "slip-used-elsewhere", &a), (422, sentence, &p));
    assert_eq!(a.member("detail"), sentence);
    assert!(words(&p).contains(&code), "what was typed is lost");
    assert!(!p.main().contains("Neumann") && !a.text.contains("Neumann"));
    assert_eq!(
        api.get(&own).await.ok(),
        before,
        "a refusal changes nothing"
    );
    nobody_ticked(&sender, town, book).await;
}

async fn nobody_ticked(api: &Caseworker, town: &Town, book: &mut Book) {
    let (_, page) = at(town, Office::Schuldnerberatung).await;
    let known = json!({"identity": {"name": "Frau Kern"}});
    let opened = api.post("/api/v1/clients", &known).await.ok();
    let client = opened.member("client");
    let asked = json!({
        "client": client, "recipients": [], "consent": {
            "decisions": {"need": true}, "form": "written", "text": acceptance::consent_text(), "spoken_language": "de",
                "decided_by": {"who": "herself"},
            "consequences_shown": true, "given_on": Town::today(),
        },
    });
    let a = api.post("/api/v1/consents", &asked).await;
    let today = Town::today().to_string();
    let mut form = vec![
        ("item", "need"),
        ("preset", "nothing"),
        ("consented_on", &today),
        ("consequences_told", "ja"),
    ];
    form.extend(acceptance::asked_fields(Subject::Consent));
    let to = format!("/personen/{client}/einwilligung");
    let p = page.submit(&to, &form).await;
    let rule = "a consent without a recipient";
    book.enter(rule, (422, "consent-without-recipient"), (&a, &p));
    assert!(p.text.contains("id=\"recipients-error\""), "{}", p.main());
    let kept = "name=\"item\" value=\"need\" checked";
    assert!(
        p.main().contains(kept),
        "what was ticked is lost: {}",
        p.main()
    );
    let path = format!("/api/v1/consents?client={client}");
    let recorded = api.get(&path).await.ok().json();
    assert_eq!(recorded["consents"], json!([]), "a refusal changes nothing");
}
