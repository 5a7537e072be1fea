//! What offices and parents usually do: weights, invented after the handbook's cases.

use domain::consents::Preset;
use domain::vocabulary::{
    Experience, HoldReason, InstitutionKind as K, Need, Outcome, RejectionReason as R,
};

use super::Discloses;

/// Where parents come in, and what for.
pub(super) const ACCESS: &[((K, Need), usize)] = &[
    ((K::Grundsicherungsstelle, Need::Livelihood), 22),
    ((K::Grundsicherungsstelle, Need::Work), 5),
    ((K::Jugendamt, Need::Maintenance), 13),
    ((K::Jugendamt, Need::Upbringing), 9),
    ((K::Anlaufstelle, Need::Administration), 14),
    ((K::Familienbuero, Need::Childcare), 9),
    ((K::Erziehungsberatung, Need::Upbringing), 4),
    ((K::AgenturFuerArbeit, Need::Work), 4),
    ((K::Schwangerenberatung, Need::Pregnancy), 4),
    ((K::Frauenberatung, Need::Violence), 2),
    ((K::Frauenhaus, Need::Violence), 2),
    ((K::Mehrgenerationenhaus, Need::SocialNetwork), 3),
    ((K::Kita, Need::Upbringing), 2),
    ((K::Bildungstraeger, Need::Training), 2),
    ((K::Migrationsberatung, Need::LanguageMigration), 2),
    ((K::Familienkasse, Need::Livelihood), 1),
    ((K::Wohngeldstelle, Need::Housing), 1),
    ((K::FrueheHilfen, Need::Upbringing), 1),
];

/// What an office sends on for, and to whom; the long tail is [`ELSEWHERE`].
pub(super) fn onward(from: K) -> &'static [((K, Need), usize)] {
    match from {
        K::Grundsicherungsstelle | K::AgenturFuerArbeit => &[
            ((K::Familienbuero, Need::Childcare), 34),
            ((K::Bildungstraeger, Need::Training), 28),
            ((K::Schuldnerberatung, Need::Debts), 18),
            ((K::Jugendamt, Need::Maintenance), 10),
        ],
        K::Jugendamt | K::FrueheHilfen => &[
            ((K::Erziehungsberatung, Need::Upbringing), 30),
            ((K::Grundsicherungsstelle, Need::Livelihood), 28),
            ((K::Tagespflege, Need::Childcare), 16),
            ((K::Frauenberatung, Need::Violence), 5),
        ],
        K::Anlaufstelle | K::Mehrgenerationenhaus | K::Muetterzentrum | K::Selbsthilfe => &[
            ((K::Grundsicherungsstelle, Need::Livelihood), 38),
            ((K::Jugendamt, Need::Maintenance), 26),
            ((K::Familienbuero, Need::Childcare), 12),
            ((K::Schuldnerberatung, Need::Debts), 8),
        ],
        K::Familienbuero | K::Familienkasse => &[
            ((K::Kita, Need::Childcare), 40),
            ((K::Tagespflege, Need::Childcare), 30),
            ((K::Grundsicherungsstelle, Need::Livelihood), 12),
        ],
        K::Erziehungsberatung | K::Rechtsberatung | K::Gesundheitsamt => &[
            ((K::Jugendamt, Need::Upbringing), 40),
            ((K::Rechtsberatung, Need::SeparationLaw), 18),
            ((K::Grundsicherungsstelle, Need::Livelihood), 14),
        ],
        K::Kita | K::Tagespflege | K::SchuleSchulsozialarbeit => &[
            ((K::Erziehungsberatung, Need::Upbringing), 34),
            ((K::Jugendamt, Need::Upbringing), 30),
            ((K::Bildungstraeger, Need::Training), 14),
        ],
        K::Bildungstraeger | K::Kammer => &[
            ((K::AgenturFuerArbeit, Need::Work), 36),
            ((K::Familienbuero, Need::Childcare), 28),
            ((K::Kammer, Need::Training), 12),
        ],
        K::Schuldnerberatung | K::Wohngeldstelle | K::Sozialamt | K::Migrationsberatung => &[
            ((K::Grundsicherungsstelle, Need::Livelihood), 36),
            ((K::Wohngeldstelle, Need::Housing), 20),
            ((K::Jugendamt, Need::Maintenance), 18),
        ],
        _ => &[
            ((K::Grundsicherungsstelle, Need::Livelihood), 30),
            ((K::Jugendamt, Need::Upbringing), 24),
            ((K::Wohngeldstelle, Need::Housing), 14),
            ((K::Frauenberatung, Need::Violence), 8),
        ],
    }
}

