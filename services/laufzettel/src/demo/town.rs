//! What is kept of a played town so that a restart goes on with the same logins: the play's own
//! report as JSON. A demo's passwords are no secret, but the file is private all the same.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use domain::vocabulary::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{Demo, DemoLogin, DemoStop};

use crate::cli::DemoArgs;
use crate::failure::Failure;

/// Caseworkers that the start page offers: two offices that send and one that receives, so that
/// both sides of a hand-over can be seen.
const OFFERED_CASEWORKERS: [&str; 3] = ["grundsicherung", "jugendamt.asd", "schuldnerberatung"];

/// The file.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    seed: u64,
    /// The day before which the play ended.
    played_on: Date,
    /// The day that somebody chose as today, then or at the restart.
    chosen_today: Option<Date>,
    town: Value,
}

/// The play's report, as far as the demo shows it.
#[derive(Deserialize)]
pub(super) struct Town {
    pub(super) logins: Vec<Login>,
    pub(super) slips: Vec<Slip>,
    tour: Vec<Stop>,
}

/// Somebody who can sign in.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Login {
    role: Role,
    institution: String,
    user: String,
    password: String,
}

/// A slip with its code.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Slip {
    case: String,
    code: String,
    state: String,
}

#[derive(Deserialize)]
struct Stop {
    case: String,
    what_it_shows: String,
    where_it_stands: String,
    user: String,
    link: Link,
}

/// What a stop shows, by its id.
#[derive(Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
enum Link {
    Slip(String),
    Handover(String),
    Record(String),
}

impl Link {
    /// The page on which it stands.
    fn page(&self) -> String {
        match self {
            Self::Slip(id) => format!("/laufzettel/{id}"),
            Self::Handover(id) => format!("/uebergaben/{id}"),
            // What an office knows of her stands where it issues the next slip for her.
            Self::Record(id) => format!("/laufzettel/neu?person={id}"),
        }
    }
}

impl Kept {
    pub(super) fn new(
        seed: u64,
        played_on: Date,
        chosen_today: Option<Date>,
        town: &simulation::Town,
    ) -> Result<Self, Failure> {
        let town = serde_json::to_value(town);
        Ok(Self {
            seed,
            played_on,
            chosen_today,
            town: town.map_err(|error| Failure::said(format!("the town is no JSON: {error}")))?,
        })
    }

    /// The town of a folder, if one was played there to its end.
    pub(super) fn read(file: &Path) -> Result<Option<Self>, Failure> {
        let unusable = |error| {
            let what = format!("the town {} cannot be gone on with", file.display());
            Failure::io(what, error)
        };
        match fs::read(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => serde_json::from_slice(&read.map_err(unusable)?)
                .map(Some)
                .map_err(|error| unusable(error.into())),
        }
    }

    /// Written whole or not at all: only a town with this file can be gone on with.
    pub(super) fn write(self, file: &Path) -> Result<Self, Failure> {
        let write = || {
            let folder = file.parent().unwrap_or(Path::new("."));
            // Such a file is its owner's alone.
            let mut draft = tempfile::NamedTempFile::new_in(folder)?;
            draft.write_all(&serde_json::to_vec_pretty(&self)?)?;
            draft.persist(file).map_err(|error| error.error)
        };
        let failed = |error| Failure::io("the town cannot be kept", error);
        write().map_err(failed)?;
        Ok(self)
    }

    /// What a restart asks for must be possible with what was played.
    pub(super) fn go_on(mut self, args: &DemoArgs) -> Result<Self, Failure> {
        if args.seed.is_some_and(|seed| seed != self.seed) {
            return Err(Failure::said(format!(
                "the town of this folder was played with --seed {}: choose another folder for \
                 another seed",
                self.seed
            )));
        }
        if args.today.is_some_and(|today| today < self.played_on) {
            return Err(Failure::said(format!(
                "the town of this folder was played up to {}: --today cannot be earlier",
                self.played_on
            )));
        }
        self.chosen_today = args.today.or(self.chosen_today);
        Ok(self)
    }

    pub(super) const fn chosen_today(&self) -> Option<Date> {
        self.chosen_today
    }

    pub(super) fn town(&self) -> Result<Town, Failure> {
        Town::deserialize(&self.town)
            .map_err(|error| Failure::said(format!("the kept town cannot be read: {error}")))
    }
}

