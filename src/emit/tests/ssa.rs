//! The SSA printer and the verifier.

use super::loops::first_above;
use super::support::*;
use crate::emit::{emit_ssa, emit_ssa_json};
use crate::ir::verify::verify_body;
use crate::ir::{BuildOptions, Op};
use crate::types::Ty;

const SOURCE: &str = include_str!("../../../fixtures/control_flow/for_return_inside.py");

#[test]
fn text_is_stable() {
    let program = TestProgram::new("m.py", 5, SOURCE);
    let module = program.kernel_module("k_12345678", first_above(&program), BuildOptions::default());
    assert_eq!(
        emit_ssa(&program, &module),
        "module m abababab block_dim=256

kernel k_12345678(%x: array<float32, 1>, %n: int32, %limit: float32) -> int32 dim=1 grid_stride backward
  %0: range_t
  %1: int32
  %2: &float32
  %3: bool
  %4: float32
  %5: int32 = -1
{
  # 6 def first_above(x: wp.array(dtype=float), n: int, limit: float):
  # 7 for k in range(n):
  %0 = wp::range(%n) no_adj
  for_0 %0 {
    %1 = wp::iter_next(%0) no_adj
  } body {
    # 8 if x[k] > limit:
    %2 = wp::address(%x, %1)
    %4 = wp::load(%2) no_adj
    %3 = cmp %4 > %limit
    if %3 {
      # 9 return k
      return %1 label2
    } %3
  } zero %2, %3, %4
  # 10 return -1
  return %5 label3
}
"
    );
}

#[test]
fn json_holds_the_same_facts() {
    let program = TestProgram::new("m.py", 5, SOURCE);
    let module = program.kernel_module("k_12345678", first_above(&program), BuildOptions::default());
    let text = emit_ssa_json(&program, &module).expect("prints");
    let value: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    let kernel = &value["kernels"][0];
    assert_eq!(kernel["vars"][5]["constant"], "-1");
    assert_eq!(kernel["body"][3]["op"], "loop");
    assert_eq!(kernel["body"][3]["zero"][0], "%2");
    assert_eq!(kernel["body"][3]["body"][1]["function"], "wp::address");
    assert_eq!(kernel["body"][3]["body"][1]["line"], 8);
}

#[test]
fn the_verifier_collects_everything() {
    let program = TestProgram::new("m.py", 5, SOURCE);
    assert_eq!(verify_body(&first_above(&program)), Vec::<String>::new());
    let mut b = Builder::new();
    let v = b.temp(Ty::INT32, None);
    let lost = b.vars.detached(Ty::INT32, None);
    b.push(Op::IfBegin { cond: v, negate: false });
    b.push(Op::BoolSet { dst: v, src: lost });
    b.push(Op::IfEnd { cond: v, negate: true });
    b.push(Op::IfEnd { cond: crate::ids::VarId(77), negate: true });
    b.push(Op::Return { values: Vec::new(), label: 1 });
    b.push(Op::Return { values: Vec::new(), label: 1 });
    let errors = verify_body(&b.finish());
    assert_eq!(
        errors,
        [
            "body[1]: depth is 0, not 1",
            "body[1]: VarId(1) was never registered",
            "body[2]: a conditional ends with another sign",
            "body[3]: a conditional ends that never began",
            "body[3]: VarId(77) does not exist",
            "body[5]: label 1 is used twice",
        ]
    );
}
