//! Loops, returns and frames.

use super::support::*;
use crate::emit::Device;
use crate::ids::VarId;
use crate::ir::{Body, BuildOptions, ConstRange, Loop, LoopKind, Op};
use crate::types::{Const, Ty};

const RETURN_CPP: &str = include_str!("../../../fixtures/control_flow/for_return_inside.cpp");
const RETURN_CU: &str = include_str!("../../../fixtures/control_flow/for_return_inside.cu");
const RETURN_PY: &str = include_str!("../../../fixtures/control_flow/for_return_inside.py");
const ROLLED_CPP: &str = include_str!("../../../fixtures/control_flow/for_rolled_step.cpp");
const ROLLED_CU: &str = include_str!("../../../fixtures/control_flow/for_rolled_step.cu");
const ROLLED_PY: &str = include_str!("../../../fixtures/control_flow/for_rolled_step.py");
const WHILE_CPP: &str = include_str!("../../../fixtures/control_flow/while_nested.cpp");
const WHILE_PY: &str = include_str!("../../../fixtures/control_flow/while_nested.py");

fn cpu_options() -> BuildOptions {
    BuildOptions { block_dim: 1, ..BuildOptions::default() }
}

/// `for k in range(n): if x[k] > limit: return k` and `return -1`.
pub(super) fn first_above(program: &TestProgram) -> Body {
    let mut b = Builder::new();
    let x = b.arg("x", program.types.array(Ty::FLOAT32, 1));
    let n = b.arg("n", Ty::INT32);
    let limit = b.arg("limit", Ty::FLOAT32);
    b.source(1);
    b.source(2);
    let range = b.temp(program.range_type(), None);
    let mut call = call("range", &[n], &[range]);
    call.reverse = false;
    b.push(Op::Call(Box::new(call)));
    b.begin_block();
    b.depth += 1;
    let k = b.temp(Ty::INT32, None);
    let mut next = super::support::call("iter_next", &[range], &[k]);
    next.reverse = false;
    b.push(Op::Call(Box::new(next)));
    b.begin_block();
    b.source(3);
    let address = b.temp(program.types.reference(Ty::FLOAT32), None);
    b.call("address", &[x, k], address);
    let test = b.temp(Ty::BOOL, None);
    let loaded = b.load(address, Ty::FLOAT32);
    b.push(Op::Compare { dst: test, first: loaded, links: vec![(">", loaded, limit)] });
    b.push(Op::IfBegin { cond: test, negate: false });
    b.depth += 1;
    b.source(4);
    b.push(Op::Return { values: vec![k], label: 2 });
    b.depth -= 1;
    b.push(Op::IfEnd { cond: test, negate: false });
    end_loop(&mut b, 0, LoopKind::For { iter: range });
    b.source(5);
    let minus = b.temp(Ty::INT32, Some(Const::Int(-1)));
    b.push(Op::Return { values: vec![minus], label: 3 });
    b.returns = Some(vec![minus]);
    b.finish()
}

fn end_loop(b: &mut Builder, label: u32, kind: LoopKind) {
    let body = b.end_block();
    let header = b.end_block();
    let is_while = matches!(kind, LoopKind::While { .. });
    b.depth -= 1;
    if !is_while {
        b.hoist([&header, &body]);
    }
    let end_line = b.line;
    b.push(Op::Loop(Box::new(Loop { label, kind, header, body, end_line })));
}

#[test]
fn a_function_with_a_return_in_a_loop() {
    let file = "fixtures/control_flow/for_return_inside.py";
    let mut program = TestProgram::new(file, 5, RETURN_PY);
    program.native = "first_above_0";
    for (device, real) in [(Device::Cpu, RETURN_CPP), (Device::Cuda, RETURN_CU)] {
        let body = first_above(&program);
        let text = program.function_text(body, cpu_options(), device);
        assert_contained(real, &text[text.find("// fixtures").expect("a function")..]);
    }
}

