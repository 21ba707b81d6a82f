//! Struct definitions (Warp's `codegen_struct`).

use super::Scope;
use super::template as t;
use crate::ir::text::Lines;
use crate::types::{Family, Scalar, StructData, Ty, TyKind};

/// How a field takes part in the struct's operations.
struct FieldText<'a> {
    name: &'a str,
    ty: Ty,
    ctype: String,
}

impl FieldText<'_> {
    /// Namespace of helpers called on the field.
    fn namespace(&self) -> &'static str {
        if self.ctype.starts_with("wp::") || self.ctype == "bool" { "wp::" } else { "" }
    }
}

impl Scope<'_> {
    /// Appends the definition of a struct. Structs that are elements of tiles get more helpers.
    pub(super) fn write_struct(&self, data: &StructData, tile_helpers: bool, out: &mut String) {
        let fields: Vec<FieldText<'_>> = data
            .fields
            .iter()
            .map(|field| {
                let ty = self.types.canonical(field.ty);
                FieldText { name: &field.name, ty, ctype: self.types.ctype(ty) }
            })
            .collect();
        t::STRUCT.write(out, |slot, out| self.struct_slot(data, &fields, tile_helpers, slot, out));
    }

    fn struct_slot(
        &self,
        data: &StructData,
        fields: &[FieldText<'_>],
        tile_helpers: bool,
        slot: &str,
        out: &mut String,
    ) {
        let name = &*data.native_name;
        match slot {
            "name" => out.push_str(name),
            "fields" if fields.is_empty() => out.push_str("    char _dummy_;\n"),
            "fields" => lines(out, fields, &|f| [&f.ctype, " ", f.name, ";"].concat()),
            "default_constructor" if !fields.is_empty() => {
                out.push_str(name);
                out.push_str("() = default;");
            }
            "constructor_args" => constructor_args(fields, out),
            "initializers" => initializers(fields, out),
            "adjoint_args" => adjoint_args(name, fields, out),
            "adjoint_body" => lines(out, fields.iter().filter(|f| !self.is_native(f.ty)), &|f| {
                let operator = if self.types.is_array(f.ty) { "=" } else { "+=" };
                format!("adj_{0} {operator} adj_ret.{0};", f.name)
            }),
            "plus_body" => {
                lines(out, self.accumulating(fields), &|f| format!("{0} += rhs.{0};", f.name));
            }
            "add_body" if tile_helpers => {
                out.push_str("    ");
                out.push_str(name);
                out.push_str(" ret = a;\n    ret += b;\n    return ret;");
            }
            "add_body" => {
                out.push_str("    return ");
                out.push_str(name);
                out.push_str("();");
            }
            "atomic_add_body" => lines(out, fields.iter().filter(|f| !self.is_native(f.ty)), &|f| {
                format!("{}adj_atomic_add(&p->{1}, t.{1});", f.namespace(), f.name)
            }),
            "tile_member_ops" if tile_helpers => {
                t::STRUCT_TILE_MEMBERS.write(out, |slot, out| self.tile_slot(name, fields, slot, out));
            }
            "tile_helpers" if tile_helpers => {
                t::STRUCT_TILE_HELPERS.write(out, |slot, out| self.tile_slot(name, fields, slot, out));
            }
            _ => {}
        }
    }

    fn tile_slot(&self, name: &str, fields: &[FieldText<'_>], slot: &str, out: &mut String) {
        match slot {
            "name" => out.push_str(name),
            "minus_body" => {
                lines(out, self.accumulating(fields), &|f| format!("{0} -= rhs.{0};", f.name));
            }
            "negate_body" => {
                lines(out, self.accumulating(fields), &|f| format!("ret.{0} = -ret.{0};", f.name));
            }
            "atomic_body" => lines(out, fields, &|f| {
                let atomic = !self.is_descriptor(f.ty) && self.is_tile_value(f.ty) && self.accumulates(f.ty);
                if atomic {
                    format!("old.{1} = {0}atomic_add(&p->{1}, t.{1});", f.namespace(), f.name)
                } else {
                    format!("old.{0} = p->{0};", f.name)
                }
            }),
            "shuffle_down_body" => self.shuffles(out, fields, "down", "offset, mask"),
            "shuffle_xor_body" => self.shuffles(out, fields, "xor", "lane_mask"),
            _ => {}
        }
    }

    fn shuffles(&self, out: &mut String, fields: &[FieldText<'_>], kind: &str, args: &str) {
        lines(out, fields, &|f| {
            let name = f.name;
            if self.is_descriptor(f.ty) || self.is_tile_value(f.ty) {
                let namespace = if self.types.is_struct(f.ty) { "" } else { "wp::" };
                format!("ret.{name} = {namespace}warp_shuffle_{kind}(val.{name}, {args});")
            } else {
                format!("ret.{name} = val.{name};")
            }
        });
    }

    fn is_native(&self, ty: Ty) -> bool {
        matches!(*self.types.kind(ty), TyKind::Native(_))
    }

    /// `field_type_supports_tile_descriptor_shuffle`
    fn is_descriptor(&self, ty: Ty) -> bool {
        self.types.family(ty).is_some_and(|family| family != Family::Fixed)
    }

    /// `field_type_supports_tile_value_ops`
    fn is_tile_value(&self, ty: Ty) -> bool {
        self.types.is_value(ty) || self.types.is_struct(ty)
    }

    /// `field_type_accumulates`
    fn accumulates(&self, ty: Ty) -> bool {
        self.types.is_struct(ty)
            || matches!(
                self.types.as_scalar(self.types.scalar_of(ty)),
                Some(
                    Scalar::Int32
                        | Scalar::Int64
                        | Scalar::UInt32
                        | Scalar::UInt64
                        | Scalar::Float32
                        | Scalar::Float64
                        | Scalar::Float16
                        | Scalar::BFloat16
                )
            )
    }

    fn accumulating<'f, 'n>(
        &'f self,
        fields: &'f [FieldText<'n>],
    ) -> impl Iterator<Item = &'f FieldText<'n>> {
        fields.iter().filter(|f| self.accumulates(f.ty))
    }
}

/// One indented line per field.
fn lines<'f, 'n: 'f>(
    out: &mut String,
    fields: impl IntoIterator<Item = &'f FieldText<'n>>,
    text: &dyn Fn(&FieldText<'n>) -> String,
) {
    for field in fields {
        out.push_str("    ");
        out.push_str(&text(field));
        out.push('\n');
    }
}

fn constructor_args(fields: &[FieldText<'_>], out: &mut String) {
    let mut list = Lines::new();
    for (i, field) in fields.iter().enumerate() {
        let out = list.item(out);
        out.push_str(&field.ctype);
        out.push_str(" const& ");
        out.push_str(field.name);
        if i > 0 {
            out.push_str(" = {}");
        }
    }
}

fn initializers(fields: &[FieldText<'_>], out: &mut String) {
    for (i, field) in fields.iter().enumerate() {
        out.push_str(if i == 0 { "    : " } else { "        , " });
        out.push_str(field.name);
        out.push('{');
        out.push_str(field.name);
        out.push_str("}\n");
    }
}

fn adjoint_args(name: &str, fields: &[FieldText<'_>], out: &mut String) {
    let mut list = Lines::new();
    for field in fields {
        let out = list.item(out);
        out.push_str(&field.ctype);
        out.push_str(" const&");
    }
    for field in fields {
        let out = list.item(out);
        out.push_str(&field.ctype);
        out.push_str(" & adj_");
        out.push_str(field.name);
    }
    let out = list.item(out);
    out.push_str(name);
    out.push_str(" & adj_ret");
}
