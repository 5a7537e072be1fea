//! Each fault of a text has its name.

use crate::chain::ServiceChain;

/// A sound chain of two stages.
pub(super) const SOUND: &str = r#"
name = "Kette"
target_group = "alle"
wished_effect = "geholfen"
access = ["jugendamt", "anlaufstelle"]
end = ["hilfe"]

[[stage]]
id = "klaerung"
label = "Klärung"
any_of = ["jugendamt", "anlaufstelle"]
acknowledge_within_business_days = 3
next = ["hilfe"]

[[stage]]
id = "hilfe"
label = "Hilfe"
all_of = ["schuldnerberatung", "kita"]
optional = ["kammer"]
acknowledge_within_business_days = 5
accept_within_business_days = 10
"#;

#[test]
fn each_fault_has_its_name() {
    for (found, instead, fault) in [
        (
            "within_business_days = 3",
            "within_business_days = \"drei\"",
            "not readable: invalid type: string \"drei\", expected u32",
        ),
        (
            "name = \"Kette\"",
            "titel = \"Kette\"",
            "not readable: unknown field `titel`, expected one of `name`, `target_group`, `wished_effect`, `access`, `end`, `stage`",
        ),
        (
            "access = [\"jugendamt\", \"anlaufstelle\"]",
            "",
            "the chain has no access",
        ),
        ("end = [\"hilfe\"]", "", "the chain has no end"),
        (
            "end = [\"hilfe\"]",
            "end = [\"arbeit\"]",
            "the end \"arbeit\" is no stage",
        ),
        (
            "optional = [\"kammer\"]",
            "optional = [\"kamera\"]",
            "\"kamera\" in the stage \"hilfe\" is no kind of institution",
        ),
        (
            "access = [\"jugendamt\"",
            "access = [\"amt\"",
            "\"amt\" in access is no kind of institution",
        ),
        (
            "id = \"hilfe\"",
            "id = \"klaerung\"",
            "two stages are called \"klaerung\"",
        ),
        (
            "any_of = [\"jugendamt\", \"anlaufstelle\"]",
            "",
            "the stage \"klaerung\" has no station",
        ),
        (
            "optional = [\"kammer\"]",
            "optional = [\"kita\"]",
            "the stage \"hilfe\" names kita twice",
        ),
        (
            "next = [\"hilfe\"]",
            "next = [\"ende\"]",
            "the stage \"klaerung\" leads to \"ende\", which is no stage",
        ),
        (
            "next = [\"hilfe\"]",
            "",
            "no run reaches the stage \"hilfe\"",
        ),
        (
            "end = [\"hilfe\"]",
            "end = [\"klaerung\"]",
            "from the stage \"hilfe\" no end can be reached",
        ),
    ] {
        let text = SOUND.replacen(found, instead, 1);
        assert_ne!(text, SOUND, "{found}");
        let said = ServiceChain::parse(&text).map_err(|fault| fault.to_string());
        assert_eq!(said.err().as_deref(), Some(fault));
    }
    let no_stage = SOUND.split("[[stage]]").next().unwrap_or_default();
    let said = ServiceChain::parse(no_stage).map_err(|fault| fault.to_string());
    assert_eq!(said.err().as_deref(), Some("the chain has no stage"));
    assert!(ServiceChain::parse(SOUND).is_ok());
}

#[test]
fn a_circle_without_an_end_cannot_end() {
    let circle = SOUND.replacen("optional = [\"kammer\"]", "next = [\"klaerung\"]", 1);
    assert!(ServiceChain::parse(&circle).is_ok());
    let third =
        "\n[[stage]]\nid = \"kreis\"\nlabel = \"Kreis\"\nany_of = [\"kita\"]\nnext = [\"kreis\"]\n";
    let text = circle.replacen("next = [\"hilfe\"]", "next = [\"hilfe\", \"kreis\"]", 1) + third;
    let said = ServiceChain::parse(&text).map_err(|fault| fault.to_string());
    assert_eq!(
        said.err().as_deref(),
        Some("from the stage \"kreis\" no end can be reached")
    );
}

#[test]
fn more_than_sixteen_stations_are_too_many_for_a_stage() {
    let kinds: Vec<String> = domain::vocabulary::InstitutionKind::ALL
        .iter()
        .take(17)
        .map(|kind| format!("\"{kind}\""))
        .collect();
    let many = format!("any_of = [{}]", kinds.join(", "));
    let text = SOUND.replacen("any_of = [\"jugendamt\", \"anlaufstelle\"]", &many, 1);
    let said = ServiceChain::parse(&text).map_err(|fault| fault.to_string());
    assert_eq!(
        said.err().as_deref(),
        Some("the stage \"klaerung\" has more than sixteen stations")
    );
}
