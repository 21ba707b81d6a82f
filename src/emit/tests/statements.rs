//! Single statements, forward and reverse, against lines that real Warp wrote.

use std::rc::Rc;

use super::support::*;
use crate::emit::Device;
use crate::ids::{BuiltinId, FuncRef, VarId};
use crate::ir::{
    ArraySlot, BuildOptions, DetCall, DetStmt, FieldRef, Op, Operand, Origin, Place, Replay, SlotAccess,
    SlotAdjoint, StepKind, TemplateArg,
};
use crate::types::{Const, Field, StructData, Ty};

/// Forward, replay and reverse lines of a kernel with these instructions, without indentation.
struct Lines {
    forward: Vec<String>,
    replay: Vec<String>,
    reverse: Vec<String>,
}

fn lines(program: &TestProgram, b: Builder) -> Lines {
    let text = program.kernel_text("k_00000000", b.finish(), BuildOptions::default(), Device::Cuda);
    let (first, second) = text.split_once("_cuda_kernel_backward(").expect("both directions");
    let section = |text: &str, from: &str, to: &str| -> Vec<String> {
        between(text, from, to).lines().skip(1).map(|line| line.trim().to_owned()).collect()
    };
    let mut forward = section(first, "// forward\n", "\n    }\n");
    forward.pop();
    let mut replay = section(second, "// forward\n", "//---------");
    replay.pop();
    let mut reverse = section(second, "// reverse\n", "continue;");
    reverse.pop();
    Lines { forward, replay, reverse }
}

fn program() -> TestProgram {
    TestProgram::new("m.py", 1, "@wp.kernel\ndef k():\n")
}

/// A builder with `count` int temporaries.
fn builder(count: u32) -> (Builder, Vec<VarId>) {
    let mut b = Builder::new();
    let vars = (0..count).map(|_| b.temp(Ty::INT32, None)).collect();
    (b, vars)
}

fn texel(program: &TestProgram) -> Ty {
    let vec3 = program.types.vector(3, Ty::FLOAT32);
    program.types.add_struct(StructData {
        key: "Texel".into(),
        class_name: "m.Texel".into(),
        native_name: "Texel_19f3c299".into(),
        hash: [1; 32],
        fields: vec![
            Field { name: "color".into(), ty: vec3 },
            Field { name: "depth".into(), ty: Ty::FLOAT32 },
        ],
    })
}

/// `fixtures/structs/two_dimensional.cpp`
#[test]
fn array_slots() {
    let real = include_str!("../../../fixtures/structs/two_dimensional.cpp");
    let program = program();
    let texel = texel(&program);
    let mut b = Builder::new();
    let img = b.arg("img", program.types.array(texel, 2));
    let v: Vec<VarId> = (0..12).map(|_| b.temp(Ty::FLOAT32, None)).collect();
    b.vars[v[9]].ty = program.types.array(texel, 1);
    let slot = |root, indices: &[VarId], field: Option<&str>| {
        let access = field.into_iter().map(|name| SlotAccess::Field(name.into())).collect();
        Rc::new(ArraySlot { root, indices: indices.to_vec(), access, ty: Ty::FLOAT32 })
    };
    b.push(Op::SlotRef { dst: v[6], slot: slot(img, &[v[0], v[1]], None) });
    b.push(Op::SlotUpdate {
        slot: slot(img, &[v[0], v[1]], Some("color")),
        value: v[5],
        atomic: None,
        adjoint: SlotAdjoint::Origin(Rc::new(Origin::local(img))),
        wrap: None,
    });
    b.push(Op::SlotUpdate {
        slot: slot(v[9], &[v[1]], Some("depth")),
        value: v[11],
        atomic: Some("add"),
        adjoint: SlotAdjoint::Origin(Origin::local(img).extend(StepKind::View(vec![v[0]]))),
        wrap: None,
    });
    let lines = lines(&program, b);
    for line in lines.forward.iter().chain(&lines.replay).chain(&lines.reverse) {
        assert!(real.contains(&format!("    {line}\n")), "{line}");
    }
    assert!(lines.replay[1].starts_with("// wp::store(&("));
    assert_eq!(lines.reverse.len(), 2);
}

