//! Replays calls whose outcome real Warp has written down (`tests/oracle/gen_builtins_cases.py`).

use std::fmt::Write as _;
use std::rc::Rc;

use serde_json::{Value as Json, json};

use crate::builtins::rules::call::py_float;
use crate::builtins::{
    Dispatch, LtoSink, NoUserFunctions, RuleCx, bind, dispatch, find, head, opaque, resolve, return_type,
    use_initializer_list,
};
use crate::diag::WarpError;
use crate::ids::{FuncRef, VarId};
use crate::ir::{Arg, BuildOptions, Label, Ret, TemplateArg, Var, Vars};
use crate::types::{
    Const, Family, Number, Scalar, ScalarValue, SliceBound, SliceType, Storage, StructData, TileData, Ty,
    TyKind, Types,
};

const CASES: &str = include_str!("cases.jsonl");

/// What a line of the file becomes.
struct Case<'j> {
    json: &'j Json,
    types: Types,
    vars: Vars,
    ids: Vec<VarId>,
    options: BuildOptions,
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

fn int(json: &Json) -> i64 {
    json.as_i64().unwrap_or_default()
}

fn ints(json: &Json) -> Vec<i64> {
    json.as_array().map(|a| a.iter().map(int).collect()).unwrap_or_default()
}

fn decode_type(types: &Types, json: &Json) -> Ty {
    if let Some(name) = json.as_str() {
        return match name {
            "py_int" => Ty::PY_INT,
            "py_float" => Ty::PY_FLOAT,
            "py_bool" => Ty::PY_BOOL,
            "str" => Ty::STR,
            _ => types.scalar(Scalar::from_name(name).expect("a scalar type")),
        };
    }
    let of = |i: usize| decode_type(types, &json[i]);
    let n = |i: usize| int(&json[i]);
    match text(&json[0]) {
        "ref" => types.reference(of(1)),
        "vec_t" => types.vector(n(1) as u32, of(2)),
        "mat_t" => types.matrix(n(1) as u32, n(2) as u32, of(3)),
        "quat_t" => types.quaternion(of(1)),
        "transform_t" => types.transformation(of(1)),
        "fixedarray" => types.fixed_array(of(1), &ints(&json[2])),
        "tile" => types.new_tile(TileData {
            dtype: of(1),
            shape: Some(ints(&json[2]).into()),
            storage: if json[3] == "shared" { Storage::Shared } else { Storage::Register },
            row_major: json[4] == "rowmajor",
            strides: ints(&json[5]).into(),
            owner: json[6] == true,
        }),
        "tile_stack" => types.intern(TyKind::TileStack { dtype: of(1), capacity: Some(n(2) as u32) }),
        "slice" => types.intern(TyKind::Slice(SliceType {
            start: SliceBound::Int(n(1)),
            stop: SliceBound::Int(n(2)),
            step: SliceBound::Int(n(3)),
            start_omitted: json[4] == true,
            stop_omitted: json[5] == true,
        })),
        "struct" => types.add_struct(StructData {
            key: "S".into(),
            class_name: text(&json[1]).into(),
            native_name: text(&json[2]).into(),
            hash: [0; 32],
            fields: Vec::new(),
        }),
        "opaque" => opaque(types, text(&json[1])).expect("an opaque class"),
        family => {
            let family = [Family::Array, Family::Indexed, Family::Fabric, Family::IndexedFabric]
                .into_iter()
                .find(|f| f.name() == family)
                .expect("a type");
            types.array_of(family, of(1), Some(n(2) as u8))
        }
    }
}

fn decode_number(json: &Json) -> Number {
    match json.as_i64() {
        Some(i) => Number::Int(i.into()),
        None => Number::Float(json.as_f64().unwrap_or_default()),
    }
}

fn decode_const(types: &Types, json: &Json) -> Const {
    if let Some(name) = json.get("scalar") {
        let scalar = Scalar::from_name(text(name)).expect("a scalar type");
        return Const::Scalar(ScalarValue::new(scalar, decode_number(&json["value"])));
    }
    if let Some(ty) = json.get("type") {
        return Const::Type(decode_type(types, ty));
    }
    if let Some(items) = json.get("tuple").and_then(Json::as_array) {
        return Const::Tuple(items.iter().map(|c| decode_const(types, c)).collect());
    }
    match &json["value"] {
        Json::Bool(b) => Const::Bool(*b),
        Json::String(s) => Const::Str(s.as_str().into()),
        number => match decode_number(number) {
            Number::Int(i) => Const::Int(i),
            Number::Float(f) => Const::Float(f),
        },
    }
}

