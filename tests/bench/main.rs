//! `cargo xtask bench`: how fast Hookloom is, beside what the same machine does in the same run
//! without Hookloom. Figures alone say more of the machine than of the program; the ratios count.

#![allow(clippy::unwrap_used, missing_docs)]

mod bare;
mod figures;
mod latency;
mod load;
mod minimal;
mod past;
mod process;
mod product;
mod receiver;
mod retention;
mod throughput;

use figures::Figures;

/// What the runner has, too; the yardsticks of this process have the same.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Measurement = fn(&mut Figures);

/// Every measurement, by the name under which it can be asked for alone.
const MEASUREMENTS: [(&str, Measurement); 6] = [
    ("throughput", throughput::measure),
    ("latency", latency::measure),
    ("start", process::measure_start),
    ("idle", process::measure_idle),
    ("past", past::measure),
    ("retention", retention::measure),
];

fn main() {
    // Cargo adds words of its own, which begin with a dash.
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let mut figures = Figures::default();
    for (name, measure) in MEASUREMENTS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            eprintln!("measuring: {name}");
            measure(&mut figures);
        }
    }
    print!("{figures}");
}
