//! What a program uses: feature flags, kinds of tree nodes, names of Warp, read from its tree.

use std::collections::BTreeSet;

use crate::frontend::ast::{
    CmpOp, Constant, Expr, ExprContext, ExprKind, Module, Operator, Stmt, StmtKind, UnaryOp,
};
use crate::frontend::walk::{NodeRef, children};

/// Every flag there is, in the order of reports.
pub const FLAGS: &[&str] = &[
    "if",
    "own_functions",
    "multi_index",
    "attributes",
    "early_return",
    "for",
    "bool_ops",
    "aug_assign",
    "atomics",
    "tiles",
    "static",
    "break_continue",
    "while",
    "if_expr",
    "slices",
    "structs",
    "vectors",
    "matrices",
    "quaternions",
    "float64",
    "float16",
    "bfloat16",
    "integer_types",
    "odd_sizes",
    "random",
    "noise",
    "meshes",
    "bvh",
    "hash_grids",
    "volumes",
    "textures",
    "closures",
    "generics",
    "callables",
    "custom_grads",
    "wp_grad",
    "native",
    "references",
    "array_families",
    "stack_arrays",
    "tuples",
    "constants",
    "where",
    "nested_loops",
    "assert_print",
    "several_kernels",
    "kernel_options",
    "docstrings",
    "no_backward",
];

/// Shares of people's kernels (low, high), in percent, of the flags that were counted in them.
pub const PEOPLE: &[(&str, f64, f64)] = &[
    ("if", 36.0, 73.0),
    ("own_functions", 40.0, 57.0),
    ("multi_index", 26.0, 82.0),
    ("attributes", 27.0, 57.0),
    ("early_return", 8.0, 45.0),
    ("for", 18.0, 37.0),
    ("bool_ops", 9.0, 32.0),
    ("aug_assign", 15.0, 32.0),
    ("atomics", 15.0, 26.0),
    ("tiles", 3.0, 27.0),
    ("static", 2.0, 28.0),
    ("break_continue", 1.0, 14.0),
    ("while", 3.0, 7.0),
    ("if_expr", 0.0, 4.0),
    ("slices", 0.0, 4.0),
];

/// What was found in a file.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Flags.
    pub flags: BTreeSet<&'static str>,
    /// Node kinds, as CPython's `ast` names them.
    pub kinds: BTreeSet<&'static str>,
    /// Names of the `warp` module, without `wp.`.
    pub warp_names: BTreeSet<String>,
    /// Annotations as spelled.
    pub annotations: BTreeSet<String>,
    /// Characters of each kernel, from its decorator to its last statement.
    pub kernel_lengths: Vec<u32>,
}

/// Read a tree.
#[must_use]
pub fn find(module: &Module, text: &str) -> Found {
    let mut reader = Reader {
        found: Found::default(),
        text,
        functions: BTreeSet::new(),
        depth: Depth::default(),
        kernels: 0,
    };
    reader.found.kinds.insert("Module");
    for stmt in &module.body {
        collect_functions(stmt, &mut reader.functions);
    }
    for stmt in &module.body {
        reader.stmt(stmt);
    }
    if reader.kernels > 1 {
        reader.found.flags.insert("several_kernels");
    }
    reader.add_name_flags();
    reader.found
}

fn collect_functions<'a>(stmt: &'a Stmt, names: &mut BTreeSet<&'a str>) {
    if let StmtKind::FunctionDef(def) = &stmt.kind {
        let is = |what: &str| {
            def.decorators.iter().any(|d| decorator_name(d).is_some_and(|n| n.starts_with(what)))
        };
        if is("func") {
            names.insert(&def.name);
        }
        for inner in def.body.iter() {
            collect_functions(inner, names);
        }
    }
}

fn decorator_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Attribute { attr, .. } => Some(attr),
        ExprKind::Call { func, .. } => decorator_name(func),
        _ => None,
    }
}

#[derive(Clone, Copy, Default)]
struct Depth {
    code: u32,
    branch: u32,
    looped: u32,
    function: u32,
}

struct Reader<'a> {
    found: Found,
    text: &'a str,
    functions: BTreeSet<&'a str>,
    depth: Depth,
    kernels: u32,
}

