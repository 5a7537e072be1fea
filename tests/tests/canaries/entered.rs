//! Entering canaries: through every form of the pages and every text field of the API.

use std::collections::BTreeSet;

use acceptance::{Answer, Caseworker, IssueForm, Office, PASSWORD, Person, Town, Visitor};
use serde_json::{Value, json};

use crate::{fields, forms, her_record, refused, rest, steps};

/// What was entered, by who may see it.
#[derive(Default)]
pub(crate) struct Entered {
    /// At the sender, and at the holder because she allows it.
    pub(crate) allowed: Vec<String>,
    /// At the sender only, because she refused.
    pub(crate) refused: Vec<String>,
    /// At the holder only.
    pub(crate) of_the_holder: Vec<String>,
    /// Where it belongs to nobody: wrong user names, rubbish codes, queries.
    pub(crate) of_nobody: Vec<String>,
    /// On anonymous vouchers, at who issued them.
    pub(crate) of_vouchers: Vec<String>,
    /// Codes and tokens.
    codes: Vec<String>,
    /// Slips whose page shows what was entered there.
    pub(crate) slips: Vec<String>,
    /// The hand-overs.
    pub(crate) handovers: Vec<String>,
    pub(crate) ids: BTreeSet<String>,
    /// At the sender, on pages that only her record has.
    pub(crate) in_the_file: Vec<String>,
    /// Into which fields of the API and of forms one was entered and taken.
    pub(crate) taken: BTreeSet<String>,
}

impl Entered {
    /// Every canary.
    pub(crate) fn all(&self) -> Vec<String> {
        let mut all = vec!["Frau Neumann".to_owned(), "Annabella".to_owned()];
        for some in [
            &self.allowed,
            &self.refused,
            &self.of_the_holder,
            &self.of_nobody,
            &self.in_the_file,
            &self.of_vouchers,
        ] {
            all.extend_from_slice(some);
        }
        all
    }

    /// What nobody may read in a log or database: codes, tokens and passwords.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let mut secrets = vec![PASSWORD.to_owned()];
        secrets.extend_from_slice(&self.codes);
        secrets
    }

    /// Something for each thing that can be asked for.
    pub(crate) fn each(&self, make: impl Fn(&str) -> String) -> Vec<String> {
        self.ids.iter().map(|id| make(id)).collect()
    }

    /// Gives a command at the API that must be taken.
    pub(crate) async fn sends(&mut self, by: &Caseworker, path: &str, body: &Value) -> Answer {
        let answer = by.post(path, body).await.ok();
        self.taken.extend(fields::taken(path, body));
        answer
    }

    /// Sends a form that must be taken.
    pub(crate) async fn fills(
        &mut self,
        by: &Visitor,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let answer = by.submit(path, fields).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.text);
        self.taken.extend(forms::typed(path, fields));
        answer
    }

    /// Every code that was handed out.
    pub(crate) fn codes(&self) -> impl Iterator<Item = &String> {
        self.codes.iter()
    }

    pub(crate) fn code(&mut self, grouped: &str) {
        self.codes.push(grouped.to_owned());
        self.codes.push(grouped.replace('-', ""));
    }
}

/// A string that nobody writes by accident.
pub(crate) fn canary(place: &str) -> String {
    format!("Kanarienvogel-{place}-q7Zk3vXw9")
}

pub(crate) fn canaries(places: &[&str]) -> Vec<String> {
    places.iter().map(|place| canary(place)).collect()
}

/// Enters them everywhere.
pub(crate) async fn through_everything(town: &Town) -> Entered {
    let mut entered = Entered::default();
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let holder = town.caseworker(Office::Jugendamt).await;
    for person in [&sender, &holder] {
        entered.codes.push(person.token().to_owned());
    }
    at_the_api(&mut entered, &sender, &holder).await;
    at_the_pages(&mut entered, town, &sender).await;
    steps::everywhere(&mut entered, town, &sender, &holder).await;
    her_record::through_every_form(&mut entered, town).await;
    rest::at_the_api(&mut entered, &sender, &holder).await;
    rest::at_the_pages(&mut entered, town, &sender).await;
    let refused = refused::by_everything(town, &holder).await;
    entered.of_nobody.extend(refused);
    entered
}

async fn ids_of(entered: &mut Entered, api: &Caseworker, path: &str) {
    let shown = api.get(path).await.ok();
    let members = ["client", "slip", "handover"];
    let ids = members.map(|name| shown.json()[name].as_str().map(str::to_owned));
    entered.ids.extend(ids.into_iter().flatten());
}

