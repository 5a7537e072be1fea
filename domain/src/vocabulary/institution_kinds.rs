//! Kinds of institution and what follows from a kind.

use super::codes::words;

/// The field to which a kind belongs; small networks count by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Labour market.
    LabourMarket,
    /// Family.
    Family,
}

words! {
    /// What an institution is.
    InstitutionKind, "kind of institution" {
        Grundsicherungsstelle = "grundsicherungsstelle",
        AgenturFuerArbeit = "agentur_fuer_arbeit",
        Jugendamt = "jugendamt",
        Sozialamt = "sozialamt",
        Wohngeldstelle = "wohngeldstelle",
        Familienkasse = "familienkasse",
        Familienbuero = "familienbuero",
        Anlaufstelle = "anlaufstelle",
        Erziehungsberatung = "erziehungsberatung",
        Schuldnerberatung = "schuldnerberatung",
        Suchtberatung = "suchtberatung",
        Schwangerenberatung = "schwangerenberatung",
        Frauenhaus = "frauenhaus",
        Frauenberatung = "frauenberatung",
        Muetterzentrum = "muetterzentrum",
        Mehrgenerationenhaus = "mehrgenerationenhaus",
        Selbsthilfe = "selbsthilfe",
        Kita = "kita",
        Tagespflege = "tagespflege",
        SchuleSchulsozialarbeit = "schule_schulsozialarbeit",
        Bildungstraeger = "bildungstraeger",
        Kammer = "kammer",
        Migrationsberatung = "migrationsberatung",
        Gesundheitsamt = "gesundheitsamt",
        FrueheHilfen = "fruehe_hilfen",
        Rechtsberatung = "rechtsberatung",
        Gleichstellungsstelle = "gleichstellungsstelle",
        Unternehmen = "unternehmen",
    }
}

impl InstitutionKind {
    /// The field of the kind.
    #[must_use]
    pub const fn field(self) -> Field {
        match self {
            Self::Grundsicherungsstelle
            | Self::AgenturFuerArbeit
            | Self::Bildungstraeger
            | Self::Kammer
            | Self::Unternehmen => Field::LabourMarket,
            _ => Field::Family,
        }
    }

    /// Protected institutions never show their name to others (safe mode, rule 11).
    #[must_use]
    pub const fn is_protected(self) -> bool {
        matches!(
            self,
            Self::Suchtberatung
                | Self::Schwangerenberatung
                | Self::Frauenhaus
                | Self::Frauenberatung
        )
    }

    /// A shelter's address is never stored (rule 11).
    #[must_use]
    pub const fn hides_its_address(self) -> bool {
        matches!(self, Self::Frauenhaus)
    }

    /// Offices that may reduce benefits get no standing feedback: silence after "arrived" would
    /// be a no-show (sections 31-32 SGB II; rule 3).
    #[must_use]
    pub const fn may_reduce_benefits(self) -> bool {
        matches!(self, Self::Grundsicherungsstelle | Self::AgenturFuerArbeit)
    }
}
