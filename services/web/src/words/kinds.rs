//! German words for kinds of institutions and what a network agrees on.

use domain::consents::Preset;
use domain::network::Instruments;
use domain::statistics::Rhythm;
use domain::vocabulary::InstitutionKind;

/// A kind of institution.
pub(crate) const fn kind(kind: InstitutionKind) -> &'static str {
    match kind {
        InstitutionKind::Grundsicherungsstelle => "Grundsicherungsstelle / Jobcenter",
        InstitutionKind::AgenturFuerArbeit => "Agentur für Arbeit",
        InstitutionKind::Jugendamt => "Jugendamt",
        InstitutionKind::Sozialamt => "Sozialamt",
        InstitutionKind::Wohngeldstelle => "Wohngeldstelle / Wohnungsamt",
        InstitutionKind::Familienkasse => "Familienkasse",
        InstitutionKind::Familienbuero => "Familienbüro",
        InstitutionKind::Anlaufstelle => "Anlaufstelle für Alleinerziehende",
        InstitutionKind::Erziehungsberatung => "Erziehungs- und Familienberatung",
        InstitutionKind::Schuldnerberatung => "Schuldnerberatung",
        InstitutionKind::Suchtberatung => "Suchtberatung",
        InstitutionKind::Schwangerenberatung => "Schwangerschafts(konflikt)beratung",
        InstitutionKind::Frauenhaus => "Frauenhaus",
        InstitutionKind::Frauenberatung => "Frauenberatungsstelle",
        InstitutionKind::Muetterzentrum => "Frauen- und Mütterzentrum",
        InstitutionKind::Mehrgenerationenhaus => "Mehrgenerationenhaus",
        InstitutionKind::Selbsthilfe => "Selbsthilfe",
        InstitutionKind::Kita => "Kindertagesstätte / Familienzentrum",
        InstitutionKind::Tagespflege => "Kindertagespflege",
        InstitutionKind::SchuleSchulsozialarbeit => "Schule / Schulsozialarbeit",
        InstitutionKind::Bildungstraeger => "Bildungs- und Beschäftigungsträger",
        InstitutionKind::Kammer => "IHK / Handwerkskammer",
        InstitutionKind::Migrationsberatung => "Migrationsberatung",
        InstitutionKind::Gesundheitsamt => "Gesundheitsamt",
        InstitutionKind::FrueheHilfen => "Frühe Hilfen",
        InstitutionKind::Rechtsberatung => "Rechtsberatung / Anwaltschaft",
        InstitutionKind::Gleichstellungsstelle => "Gleichstellungsbeauftragte",
        InstitutionKind::Unternehmen => "Unternehmen",
    }
}

/// What a network works with.
pub(crate) const fn instruments(instruments: Instruments) -> &'static str {
    match instruments {
        Instruments::Slips => "Laufzettel",
        Instruments::Vouchers => "Beratungsgutscheine",
        Instruments::Both => "Laufzettel und Beratungsgutscheine",
    }
}

/// How long a period of statistics is.
pub(crate) const fn rhythm(rhythm: Rhythm) -> &'static str {
    match rhythm {
        Rhythm::Quarter => "Vierteljahr",
        Rhythm::HalfYear => "Halbjahr",
        Rhythm::Year => "Jahr",
    }
}

/// What comes back, in a sentence.
pub(crate) const fn preset(preset: Preset) -> &'static str {
    match preset {
        Preset::Nothing => "Nichts kommt zurück",
        Preset::Arrived => "Nur: sie ist angekommen",
        Preset::ArrivedAndResult => "Angekommen und Ergebnis",
    }
}
