//! One program on its way into a set: generated, compared, lowered, encoded.

use std::sync::Arc;

use super::dedup::Fingerprint;
use super::emitter::{Devices, EmittedPair, Emitter, Rejection};
use super::features::{self, Found};
use super::generate::{Feedback, Program, generate_with};
use super::record::{LICENSE, Record, WARP_VERSION, id_of, sections_of};
use super::shape;
use super::splits::HeldOut;

/// The longest code that is kept.
const MAX_CODE: usize = 256_000;

/// A program that parsed, with what it is compared by.
pub struct Candidate {
    /// The program.
    pub program: Program,
    /// What its tree uses.
    pub found: Found,
    /// What it is compared by.
    pub print: Fingerprint,
}

/// A record ready to be written.
pub struct Ready {
    id: String,
    /// The program.
    pub candidate: Candidate,
    /// What the lowering saw (its texts are in `lines`).
    pub pair: EmittedPair,
    /// Where it belongs.
    pub split: &'static str,
    /// The record on each device.
    pub lines: Vec<Vec<u8>>,
}

/// Make the program of that index.
///
/// # Errors
/// It is not Python.
pub fn candidate(seed: u64, index: u64, feedback: &Arc<Feedback>) -> Result<Candidate, String> {
    let program = generate_with(seed, index, feedback);
    let parsed = shape::parse(&program.python).map_err(|e| format!("does not parse: {e}"))?;
    let print = Fingerprint::of(&parsed.module, &program.python);
    let found = features::find(&parsed.module, &program.python);
    Ok(Candidate { program, found, print })
}

/// Emit and encode a program.
///
/// # Errors
/// It has no code on one of the devices, or too much.
pub fn make_ready<E: Emitter>(
    emitter: &E,
    devices: Devices,
    held_out: &HeldOut,
    seed: u64,
    candidate: Candidate,
) -> Result<Ready, Rejection> {
    let program = &candidate.program;
    let pair = emitter.emit(&program.python, devices)?;
    if pair.cpu.len().max(pair.cuda.len()) > MAX_CODE {
        return Err(Rejection {
            code: "size".to_owned(),
            message: "the code is longer than 256 kB".to_owned(),
        });
    }
    let options = serde_json::Map::new();
    let id = id_of(&program.python, &options);
    let split = held_out.split(seed, &id, program.family, &pair.builtins);
    let mut ready = Ready { id, candidate, pair, split, lines: Vec::new() };
    for device in devices.names() {
        let record = record_of(&mut ready, device, options.clone());
        let line = serde_json::to_vec(&record)
            .map_err(|e| Rejection { code: "encode".to_owned(), message: e.to_string() })?;
        ready.lines.push(line);
    }
    Ok(ready)
}

/// The record of a pair on one device; the text is taken out of the pair.
fn record_of(ready: &mut Ready, device: &str, options: serde_json::Map<String, serde_json::Value>) -> Record {
    let (code, hash) = if device == "cpu" {
        (std::mem::take(&mut ready.pair.cpu), ready.pair.cpu_hash.clone())
    } else {
        (std::mem::take(&mut ready.pair.cuda), ready.pair.cuda_hash.clone())
    };
    let program = &ready.candidate.program;
    let sections = sections_of(&code, device);
    Record {
        id: ready.id.clone(),
        device: device.to_owned(),
        family: program.family.to_owned(),
        kernel: program.kernel.clone(),
        features: ready.candidate.found.flags.iter().map(|f| (*f).to_owned()).collect(),
        builtins: ready.pair.builtins.clone(),
        python: program.python.clone(),
        code,
        has_backward: !sections.backward.is_empty(),
        sections,
        options,
        module_hash: hash,
        shape_hash: format!("{:016x}", ready.candidate.print.shape),
        cluster: ready.id.clone(),
        split: ready.split.to_owned(),
        warp_version: WARP_VERSION.to_owned(),
        warpgen_version: env!("CARGO_PKG_VERSION").to_owned(),
        license: LICENSE.to_owned(),
    }
}

/// A rejection without its particulars, for the ledger.
#[must_use]
pub fn reason(rejection: &Rejection) -> String {
    let line = rejection.message.lines().last().unwrap_or_default();
    let mut text = format!("{}: ", rejection.code);
    let mut quoted = false;
    for c in line.chars().take(160) {
        match c {
            '\'' | '`' | '"' => {
                quoted = !quoted;
                text.push(c);
            }
            _ if quoted => {}
            '0'..='9' => {
                if !text.ends_with('N') {
                    text.push('N');
                }
            }
            _ => text.push(c),
        }
    }
    text
}