impl<'j> Case<'j> {
    fn new(json: &'j Json) -> Self {
        let (types, mut vars) = (Types::new(), Vars::default());
        let mut ids: Vec<VarId> = Vec::new();
        // All variables of struct type share one struct.
        let mut structure = None;
        for (i, var) in json["vars"].as_array().expect("vars").iter().enumerate() {
            let ty = if var.get("tuple").is_some() {
                let values: Vec<VarId> = ints(&var["tuple"]).into_iter().map(|i| ids[i as usize]).collect();
                let items: Rc<[Ty]> = values.iter().map(|&v| types.strip(vars[v].ty)).collect();
                types.intern(TyKind::Tuple { types: items, values: values.into_iter().map(Some).collect() })
            } else {
                decode_shared(&types, &var["type"], &mut structure)
            };
            let constant = var.get("const").map(|c| decode_const(&types, c));
            ids.push(vars.push(Var::new(Label::Temp(i as u32), ty, constant)));
        }
        let options = BuildOptions {
            block_dim: int(&json["block_dim"]) as u32,
            enable_backward: json.get("enable_backward").is_none(),
            output_arch: json.get("arch").map(|n| int(n) as u32),
            ..BuildOptions::default()
        };
        Case { json, types, vars, ids, options }
    }

    fn arg(&self, json: &Json) -> Arg {
        if let Some(i) = json.get("var").or_else(|| json.get("label")) {
            return Arg::Var(self.ids[int(i) as usize]);
        }
        if let Some(items) = json.get("raw").and_then(Json::as_array) {
            return Arg::Tuple(items.iter().map(|a| self.arg(a)).collect());
        }
        if let Some(name) = json.get("func") {
            return Arg::Func(FuncRef::Builtin(find(text(name)).expect("a built-in")));
        }
        let mut structure = self.structure();
        Arg::Type(decode_shared(&self.types, &json["type"], &mut structure))
    }

    /// The struct type that the variables use.
    fn structure(&self) -> Option<Ty> {
        fn within(types: &Types, ty: Ty) -> Option<Ty> {
            match &*types.kind(ty) {
                TyKind::Struct(_) => Some(ty),
                TyKind::Ref(t) | TyKind::TileStack { dtype: t, .. } => within(types, *t),
                TyKind::Array { dtype, .. } | TyKind::FixedArray { dtype, .. } => within(types, *dtype),
                TyKind::Tile(id) => within(types, types.tile_data(*id).dtype),
                _ => None,
            }
        }
        self.ids.iter().find_map(|&id| within(&self.types, self.vars[id].ty))
    }