/// `fixtures/deterministic/slot_stores.cpp`-like wrapping: the place and the value are arguments of the macro.
#[test]
fn guarded_slot_stores() {
    let program = program();
    let (mut b, v) = builder(3);
    let slot = Rc::new(ArraySlot {
        root: v[0],
        indices: vec![v[1]],
        access: vec![SlotAccess::Component(v[2])],
        ty: Ty::FLOAT32,
    });
    b.push(Op::SlotUpdate {
        slot,
        value: v[1],
        atomic: None,
        adjoint: SlotAdjoint::Root,
        wrap: Some(("WP_DET_SLOT_STORE_IF_ACTIVE(det_ctx, ".into(), ");".into())),
    });
    let lines = lines(&program, b);
    assert_eq!(
        lines.forward,
        ["WP_DET_SLOT_STORE_IF_ACTIVE(det_ctx, wp::index(var_0, var_1).component_ref(var_2), var_1);"]
    );
    assert_eq!(
        lines.reverse,
        ["wp::adj_array_store_slot(var_0, adj_0, adj_1, [&](auto& _e) -> auto& { return \
          _e.component_ref(var_2); }, var_1);"]
    );
}

/// `fixtures/vectors/generic_constructor.cpp`, `fixtures/functions/overload_unpacked.cpp`
#[test]
fn calls_with_braces_templates_and_several_outputs() {
    let program = program();
    let (mut b, v) = builder(16);
    let mut vector = call("vec_t", &v[10..15], &[v[15]]);
    vector.template = vec![TemplateArg::Int(5), TemplateArg::Type(Ty::FLOAT32)];
    vector.braces = true;
    b.push(Op::Call(Box::new(vector)));
    let mut svd = call("svd3", &[v[6]], &[v[3], v[4], v[5]]);
    svd.reverse_outputs = true;
    b.push(Op::Call(Box::new(svd)));
    let lines = lines(&program, b);
    assert_eq!(
        lines.forward,
        [
            "var_15 = wp::vec_t<5, wp::float32>({var_10, var_11, var_12, var_13, var_14});",
            "wp::svd3(var_6, var_3, var_4, var_5);"
        ]
    );
    assert_eq!(lines.replay, lines.forward);
    assert_eq!(
        lines.reverse,
        [
            "wp::adj_svd3(var_6, var_3, var_4, var_5, adj_6, adj_3, adj_4, adj_5);",
            "wp::adj_vec_t({var_10, var_11, var_12, var_13, var_14}, {&adj_10, &adj_11, &adj_12, &adj_13, \
             &adj_14}, adj_15);"
        ]
    );
}

#[test]
fn replays_functions_and_reference_arguments() {
    let program = program();
    let (mut b, v) = builder(8);
    let mut custom = call("take_0", &[v[0]], &[v[1]]);
    custom.namespace = "".into();
    custom.replay = Replay::Custom;
    b.push(Op::Call(Box::new(custom.clone())));
    custom.replay = Replay::CustomComment;
    custom.reverse = false;
    b.push(Op::Call(Box::new(custom)));
    let mut map = call("tile_map", &[v[2]], &[v[3]]);
    let func = Operand::Func(FuncRef::Builtin(BuiltinId(0)));
    map.args.insert(0, func.clone());
    map.adj_args.insert(0, func);
    b.push(Op::Call(Box::new(map)));
    // A reference into a view of a struct's array: the view gets a name on the adjoint side.
    let view = Origin::local(v[4]).extend(StepKind::View(vec![v[5]]));
    let element = view.extend(StepKind::Array(vec![v[6]]));
    let pointer = |adjoint, views| Place::Pointer { origin: element.clone(), adjoint, views };
    let mut reference = call("bump_0", &[v[7]], &[]);
    reference.args.insert(0, Operand::Text("&(var_2)".into()));
    let adjoint = b.vars.push(crate::ir::Var::new(
        crate::ir::Label::Place(Rc::new(pointer(true, vec![(0, 9)]))),
        Ty::INT32,
        None,
    ));
    reference.adj_args.insert(0, Operand::Var(adjoint));
    let named = Place::Lvalue { origin: view, adjoint: true, views: Vec::new() };
    reference.reverse_prelude = vec![(9, Rc::new(named))];
    b.push(Op::Call(Box::new(reference)));
    let lines = lines(&program, b);
    assert_eq!(
        lines.replay,
        [
            "var_1 = replay_take_0(var_0);",
            "// var_1 = replay_take_0(var_0);",
            "var_3 = wp::tile_map(wp::sin, var_2);",
            "wp::bump_0(&(var_2), var_7);"
        ]
    );
    assert_eq!(
        lines.reverse,
        [
            "auto _wp_ref_view_9 = wp::view(adj_4, var_5);",
            "wp::adj_bump_0(&(var_2), var_7, wp::address(_wp_ref_view_9, var_6), adj_7);",
            "wp::adj_tile_map(wp::sin, var_2, wp::adj_sin, adj_2, adj_3);",
            "adj_take_0(var_0, adj_0, adj_1);"
        ]
    );
}

