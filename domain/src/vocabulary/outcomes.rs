//! Outcomes of a concluded hand-over.

use super::codes::words;

words! {
    /// How a hand-over ended.
    Outcome, "outcome" {
        HelpProvided = "help_provided",
        HelpStarted = "help_started",
        ApplicationFiled = "application_filed",
        PlaceFound = "place_found",
        ReferredOnward = "referred_onward",
        InformationGiven = "information_given",
        NoHelpPossible = "no_help_possible",
        EndedByHer = "ended_by_her",
        NotNeededAnymore = "not_needed_anymore",
    }
}
