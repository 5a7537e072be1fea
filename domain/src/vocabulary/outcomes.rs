//! How a hand-over goes: what it waits for, how it ends, and what she says about it.

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

words! {
    /// What an office waits for.
    HoldReason, "reason for holding" {
        WaitingForDocuments = "waiting_for_documents",
        WaitingForPlace = "waiting_for_place",
        WaitingForDecisionElsewhere = "waiting_for_decision_elsewhere",
        Illness = "illness",
        HerWish = "her_wish",
    }
}

words! {
    /// What she says about the help, in her own word.
    Experience, "feedback by her" {
        WasThere = "was_there",
        GotHelp = "got_help",
        GotSomeHelp = "got_some_help",
        NoHelp = "no_help",
        NeedSomethingElse = "need_something_else",
    }
}
