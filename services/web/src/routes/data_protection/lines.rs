//! What an institution did with data, line by line: `/datenschutz/zeilen/{art}` of some months, page by page,
//! `/datenschutz/zeilen.csv` as a file, and `/datenschutz/nachweise`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use askama::Template;
use casework::{DataProtection, Failure};
use domain::InstitutionId;
use jiff::civil::Date;
use read_models::data_protection::{ActRow, Month, Months, Sort};
use read_models::{Part, Place, Window};
use serde::Deserialize;

use super::sentences::{line, names, proof, sentence};
use crate::App;
use crate::pages::{FieldErrors, Frame, HistoryLine};
use crate::period;
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{Answer, nowhere, page};
use crate::routes::frame::offices;
use crate::routes::paging::{Further, Paging, paging};
use crate::routes::printing::download;
use crate::routes::visit::Visit;
use crate::words;

/// So many lines of each sort stand on the overview.
pub(super) const SHOWN: usize = 10;
/// So many lines of a file are read at once.
const AT_ONCE: usize = 500;
/// The sorts that are shown together.
const TOGETHER: [Sort; 6] = [
    Sort::Consents,
    Sort::TakenBack,
    Sort::Handed,
    Sort::Received,
    Sort::Feedback,
    Sort::Copies,
];

/// A figure with what it counts.
pub(super) struct Figure {
    pub(super) number: u64,
    pub(super) label: &'static str,
    /// The lines behind it, if there are any.
    pub(super) href: Option<String>,
}

/// The form for a period: `GET` on the page itself, with `von` and `bis`.
pub(super) struct PeriodForm {
    pub(super) action: String,
    pub(super) first: String,
    pub(super) last: String,
    /// "September bis November 2026".
    pub(super) label: String,
}

/// The beginning of a list of lines.
pub(super) struct LinesShown {
    pub(super) lines: Vec<HistoryLine>,
    /// Where all of them are, if there are more.
    pub(super) all: Option<String>,
}

/// Lines, page by page.
#[derive(Template)]
#[template(path = "data_protection_lines.html")]
struct Page {
    frame: Frame,
    title: &'static str,
    count: u64,
    /// Which months; none where a list has no period.
    period: Option<PeriodForm>,
    lines: Vec<HistoryLine>,
    paging: Paging,
    errors: FieldErrors,
}

/// Which months, as typed, and where a list goes on.
#[derive(Default, Deserialize)]
pub(super) struct Period {
    #[serde(default)]
    von: String,
    #[serde(default)]
    bis: String,
    #[serde(flatten)]
    pub(super) further: Further,
}

impl Period {
    /// The months that are meant; the usual ones, with a word on it, where nothing can be made of what was
    /// typed.
    pub(super) fn months(&self, app: &App, errors: &mut FieldErrors) -> Months {
        let today = app.desk.now().today;
        period::of(&self.von, &self.bis, today).unwrap_or_else(|| {
            errors.add(
                "von",
                "Bitte geben Sie zwei Monate an, den früheren zuerst, höchstens zwei Jahre. Gezeigt \
                 werden die letzten drei Monate.",
            );
            usual(today)
        })
    }
}

fn usual(today: Date) -> Months {
    let this = Month::of(today);
    Months::from_to(this.before().before(), this).expect("three months are a period")
}

/// `GET /datenschutz/zeilen/{art}`
pub(super) async fn of_sort(visit: Visit, Said(asked): Said<Period>) -> Answer {
    let mut sorts = Sort::ALL.iter().copied();
    let sort = sorts.find(|sort| names(*sort).0 == visit.id);
    let sort = sort.ok_or_else(nowhere)?;
    let mut errors = FieldErrors::default();
    let months = asked.months(&visit, &mut errors);
    let lines = Lines::of(&visit, months).await?;
    let (art, title) = names(sort);
    let plain = format!("/datenschutz/zeilen/{art}");
    let address = lines.address(&plain);
    // The address names the months: a place in one period is none in another.
    let window = asked.further.window(&visit, &address);
    let part = lines.part(sort, &window).await?;
    let counts = visit.desk.data_act_counts(visit.staff, months).await?;
    Ok(page(&Page {
        frame: visit.frame("/datenschutz").await,
        title,
        count: counts.get(&sort).copied().unwrap_or(0),
        period: Some(lines.form(&plain)),
        lines: lines.told(&part.rows),
        paging: paging(&visit, (&address, &address), (&window, part.next)),
        errors,
    }))
}

