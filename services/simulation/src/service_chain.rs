//! The service chain of Suhlheim, as its network wrote it.

/// The text, as `path_statistics::chain::ServiceChain` reads it.
pub const SERVICE_CHAIN: &str = include_str!("service_chain.toml");

#[cfg(test)]
mod tests {
    use domain::vocabulary::InstitutionKind as K;
    use path_statistics::chain::{EdgeFit, ServiceChain};
    use path_statistics::releases::Release;

    use super::SERVICE_CHAIN;

    fn release(content: &str, until: &str, cells: &[String]) -> Release {
        let text = format!(
            r#"{{"manifest":{{"content":"{content}","period":{{"from":"2026-01-01","to":"2026-06-30"}},"observed_until":"{until}","revision":0,"detail":"kinds","waits":"by_arrival","threshold":10,"noise_bound":5,"noise_variance":3,"method":"2"}},"cells":[{}]}}"#,
            cells.join(",")
        );
        Release::read(text.as_bytes()).expect("it is written as releases are")
    }

    /// How the released transitions of a way fit the chain.
    fn fits(way: &[K]) -> Vec<EdgeFit> {
        let chain = ServiceChain::parse(SERVICE_CHAIN).expect("the town's chain is sound");
        let place = |kind: K| {
            if kind.is_protected() {
                "protection".to_owned()
            } else {
                kind.to_string()
            }
        };
        let cell = |pair: &[K]| {
            let (from, to) = (place(pair[0]), place(pair[1]));
            format!(r#"{{"cell":"transition","from":"{from}","to":"{to}","persons":10}}"#)
        };
        let mut cells: Vec<String> = way.windows(2).map(cell).collect();
        cells.sort_unstable();
        let paths = release("paths", "2026-09-28", &cells);
        let figures = chain.figures(&release("access", "2026-06-30", &[]), &paths, |_| None);
        figures.edges.into_iter().map(|edge| edge.fit).collect()
    }

    #[test]
    fn the_wished_way_conforms() {
        let wished = [
            K::Anlaufstelle,
            K::Grundsicherungsstelle,
            K::Wohngeldstelle,
            K::Jugendamt,
            K::Tagespflege,
            K::Bildungstraeger,
            K::AgenturFuerArbeit,
            K::Anlaufstelle,
        ];
        assert_eq!(fits(&wished), [EdgeFit::Foreseen; 7]);
        // A pregnant woman is cleared by the pilot; nothing but health follows; she is done.
        let pregnant = [K::Schwangerenberatung, K::Anlaufstelle, K::Gesundheitsamt];
        assert_eq!(fits(&pregnant), [EdgeFit::Foreseen; 2]);
    }
}
