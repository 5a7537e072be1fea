//! The service chain of Suhlheim, as its network wrote it.

/// The text, as `path_statistics::chain::ServiceChain` reads it.
pub const SERVICE_CHAIN: &str = include_str!("service_chain.toml");

#[cfg(test)]
mod tests {
    use domain::vocabulary::InstitutionKind as K;
    use path_statistics::chain::{Deviation, ServiceChain, Stop};

    use super::SERVICE_CHAIN;

    fn deviations(kinds: &[K]) -> Vec<Deviation> {
        let chain = ServiceChain::parse(SERVICE_CHAIN).expect("the town's chain is sound");
        let stop = |kind: &K| Stop {
            kind: *kind,
            arrived_after: None,
            accepted_after: None,
        };
        let way: Vec<Stop> = kinds.iter().map(stop).collect();
        chain.conformance(&way, false).deviations
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
        assert_eq!(deviations(&wished), []);
        // A pregnant woman is cleared by the pilot; nothing but health follows; she is done.
        assert_eq!(
            deviations(&[K::Schwangerenberatung, K::Anlaufstelle, K::Gesundheitsamt]),
            []
        );
    }

    /// Frau Neumann (the handbook's first case): no livelihood office, and debts before it.
    #[test]
    fn frau_neumann_leaves_out_the_livelihood_office() {
        let hers = [
            K::Jugendamt,
            K::Schuldnerberatung,
            K::Jugendamt,
            K::Tagespflege,
            K::Bildungstraeger,
        ];
        let kind = K::Grundsicherungsstelle;
        assert_eq!(deviations(&hers), [Deviation::Skipped { stage: 1, kind }]);
    }
}
