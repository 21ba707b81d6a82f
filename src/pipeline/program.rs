//! A session as emission sees it.

use crate::builtins;
use crate::diag::{ErrorClass, WarpError};
use crate::emit::{
    DeclView, Device, EntryPoint, FunctionView, KernelAttributes, KernelView, NativeLayout, Program,
    SnippetView,
};
use crate::hash::Options;
use crate::host::Session;
use crate::host::model::Decl;
use crate::host::value::Value;
use crate::ids::{BuiltinId, ExternalId, FunctionId, KernelId, ModuleId, NativeId};
use crate::types::Types;

/// A session and the resolved options of the module being printed.
pub struct SessionProgram<'s> {
    session: &'s Session,
    options: &'s Options,
    device: Device,
}

impl<'s> SessionProgram<'s> {
    /// The view of a session for one module's options and one device.
    #[must_use]
    pub fn new(session: &'s Session, options: &'s Options, device: Device) -> Self {
        SessionProgram { session, options, device }
    }

    /// A kernel's option, else the module's.
    fn option(&self, kernel: KernelId, name: &str) -> Option<&Value> {
        let own = self.session.kernels[kernel.index()].options.get(name);
        own.or_else(|| self.options.get(name)).filter(|value| !value.is_none())
    }
}

impl SessionProgram<'_> {
    /// One or two numbers.
    fn launch_bounds(&self, value: &Value) -> Result<Vec<i64>, WarpError> {
        let refused = |got: String| {
            let message = format!("launch_bounds must be an int or a tuple/list of 1-2 ints, got {got}");
            WarpError::new(ErrorClass::ValueError, message)
        };
        let items: Vec<Value> = match value {
            Value::Tuple(items) => items.to_vec(),
            Value::List(items) => items.borrow().clone(),
            number if number.as_int().is_some() => vec![number.clone()],
            other => return Err(refused(self.session.python_type_repr(other))),
        };
        if items.is_empty() || items.len() > 2 {
            return Err(refused(self.session.py_repr(value)));
        }
        Ok(items.iter().filter_map(Value::as_int).filter_map(|i| i64::try_from(i).ok()).collect())
    }
}

fn decl_view(decl: &Decl) -> DeclView<'_> {
    let source = &*decl.source;
    DeclView {
        file: &source.file.name,
        fun_lineno: decl.fun_lineno,
        def_line: source.def.span.line.saturating_sub(source.first_line),
        lines: source.lines(),
        custom_reverse_mode: decl.custom_reverse_mode,
        custom_reverse_num_input_args: decl.custom_reverse_num_input_args,
        skip_forward_codegen: decl.skip_forward_codegen,
        skip_reverse_codegen: decl.skip_reverse_codegen,
    }
}

impl Program for SessionProgram<'_> {
    fn native_layout(&self, id: NativeId) -> NativeLayout {
        // The host's C structure may have more fields than are exposed.
        match self.session.native_layout(id) {
            Some(host) => NativeLayout { size: host.size, alignment: host.alignment, offsets: host.offsets },
            None => NativeLayout::default(),
        }
    }

    fn types(&self) -> &Types {
        &self.session.types
    }

    fn function(&self, id: FunctionId) -> FunctionView<'_> {
        let function = &self.session.functions[id.index()];
        FunctionView {
            decl: decl_view(&function.decl),
            native: &function.native_name,
            namespace: function.namespace,
            inline_hint: function.inline_hint.as_deref(),
            snippet: function.snippet.as_ref().map(|snippet| SnippetView {
                forward: &snippet.forward,
                adjoint: snippet.adjoint.as_deref(),
                replay: snippet.replay.as_deref(),
            }),
            custom_grad: function.custom_grad,
            custom_replay: function.custom_replay,
            uses_grad_call: function.uses_grad_call,
            force_adjoint_codegen: function.force_adjoint_codegen,
        }
    }

    fn kernel(&self, id: KernelId) -> Result<KernelView<'_>, WarpError> {
        let kernel = &self.session.kernels[id.index()];
        let int =
            |name: &str| self.option(id, name).and_then(Value::as_int).and_then(|i| i64::try_from(i).ok());
        let launch_bounds = match self.option(id, "launch_bounds") {
            // Only CUDA text has them, so only it can be refused for them.
            Some(value) if self.device == Device::Cuda => self.launch_bounds(value)?,
            _ => Vec::new(),
        };
        let entry_point = match kernel.options.get("entry_point_abi") {
            None => EntryPoint::Warp,
            Some(abi) => match abi.as_str() {
                Some("warp") => EntryPoint::Warp,
                Some("external_constant_params") => EntryPoint::ExternalConstantParams,
                _ => {
                    return Err(WarpError::codegen(format!(
                        "entry_point_abi for kernel '{}' must be 'warp' or 'external_constant_params', got {}",
                        kernel.key,
                        self.session.py_repr(abi)
                    )));
                }
            },
        };
        let attributes = KernelAttributes {
            launch_bounds,
            max_registers: int("cuda_max_registers"),
            smem_spilling: int("enable_cuda_smem_spilling").is_some_and(|i| i != 0),
            cluster_dim: int("cluster_dim"),
            entry_point,
        };
        Ok(KernelView { decl: decl_view(&kernel.decl), key: &kernel.key, attributes })
    }

    fn builtin(&self, id: BuiltinId) -> (&str, &str) {
        let head = builtins::head(id);
        (head.namespace, head.native)
    }

    fn external(&self, id: ExternalId) -> (&str, &str) {
        self.session.external(id).overloads.first().map_or(("", ""), |o| (&o.namespace, &o.native))
    }

    fn module_name(&self, id: ModuleId) -> &str {
        &self.session.modules[id.index()].name
    }
}
