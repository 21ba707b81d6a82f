//! `warp.config`, module defaults and `Module.resolve_options`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use indexmap::IndexMap;

use super::super::session::Session;
use super::super::value::*;
use crate::ids::ModuleId;

const CPU_FLAGS: &str = "-march=native -mllvm=-inline-threshold=9000 -mllvm=-inline-cold-callsite-threshold=3000 \
                         -mllvm=-slp-recursion-max-depth=4";

/// Fills the configuration with Warp's defaults.
pub(in crate::host) fn fill(session: &mut Session) {
    let config = session.config.clone();
    let deterministic =
        int_enum("DeterministicMode", "warp.config", &["NOT_GUARANTEED", "RUN_TO_RUN", "GPU_TO_GPU"]);
    let access = int_enum("LaunchArrayAccessMode", "warp.config", &["RELAXED", "CHECKED", "STRICT"]);
    let flag = |name: &str, value: bool| config.set_global(name, Value::Bool(value));
    for name in [
        "verify_fp",
        "verify_cuda",
        "print_launches",
        "verbose_warnings",
        "verify_autograd_array_access",
        "enable_vector_component_overwrites",
        "legacy_scalar_return_types",
        "lineinfo",
        "compile_time_trace",
        "enable_cpu_blocks",
        "llvm_cuda",
        "track_memory",
        "legacy_cpu_linker",
        "deterministic_debug",
    ] {
        flag(name, false);
    }
    for name in [
        "cache_kernels",
        "line_directives",
        "enable_backward",
        "default_grid_stride",
        "enable_mathdx_gemm",
        "enable_mathdx_solver",
        "enable_mathdx_fft",
        "enable_graph_capture_module_load_by_default",
        "enable_mempools_at_init",
        "enable_tiles_in_stack_memory",
        "use_precompiled_headers",
    ] {
        flag(name, true);
    }
    for name in
        ["optimization_level", "kernel_cache_dir", "cuda_output", "ptx_target_arch", "cuda_arch_suffix"]
    {
        config.set_global(name, Value::None);
    }
    config.set_global("version", Value::str("1.19.0"));
    config.set_global("mode", Value::str("release"));
    config.set_global("log_level", Value::Int(20));
    config.set_global("max_unroll", Value::Int(16));
    config.set_global("load_module_max_workers", Value::Int(0));
    config.set_global("deterministic_max_records", Value::Int(0));
    config.set_global("cpu_compiler_flags", Value::str(CPU_FLAGS));
    let first =
        |class: &Rc<ClassObj>| class.members.borrow().first().cloned().map_or(Value::None, Value::EnumMember);
    config.set_global("deterministic", first(&deterministic));
    config.set_global("launch_array_access_mode", first(&access));
    config.set_global("DeterministicMode", Value::Class(deterministic));
    config.set_global("LaunchArrayAccessMode", Value::Class(access));
    let names: Vec<_> = config.globals.borrow().keys().cloned().collect();
    debug_assert!(names.len() > 40);
}

/// An `IntEnum` whose members count from zero.
pub(super) fn int_enum(name: &'static str, module: &str, members: &[&str]) -> Rc<ClassObj> {
    let class = Rc::new(ClassObj {
        name: name.into(),
        qualname: name.into(),
        module: module.into(),
        bases: vec![Value::Native(Native("enum.IntEnum"))],
        mro: RefCell::default(),
        ns: RefCell::default(),
        kind: Cell::new(ClassKind::Enum),
        ty: Cell::new(None),
        open: false,
        members: RefCell::default(),
        int_enum: true,
        str_enum: false,
        frozen: Cell::new(false),
        def: None,
    });
    *class.mro.borrow_mut() = vec![class.clone()];
    for (i, member) in members.iter().enumerate() {
        let value = Rc::new(EnumMember {
            class: Rc::downgrade(&class),
            class_name: name.into(),
            name: Rc::from(*member),
            value: Value::Int(i as i128),
            is_int: true,
            is_str: false,
        });
        class.members.borrow_mut().push(value.clone());
        class.ns.borrow_mut().insert((*member).into(), Value::EnumMember(value));
    }
    class
}

