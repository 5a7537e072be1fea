//! A table as it stands on the page: a column a stage, a row a command, in a cell what comes of it.
//! `same` writes something and stays; `-` writes nothing; other words are a stage or a refusal.

use domain::vocabulary::Role;
use domain::{InstitutionId, Refusal, Staff};

use super::case::{AUTHOR, C, COLLEAGUE};

/// What came of a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Came {
    Nothing,
    To(&'static str),
    Refused(String),
}

impl Came {
    pub(crate) fn refused(refusal: &Refusal) -> Self {
        Self::Refused(refusal.code().to_owned())
    }
}

pub(crate) struct Row {
    pub(crate) command: &'static str,
    /// `caseworker`, `author, lead`, `clock` or `seam`.
    pub(crate) by: &'static str,
    /// What another institution hears once there is something, or `always`, or `as here`.
    elsewhere: &'static str,
    cells: Vec<(&'static str, &'static str)>,
}

pub(crate) fn read(text: &'static str) -> Vec<Row> {
    let cut = |line: &'static str| line.split('|').map(str::trim).collect::<Vec<_>>();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(cut);
    let stages = lines.next().unwrap().split_off(3);
    let row = |cells: Vec<&'static str>| {
        assert_eq!(cells.len(), stages.len() + 3, "{}", cells[0]);
        Row {
            command: cells[0],
            by: cells[1],
            elsewhere: cells[2],
            cells: stages.iter().copied().zip(cells[3..].to_vec()).collect(),
        }
    };
    lines.map(row).collect()
}

/// One wide table from its two halves.
pub(crate) fn read_beside(left: &'static str, right: &'static str) -> Vec<Row> {
    let mut rows = read(left);
    let halves = read(right);
    assert_eq!(rows.len(), halves.len());
    for (row, half) in rows.iter_mut().zip(halves) {
        let head = |row: &Row| (row.command, row.by, row.elsewhere);
        assert_eq!(head(row), head(&half));
        row.cells.extend(half.cells);
    }
    rows
}

/// Every role in three places: who wrote the thing, a colleague, and somebody elsewhere.
pub(crate) fn everybody(own: InstitutionId) -> Vec<Staff> {
    let places = [(AUTHOR, own), (COLLEAGUE, own), (AUTHOR, C)];
    let roles = Role::ALL.iter().copied();
    roles
        .flat_map(|function| {
            places.map(|(account, institution)| Staff {
                account,
                institution,
                function,
            })
        })
        .collect()
}

impl Row {
    pub(crate) fn stages(&self) -> impl Iterator<Item = &'static str> {
        self.cells.iter().map(|(stage, _)| *stage)
    }

    /// What the page says, for one who may.
    pub(crate) fn says(&self, stage: &str) -> Came {
        let (stage, cell) = self.cells.iter().find(|(s, _)| *s == stage).unwrap();
        let is_stage = self.cells.iter().find(|(s, _)| s == cell);
        match (*cell, is_stage) {
            ("-", _) => Came::Nothing,
            ("same", _) => Came::To(stage),
            (_, Some((to, _))) => Came::To(to),
            (code, None) => Came::Refused(code.to_owned()),
        }
    }

    /// What the page says for this member of staff: the role first, then whose it is, then who
    /// wrote it, then the cell. An entry that nobody here wrote is its lead's alone.
    pub(crate) fn says_to(&self, by: Staff, stage: &str, written_here: bool) -> Came {
        let refused = |code: &str| Came::Refused(code.to_owned());
        if !matches!(by.function, Role::Caseworker | Role::Lead) {
            return refused("not-your-role");
        }
        if by.institution == C {
            match self.elsewhere.strip_prefix("always ") {
                Some(code) => return refused(code),
                None if stage != "blank" && self.elsewhere != "as here" => {
                    return refused(self.elsewhere);
                }
                None => {}
            }
        }
        let wrote_it = by.account == AUTHOR && written_here;
        let may = self.by != "author, lead" || by.function == Role::Lead || wrote_it;
        if !may && !["blank", "linked"].contains(&stage) {
            return refused("only-author-or-lead");
        }
        self.says(stage)
    }
}
