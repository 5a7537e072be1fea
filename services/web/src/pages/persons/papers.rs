//! `/personen/{id}/papiere`: what she carries, and new papers for it.
use crate::pages::{Badge, Frame};
use askama::Template;

/// A slip or a voucher that she carries.
pub struct PaperLine {
    /// Where it leads.
    pub label: String,
    /// Since when, and why.
    pub text: String,
    /// An appointment that a paper from before the danger names together with the place.
    pub appointment: Option<KnownAppointment>,
    /// State.
    pub badge: Badge,
    /// The paper as PDF.
    pub print: String,
    /// Lets the new paper say more; none where no new paper can be made.
    pub plain: Option<PlainChoice>,
}

/// When somebody may look for her.
pub struct KnownAppointment {
    /// Day and time, worded.
    pub when: String,
    /// The slip's own page, where another one is entered.
    pub href: String,
}

/// The checkbox that lets a new paper say where she goes and why.
pub struct PlainChoice {
    /// Its name.
    pub name: String,
    /// What follows where it stays empty; may be empty.
    pub hint: &'static str,
}

/// `/personen/{id}/papiere`. Form: `POST` to `action` with `her_wish` and the ticked checkboxes.
#[derive(Template)]
#[template(path = "persons/papers.html")]
pub struct PapersPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// Name, or "Ohne Namen".
    pub who: String,
    /// She is in danger.
    pub protected: bool,
    /// The way to reach her changed and waits until she is asked again.
    pub contact_waits: bool,
    /// The code of one of her papers gives nothing of hers before it is replaced.
    pub outdated: bool,
    /// Her open slips and vouchers.
    pub papers: Vec<PaperLine>,
    /// What others may know already, one sentence each.
    pub held: Vec<String>,
    /// Her page.
    pub base: String,
    /// Where the form goes.
    pub action: String,
    /// Where she is asked again.
    pub ask: String,
    /// Idempotency key.
    pub form_key: String,
}
