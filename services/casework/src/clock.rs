//! Time and chance, injected: the edge gives real ones, the demo and the tests give their own.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::Now;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use ring::rand::{SecureRandom, SystemRandom};

/// What time it is.
pub trait Clock: Send + Sync + 'static {
    /// The moment and its day in the network's time zone.
    fn now(&self) -> Now;
}

/// Where ids and codes come from.
pub trait Draw: Send + Sync + 'static {
    /// Fills the buffer with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

impl dyn Draw {
    /// Sixteen random bytes: an id.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        bytes
    }

    /// Ten random bytes: a typed code.
    #[must_use]
    pub fn typed(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        self.fill(&mut bytes);
        bytes
    }
}

/// The operating system's randomness.
pub struct SystemDraw(SystemRandom);

impl SystemDraw {
    /// The operating system's randomness.
    #[must_use]
    pub fn new() -> Self {
        Self(SystemRandom::new())
    }
}

impl Default for SystemDraw {
    fn default() -> Self {
        Self::new()
    }
}

impl Draw for SystemDraw {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness no id and no code can be drawn: there is nothing sensible to go on with.
        self.0
            .fill(bytes)
            .expect("the operating system gives random bytes");
    }
}

/// A clock that stands where it was set; the simulation plays past days with it.
pub struct SettableClock(AtomicI64);

impl SettableClock {
    /// A clock that stands at nine o'clock on that day.
    #[must_use]
    pub fn at(day: Date) -> Self {
        let clock = Self(AtomicI64::new(0));
        clock.set(day, 9, 0);
        clock
    }

    /// Sets it to a time of a day in Germany.
    pub fn set(&self, day: Date, hour: i8, minute: i8) {
        let seconds = day
            .at(hour, minute, 0, 0)
            .to_zoned(germany())
            .map_or(0, |zoned| zoned.timestamp().as_second());
        self.0.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for SettableClock {
    fn now(&self) -> Now {
        let at = Timestamp::from_second(self.0.load(Ordering::SeqCst)).unwrap_or_default();
        moment(at)
    }
}

/// The clock of a demo whose today was chosen: it runs on from there.
pub struct DemoClock {
    source: Box<dyn Fn() -> Timestamp + Send + Sync>,
    ahead: SignedDuration,
}

impl DemoClock {
    /// The real time from this source, moved so that it is `today` now, if a day is given.
    #[must_use]
    pub fn new(
        source: impl Fn() -> Timestamp + Send + Sync + 'static,
        today: Option<Date>,
    ) -> Self {
        let real = source();
        let ahead = today
            .and_then(|day| {
                let time = real.to_zoned(germany()).time();
                let shown = day.to_datetime(time).to_zoned(germany()).ok()?;
                Some(shown.timestamp().duration_since(real))
            })
            .unwrap_or_default();
        Self {
            source: Box::new(source),
            ahead,
        }
    }
}

impl Clock for DemoClock {
    fn now(&self) -> Now {
        let at = (self.source)();
        moment(at.checked_add(self.ahead).unwrap_or(at))
    }
}

fn moment(at: Timestamp) -> Now {
    Now {
        at,
        today: at.to_zoned(germany()).date(),
    }
}

/// Every network lies in Germany.
fn germany() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_day_is_the_german_one() {
        let clock = SettableClock::at(date(2026, 7, 1));
        clock.set(date(2026, 7, 1), 0, 30);
        let now = clock.now();
        assert_eq!(now.today, date(2026, 7, 1));
        assert_eq!(now.at.to_string(), "2026-06-30T22:30:00Z");
    }

    #[test]
    fn a_chosen_today_runs_on() {
        let real: Timestamp = "2030-01-01T12:00:00Z".parse().unwrap();
        let clock = DemoClock::new(move || real, Some(date(2026, 11, 22)));
        assert_eq!(clock.now().today, date(2026, 11, 22));
        let plain = DemoClock::new(move || real, None);
        assert_eq!(plain.now().at, real);
    }
}
