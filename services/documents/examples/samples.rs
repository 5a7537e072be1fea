//! Writes the sample papers of the fictitious cases into a directory:
//! `cargo run -p documents --example samples -- DIRECTORY`

#[path = "../tests/papers/cases/mod.rs"]
mod cases;

use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let directory = PathBuf::from(std::env::args_os().nth(1).ok_or("name a directory")?);
    std::fs::create_dir_all(&directory)?;
    for (name, _, pdf) in cases::papers() {
        std::fs::write(directory.join(name).with_extension("pdf"), pdf?)?;
    }
    Ok(())
}