/// Where somebody goes who does not take a main way.
pub(super) const ELSEWHERE: &[((K, Need), usize)] = &[
    ((K::Wohngeldstelle, Need::Housing), 12),
    ((K::Sozialamt, Need::Housing), 8),
    ((K::Schuldnerberatung, Need::Debts), 10),
    ((K::Rechtsberatung, Need::SeparationLaw), 10),
    ((K::Erziehungsberatung, Need::Upbringing), 8),
    ((K::Gesundheitsamt, Need::Health), 7),
    ((K::Migrationsberatung, Need::LanguageMigration), 6),
    ((K::Familienkasse, Need::Livelihood), 7),
    ((K::Muetterzentrum, Need::SocialNetwork), 6),
    ((K::Mehrgenerationenhaus, Need::Leisure), 5),
    ((K::Selbsthilfe, Need::SocialNetwork), 5),
    ((K::SchuleSchulsozialarbeit, Need::Upbringing), 6),
    ((K::Bildungstraeger, Need::Training), 5),
    ((K::Suchtberatung, Need::Addiction), 3),
    ((K::Schwangerenberatung, Need::Pregnancy), 2),
    ((K::FrueheHilfen, Need::Upbringing), 4),
    ((K::Anlaufstelle, Need::Administration), 5),
    ((K::Kammer, Need::Training), 2),
];

/// Of a hundred who are sent on, so many take one of the office's main ways.
pub(super) const MAIN_WAYS: usize = 84;

/// How often a parent is sent on.
pub(super) const SLIPS: &[(u8, usize)] = &[(0, 10), (1, 27), (2, 30), (3, 20), (4, 9), (6, 4)];

pub(super) const REJECTIONS: &[(R, usize)] = &[
    (R::NoCapacity, 24),
    (R::WaitingListClosed, 14),
    (R::NotResponsible, 12),
    (R::NotEligible, 10),
    (R::DocumentsMissing, 12),
    (R::AgeOrIncomeLimit, 4),
    (R::WrongOffice, 9),
    (R::UnclearReason, 4),
    (R::AlreadySupported, 5),
    (R::Declined, 4),
    (R::Other, 2),
];

pub(super) const HOLDS: &[(HoldReason, usize)] = &[
    (HoldReason::WaitingForDocuments, 40),
    (HoldReason::WaitingForPlace, 35),
    (HoldReason::WaitingForDecisionElsewhere, 15),
    (HoldReason::Illness, 5),
    (HoldReason::HerWish, 5),
];

pub(super) const OUTCOMES: &[(Outcome, usize)] = &[
    (Outcome::HelpProvided, 30),
    (Outcome::HelpStarted, 18),
    (Outcome::ApplicationFiled, 16),
    (Outcome::PlaceFound, 10),
    (Outcome::ReferredOnward, 8),
    (Outcome::InformationGiven, 10),
    (Outcome::NoHelpPossible, 5),
    (Outcome::NotNeededAnymore, 3),
];

pub(super) const HER_WORDS: &[(Experience, usize)] = &[
    (Experience::WasThere, 15),
    (Experience::GotHelp, 40),
    (Experience::GotSomeHelp, 25),
    (Experience::NoHelp, 8),
    (Experience::NeedSomethingElse, 12),
];

pub(super) const COMES_BACK: &[(Preset, usize)] = &[
    (Preset::Nothing, 25),
    (Preset::Arrived, 30),
    (Preset::ArrivedAndResult, 45),
];

pub(super) const DISCLOSES: &[(Discloses, usize)] = &[
    (Discloses::NeedOnly, 12),
    (Discloses::Usual, 60),
    (Discloses::Everything, 28),
];

/// Fewest and most days until she arrives: authorities see soon, places and counselling take long. Slips
/// are valid for 42 days, and an office that is closed on a holiday opens up to five days later.
pub(super) const fn wait(to: K) -> (usize, usize) {
    match to {
        K::Grundsicherungsstelle | K::AgenturFuerArbeit | K::Familienbuero => (1, 10),
        K::Schuldnerberatung | K::Erziehungsberatung | K::Rechtsberatung => (5, 36),
        K::Kita | K::Tagespflege => (6, 36),
        K::Frauenhaus | K::Frauenberatung => (0, 5),
        _ => (2, 18),
    }
}
