//! Many modules in one translation unit, for syntax checks only.
//!
//! The header costs a compiler a hundred times what a small module costs. Modules with the same prologue are therefore
//! checked together: the prologue once, then every body in a namespace of its own, with C linkage taken away (two
//! modules may hold the same kernel) and a `#line` that names the member, so that messages can be traced back.

use super::text::{Device, Parts, balanced, split_header};
use std::fmt::Write as _;

/// The beginning of the file name a member goes by inside a pack.
const TAG: &str = "wpm";
/// The end of that name.
const TAG_END: &str = ".module";

/// Limits of one pack.
#[derive(Clone, Copy, Debug)]
pub struct PackLimits {
    /// Bytes of source in one pack; a compiler needs about 20 bytes of memory for each.
    pub bytes: usize,
    /// Modules in one pack.
    pub modules: usize,
}

impl Default for PackLimits {
    fn default() -> PackLimits {
        PackLimits { bytes: 4_000_000, modules: 400 }
    }
}

/// Texts to be compiled together.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Indices into the list the pack was planned from.
    pub members: Vec<usize>,
}

/// How a list of modules will be compiled.
#[derive(Debug, Default)]
pub struct Plan {
    /// Groups that go into one translation unit.
    pub packs: Vec<Pack>,
    /// Modules that must be compiled alone: no known prologue, directives of their own, braces that do not balance.
    pub singles: Vec<usize>,
}

/// Whether a module's body can stand beside others: nothing in it reaches beyond its namespace.
fn can_be_packed(parts: &Parts<'_>) -> bool {
    let directives = ["#define", "#undef", "#include", "#pragma", "#import"];
    let free = |line: &str| {
        let line = line.trim_start();
        !line.starts_with('#') || !directives.iter().any(|d| line.starts_with(d))
    };
    parts.body.lines().all(free) && balanced(parts.body)
}

/// Groups modules by prologue, in order, within the limits. `spread` is the number of compilers that will share the
/// work: packs are kept small enough that each gets some.
#[must_use]
pub fn plan<'t>(texts: impl Iterator<Item = (usize, &'t str)>, limits: PackLimits, spread: usize) -> Plan {
    let mut plan = Plan::default();
    let mut groups: indexmap::IndexMap<&str, Vec<(usize, usize)>> = indexmap::IndexMap::new();
    for (index, text) in texts {
        match split_header(text) {
            Some(parts) if can_be_packed(&parts) => {
                groups.entry(parts.header).or_default().push((index, parts.body.len()));
            }
            _ => plan.singles.push(index),
        }
    }
    let total: usize = groups.values().flatten().map(|(_, len)| *len).sum();
    let target = limits.bytes.min(total / spread.max(1) + 1).max(200_000.min(limits.bytes));
    for members in groups.into_values() {
        let mut pack = Pack { members: Vec::new() };
        let mut size = 0;
        for (index, len) in members {
            if !pack.members.is_empty() && (size + len > target || pack.members.len() >= limits.modules) {
                plan.packs.push(std::mem::replace(&mut pack, Pack { members: Vec::new() }));
                size = 0;
            }
            pack.members.push(index);
            size += len;
        }
        if pack.members.len() == 1 {
            plan.singles.append(&mut pack.members);
        } else if !pack.members.is_empty() {
            plan.packs.push(pack);
        }
    }
    plan
}

/// The translation unit of a pack. Members are named by position: `wpm0.module`, `wpm1.module`, …
#[must_use]
pub fn render(texts: &[&str], device: Device) -> String {
    let size: usize = texts.iter().map(|t| t.len() + 100).sum();
    let mut out = String::with_capacity(size);
    for (position, text) in texts.iter().enumerate() {
        let Some(parts) = split_header(text) else { continue };
        if position == 0 {
            out.push_str(parts.header);
        }
        let _ = writeln!(
            out,
            "namespace {TAG}{position} {{\n#line {} \"{TAG}{position}{TAG_END}\"",
            parts.body_line
        );
        for line in parts.body.split_inclusive('\n') {
            push_line(&mut out, line, device);
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
        let _ = writeln!(out, "}} // {TAG}{position}");
    }
    out
}

/// One body line: C linkage removed; Warp's own `#line` markers blanked, so that lines count as in the text.
fn push_line(out: &mut String, line: &str, device: Device) {
    if line.starts_with("#line ") {
        out.push('\n');
    } else if let Some(rest) = line.strip_prefix("extern \"C\" ") {
        match device {
            Device::Cpu if rest.trim_end() == "{" => out.push_str("namespace {\n"),
            Device::Cuda if rest.contains("__global__") => out.push_str(rest),
            _ => out.push_str(line),
        }
    } else {
        out.push_str(line);
    }
}

/// The positions of the members that a compiler's messages mention, in ascending order.
#[must_use]
pub fn mentioned(log: &str, members: usize) -> Vec<usize> {
    let mut seen = vec![false; members];
    for line in log.lines().filter(|l| !l.contains(": warning") && !l.trim_start().starts_with("#line")) {
        for (at, _) in line.match_indices(TAG) {
            let rest = &line[at + TAG.len()..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0
                && rest[digits..].starts_with(TAG_END)
                && let Ok(position) = rest[..digits].parse::<usize>()
                && let Some(slot) = seen.get_mut(position)
            {
                *slot = true;
            }
        }
    }
    (0..members).filter(|i| seen[*i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(body: &str) -> String {
        format!("#include \"builtin.h\"\n#define adj_int(x, adj_x, adj_ret) f()\n{body}")
    }

    #[test]
    fn prologues_group_and_oddities_stand_alone() {
        let texts = [
            module("struct A {};\n"),
            module("struct B {};\n"),
            "int x;".to_owned(),
            module("#define Q 1\n"),
            module("struct C {\n"),
        ];
        let plan = plan(texts.iter().map(String::as_str).enumerate(), PackLimits::default(), 1);
        assert_eq!(plan.packs.len(), 1);
        assert_eq!(plan.packs[0].members, [0, 1]);
        assert_eq!(plan.singles, [2, 3, 4]);
    }

    #[test]
    fn limits_cut_packs() {
        let texts: Vec<String> = (0..10).map(|i| module(&format!("struct A{i} {{}};\n"))).collect();
        let limits = PackLimits { bytes: 1_000_000, modules: 4 };
        let plan = plan(texts.iter().map(String::as_str).enumerate(), limits, 1);
        assert_eq!(plan.packs.iter().map(|p| p.members.len()).collect::<Vec<_>>(), [4, 4, 2]);
    }

    #[test]
    fn linkage_and_line_markers_are_rewritten() {
        let cpu = module("#line 3 \"x.py\"\nextern \"C\" {\nvoid f();\n} // extern C\n");
        let text = render(&[&cpu], Device::Cpu);
        assert!(
            text.contains("namespace wpm0 {\n#line 3 \"wpm0.module\"\n\nnamespace {\nvoid f();\n}"),
            "{text}"
        );
        let cuda = module("extern \"C\" __launch_bounds__(64) __global__ void k(\n);\n");
        let text = render(&[&cuda], Device::Cuda);
        assert!(text.contains("\n__launch_bounds__(64) __global__ void k(\n"), "{text}");
    }

    #[test]
    fn members_are_found_in_messages() {
        let log = "wpm3.module:12:4: error: x\nwpm11.module(7): error\n at line 2 of wpm0.module wpm99.module wpm2\n\
                   wpm5.module(1): warning #1-D: x\n  #line 3 \"wpm6.module\"";
        assert_eq!(mentioned(log, 12), [0, 3, 11]);
    }
}
