//! What coordinators, operators and leads see of the network: statistics, its chain, its rules.

use acceptance::{Person, Town};
use domain::vocabulary::Role;

use super::Walk;

pub(crate) async fn walk(walk: &Walk) {
    statistics(walk).await;
    chain(walk).await;
    rules(walk).await;
}

async fn statistics(walk: &Walk) {
    let coordinator = walk.visits("netzwerk.koordination").await;
    let page = coordinator.opens("/statistik").await;
    walk.shows("statistics", &page);
    let lead = walk.visits("jugendamt.asd.leitung").await;
    walk.shows("statistics_lead", &lead.opens("/statistik").await);
    let main = page.main();
    let links = main.split("href=\"").skip(1);
    let addresses = links.filter_map(|rest| rest.split('"').next());
    let addresses = addresses.filter(|href| href.starts_with("/statistik/") && !href.contains('.'));
    let addresses: Vec<&str> = addresses.collect();
    let paths = coordinator.opens(addresses[0]).await;
    walk.shows("period", &paths);
    let access = coordinator.opens(addresses[addresses.len() - 1]).await;
    walk.shows("period_access", &access);
    // Too little has changed since.
    let page = coordinator.fills_in(&paths, "/berichtigung", &[]).await;
    assert!(page.text.contains("href=\"#berichtigen\""), "{}", page.text);
    walk.shows_errors("period_errors", &page, &[]);
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let both = format!("/statistik/vergleich?a={0}&b={0}", last(addresses[0]));
    walk.shows("comparison", &coordinator.opens(&both).await);

    let new = Town::on_sqlite().await;
    let coordinator = new.at_the_pages(Person::Role(Role::Coordinator)).await;
    walk.shows("statistics_empty", &coordinator.opens("/statistik").await);
}

async fn chain(walk: &Walk) {
    let coordinator = walk.visits("netzwerk.koordination").await;
    let page = coordinator.opens("/kette").await;
    walk.shows("chain", &page);
    let lead = walk.visits("jugendamt.asd.leitung").await;
    walk.shows("chain_lead", &lead.opens("/kette").await);
    // Nothing typed is lost, and the fault has its name.
    let form = page.form("/kette");
    let text = form
        .fields
        .iter()
        .find(|field| field.name == "text")
        .unwrap();
    let typed = text.value.replace("\"kita\"", "\"kitta\"");
    assert_ne!(typed, text.value);
    let page = coordinator
        .fills_in(&page, "/kette", &[("text", &typed)])
        .await;
    walk.shows_errors("chain_errors", &page, &["text"]);
    assert!(page.text.contains("&#34;kitta&#34;"));
}

async fn rules(walk: &Walk) {
    let coordinator = walk.visits("netzwerk.koordination").await;
    let page = coordinator.opens("/netzwerk/regeln").await;
    walk.shows("rules", &page);
    let page = coordinator
        .fills_in(&page, "/netzwerk/regeln", &[("keep_months", "ewig")])
        .await;
    walk.shows_errors("rules_errors", &page, &["keep_months"]);
}
