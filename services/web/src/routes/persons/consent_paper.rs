//! `/personen/{id}/einwilligung/{recipient}.pdf`: what she said, once for the file and once for her.

use axum::extract::{Path, State};
use axum::response::Response;
use casework::ClientFile;
use documents::{ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Signature};
use domain::consents::{ConsentForm as Form, ConsentText, Item};
use domain::institutions::SenderShown;
use domain::{Erasable, EvidenceId, InstitutionId, KnownOr as _, Refusal, Staff};
use jiff::civil::Date;
use read_models::clients::ClientRow;
use read_models::consents::{ConsentRow, ReleaseRow};

use super::items::{self, COMES_BACK, MORE, TRAVELS};
use super::record;
use crate::App;
use crate::refusals::Problem;
use crate::routes::answer::problem;
use crate::routes::frame::office;
use crate::routes::printing::{download, print};
use crate::routes::session::Visitor;
use crate::words;

/// `GET /personen/{id}/einwilligung/{recipient}.pdf`
pub(crate) async fn paper(
    State(app): State<App>,
    path: Option<Path<(String, String)>>,
    visitor: Visitor,
) -> Response {
    let (id, file) = path.map(|Path(path)| path).unwrap_or_default();
    match set(&app, visitor.staff, &id, &file).await {
        Ok(bytes) => download("application/pdf", "einwilligung.pdf", bytes),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

async fn set(app: &App, staff: Staff, id: &str, file: &str) -> Result<Vec<u8>, Problem> {
    let recipient = file.strip_suffix(".pdf").ok_or(Refusal::NotFound)?;
    let recipient: InstitutionId = recipient.parse().map_err(|_| Refusal::NotFound)?;
    let record = record(id)?;
    let view = view(app, staff, record, recipient).await?;
    print(app, format!("{record}/{recipient}"), move |imprint| {
        documents::consent_form(&view, imprint)
    })
    .await
}

/// The form as PDF, for the API.
pub(crate) async fn view(
    app: &App,
    staff: Staff,
    record: domain::RecordId,
    recipient: InstitutionId,
) -> Result<ConsentForm, Problem> {
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
    let said = Said::of(consent, release).ok_or(Refusal::NotFound)?;
    let sender = app.desk.shown_as_sender(staff, client.protected).await?;
    let there = office(app, recipient).await;
    let faces = app.desk.faces().await?;
    let name = client.identity.known().and_then(|her| her.name.as_ref());
    let name = name.map(|name| name.as_str().to_owned());
    Ok(ConsentForm {
        network: faces.name.as_str().to_owned(),
        decided_by: name
            .as_ref()
            .map_or_else(|| "sie selbst".to_owned(), |name| format!("{name} selbst")),
        person: name,
        discloser: sender.name.as_str().to_owned(),
        recipients: vec![Recipient {
            name: there.clone(),
            granted: true,
        }],
        purpose: "Sie bekommen dort Hilfe und müssen nicht alles noch einmal erzählen.".into(),
        groups: consent.map_or_else(Vec::new, |row| groups(row, &client, &there, &sender)),
        text: read_text(&said.text),
        number: said.kept_as.number(),
        language: words::language(said.text.language.as_str()).to_owned(),
        signature: match said.form {
            Form::Written => Signature::Handwritten,
            Form::Electronic => Signature::Electronic,
        },
        given_on: words::day(said.given_on),
        expires_on: words::day(said.expires_on),
        withdraw_at: format!(
            "{}, Telefon {}",
            sender.name.as_str(),
            sender.phone.as_str()
        ),
        release: release.and_then(|row| on_paper(row, &there)),
    })
}

/// How she was asked: for the consent, or for the release where there is no consent.
struct Said {
    text: ConsentText,
    form: Form,
    kept_as: EvidenceId,
    given_on: Date,
    expires_on: Date,
}

impl Said {
    fn of(consent: Option<&ConsentRow>, release: Option<&ReleaseRow>) -> Option<Self> {
        let of_consent = consent.and_then(|row| {
            let told = row.evidence.as_ref().and_then(Erasable::known)?;
            Some(Self {
                text: told.text.clone(),
                form: told.form,
                kept_as: row.kept_as?,
                given_on: row.given_on,
                expires_on: row.expires_on,
            })
        });
        of_consent.or_else(|| {
            let row = release?;
            let told = row.evidence.as_ref().and_then(Erasable::known)?;
            Some(Self {
                text: told.text.clone(),
                form: told.form,
                kept_as: row.kept_as,
                given_on: row.given_on,
                expires_on: row.expires_on,
            })
        })
    }
}

/// The words that were read to her, if they are still in force; their hash stands in any case.
fn read_text(reference: &ConsentText) -> ReadText {
    let in_force = casework::consent_texts::IN_FORCE.iter();
    let words = in_force
        .filter(|text| text.language == reference.language.as_str())
        .find(|text| text.version == reference.version.as_str());
    ReadText {
        words: words.map_or_else(String::new, |text| text.words.to_owned()),
        version: reference.version.as_str().to_owned(),
        sha256: reference.sha256.as_str().to_owned(),
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
                label: items::to_her(decision.item).to_owned(),
                seen: items::sees(decision.item, client),
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

fn on_paper(row: &ReleaseRow, there: &str) -> Option<Release> {
    let told = row.evidence.as_ref().and_then(Erasable::known)?;
    Some(Release {
        number: row.kept_as.number(),
        bound: told.discloser.as_str().to_owned(),
        recipient: there.to_owned(),
        content: told.content.as_str().to_owned(),
        purpose: "Die Hilfe soll zueinander passen.".into(),
        valid_until: words::day(row.expires_on),
    })
}
