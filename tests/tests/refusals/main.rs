//! Each refusal in its own sentence, the same at the page and at the API. The sentences stand in one
//! snapshot, so that somebody reads them.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod book;
mod codes;
mod linking;
mod raised;
mod receiving;
mod sending;
mod strangers;

use acceptance::{Caseworker, Office, Person, Town, Visitor, on_both};
use serde_json::Value;

use book::Book;

fn slip() -> Value {
    Caseworker::slip_to(Office::Jugendamt, &["identity", "need"], &[])
}

fn changed(mut slip: Value, pointer: &str, value: impl Into<Value>) -> Value {
    *slip.pointer_mut(pointer).unwrap() = value.into();
    slip
}

async fn at(town: &Town, office: Office) -> (Caseworker, Visitor) {
    let page = town.at_the_pages(Person::At(office)).await;
    (town.caseworker(office).await, page)
}

on_both!(each_refusal_has_its_own_sentence, |town| async move {
    let mut book = Book::default();
    sending::refused(&town, &mut book).await;
    receiving::refused(&town, &mut book).await;
    linking::refused(&town, &mut book).await;
    strangers::refused(&town, &mut book).await;
    codes::refused(&town, &mut book).await;
    insta::assert_snapshot!("sentences", book.0.join("\n\n"));
});

on_both!(
    a_locked_locator_rests_for_that_office_and_in_every_process,
    |town| async move {
        codes::typed_by_no_caseworker(&town).await;
        codes::locked(&town).await;
    }
);
