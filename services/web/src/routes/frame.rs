//! What surrounds every page, for this visitor: names from the configuration, who is signed in, the way around.

use std::collections::BTreeMap;

use casework::Failure;
use domain::InstitutionId;

use crate::App;
use crate::app::Settings;
use crate::auth::PageSession;

/// The frame of a page.
pub(crate) async fn frame(app: &App, session: &PageSession, path: &str) -> Frame {
    let signed_in = match session.live() {
        None => None,
        Some(claims) => Some(SignedIn {
            name: claims.name().to_owned(),
            office: office(app, claims.staff().institution).await,
            links: navigation(claims.staff().function.code(), path),
        }),
    };
    Frame {
        signed_in,
        today: app.desk.now().today.to_string(),
        ..nobodys(&app.settings)
    }
}

/// The frame of a page for nobody in particular.
pub(crate) fn nobodys(settings: &Settings) -> Frame {
    Frame {
        network: settings.network.clone(),
        signed_in: None,
        demo: settings.demo.is_some(),
        just_done: String::new(),
        today: String::new(),
    }
}

/// The names of all institutions.
pub(crate) async fn offices(app: &App) -> Result<BTreeMap<InstitutionId, String>, Failure> {
    let institutions = app.desk.institutions().await?.into_iter();
    let named = institutions.map(|row| (row.institution, row.entry.name.as_str().to_owned()));
    Ok(named.collect())
}

/// An institution's name; empty while nothing is known of it.
pub(crate) async fn office(app: &App, institution: InstitutionId) -> String {
    read_models::institutions::one(app.desk.store(), app.desk.network(), institution)
        .await
        .ok()
        .flatten()
        .map(|row| row.entry.name.as_str().to_owned())
        .unwrap_or_default()
}

/// Header and footer of a page.
pub(crate) struct Frame {
    /// Name of the network, from the configuration; also the neutral sender on paper.
    pub(crate) network: String,
    /// Who is signed in; without, there is neither navigation nor a sign-out button.
    pub(crate) signed_in: Option<SignedIn>,
    /// Shows the line that all people here are made up.
    pub(crate) demo: bool,
    /// What has just been done, else empty.
    pub(crate) just_done: String,
    /// Today, ISO: the first day, or the last, of many a field.
    pub(crate) today: String,
}

/// The person at the desk.
pub(crate) struct SignedIn {
    /// Name as colleagues know it.
    pub(crate) name: String,
    /// Own office.
    pub(crate) office: String,
    /// The way around, made by [`navigation`].
    pub(crate) links: Vec<NavLink>,
}

/// One entry of the navigation.
pub(crate) struct NavLink {
    /// What it says.
    pub(crate) label: &'static str,
    /// Where it leads.
    pub(crate) href: &'static str,
    /// Whether this page is it.
    pub(crate) current: bool,
}

/// The way around for a role (its stable code); only pages that exist are offered.
pub(crate) fn navigation(role: &str, current_path: &str) -> Vec<NavLink> {
    let casework = [
        ("Start", "/"),
        ("Eingang", "/eingang"),
        ("Neuer Laufzettel", "/laufzettel/neu"),
        ("Personen", "/personen"),
    ];
    let oversight = ("Datenschutz", "/datenschutz");
    let rules = ("Netzwerkregeln", "/netzwerk/regeln");
    let own_entry = ("Einrichtung", "/einrichtung");
    let statistics = ("Statistik", "/statistik");
    let chain = ("Kette", "/kette");
    let entries = match role {
        "caseworker" => casework.to_vec(),
        "lead" => [
            &casework[..],
            &[statistics, chain, oversight, rules, own_entry],
        ]
        .concat(),
        "privacy_officer" => vec![("Start", "/"), oversight],
        "coordinator" => vec![("Start", "/"), statistics, chain, rules],
        _ => vec![("Start", "/")],
    };
    entries
        .into_iter()
        .map(|(label, href)| NavLink {
            label,
            href,
            current: href == current_path,
        })
        .collect()
}
