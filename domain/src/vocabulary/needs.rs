//! Need themes (Bedarfslagen).

use super::codes::words;

words! {
    /// What she needs, in one word.
    Need, "need" {
        Livelihood = "livelihood",
        Childcare = "childcare",
        Maintenance = "maintenance",
        Housing = "housing",
        Debts = "debts",
        Work = "work",
        Training = "training",
        Upbringing = "upbringing",
        SeparationLaw = "separation_law",
        Violence = "violence",
        Addiction = "addiction",
        Health = "health",
        Pregnancy = "pregnancy",
        LanguageMigration = "language_migration",
        Mobility = "mobility",
        Administration = "administration",
        SocialNetwork = "social_network",
        Leisure = "leisure",
    }
}

impl Need {
    /// Whether the word alone puts her in danger where somebody searches her bag.
    #[must_use]
    pub const fn is_protected(self) -> bool {
        matches!(self, Self::Violence | Self::Addiction | Self::Pregnancy)
    }
}
