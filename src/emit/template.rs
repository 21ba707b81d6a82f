//! Text templates with named slots: `${name}`.
//!
//! A template is split once per process into literals and slots. Rendering appends to the caller's
//! buffer; the caller's closure appends the contents of each slot there too, so nothing is built twice.

use std::sync::LazyLock;

/// A parsed template.
pub struct Template {
    parts: Vec<Part>,
}

struct Part {
    literal: &'static str,
    slot: Option<&'static str>,
}

impl Template {
    /// Splits a text.
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Template { parts: parse(text) }
    }

    /// Appends the text to `out`, with `fill` appending what stands in each slot.
    ///
    /// # Errors
    /// Whatever `fill` gives.
    pub fn render<E>(
        &self,
        out: &mut String,
        mut fill: impl FnMut(&'static str, &mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        for part in &self.parts {
            out.push_str(part.literal);
            if let Some(slot) = part.slot {
                fill(slot, out)?;
            }
        }
        Ok(())
    }

    /// [`Template::render`] where nothing can fail.
    pub fn write(&self, out: &mut String, mut fill: impl FnMut(&'static str, &mut String)) {
        for part in &self.parts {
            out.push_str(part.literal);
            if let Some(slot) = part.slot {
                fill(slot, out);
            }
        }
    }

    /// The names of its slots, in order of appearance.
    #[cfg(test)]
    pub fn slots(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.parts.iter().filter_map(|part| part.slot)
    }
}

/// Splits at `${name}`.
fn parse(text: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((literal, tail)) = rest.split_once("${") {
        let Some((slot, after)) = tail.split_once('}') else { break };
        parts.push(Part { literal, slot: Some(slot) });
        rest = after;
    }
    parts.push(Part { literal: rest, slot: None });
    parts
}

/// Declares one lazily parsed static per template file.
macro_rules! templates {
    ($($name:ident = $path:literal;)*) => {
        $(
            #[doc = concat!("`codegen_templates/", $path, "`")]
            pub static $name: LazyLock<Template> =
                LazyLock::new(|| Template::new(include_str!(concat!("../../codegen_templates/", $path))));
        )*
        /// Every template with its file name.
        #[cfg(test)]
        pub(super) fn all() -> Vec<(&'static str, &'static Template)> {
            vec![$(($path, &*$name)),*]
        }
    };
}

templates! {
    CAST_MACROS = "shared/cast_macros.tmpl";
    STRUCT = "shared/struct.tmpl";
    STRUCT_TILE_MEMBERS = "shared/struct_tile_members.tmpl";
    STRUCT_TILE_HELPERS = "shared/struct_tile_helpers.tmpl";
    NATIVE_SAME = "shared/native_same.tmpl";
    NATIVE_TYPE = "shared/native_type.tmpl";
    NATIVE_FIELD = "shared/native_field.tmpl";
    CPU_NATIVE_FIELD_OFFSET = "cpu/native_field_offset.tmpl";
    CUDA_NATIVE_FIELD_SIZE = "cuda/native_field_size.tmpl";
    CPU_MODULE_HEADER = "cpu/module_header.tmpl";
    CPU_FUNCTION_FORWARD = "cpu/function_forward.tmpl";
    CPU_FUNCTION_REVERSE = "cpu/function_reverse.tmpl";
    CPU_ARGS_STRUCT = "cpu/args_struct.tmpl";
    CPU_KERNEL_FORWARD = "cpu/kernel_forward.tmpl";
    CPU_KERNEL_BACKWARD = "cpu/kernel_backward.tmpl";
    CPU_ARRAY_SETUP_FORWARD = "cpu/array_setup_forward.tmpl";
    CPU_ARRAY_SETUP_BACKWARD = "cpu/array_setup_backward.tmpl";
    CPU_TASKS_FORWARD = "cpu/tasks_forward.tmpl";
    CPU_TASKS_BACKWARD = "cpu/tasks_backward.tmpl";
    CPU_DISPATCH_FORWARD = "cpu/dispatch_forward.tmpl";
    CPU_DISPATCH_BACKWARD = "cpu/dispatch_backward.tmpl";
    CPU_DISPATCH_LINEAR_FORWARD = "cpu/dispatch_linear_forward.tmpl";
    CPU_DISPATCH_LINEAR_BACKWARD = "cpu/dispatch_linear_backward.tmpl";
    CPU_BLOCK_FORWARD = "cpu/block_forward.tmpl";
    CPU_BLOCK_BACKWARD = "cpu/block_backward.tmpl";
    CPU_ENTRY_FORWARD = "cpu/entry_forward.tmpl";
    CPU_ENTRY_BACKWARD = "cpu/entry_backward.tmpl";
    CPU_ENTRY_CALL_FORWARD = "cpu/entry_call_forward.tmpl";
    CPU_ENTRY_CALL_BACKWARD = "cpu/entry_call_backward.tmpl";
    CPU_ENTRY_BLOCK_FORWARD = "cpu/entry_block_forward.tmpl";
    CPU_ENTRY_BLOCK_BACKWARD = "cpu/entry_block_backward.tmpl";
    CUDA_MODULE_HEADER = "cuda/module_header.tmpl";
    CUDA_FUNCTION_FORWARD = "cuda/function_forward.tmpl";
    CUDA_FUNCTION_REVERSE = "cuda/function_reverse.tmpl";
    CUDA_KERNEL = "cuda/kernel.tmpl";
    CUDA_KERNEL_GRID_STRIDE = "cuda/kernel_grid_stride.tmpl";
    CUDA_KERNEL_EXTERNAL_PARAMS = "cuda/kernel_external_params.tmpl";
    CUDA_CONSTANT_PARAMS = "cuda/constant_params.tmpl";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_in_order() {
        let template = Template::new("a ${x} b${y}c { $ }");
        let mut out = String::new();
        template.write(&mut out, |slot, out| out.push_str(&slot.to_uppercase()));
        assert_eq!(out, "a X bYc { $ }");
        assert_eq!(template.slots().collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn every_template_parses_and_names_its_slots_plainly() {
        for (path, template) in all() {
            for slot in template.slots() {
                assert!(slot.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{path}: {slot}");
            }
        }
    }
}
