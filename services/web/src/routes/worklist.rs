//! `/eingang`: what waits, the code field on top, and what the own office issued; and each of these lists by
//! itself, page by page.

use std::collections::BTreeMap;

use askama::Template;
use casework::{Failure, Incoming};
use domain::InstitutionId;
use domain::clients::answered_by;
use domain::handovers::Phase;
use domain::institutions::Entry;
use domain::slips::{Message, Stage as SlipStage};
use jiff::civil::Date;
use read_models::clients::{ClientList, ClientRow};
use read_models::handovers::HandoverList;
use read_models::slips::{CameBack, SlipList, SlipRow};
use read_models::vouchers::VoucherList;
use read_models::{Place, Window};

use super::address::Said;
use super::answer::{Answer, nowhere, page, page_with};
use super::facts::who;
use super::paging::{Further, Paging, paging};
use super::visit::Visit;
use super::vouchers::showing as vouchers;
use crate::pages::{Badge, Frame, Tone};
use crate::refusals::Problem;
use crate::words;

/// `/eingang`. Form: `POST /s` with `code`.
#[derive(Template)]
#[template(path = "worklist.html")]
struct Page {
    frame: Frame,
    /// The code as typed, when it was not understood.
    code: String,
    /// Why the code was refused.
    code_error: Option<String>,
    /// What came in, most urgent first.
    sections: Vec<Section>,
    /// "Von uns ausgestellt": own slips, by the own clock alone.
    issued: Vec<Section>,
}

/// A part of a list.
struct Section {
    list: List,
    /// How many there are in all.
    count: u64,
    /// Its entries.
    entries: Vec<WorklistEntry>,
    /// Where it goes on, if there are more.
    next: Option<Place>,
}

/// `/eingang/{liste}`: one of these lists, page by page.
#[derive(Template)]
#[template(path = "worklist_part.html")]
struct PartPage {
    frame: Frame,
    part: Section,
    paging: Paging,
}

/// One line of the worklist.
pub(crate) struct WorklistEntry {
    /// Name, or "Ohne Namen" with something to tell her by.
    pub(crate) who: String,
    /// Why she comes, as far as shared; may be empty.
    pub(crate) reason: String,
    /// "seit 12. November".
    pub(crate) since: String,
    /// "fällig am 26. November", or empty.
    pub(crate) due: String,
    /// State; none when the section says it already.
    pub(crate) badge: Option<Badge>,
    /// The page behind it.
    pub(crate) href: String,
}

/// `GET /eingang`
pub(crate) async fn worklist(visit: Visit) -> Answer {
    Ok(page(&build(&visit).await?))
}

/// The worklist again, with what was typed and why it was refused.
pub(crate) async fn with_code_error(visit: &Visit, code: String, refused: &Problem) -> Answer {
    let again = Page {
        code,
        code_error: Some(refused.detail().to_owned()),
        ..build(visit).await?
    };
    Ok(page_with(refused.status(), &again))
}

async fn build(visit: &Visit) -> Result<Page, Problem> {
    let (reader, first) = (Reader::of(visit).await?, Window::first(SHOWN));
    let mut sections = Vec::new();
    for list in List::WAITING {
        let section = reader.section(list, &first).await?;
        // What calls for somebody today stands on top, and only then.
        if !list.empty().is_empty() || !section.entries.is_empty() {
            sections.push(section);
        }
    }
    Ok(Page {
        frame: visit.frame("/eingang").await,
        code: String::new(),
        code_error: None,
        sections,
        issued: vec![
            reader.section(List::Valid, &first).await?,
            reader.section(List::Over, &first).await?,
        ],
    })
}

/// `GET /eingang/{liste}`: one list, page by page.
pub(crate) async fn list(visit: Visit, Said(further): Said<Further>) -> Answer {
    let list = List::named(&visit.id).ok_or_else(nowhere)?;
    let address = format!("/eingang/{}", list.id());
    let reader = Reader::of(&visit).await?;
    let window = further.window(&visit, &address);
    let part = reader.section(list, &window).await?;
    Ok(page(&PartPage {
        frame: visit.frame("/eingang").await,
        paging: paging(&visit, (&address, &address), (&window, part.next)),
        part,
    }))
}