    /// What the rules make of the call, in the file's terms.
    fn run(&mut self) -> Json {
        let json = self.json;
        let id = find(text(&json["key"])).expect("a built-in");
        let args: Vec<Arg> = json["args"].as_array().expect("args").iter().map(|a| self.arg(a)).collect();
        let kwargs: Vec<(Rc<str>, Arg)> = json["kwargs"]
            .as_object()
            .expect("kwargs")
            .iter()
            .map(|(name, a)| (Rc::from(name.as_str()), self.arg(a)))
            .collect();
        let type_args: Vec<(&'static str, Const)> = ["length", "shape", "dtype"]
            .into_iter()
            .filter_map(|name| Some((name, decode_const(&self.types, json["type_args"].get(name)?))))
            .collect();
        let min_outputs = json.get("min_outputs").map(|n| int(n) as usize);
        let mut lto = LtoSink::default();
        let before = self.types_of_tiles();
        let mut cx = RuleCx {
            types: &self.types,
            vars: &mut self.vars,
            options: &self.options,
            lto: &mut lto,
            functions: &mut NoUserFunctions,
        };
        let outcome = call(&mut cx, id, &args, &kwargs, &type_args, min_outputs);
        let mut out = match outcome {
            Ok(out) => out,
            Err(error) => json!({"error": error.class.name(), "message": error.message}),
        };
        if !before.is_empty() {
            let tiles: serde_json::Map<String, Json> =
                before.into_iter().map(|(i, ty)| (format!("x{i}"), spell(&self.types, ty).into())).collect();
            out["tiles"] = Json::Object(tiles);
        }
        out
    }

    fn types_of_tiles(&self) -> Vec<(usize, Ty)> {
        let tiles = self.ids.iter().enumerate().filter(|(_, id)| self.types.is_tile(self.vars[**id].ty));
        tiles.map(|(i, &id)| (i, self.vars[id].ty)).collect()
    }
}

/// [`decode_type`], with one struct type per case.
fn decode_shared(types: &Types, json: &Json, structure: &mut Option<Ty>) -> Ty {
    if json[0] == "struct" {
        return *structure.get_or_insert_with(|| decode_type(types, json));
    }
    let ty = |i: usize, structure: &mut Option<Ty>| decode_shared(types, &json[i], structure);
    match text(&json[0]) {
        "ref" => types.reference(ty(1, structure)),
        "tile" => {
            let dtype = ty(1, structure);
            let mut plain = json.clone();
            plain[1] = json!("float32");
            let tile = types.as_tile(decode_type(types, &plain)).expect("a tile");
            types.new_tile(TileData { dtype, ..tile })
        }
        "tile_stack" => {
            let dtype = ty(1, structure);
            types.intern(TyKind::TileStack { dtype, capacity: Some(int(&json[2]) as u32) })
        }
        "fixedarray" => types.fixed_array(ty(1, structure), &ints(&json[2])),
        "array" | "indexedarray" | "fabricarray" | "indexedfabricarray" => {
            let dtype = ty(1, structure);
            let mut plain = json.clone();
            plain[1] = json!("float32");
            let family = types.family(decode_type(types, &plain)).expect("an array");
            types.array_of(family, dtype, Some(int(&json[2]) as u8))
        }
        _ => decode_type(types, json),
    }
}

fn call(
    cx: &mut RuleCx,
    id: crate::ids::BuiltinId,
    args: &[Arg],
    kwargs: &[(Rc<str>, Arg)],
    type_args: &[(&'static str, Const)],
    min_outputs: Option<usize>,
) -> Result<Json, WarpError> {
    let overload = resolve(cx, id, args, kwargs, min_outputs)?;
    let bound = bind(cx, overload, args, kwargs, type_args)?;
    let index =
        crate::builtins::overloads(id).iter().position(|o| std::ptr::eq(o, overload)).expect("of the table");
    let names: Vec<&str> = bound.iter().map(|(name, _)| *name).collect();
    let mut out = json!({"overload": index, "bound": names});
    let ret = return_type(cx, overload, &bound)?;
    let results: Vec<Ty> = match &ret {
        Ret::Void => Vec::new(),
        Ret::One(ty) => vec![*ty],
        Ret::Many(types) => types.clone(),
        Ret::Replace(var) => {
            let var = &cx.vars[*var];
            let number = var.constant.as_ref().map(const_text).unwrap_or_default();
            out["replace"] = format!("{} {number}", spell(cx.types, var.ty)).into();
            return Ok(out);
        }
    };
    let results: Vec<Ty> = results.into_iter().map(|ty| cx.types.canonical(ty)).collect();
    let outs: Vec<VarId> =
        results.iter().map(|&ty| cx.vars.push(Var::new(Label::Param("o".into()), ty, None))).collect();
    out["ret"] = results.iter().map(|&ty| spell(cx.types, ty)).collect();
    let d = dispatch(cx, overload, &ret, &outs, &bound)?;
    if d.extra_shared > 0 {
        out["shared"] = d.extra_shared.into();
    }
    if !cx.lto.decls.is_empty() {
        out["decls"] = json!(cx.lto.decls);
    }
    out["args"] = d.args.iter().enumerate().map(|(i, a)| arg_text(cx, &d, i, a, &outs)).collect();
    out["call"] = template_text(cx.types, overload.native, &d.template).into();
    out["braces"] = use_initializer_list(cx, overload, &bound, &ret).into();
    Ok(out)
}

/// A type as the file spells it.
fn spell(types: &Types, ty: Ty) -> String {
    match &*types.kind(ty) {
        TyKind::Slice(s) => {
            let bound = |b: SliceBound| match b {
                SliceBound::Int(i) => i.to_string(),
                SliceBound::Var(id) => format!("x{}", id.0),
            };
            format!("slice({}, {}, {})", bound(s.start), bound(s.stop), bound(s.step))
        }
        TyKind::Tile(id) => {
            let tile = types.tile_data(*id);
            format!(
                "{} {} {:?} {}",
                types.ctype(ty),
                if tile.row_major { "rowmajor" } else { "colmajor" },
                tile.strides,
                if tile.owner { "True" } else { "False" }
            )
        }
        TyKind::Array { ndim, .. } => format!("{} {}", types.ctype(ty), ndim.unwrap_or_default()),
        TyKind::FixedArray { shape, .. } => format!("{} {}", types.ctype(ty), shape.len()),
        _ => types.ctype(ty),
    }
}

fn number_text(number: Number) -> String {
    match number {
        Number::Int(i) => i.to_string(),
        Number::Float(f) => py_float(f),
    }
}

fn const_text(value: &Const) -> String {
    match value {
        Const::Bool(b) => i32::from(*b).to_string(),
        Const::Int(i) => i.to_string(),
        Const::Float(f) => number_text(Number::Float(*f)),
        Const::Str(s) => format!("'{s}'"),
        Const::Scalar(s) => number_text(s.number),
        Const::Composite(c) => {
            let items: Vec<String> = c.elements.iter().map(|n| format!("{:?}", n.as_f64())).collect();
            format!("[{}]", items.join(", "))
        }
        Const::Type(_) => "type".to_owned(),
        other => format!("{other:?}"),
    }
}

fn arg_text(cx: &RuleCx, d: &Dispatch, index: usize, arg: &Arg, outs: &[VarId]) -> String {
    let reference = if d.is_by_reference(index) { "&" } else { "" };
    match arg {
        Arg::Var(id) if outs.contains(id) => format!("o{}", outs.iter().position(|o| o == id).unwrap_or(0)),
        Arg::Var(id) => {
            let var = &cx.vars[*id];
            match &var.label {
                Label::Temp(n) => format!("{reference}x{n}"),
                _ => {
                    let constant = var.constant.as_ref().map(const_text).unwrap_or_default();
                    let ty = match var.constant {
                        Some(Const::Type(_)) => "wp::type".to_owned(),
                        _ => spell(cx.types, var.ty),
                    };
                    format!("new {ty} {constant}")
                }
            }
        }
        Arg::Func(FuncRef::Builtin(id)) => {
            format!("func {}", d.operator.map_or_else(|| head(*id).native, |o| o.native))
        }
        Arg::Int(i) => format!("raw {i}"),
        Arg::Float(f) => format!("raw {}", number_text(Number::Float(*f))),
        Arg::Text(s) => s.to_string(),
        other => format!("{other:?}"),
    }
}

fn template_text(types: &Types, native: &str, template: &[TemplateArg]) -> String {
    let mut out = native.to_owned();
    for (i, arg) in template.iter().enumerate() {
        out.push_str(if i == 0 { "<" } else { ", " });
        match arg {
            TemplateArg::Bool(b) => {
                let _ = write!(out, "{b}");
            }
            TemplateArg::Int(n) => {
                let _ = write!(out, "{n}");
            }
            TemplateArg::Type(ty) => types.write_template_arg(*ty, &mut out),
            TemplateArg::Text(s) => out.push_str(s),
        }
    }
    if !template.is_empty() {
        out.push('>');
    }
    out
}

/// Class reprs of composites, which Warp prints with the name of one of several equal classes, made one.
fn normalise(message: &str) -> String {
    let mut out = String::new();
    let mut rest = message;
    while let Some(start) = rest.find("<class 'warp._src.types.") {
        let Some(end) = rest[start..].find("'>").map(|e| start + e + 1) else { break };
        let name = &rest[start + "<class 'warp._src.types.".len()..end];
        let composite = ["vec", "mat", "quat", "transform", "spatial"].iter().any(|p| name.starts_with(p));
        out.push_str(&rest[..start]);
        out.push_str(if composite { "<composite>" } else { &rest[start..=end] });
        rest = &rest[end + 1..];
    }
    out + rest
}

/// Whether an outcome agrees with Warp's.
fn agrees(wanted: &Json, got: &Json) -> bool {
    if wanted.get("error").is_none() || got.get("error").is_none() {
        return wanted == got;
    }
    let message = |j: &Json| normalise(text(&j["message"]));
    let (a, b) = (message(wanted), message(got));
    // The set that Warp prints here has no fixed order.
    // Warp prints some objects by their address.
    let by_address = a.split('<').any(|part| part.contains(" object>"));
    let precisions = "Couldn't figure out return type as arguments have multiple precisions";
    wanted["error"] == got["error"]
        && (a == b || by_address || (a.starts_with(precisions) && b.starts_with(precisions)))
        && wanted["tiles"] == got["tiles"]
}

#[test]
fn rules_agree_with_warp() {
    let file =
        std::env::var("WARPGEN_BUILTIN_CASES").ok().map(|p| std::fs::read_to_string(p).expect("the cases"));
    let cases = file.as_deref().unwrap_or(CASES);
    let (mut total, mut bad) = (0, Vec::new());
    for line in cases.lines() {
        let json: Json = serde_json::from_str(line).expect("a case");
        let got = Case::new(&json).run();
        total += 1;
        if !agrees(&json["outcome"], &got) {
            bad.push(format!("{line}\n   got: {got}"));
        }
    }
    let shown: Vec<&String> = bad.iter().take(40).collect();
    if let Ok(path) = std::env::var("WARPGEN_BUILTIN_FAILURES") {
        std::fs::write(path, bad.join("\n")).expect("the report");
    }
    assert!(bad.is_empty(), "{} of {total} calls differ from Warp:\n{shown:#?}", bad.len());
}
