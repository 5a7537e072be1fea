//! `/personen`: the institution's own people, and everything that can be done with what it holds.
mod asking;
mod child_copy;
mod client_form;
mod erasing;
mod file;
mod papers;
mod search;
mod taking_back;

pub use asking::{AskForm, AskPage, AskedItem, AskedRecipient, ReleaseForm, ReleasePage};
pub use child_copy::{ChildCopyForm, ChildCopyPage, Outgoing, Ticked};
pub use client_form::{ClientForm, ClientFormPage};
pub use erasing::{EraseForm, ErasePage};
pub use file::{
    ConsentShown, ErasureQuestion, FileLine, HoldShown, ItemGroupShown, ItemShown, PersonPage,
    ReadingLine, ReleaseShown, RightsForm, Switch,
};
pub use papers::{KnownAppointment, PaperLine, PapersPage, PlainChoice};
pub use search::{FoundPerson, SearchForm, SearchPage};
pub use taking_back::{TakingBackForm, TakingBackPage};
