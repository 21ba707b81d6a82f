//! Type codes (Warp's `get_type_code`): what hashes and signatures are made of.

use super::{Family, Storage, Ty, TyKind, Types};

impl Types {
    /// Warp's `get_type_code`. The error is Warp's own message.
    pub fn code(&self, ty: Ty) -> Result<String, String> {
        let mut out = String::new();
        self.write_code(ty, &mut out)?;
        Ok(out)
    }

    /// Appends the code of a type.
    pub fn write_code(&self, ty: Ty, out: &mut String) -> Result<(), String> {
        use std::fmt::Write as _;
        let dim = |n: u32| if n == 0 { "?".to_owned() } else { n.to_string() };
        match &*self.kind(ty) {
            TyKind::Any | TyKind::Ellipsis => out.push('?'),
            TyKind::WarpFunction => out.push('c'),
            TyKind::PyInt => out.push_str("i4"),
            TyKind::PyFloat => out.push_str("f4"),
            TyKind::PyBool => out.push('b'),
            TyKind::Str => out.push_str("str"),
            TyKind::GenericScalar => out.push_str("s?"),
            TyKind::GenericFloat => out.push_str("f?"),
            TyKind::GenericInt => out.push_str("i?"),
            TyKind::Scalar(s) => out.push_str(scalar_code(*s)),
            TyKind::Vec { len, dtype } => {
                let _ = write!(out, "v{}", dim(*len));
                self.write_code(*dtype, out)?;
            }
            TyKind::Mat { rows, cols, dtype } => {
                // Warp writes the dimensions without a separator, so codes can collide (trap 18).
                let _ = write!(out, "m{}{}", dim(*rows), dim(*cols));
                self.write_code(*dtype, out)?;
            }
            TyKind::Quat { dtype } => {
                out.push('q');
                self.write_code(*dtype, out)?;
            }
            TyKind::Transform { dtype } => {
                out.push('t');
                self.write_code(*dtype, out)?;
            }
            TyKind::Array { family, dtype, ndim } => {
                out.push_str(match family {
                    Family::Array | Family::Fixed => "a",
                    Family::Indexed => "ia",
                    Family::Fabric => "fa",
                    Family::IndexedFabric => "ifa",
                });
                match ndim {
                    Some(n) => {
                        let _ = write!(out, "{n}");
                    }
                    None => out.push('?'),
                }
                self.write_code(*dtype, out)?;
            }
            TyKind::FixedArray { dtype, shape } => {
                let _ = write!(out, "a{}", shape.len());
                self.write_code(*dtype, out)?;
            }
            TyKind::Struct(id) => out.push_str(&self.struct_data(*id).native_name),
            TyKind::Native(id) => {
                out.push_str("nt");
                out.push_str(&self.native_data(*id).type_code);
            }
            TyKind::Tile(id) => {
                let tile = self.tile_data(*id);
                out.push_str(if tile.storage == Storage::Shared { "ts" } else { "tr" });
                match &tile.shape {
                    Some(shape) => {
                        for n in shape.iter() {
                            let _ = write!(out, "{n}");
                        }
                    }
                    None => out.push('?'),
                }
                self.write_code(tile.dtype, out)?;
            }
            TyKind::TileStack { dtype, capacity } => {
                let _ = write!(out, "ts{}", capacity.unwrap_or(0));
                self.write_code(*dtype, out)?;
            }
            TyKind::TupleOf(types) => {
                let _ = write!(out, "tpl{}", types.len());
                for &t in types.iter() {
                    self.write_code(t, out)?;
                }
            }
            TyKind::Tuple { types, .. } => {
                let _ = write!(out, "tplt{}", types.len());
                for &t in types.iter() {
                    self.write_code(t, out)?;
                }
            }
            TyKind::Ref(value) => {
                out.push_str("ref");
                self.write_code(*value, out)?;
            }
            TyKind::Opaque(id) if !self.opaque_data(*id).code.is_empty() => {
                out.push_str(&self.opaque_data(*id).code);
            }
            TyKind::PyClass(name) if &**name == "typing.Union" => {
                return Err(
                    "Union type annotations are only supported at Python scope and are invalid in Warp \
                            kernels/functions"
                        .to_owned(),
                );
            }
            _ => return Err(format!("Unrecognized type '{}'", self.python_repr(ty))),
        }
        Ok(())
    }

    /// Warp's `get_signature`: codes joined by `_`.
    pub fn signature(&self, types: impl IntoIterator<Item = Ty>) -> Result<String, String> {
        let mut out = String::new();
        for (i, ty) in types.into_iter().enumerate() {
            if i > 0 {
                out.push('_');
            }
            self.write_code(ty, &mut out)?;
        }
        Ok(out)
    }
}

fn scalar_code(scalar: super::Scalar) -> &'static str {
    use super::Scalar as S;
    match scalar {
        S::Bool => "b",
        S::Int8 => "i1",
        S::UInt8 => "u1",
        S::Int16 => "i2",
        S::UInt16 => "u2",
        S::Int32 => "i4",
        S::UInt32 => "u4",
        S::Int64 => "i8",
        S::UInt64 | S::Handle => "u8",
        S::Float16 => "f2",
        S::BFloat16 => "bf2",
        S::Float32 => "f4",
        S::Float64 => "f8",
    }
}
