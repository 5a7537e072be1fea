//! `/gutscheine/{id}/papier.pdf`: a half that she shows, and a half that only she sees.

use casework::PrintedVoucher;
use documents::{Code, Visits, Voucher};
use domain::slips::Paper;
use domain::{Staff, VoucherId};

use crate::App;
use crate::routes::answer::Answer;
use crate::routes::paper::{destination_of, own_code, two_lines};
use crate::routes::printing;
use crate::routes::visit::Visit;
use crate::words;

/// `GET /gutscheine/{id}/papier.pdf`
pub(crate) async fn paper(visit: Visit) -> Answer {
    pdf(&visit.app, visit.staff, visit.named()?).await
}

/// The voucher as PDF.
pub(crate) async fn pdf(app: &App, staff: Staff, voucher: VoucherId) -> Answer {
    let printed = app.desk.print_voucher(staff, voucher).await?;
    let view = view(&printed, &app.settings.base_url);
    printing::printed(app, "gutschein.pdf", view).await
}

fn view(printed: &PrintedVoucher, base_url: &str) -> Voucher {
    let plain = printed.paper == Paper::Plain;
    let name = printed.identity.as_ref().and_then(|her| her.name.as_ref());
    let next = printed.next.as_ref().filter(|_| plain);
    let named = if plain { &printed.named[..] } else { &[] };
    Voucher {
        network: printed.network.name.as_str().to_owned(),
        person: name.filter(|_| plain).map(|name| name.as_str().to_owned()),
        issued_on: words::day(printed.issued_on),
        valid_until: words::day(printed.valid_until),
        theme: plain.then(|| words::need(printed.theme).to_owned()),
        next: next.map(|there| destination_of(&there.institution, &there.service_name)),
        choices: named
            .iter()
            .map(|station| {
                let there = station.institution.entry.name.as_str();
                format!("{there} – {}", station.service_name.as_str())
            })
            .collect(),
        visits: Visits {
            required: printed.required.into(),
            optional: printed.optional.into(),
        },
        code: Code {
            url: format!("{base_url}/s/{}", printed.code.station.qr.plain()),
            text: two_lines(&printed.code.station.typed.grouped()),
        },
        own_code: own_code(&printed.code),
        help_phone: printed.network.callback_phone.as_str().to_owned(),
    }
}