/// So many lines of each list stand on the worklist.
const SHOWN: usize = 8;

/// A list of the worklist.
#[derive(Clone, Copy, PartialEq)]
enum List {
    /// Somebody is to be rung up.
    CallBacks,
    /// Who is to be asked whether her record goes.
    ToAsk,
    /// Hand-overs of one sort.
    Handovers(HandoverList),
    /// Vouchers with a notice.
    VoucherNotices,
    /// Own slips that hold.
    Valid,
    /// Own slips that are over.
    Over,
}

impl List {
    /// What waits, the most urgent first.
    const WAITING: [Self; 9] = [
        Self::CallBacks,
        Self::ToAsk,
        Self::Handovers(HandoverList::Notices),
        Self::VoucherNotices,
        Self::Handovers(HandoverList::LookAgain),
        Self::Handovers(HandoverList::Arrived),
        Self::Handovers(HandoverList::Announced),
        Self::Handovers(HandoverList::Accepted),
        Self::Handovers(HandoverList::OnHold),
    ];
    /// What an office looks up: nothing is to be done with it.
    const LOOKED_UP: [Self; 3] = [Self::Handovers(HandoverList::Over), Self::Valid, Self::Over];

    fn named(id: &str) -> Option<Self> {
        let all = Self::WAITING.into_iter().chain(Self::LOOKED_UP);
        all.into_iter().find(|list| list.id() == id)
    }

    const fn id(self) -> &'static str {
        match self {
            Self::CallBacks => "rueckrufe",
            Self::ToAsk => "loeschen",
            Self::Handovers(HandoverList::Notices) => "mitteilungen",
            Self::VoucherNotices => "gutscheine",
            Self::Handovers(HandoverList::LookAgain) => "wieder-ansehen",
            Self::Handovers(HandoverList::Arrived) => "angekommen",
            Self::Handovers(HandoverList::Announced) => "angekuendigt",
            Self::Handovers(HandoverList::Accepted) => "angenommen",
            Self::Handovers(HandoverList::OnHold) => "zurueckgestellt",
            Self::Handovers(HandoverList::Over) => "beendet",
            Self::Valid => "ausgestellt",
            Self::Over => "abgelaufen",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::CallBacks => "Rückrufbitten",
            Self::ToAsk => "Fragen: Soll die Akte gelöscht werden?",
            Self::Handovers(HandoverList::Notices) => "Neue Mitteilungen",
            Self::VoucherNotices => "Neue Mitteilungen zu Gutscheinen",
            Self::Handovers(HandoverList::LookAgain) => "Heute wieder ansehen",
            Self::Handovers(HandoverList::Arrived) => "Angekommen, noch nicht angenommen",
            Self::Handovers(HandoverList::Announced) => "Angekündigt",
            Self::Handovers(HandoverList::Accepted) => "Angenommen",
            Self::Handovers(HandoverList::OnHold) => "Zurückgestellt",
            Self::Handovers(HandoverList::Over) => "Bei uns beendet",
            Self::Valid => "Von uns ausgestellt",
            Self::Over => "Von uns ausgestellt, nicht mehr gültig",
        }
    }

    /// What stands where there is none; nothing for a list that is shown only with something in it.
    const fn empty(self) -> &'static str {
        match self {
            Self::Handovers(HandoverList::Arrived) => "Niemand wartet auf Ihre Entscheidung.",
            Self::Handovers(HandoverList::Announced) => {
                "Gerade ist niemand angekündigt. Wer mit einem Laufzettel kommt, kommt mit ihrem Code."
            }
            Self::Handovers(HandoverList::Accepted) => "Gerade ist nichts in Arbeit.",
            Self::Handovers(HandoverList::OnHold) => "Gerade wartet nichts auf einen späteren Tag.",
            Self::Valid => "Gerade gilt kein Laufzettel von Ihnen.",
            Self::Over => "Noch kein Laufzettel.",
            _ => "",
        }
    }
}

