//! Kernel and module options.

use std::rc::Rc;

use indexmap::IndexMap;

use super::super::error::{PyError, PyResult};
use super::super::interp::builtins_args::Args;
use super::super::interp::{Frame, bound};
use super::super::session::Session;
use super::super::value::*;
use crate::ids::ModuleId;

impl Session {
    pub(super) fn kernel_options(
        &mut self,
        option: &dyn Fn(&str) -> Option<Value>,
    ) -> PyResult<IndexMap<Rc<str>, Value>> {
        let mut options = IndexMap::new();
        let mut set = |name: &str, value: Value| {
            options.insert(Rc::from(name), value);
        };
        if let Some(v) = option("enable_backward") {
            set("enable_backward", v);
        }
        if let Some(v) = option("launch_bounds") {
            set("launch_bounds", v);
        }
        if let Some(v) = option("entry_point_abi") {
            let abi = v.as_str().unwrap_or_default().to_owned();
            if !matches!(&*abi, "warp" | "external_constant_params") {
                return Err(PyError::warp(
                    "ValueError",
                    format!("entry_point_abi must be 'warp' or 'external_constant_params', got '{abi}'"),
                ));
            }
            if abi != "warp" {
                if !matches!(option("enable_backward"), Some(Value::Bool(false))) {
                    return Err(PyError::warp(
                        "ValueError",
                        "entry_point_abi='external_constant_params' requires enable_backward=False",
                    ));
                }
                set("entry_point_abi", v);
            }
        }
        if let Some(v) = option("cuda_max_registers") {
            if option("launch_bounds").is_some() {
                return Err(PyError::warp(
                    "ValueError",
                    "cuda_max_registers and launch_bounds cannot be specified together",
                ));
            }
            self.check_positive("cuda_max_registers", "a positive int", &v, None)?;
            set("cuda_max_registers", v);
        }
        if let Some(v) = option("enable_cuda_smem_spilling") {
            match v {
                Value::Bool(true) => set("enable_cuda_smem_spilling", v),
                Value::Bool(false) => {}
                other => {
                    let class = self.class_name(&other);
                    return Err(PyError::warp(
                        "TypeError",
                        format!(
                            "enable_cuda_smem_spilling must be a bool, got {class}: {}",
                            self.py_repr(&other)
                        ),
                    ));
                }
            }
        }
        if let Some(v) = option("grid_stride") {
            let truth = match &v {
                Value::Bool(b) => *b,
                other => other.as_int() != Some(0),
            };
            set("grid_stride", Value::Bool(truth));
        }
        if let Some(v) = option("cluster_dim") {
            self.check_positive("cluster_dim", "an int CTA count", &v, Some(16))?;
            set("cluster_dim", v);
        }
        Ok(options)
    }

    fn check_positive(&self, name: &str, what: &str, value: &Value, max: Option<i128>) -> PyResult<()> {
        let repr = self.py_repr(value);
        match value {
            Value::Bool(_) => {
                Err(PyError::warp("TypeError", format!("{name} must be {what}, got bool {repr}")))
            }
            Value::Int(i) if *i < 1 => {
                Err(PyError::warp("ValueError", format!("{name} must be >= 1, got {repr}")))
            }
            Value::Int(i) if max.is_some_and(|m| *i > m) => Err(PyError::warp(
                "ValueError",
                format!("{name} must be <= {} (Hopper non-portable cap), got {repr}", max.unwrap_or(0)),
            )),
            Value::Int(_) => Ok(()),
            other => {
                let class = self.class_name(other);
                let middle = if max.is_some() {
                    "; Warp uses a 1D hardware launch grid and does not support multidimensional CUDA cluster shapes"
                } else {
                    ""
                };
                Err(PyError::warp("TypeError", format!("{name} must be {what}{middle}, got {class}: {repr}")))
            }
        }
    }

    pub(super) fn apply_module_options(
        &mut self,
        m: ModuleId,
        unique: bool,
        name: &str,
        options: &Value,
    ) -> PyResult<()> {
        let Value::Dict(d) = options else {
            let class = self.class_name(options);
            return Err(PyError::warp(
                "TypeError",
                format!("@wp.kernel for '{name}': module_options must be a dict, got {class}."),
            ));
        };
        if !unique {
            return Err(PyError::warp(
                "ValueError",
                format!(
                    "@wp.kernel for '{name}': module_options requires module=\"unique\". Use wp.set_module_options() to set \
                     module-level options for a shared module."
                ),
            ));
        }
        let known: Vec<Rc<str>> = self.modules[m.index()].options.keys().cloned().collect();
        let mut unknown: Vec<String> = d
            .keys()
            .iter()
            .filter_map(|k| k.as_str().filter(|k| !known.iter().any(|o| &**o == *k)).map(str::to_owned))
            .collect();
        if !unknown.is_empty() {
            unknown.sort();
            let mut valid: Vec<String> = known.iter().map(|k| format!("'{k}'")).collect();
            valid.sort();
            let unknown: Vec<String> = unknown.iter().map(|k| format!("'{k}'")).collect();
            return Err(PyError::warp(
                "ValueError",
                format!(
                    "@wp.kernel for '{name}': unknown module_options: {}. Valid options are: {}.",
                    unknown.join(", "),
                    valid.join(", ")
                ),
            ));
        }
        self.update_module_options(m, d);
        Ok(())
    }

    fn module_argument(&mut self, f: &Frame, module: Option<Value>) -> Option<ModuleId> {
        match module {
            Some(Value::WarpModule(m)) => Some(m),
            None | Some(Value::None) => Some(self.module_of_python(&f.module.name.clone())),
            Some(Value::Str(s)) => Some(self.module_of_python(&s)),
            Some(Value::Module(m)) => Some(self.module_of_python(&m.name.clone())),
            Some(_) => None,
        }
    }

    /// `wp.set_module_options(options, module)`.
    pub(in crate::host) fn wp_set_module_options(
        &mut self,
        f: &mut Frame,
        args: &mut Args,
    ) -> PyResult<Value> {
        let options = args.take(0, "options");
        let module = args.take(1, "module");
        if let (Some(m), Some(Value::Dict(d))) = (self.module_argument(f, module), options) {
            self.update_module_options(m, &d);
        }
        Ok(Value::None)
    }

    /// `wp.get_module_options(module)`.
    pub(in crate::host) fn wp_get_module_options(
        &mut self,
        f: &mut Frame,
        args: &mut Args,
    ) -> PyResult<Value> {
        let module = args.take(0, "module");
        Ok(match self.module_argument(f, module) {
            Some(m) => bound("warp.Module.options", vec![Value::WarpModule(m)]),
            None => self.unknown("wp.get_module_options(...)"),
        })
    }

    /// `module.options.update(options)`.
    pub(in crate::host) fn update_module_options(&mut self, m: ModuleId, options: &Dict) {
        for (k, v) in options.entries() {
            if let Value::Str(s) = k {
                self.modules[m.index()].options.insert(s, v);
            }
        }
    }
}
