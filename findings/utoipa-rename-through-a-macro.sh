#!/usr/bin/env bash
# utoipa 6.0.0: a name that a macro hands to #[serde(rename = …)] is sent by serde and not described by the derived schema.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/src"
cat >"$folder/Cargo.toml" <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2021"

[dependencies]
serde = { version = "=1.0.228", features = ["derive"] }
serde_json = "=1.0.145"
utoipa = "=6.0.0"
utoipa-gen = "=6.0.1"
TOML
cat >"$folder/src/main.rs" <<'RUST'
use serde::Serialize;
use utoipa::{PartialSchema, ToSchema};

macro_rules! word {
    ($name:ident: $variant:ident = $code:literal) => {
        #[derive(Serialize, ToSchema)]
        enum $name {
            #[serde(rename = $code)]
            $variant,
        }
    };
}

word!(ThroughMacro: UnderThree = "under_3");

#[derive(Serialize, ToSchema)]
enum Written {
    #[serde(rename = "under_3")]
    UnderThree,
}

fn seen<T: Serialize + ToSchema + PartialSchema>(what: &str, value: T) -> (String, String) {
    let sent = serde_json::to_value(value).unwrap();
    let schema = serde_json::to_value(T::schema()).unwrap();
    let described = schema["enum"][0].clone();
    println!("{what}: sent as {sent}, described as {described}");
    (sent.to_string(), described.to_string())
}

fn main() {
    println!("utoipa 6.0.0, utoipa-gen 6.0.1");
    let written = seen("written out", Written::UnderThree);
    let handed = seen("handed on by a macro", ThroughMacro::UnderThree);
    let code = "\"under_3\"".to_owned();
    let same = written == (code.clone(), code.clone()) && handed == (code, "\"UnderThree\"".into());
    std::process::exit(i32::from(!same));
}
RUST
cargo run --quiet --manifest-path "$folder/Cargo.toml" --target-dir "$folder/target"