async fn at_the_api(entered: &mut Entered, sender: &Caseworker, holder: &Caseworker) {
    let shown = canaries(&["Name", "Erreichbar", "Anlass"]);
    let granted = ["identity", "contact", "need", "reason", "feedback_arrival"];
    let mut slip = Caseworker::slip_to(Office::Jugendamt, &granted, &[]);
    slip["new_client"]["identity"]["name"] = format!("Frau Neumann {}", shown[0]).into();
    slip["new_client"]["identity"]["contact"] = shown[1].as_str().into();
    slip["reason"] = format!("{} mit Annabella", shown[2]).into();
    slip["appointment"] = json!({"on": "2026-12-01", "at": "10:30", "remark": canary("Termin")});
    slip["consent"]["decided_by"] = json!({"who": "legal_carer", "sphere": canary("Betreuung")});
    let key = canary("Schluessel");
    let issued = sender
        .post_with_key("/api/v1/slips", &key, &slip)
        .await
        .ok();
    entered.taken.extend(fields::taken("/api/v1/slips", &slip));
    let (id, code) = (issued.member("slip"), issued.member("station_code"));
    let qr = issued.member("qr");
    entered
        .codes
        .push(qr.rsplit('/').next().unwrap().to_owned());
    entered.code(&code);
    entered.allowed.extend(shown);
    entered.refused.push(canary("Termin"));
    // What her Betreuung was appointed for stands on no page.
    entered.of_nobody.extend([key, canary("Betreuung")]);
    ids_of(entered, sender, &format!("/api/v1/slips/{id}")).await;

    let name = canary("Akte");
    let record = json!({"identity": {"name": name, "contact": canary("Aktenkontakt")}});
    entered.sends(sender, "/api/v1/clients", &record).await;
    entered.refused.extend([name, canary("Aktenkontakt")]);

    let handover = holder.takes_on(&qr, &["feedback_arrival"]).await;
    let end = json!({"outcome": "help_provided", "remark": canary("Bemerkung")});
    let to = format!("/api/v1/handovers/{handover}");
    entered
        .sends(holder, &format!("{to}/conclusion"), &end)
        .await;
    entered.of_the_holder.push(canary("Bemerkung"));
    ids_of(entered, holder, &to).await;
    entered.handovers.push(handover);

    let (_, code) = sender.issues(&slip).await;
    entered.code(&code);
    let arrived = json!({"code": code});
    let rejected = holder
        .post("/api/v1/handovers", &arrived)
        .await
        .ok()
        .member("handover");
    let no = json!({"reason": "other", "comment": canary("Kommentar")});
    let path = format!("/api/v1/handovers/{rejected}/rejection");
    entered.sends(holder, &path, &no).await;
    entered.of_the_holder.push(canary("Kommentar"));
    entered.handovers.push(rejected);
}

/// The whole way again at the pages; she allows nothing.
async fn at_the_pages(entered: &mut Entered, town: &Town, sender: &Caseworker) {
    let issuing = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let typed = canaries(&[
        "Seitenname",
        "Seitenkontakt",
        "Seitenanlass",
        "Seitentermin",
    ]);
    let form = IssueForm::to(Office::Jugendamt)
        .with("form_key", &canary("Formular"))
        .with("person_name", &format!("Frau Neumann {}", typed[0]))
        .with("contact", &typed[1])
        .with("reason", &format!("{} mit Annabella", typed[2]))
        .with("appointment_on", "2026-12-01")
        .with("appointment_time", "10:30")
        .with("appointment_remark", &typed[3])
        .with("decider", "legal_carer")
        .with("decider_sphere", &canary("Seitenbetreuung"));
    let outdated = form.clone().with("text_version", &canary("Textfassung"));
    let refused = issuing.submit("/laufzettel/neu", &outdated.fields()).await;
    assert_eq!(refused.status, 422, "{}", refused.text);
    let issued = entered
        .fills(&issuing, "/laufzettel/neu", &form.fields())
        .await;
    let page = issuing.opens(&issued.location.unwrap()).await.ok();
    let (_, rest) = page.text.split_once("lz-code__value\">").unwrap();
    let code = rest.split('<').next().unwrap().to_owned();
    entered.code(&code);
    // Her name and contact stand in the record, not on the slip.
    entered.refused.extend(typed);
    entered
        .of_nobody
        .extend(canaries(&["Formular", "Textfassung", "Seitenbetreuung"]));
    let slips = sender.get("/api/v1/slips").await.ok().json();
    for slip in slips["slips"].as_array().unwrap() {
        entered
            .ids
            .insert(slip["slip"].as_str().unwrap().to_owned());
    }

    let holding = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    holding.submit("/s", &[("code", &code)]).await.succeeded();
    let arrived = holding.submit(
        "/s/eingang",
        &[("step", "accept"), ("arrived_on", "2026-11-22")],
    );
    let held = arrived.await.ok().location.unwrap();
    let end = [("outcome", "help_provided"), ("note", &canary("Notiz"))];
    let form = end.map(|(name, value)| (name, value as &str));
    entered
        .fills(&holding, &format!("{held}/abschliessen"), &form)
        .await;
    entered.of_the_holder.push(canary("Notiz"));
    let id = held.rsplit('/').next().unwrap().to_owned();
    entered.ids.insert(id.clone());
    entered.handovers.push(id);
}
