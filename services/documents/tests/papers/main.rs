//! What a reader finds on the printed papers, taken from the PDFs' own text.

mod cases;
mod consent_form;
mod every_paper;
mod file_note;
mod her_data;
mod names;
mod reading;
mod referral_slip;
mod scripts;
mod voucher;
mod where_instead;