/// Who reads the lists, with what every line needs.
struct Reader<'a> {
    visit: &'a Visit,
    offices: BTreeMap<InstitutionId, Entry>,
}

impl<'a> Reader<'a> {
    async fn of(visit: &'a Visit) -> Result<Self, Problem> {
        let offices = visit.desk.institutions().await?.into_iter();
        Ok(Self {
            visit,
            offices: offices.map(|row| (row.institution, row.entry)).collect(),
        })
    }

    async fn section(&self, list: List, window: &Window<Place>) -> Result<Section, Problem> {
        let (entries, next) = self.read(list, window).await?;
        let count = match next {
            // Who counts beside reads while others write: what stands here is right.
            None if window.after.is_none() => entries.len() as u64,
            _ => self.count(list).await?,
        };
        Ok(Section {
            list,
            count,
            entries,
            next,
        })
    }

    async fn read(
        &self,
        list: List,
        window: &Window<Place>,
    ) -> Result<(Vec<WorklistEntry>, Option<Place>), Problem> {
        let (desk, staff, today) = (&self.visit.desk, self.visit.staff, self.visit.today());
        Ok(match list {
            List::ToAsk => {
                let lists = [ClientList::ToBeAskedAbout];
                let part = desk.clients_in(staff, &lists, window).await?;
                (part.rows.iter().map(to_be_asked).collect(), part.next)
            }
            List::VoucherNotices => {
                let lists = [VoucherList::Notices];
                let part = desk.vouchers_in(staff, &lists, window).await?;
                (part.rows.iter().map(vouchers::entry).collect(), part.next)
            }
            List::Handovers(list) => {
                let part = desk.handovers_in(staff, &[list], window).await?;
                let lines = part.rows.iter().map(|one| entry(one, today));
                (lines.collect(), part.next)
            }
            List::CallBacks | List::Valid | List::Over => {
                let (list, line): (_, fn(&SlipRow, Option<&Entry>, Date) -> _) = match list {
                    List::CallBacks => (SlipList::CallBacks, call_back),
                    List::Valid => (SlipList::Valid, own),
                    _ => (SlipList::Over, own),
                };
                let part = desk.slips_in(staff, &[list], window).await?;
                let addressee = |slip: &SlipRow| self.offices.get(&slip.recipient);
                let lines = part.rows.iter();
                let lines = lines.map(|slip| line(slip, addressee(slip), today));
                (lines.collect(), part.next)
            }
        })
    }

    async fn count(&self, list: List) -> Result<u64, Failure> {
        let (desk, by) = (&self.visit.desk, self.visit.staff);
        match list {
            List::Handovers(list) => desk.handover_count(by, list).await,
            List::ToAsk => sole(desk.counts(by, &[ClientList::ToBeAskedAbout]).await),
            List::VoucherNotices => sole(desk.counts(by, &[VoucherList::Notices]).await),
            List::CallBacks => sole(desk.counts(by, &[SlipList::CallBacks]).await),
            List::Valid => sole(desk.counts(by, &[SlipList::Valid]).await),
            List::Over => sole(desk.counts(by, &[SlipList::Over]).await),
        }
    }
}

/// The count of the one list that was asked for.
fn sole<L>(counts: Result<BTreeMap<L, u64>, Failure>) -> Result<u64, Failure> {
    Ok(counts?.into_values().sum())
}

