//! Tokens: who signed in, for which network, until when. HS256 by jsonwebtoken on ring.

mod ring_provider;
mod sealing;

use casework::SignedIn;
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Line, NetworkId, Now, Staff};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use ring::aead;
use sealing::{Cursors, Sealing};
use serde::{Deserialize, Serialize};

/// A token of the API is good for a working day.
pub(crate) const API_SECONDS: i64 = 8 * 60 * 60;
/// A session of the pages ends half an hour after the last click.
pub(crate) const PAGE_SECONDS: i64 = 30 * 60;

/// What a token says.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Claims {
    sub: AccountId,
    net: NetworkId,
    ins: InstitutionId,
    rol: Role,
    nam: Line,
    pub(crate) iat: i64,
    exp: i64,
}

impl Claims {
    /// The account with its role and institution.
    pub(crate) fn staff(&self) -> Staff {
        Staff {
            account: self.sub,
            institution: self.ins,
            function: self.rol,
        }
    }

    /// How the person is called.
    pub(crate) fn name(&self) -> &str {
        self.nam.as_str()
    }
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenError {
    /// It is not one of ours.
    Unknown,
    /// It was good once.
    Expired,
    /// It belongs to another network.
    OtherNetwork,
}

/// Issues and reads tokens of one network.
pub struct Tokens {
    network: NetworkId,
    signing: EncodingKey,
    reading: DecodingKey,
    sealing: Sealing,
    /// Where lists go on.
    pub(crate) cursors: Cursors,
}

impl Tokens {
    /// Tokens signed with this secret, which may be shared by several networks; what the pages keep
    /// for an interrupted form is sealed with a key of its own that lives as long as the process.
    ///
    /// # Panics
    ///
    /// Never: the key has the 32 bytes that AES-256 takes.
    #[must_use]
    pub fn new(secret: &[u8; 32], network: NetworkId, form_key: [u8; 32]) -> Self {
        ring_provider::install();
        let sealing = aead::UnboundKey::new(&aead::AES_256_GCM, &form_key)
            .expect("AES-256 takes keys of 32 bytes");
        Self {
            network,
            signing: EncodingKey::from_secret(secret),
            reading: DecodingKey::from_secret(secret),
            sealing: Sealing(aead::LessSafeKey::new(sealing)),
            cursors: Cursors::new(secret),
        }
    }

    /// A token for the API.
    pub(crate) fn for_api(&self, who: &SignedIn, now: Now) -> Option<String> {
        self.issue(who.staff, who.display_name.clone(), now, API_SECONDS)
    }

    /// A token for the pages.
    pub(crate) fn for_pages(&self, who: &SignedIn, now: Now) -> Option<String> {
        self.issue(who.staff, who.display_name.clone(), now, PAGE_SECONDS)
    }

    /// The same session, prolonged by a click.
    pub(crate) fn prolong(&self, claims: &Claims, now: Now) -> Option<String> {
        self.issue(claims.staff(), claims.nam.clone(), now, PAGE_SECONDS)
    }

    fn issue(&self, staff: Staff, name: Line, now: Now, seconds: i64) -> Option<String> {
        let issued_at = now.at.as_second();
        let claims = Claims {
            sub: staff.account,
            net: self.network,
            ins: staff.institution,
            rol: staff.function,
            nam: name,
            iat: issued_at,
            exp: issued_at + seconds,
        };
        encode(&Header::new(Algorithm::HS256), &claims, &self.signing).ok()
    }

    /// Reads a token of this network.
    pub(crate) fn read(&self, token: &str, now: Now) -> Result<Claims, TokenError> {
        let claims = self.read_expired(token)?;
        if now.at.as_second() >= claims.exp {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }

    /// Reads a token whose time may be over: to know whose half-filled form this is.
    pub(crate) fn read_expired(&self, token: &str) -> Result<Claims, TokenError> {
        let mut validation = Validation::new(Algorithm::HS256);
        // The injected clock decides, not the machine's.
        validation.validate_exp = false;
        validation.required_spec_claims.clear();
        let claims = decode::<Claims>(token, &self.reading, &validation)
            .map_err(|_| TokenError::Unknown)?
            .claims;
        if claims.net == self.network {
            Ok(claims)
        } else {
            Err(TokenError::OtherNetwork)
        }
    }

    /// Seals what an interrupted form held, for the same account only.
    pub(crate) fn seal(&self, nonce: [u8; 12], account: AccountId, form: &[u8]) -> String {
        let sealed = self.sealing.seal(nonce, &account.bytes(), form);
        sealed.unwrap_or_default()
    }

    /// Opens a sealed form, if it is this account's.
    pub(crate) fn open(&self, account: AccountId, text: &str) -> Option<Vec<u8>> {
        self.sealing.open(&account.bytes(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now(at: &str) -> Now {
        Now {
            at: at.parse().unwrap(),
            today: jiff::civil::date(2026, 11, 22),
        }
    }

    fn tokens(network: u8) -> Tokens {
        Tokens::new(&[1; 32], NetworkId::from_bytes([network; 16]), [2; 32])
    }

    fn somebody() -> SignedIn {
        SignedIn {
            staff: Staff {
                account: AccountId::from_bytes([3; 16]),
                institution: InstitutionId::from_bytes([4; 16]),
                function: Role::Caseworker,
            },
            display_name: Line::parse("M. Weber").unwrap(),
        }
    }

    #[test]
    fn a_token_opens_its_network_until_its_time_is_over() {
        let token = tokens(1)
            .for_api(&somebody(), now("2026-11-22T08:00:00Z"))
            .unwrap();
        let read = |network, at| tokens(network).read(&token, now(at)).map(|c| c.staff());
        assert_eq!(read(1, "2026-11-22T15:59:59Z"), Ok(somebody().staff));
        assert_eq!(read(1, "2026-11-22T16:00:00Z"), Err(TokenError::Expired));
        assert_eq!(
            read(2, "2026-11-22T08:00:00Z"),
            Err(TokenError::OtherNetwork)
        );
    }

    #[test]
    fn a_changed_or_foreign_token_opens_nothing() {
        let at = now("2026-11-22T08:00:00Z");
        let token = tokens(1).for_api(&somebody(), at).unwrap();
        for i in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[i] = if changed[i] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            // The last characters of a base64 text may carry unused bits.
            if changed != token && i + 1 < token.len() {
                assert!(tokens(1).read(&changed, at).is_err(), "at {i}");
            }
        }
        let other = Tokens::new(&[9; 32], NetworkId::from_bytes([1; 16]), [2; 32]);
        assert!(other.read(&token, at).is_err());
        // "none" is no algorithm of ours.
        let none = "eyJhbGciOiJub25lIn0.e30.";
        assert!(tokens(1).read(none, at).is_err());
    }

    #[test]
    fn a_form_comes_back_to_its_account_only() {
        let tokens = tokens(1);
        let mine = AccountId::from_bytes([3; 16]);
        let sealed = tokens.seal([5; 12], mine, b"reason=Mietschulden");
        assert!(!sealed.contains("Miet"));
        assert_eq!(tokens.open(mine, &sealed).unwrap(), b"reason=Mietschulden");
        assert!(
            tokens
                .open(AccountId::from_bytes([6; 16]), &sealed)
                .is_none()
        );
        assert!(tokens.open(mine, "rubbish").is_none());
    }
}