/// `fixtures/control_flow/assert_statement.cpp` and friends.
#[test]
fn comparisons_conditions_and_asserts() {
    let program = program();
    let (mut b, v) = builder(5);
    let chain = vec![("<", v[1], v[2]), ("<=", v[2], v[3]), ("!=", v[3], v[4])];
    b.push(Op::Compare { dst: v[0], first: v[1], links: chain });
    b.push(Op::BoolSet { dst: v[0], src: v[1] });
    b.push(Op::IfBegin { cond: v[0], negate: true });
    b.depth += 1;
    b.push(Op::BoolFold { dst: v[0], src: v[2], is_and: false });
    b.depth -= 1;
    b.push(Op::IfEnd { cond: v[0], negate: true });
    b.push(Op::Assert { text: "assert x >= 0.0, \\\"negative\\\"".into(), cond: v[0] });
    b.push(Op::Return { values: Vec::new(), label: 4 });
    let lines = lines(&program, b);
    assert_eq!(
        lines.forward,
        [
            "var_0 = (((var_1 < var_2) && (var_2 <= var_3)) && (var_3 != var_4));",
            "var_0 = var_1;",
            "if (!var_0) {",
            "var_0 = var_0 || var_2;",
            "}",
            "assert(((void)\"assert x >= 0.0, \\\"negative\\\"\",var_0));",
            "continue;"
        ]
    );
    assert_eq!(lines.replay.last().map(String::as_str), Some("goto label4;"));
    assert_eq!(lines.reverse, ["label4:;", "if (!var_0) {", "}"]);
}

/// `fixtures/structs/*.cpp`, `fixtures/refs/*.cpp`
#[test]
fn fields_references_and_literals() {
    let program = program();
    let (mut b, v) = builder(6);
    b.vars[v[1]].ty = program.types.reference(Ty::FLOAT32);
    let field = |dst, base, field: &str, pointer_dtype, origin, accumulate| {
        Op::FieldRef(Box::new(FieldRef { dst, base, field: field.into(), pointer_dtype, origin, accumulate }))
    };
    b.push(field(v[2], v[0], "x", None, Some(Origin::local(v[0]).extend(StepKind::Field("x".into()))), true));
    b.push(field(v[2], v[1], "ptr", Some(Ty::FLOAT32), None, false));
    b.push(field(v[2], v[0], "shape", None, None, false));
    b.push(Op::FieldStore { base: v[0], field: "x".into(), value: v[3], differentiable: true });
    b.push(Op::FieldStore { base: v[0], field: "n".into(), value: v[3], differentiable: false });
    b.push(Op::RefStore { target: v[1], value: v[3] });
    b.push(Op::AddressOf { dst: v[4], pointer: v[1] });
    b.push(Op::Literal { dst: v[5], value: Const::Float(0.1) });
    let lines = lines(&program, b);
    assert_eq!(
        lines.forward,
        [
            "var_2 = &((var_0).x);",
            "var_2 = (wp::uint64*)&(var_1->ptr);",
            "var_2 = &(var_0.shape);",
            "var_0.x = var_3;",
            "var_0.n = var_3;",
            "*var_1 = var_3;",
            "var_4 = (wp::uint64)(var_1);",
            "var_5 = 0.1;"
        ]
    );
    assert_eq!(
        lines.reverse,
        [
            "adj_0.n = {};",
            "adj_3 += adj_0.x;",
            "adj_0.x = {};",
            "adj_0.shape = adj_2;",
            "adj_1.ptr = (wp::float32*)adj_2;",
            "adj_0.x += adj_2;"
        ]
    );
}