/// `GET /datenschutz/nachweise`
pub(super) async fn evidence(visit: Visit, Said(further): Said<Further>) -> Answer {
    let (desk, staff, address) = (&visit.desk, visit.staff, "/datenschutz/nachweise");
    let window = further.window(&visit, address);
    let part = desk.kept_evidence(staff, &window).await?;
    let count = desk.evidence_count(staff).await?;
    let offices = offices(&visit).await?;
    Ok(page(&Page {
        frame: visit.frame("/datenschutz").await,
        title: "Nachweise, getrennt aufbewahrt",
        count,
        period: None,
        lines: part.rows.iter().map(|row| proof(row, &offices)).collect(),
        paging: paging(&visit, (address, address), (&window, part.next)),
        errors: FieldErrors::default(),
    }))
}

/// `GET /datenschutz/zeilen.csv`
pub(super) async fn file(visit: Visit, Said(asked): Said<Period>) -> Answer {
    let months = asked.months(&visit, &mut FieldErrors::default());
    let name = format!("datenschutz-{}-bis-{}.csv", months.first(), months.last());
    let table = table(&visit, months).await?.into_bytes();
    Ok(download("text/csv; charset=utf-8", &name, table))
}

async fn table(visit: &Visit, months: Months) -> Result<String, Problem> {
    let (offices, mut window) = (offices(visit).await?, Window::first(AT_ONCE));
    let (desk, of) = (&visit.desk, (Sort::ALL, months));
    let mut table = String::from("Tag;Art;Was\r\n");
    loop {
        let part = desk.data_acts(visit.staff, of, &window).await?;
        for row in &part.rows {
            let (_, sort) = names(Sort::of(&row.what));
            let told = sentence(&row.what, &offices).replace('"', "\"\"");
            let _ = write!(table, "{};\"{sort}\";\"{told}\"\r\n", row.on);
        }
        match part.next {
            Some(next) => window.after = Some(next),
            None => return Ok(table),
        }
    }
}

/// The lines of some months.
pub(super) struct Lines<'a> {
    visit: &'a Visit,
    months: Months,
    pub(super) offices: BTreeMap<InstitutionId, String>,
}

impl<'a> Lines<'a> {
    pub(super) async fn of(visit: &'a Visit, months: Months) -> Result<Self, Problem> {
        Ok(Self {
            visit,
            months,
            offices: offices(visit).await?,
        })
    }

    /// Those of one sort.
    async fn part(
        &self,
        sort: Sort,
        window: &Window<Place>,
    ) -> Result<Part<ActRow, Place>, Failure> {
        let (desk, by) = (&self.visit.desk, self.visit.staff);
        desk.data_acts(by, (&[sort], self.months), window).await
    }

    /// A page with these months.
    pub(super) fn address(&self, page: &str) -> String {
        format!(
            "{page}?von={}&bis={}",
            self.months.first(),
            self.months.last()
        )
    }

    pub(super) fn form(&self, action: &str) -> PeriodForm {
        let (first, last) = (self.months.first(), self.months.last());
        PeriodForm {
            action: action.to_owned(),
            first: first.to_string(),
            last: last.to_string(),
            label: if first == last {
                words::month(first.first_day())
            } else {
                let (first, last) = (first.first_day(), last.first_day());
                format!("{} bis {}", words::month(first), words::month(last))
            },
        }
    }

    pub(super) fn figures(&self, view: &DataProtection) -> Vec<Figure> {
        let figure = |sort: Sort| {
            let (art, label) = names(sort);
            let number = view.counts.get(&sort).copied().unwrap_or(0);
            Figure {
                number,
                label,
                href: (number > 0).then(|| self.address(&format!("/datenschutz/zeilen/{art}"))),
            }
        };
        Sort::ALL.iter().copied().map(figure).collect()
    }

    fn told(&self, rows: &[ActRow]) -> Vec<HistoryLine> {
        rows.iter().map(|row| line(row, &self.offices)).collect()
    }

    /// The first lines of a sort.
    pub(super) async fn shown(&self, sort: Sort) -> Result<LinesShown, Problem> {
        let part = self.part(sort, &Window::first(SHOWN)).await?;
        let (art, _) = names(sort);
        let all = || self.address(&format!("/datenschutz/zeilen/{art}"));
        Ok(LinesShown {
            lines: self.told(&part.rows),
            all: part.next.map(|_| all()),
        })
    }

    /// The latest lines of the sorts that are shown together.
    pub(super) async fn latest(&self) -> Result<Vec<HistoryLine>, Problem> {
        let (mut rows, first) = (Vec::new(), Window::first(SHOWN));
        for sort in TOGETHER {
            rows.extend(self.part(sort, &first).await?.rows);
        }
        rows.sort_by_key(|row| Reverse(row.on));
        rows.truncate(SHOWN);
        Ok(self.told(&rows))
    }
}
