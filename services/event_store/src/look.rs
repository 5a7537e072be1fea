//! One look at the log and at what lies beside it: whatever a reading or an append wants to know at a moment is
//! asked for in one statement.

use crate::{
    StoreError,
    engine::{Row, Session, Value},
};

/// Its parts are told apart by their first column; the others are named as in the first two parts.
const LOOK: &str = "\
    SELECT 0, id, slot, recorded_on, CAST(NULL AS INTEGER), CAST(NULL AS INTEGER), header, body, leaf \
    FROM event WHERE slot = ANY($1) \
    UNION ALL SELECT 1, s.id, s.owner_key, s.ended_on, o.epoch, o.ended_on, s.sealed, o.wrapped, NULL \
    FROM stream_key s JOIN owner_key o ON o.id = s.owner_key WHERE s.id = ANY($2) \
    UNION ALL SELECT 2, id, NULL, NULL, NULL, NULL, sealed, NULL, NULL \
    FROM idempotency WHERE id = ANY($3) \
    UNION ALL SELECT 3, id, NULL, NULL, NULL, NULL, sealed, NULL, NULL \
    FROM code WHERE id = ANY($4) \
    UNION ALL SELECT 4, id, slot, recorded_on, NULL, NULL, NULL, NULL, NULL \
    FROM event WHERE slot = ANY($5) \
    UNION ALL SELECT 4, id, slot, recorded_on, NULL, NULL, NULL, NULL, NULL \
    FROM event WHERE id = ANY($6) \
    UNION ALL SELECT 5, id, NULL, ended_on, epoch, NULL, wrapped, NULL, NULL \
    FROM owner_key WHERE id = ANY($7)";

/// What is asked for, by the numbers of rows.
#[derive(Default)]
pub(crate) struct Look {
    /// Events by their slots.
    pub(crate) slots: Vec<i64>,
    /// Keys of streams.
    pub(crate) stream_keys: Vec<i64>,
    /// Answers to commands.
    pub(crate) answers: Vec<i64>,
    pub(crate) codes: Vec<i64>,
    /// Slots of which is only asked whether they are taken.
    pub(crate) taken: Vec<i64>,
    /// Events of which is only asked when they were recorded.
    pub(crate) recorded: Vec<i64>,
    pub(crate) owner_keys: Vec<i64>,
}

/// What was there.
#[derive(Default)]
pub(crate) struct Seen {
    /// id | slot | recorded_on | header | body | leaf
    pub(crate) events: Vec<Row>,
    /// id | sealed | ended_on | owner_key | the owner key's wrapped | epoch | ended_on
    pub(crate) stream_keys: Vec<Row>,
    /// id | sealed
    pub(crate) answers: Vec<Row>,
    /// id | sealed
    pub(crate) codes: Vec<Row>,
    /// id | slot | recorded_on
    pub(crate) places: Vec<Row>,
    /// id | epoch | wrapped | ended_on
    pub(crate) owner_keys: Vec<Row>,
}

impl Look {
    pub(crate) async fn at(self, session: &mut Session) -> Result<Seen, StoreError> {
        let params = [
            self.slots,
            self.stream_keys,
            self.answers,
            self.codes,
            self.taken,
            self.recorded,
            self.owner_keys,
        ];
        let mut seen = Seen::default();
        for mut row in session.query(LOOK, &params.map(Value::from)).await? {
            let kind = row.number(0)?;
            let mut only = |columns: &[usize]| {
                let taken = |column: &usize| std::mem::replace(&mut row.0[*column], Value::Null);
                Row(columns.iter().map(taken).collect())
            };
            match kind {
                0 => seen.events.push(only(&[1, 2, 3, 6, 7, 8])),
                1 => seen.stream_keys.push(only(&[1, 6, 3, 2, 7, 4, 5])),
                2 => seen.answers.push(only(&[1, 6])),
                3 => seen.codes.push(only(&[1, 6])),
                4 => seen.places.push(only(&[1, 2, 3])),
                _ => seen.owner_keys.push(only(&[1, 4, 6, 3])),
            }
        }
        Ok(seen)
    }
}