#[test]
fn line_directives_surround_statements() {
    let mut program = TestProgram::new("/a\\b.py", 5, RETURN_PY);
    program.native = "first_above_0";
    let body = first_above(&program);
    let options = BuildOptions { lineinfo: true, ..cpu_options() };
    let text = program.function_text(body, options, Device::Cuda);
    let forward = between(&text, "    // forward\n", "}\n\n");
    let expected = "    // forward
    // def first_above(x: wp.array(dtype=float), n: int, limit: float):                       <L 6>
    // for k in range(n):                                                                     <L 7>
#line 7 \"/a/b.py\"
    var_0 = wp::range(var_n);
#line 7 \"/a/b.py\"
    start_for_0:;
#line 7 \"/a/b.py\"
        if (iter_cmp(var_0) == 0) goto end_for_0;
#line 7 \"/a/b.py\"
        var_1 = wp::iter_next(var_0);
";
    assert!(forward.starts_with(expected), "{forward}");
    let end = "#line 9 \"/a/b.py\"
        goto start_for_0;
#line 9 \"/a/b.py\"
    end_for_0:;
    // return -1                                                                              <L 10>
#line 10 \"/a/b.py\"
    return var_5;
#line 6 \"/a/b.py\"
}
";
    assert!(forward.contains(end), "{forward}");
    // In the reverse section a directive still precedes its statement; scaffolding of the loop has none.
    assert!(text.contains(
        "    // reverse\n#line 10 \"/a/b.py\"\n    label3:;\n#line 10 \"/a/b.py\"\n    adj_5 += adj_ret;\n"
    ));
    assert!(text.contains("\n    \tadj_2 = {};\n    \tadj_3 = {};\n"));
}

/// Two rolled loops over constant ranges.
fn rolled(program: &TestProgram) -> Body {
    let mut b = Builder::new();
    let x = b.arg("x", program.types.array(Ty::FLOAT32, 1));
    b.uses_scalar_tid = true;
    b.source(1);
    b.source(2);
    let i = b.temp(Ty::INT32, None);
    b.push(tid(i));
    b.source(3);
    let s = float_of(&mut b, 0.0);
    let lp = |b: &mut Builder, line: u32, op: &str, label: u32, (start, stop, step): (i64, i64, i64)| {
        b.source(line);
        let iter = b.temp(Ty::INT32, None);
        b.begin_block();
        b.depth += 1;
        let k = b.temp(Ty::INT32, None);
        b.begin_block();
        b.source(line + 1);
        let address = b.temp(program.types.reference(Ty::FLOAT32), None);
        b.call("address", &[x, k], address);
        let sum = b.temp(Ty::FLOAT32, None);
        add_with_load(b, op, s, address, sum);
        assign(b, s, sum);
        end_loop(b, label, LoopKind::Range { iter, value: k, range: ConstRange { start, stop, step } });
    };
    lp(&mut b, 4, "add", 0, (1, 100, 3));
    lp(&mut b, 6, "sub", 2, (100, 0, -5));
    b.source(8);
    b.push(array_store(&[x, i, s]));
    b.finish()
}

/// `s = float(value)`
fn float_of(b: &mut Builder, value: f64) -> VarId {
    let constant = b.temp(Ty::FLOAT32, Some(Const::Float(value)));
    let s = b.temp(Ty::FLOAT32, None);
    b.call("float", &[constant], s);
    s
}

/// `out = op(a, *reference)`: the adjoint flows into the reference.
fn add_with_load(b: &mut Builder, op: &str, a: VarId, reference: VarId, out: VarId) {
    let loaded = b.load(reference, Ty::FLOAT32);
    let mut add = call(op, &[a, loaded], &[out]);
    add.adj_args = call(op, &[a, reference], &[]).args;
    b.push(Op::Call(Box::new(add)));
}

/// The kernel's name with its hash, as the fixture has it.
fn mangled(real: &str, key: &str) -> String {
    let at = real.find(key).expect("a kernel");
    real[at..at + key.len() + 8].to_owned()
}

#[test]
fn rolled_constant_ranges_run_backwards() {
    let file = "fixtures/control_flow/for_rolled_step.py";
    let program = TestProgram::new(file, 7, ROLLED_PY);
    for (device, real) in [(Device::Cpu, ROLLED_CPP), (Device::Cuda, ROLLED_CU)] {
        let mangled = mangled(real, "rolled_");
        let options = if device == Device::Cpu { cpu_options() } else { BuildOptions::default() };
        let text = program.kernel_text(&mangled, rolled(&program), options, device);
        assert_eq!(text, real);
    }
}

