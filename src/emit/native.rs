//! Static assertions about registered native types (the head of Warp's `ModuleBuilder.codegen`).

use super::template as t;
use super::{Device, Scope};
use crate::ids::NativeId;
use crate::ir::text::integer;

impl Scope<'_> {
    /// Appends the assertions of all native types of the module.
    pub(super) fn write_native_types(&self, out: &mut String) {
        let natives = &self.module.native_types;
        if natives.iter().any(|&id| !self.types.native_data(id).fields.is_empty()) {
            t::NATIVE_SAME.write(out, |_, _| {});
        }
        for &id in natives {
            self.write_native_type(id, out);
        }
    }

    fn write_native_type(&self, id: NativeId, out: &mut String) {
        let data = self.types.native_data(id);
        let layout = self.program.native_layout(id);
        let message = data.native_name.replace('"', "\\\"");
        t::NATIVE_TYPE.write(out, |slot, out| match slot {
            "name" => out.push_str(&data.native_name),
            "message" => out.push_str(&message),
            "size" => integer(out, layout.size as i128),
            "alignment" => integer(out, layout.alignment as i128),
            _ => {}
        });
        for (field, &offset) in data.fields.iter().zip(&layout.offsets) {
            let fill = |slot: &str, out: &mut String| match slot {
                "name" => out.push_str(&data.native_name),
                "message" => out.push_str(&message),
                "field" => out.push_str(&field.name),
                "type" => self.types.write_ctype(field.ty, out),
                "offset" => integer(out, offset as i128),
                "size" => integer(out, self.program.layout(field.ty).0 as i128),
                _ => {}
            };
            t::NATIVE_FIELD.write(out, fill);
            match self.device {
                Device::Cpu => t::CPU_NATIVE_FIELD_OFFSET.write(out, fill),
                Device::Cuda => t::CUDA_NATIVE_FIELD_SIZE.write(out, fill),
            }
        }
    }
}
