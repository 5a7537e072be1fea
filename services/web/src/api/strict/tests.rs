use super::*;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    One,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(transparent)]
struct Named(Inner);

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    #[serde(default)]
    a: Option<i16>,
}

#[derive(Debug, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Outer {
    inner: Option<Inner>,
    list: Vec<Inner>,
    map: BTreeMap<String, Inner>,
    any: serde_json::Value,
    word: Option<Word>,
    named: Option<Named>,
    boxed: Option<Box<Inner>>,
    pair: (u8, u8),
}

fn read(json: &str) -> Result<Outer, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(json);
    let read = Outer::deserialize(Strict(&mut json))?;
    json.end().map(|()| read)
}

#[test]
fn what_is_documented_is_taken() {
    let all = r#"{"inner": {"a": 1}, "list": [{"a": null}, {}], "map": {"x": {}}, "word": "one",
        "any": {"b": [1, {"c": "d"}]}, "named": {"a": 2}, "boxed": {}, "pair": [1, 2]}"#;
    let outer = read(all).unwrap();
    let inner = |a| Inner { a };
    assert_eq!(outer.inner, Some(inner(Some(1))));
    assert_eq!(outer.list, [inner(None), inner(None)]);
    assert_eq!(outer.map, [("x".to_owned(), inner(None))].into());
    assert_eq!(outer.any, serde_json::json!({"b": [1, {"c": "d"}]}));
    assert_eq!(outer.word, Some(Word::One));
    assert_eq!(outer.named, Some(Named(inner(Some(2)))));
    assert_eq!(outer.pair, (1, 2));
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
