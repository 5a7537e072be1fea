#!/usr/bin/env bash
# utoipa 6.0.0, feature auto_into_responses: an answer that is inferred from the handler's type is referred to and not described.
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
serde_json = "=1.0.145"
utoipa = { version = "=6.0.0", features = ["auto_into_responses"] }
utoipa-gen = "=6.0.1"
TOML
cat >"$folder/src/main.rs" <<'RUST'
use utoipa::{IntoResponses, OpenApi, ToSchema};

#[derive(ToSchema)]
#[allow(dead_code)]
struct Slip {
    valid: bool,
}

#[derive(IntoResponses)]
#[response(status = 200)]
#[allow(dead_code)]
struct Found(Slip);

#[utoipa::path(get, path = "/declared", responses((status = 200, body = Slip)))]
#[allow(dead_code)]
fn declared() -> Found {
    Found(Slip { valid: true })
}

#[utoipa::path(get, path = "/inferred")]
#[allow(dead_code)]
fn inferred() -> Found {
    Found(Slip { valid: true })
}

#[derive(OpenApi)]
#[openapi(paths(declared))]
struct Declared;

#[derive(OpenApi)]
#[openapi(paths(inferred))]
struct Inferred;

fn seen(what: &str, document: utoipa::openapi::OpenApi) -> (bool, bool) {
    let json = serde_json::to_value(document).unwrap();
    let refers = json.to_string().contains("#/components/schemas/Slip");
    let describes = json["components"]["schemas"].get("Slip").is_some();
    println!("{what}: refers to the schema: {refers}, describes it: {describes}");
    (refers, describes)
}

fn main() {
    println!("utoipa 6.0.0, utoipa-gen 6.0.1");
    let declared = seen("declared in the attribute", Declared::openapi());
    let inferred = seen("inferred from the type", Inferred::openapi());
    let same = declared == (true, true) && inferred == (true, false);
    std::process::exit(i32::from(!same));
}
RUST
cargo run --quiet --manifest-path "$folder/Cargo.toml" --target-dir "$folder/target"
