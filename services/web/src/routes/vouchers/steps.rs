//! What the own institution can do with a voucher, row by row, in the order of its page.

use casework::{AcknowledgeVoucherNotice, Desk, EnterVoucherInError, Failure, Key};
use domain::slips::EnterInError;
use domain::{Refusal, Staff, VoucherId};

use super::showing::{Deed, Here, build};
use crate::api::steps::{asking, plain};
use crate::api::vouchers::steps::VoucherNamed;
use crate::form::{Field, Place, Step, Subject, Typed};
use crate::pages::VoucherPage;
use crate::refusals::Problem;
use crate::routes::visit::Visit;

impl Subject for Here {
    type Id = VoucherId;
    type Deed = Deed;
    type Taken = VoucherId;
    type Page = VoucherPage;
    const AT: &'static str = "/gutscheine/{id}";
    const DONE: &'static [(&'static str, &'static str)] = &[
        (
            "ausgestellt",
            "Der Gutschein ist ausgestellt. Jetzt ausdrucken und ihr mitgeben.",
        ),
        (
            "eingeloest",
            "Eingelöst. Geben Sie ihr den Gutschein zurück.",
        ),
    ];
    const STEPS: &'static [Step<Self, Deed>] = &[
        Step {
            verb: "gelesen",
            id: "read",
            place: Place::Notice,
            button: "Gelesen",
            done: ("gelesen", "Als gelesen vermerkt."),
            api: Some(plain::<Self, VoucherNamed>(
                "notices/read",
                "read_notices",
                "Notes that the open notices were read.",
                || Deed::AcknowledgeNotice,
            )),
            offered: |here| !here.row.notices.is_empty(),
            read: |_| Some(Deed::AcknowledgeNotice),
            ..Step::PLAIN
        },
        Step {
            verb: "irrtum",
            id: "in_error",
            place: Place::Fold,
            title: "Versehentlich ausgestellt",
            sentence: "Der Code gilt dann nicht mehr.",
            button: "Als Irrtum vermerken",
            done: ("irrtum", "Als Irrtum vermerkt."),
            api: Some(asking::<Self, EnterInError, VoucherNamed>(
                "error",
                "enter_in_error",
                "Marks a voucher as an error.",
            )),
            offered: |here| here.row.issued.is_some() && !here.row.in_error,
            fields: |_| vec![Field::area("comment", "Warum?").hint("Bleibt in Ihrer Einrichtung.")],
            read: |form| Some(Deed::EnterInError(form.text("comment"))),
            field_of: |refusal| matches!(refusal, Refusal::CommentMissing).then_some("comment"),
        },
    ];

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        voucher: VoucherId,
        deed: Deed,
        key: &Key,
    ) -> Result<VoucherId, Failure> {
        match deed {
            Deed::EnterInError(comment) => {
                let command = EnterVoucherInError { voucher, comment };
                desk.perform(by, &command, key).await?;
            }
            Deed::AcknowledgeNotice => {
                let command = AcknowledgeVoucherNotice { voucher };
                desk.perform(by, &command, key).await?;
            }
        }
        Ok(voucher)
    }

    async fn next(_: &Desk, voucher: VoucherId, done: &str) -> String {
        format!("/gutscheine/{voucher}?getan={done}")
    }

    async fn page(visit: &Visit, id: VoucherId, typed: Typed) -> Result<VoucherPage, Problem> {
        build(visit, id, typed).await
    }
}
