//! What is told, to print and to take away.

use documents::{PathReport, ReportPicture, ReportTable, Row};
use path_statistics::releases::Release;
use pictures::Picture;

use super::told::Told;

/// The report for the press.
#[must_use]
pub fn report(told: Told, network: &str) -> PathReport {
    let flow = &told.flow;
    let map = told.network.as_ref().map(|network| {
        let caption = &network.caption;
        let picture = report_picture(&network.draw(), &caption.description);
        (caption.title.clone(), picture)
    });
    let tables = told.tables.into_iter().map(|table| ReportTable {
        figures: table.counts(),
        caption: table.caption,
        columns: table.columns,
        rows: table.rows,
    });
    let method = told.method.into_iter().map(|fact| Row {
        label: fact.term,
        value: fact.text,
    });
    PathReport {
        title: flow.caption.title.clone(),
        network: network.to_owned(),
        lead: [told.lead, told.cut].join(" ").trim().to_owned(),
        flow: report_picture(&flow.draw(), &flow.caption.description),
        map,
        sentences: told.sentences,
        tables: tables.collect(),
        dash: "Ein Strich heißt: niemand, oder so wenige, dass es nicht gezeigt wird.".into(),
        method: method.collect(),
    }
}

fn report_picture(picture: &Picture, alt: &str) -> ReportPicture {
    ReportPicture {
        svg: picture.file(),
        alt: alt.to_owned(),
        shape: picture.width() / picture.height(),
    }
}

/// The shown cells as lines of text, in the codes of the release.
#[must_use]
pub fn csv(release: &Release) -> String {
    const COLUMNS: [&str; 6] = ["cell", "at", "from", "to", "class", "bin"];
    let mut lines = format!("{},persons\n", COLUMNS.join(","));
    for (cell, persons) in release.cells() {
        let cell = serde_json::to_value(cell).unwrap_or_default();
        let code = |column: &str| match &cell[column] {
            serde_json::Value::String(code) => code.clone(),
            // A broken hand-over's class holds its cause.
            serde_json::Value::Object(class) => {
                let causes = class
                    .iter()
                    .filter_map(|(name, cause)| Some(format!("{name}:{}", cause.as_str()?)));
                causes.collect()
            }
            _ => String::new(),
        };
        lines += &COLUMNS.map(code).join(",");
        lines += &format!(",{persons}\n");
    }
    lines
}
