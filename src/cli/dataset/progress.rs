//! How a long run is going: a bar on a terminal, a line now and then elsewhere.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::dataset::bulk::Tick;
use crate::dataset::checkpoint::SetOptions;

/// Between lines where there is no terminal.
const EVERY: Duration = Duration::from_secs(5);

/// Progress on stderr.
pub struct Progress {
    bar: ProgressBar,
    /// Lines instead of a bar.
    lines: bool,
    start: Instant,
    shown: Instant,
    by_count: bool,
}

impl Progress {
    /// For a set with those options; silent if not `on`.
    pub fn new(options: &SetOptions, on: bool) -> Self {
        let whole = options.count.unwrap_or((options.target_mb * 1e6) as u64);
        let target = if on { ProgressDrawTarget::stderr_with_hz(5) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(whole), target);
        let template = if options.count.is_some() {
            "{wide_bar} {pos} of {len} records, {msg}, about {eta} left"
        } else {
            "{wide_bar} {decimal_bytes} of {decimal_total_bytes}, {msg}, about {eta} left"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let now = Instant::now();
        let lines = on && bar.is_hidden();
        Self { bar, lines, start: now, shown: now, by_count: options.count.is_some() }
    }

    /// A step was made.
    pub fn tick(&mut self, tick: &Tick) {
        // A resumed run starts with what is there already.
        let seconds = self.start.elapsed().as_secs_f64().max(1e-9);
        let rate = (tick.records - tick.resumed) as f64 / seconds;
        let said = format!("{} records, {rate:.0} records/s, {} rejected", tick.records, tick.rejected);
        self.bar.set_position(if self.by_count { tick.records } else { tick.bytes });
        self.bar.set_message(said.clone());
        if self.lines && self.shown.elapsed() >= EVERY {
            self.shown = Instant::now();
            let whole = self.bar.length().unwrap_or(0);
            if self.by_count {
                eprintln!("{said} of {whole}");
            } else {
                let left = self.bar.eta().as_secs();
                let (done, whole) = (tick.bytes as f64 / 1e6, whole as f64 / 1e6);
                eprintln!("{done:.1} of {whole} MB, {said}, about {left} s left");
            }
        }
    }

    /// It is over.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
