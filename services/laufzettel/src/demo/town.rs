//! What is kept of a played town so that a restart goes on with the same logins: the play's own
//! report as JSON. A demo's passwords are no secret, but the file is private all the same.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use domain::vocabulary::Role;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use simulation::{Link, Login, Town};
use web::{Demo, DemoLogin, DemoStop};

use crate::cli::DemoArgs;
use crate::failure::Failure;

/// From so many parents on a release shows enough for a picture.
const PICTURE_FROM: u32 = 200;
/// Caseworkers that the start page offers: two offices that send and one that receives, so that
/// both sides of a hand-over can be seen.
const OFFERED_CASEWORKERS: [&str; 3] = ["grundsicherung", "jugendamt.asd", "schuldnerberatung"];

/// The file.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) seed: u64,
    /// How many parents went through the offices before.
    pub(super) persons: u32,
    /// The day before which the play ended.
    pub(super) played_on: Date,
    /// The day that somebody chose as today, then or at the restart.
    pub(super) chosen_today: Option<Date>,
    pub(super) town: Town,
}

/// The page to which a stop's link leads.
fn page(link: Link) -> String {
    match link {
        Link::Slip(id) => format!("/laufzettel/{id}"),
        Link::Handover(id) => format!("/uebergaben/{id}"),
        // What an office knows of her stands where it issues the next slip for her.
        Link::Record(id) => format!("/laufzettel/neu?person={id}"),
    }
}

impl Kept {
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
        if args.persons.is_some_and(|persons| persons != self.persons) {
            return Err(Failure::said(format!(
                "the town of this folder was played with --persons {}: choose another folder for \
                 another number",
                self.persons
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

    /// What the start page shows; with so few parents that a release hides nearly all, the tour begins with
    /// the cases.
    pub(super) fn shown(&self) -> Demo {
        let (persons, logins) = (self.persons, &self.town.logins);
        let offered = self.offered();
        let coordinates = |login: &&Login| login.role == Role::Coordinator;
        let coordinator = logins.iter().find(coordinates);
        let overview = coordinator.filter(|_| persons >= PICTURE_FROM);
        let overview = overview.map(|login| DemoStop {
            case: "Das ganze Netzwerk auf einem Bild".to_owned(),
            stands: format!(
                "Etwa {persons} erfundene Alleinerziehende gingen in einem Jahr durch Suhlheim: wo sie \
                 hereinkamen, wohin sie gingen, wo sie verloren gingen."
            ),
            shows: "Was Koordination und Sozialdezernat sehen: Wege und Zahlen, nie eine Person.".to_owned(),
            user: login.user.clone(),
            target: "/statistik".to_owned(),
        });
        let logins = logins.iter().map(|login| DemoLogin {
            role: login.role.code().to_owned(),
            institution: login.institution.clone(),
            user: login.user.clone(),
            password: login.password.clone(),
            offered: offered.contains(login.user.as_str()),
        });
        let tour = self.town.tour.iter().map(|stop| DemoStop {
            case: stop.case.clone(),
            stands: stop.where_it_stands.clone(),
            shows: stop.what_it_shows.clone(),
            user: stop.user.clone(),
            target: page(stop.link),
        });
        Demo {
            logins: logins.collect(),
            overview,
            tour: tour.collect(),
        }
    }

    /// Some caseworkers, and the first of every other role.
    fn offered(&self) -> BTreeSet<&str> {
        let logins = &self.town.logins;
        let others = Role::ALL.iter().filter(|role| **role != Role::Caseworker);
        let firsts = others.filter_map(|role| logins.iter().find(|l| l.role == *role));
        let caseworkers = logins
            .iter()
            .filter(|login| OFFERED_CASEWORKERS.contains(&login.user.as_str()));
        firsts
            .chain(caseworkers)
            .map(|login| login.user.as_str())
            .collect()
    }
}

#[cfg(test)]
mod tests;
