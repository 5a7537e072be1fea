//! What the other files leave over: the fields that one record, one release or one rejected code has.

use acceptance::{Caseworker, Office, Person, Town};
use serde_json::json;

use crate::entered::{Entered, canary};

pub(crate) async fn at_the_api(entered: &mut Entered, sender: &Caseworker, holder: &Caseworker) {
    let told = |place: &str| canary(&format!("Schnittstelle{place}"));
    let whole =
        json!({"name": told("Name"), "contact": told("Kontakt"), "language": told("Sprache")});
    let new = json!({"identity": whole});
    let record = entered.sends(sender, "/api/v1/clients", &new).await;
    let record = record.member("client");
    let at = |step: &str| format!("/api/v1/clients/{record}/{step}");

    let put_right = json!({"identity": {
        "name": told("Richtigname"), "contact": told("Richtigkontakt"), "language": told("Richtigsprache"),
    }});
    entered
        .sends(sender, &at("rectification"), &put_right)
        .await;
    let note = json!({"note": told("Anvertraut")});
    entered.sends(sender, &at("confidences"), &note).await;
    let sought = json!({"name": told("Gesucht")});
    entered
        .sends(sender, "/api/v1/clients/search", &sought)
        .await;
    let release = json!({
        "client": record, "recipient": Office::Jugendamt.id(), "discloser": told("Entbundene"),
        "content": told("Entbindungsinhalt"), "form": "written",
        "text": acceptance::release_text(), "spoken_language": "de",
        "decided_by": {"who": "legal_carer", "sphere": told("Entbindungsbetreuung")},
        "given_on": Town::today(),
    });
    entered
        .sends(sender, "/api/v1/consents/releases", &release)
        .await;

    let mut asked = Caseworker::slip_to(Office::Jugendamt, &["need"], &[])["consent"].take();
    asked["decided_by"] = json!({"who": "legal_carer", "sphere": told("Betreuung")});
    let word = json!({
        "client": record, "recipients": [Office::Jugendamt.id()], "consent": asked,
    });
    entered.sends(sender, "/api/v1/consents", &word).await;
    asked["decisions"] = json!({"identity": true});
    asked["decided_by"]["sphere"] = told("Gutscheinbetreuung").into();
    let (institution, service) = (Office::Jugendamt.id(), Office::Jugendamt.service());
    let named = json!({
        "client": record, "shows_her_name": true, "consent": asked, "theme": "debts", "agreement": {"agreed": true},
        "next": {"institution": institution, "service": service}, "required": 1,
        "valid_until": "2026-12-20",
    });
    let named = entered.sends(sender, "/api/v1/vouchers", &named).await;
    entered.code(&named.member("station_code"));
    entered.ids.insert(named.member("voucher"));

    let mut slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
    slip["new_client"]["identity"] =
        json!({"name": told("Zettelname"), "language": told("Zettelsprache")});
    let issued = entered.sends(sender, "/api/v1/slips", &slip).await;
    let code = issued.member("station_code");
    entered.code(&code);
    let handover = holder.takes_on(&code, &[]).await;
    let mut onward = Caseworker::slip_to(Office::Wohnungsamt, &["need"], &[]);
    onward.as_object_mut().unwrap().remove("new_client");
    onward["appointment"] = json!({"on": "2026-12-01", "remark": told("Weitertermin")});
    onward["consent"]["decided_by"] =
        json!({"who": "legal_carer", "sphere": told("Weiterbetreuung")});
    let forwarding = json!({"agreed": true, "slip": onward});
    let path = format!("/api/v1/handovers/{handover}/forwarding");
    entered.sends(holder, &path, &forwarding).await;
    let arrival = json!({
        "new_client": {"identity": {"language": told("Ankunftsprache")}},
        "service": Office::Jugendamt.service(), "need": "maintenance",
    });
    entered
        .sends(holder, "/api/v1/handovers/arrivals", &arrival)
        .await;

    let voucher = a_voucher_in_error(entered, sender).await;

    entered
        .ids
        .extend([record, handover, issued.member("slip"), voucher]);
    // A rectified name is no longer shown, a sought one was never kept: nobody must see them anywhere else.
    entered.of_nobody.extend(
        [
            "Name",
            "Kontakt",
            "Sprache",
            "Richtigname",
            "Richtigkontakt",
            "Richtigsprache",
            "Anvertraut",
            "Gesucht",
            "Entbundene",
            "Entbindungsinhalt",
            "Zettelname",
            "Zettelsprache",
            "Weitertermin",
            "Betreuung",
            "Entbindungsbetreuung",
            "Gutscheinbetreuung",
            "Weiterbetreuung",
            "Ankunftsprache",
        ]
        .map(told),
    );
}

/// A voucher that should never have been written, with a comment; gives its id.
async fn a_voucher_in_error(entered: &mut Entered, sender: &Caseworker) -> String {
    let comment = canary("SchnittstelleGutscheinirrtum");
    let voucher = json!({"agreement": {"agreed": true}, "theme": "debts", "required": 2, "valid_until": "2026-12-20"});
    let voucher = sender.post("/api/v1/vouchers", &voucher).await.ok();
    entered.code(&voucher.member("station_code"));
    let body = json!({"comment": comment});
    let path = format!("/api/v1/vouchers/{}/error", voucher.member("voucher"));
    entered.sends(sender, &path, &body).await;
    entered.of_vouchers.push(comment);
    voucher.member("voucher")
}

pub(crate) async fn at_the_pages(entered: &mut Entered, town: &Town, sender: &Caseworker) {
    let typed = |place: &str| canary(&format!("Formular{place}"));
    let own = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let new = [("person_name", typed("Vorher"))];
    let new = new.each_ref().map(|(name, value)| (*name, value.as_str()));
    let opened = entered
        .fills(&own, "/personen/neu", &new)
        .await
        .location
        .unwrap();
    let path = opened.split('?').next().unwrap();
    let (name, contact, children) = (typed("Name"), typed("Kontakt"), typed("Kinder"));
    let put_right = [
        ("person_name", name.as_str()),
        ("contact", &contact),
        ("channel", "message"),
        ("names_needed", "ja"),
        ("child_names", &children),
    ];
    entered
        .fills(&own, &format!("{path}/berichtigen"), &put_right)
        .await;
    entered
        .ids
        .insert(path.rsplit('/').next().unwrap().to_owned());

    let slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
    let (_, code) = sender.issues(&slip).await;
    entered.code(&code);
    let counter = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    counter.submit("/s", &[("code", &code)]).await.succeeded();
    let comment = typed("Ablehnung");
    let no = [
        ("step", "reject"),
        ("reason", "other"),
        ("comment", comment.as_str()),
    ];
    entered.fills(&counter, "/s/ablehnen", &no).await;
    let used = ["Vorher", "Name", "Kontakt", "Kinder", "Ablehnung"].map(typed);
    entered.of_nobody.extend(used);
}
