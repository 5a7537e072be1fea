//! `/personen/{id}/einwilligung/{recipient}.pdf`: what she said, once for the file and once for her.

use axum::extract::Path;
use casework::ClientFile;
use documents::{
    ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Said, Signature,
};
use domain::consents::{Asking, ConsentForm as Form, ConsentText, Decider, Item, Subject, Wording};
use domain::institutions::SenderShown;
use domain::{Erasable, EvidenceId, InstitutionId, KnownOr as _, RecordId, Refusal};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::consents::{ConsentRow, ReleaseRow};

use super::items::{COMES_BACK, MORE, TRAVELS};
use crate::refusals::Problem;
use crate::routes::answer::Answer;
use crate::routes::frame::office;
use crate::routes::printing::printed;
use crate::routes::visit::Visit;
use crate::words;

/// `GET /personen/{id}/einwilligung/{recipient}.pdf`
pub(crate) async fn paper(path: Option<Path<(String, String)>>, visit: Visit) -> Answer {
    let (id, file) = path.map(|Path(path)| path).unwrap_or_default();
    let gone = || Refusal::NotFound;
    let recipient = file.strip_suffix(".pdf").ok_or_else(gone)?.parse();
    let (record, recipient) = id.parse().ok().zip(recipient.ok()).ok_or_else(gone)?;
    let view = view(&visit, record, recipient).await?;
    printed(&visit.app, "einwilligung.pdf", view).await
}

/// The form, as it is set.
async fn view(
    visit: &Visit,
    record: RecordId,
    recipient: InstitutionId,
) -> Result<ConsentForm, Problem> {
    let (app, staff) = (&visit.app, visit.staff);
    let ClientFile {
        client, her_word, ..
    } = app.desk.client_file(staff, record).await?;
    let consent = her_word
        .consents
        .iter()
        .find(|row| row.route.recipient == recipient && !row.decisions.is_empty());
    let release = her_word
        .releases
        .iter()
        .find(|row| row.route.recipient == recipient && row.withdrawn_on.is_none());
    let sender = app.desk.shown_as_sender(staff, client.protected).await?;
    let there = office(app, recipient).await;
    let faces = app.desk.faces().await?;
    let name = client.identity.known().and_then(|her| her.name.as_ref());
    let name = name.map(|name| name.as_str().to_owned());
    let release = release.and_then(|row| released(row, &there, name.as_deref()));
    let consented = consent.and_then(|row| consented(row, name.as_deref()));
    // Without a consent the release stands alone, with what was said then.
    let of_release = release.as_ref().map(|release| release.said.clone());
    let consent = consent.filter(|_| consented.is_some());
    let contacts = &app.settings.data_protection;
    Ok(ConsentForm {
        network: faces.name.as_str().to_owned(),
        person: name,
        discloser: sender.name.as_str().to_owned(),
        recipients: vec![Recipient {
            name: there.clone(),
            granted: true,
        }],
        purpose: "Sie bekommen dort Hilfe und müssen nicht alles noch einmal erzählen.".into(),
        groups: consent.map_or_else(Vec::new, |row| groups(row, &client, &there, &sender)),
        said: consented.or(of_release).ok_or(Refusal::NotFound)?,
        officer: contacts.officer.clone(),
        authority: contacts.authority.clone(),
        withdraw_at: format!(
            "{}, Telefon {}",
            sender.name.as_str(),
            sender.phone.as_str()
        ),
        release,
        discreet: client.protected,
    })
}

/// How she consented, as long as it is known.
fn consented(row: &ConsentRow, name: Option<&str>) -> Option<Said> {
    let told = row.evidence.as_ref().and_then(Erasable::known)?;
    let kept_as = row.kept_as?;
    let days = (row.given_on, row.expires_on);
    let asked = (Subject::Consent, &told.asking);
    Some(said(asked, &told.decider, kept_as, days, name))
}

/// Whom she released, as long as it is known.
fn released(row: &ReleaseRow, there: &str, name: Option<&str>) -> Option<Release> {
    let told = row.evidence.as_ref().and_then(Erasable::known)?;
    let days = (row.given_on, row.expires_on);
    let asked = (Subject::Release, &told.asking);
    Some(Release {
        said: said(asked, &told.decider, row.kept_as, days, name),
        bound: told.discloser.as_str().to_owned(),
        recipient: there.to_owned(),
        content: told.content.as_str().to_owned(),
        purpose: "Die Hilfe soll zueinander passen.".into(),
    })
}

fn said(
    (subject, asking): (Subject, &Asking),
    decider: &Decider,
    kept_as: EvidenceId,
    (given_on, expires_on): (Date, Date),
    name: Option<&str>,
) -> Said {
    let decided_by = words::decider(decider);
    // Her own word stands there with her name.
    let decided_by = match name {
        Some(name) if decider.is_herself() => decided_by.replacen("sie", name, 1),
        _ => decided_by,
    };
    Said {
        number: kept_as.number(),
        text: read_text(subject, &asking.text),
        decided_by,
        herself: decider.is_herself(),
        how: words::asked(asking),
        signature: match asking.form {
            Form::Written => Signature::Handwritten,
            Form::Electronic => Signature::Electronic,
        },
        given_on: words::day(given_on),
        expires_on: words::day(expires_on),
    }
}

/// The words that were put to her, in force or not; their hash stands in any case.
fn read_text(subject: Subject, reference: &ConsentText) -> ReadText {
    let words = Wording::of(subject, &reference.version, &reference.language);
    ReadText {
        words: words.map_or_else(String::new, |text| text.words.to_owned()),
        version: reference.version.clone(),
        sha256: reference.sha256.clone(),
    }
}

/// What the other side sees. In danger her name and number are not printed beside a word that she may have
/// given under others.
fn seen(item: Item, client: &ClientRow) -> String {
    match item {
        Item::Identity | Item::Contact if client.protected => "was in der Akte steht.".into(),
        _ => words::item_seen(item, client),
    }
}

fn groups(
    row: &ConsentRow,
    client: &ClientRow,
    there: &str,
    sender: &SenderShown,
) -> Vec<ItemGroup> {
    let answered = |of: &[Item]| -> Vec<ConsentItem> {
        let decided = of
            .iter()
            .filter_map(|item| row.decisions.iter().find(|d| d.item == *item));
        decided
            .map(|decision| ConsentItem {
                label: words::item_words(decision.item).to_her.to_owned(),
                seen: seen(decision.item, client),
                granted: decision.granted && !row.withdrawn.contains(&decision.item),
            })
            .collect()
    };
    let travels: Vec<Item> = TRAVELS.iter().chain(MORE).copied().collect();
    let here = sender.name.as_str();
    let group = |heading: String, seen: String, of: &[Item]| ItemGroup {
        heading,
        seen,
        items: answered(of),
    };
    let groups = [
        group(
            format!("Was {there} wissen darf"),
            "Das sieht diese Stelle".into(),
            &travels,
        ),
        group(
            format!("Was zurückkommen darf zu: {here}"),
            "Das wird dort gesehen".into(),
            COMES_BACK,
        ),
        group(
            "Statistik des Netzwerks".into(),
            "Das wird gesehen".into(),
            &[Item::Statistics],
        ),
    ];
    groups
        .into_iter()
        .filter(|group| !group.items.is_empty())
        .collect()
}
