//! Her record at an institution after it was opened: corrected, protected, restricted, held, found
//! again, and handed to her as a copy.

mod change;
mod child_copy;
pub mod her_data;
mod rectify;
mod search;

pub use change::ChangeClient;
pub use child_copy::AnswerChildCopy;
pub use domain::clients::ClientChange;
pub use her_data::HerData;
pub use rectify::RectifyClient;
pub use search::FoundClients;