impl Town {
    /// What the start page shows.
    pub(super) fn shown(&self) -> Demo {
        let offered = self.offered();
        let logins = self.logins.iter().map(|login| DemoLogin {
            role: login.role.code().to_owned(),
            institution: login.institution.clone(),
            user: login.user.clone(),
            password: login.password.clone(),
            offered: offered.contains(login.user.as_str()),
        });
        let tour = self.tour.iter().map(|stop| DemoStop {
            case: stop.case.clone(),
            stands: stop.where_it_stands.clone(),
            shows: stop.what_it_shows.clone(),
            user: stop.user.clone(),
            target: stop.link.page(),
        });
        Demo {
            logins: logins.collect(),
            tour: tour.collect(),
        }
    }

    /// Some caseworkers, and the first of every other role.
    fn offered(&self) -> BTreeSet<&str> {
        let others = Role::ALL.iter().filter(|role| **role != Role::Caseworker);
        let firsts = others.filter_map(|role| self.logins.iter().find(|l| l.role == *role));
        let caseworkers = self
            .logins
            .iter()
            .filter(|login| OFFERED_CASEWORKERS.contains(&login.user.as_str()));
        firsts
            .chain(caseworkers)
            .map(|login| login.user.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    fn kept() -> Kept {
        let login = |role: &str, user: &str| json!({"role": role, "institution": "X", "user": user, "password": "a-b-c-d"});
        let logins = [
            login("caseworker", "anlaufstelle"),
            login("caseworker", "grundsicherung"),
            login("lead", "grundsicherung.leitung"),
            login("lead", "agentur.leitung"),
            login("caseworker", "jugendamt.asd"),
            login("operator", "betrieb"),
        ];
        Kept {
            seed: 7,
            played_on: date(2026, 11, 22),
            chosen_today: Some(date(2026, 11, 22)),
            town: json!({
                "logins": logins,
                "slips": [{"case": "Frau Kern", "code": "K7Q2MX-4T9V3-RWPD8", "state": "issued"}],
                "tour": [{"case": "Frau Kern", "what_it_shows": "a", "where_it_stands": "b",
                          "user": "jugendamt.asd", "link": {"kind": "slip", "id": "x"}}],
            }),
        }
    }

    fn args(seed: Option<u64>, today: Option<Date>) -> DemoArgs {
        DemoArgs {
            json: true,
            listen: "127.0.0.1:0".parse().unwrap(),
            data: None,
            store: None,
            seed,
            today,
        }
    }

    #[test]
    fn the_start_page_offers_each_role_once_and_three_offices() {
        let demo = kept().town().unwrap().shown();
        let offered: Vec<&str> = demo
            .logins
            .iter()
            .filter(|login| login.offered)
            .map(|login| login.user.as_str())
            .collect();
        let expected = [
            "grundsicherung",
            "grundsicherung.leitung",
            "jugendamt.asd",
            "betrieb",
        ];
        assert_eq!(offered, expected);
        assert_eq!(demo.logins.len(), 6);
        assert_eq!(demo.tour[0].stands, "b");
        assert_eq!(demo.tour[0].user, "jugendamt.asd");
        assert_eq!(demo.tour[0].target, "/laufzettel/x");
    }

    #[test]
    fn each_kind_of_stop_has_its_page() {
        let page = |kind: &str| {
            let link: Link = serde_json::from_value(json!({"kind": kind, "id": "7"})).unwrap();
            link.page()
        };
        assert_eq!(page("slip"), "/laufzettel/7");
        assert_eq!(page("handover"), "/uebergaben/7");
        assert_eq!(page("record"), "/laufzettel/neu?person=7");
    }

    #[test]
    fn what_was_kept_comes_back_and_is_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("town.json");
        assert!(Kept::read(&file).unwrap().is_none());
        kept().write(&file).unwrap();
        let back = Kept::read(&file).unwrap().unwrap();
        assert_eq!(back.chosen_today(), Some(date(2026, 11, 22)));
        assert_eq!(back.town().unwrap().slips.len(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::write(&file, "{").unwrap();
        assert!(Kept::read(&file).is_err());
    }

    #[test]
    fn a_restart_cannot_ask_for_another_town() {
        let same = kept().go_on(&args(None, None)).unwrap();
        assert_eq!(same.chosen_today(), Some(date(2026, 11, 22)));
        let later = kept()
            .go_on(&args(Some(7), Some(date(2026, 12, 1))))
            .unwrap();
        assert_eq!(later.chosen_today(), Some(date(2026, 12, 1)));
        assert!(kept().go_on(&args(Some(8), None)).is_err());
        assert!(kept().go_on(&args(None, Some(date(2026, 11, 21)))).is_err());
    }
}