impl<'a> Reader<'a> {
    fn flag(&mut self, name: &'static str) {
        if self.depth.code > 0 {
            self.found.flags.insert(name);
        }
    }

    fn kind(&mut self, name: &'static str) {
        self.found.kinds.insert(name);
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        let saved = self.depth;
        self.kind(stmt_kind(&stmt.kind));
        match &stmt.kind {
            StmtKind::FunctionDef(def) => return self.function(stmt, def),
            StmtKind::ClassDef(_) => {
                self.found.flags.insert("structs");
            }
            StmtKind::If { orelse, .. } => {
                self.flag("if");
                let _ = orelse;
                self.depth.branch += 1;
            }
            StmtKind::For(_) | StmtKind::While { .. } => {
                self.flag(if matches!(stmt.kind, StmtKind::For(_)) { "for" } else { "while" });
                if self.depth.looped > 0 {
                    self.flag("nested_loops");
                }
                self.depth.looped += 1;
            }
            StmtKind::Break | StmtKind::Continue => self.flag("break_continue"),
            StmtKind::Return(_) if self.depth.branch + self.depth.looped > 0 => self.flag("early_return"),
            StmtKind::Assert { .. } => self.flag("assert_print"),
            StmtKind::AugAssign { op, .. } => {
                self.kind(operator_kind(*op));
                self.flag("aug_assign");
            }
            StmtKind::Assign { targets, .. }
                if targets.iter().any(|t| matches!(t.kind, ExprKind::Tuple { .. })) =>
            {
                self.flag("tuples");
            }
            StmtKind::Import(_) | StmtKind::ImportFrom { .. } => self.kind("alias"),
            StmtKind::Expr(Expr { kind: ExprKind::Constant(Constant::Str(_)), .. }) => {
                self.found.flags.insert("docstrings");
            }
            _ => {}
        }
        self.below(NodeRef::Stmt(stmt));
        self.depth = saved;
    }

    fn function(&mut self, stmt: &'a Stmt, def: &'a crate::frontend::ast::FunctionDef) {
        let saved = self.depth;
        self.kind("arguments");
        if !def.args.args.is_empty() {
            self.kind("arg");
        }
        let names: Vec<&str> = def.decorators.iter().filter_map(decorator_name).collect();
        for name in &names {
            match *name {
                "kernel" => {
                    self.kernels += 1;
                    self.found.kernel_lengths.push(kernel_length(self.text, stmt, def));
                }
                "func_grad" | "func_replay" => {
                    self.found.flags.insert("custom_grads");
                }
                "func_native" => {
                    self.found.flags.insert("native");
                }
                _ => {}
            }
        }
        if names.is_empty() && self.depth.code == 0 {
            self.found.flags.insert("closures");
        }
        for arg in &def.args.args {
            if let Some(annotation) = &arg.annotation {
                let text = self.slice(annotation);
                if text.contains("Any") {
                    self.found.flags.insert("generics");
                }
                if text.contains("wp.Function") {
                    self.found.flags.insert("callables");
                }
                if text.contains("wp.ref") {
                    self.found.flags.insert("references");
                }
                if text.contains("indexedarray") || text.contains("fabric") {
                    self.found.flags.insert("array_families");
                }
                self.found.annotations.insert(text);
            }
        }
        let options = def
            .decorators
            .iter()
            .any(|d| matches!(&d.kind, ExprKind::Call { keywords, .. } if !keywords.is_empty()));
        if options && names.contains(&"kernel") {
            self.found.flags.insert("kernel_options");
        }
        for decorator in &def.decorators {
            if self.slice(decorator).contains("enable_backward=False") {
                self.found.flags.insert("no_backward");
            }
        }
        if !names.is_empty() {
            self.depth.code += 1;
        }
        self.depth.function += 1;
        self.below(NodeRef::Stmt(stmt));
        self.depth = saved;
    }

    fn slice(&self, expr: &Expr) -> String {
        self.text.get(expr.span.start as usize..expr.span.end as usize).unwrap_or_default().to_owned()
    }