impl Session {
    /// The options a new `Module` starts with.
    pub(in crate::host) fn default_module_options(&self) -> IndexMap<Rc<str>, Value> {
        let config = |name: &str| self.config(name).unwrap_or(Value::None);
        let pairs: [(&str, Value); 19] = [
            ("max_unroll", config("max_unroll")),
            ("enable_backward", config("enable_backward")),
            ("enable_mathdx_gemm", Value::None),
            ("enable_mathdx_solver", Value::None),
            ("enable_mathdx_fft", Value::None),
            ("fast_math", Value::Bool(false)),
            ("fuse_fp", Value::Bool(true)),
            ("lineinfo", config("lineinfo")),
            ("cuda_output", Value::None),
            ("mode", Value::None),
            ("optimization_level", Value::None),
            ("cpu_compiler_flags", Value::None),
            ("block_dim", Value::Int(256)),
            ("compile_time_trace", config("compile_time_trace")),
            ("strip_hash", Value::Bool(false)),
            ("extra_build_options", Value::None),
            ("deterministic", config("deterministic")),
            ("deterministic_max_records", config("deterministic_max_records")),
            ("default_grid_stride", Value::None),
        ];
        pairs.into_iter().map(|(n, v)| (Rc::from(n), v)).collect()
    }

    /// `Module.resolve_options(wp.config, block_dim)`: options of a module with every `None` filled in, and the global
    /// settings that go into the hash.
    pub fn resolved_options(
        &self,
        module: ModuleId,
        block_dim: Option<u32>,
    ) -> Result<IndexMap<Rc<str>, Value>, crate::diag::WarpError> {
        let config = |name: &str| self.config(name).unwrap_or(Value::None);
        let mut options = self.modules[module.index()].options.clone();
        if let Some(n) = block_dim {
            options.insert("block_dim".into(), Value::Int(i128::from(n)));
        }
        for name in [
            "mode",
            "optimization_level",
            "cpu_compiler_flags",
            "enable_mathdx_gemm",
            "enable_mathdx_solver",
            "enable_mathdx_fft",
            "default_grid_stride",
        ] {
            if options.get(name).is_none_or(Value::is_none) {
                options.insert(name.into(), config(name));
            }
        }
        if options.get("cpu_compiler_flags").is_none_or(Value::is_none) {
            options.insert("cpu_compiler_flags".into(), Value::str("-march=native"));
        }
        for name in [
            "verify_fp",
            "line_directives",
            "enable_vector_component_overwrites",
            "llvm_cuda",
            "use_precompiled_headers",
            "verify_autograd_array_access",
        ] {
            options.insert(name.into(), config(name));
        }
        let build = options.shift_remove("extra_build_options");
        for name in ["extra_cuda_include_dirs", "extra_cpu_include_dirs", "extra_build_dependencies"] {
            options.insert(
                name.into(),
                build_option(build.as_ref(), name).unwrap_or_else(|| Value::tuple(Vec::new())),
            );
        }
        for name in ["extra_cuda_preamble", "extra_cpu_preamble"] {
            let text = build_option(build.as_ref(), name).and_then(|v| v.as_str().map(str::to_owned));
            let mut text = text.unwrap_or_default();
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            options.insert(name.into(), Value::Str(text.into()));
        }
        let stack = match config("enable_tiles_in_stack_memory") {
            Value::None => Value::Bool(std::env::consts::ARCH == "aarch64"),
            other => other,
        };
        options.insert("enable_tiles_in_stack_memory".into(), stack);
        self.check_options(&options)?;
        Ok(options)
    }
}

/// A field of a `wp.ModuleBuildOptions` value.
fn build_option(options: Option<&Value>, name: &str) -> Option<Value> {
    let Some(Value::Bound(b)) = options else { return None };
    let value = b.kwargs.iter().find(|(n, _)| &**n == name).map(|(_, v)| v.clone())?;
    Some(match &value {
        Value::List(items) => Value::tuple(items.borrow().clone()),
        _ => value,
    })
}
