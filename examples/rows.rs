//! `rows [FIRST [COUNT]]`: compile one program for each call of the generator's table; print the rows that fail.

use warpgen::dataset::compiles;
use warpgen::dataset::emitter::{Devices, Emitter as _, WarpgenEmitter};
use warpgen::dataset::generate::{calls, single_call};

fn main() {
    warpgen::compile::worker::serve_if_asked();
    let a: Vec<usize> = std::env::args().skip(1).filter_map(|s| s.parse().ok()).collect();
    let (first, count) = (a.first().copied().unwrap_or(0), a.get(1).copied().unwrap_or(usize::MAX));
    let (mut cpu, mut cuda) = (Vec::new(), Vec::new());
    let rows = calls().rows.len();
    for row in first..rows.min(first.saturating_add(count)) {
        let Some(program) = single_call(row) else { continue };
        match WarpgenEmitter.emit(&program.python, Devices::BOTH) {
            Ok(pair) => {
                cpu.push((row.to_string(), pair.cpu));
                cuda.push((row.to_string(), pair.cuda));
            }
            Err(r) => println!("{row}\temit\t{}", r.message.replace('\n', " | ")),
        }
    }
    for (device, bad) in [("cpu", compiles::cpu(cpu)), ("cuda", compiles::cuda(cuda, &["80"]))] {
        match bad {
            Ok(bad) => bad.into_iter().for_each(|(row, why)| println!("{row}\t{device}\t{why}")),
            Err(error) => println!("-\t{device}\t{error}"),
        }
    }
}
