//! Everything that A can open: every endpoint that reads, every page, and at the end every paper. There
//! are no e-mails: the product sends none. Once it does, they belong here.

use acceptance::Fetched;
use domain::vocabulary::Role;

use crate::twins::{B, C, Seen, Twin};

/// What of A's there is to look at.
#[derive(Default)]
pub(crate) struct Things {
    pub(crate) clients: Vec<String>,
    pub(crate) slips: Vec<String>,
    pub(crate) vouchers: Vec<String>,
}

/// The pages, by what their addresses name.
const PAGES: [&str; 11] = [
    "/",
    "/eingang",
    "/personen",
    "/personen/neu",
    "/laufzettel/neu",
    "/uebergaben/neu",
    "/gutscheine/neu",
    "/datenschutz",
    "/datenschutz/verzeichnis",
    "/datenschutz/verzeichnis.txt",
    "/netzwerk/regeln",
];
const OF_CLIENTS: [&str; 10] = [
    "/personen/{}",
    "/personen/{}/berichtigen",
    "/personen/{}/einwilligung",
    "/personen/{}/entbindung",
    "/personen/{}/kopie-fuer-andere",
    "/personen/{}/loeschen",
    "/personen/{}/papiere",
    "/personen/{}/auskunft.json",
    "/laufzettel/neu?person={}",
    "/uebergaben/neu?person={}",
];
const OF_SLIPS: [&str; 2] = ["/laufzettel/{}", "/laufzettel/{}/vermerk.txt"];
const OF_VOUCHERS: [&str; 1] = ["/gutscheine/{}"];

fn filled<'a>(patterns: &'a [&str], ids: &'a [String]) -> impl Iterator<Item = String> + use<'a> {
    let of = |pattern: &'a str| ids.iter().map(move |id| pattern.replace("{}", id));
    patterns.iter().copied().flat_map(of)
}

impl Things {
    /// Every endpoint of the OpenAPI document that reads, but those that print.
    fn endpoints(&self) -> Vec<String> {
        let document = serde_json::to_value(web::open_api()).unwrap();
        let paths = document["paths"].as_object().unwrap().iter();
        let reading =
            paths.filter(|(path, item)| item.get("get").is_some() && !path.ends_with("/paper"));
        let mut endpoints = Vec::new();
        for (path, _) in reading {
            let ids = match path.as_str() {
                path if path.contains("/clients/") => &self.clients,
                path if path.contains("/slips/") => &self.slips,
                path if path.contains("/vouchers/") => &self.vouchers,
                // A has received no hand-over. Releases are the network's: rule 2 exempts their figures,
                // and which there are stands in a list that is compared.
                path if path.contains('{') => continue,
                "/api/v1/institutions/own/counts" => {
                    let days = "from=2026-01-01&to=2028-12-31";
                    endpoints.push(format!("{path}?{days}"));
                    continue;
                }
                "/api/v1/consents" => {
                    endpoints.extend(filled(&["/api/v1/consents?client={}"], &self.clients));
                    continue;
                }
                // Of the process, not of a case.
                "/healthz" | "/readyz" | "/openapi.json" => continue,
                path => {
                    endpoints.push(path.to_owned());
                    continue;
                }
            };
            endpoints.extend(filled(&[path.replace("{id}", "{}").as_str()], ids));
        }
        assert!(
            endpoints.len() >= 8 + 4 * self.clients.len(),
            "{endpoints:?}"
        );
        endpoints
    }

    fn pages(&self) -> Vec<String> {
        let mut pages = PAGES.map(str::to_owned).to_vec();
        pages.extend(filled(&OF_CLIENTS, &self.clients));
        pages.extend(filled(&OF_SLIPS, &self.slips));
        pages.extend(filled(&OF_VOUCHERS, &self.vouchers));
        pages
    }

