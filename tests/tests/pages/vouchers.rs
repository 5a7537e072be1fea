//! Vouchers: handed out at one institution, used at another.

use super::{TODAY, Walk};

pub(crate) async fn walk(walk: &Walk) {
    let office = walk.visits("anlaufstelle").await;
    let page = office.opens("/gutscheine/neu").await;
    walk.shows("voucher_new", &page);
    let page = office
        .fills_in(&page, "/gutscheine/neu", &[("required", "viele")])
        .await;
    walk.shows_errors(
        "voucher_new_errors",
        &page,
        &["theme", "required", "instrument_agreed"],
    );
    let (theme, next) = (
        page.choice("Schulden"),
        page.choice("Schuldnerberatung Suhlheim"),
    );
    let typed = [
        ("theme", theme.as_str()),
        ("next", &next),
        ("required", "1"),
        ("instrument_agreed", "ja"),
        ("agreed_by", "herself"),
    ];
    let page = office.sends(&page, "/gutscheine/neu", &typed).await;
    walk.shows("voucher", &page);
    let code = page.station_code().to_owned();
    let page = office.fills_in(&page, "/irrtum", &[]).await;
    walk.shows_errors("voucher_errors", &page, &["in_error_comment"]);

    let station = walk.visits("schuldnerberatung").await;
    let list = station.opens("/eingang").await;
    let page = station.sends(&list, "/s", &[("code", &code)]).await;
    let page = station.follows(page).await;
    walk.shows("voucher_redeem", &page);
    let page = station
        .fills_in(&page, "/gutscheine/einloesen", &[("used_on", "neulich")])
        .await;
    walk.shows_errors("voucher_redeem_errors", &page, &["used_on"]);
    let today = TODAY.to_string();
    let used = [("used_on", today.as_str())];
    let page = station.sends(&page, "/gutscheine/einloesen", &used).await;
    walk.shows("voucher_used", &page);

    // One with her name, from her record.
    let issuer = walk.visits("agentur").await;
    let her = super::her_record::found(&issuer, "Frau Frey").await;
    let page = issuer
        .opens(&her.replace("/personen/", "/gutscheine/neu?person="))
        .await;
    walk.shows("voucher_new_known", &page);
}
