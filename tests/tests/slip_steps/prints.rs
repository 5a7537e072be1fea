//! What the file of a paper says beside what is printed: nothing by which two of them can be matched.

use acceptance::{Caseworker, Office, on_both};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{issued, submits};

/// The numbers that the file bears.
fn numbers(pdf: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(pdf);
    let named = |tag: &str| {
        let (_, rest) = text.split_once(&format!("<xmpMM:{tag}>"))?;
        Some(rest.split('<').next()?.to_owned())
    };
    ["DocumentID", "InstanceID"]
        .into_iter()
        .filter_map(named)
        .collect()
}

on_both!(
    an_old_paper_and_a_new_one_have_no_number_in_common,
    |town| async move {
        let (pages, slip, _) = issued(&town).await;
        let print = async || pages.downloads(&format!("{slip}/papier.pdf")).await;
        let old = numbers(&print().await);
        let wish = [("valid_until", "2026-12-24"), ("her_wish", "ja")];
        submits(&pages, &slip, "neu-ausstellen", &wish).await;
        let new = numbers(&print().await);
        assert_eq!((old.len(), new.len()), (2, 2), "both are found");
        assert!(!new.iter().any(|number| old.contains(number)));
    }
);

on_both!(
    what_she_wants_to_be_plain_is_a_paper_of_hers_that_holds,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = Caseworker::slip_to(Office::Jugendamt, &["identity", "need"], &[]);
        let (slip, _) = sender.issues(&slip).await;
        let of_it = sender.get(&format!("/api/v1/slips/{slip}")).await;
        let client = of_it.ok().member("client");
        let (of_another, _) = sender
            .issues(&Caseworker::slip_to(Office::Jugendamt, &["need"], &[]))
            .await;
        let papers = format!("/api/v1/clients/{client}/new-papers");
        let made = async |plain: &str| {
            let wish = json!({"her_wish": true, "plain": [plain]});
            sender.post(&papers, &wish).await
        };
        for unknown in [of_another.as_str(), &"7".repeat(32)] {
            let refused = made(unknown).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{}", refused.text);
        }
        made(&slip).await.succeeded();
        let back = format!("/api/v1/slips/{slip}/withdrawal");
        sender.post(&back, &Value::Null).await.succeeded();
        let refused = made(&slip).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    }
);
