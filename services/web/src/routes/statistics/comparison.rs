//! `/statistik/vergleich`: two periods side by side.

use domain::Refusal;

use super::super::address::Said;
use super::super::answer::{Answer, page};
use super::super::visit::Visit;
use super::{asked, offices, released};
use crate::form::Form;
use crate::statistics;

/// The periods are said by a release of each.
pub(super) async fn show(visit: Visit, Said(pair): Said<Form>) -> Answer {
    let mut both = Vec::new();
    for name in ["a", "b"] {
        let release = pair.maybe(name).ok_or(Refusal::NotFound)?;
        let of = asked(&visit, release).await?.of;
        both.push((of.period.from(), released(&visit, of).await?));
    }
    // The earlier first, however they were chosen.
    both.sort_by_key(|(from, _)| *from);
    let pair = [&both[0].1, &both[1].1];
    let frame = visit.frame("/statistik").await;
    let compared = statistics::comparison(frame, pair, &offices(&visit.app).await?);
    Ok(page(&compared.ok_or(Refusal::NotFound)?))
}
