//! Sessions at the pages: an expired one loses nothing, nobody else gets what was typed, and forms of
//! other sites are not taken.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

use acceptance::{Answer, Caseworker, IssueForm, Office, PASSWORD, Person, Town, Visitor, on_both};
use domain::vocabulary::Role;
use reqwest::{Client, StatusCode, header, redirect};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const SENDER: Person = Person::At(Office::Schuldnerberatung);

/// A form with everything that can be filled in, special characters included.
fn half_filled() -> IssueForm {
    IssueForm::to(Office::Jugendamt)
        .with("form_key", "ein-schluessel-1")
        .with("birth_year", "1998")
        .with("contact", "neumann+kind@example.org & 0171 39200 00")
        .with("reason", "Sie sagt: „Seit <März> kommt \"nichts\"“ – 100 %")
        .with("share_identity", "ja")
        .with("share_contact", "ja")
        .with("share_reason", "ja")
        .with("child_3_to_5", "ja")
        .with("preset", "arrived")
        .with("appointment_on", "2026-12-01")
        .with("appointment_time", "10:30")
}

/// The text between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start}: {text}"));
    rest.split_once(end).unwrap().0
}

fn plain(text: &str) -> String {
    let text = text.replace("&#34;", "\"").replace("&#39;", "'");
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

/// Every hidden field of the form in the page's main part.
fn hidden(page: &Answer) -> Vec<(String, String)> {
    let main = between(&page.text, "<main", "</main>");
    main.split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|field| {
            let (name, rest) = field.split_once("\" value=\"").unwrap();
            let (value, _) = rest.split_once("\">").unwrap();
            (name.to_owned(), plain(value))
        })
        .collect()
}

fn sorted(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    fields.sort();
    fields
}

/// Sends the form an hour later; gives the page that asks to sign in again.
async fn too_late(town: &Town, visitor: &Visitor, form: &IssueForm) -> Answer {
    town.it_is(Town::today(), 10);
    let page = visitor.submit("/laufzettel/neu", &form.fields()).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert!(
        page.text.contains("Ihre Eingaben sind gesichert"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("Neumann"), "it is sealed until then");
    page
}

async fn signs_in_again(visitor: &Visitor, as_whom: Person, page: &Answer) -> Answer {
    let resume = hidden(page).into_iter().find(|(name, _)| name == "resume");
    let (_, resume) = resume.unwrap();
    let user = as_whom.user();
    let fields = [
        ("user_name", user.as_str()),
        ("password", PASSWORD),
        ("resume", resume.as_str()),
    ];
    visitor.submit("/anmelden", &fields).await
}

on_both!(
    a_half_filled_form_survives_a_session_that_is_over,
    |town| async move {
        let visitor = town.at_the_pages(SENDER).await;
        let form = half_filled();
        let page = too_late(&town, &visitor, &form).await;
        let resumed = signs_in_again(&visitor, SENDER, &page).await;
        assert_eq!(resumed.status, StatusCode::OK);
        assert!(resumed.text.contains("Ihre Eingaben sind noch da"));
        let mut kept = hidden(&resumed);
        kept.sort();
        assert_eq!(kept, sorted(&form.fields()), "every field as it was typed");
        let main = between(&resumed.text, "<main", "</main>");
        assert_eq!(between(main, "action=\"", "\""), "/laufzettel/neu");
        assert_eq!(
            between(main, "class=\"kern-link\" href=\"", "\""),
            "/laufzettel/neu"
        );

        let again: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let issued = visitor.submit("/laufzettel/neu", &again).await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
        let slip = visitor.opens(&issued.location.clone().unwrap()).await.ok();
        let slip = plain(&slip.text);
        for shown in ["Frau Neumann", "Seit <März> kommt \"nichts\"", "10:30 Uhr"] {
            assert!(slip.contains(shown), "{shown}: {slip}");
        }
        // The key was typed along: sending it twice issues one slip.
        let twice = visitor.submit("/laufzettel/neu", &again).await;
        assert_eq!(twice.location, issued.location);
    }
);

on_both!(
    the_longest_form_survives_a_session_that_is_over,
    |town| async move {
        let visitor = town.at_the_pages(SENDER).await;
        // Each of these letters travels as six characters: 240 KB of at most 256.
        let form = half_filled().with("reason", &"ü".repeat(40 * 1024));
        let page = too_late(&town, &visitor, &form).await;
        let resumed = signs_in_again(&visitor, SENDER, &page).await;
        assert_eq!(resumed.status, StatusCode::OK);
        let mut kept = hidden(&resumed);
        kept.sort();
        assert!(
            kept == sorted(&form.fields()),
            "every field as it was typed"
        );
        let again: Vec<(&str, &str)> = kept.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let told = visitor.submit("/laufzettel/neu", &again).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            told.text.contains("Bitte kürzen Sie ihn"),
            "it stands at its field"
        );
    }
);

