//! Plots, as plain SVG.

use std::fmt::Write as _;

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 60.0;
const BOTTOM: f64 = 40.0;
const TOP: f64 = 30.0;

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn frame(title: &str, height: f64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n<text x=\"{LEFT}\" y=\"18\" font-size=\"14\">{}</text>\n",
        escape(title)
    )
}

/// Distributions of lengths on a logarithmic axis: one outline per series.
#[must_use]
pub fn lengths(title: &str, series: &[(&str, &[u32])]) -> String {
    const COLOURS: &[&str] = &["#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad"];
    const BINS: usize = 48;
    let (low, high) = (2.0f64, 5.5f64); // 100 to 316,000 characters
    let mut svg = frame(title, HEIGHT);
    let x = |log: f64| LEFT + (log - low) / (high - low) * (WIDTH - LEFT - 20.0);
    for power in 2..=5 {
        let at = x(f64::from(power));
        let _ = writeln!(
            svg,
            "<line x1=\"{at:.1}\" y1=\"{TOP}\" x2=\"{at:.1}\" y2=\"{:.1}\" stroke=\"#ddd\"/>",
            HEIGHT - BOTTOM
        );
        let _ = writeln!(
            svg,
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">10^{power}</text>",
            HEIGHT - BOTTOM + 16.0
        );
    }
    for (number, (name, values)) in series.iter().enumerate() {
        let mut bins = [0u32; BINS];
        for value in *values {
            let log = f64::from((*value).max(1)).log10();
            let bin = ((log - low) / (high - low) * BINS as f64).clamp(0.0, BINS as f64 - 1.0) as usize;
            bins[bin] += 1;
        }
        let most = f64::from(bins.iter().copied().max().unwrap_or(1).max(1));
        let colour = COLOURS[number % COLOURS.len()];
        let mut points = String::new();
        for (bin, count) in bins.iter().enumerate() {
            let at = x(low + (bin as f64 + 0.5) / BINS as f64 * (high - low));
            let y = HEIGHT - BOTTOM - f64::from(*count) / most * (HEIGHT - BOTTOM - TOP - 10.0);
            let _ = write!(points, "{at:.1},{y:.1} ");
        }
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            points.trim()
        );
        let y = TOP + 16.0 * (number as f64 + 1.0);
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{y:.1}\" fill=\"{colour}\">{}</text>",
            WIDTH - 160.0,
            escape(name)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

/// A bar: its name, its value, and a range to compare it with.
pub type Bar = (String, f64, Option<(f64, f64)>);

/// Horizontal bars; an optional range per bar is drawn behind it.
#[must_use]
pub fn bars(title: &str, rows: &[Bar], unit: &str) -> String {
    let height = TOP + 10.0 + rows.len() as f64 * 18.0 + 10.0;
    let most = rows.iter().map(|r| r.1.max(r.2.map_or(0.0, |l| l.1))).fold(1e-9, f64::max);
    let mut svg = frame(title, height);
    let (start, room) = (190.0, WIDTH - 190.0 - 90.0);
    for (at, (name, value, range)) in rows.iter().enumerate() {
        let y = TOP + 8.0 + at as f64 * 18.0;
        if let Some((a, b)) = range {
            let _ = writeln!(
                svg,
                "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"14\" fill=\"#f3d9b1\"/>",
                start + a / most * room,
                (b - a) / most * room
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            start - 8.0,
            y + 11.0,
            escape(name)
        );
        let _ = writeln!(
            svg,
            "<rect x=\"{start}\" y=\"{:.1}\" width=\"{:.1}\" height=\"8\" fill=\"#1b6ca8\"/>",
            y + 3.0,
            value / most * room
        );
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\">{value:.1}{unit}</text>",
            start + value / most * room + 6.0,
            y + 11.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}
