//! The figures as plain text, the most frequent first, as many as fit on a screen.

use std::array;
use std::fmt::Write as _;

use path_statistics::findings::Findings;

/// Rows of each table; `--json` has all.
const ROWS: usize = 25;

pub(super) fn table(findings: &Findings<'_>) -> String {
    let (cases, events, activities) = (findings.cases, findings.events, findings.activities);
    let mut text = format!("{cases} cases, {events} events, {activities} activities\n");
    let rows = |counts: &[(&str, u64)]| -> Vec<[String; 2]> {
        let row = |(name, count): &(&str, u64)| [count.to_string(), tame(name)];
        counts.iter().map(row).collect()
    };
    section(&mut text, ["cases", "start with"], &rows(&findings.start));
    section(&mut text, ["cases", "end with"], &rows(&findings.end));
    let edges: Vec<[String; 3]> = (findings.edges.iter())
        .map(|edge| {
            let way = format!("{} > {}", tame(edge.from), tame(edge.to));
            [edge.count.to_string(), duration(edge.median_seconds), way]
        })
        .collect();
    section(
        &mut text,
        ["times", "median", "one right after the other"],
        &edges,
    );
    let variants: Vec<[String; 2]> = (findings.variants.iter())
        .map(|variant| {
            let names: Vec<String> = variant.activities.iter().map(|name| tame(name)).collect();
            [variant.count.to_string(), names.join(" > ")]
        })
        .collect();
    section(&mut text, ["cases", "went this way"], &variants);
    text
}

/// A table with its numbers to the right; the last column is as wide as it is.
fn section<const N: usize>(text: &mut String, head: [&str; N], rows: &[[String; N]]) {
    text.push('\n');
    let shown = &rows[..rows.len().min(ROWS)];
    let widths: [usize; N] = array::from_fn(|column| {
        let cells = shown.iter().map(|row| row[column].chars().count());
        cells.max().unwrap_or_default().max(head[column].len())
    });
    let mut line = |cells: [&str; N]| {
        for (column, (cell, width)) in cells.into_iter().zip(widths).enumerate() {
            // Writing to a String cannot fail.
            let _ = if column + 1 < N {
                write!(text, "{cell:>width$}  ")
            } else {
                writeln!(text, "{cell}")
            };
        }
    };
    line(head);
    for row in shown {
        line(row.each_ref().map(String::as_str));
    }
    if rows.len() > ROWS {
        let more = rows.len() - ROWS;
        let _ = writeln!(text, "... and {more} more, which --json prints");
    }
}

/// A name from a file must not command the terminal.
fn tame(name: &str) -> String {
    let mut tamed = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_control() {
            tamed.extend(letter.escape_default());
        } else {
            tamed.push(letter);
        }
    }
    tamed
}

/// The two largest units: `3 d 4 h`, `2 h 5 min`, `1 min 30 s`, `0.5 s`.
fn duration(seconds: f64) -> String {
    const UNITS: [(&str, f64); 3] = [("d", 86_400.0), ("h", 3_600.0), ("min", 60.0)];
    const SMALLER: [(&str, f64); 3] = [("h", 3_600.0), ("min", 60.0), ("s", 1.0)];
    let Some(unit) = UNITS.iter().position(|(_, length)| seconds >= *length) else {
        return format!("{} s", (seconds * 1_000.0).round() / 1_000.0);
    };
    let (large, length) = UNITS[unit];
    let (small, part) = SMALLER[unit];
    let many = (seconds / length).floor();
    let rest = ((seconds - many * length) / part).floor();
    format!("{many} {large} {rest} {small}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use path_statistics::findings::{Edge, Variant};

    fn findings() -> Findings<'static> {
        Findings {
            cases: 12,
            events: 25,
            activities: 3,
            edges: vec![
                Edge {
                    from: "ask",
                    to: "get",
                    count: 12,
                    median_seconds: 93_600.0,
                },
                Edge {
                    from: "get",
                    to: "\u{1b}[2J",
                    count: 1,
                    median_seconds: 0.5,
                },
            ],
            start: vec![("ask", 12)],
            end: vec![("get", 11), ("\u{1b}[2J", 1)],
            variants: vec![Variant {
                activities: vec!["ask", "get"],
                count: 11,
            }],
        }
    }

    #[test]
    fn a_table_has_its_numbers_to_the_right_and_its_names_tamed() {
        let expected = "\
12 cases, 25 events, 3 activities

cases  start with
   12  ask

cases  end with
   11  get
    1  \\u{1b}[2J

times   median  one right after the other
   12  1 d 2 h  ask > get
    1    0.5 s  get > \\u{1b}[2J

cases  went this way
   11  ask > get
";
        assert_eq!(table(&findings()), expected);
    }

    #[test]
    fn a_long_table_says_what_it_leaves_out() {
        let mut findings = findings();
        findings.start = vec![("ask", 1); ROWS + 3];
        let text = table(&findings);
        assert_eq!(text.matches("    1  ask\n").count(), ROWS, "{text}");
        assert!(
            text.contains("... and 3 more, which --json prints\n"),
            "{text}"
        );
    }

    #[test]
    fn a_duration_has_two_units() {
        for (seconds, told) in [
            (0.0, "0 s"),
            (0.0005, "0.001 s"),
            (59.25, "59.25 s"),
            (60.0, "1 min 0 s"),
            (3_599.9, "59 min 59 s"),
            (7_500.0, "2 h 5 min"),
            (273_600.0, "3 d 4 h"),
        ] {
            assert_eq!(duration(seconds), told);
        }
    }
}
