//! Forms that cannot be read or are too long: a German page every time, and nobody is left without
//! an answer.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

use acceptance::{Answer, Office, Person, Town, Visitor, on_both};
use reqwest::{Client, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

async fn posts(town: &Town, path: &str, kind: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = Client::new().post(format!("{}{path}", town.base()));
    let request = request.header("content-type", kind).body(body);
    Answer::of(request.send().await.unwrap()).await
}

const FORM: &str = "application/x-www-form-urlencoded";

fn is_a_german_page(answer: &Answer, sentence: &str) {
    assert!(
        answer.text.contains("<html lang=\"de\"") && answer.text.contains(sentence),
        "{} {}",
        answer.status,
        answer.text
    );
}

on_both!(
    a_sign_in_that_cannot_be_read_is_answered_by_a_page,
    |town| async move {
        let twice = "user_name=jugendamt&user_name=jugendamt&password=x";
        let answer = posts(&town, "/anmelden", FORM, twice).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        is_a_german_page(&answer, "Das Formular war nicht lesbar.");

        let no_form = posts(&town, "/anmelden", "text/plain", "jugendamt").await;
        assert_eq!(no_form.status, StatusCode::UNAUTHORIZED);
        is_a_german_page(&no_form, "Benutzername und Passwort passen nicht zusammen.");

        let long = format!("user_name=jugendamt&password={}", "x".repeat(600 * 1024));
        let answer = posts(&town, "/anmelden", FORM, long).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        is_a_german_page(&answer, "Ein Text ist viel zu lang");
    }
);

on_both!(
    who_is_still_sending_when_it_is_too_much_reads_why,
    |town| async move {
        let address = town.base().trim_start_matches("http://");
        let much = 4 * 1024 * 1024;
        let mut connection = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /laufzettel/neu HTTP/1.1\r\nHost: {address}\r\nContent-Type: {FORM}\r\n\
             Content-Length: {much}\r\nConnection: close\r\n\r\n"
        );
        connection.write_all(head.as_bytes()).await.unwrap();
        let body = vec![b'x'; much];
        connection.write_all(&body).await.unwrap();
        let mut read = Vec::new();
        connection.read_to_end(&mut read).await.unwrap();
        let read = String::from_utf8(read).unwrap();
        assert!(read.starts_with("HTTP/1.1 413 "), "{read}");
        assert!(read.contains("Ein Text ist viel zu lang"), "{read}");
    }
);

on_both!(
    the_longest_form_that_is_taken_is_not_too_long,
    |town| async move {
        let person = Person::At(Office::Schuldnerberatung);
        let visitor: Visitor = town.at_the_pages(person).await;
        let fits = "x".repeat(256 * 1024 - "code=".len());
        let answer = visitor.submit("/s", &[("code", &fits)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let one_more = format!("{fits}x");
        let answer = visitor.submit("/s", &[("code", &one_more)]).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
);
