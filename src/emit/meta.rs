//! Module metadata (Warp's `ModuleBuilder.build_meta` and `Module._write_meta`), and file names.

use std::collections::BTreeMap;

use super::Direction;
use super::kernel::cuda_suffix;
use super::program::{EntryPoint, Program};
use crate::diag::WarpError;
use crate::ir::ModuleIr;
use crate::ir::text::integer;

/// The module's `.meta` file: shared-memory bytes per kernel entry point, whatever the device.
///
/// # Errors
/// A kernel option of the wrong kind.
pub fn emit_meta(program: &dyn Program, module: &ModuleIr) -> Result<String, WarpError> {
    let types = program.types();
    let mut sizes = BTreeMap::new();
    for kernel in &module.kernels {
        let entry_point = program.kernel(kernel.plan.id)?.attributes.entry_point;
        let mut add = |direction, bytes: u64| {
            let suffix = cuda_suffix(entry_point, direction);
            sizes.insert(format!("{}{suffix}_smem_bytes", kernel.mangled), bytes);
        };
        add(Direction::Forward, kernel.body.total_shared(types));
        if kernel.enable_backward && entry_point == EntryPoint::Warp {
            add(Direction::Backward, kernel.body.total_shared_backward(types));
        }
    }
    let mut out = String::from("{");
    for (i, (name, bytes)) in sizes.iter().enumerate() {
        out.push_str(if i > 0 { ", \"" } else { "\"" });
        // Names are identifiers, but keys may hold any letter: JSON here is ASCII, as Python writes it.
        for unit in name.encode_utf16() {
            match u8::try_from(unit) {
                Ok(byte) if byte.is_ascii() => out.push(byte as char),
                _ => out.push_str(&format!("\\u{unit:04x}")),
            }
        }
        out.push_str("\": ");
        integer(&mut out, i128::from(*bytes));
    }
    out.push('}');
    Ok(out)
}

/// The name of a module's files without their extension: `wp_<module>_<hash7>`, `wp_<module>` where hashes are
/// stripped (Warp's `Module.get_module_identifier`).
#[must_use]
pub fn module_file_stem(name: &str, hash: &[u8; 32], strip_hash: bool) -> String {
    let mut stem = format!("wp_{name}");
    if !strip_hash {
        stem.push('_');
        for byte in &hash[..4] {
            stem.push_str(&format!("{byte:02x}"));
        }
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_hold_seven_digits() {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&[0x12, 0x34, 0x56, 0x78]);
        assert_eq!(module_file_stem("pkg.mod", &hash, false), "wp_pkg.mod_1234567");
        assert_eq!(module_file_stem("pkg.mod", &hash, true), "wp_pkg.mod");
    }
}