/// `fixtures/grad/wp_grad.cpp`
#[test]
fn gradients_of_functions() {
    let program = program();
    let (mut b, v) = builder(9);
    let sin = FuncRef::Builtin(BuiltinId(0));
    b.vars[v[7]].ty = Ty::FLOAT32;
    b.vars[v[8]].ty = program.types.tuple(&[Ty::PY_FLOAT, Ty::FLOAT32]);
    b.push(Op::GradForward { callee: sin, args: vec![v[0]], outs: vec![v[1]] });
    b.push(Op::GradForward { callee: sin, args: vec![v[0]], outs: vec![v[1], v[2]] });
    b.push(Op::ZeroInit(v[5]));
    b.push(Op::SeedOne { dst: v[7], ty: Ty::PY_FLOAT });
    b.push(Op::GradCall { callee: sin, args: vec![v[0], v[5], v[7]] });
    b.push(Op::GradTuple { dst: v[8], items: vec![v[5], v[6]] });
    let lines = lines(&program, b);
    assert_eq!(
        lines.forward,
        [
            "var_1 = wp::sin(var_0);",
            "wp::sin(var_0, var_1, var_2);",
            "var_5 = {};",
            "var_7 = float(1);",
            "wp::adj_sin(var_0, var_5, var_7);",
            "var_8 = wp::tuple_t<float, wp::float32>(var_5, var_6);"
        ]
    );
    assert_eq!(lines.replay, lines.forward);
    assert!(lines.reverse.is_empty());
}

#[test]
fn deterministic_calls_carry_their_extras() {
    let program = program();
    let (mut b, v) = builder(3);
    let mut user = call("f_0", &[v[0]], &[v[1]]);
    user.namespace = "".into();
    let extra = |text: &str| vec![Operand::Text(text.into())];
    user.det = Some(Box::new(DetCall {
        args: extra("det_ctx"),
        replay_args: Vec::new(),
        reverse_args: extra("det_ctx"),
        ..DetCall::default()
    }));
    b.push(Op::Call(Box::new(user)));
    let mut exch = call("atomic_exch", &[v[0], v[1]], &[v[2]]);
    exch.reverse_outputs = false;
    exch.det = Some(Box::new(DetCall {
        guard_side_effect: true,
        reverse_wrap: Some(("WP_DET(x, ".into(), ");".into())),
        ..DetCall::default()
    }));
    b.push(Op::Call(Box::new(exch)));
    b.push(Op::Det(Box::new(DetStmt {
        forward: Some("WP_DET_SCATTER();".into()),
        replay: Some("// deterministic scatter replay (skipped)".into()),
        reverse: None,
    })));
    let mut store = call("array_store", &[v[0], v[1]], &[]);
    store.reverse = false;
    store.det = Some(Box::new(DetCall { guard_store: true, ..DetCall::default() }));
    b.push(Op::Call(Box::new(store)));
    let lines = lines(&program, b);
    assert_eq!(
        lines.forward,
        [
            "var_1 = f_0(var_0, det_ctx);",
            "WP_DET_SIDE_EFFECT_IF_ACTIVE(det_ctx, var_2 = wp::atomic_exch(var_0, var_1););",
            "WP_DET_SCATTER();",
            "WP_DET_STORE_IF_ACTIVE(det_ctx, var_0, var_1);"
        ]
    );
    assert_eq!(
        lines.replay[2..],
        ["// deterministic scatter replay (skipped)", "wp::array_store(var_0, var_1);"]
    );
    assert_eq!(
        lines.reverse,
        [
            "WP_DET(x, wp::adj_atomic_exch(var_0, var_1, adj_0, adj_1, adj_2););",
            "adj_f_0(var_0, det_ctx, adj_0, adj_1);"
        ]
    );
}

/// `fixtures/functions/multiple_returns.cpp`
#[test]
fn several_results_are_reference_parameters() {
    let mut program = program();
    program.native = "split_0";
    let (mut b, v) = builder(2);
    b.push(Op::Return { values: v.clone(), label: 0 });
    b.returns = Some(v);
    let text = program.function_text(b.finish(), BuildOptions::default(), Device::Cpu);
    for part in [
        "static void split_0(\n    wp::int32 & ret_0,\n    wp::int32 & ret_1)\n",
        "    ret_0 = var_0;\n    ret_1 = var_1;\n    return;\n",
        "    wp::int32 & ret_1,\n    wp::int32 & adj_ret_0,\n    wp::int32 & adj_ret_1)\n",
        "    ret_1 = var_1;\n    goto label0;\n",
        "    label0:;\n    adj_1 += adj_ret_1;\n    adj_0 += adj_ret_0;\n    return;\n",
    ] {
        assert!(text.contains(part), "{part}\nnot in\n{text}");
    }
}