    fn below(&mut self, node: NodeRef<'a>) {
        let mut nodes = Vec::new();
        children(node, &mut |child| nodes.push(child));
        for node in nodes {
            match node {
                NodeRef::Stmt(stmt) => self.stmt(stmt),
                NodeRef::Expr(expr) => self.expr(expr),
                NodeRef::Keyword(keyword) => {
                    self.kind("keyword");
                    self.expr(&keyword.value);
                }
                other => self.below(other),
            }
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        self.kind(expr_kind(&expr.kind));
        match &expr.kind {
            ExprKind::BoolOp { is_and, .. } => {
                self.kind(if *is_and { "And" } else { "Or" });
                self.flag("bool_ops");
            }
            ExprKind::BinOp { op, .. } => self.kind(operator_kind(*op)),
            ExprKind::UnaryOp { op, .. } => self.kind(match op {
                UnaryOp::Invert => "Invert",
                UnaryOp::Not => "Not",
                UnaryOp::UAdd => "UAdd",
                UnaryOp::USub => "USub",
            }),
            ExprKind::Compare { ops, .. } => ops.iter().for_each(|op| self.kind(compare_kind(*op))),
            ExprKind::IfExp { .. } => self.flag("if_expr"),
            ExprKind::Slice { .. } => self.flag("slices"),
            ExprKind::Name { id, ctx } => {
                self.context(*ctx);
                if &**id == "print" {
                    self.flag("assert_print");
                }
            }
            ExprKind::Call { func, .. } => self.call(func),
            ExprKind::Attribute { value, attr, ctx } => {
                self.context(*ctx);
                match &value.kind {
                    ExprKind::Name { id, .. } if &**id == "wp" => {
                        self.found.warp_names.insert(attr.to_string());
                    }
                    ExprKind::Name { id, .. } if &**id == "math" => {}
                    ExprKind::Attribute { value: inner, .. } if matches!(&inner.kind, ExprKind::Name { id, .. } if &**id == "wp") =>
                        {}
                    _ => self.flag("attributes"),
                }
            }
            ExprKind::Subscript { slice, ctx, .. } => {
                self.context(*ctx);
                if matches!(slice.kind, ExprKind::Tuple { .. }) {
                    self.flag("multi_index");
                }
            }
            _ => {}
        }
        self.below(NodeRef::Expr(expr));
    }

    fn call(&mut self, func: &'a Expr) {
        if let ExprKind::Name { id, .. } = &func.kind
            && self.functions.contains(&**id)
        {
            self.flag("own_functions");
        }
    }

    fn context(&mut self, ctx: ExprContext) {
        self.kind(if ctx == ExprContext::Store { "Store" } else { "Load" });
    }

    /// Flags that follow from the names of Warp that occur.
    fn add_name_flags(&mut self) {
        let names = std::mem::take(&mut self.found.warp_names);
        for name in &names {
            if let Some(flag) = flag_of(name) {
                self.found.flags.insert(flag);
            }
        }
        let types = self.text.contains("wp.types.vector")
            || self.text.contains("wp.types.matrix")
            || self.text.contains("wp.spatial_");
        if types {
            self.found.flags.insert("odd_sizes");
        }
        if self.text.contains("wp.zeros(") {
            self.found.flags.insert("stack_arrays");
        }
        self.found.warp_names = names;
    }
}

fn kernel_length(text: &str, stmt: &Stmt, def: &crate::frontend::ast::FunctionDef) -> u32 {
    let decorator = def.decorators.iter().map(|d| d.span.start).min();
    // The `@` stands before the decorator's expression.
    let start = decorator.map_or(stmt.span.start, |at| stmt.span.start.min(at.saturating_sub(1)));
    text.get(start as usize..stmt.span.end as usize).map_or(0, |t| t.chars().count() as u32)
}

fn flag_of(name: &str) -> Option<&'static str> {
    let starts = |prefix: &str| name.starts_with(prefix);
    Some(match name {
        "static" => "static",
        "where" => "where",
        "constant" => "constants",
        "grad" => "wp_grad",
        "float64" | "vec2d" | "vec3d" | "vec4d" | "mat22d" | "mat33d" | "mat44d" | "quatd" | "transformd" => {
            "float64"
        }
        "float16" | "vec2h" | "vec3h" | "vec4h" | "mat22h" | "mat33h" | "mat44h" | "quath" | "transformh" => {
            "float16"
        }
        "bfloat16" => "bfloat16",
        "int8" | "int16" | "int64" | "uint8" | "uint16" | "uint32" => "integer_types",
        "printf" => "assert_print",
        "noise" | "pnoise" | "curlnoise" => "noise",
        _ if starts("atomic_") => "atomics",
        _ if starts("tile_") => "tiles",
        _ if starts("rand") || starts("sample_") || name == "poisson" => "random",
        _ if starts("mesh_") => "meshes",
        _ if starts("bvh_") => "bvh",
        _ if starts("hash_grid") => "hash_grids",
        _ if starts("volume_") => "volumes",
        _ if starts("texture_") || starts("Texture") => "textures",
        _ if starts("quat") || starts("transform") => "quaternions",
        _ if starts("vec") => "vectors",
        _ if starts("mat") => "matrices",
        _ => return None,
    })
}

