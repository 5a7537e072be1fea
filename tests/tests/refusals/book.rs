//! The refusals that were met, each checked before it is entered.

use acceptance::Answer;

/// Every sentence, with the rule that it stands for.
#[derive(Default)]
pub(crate) struct Book(pub(crate) Vec<String>);

impl Book {
    /// Enters a refusal that page and API word alike.
    pub(crate) fn enter(
        &mut self,
        rule: &str,
        (status, problem): (u16, &str),
        (api, page): (&Answer, &Answer),
    ) {
        let detail = checked(rule, (status, problem), api);
        assert_eq!(page.status, status, "{rule}, page: {}", page.text);
        let page = words(page);
        assert!(
            page.contains(&detail),
            "{rule}: „{detail}“ is not on the page:\n{page}"
        );
        self.0
            .push(format!("{rule}\n  {status} {problem}\n  {detail}"));
    }

    /// Enters a refusal whose page speaks of forms where the API speaks of JSON.
    pub(crate) fn enter_apart(
        &mut self,
        rule: &str,
        api: (u16, &str, &Answer),
        page: (u16, &str, &Answer),
    ) {
        let detail = checked(rule, (api.0, api.1), api.2);
        let (status, sentence, answer) = page;
        assert_eq!(answer.status, status, "{rule}, page: {}", answer.text);
        assert!(words(answer).contains(sentence), "{rule}: {}", answer.text);
        self.0.push(format!(
            "{rule}\n  {} {}\n  {detail}\n  {status} page\n  {sentence}",
            api.0, api.1
        ));
    }
}

/// The sentence of a problem that is as it should be.
pub(crate) fn checked(rule: &str, (status, problem): (u16, &str), api: &Answer) -> String {
    assert_eq!(api.status, status, "{rule}, API: {}", api.text);
    assert_eq!(api.problem(), problem, "{rule}");
    assert_eq!(api.json()["status"], status, "{rule}");
    assert!(!api.member("title").is_empty(), "{rule}");
    let detail = api.member("detail");
    assert!(
        detail.len() > 20 && detail.ends_with('.'),
        "{rule}: {detail}"
    );
    detail
}

/// What stands on a page.
pub(crate) fn words(page: &Answer) -> String {
    page.text
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
