//! Struct digests and names.

use sha2::{Digest, Sha256};

use super::{Hash, hex};
use crate::types::{Field, Types};

/// Warp's struct hash: the key, then per field its name and type code, and the digest of nested
/// structs. Arrays of structs are covered by the struct's name in the type code. The error is Warp's
/// message about a field type without a code.
pub fn struct_digest(types: &Types, key: &str, fields: &[Field]) -> Result<Hash, String> {
    let mut state = Sha256::new();
    state.update(key.as_bytes());
    for field in fields {
        state.update(format!("{}:{}", field.name, types.code(field.ty)?).as_bytes());
        if let Some((_, data)) = types.as_struct(field.ty) {
            state.update(data.hash);
        }
    }
    Ok(state.finalize().into())
}

/// `key_<hash8>`.
#[must_use]
pub fn struct_native_name(key: &str, hash: &Hash) -> String {
    format!("{key}_{}", &hex(hash)[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{StructData, Ty};

    // Expected names come from Warp 1.19.0 (see `tests/oracle`).
    #[test]
    fn names_match_warp() {
        let types = Types::new();
        let field = |name: &str, ty| Field { name: name.into(), ty };
        let native = |key: &str, fields: &[Field]| {
            let hash = struct_digest(&types, key, fields).expect("every field has a code");
            (struct_native_name(key, &hash), hash)
        };
        let inner_fields = vec![field("n", Ty::PY_INT), field("v", types.vector(3, Ty::FLOAT32))];
        let (name, hash) = native("Inner", &inner_fields);
        assert_eq!(name, "Inner_48c51518");
        let inner = types.add_struct(StructData {
            key: "Inner".into(),
            class_name: "m.Inner".into(),
            native_name: name.into(),
            hash,
            fields: inner_fields,
        });
        let outer = vec![
            field("one", inner),
            field("many", types.array(inner, 2)),
            field("m", types.matrix(2, 3, Ty::FLOAT64)),
            field("q", types.quaternion(Ty::FLOAT16)),
            field("flag", Ty::PY_BOOL),
        ];
        assert_eq!(native("Outer", &outer).0, "Outer_ee2cf3e5");
        assert_eq!(native("Empty", &[]).0, "Empty_c6c094bc");
    }
}
