//! German words for what stands in a record.

use domain::access::Purpose;
use domain::clients::{AskedBy, ContactChannel, Entitlement, IdentityProof};
use domain::consents::{Asking, ConsentForm, ConsentPurpose, Decider, SaidHow, WhoDecides};

/// Languages that are asked for often in counselling, by tag.
pub(crate) const LANGUAGES: &[(&str, &str)] = &[
    ("de", "Deutsch"),
    ("de-simple", "Deutsch, Leichte Sprache"),
    ("gsg", "Deutsche Gebärdensprache"),
    ("ar", "Arabisch"),
    ("bg", "Bulgarisch"),
    ("en", "Englisch"),
    ("fa", "Farsi / Dari"),
    ("fr", "Französisch"),
    ("ku", "Kurdisch"),
    ("pl", "Polnisch"),
    ("ro", "Rumänisch"),
    ("ru", "Russisch"),
    ("so", "Somali"),
    ("es", "Spanisch"),
    ("ti", "Tigrinya"),
    ("tr", "Türkisch"),
    ("uk", "Ukrainisch"),
    ("vi", "Vietnamesisch"),
];

/// A language by its tag; one that is not in the list is shown as it is.
pub(crate) fn language(tag: &str) -> &str {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, name)| name)
}

/// A way to reach her.
pub(crate) const fn channel(channel: ContactChannel) -> &'static str {
    match channel {
        ContactChannel::Phone => "Anruf",
        ContactChannel::Message => "Nachricht aufs Handy",
        ContactChannel::Email => "E-Mail",
        ContactChannel::Letter => "Brief",
        ContactChannel::InPersonOnly => "nur persönlich",
    }
}

/// What a record was read for.
pub(crate) const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Record => "Akte gelesen",
        Purpose::Worklist => "im Eingang gesehen",
        Purpose::Handover => "Übergabe gelesen",
        Purpose::Slip => "Laufzettel gelesen",
        Purpose::Voucher => "Gutschein gelesen",
        Purpose::Paper => "Papier gedruckt",
    }
}

/// How she said what she takes back.
pub(crate) const fn said_how(how: SaidHow) -> &'static str {
    match how {
        SaidHow::InPerson => "persönlich",
        SaidHow::ByPhone => "am Telefon",
        SaidHow::InWriting => "schriftlich",
    }
}

/// Who asks for a copy about a child.
pub(crate) const fn asked_by(asker: AskedBy) -> &'static str {
    match asker {
        AskedBy::OtherParent => "der andere Elternteil, mit Sorgerecht",
        AskedBy::Guardian => "der Vormund",
        AskedBy::GrownChild => "das Kind selbst, inzwischen erwachsen",
    }
}

/// With which right.
pub(crate) const fn entitlement(right: Entitlement) -> &'static str {
    match right {
        Entitlement::JointCustody => "gemeinsame Sorge (Ehe oder Sorgeerklärung)",
        Entitlement::CourtDecision => "Entscheidung des Familiengerichts",
        Entitlement::Appointment => "Bestallungsurkunde",
        Entitlement::OwnData => "es sind die eigenen Angaben",
    }
}

/// How it was made sure who asks.
pub(crate) const fn identity_proof(proof: IdentityProof) -> &'static str {
    match proof {
        IdentityProof::IdentityDocument => "Ausweis oder Pass gesehen",
        IdentityProof::CertifiedSignature => "beglaubigte Unterschrift",
        IdentityProof::KnownInPerson => "persönlich bekannt",
    }
}

/// How she said it.
pub(crate) const fn consent_form(form: ConsentForm) -> &'static str {
    match form {
        ConsentForm::Written => "schriftlich",
        ConsentForm::Electronic => "elektronisch",
    }
}

/// Who can be chosen as deciding.
pub(crate) const fn who_decides(who: WhoDecides) -> &'static str {
    match who {
        WhoDecides::Herself => "Sie selbst (volljährig)",
        WhoDecides::CapableMinor => "Sie selbst, minderjährig und einsichtsfähig (ab 15)",
        WhoDecides::CustodyHolder => "Sorgeberechtigte Person",
        WhoDecides::Guardian => "Vormund",
        WhoDecides::LegalCarer => "Rechtliche Betreuung",
        WhoDecides::NobodyNow => "Sie kann gerade nicht selbst entscheiden",
    }
}

/// Who decided, as the evidence says it.
pub(crate) const fn decided_by(who: WhoDecides) -> &'static str {
    match who {
        WhoDecides::Herself => "sie selbst",
        WhoDecides::CapableMinor => "sie selbst, minderjährig und einsichtsfähig (§ 36 SGB I)",
        WhoDecides::CustodyHolder => "die sorgeberechtigte Person",
        WhoDecides::Guardian => "der Vormund",
        WhoDecides::LegalCarer => "die rechtliche Betreuung",
        WhoDecides::NobodyNow => "niemand",
    }
}

/// Who decided, as the form and her own copy say it.
pub(crate) fn decider(decider: &Decider) -> String {
    match decider {
        Decider::CapableMinor { age } => {
            format!("sie selbst, {age} Jahre alt und einsichtsfähig (§ 36 SGB I)")
        }
        Decider::LegalCarer { sphere } => format!(
            "die rechtliche Betreuung, Aufgabenbereich: {}",
            sphere.as_str()
        ),
        other => decided_by(other.who()).into(),
    }
}

/// In which languages she was asked, and in which form: three facts and the form.
pub(crate) fn asked(asking: &Asking) -> String {
    let interpreted = if asking.interpreter {
        ", mit Sprachmittlung"
    } else {
        ""
    };
    format!(
        "Text auf {}, besprochen auf {}{interpreted} · {}",
        language(&asking.text.language),
        language(asking.spoken.tag()),
        consent_form(asking.form)
    )
}

/// What for she said it.
pub(crate) const fn consent_purpose(purpose: ConsentPurpose) -> &'static str {
    match purpose {
        ConsentPurpose::Referral => "Weiterleitung an eine andere Stelle",
        ConsentPurpose::CaseConference => "Fallkonferenz",
        ConsentPurpose::Statistics => "Statistik",
    }
}
