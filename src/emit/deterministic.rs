//! The parts of frames that deterministic mode adds (Warp's `DeterministicCodegen.function_args`,
//! `kernel_args` and `kernel_locals`).

use super::Device;
use crate::ir::DetBody;
use crate::ir::text::{joined, number};

/// Hidden parameters of a function.
pub(super) fn function_args(det: &DetBody, mut each: impl FnMut(&str)) {
    if !det.active {
        return;
    }
    each("wp::det_ctx det_ctx");
    for target in &det.counters {
        each(&format!("wp::det_counter_buf_t {}", target.helper));
    }
    for target in &det.scatters {
        each(&format!("wp::det_scatter_buf_t<{}> {}", target.value_ctype, target.helper));
    }
}

/// Raw launch parameters of a CUDA kernel.
pub(super) fn kernel_args(det: &DetBody, mut each: impl FnMut(&str)) {
    if !det.active {
        return;
    }
    each("int _wp_det_phase");
    each("int _wp_det_debug");
    each("int* _wp_det_overflow");
    for target in &det.counters {
        each(&format!("wp::det_counter_buf_t _wp_{}", target.helper));
    }
    for target in &det.scatters {
        each(&format!("wp::det_scatter_buf_t<{}> _wp_{}", target.value_ctype, target.helper));
    }
}

/// Declarations at the top of a kernel body, indented by 4 on both devices (trap 28).
pub(super) fn kernel_locals(det: &DetBody, device: Device, out: &mut String) {
    if !det.active {
        return;
    }
    match device {
        Device::Cuda => cuda_locals(det, out),
        Device::Cpu => cpu_locals(det, out),
    }
}

fn cuda_locals(det: &DetBody, out: &mut String) {
    let count = det.counters.len() as u32;
    if count > 0 {
        out.push_str("    wp::array_t<int> _wp_det_counter_targets[");
        number(out, count);
        out.push_str("] = {");
        joined(out, ", ", &det.counters, |out, target| {
            out.push_str("_wp_");
            out.push_str(&target.helper);
            out.push_str(".target");
        });
        out.push_str("};\n");
    }
    out.push_str("    wp::det_ctx det_ctx{_wp_det_phase, _wp_det_debug, _idx, _wp_det_overflow, ");
    out.push_str(if count > 0 { "_wp_det_counter_targets, " } else { "nullptr, " });
    number(out, count);
    out.push_str("};\n");
    for target in det.counters.iter().chain(&det.scatters) {
        out.push_str("    auto& ");
        out.push_str(&target.helper);
        out.push_str(" = _wp_");
        out.push_str(&target.helper);
        out.push_str(";\n");
    }
}

fn cpu_locals(det: &DetBody, out: &mut String) {
    out.push_str("    wp::det_ctx det_ctx{1, 0, 0, nullptr, nullptr, 0};\n");
    for target in &det.counters {
        out.push_str("    wp::det_counter_buf_t ");
        out.push_str(&target.helper);
        out.push_str(
            "{nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, 0, 0, wp::array_t<int>{}, 0};\n",
        );
    }
    for target in &det.scatters {
        out.push_str("    wp::det_scatter_buf_t<");
        out.push_str(&target.value_ctype);
        out.push_str("> ");
        out.push_str(&target.helper);
        out.push_str("{nullptr, nullptr, nullptr, 0};\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::DetTarget;

    /// Texts from real Warp 1.19.0 (`atomic_add` counter and scatter in one kernel, `deterministic=1`).
    #[test]
    fn locals_follow_the_device() {
        let det = DetBody {
            active: true,
            counters: vec![DetTarget { helper: "det_counter_0_n".into(), value_ctype: "wp::int32".into() }],
            scatters: vec![DetTarget { helper: "det_scatter_1_x".into(), value_ctype: "wp::float32".into() }],
        };
        let mut out = String::new();
        kernel_locals(&det, Device::Cuda, &mut out);
        assert_eq!(
            out,
            "    wp::array_t<int> _wp_det_counter_targets[1] = {_wp_det_counter_0_n.target};\n    wp::det_ctx \
             det_ctx{_wp_det_phase, _wp_det_debug, _idx, _wp_det_overflow, _wp_det_counter_targets, 1};\n    \
             auto& det_counter_0_n = _wp_det_counter_0_n;\n    auto& det_scatter_1_x = _wp_det_scatter_1_x;\n"
        );
        let mut args = Vec::new();
        function_args(&det, |arg| args.push(arg.to_owned()));
        assert_eq!(args[2], "wp::det_scatter_buf_t<wp::float32> det_scatter_1_x");
    }
}
