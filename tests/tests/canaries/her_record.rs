//! Canaries through every form of her record, of vouchers and of releases.

use acceptance::{Office, Person, Town, Visitor};
use domain::consents::Subject;

use crate::entered::{Entered, canaries, canary};

const OWN: Person = Person::At(Office::Schuldnerberatung);

/// Enters them; what the record's own pages show is looked for there.
pub(crate) async fn through_every_form(entered: &mut Entered, town: &Town) {
    let visitor = town.at_the_pages(OWN).await;
    let typed = canaries(&["Aktenname", "Aktenweg", "Kindername"]);
    let record = [
        ("form_key", canary("Aktenformular")),
        ("person_name", format!("Frau Neumann {}", typed[0])),
        ("contact", typed[1].clone()),
        ("channel", "message".into()),
        ("names_needed", "ja".into()),
        ("child_names", typed[2].clone()),
    ];
    let path = sends(entered, &visitor, "/personen/neu", &record).await;
    let path = path.split('?').next().unwrap().to_owned();
    entered
        .ids
        .insert(path.rsplit('/').next().unwrap().to_owned());
    entered.in_the_file.extend(typed);

    let spheres = canaries(&[
        "Einwilligungsbetreuung",
        "Entbindungsbetreuung",
        "Gutscheinbetreuung",
    ]);
    let mut ask = vec![
        ("recipient", Office::Jugendamt.id().to_string()),
        ("item", "need".to_owned()),
        ("preset", "nothing".into()),
        ("consented_on", "2026-11-22".into()),
        ("consequences_told", "ja".into()),
    ];
    ask.extend(cared_for(Subject::Consent, &spheres[0]));
    sends(entered, &visitor, &format!("{path}/einwilligung"), &ask).await;

    let release = canaries(&["Entbundene", "Entbindungsinhalt"]);
    let fields = [
        ("discloser", release[0].clone()),
        ("recipient", Office::Jugendamt.id().to_string()),
        ("content", release[1].clone()),
        ("consented_on", "2026-11-22".into()),
    ];
    let fields = [&fields[..], &cared_for(Subject::Release, &spheres[1])].concat();
    sends(entered, &visitor, &format!("{path}/entbindung"), &fields).await;
    entered.in_the_file.extend(release);

    let confided = canary("Anvertraut");
    let note = [("note", confided.clone())];
    sends(entered, &visitor, &format!("{path}/anvertraut"), &note).await;
    entered.in_the_file.push(confided);

    let unfit = canaries(&["Einwilligungsunfug", "Aufbewahrungsunfug", "Loeschunfug"]);
    let ask = [
        ("recipient", unfit[0].as_str()),
        ("item", &unfit[0]),
        ("preset", &unfit[0]),
    ];
    visitor.submit(&format!("{path}/einwilligung"), &ask).await;
    visitor
        .submit(&format!("{path}/aufbewahrung"), &[("until", &unfit[1])])
        .await;
    visitor
        .submit(&format!("{path}/loeschen"), &[("what", &unfit[2])])
        .await;
    entered.of_nobody.extend(unfit);

    let sought = canary("Gesuchte");
    visitor
        .submit("/personen", &[("person_name", &sought)])
        .await;
    entered.of_nobody.push(sought);
    let named = [
        ("client", path.rsplit('/').next().unwrap().to_owned()),
        ("theme", "debts".into()),
        ("required", "1".into()),
        ("valid_until", "2026-12-20".into()),
        (
            "next",
            format!("{}:{}", Office::Jugendamt.id(), Office::Jugendamt.service()),
        ),
        ("shows_her_name", "ja".into()),
        ("instrument_agreed", "ja".into()),
        ("agreed_by", "herself".into()),
        ("consequences_told", "ja".into()),
    ];
    let named = [&named[..], &cared_for(Subject::Consent, &spheres[2])].concat();
    sends(entered, &visitor, "/gutscheine/neu", &named).await;
    // On the paper and in her copy, and on no page.
    entered.of_nobody.extend(spheres);
    voucher(entered, &visitor).await;
}

/// Her Betreuung decides.
fn cared_for(subject: Subject, sphere: &str) -> Vec<(&'static str, String)> {
    let mut fields =
        acceptance::asked_fields(subject).map(|(name, value)| (name, value.to_owned()));
    fields[0].1 = "legal_carer".into();
    [&fields[..], &[("decider_sphere", sphere.to_owned())]].concat()
}

async fn voucher(entered: &mut Entered, visitor: &Visitor) {
    let new = [
        ("theme", "debts".to_owned()),
        ("required", "1".into()),
        ("valid_until", "2026-12-20".into()),
        ("instrument_agreed", "ja".into()),
        ("agreed_by", "herself".into()),
    ];
    let issued = sends(entered, visitor, "/gutscheine/neu", &new).await;
    let path = issued.split('?').next().unwrap();
    entered
        .ids
        .insert(path.rsplit('/').next().unwrap().to_owned());
    let comment = canary("Gutscheinirrtum");
    sends(
        entered,
        visitor,
        &format!("{path}/irrtum"),
        &[("comment", comment.clone())],
    )
    .await;
    entered.of_vouchers.push(comment);
}

async fn sends(
    entered: &mut Entered,
    visitor: &Visitor,
    path: &str,
    fields: &[(&str, String)],
) -> String {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    entered
        .fills(visitor, path, &fields)
        .await
        .location
        .unwrap()
}

/// Whether they arrived at all.
pub(crate) async fn is_seen(town: &Town, entered: &Entered) {
    let visitor = town.at_the_pages(OWN).await;
    let mut seen = String::new();
    for page in entered.each(|id| format!("/personen/{id}")) {
        seen += &visitor.opens(&page).await.text;
    }
    for canary in &entered.in_the_file {
        assert!(seen.contains(canary), "{canary} was never entered");
    }
}
