//! `wp.build_experimental.add_builtin`.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::external::{External, ExternalOverload};
use super::super::interp::builtins_args::Args;
use super::super::interp::strings::is_identifier;
use super::super::session::Session;
use super::super::value::*;
use crate::ids::{ExternalId, FuncRef};
use crate::types::Ty;

impl Session {
    /// `add_builtin(name, input_types=None, value_type=None, *, native_name=None, doc="")`: the function that kernels
    /// call as `wp.<name>`.
    pub(super) fn add_external_builtin(&mut self, args: &mut Args) -> PyResult<Value> {
        if let Some(unknown) = args.unknown() {
            return Ok(unknown.clone());
        }
        let name = args.take(0, "name").unwrap_or(Value::None);
        let input_types = args.take(1, "input_types").filter(|v| !v.is_none());
        let value_type = args.take(2, "value_type").filter(|v| !v.is_none());
        let native_name = args.take(usize::MAX, "native_name").filter(|v| !v.is_none());
        let Some(key) = name.as_str().filter(|name| is_identifier(name)) else {
            let text = format!("name must be a valid Python identifier, got {}", self.py_repr(&name));
            return Err(PyError::warp("ValueError", text));
        };
        let inputs = match &input_types {
            None => Vec::new(),
            Some(Value::Dict(dict)) => dict.entries(),
            Some(other) => {
                let class = self.class_name(other);
                let text = format!("input_types must be a mapping or None, got {class}");
                return Err(PyError::warp("TypeError", text));
            }
        };
        if !inputs.iter().all(|(param, _)| param.as_str().is_some_and(is_identifier)) {
            return Err(PyError::warp("ValueError", "input_types keys must be valid Python identifiers"));
        }
        let native_name = native_name.unwrap_or_else(|| Value::str(&format!("wp::{key}")));
        let Some((namespace, native)) = native_name.as_str().and_then(split_native_name) else {
            let text =
                format!("native_name must be a qualified C++ identifier, got {}", self.py_repr(&native_name));
            return Err(PyError::warp("ValueError", text));
        };
        if crate::builtins::find(key).is_some() {
            // An overload of one of Warp's own: kernels that call it are reported.
            self.extended_builtins.insert(key.to_owned());
            return Ok(self.unknown(format!("an overload of wp.{key} by wp.build_experimental.add_builtin")));
        }
        let mut overload = ExternalOverload {
            params: Vec::with_capacity(inputs.len()),
            value: None,
            namespace: namespace.into(),
            native: native.into(),
            codes: (Vec::with_capacity(inputs.len()), "void".to_owned()),
        };
        for (param, ty) in &inputs {
            let Some((ty, code)) = self.contract_type(ty)? else {
                return Ok(self.unknown(format!("the type of '{}' of wp.{key}", self.py_repr(param))));
            };
            overload.params.push((param.as_str().unwrap_or_default().into(), ty));
            overload.codes.0.push(code);
        }
        if let Some(value_type) = &value_type {
            let Some((ty, code)) = self.contract_type(value_type)? else {
                return Ok(self.unknown(format!("the result of wp.{key}")));
            };
            overload.value = Some(ty);
            overload.codes.1 = code;
        }
        self.register_external(key, overload)
    }

    /// A type as it is registered, and its code; `None` if it is not known.
    fn contract_type(&self, value: &Value) -> PyResult<Option<(Ty, String)>> {
        let Some(ty) = value.as_type() else { return Ok(None) };
        let ty = self.types.canonical(ty);
        let code = self.types.code(ty).map_err(|message| PyError::warp("TypeError", message))?;
        Ok(Some((ty, code)))
    }

    fn register_external(&mut self, key: &str, overload: ExternalOverload) -> PyResult<Value> {
        let id = self.find_external(key).unwrap_or_else(|| {
            self.externals.push(External { key: Rc::from(key), overloads: Vec::new() });
            ExternalId((self.externals.len() - 1) as u32)
        });
        let function = Value::Function(FuncRef::External(id));
        let names = |o: &ExternalOverload| o.params.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let same = self.externals[id.index()]
            .overloads
            .iter()
            .find(|o| o.codes.0 == overload.codes.0 && names(o) == names(&overload));
        let Some(same) = same else {
            self.externals[id.index()].overloads.push(overload);
            return Ok(function);
        };
        if (&same.codes, &same.namespace, &same.native)
            == (&overload.codes, &overload.namespace, &overload.native)
        {
            return Ok(function);
        }
        let types = overload.params.iter();
        let types: Vec<String> =
            types.map(|(name, ty)| format!("'{name}': {}", self.py_repr(&Value::Type(*ty)))).collect();
        Err(PyError::warp(
            "RuntimeError",
            format!(
                "Cannot register conflicting external builtin overload '{key}' with input types {{{}}}",
                types.join(", ")
            ),
        ))
    }
}

/// Namespace, with its `::`, and last name of a qualified C++ name; `None` if it is none.
fn split_native_name(name: &str) -> Option<(&str, &str)> {
    let parts = name.strip_prefix("::").unwrap_or(name).split("::");
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    parts.clone().all(is_name).then(|| name.split_at(name.len() - parts.last().map_or(0, str::len)))
}

#[cfg(test)]
mod tests {
    use super::split_native_name;

    #[test]
    fn native_names() {
        assert_eq!(split_native_name("ns::inner::f"), Some(("ns::inner::", "f")));
        assert_eq!(split_native_name("::f"), Some(("::", "f")));
        assert_eq!(split_native_name("f"), Some(("", "f")));
        for bad in ["", "::", "a::", "a:b", "a::1", "a-b", "a:: b"] {
            assert_eq!(split_native_name(bad), None, "{bad}");
        }
    }
}
