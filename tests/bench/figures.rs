//! What was measured, as a table.

use std::fmt;

/// All figures of one run.
#[derive(Default)]
pub struct Figures(Vec<Figure>);

struct Figure {
    what: String,
    value: String,
    yardstick: String,
    ratio: Option<f64>,
    wanted: &'static str,
}

impl Figures {
    /// A figure beside its yardstick of the same run.
    pub fn beside(
        &mut self,
        what: impl Into<String>,
        unit: &str,
        value: f64,
        yardstick: (&str, f64),
        wanted: &'static str,
    ) {
        let (name, measured) = yardstick;
        self.0.push(Figure {
            what: what.into(),
            value: with_unit(value, unit),
            yardstick: format!("{} ({name})", with_unit(measured, unit)),
            ratio: Some(value / measured),
            wanted,
        });
    }

    /// A figure that stands alone.
    pub fn alone(&mut self, what: impl Into<String>, unit: &str, value: f64, wanted: &'static str) {
        let (what, value) = (what.into(), with_unit(value, unit));
        self.0.push(Figure {
            what,
            value,
            yardstick: String::new(),
            ratio: None,
            wanted,
        });
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | figure | yardstick | ratio | wanted |")?;
        writeln!(f, "|---|---|---|---|---|")?;
        for Figure {
            what,
            value,
            yardstick,
            ratio,
            wanted,
        } in &self.0
        {
            let ratio = ratio.map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
            writeln!(f, "| {what} | {value} | {yardstick} | {ratio} | {wanted} |")?;
        }
        Ok(())
    }
}

/// The middle of an odd number of values.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn with_unit(value: f64, unit: &str) -> String {
    match value {
        v if v >= 100.0 => format!("{v:.0} {unit}"),
        v if v >= 10.0 => format!("{v:.1} {unit}"),
        v => format!("{v:.2} {unit}"),
    }
}