on_both!(another_account_does_not_get_the_form, |town| async move {
    let visitor = town.at_the_pages(SENDER).await;
    let page = too_late(&town, &visitor, &half_filled()).await;
    let colleague = Person::Role(Role::Caseworker);
    let answer = signs_in_again(&visitor, colleague, &page).await;
    assert_eq!(answer.location.as_deref(), Some("/"), "{}", answer.text);
    for path in ["/", "/eingang", "/laufzettel/neu"] {
        let page = visitor.opens(path).await.ok();
        assert!(!page.text.contains("Neumann"), "{path}");
    }
});

on_both!(
    a_step_in_progress_comes_back_to_its_own_page,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = Caseworker::slip_to(Office::Jugendamt, &["need"], &[]);
        let (_, code) = sender.issues(&slip).await;
        let holder = town.caseworker(Office::Jugendamt).await;
        let id = holder.takes_on(&code, &[]).await;
        let person = Person::At(Office::Jugendamt);
        let visitor = town.at_the_pages(person).await;
        town.it_is(Town::today(), 10);
        let step = format!("/uebergaben/{id}/abschliessen");
        let fields = [("outcome", "help_provided"), ("note", "Antrag liegt vor.")];
        let page = visitor.submit(&step, &fields).await;
        let resumed = signs_in_again(&visitor, person, &page).await;
        let mut kept = hidden(&resumed);
        kept.sort();
        assert_eq!(kept, sorted(&fields));
        let main = between(&resumed.text, "<main", "</main>");
        assert_eq!(between(main, "action=\"", "\""), step);
        let back = between(main, "class=\"kern-link\" href=\"", "\"");
        visitor.opens(back).await.succeeded();
    }
);

on_both!(
    a_click_prolongs_a_session_and_signing_out_ends_it,
    |town| async move {
        let visitor = town.at_the_pages(SENDER).await;
        for minute in [20, 40] {
            town.it_is_at(Town::today(), 9, minute);
            assert_eq!(visitor.opens("/eingang").await.status, StatusCode::OK);
        }
        let out = visitor.submit("/abmelden", &[]).await;
        assert_eq!(out.location.as_deref(), Some("/"));
        let closed = visitor.opens("/eingang").await;
        assert_eq!(closed.location.as_deref(), Some("/anmelden"));
        let start = visitor.opens("/").await.ok();
        assert!(!start.text.contains("Abmelden"), "{}", start.text);

        let left_alone = town.at_the_pages(SENDER).await;
        town.it_is_at(Town::today(), 10, 10);
        let closed = left_alone.opens("/eingang").await;
        assert_eq!(closed.location.as_deref(), Some("/anmelden"));
    }
);

/// A request with the cookie of a session, as a browser on another site would send it.
async fn from_elsewhere(
    town: &Town,
    path: &str,
    header: (&str, &str),
    fields: &[(&str, &str)],
) -> Answer {
    let (client, cookie) = signed_in(town).await;
    let request = client.post(format!("{}{path}", town.base()));
    let request = request.header("cookie", cookie).header(header.0, header.1);
    Answer::of(request.form(fields).send().await.unwrap()).await
}

/// Somebody who signed in, and the cookie that says so.
async fn signed_in(town: &Town) -> (Client, String) {
    let user = SENDER.user();
    let signing_in = [("user_name", user.as_str()), ("password", PASSWORD)];
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap();
    let url = format!("{}/anmelden", town.base());
    let signed_in = client.post(url).form(&signing_in).send().await.unwrap();
    let cookie = signed_in.headers()[header::SET_COOKIE].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    (client, cookie)
}

