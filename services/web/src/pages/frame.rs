//! What surrounds every page: names from the configuration, the signed-in person, the way around.

/// Header and footer of a page.
pub(crate) struct Frame {
    /// Name of the network, from the configuration; also the neutral sender on paper.
    pub(crate) network: String,
    /// Who is signed in; without, there is neither navigation nor a sign-out button.
    pub(crate) signed_in: Option<SignedIn>,
    /// Shows the line that all people here are made up.
    pub(crate) demo: bool,
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