/// Its name in CPython's `ast`.
pub(super) fn operator_kind(op: Operator) -> &'static str {
    match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    }
}

/// Its name in CPython's `ast`.
pub(super) fn compare_kind(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}

/// Its name in CPython's `ast`.
pub(super) fn stmt_kind(kind: &StmtKind) -> &'static str {
    match kind {
        StmtKind::FunctionDef(_) => "FunctionDef",
        StmtKind::ClassDef(_) => "ClassDef",
        StmtKind::Return(_) => "Return",
        StmtKind::Delete(_) => "Delete",
        StmtKind::Assign { .. } => "Assign",
        StmtKind::AugAssign { .. } => "AugAssign",
        StmtKind::AnnAssign { .. } => "AnnAssign",
        StmtKind::For(_) => "For",
        StmtKind::While { .. } => "While",
        StmtKind::If { .. } => "If",
        StmtKind::With { .. } => "With",
        StmtKind::Match { .. } => "Match",
        StmtKind::Raise { .. } => "Raise",
        StmtKind::Try { .. } => "Try",
        StmtKind::Assert { .. } => "Assert",
        StmtKind::Import(_) => "Import",
        StmtKind::ImportFrom { .. } => "ImportFrom",
        StmtKind::Global(_) => "Global",
        StmtKind::Nonlocal(_) => "Nonlocal",
        StmtKind::Expr(_) => "Expr",
        StmtKind::Pass => "Pass",
        StmtKind::Break => "Break",
        StmtKind::Continue => "Continue",
        StmtKind::TypeAlias { .. } => "TypeAlias",
    }
}

/// Its name in CPython's `ast`.
pub(super) fn expr_kind(kind: &ExprKind) -> &'static str {
    match kind {
        ExprKind::BoolOp { .. } => "BoolOp",
        ExprKind::NamedExpr { .. } => "NamedExpr",
        ExprKind::BinOp { .. } => "BinOp",
        ExprKind::UnaryOp { .. } => "UnaryOp",
        ExprKind::Lambda(_) => "Lambda",
        ExprKind::IfExp { .. } => "IfExp",
        ExprKind::Dict { .. } => "Dict",
        ExprKind::Set(_) => "Set",
        ExprKind::ListComp { .. } => "ListComp",
        ExprKind::SetComp { .. } => "SetComp",
        ExprKind::DictComp { .. } => "DictComp",
        ExprKind::GeneratorExp { .. } => "GeneratorExp",
        ExprKind::Await(_) => "Await",
        ExprKind::Yield(_) => "Yield",
        ExprKind::YieldFrom(_) => "YieldFrom",
        ExprKind::Compare { .. } => "Compare",
        ExprKind::Call { .. } => "Call",
        ExprKind::FormattedValue { .. } => "FormattedValue",
        ExprKind::JoinedStr(_) => "JoinedStr",
        ExprKind::Constant(_) => "Constant",
        ExprKind::Attribute { .. } => "Attribute",
        ExprKind::Subscript { .. } => "Subscript",
        ExprKind::Starred { .. } => "Starred",
        ExprKind::Name { .. } => "Name",
        ExprKind::List { .. } => "List",
        ExprKind::Tuple { .. } => "Tuple",
        ExprKind::Slice { .. } => "Slice",
    }
}
