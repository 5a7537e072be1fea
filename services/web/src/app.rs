//! What every request needs: the desk, the settings, the tokens.

use std::ops::Deref;
use std::sync::Arc;

use casework::Desk;

use crate::Tokens;

/// How this installation shows itself.
#[derive(Clone, Default)]
pub struct Settings {
    /// Under which address people reach it, without a slash at the end; stands in the QR code.
    pub base_url: String,
    /// The network's name.
    pub network: String,
    /// Whether cookies may travel over HTTPS only.
    pub secure_cookies: bool,
    /// The imprint, as plain paragraphs.
    pub imprint: Vec<String>,
    /// The privacy notice, as plain paragraphs.
    pub privacy: Vec<String>,
    /// Whom the law lets her turn to about her data.
    pub data_protection: DataProtectionContacts,
    /// The demo's town, if this is one.
    pub demo: Option<Demo>,
}

/// Whom she can turn to about her data (Art. 13(1)(b) and (2)(d) GDPR): stands on every consent form.
#[derive(Debug, Clone, Default)]
pub struct DataProtectionContacts {
    /// The data-protection officer, and how to reach her.
    pub officer: String,
    /// The supervisory authority, and how to reach it.
    pub authority: String,
}

/// What the demo's start page offers.
#[derive(Clone, Default)]
pub struct Demo {
    /// The accounts as which one can go on.
    pub logins: Vec<DemoLogin>,
    /// Where the tour begins: all ways on one picture, where enough parents went before.
    pub overview: Option<DemoStop>,
    /// The tour through the five cases.
    pub tour: Vec<DemoStop>,
}

/// An account of the demo; its password is no secret.
#[derive(Clone)]
pub struct DemoLogin {
    /// The role's code.
    pub role: String,
    /// The institution's name.
    pub institution: String,
    /// The user name.
    pub user: String,
    /// The password.
    pub password: String,
    /// Whether the start page offers to go on as this one.
    pub offered: bool,
}

/// One stop of the tour.
#[derive(Clone)]
pub struct DemoStop {
    /// The case.
    pub case: String,
    /// Where it stands.
    pub stands: String,
    /// What it shows.
    pub shows: String,
    /// The login that sees it.
    pub user: String,
    /// The page on which it stands.
    pub target: String,
}

/// The state of the application.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What [`App`] shares.
pub struct Inner {
    /// Where commands are carried out.
    pub desk: Desk,
    /// How this installation shows itself.
    pub settings: Settings,
    /// Sessions.
    pub tokens: Tokens,
}

impl App {
    /// An application of these parts.
    #[must_use]
    pub fn new(desk: Desk, settings: Settings, tokens: Tokens) -> Self {
        Self(Arc::new(Inner {
            desk,
            settings,
            tokens,
        }))
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
