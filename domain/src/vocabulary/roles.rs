//! Roles of staff accounts.

use super::codes::words;

words! {
    /// What an account is for.
    Role, "role" {
        Caseworker = "caseworker",
        Lead = "lead",
        Coordinator = "coordinator",
        PrivacyOfficer = "privacy_officer",
        Operator = "operator",
    }
}

impl Role {
    /// Leads do everything that caseworkers do, and more (vocabulary: roles).
    #[must_use]
    pub const fn does_casework(self) -> bool {
        matches!(self, Self::Caseworker | Self::Lead)
    }

    /// Whether colleagues' entries may be marked as errors (vocabulary: roles).
    #[must_use]
    pub const fn leads(self) -> bool {
        matches!(self, Self::Lead)
    }
}
