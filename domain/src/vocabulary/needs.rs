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
