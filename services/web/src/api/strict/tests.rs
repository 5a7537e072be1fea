use super::*;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    One,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(transparent)]
struct Named(Inner);

#[derive(Debug, PartialEq, Deserialize)]
struct Inner {
    a: Option<i16>,
}

#[derive(Debug, PartialEq, Default, Deserialize)]
#[serde(default)]
struct Outer {
    inner: Option<Inner>,
    list: Vec<Inner>,
    map: BTreeMap<String, Inner>,
    any: serde_json::Value,
    word: Option<Word>,
    named: Option<Named>,
    boxed: Option<Box<Inner>>,
    pair: (u8, u8),
    day: Option<Date>,
    said: BTreeMap<Word, bool>,
    line: Option<Line>,
    #[serde(deserialize_with = "domain::optional_text")]
    perhaps: Option<Line>,
}

fn read(json: &str) -> Result<Outer, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(json);
    let read = Outer::deserialize(Strict(&mut json))?;
    json.end().map(|()| read)
}

#[test]
fn what_is_documented_is_taken() {
    let all = r#"{"inner": {"a": 1}, "list": [{"a": null}, {}], "map": {"x": {}}, "word": "one",
        "any": {"b": [1, {"c": "d"}]}, "named": {"a": 2}, "boxed": {}, "pair": [1, 2],
        "day": "2026-11-22", "said": {"one": true}, "line": " Mo 9 Uhr ", "perhaps": "  "}"#;
    let outer = read(all).unwrap();
    let inner = |a| Inner { a };
    assert_eq!(outer.inner, Some(inner(Some(1))));
    assert_eq!(outer.list, [inner(None), inner(None)]);
    assert_eq!(outer.map, [("x".to_owned(), inner(None))].into());
    assert_eq!(outer.any, serde_json::json!({"b": [1, {"c": "d"}]}));
    assert_eq!(outer.word, Some(Word::One));
    assert_eq!(outer.named, Some(Named(inner(Some(2)))));
    assert_eq!(outer.pair, (1, 2));
    assert_eq!(outer.day, Some(date(2026, 11, 22)));
    assert_eq!(outer.said, [(Word::One, true)].into());
    assert_eq!(outer.line, Line::parse("Mo 9 Uhr").ok());
    assert_eq!(outer.perhaps, None);
    assert_eq!(read("{}").unwrap(), Outer::default());
}

#[test]
fn what_merely_resembles_it_is_refused_however_deep() {
    for wrong in [
        "[]",
        "[null]",
        r#"{"inner": [1]}"#,
        r#"{"inner": []}"#,
        r#"{"list": [[1]]}"#,
        r#"{"list": {"a": 1}}"#,
        r#"{"map": {"x": [1]}}"#,
        r#"{"map": [["x", {}]]}"#,
        r#"{"word": {"one": null}}"#,
        r#"{"word": ["one"]}"#,
        r#"{"named": [1]}"#,
        r#"{"boxed": [1]}"#,
        r#"{"pair": {"0": 1, "1": 2}}"#,
        r#"{"inner": {"a": 1, "b": 2}}"#,
        r#"{"inner": {"a": 1, "a": 1}}"#,
        r#"{"map": {"x": {}, "x": {}}}"#,
        r#"{"any": {"b": {"c": 1, "c": 1}}}"#,
        r#"{"any": {"b": {"c": 1, "\u0063": 1}}}"#,
        r#"{"inner": null, "inner": null}"#,
        r#"{"day": "2026-11-22T09:00"}"#,
        r#"{"day": ""}"#,
        r#"{"day": "2026-1-2"}"#,
        r#"{"day": "2026-02-30"}"#,
        r#"{"day": "22.11.2026"}"#,
        r#"{"day": 20261122}"#,
        r#"{"word": "two"}"#,
        r#"{"said": {"two": true}}"#,
        r#"{"said": {"one": 1}}"#,
        r#"{"line": "  "}"#,
        r#"{"line": "Termin 😀"}"#,
        r#"{"perhaps": "Termin 😀"}"#,
        r#"{"perhaps": 1}"#,
    ] {
        assert!(read(wrong).is_err(), "taken: {wrong}");
    }
}

#[test]
fn where_it_is_wrong_can_still_be_said() {
    let mut json = serde_json::Deserializer::from_str(r#"{"list": [{}, {"a": [1]}]}"#);
    let error = serde_path_to_error::deserialize::<_, Outer>(Strict(&mut json)).unwrap_err();
    assert_eq!(error.path().to_string(), "list[1].a");
    assert_eq!(error.inner().line(), 1);
}
