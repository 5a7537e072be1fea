//! Vouchers: one file for each thing that can be done with one.

mod shown;

pub(crate) use shown::VoucherShown;
