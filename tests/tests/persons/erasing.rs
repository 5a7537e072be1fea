//! Erasing at the pages: what happens is said first; afterwards nothing is there, as if it had never
//! been.

use acceptance::{IssueForm, on_both};

use super::*;

on_both!(erased_is_gone_as_if_it_had_never_been, |town| async move {
    let (visitor, path) = record(&town, NEUMANN).await;
    let id = path.rsplit('/').next().unwrap();
    let form = IssueForm::to(Office::Jugendamt).with("client", id);
    let issued = visitor.submit("/laufzettel/neu", &form.fields()).await.ok();
    let slip = issued.location.unwrap();
    let slip = slip.split_once('?').unwrap().0;
    let erase = format!("{path}/loeschen");
    holds(
        &page(&visitor, &erase).await,
        &["ein Laufzettel", "nach 30 Tagen"],
    );

    let unread = visitor.submit(&erase, &[("what", "her_wish")]).await;
    refused(
        &unread,
        "Bitte bestätigen Sie, dass sich das Löschen",
        &["value=\"her_wish\" aria-describedby=\"what-text\" checked"],
    );
    let why = visitor.submit(&erase, &[("understood", "ja")]).await;
    refused(&why, "Bitte wählen Sie, warum gelöscht wird.", &[]);

    let sure = [("what", "her_wish"), ("understood", "ja")];
    let done = visitor.submit(&erase, &sure).await;
    assert_eq!(done.location.as_deref(), Some("/personen?getan=geloescht"));
    for gone in [path.as_str(), slip] {
        let answer = visitor.opens(gone).await;
        assert!(answer.status.is_client_error(), "{gone}: {}", answer.status);
        assert!(!answer.text.contains("Neumann"), "{gone}");
    }
    let twice = visitor.submit(&erase, &sure).await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND);
    refused(&twice, "Das gibt es nicht", &[]);
});

on_both!(
    the_wrong_persons_data_is_gone_not_only_marked,
    |town| async move {
        let (visitor, path) = record(&town, NEUMANN).await;
        let wrong = [("what", "wrong_person"), ("understood", "ja")];
        let done = visitor.submit(&format!("{path}/loeschen"), &wrong).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let search = [("person_name", "Neumann"), ("birth_year", "")];
        let found = visitor.submit("/personen", &search).await;
        holds(&found.text, &["Niemand mit diesem Namen"]);
    }
);

on_both!(everywhere_tells_nothing_of_where, |town| async move {
    let (visitor, path) = record(&town, NEUMANN).await;
    let id = path.rsplit('/').next().unwrap();
    let form = IssueForm::to(Office::Jugendamt)
        .with("client", id)
        .with("announce", "ja");
    visitor
        .submit("/laufzettel/neu", &form.fields())
        .await
        .succeeded();
    let there = town.caseworker(Office::Jugendamt).await;
    let waiting = there.get("/api/v1/worklist").await.ok().json();
    assert_eq!(waiting["worklist"].as_array().unwrap().len(), 1);
    let all = [("what", "everywhere"), ("understood", "ja")];
    let done = visitor.submit(&format!("{path}/loeschen"), &all).await;
    assert_eq!(done.location.as_deref(), Some("/personen?getan=ueberall"));
    let said = visitor.opens("/personen?getan=ueberall").await;
    assert!(!said.text.contains("Jugendamt"), "{}", said.text);
    let waiting = there.get("/api/v1/worklist").await.ok().json();
    assert_eq!(waiting["worklist"].as_array().unwrap().len(), 0);
});
