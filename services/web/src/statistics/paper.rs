//! What is told, to print.

use documents::{PathReport, ReportPicture, ReportTable};
use pictures::Picture;

use super::told::Told;

/// The report for the press.
pub(crate) fn report(told: Told, network: String) -> PathReport {
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
    PathReport {
        title: flow.caption.title.clone(),
        network,
        lead: [told.lead, told.cut].join(" ").trim().to_owned(),
        flow: report_picture(&flow.draw(), &flow.caption.description),
        map,
        sentences: told.sentences,
        tables: tables.collect(),
        dash: "Ein Strich heißt: niemand, oder so wenige, dass es nicht gezeigt wird.".into(),
        method: told.method,
    }
}

fn report_picture(picture: &Picture, alt: &str) -> ReportPicture {
    ReportPicture {
        svg: picture.file(),
        alt: alt.to_owned(),
        shape: picture.width() / picture.height(),
    }
}