    /// All papers of the slip and its client: they take their time.
    fn papers(&self) -> Vec<String> {
        let first = |ids: &[String]| ids.first().cloned().unwrap_or_default();
        let (client, slip) = (first(&self.clients), first(&self.slips));
        let of_vouchers = filled(&["/gutscheine/{}/papier.pdf"], &self.vouchers).take(1);
        let of_slip = [
            format!("/laufzettel/{slip}/papier.pdf"),
            format!("/laufzettel/{slip}/vermerk.pdf"),
            format!("/personen/{client}/auskunft.pdf"),
            format!("/personen/{client}/einwilligung/{}.pdf", B.id()),
            format!("/personen/{client}/einwilligung/{}.pdf", C.id()),
        ];
        of_slip.into_iter().chain(of_vouchers).collect()
    }

    /// What stands at the slip and its client now: the quick look between two acts.
    pub(crate) async fn glance(&self, twin: &Twin) -> Seen {
        let first = Self {
            clients: self.clients.first().cloned().into_iter().collect(),
            slips: self.slips.first().cloned().into_iter().collect(),
            vouchers: self.vouchers.first().cloned().into_iter().collect(),
        };
        let people = twin.people().await;
        let (api, pages) = people.caseworker();
        let mut seen = Seen::new();
        let list = "/api/v1/slips".to_owned();
        let of_vouchers = filled(&["/api/v1/vouchers/{}"], &first.vouchers);
        let of_slips = filled(&["/api/v1/slips/{}"], &first.slips);
        for path in of_slips.chain(of_vouchers).chain([list]) {
            let fetched = twin.at_a(api.fetches(&path)).await;
            seen.push((path, fetched));
        }
        let of_her = filled(&OF_CLIENTS[..1], &first.clients);
        for path in filled(&OF_SLIPS[..1], &first.slips).chain(of_her) {
            let fetched = twin.at_a(pages.fetches(&path)).await;
            seen.push((path, fetched));
        }
        seen
    }

    /// Everything but the papers, by everybody of A.
    pub(crate) async fn look(&self, twin: &Twin) -> Seen {
        let people = twin.people().await;
        let mut seen = Seen::new();
        let mut note = |role: Role, path: &str, fetched: Fetched| {
            seen.push((format!("{role:?} {path}"), fetched));
        };
        for path in self.endpoints() {
            for (role, api) in &people.api {
                note(*role, &path, twin.at_a(api.fetches(&path)).await);
            }
        }
        for path in self.pages() {
            for (role, visitor) in &people.pages {
                note(*role, &path, twin.at_a(visitor.fetches(&path)).await);
            }
        }
        // The log's verdict, and what a search finds.
        let verify = "/api/v1/data-protection/verification";
        for (role, api) in &people.api {
            let verdict = twin.at_a(api.post(verify, &serde_json::Value::Null)).await;
            seen.push((format!("{role:?} {verify}"), as_fetched(verdict)));
        }
        let (api, pages) = people.caseworker();
        let sought = serde_json::json!({"name": "Neumann"});
        let found = twin.at_a(api.post("/api/v1/clients/search", &sought)).await;
        seen.push(("search".to_owned(), as_fetched(found)));
        let sought = [("person_name", "Neumann")];
        let found = twin.at_a(pages.submit("/personen", &sought)).await;
        seen.push(("search at the page".to_owned(), as_fetched(found)));
        let shown = |seen: &Seen| {
            let good = seen
                .iter()
                .filter(|(_, fetched)| fetched.status.is_success());
            good.count()
        };
        assert!(shown(&seen) > 20, "only {} were shown", shown(&seen));
        seen
    }

    /// The papers.
    pub(crate) async fn print(&self, twin: &Twin) -> Seen {
        let people = twin.people().await;
        let (_, pages) = people.caseworker();
        let mut seen = Seen::new();
        for path in self.papers() {
            let fetched = twin.at_a(pages.fetches(&path)).await;
            seen.push((path, fetched));
        }
        seen
    }
}

fn as_fetched(answer: acceptance::Answer) -> Fetched {
    Fetched {
        status: answer.status,
        tag: None,
        location: answer.location,
        bytes: answer.text.into_bytes(),
    }
}
