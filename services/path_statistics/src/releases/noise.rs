//! Cell-key noise: what is added to a count, drawn from a table by the sum of its persons' keys.
//!
//! The table is data, `cell_key_table.json`, which says where it comes from: the maximum-entropy
//! distributions of the cell-key method (Australian Bureau of Statistics; Eurostat; the German census)
//! with the parameters of the documented example of the R package ptable. Equal sets of persons have
//! equal sums, so equal noise, whichever cell they stand in.

use std::sync::LazyLock;

use serde::Deserialize;

/// No noise is larger than this, up or down.
pub const BOUND: u32 = 5;
/// The variance of the noise of every count but zero.
pub const VARIANCE: u32 = 3;

/// The noise of one true count, as a distribution.
#[derive(Debug, Deserialize)]
pub struct Noise {
    n: u32,
    #[serde(rename = "noise")]
    values: Vec<i32>,
    p: Vec<f64>,
    cumulative: Vec<f64>,
}

#[derive(Deserialize)]
struct Table {
    rows: Vec<Noise>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("cell_key_table.json"))
        .expect("the table is part of the program and read by its tests")
});

impl Noise {
    /// The distribution for a true count; the last row serves all larger ones.
    #[must_use]
    pub fn of(count: u32) -> &'static Self {
        let rows = &TABLE.rows;
        let row = rows.iter().find(|row| row.n == count);
        row.unwrap_or(&rows[rows.len() - 1])
    }

    /// Each possible noise with its probability.
    pub fn outcomes(&self) -> impl Iterator<Item = (i32, f64)> {
        self.values.iter().copied().zip(self.p.iter().copied())
    }

    /// The noise that a cell key draws: the first whose cumulative probability exceeds key / 2^64.
    fn draw(&self, cell_key: u64) -> i32 {
        // 53 bits are what a double holds exactly, and keep the quotient below one.
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let u = (cell_key >> 11) as f64 / (1_u64 << 53) as f64;
        let drawn = self
            .cumulative
            .iter()
            .position(|&cumulative| cumulative > u);
        drawn.map_or(0, |place| self.values[place])
    }
}

/// A count with its noise; never negative, and zero for zero.
#[must_use]
pub fn noise(count: u32, cell_key: u64) -> u32 {
    count.saturating_add_signed(Noise::of(count).draw(cell_key))
}