fn entry(Incoming { row, sender }: &Incoming, today: Date) -> WorklistEntry {
    let due = match (row.held.phase, row.due_on()) {
        (Phase::OnHold(_), Some(day)) if day <= today => "jetzt wieder ansehen".to_owned(),
        (Phase::OnHold(_), Some(day)) => format!("wieder ansehen am {}", words::day(day)),
        (_, Some(day)) if day < today => format!("galt bis {}", words::day(day)),
        (_, Some(day)) => format!("kann bis {} kommen", words::day(day)),
        (_, None) => String::new(),
    };
    let from = match sender {
        Some(sender) => format!("von {}", sender.name.as_str()),
        None => "ohne Laufzettel".to_owned(),
    };
    let need = row.need.map_or("", words::need);
    let reason = [row.service_name.as_str(), need]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" · ");
    WorklistEntry {
        who: who(row.identity.as_ref()),
        reason,
        since: format!("{from} · seit {}", words::day(row.since)),
        due,
        badge: (!row.held.notices.is_empty()).then(|| Badge::new(Tone::Info, "neue Mitteilung")),
        href: format!("/uebergaben/{}", row.handover()),
    }
}

fn own(slip: &SlipRow, addressee: Option<&Entry>, today: Date) -> WorklistEntry {
    let on_paper = !slip.feedback.is_empty() && addressee.is_some_and(|there| !there.signs_in);
    let addressee = addressee.map_or("", |there| there.name.as_str());
    WorklistEntry {
        who: who(slip.identity.as_ref()),
        reason: format!("{addressee} · {}", slip.service_name.as_str()),
        since: format!("ausgestellt am {}", words::day(slip.issued_on)),
        due: if on_paper {
            format!("Rückmeldung auf Papier: {}", words::reference(slip.slip))
        } else {
            String::new()
        },
        badge: Some(badge(slip, today)),
        href: format!("/laufzettel/{}", slip.slip),
    }
}

/// Somebody is to be rung up about this slip.
fn call_back(slip: &SlipRow, addressee: Option<&Entry>, _: Date) -> WorklistEntry {
    let (name, phone) = addressee.map_or(("", ""), |there| {
        (there.name.as_str(), there.phone.as_str())
    });
    WorklistEntry {
        who: who(slip.identity.as_ref()),
        reason: format!("{name}, Telefon {phone}"),
        since: slip
            .call_back_since
            .map_or(String::new(), |day| format!("seit {}", words::day(day))),
        due: String::new(),
        badge: None,
        href: format!("/laufzettel/{}", slip.slip),
    }
}

fn to_be_asked(her: &ClientRow) -> WorklistEntry {
    let said_on = her.erasure_asked_elsewhere_on;
    WorklistEntry {
        who: who(her.identity.as_ref()),
        reason: "An anderer Stelle gesagt, dass sie es möchte".into(),
        since: said_on.map_or(String::new(), |day| format!("seit {}", words::day(day))),
        due: said_on.map_or(String::new(), |day| {
            format!("fragen bis {}", words::day(answered_by(day)))
        }),
        badge: None,
        href: format!("/personen/{}", her.record),
    }
}

/// Where a slip stands for its sender: by the own facts, what came back, and the own clock.
pub(crate) fn badge(slip: &SlipRow, today: Date) -> Badge {
    let stage = slip.stage_on(today);
    let (tone, text) = match (stage, slip.received.last()) {
        (SlipStage::Withdrawn, _) => (Tone::Quiet, "zurückgenommen".into()),
        (SlipStage::InError, _) => (Tone::Quiet, "Irrtum".into()),
        (_, Some(last)) => (Tone::Success, short(last.what).to_owned()),
        (SlipStage::ValidityEnded, None) => (Tone::Quiet, "Gültigkeit zu Ende".into()),
        (SlipStage::Blank | SlipStage::Issued, None) => (
            Tone::Info,
            format!("gültig bis {}", words::day(slip.valid_until)),
        ),
    };
    Badge { tone, text }
}

const fn short(what: CameBack) -> &'static str {
    let (CameBack::Office { message } | CameBack::Paper { message }) = what else {
        return match what {
            CameBack::She { .. } => "ihr Wort da",
            _ => "berichtigt",
        };
    };
    match message {
        Message::Arrived => "angekommen",
        Message::Accepted => "angenommen",
        Message::NotAccepted => "nicht angenommen",
        Message::Outcome { .. } => "Ergebnis da",
        Message::Reason { .. } => "Grund da",
    }
}
