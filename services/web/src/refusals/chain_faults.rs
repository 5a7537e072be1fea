//! What makes a text no service chain, in a sentence for whoever wrote it.

use axum::http::StatusCode;
use casework::ChainFault;

use super::Problem;
use crate::words;

impl From<&ChainFault> for Problem {
    fn from(fault: &ChainFault) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "no-service-chain",
            "Keine Dienstleistungskette",
            &sentence(fault),
        )
    }
}

fn sentence(fault: &ChainFault) -> String {
    use ChainFault as F;
    match fault {
        F::Unreadable(why) => format!("Der Text ist so nicht lesbar ({why})."),
        F::NoStage => "Die Kette hat noch keine Stufe („[[stage]]“).".into(),
        F::NoAccess => "Die Kette hat noch keinen Zugang („access“).".into(),
        F::NoEnd => "Die Kette hat noch kein Ende („end“).".into(),
        F::UnknownKind { place, kind } => {
            format!("„{kind}“ ist keine Art von Einrichtung ({place}).")
        }
        F::StageTwice { id } => format!("Zwei Stufen heißen „{id}“."),
        F::StageWithoutStation { id } => format!("Die Stufe „{id}“ hat keine Station."),
        F::TooManyStations { id } => format!("Die Stufe „{id}“ hat mehr als sechzehn Stationen."),
        F::KindTwice { id, kind } => {
            format!("Die Stufe „{id}“ nennt „{}“ zweimal.", words::kind(*kind))
        }
        F::NextToNowhere { id, next } => {
            format!("Die Stufe „{id}“ führt zu „{next}“; eine solche Stufe gibt es nicht.")
        }
        F::UnknownEnd { end } => format!("Das Ende „{end}“ ist keine Stufe."),
        F::Unreachable { id } => format!("Zur Stufe „{id}“ führt kein Weg."),
        F::CannotEnd { id } => format!("Von der Stufe „{id}“ führt kein Weg zu einem Ende."),
    }
}
