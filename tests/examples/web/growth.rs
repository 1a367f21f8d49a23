//! How what is measured grows with the number of items: a table, and a plot that Markdown shows
//! (Mermaid, "XY chart").

use std::fmt;

use crate::Measured;
use crate::table::{kilobytes, median};

/// What was measured of a programme of some size.
#[derive(Debug)]
pub struct Size {
    items: usize,
    /// Bytes until the first session, and for everything that offline needs.
    weights: (u64, u64),
    first: f64,
    answered: f64,
    again: f64,
    settled: f64,
    heap: f64,
    nodes: f64,
}

impl Size {
    pub fn new(items: usize, weights: (u64, u64), measured: &Measured) -> Self {
        Self {
            items,
            weights,
            first: median(&measured.first),
            answered: median(&measured.answered),
            again: median(&measured.again),
            settled: median(&measured.settled),
            heap: median(&measured.heap),
            nodes: median(&measured.nodes),
        }
    }
}

/// A row of the table.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, kept) = self.weights;
        write!(
            f,
            "| {} | {} | {} | {:.0} ms | {:.0} ms | {:.0} ms | {:.0} ms | {:.1} MB | {:.0} |",
            self.items,
            kilobytes(first),
            kilobytes(kept),
            self.first,
            self.answered,
            self.again,
            self.settled,
            self.heap,
            self.nodes,
        )
    }
}

/// All sizes, one below the other, and what is waited for as lines over the number of items.
pub fn table_and_plot(sizes: &[Size]) -> String {
    let rows: Vec<String> = sizes.iter().map(|size| format!("{size}\n")).collect();
    let line = |value: fn(&Size) -> f64| {
        let values: Vec<_> = sizes
            .iter()
            .map(|size| format!("{:.0}", value(size)))
            .collect();
        values.join(", ")
    };
    let items: Vec<_> = sizes.iter().map(|size| size.items.to_string()).collect();
    format!(
        "| items | until the first session | for offline | first session seen | first tap answered | later, without a network | key to settled | heap | elements |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n{}\n\
         ```mermaid\nxychart-beta\n\
         title \"Milliseconds, slow: first session, first tap, later tap without a network\"\n\
         x-axis \"items\" [{}]\ny-axis \"ms\"\nline [{}]\nline [{}]\nline [{}]\n```\n",
        rows.concat(),
        items.join(", "),
        line(|size| size.first),
        line(|size| size.answered),
        line(|size| size.again),
    )
}
