//! A record: one line of a shard.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The version of Warp whose text the records hold.
pub const WARP_VERSION: &str = "1.19.0";
/// Licence of the records.
pub const LICENSE: &str = "Apache-2.0";

/// Byte ranges of parts within `code`, end exclusive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sections {
    /// Struct definitions.
    pub structs: Vec<(usize, usize)>,
    /// User functions, forward and adjoint.
    pub functions: Vec<(usize, usize)>,
    /// Kernels, forward.
    pub forward: Vec<(usize, usize)>,
    /// Kernels, backward.
    pub backward: Vec<(usize, usize)>,
    /// CPU entry points.
    pub entry_points: Vec<(usize, usize)>,
}

/// One pair of a program and its code on one device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// `wg1-` and 16 hexadecimal digits.
    pub id: String,
    /// `cpu` or `cuda`.
    pub device: String,
    /// Family of the generator.
    pub family: String,
    /// The (first) kernel's name.
    pub kernel: String,
    /// Feature flags.
    pub features: Vec<String>,
    /// Overloads of built-ins, as resolved by the lowering.
    pub builtins: Vec<String>,
    /// The program.
    pub python: String,
    /// The module's whole text.
    pub code: String,
    /// Where its parts are.
    pub sections: Sections,
    /// What was not default.
    pub options: serde_json::Map<String, serde_json::Value>,
    /// Whether adjoint code was emitted.
    pub has_backward: bool,
    /// Warp's module hash.
    pub module_hash: String,
    /// Hash of the tree without names and constants.
    pub shape_hash: String,
    /// The near-duplicate cluster, by the id of its first member.
    pub cluster: String,
    /// Where the record is used.
    pub split: String,
    /// Version of Warp.
    pub warp_version: String,
    /// Version of this program.
    pub warpgen_version: String,
    /// Licence.
    pub license: String,
}

/// The id of a program.
#[must_use]
pub fn id_of(python: &str, options: &serde_json::Map<String, serde_json::Value>) -> String {
    let mut hasher = Sha256::new();
    hasher.update(python.as_bytes());
    hasher.update([0]);
    hasher.update(serde_json::to_string(options).unwrap_or_default().as_bytes());
    let digest = hasher.finalize();
    format!("wg1-{}", super::hex(&digest[..8]))
}

/// Find the parts of a module's text.
#[must_use]
pub fn sections_of(code: &str, device: &str) -> Sections {
    let mut sections = Sections::default();
    // Parts begin at unindented lines that name themselves and end where the next part begins.
    let mut starts: Vec<(usize, Part)> = Vec::new();
    let mut at = 0;
    let mut previous_comment: Option<usize> = None;
    for line in code.split_inclusive('\n') {
        let here = previous_comment.unwrap_or(at);
        if let Some(part) = part_of(line, device) {
            starts.push((if part == Part::Function { here } else { at }, part));
        }
        if line.starts_with("// ") {
            previous_comment = Some(at);
        } else if !line.trim().is_empty() && !line.starts_with("template") {
            previous_comment = None;
        }
        at += line.len();
    }
    for (k, &(start, part)) in starts.iter().enumerate() {
        let end = starts.get(k + 1).map_or(code.len(), |next| next.0);
        let end = start + code[start..end].trim_end().len();
        let list = match part {
            Part::Struct => &mut sections.structs,
            Part::Function => &mut sections.functions,
            Part::Forward => &mut sections.forward,
            Part::Backward => &mut sections.backward,
            Part::Entry => &mut sections.entry_points,
        };
        match list.last_mut() {
            // Neighbours of one kind that touch are one range, for entry points.
            Some(last) if part == Part::Entry && k > 0 && starts[k - 1].1 == Part::Entry => last.1 = end,
            _ => list.push((start, end)),
        }
    }
    sections
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Struct,
    Function,
    Forward,
    Backward,
    Entry,
}

fn part_of(line: &str, device: &str) -> Option<Part> {
    if line.starts_with("struct ") {
        return Some(if line.starts_with("struct wp_args_") { Part::Entry } else { Part::Struct });
    }
    if line.starts_with("static ") && line.contains('(') && !line.contains("_cpu_kernel_") {
        return Some(if line.contains("_cpu_forward") || line.contains("_cpu_backward") {
            Part::Entry
        } else {
            Part::Function
        });
    }
    let kernel = format!("_{device}_kernel_");
    if line.contains(&format!("{kernel}forward(")) && !line.starts_with(' ') {
        return Some(Part::Forward);
    }
    if line.contains(&format!("{kernel}backward(")) && !line.starts_with(' ') {
        return Some(Part::Backward);
    }
    (line.starts_with("extern \"C\" {") || line.starts_with("WP_API void")).then_some(Part::Entry)
}
