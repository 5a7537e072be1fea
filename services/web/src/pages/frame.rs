//! What surrounds every page: names from the configuration, the signed-in person, the way around.

/// Header and footer of a page.
pub struct Frame {
    /// Name of the product, from the configuration.
    pub product: String,
    /// Name of the network, from the configuration; also the neutral sender on paper.
    pub network: String,
    /// Who is signed in; without, there is neither navigation nor a sign-out button.
    pub signed_in: Option<SignedIn>,
    /// Shows the line that all people here are made up.
    pub demo: bool,
}

/// The person at the desk.
pub struct SignedIn {
    /// Name as colleagues know it.
    pub name: String,
    /// Own office.
    pub office: String,
    /// The way around, made by [`navigation`].
    pub links: Vec<NavLink>,
}

/// One entry of the navigation.
pub struct NavLink {
    /// What it says.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Whether this page is it.
    pub current: bool,
}

/// The way around for a role (its stable code); only pages that exist are offered.
#[must_use]
pub fn navigation(role: &str, current_path: &str) -> Vec<NavLink> {
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