/// The two nested `while` loops of the fixture, and the `while` in a `for`.
fn nested(program: &TestProgram) -> Body {
    let mut b = Builder::new();
    let x = b.arg("x", program.types.array(Ty::FLOAT32, 1));
    let n = b.arg("n", Ty::INT32);
    b.uses_scalar_tid = true;
    b.source(1);
    b.source(2);
    let i = b.temp(Ty::INT32, None);
    b.push(tid(i));
    b.source(3);
    let s = float_of(&mut b, 0.0);
    b.source(4);
    let a = int_of(&mut b, 0);
    b.source(5);
    let outer = begin_while(&mut b, a, "<", n);
    b.source(6);
    let c = int_of(&mut b, 0);
    b.source(7);
    let inner = begin_while(&mut b, c, "<", a);
    b.source(8);
    let address = b.temp(program.types.reference(Ty::FLOAT32), None);
    b.call("address", &[x, c], address);
    let sum = b.temp(Ty::FLOAT32, None);
    add_with_load(&mut b, "add", s, address, sum);
    b.source(9);
    let next_c = increment(&mut b, c);
    assign(&mut b, s, sum);
    assign(&mut b, c, next_c);
    end_loop(&mut b, 2, LoopKind::While { cond: inner });
    b.source(10);
    let next_a = increment(&mut b, a);
    assign(&mut b, a, next_a);
    end_loop(&mut b, 0, LoopKind::While { cond: outer });
    b.source(11);
    let range = b.temp(program.range_type(), None);
    let mut ranged = call("range", &[n], &[range]);
    ranged.reverse = false;
    b.push(Op::Call(Box::new(ranged)));
    b.begin_block();
    b.depth += 1;
    let k = b.temp(Ty::INT32, None);
    let mut next = call("iter_next", &[range], &[k]);
    next.reverse = false;
    b.push(Op::Call(Box::new(next)));
    b.begin_block();
    b.source(12);
    let d = b.temp(Ty::INT32, None);
    let mut cast = call("int", &[k], &[d]);
    cast.reverse = false;
    b.push(Op::Call(Box::new(cast)));
    b.source(13);
    b.begin_block();
    let zero = b.temp(Ty::INT32, Some(Const::Int(0)));
    let test = b.temp(Ty::BOOL, None);
    b.push(Op::Compare { dst: test, first: d, links: vec![(">", d, zero)] });
    b.begin_block();
    b.depth += 1;
    b.source(14);
    let two = b.temp(Ty::INT32, Some(Const::Int(2)));
    let half = b.temp(Ty::INT32, None);
    let mut div = call("div", &[d, two], &[half]);
    div.reverse_outputs = true;
    b.push(Op::Call(Box::new(div)));
    b.source(15);
    let one = b.temp(Ty::FLOAT32, Some(Const::Float(1.0)));
    let sum = b.temp(Ty::FLOAT32, None);
    b.call("add", &[s, one], sum);
    assign(&mut b, s, sum);
    assign(&mut b, d, half);
    end_loop(&mut b, 6, LoopKind::While { cond: test });
    end_loop(&mut b, 4, LoopKind::For { iter: range });
    b.source(16);
    b.push(array_store(&[x, i, s]));
    b.finish()
}

fn int_of(b: &mut Builder, value: i128) -> VarId {
    let constant = b.temp(Ty::INT32, Some(Const::Int(value)));
    let out = b.temp(Ty::INT32, None);
    let mut cast = call("int", &[constant], &[out]);
    cast.reverse = false;
    b.push(Op::Call(Box::new(cast)));
    out
}

fn begin_while(b: &mut Builder, left: VarId, op: &'static str, right: VarId) -> VarId {
    b.begin_block();
    let test = b.temp(Ty::BOOL, None);
    b.push(Op::Compare { dst: test, first: left, links: vec![(op, left, right)] });
    b.begin_block();
    b.depth += 1;
    test
}

fn increment(b: &mut Builder, var: VarId) -> VarId {
    let one = b.temp(Ty::INT32, Some(Const::Int(1)));
    let out = b.temp(Ty::INT32, None);
    b.call("add", &[var, one], out);
    out
}

fn assign(b: &mut Builder, to: VarId, from: VarId) {
    let assign = call("assign", &[to, from], &[]);
    b.push(Op::Call(Box::new(assign)));
}

#[test]
fn while_loops_stand_at_the_margin() {
    let program = TestProgram::new("fixtures/control_flow/while_nested.py", 5, WHILE_PY);
    let text =
        program.kernel_text(&mangled(WHILE_CPP, "nested_"), nested(&program), cpu_options(), Device::Cpu);
    assert_eq!(text, WHILE_CPP);
}

#[test]
fn halves_and_metadata() {
    use crate::emit::{Direction, EmitOptions, emit_meta, emit_module};
    let program = TestProgram::new("fixtures/control_flow/while_nested.py", 5, WHILE_PY);
    let mangled = mangled(WHILE_CPP, "nested_");
    let module = program.kernel_module(&mangled, nested(&program), cpu_options());
    let half = |only| {
        let options = EmitOptions { only: Some(only), ..EmitOptions::all(Device::Cpu) };
        emit_module(&program, &module, options).expect("prints")
    };
    let (forward, backward) = (half(Direction::Forward), half(Direction::Backward));
    assert!(forward.contains("_cpu_forward(") && !forward.contains("backward"));
    assert!(backward.contains("_cpu_backward(") && !backward.contains("cpu_forward"));
    let meta = include_str!("../../../fixtures/control_flow/while_nested.cpu.meta");
    assert_eq!(emit_meta(&program, &module).expect("prints"), meta);
}
