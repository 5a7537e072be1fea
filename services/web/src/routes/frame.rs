//! What surrounds every page, for this visitor.

use std::collections::BTreeMap;

use casework::Failure;
use domain::InstitutionId;

use crate::App;
use crate::app::Settings;
use crate::auth::PageSession;
use crate::pages::{Frame, SignedIn, navigation};

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
        ..nobodys(&app.settings)
    }
}

/// The frame of a page for nobody in particular.
pub(crate) fn nobodys(settings: &Settings) -> Frame {
    Frame {
        network: settings.network.clone(),
        signed_in: None,
        demo: settings.demo.is_some(),
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