on_both!(
    a_form_that_was_sent_in_time_is_taken_however_long_its_way,
    |town| async move {
        let (client, cookie) = signed_in(&town).await;
        let address = town.base().strip_prefix("http://").unwrap();
        let form = half_filled();
        let request = client.post(town.base()).form(&form.fields());
        let body = request.build().unwrap();
        let body = body.body().unwrap().as_bytes().unwrap();
        let mut line = TcpStream::connect(address).await.unwrap();
        let head = format!(
            "POST /laufzettel/neu HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n",
            body.len()
        );
        line.write_all(head.as_bytes()).await.unwrap();
        // Now the server waits for the form, and knows who sent it.
        let mut goes_on = [0; 25];
        line.read_exact(&mut goes_on).await.unwrap();
        assert_eq!(goes_on, *b"HTTP/1.1 100 Continue\r\n\r\n");
        town.it_is(Town::today(), 10);
        line.write_all(body).await.unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).await.unwrap();
        let answer = answer.to_lowercase();
        assert!(answer.starts_with("http/1.1 303"), "{answer}");
        assert!(answer.contains("location: /laufzettel/"), "{answer}");
        // And what is over is not prolonged.
        assert!(!answer.contains("set-cookie"), "{answer}");
    }
);

on_both!(a_form_of_another_site_is_refused, |town| async move {
    let form = half_filled();
    let issue = form.fields();
    let user = SENDER.user();
    let sign_in = [("user_name", user.as_str()), ("password", PASSWORD)];
    let code = [("code", "WRONG-CODE")];
    for (path, fields) in [
        ("/laufzettel/neu", issue.as_slice()),
        ("/s", code.as_slice()),
        ("/anmelden", sign_in.as_slice()),
        ("/abmelden", &[]),
    ] {
        for sent_by in [
            ("origin", "https://boese.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let answer = from_elsewhere(&town, path, sent_by, fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {sent_by:?}");
            let sentence = "Das Formular kam nicht von einer Seite dieses Dienstes.";
            assert!(answer.text.contains(sentence), "{path} {sent_by:?}");
        }
    }
    let own = town.base().to_owned();
    for sent_by in [("origin", own.as_str()), ("sec-fetch-site", "same-origin")] {
        let answer = from_elsewhere(&town, "/laufzettel/neu", sent_by, &issue).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{sent_by:?}");
    }
    // The key of the form is the same, and none of the foreign ones had an effect.
    let slips = town.caseworker(Office::Schuldnerberatung).await;
    let slips = slips.get("/api/v1/slips").await.ok().json();
    assert_eq!(slips["slips"].as_array().unwrap().len(), 1);
});

on_both!(
    a_role_without_a_worklist_reads_what_is_there_for_it,
    |town| async move {
        for (role, greeted) in [
            // The ways on one picture, never a person.
            (Role::Coordinator, "href=\"/statistik\""),
            // Hers are there: what was done with data, without names.
            (Role::PrivacyOfficer, "href=\"/datenschutz\""),
            (Role::Operator, "Ihre Seiten entstehen gerade."),
        ] {
            let visitor = town.at_the_pages(Person::Role(role)).await;
            let start = visitor.opens("/").await;
            assert_eq!(start.status, StatusCode::OK);
            assert!(start.text.contains(greeted), "{role}: {}", start.text);
            for path in ["/eingang", "/laufzettel/neu"] {
                let closed = visitor.opens(path).await;
                assert_eq!(closed.status, StatusCode::FORBIDDEN, "{role} {path}");
                let sentence = "Mit Ihrer Rolle geht das nicht.";
                assert!(closed.text.contains(sentence), "{role} {path}");
                // And a way on that is not the same closed door.
                let main = between(&closed.text, "<main", "</main>");
                assert!(main.contains("href=\"/\""), "{role} {path}");
                assert!(!main.contains("href=\"/eingang\""), "{role} {path}");
            }
        }
    }
);
