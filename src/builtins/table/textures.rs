//! Built-ins of the group `textures`.
//!
//! Written by `tests/oracle/gen_builtins_table.py` from Warp 1.19.0; do not edit.

use super::super::row::{DefaultTerm as D, Overload as O, OVERLOAD as O0, opt, p};
use super::super::rule::{DispatchRule, ValueRule as V};
use super::terms::{ANY, FLOAT32, O_TEXTURE1_D, O_TEXTURE2_D, O_TEXTURE3_D, VEC2_FLOAT32, VEC3_FLOAT32};

const B_TEXTURE_SAMPLE_0: O = O { key: "texture_sample", native: "texture_sample", group: "Textures", dispatch: Some(DispatchRule::DtypeTemplate), exported: false, value: V::TextureSample, ..O0 };
pub(super) static B_TEXTURE_SAMPLE: [O; 5] = [
    O { params: &[p("tex", O_TEXTURE1_D), p("u", FLOAT32), p("dtype", ANY), opt("lod", FLOAT32, D::Float(-1.0))], ..B_TEXTURE_SAMPLE_0 },
    O { params: &[p("tex", O_TEXTURE2_D), p("uv", VEC2_FLOAT32), p("dtype", ANY), opt("lod", FLOAT32, D::Float(-1.0))], ..B_TEXTURE_SAMPLE_0 },
    O { params: &[p("tex", O_TEXTURE2_D), p("u", FLOAT32), p("v", FLOAT32), p("dtype", ANY), opt("lod", FLOAT32, D::Float(-1.0))], ..B_TEXTURE_SAMPLE_0 },
    O { params: &[p("tex", O_TEXTURE3_D), p("uvw", VEC3_FLOAT32), p("dtype", ANY), opt("lod", FLOAT32, D::Float(-1.0))], ..B_TEXTURE_SAMPLE_0 },
    O { params: &[p("tex", O_TEXTURE3_D), p("u", FLOAT32), p("v", FLOAT32), p("w", FLOAT32), p("dtype", ANY), opt("lod", FLOAT32, D::Float(-1.0))], ..B_TEXTURE_SAMPLE_0 },
];
