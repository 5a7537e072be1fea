//! What the coordinator and leads read on pages and on paper.

use acceptance::{Office, Person, Town, Visitor, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;

use super::persons::{arrive, come_in};
use super::{DUE, PATHS_DUE, body, coordinator, made, strikes};

async fn at_the_pages(town: &Town) -> Visitor {
    town.at_the_pages(Person::Role(Role::Coordinator)).await
}

on_both!(
    the_picture_is_there_when_the_release_is,
    |town| async move {
        let before = at_the_pages(&town).await.opens("/statistik").await;
        assert!(before.text.contains("Noch ist nichts veröffentlicht."));
        assert!(
            before
                .text
                .contains("Als Nächstes: Zugänge, 2. Halbjahr 2026, am 01.01.2027.")
        );

        let sent = come_in(&town, 30, true).await;
        arrive(&town, &sent).await;
        strikes(&town, DUE).await;
        strikes(&town, PATHS_DUE).await;
        let visitor = at_the_pages(&town).await;
        let overview = visitor.opens("/statistik").await.text;
        assert!(overview.contains("<svg") && overview.contains("2. Halbjahr 2026: Wege"));

        let reader = coordinator(&town).await;
        let [access, paths] = &made(&reader).await[..] else {
            panic!("two releases");
        };
        let page = visitor.opens(&format!("/statistik/{paths}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.text.contains("von Beratung zu Jugend und Familie"),
            "{}",
            page.text
        );
        let page = visitor.opens(&format!("/statistik/{access}")).await.text;
        assert!(!page.contains("von Beratung zu Jugend und Familie"));

        let file = |name: &str| format!("/statistik/{paths}/{name}");
        let frozen = visitor.downloads(&file("veroeffentlichung.json")).await;
        assert_eq!(frozen, body(&reader, paths).await);
        assert!(
            visitor
                .downloads(&file("zahlen.csv"))
                .await
                .starts_with(b"cell,")
        );
        assert!(
            visitor
                .downloads(&file("wege.pdf"))
                .await
                .starts_with(b"%PDF")
        );
        let both = format!("/statistik/vergleich?a={paths}&b={paths}");
        let compared = visitor.opens(&both).await.text;
        assert!(compared.contains("Keine Zahl hat sich um mehr als zehn verändert."));
    }
);

on_both!(
    a_lead_reads_the_own_counts_beside_the_picture,
    |town| async move {
        come_in(&town, 3, true).await;
        let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
        let page = lead.opens("/statistik").await.text;
        assert!(page.contains("Ihre Einrichtung, genau gezählt"));
        assert!(page.contains("<th scope=\"row\">Laufzettel ausgestellt</th><td>3</td>"));
        let page = at_the_pages(&town).await.opens("/statistik").await.text;
        assert!(
            !page.contains("genau gezählt"),
            "a coordinator sees no office's counts"
        );
    }
);

on_both!(nobody_else_reads_statistics, |town| async move {
    for person in [
        Person::At(Office::Schuldnerberatung),
        Person::Role(Role::PrivacyOfficer),
    ] {
        let visitor = town.at_the_pages(person).await;
        let answer = visitor.opens("/statistik").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        let nowhere = visitor.opens("/statistik/00").await;
        assert_ne!(nowhere.status, StatusCode::OK);
    }
    let coordinator = at_the_pages(&town).await;
    for wrong in [
        "/statistik/00",
        "/statistik/vergleich?a=1",
        "/statistik/00/wege.pdf",
    ] {
        let answer = coordinator.opens(wrong).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
});
