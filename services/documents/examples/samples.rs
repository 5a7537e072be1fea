//! Writes the sample slips of the fictitious cases into a directory:
//! `cargo run -p documents --example samples -- DIRECTORY`

#[path = "../tests/cases/mod.rs"]
mod cases;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = PathBuf::from(std::env::args_os().nth(1).ok_or("name a directory")?);
    std::fs::create_dir_all(&directory)?;
    for (name, slip) in cases::all() {
        let pdf = documents::referral_slip(&slip, &cases::imprint())?;
        std::fs::write(directory.join(name).with_extension("pdf"), pdf)?;
    }
    Ok(())
}
