//! Messages that Warp composes in more than one place.

use super::{Lower, Obj};
use crate::diag::{ErrorClass, WarpError};
use crate::frontend::ast::{Expr, ExprKind, StmtKind};
use crate::ids::VarId;
use crate::types::TyKind;

/// Warp's message for a syntax node it has no visitor for.
pub fn unsupported_construct(name: &str) -> WarpError {
    WarpError::codegen(format!("Construct `ast.{name}` not supported in kernels."))
}

/// CPython's class name of a statement.
pub fn stmt_name(kind: &StmtKind) -> &'static str {
    match kind {
        StmtKind::FunctionDef(def) if def.is_async => "AsyncFunctionDef",
        StmtKind::FunctionDef(_) => "FunctionDef",
        StmtKind::ClassDef(_) => "ClassDef",
        StmtKind::Return(_) => "Return",
        StmtKind::Delete(_) => "Delete",
        StmtKind::Assign { .. } => "Assign",
        StmtKind::AugAssign { .. } => "AugAssign",
        StmtKind::AnnAssign { .. } => "AnnAssign",
        StmtKind::For(node) if node.is_async => "AsyncFor",
        StmtKind::For(_) => "For",
        StmtKind::While { .. } => "While",
        StmtKind::If { .. } => "If",
        StmtKind::With { is_async: true, .. } => "AsyncWith",
        StmtKind::With { .. } => "With",
        StmtKind::Match { .. } => "Match",
        StmtKind::Raise { .. } => "Raise",
        StmtKind::Try { is_star: true, .. } => "TryStar",
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

/// CPython's class name of an expression.
pub fn expr_name(kind: &ExprKind) -> &'static str {
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

/// Warp's `get_node_name_safe`.
pub fn node_name_safe(node: &Expr) -> String {
    match &node.kind {
        ExprKind::Name { id, .. } => id.to_string(),
        ExprKind::Subscript { value, .. } => format!("{}[...]", node_name_safe(value)),
        other => format!("<{}>", expr_name(other)),
    }
}

impl Lower<'_, '_> {
    /// The `AttributeError` Python raises when Warp reads an attribute of an object that lacks it.
    pub(super) fn no_attribute(&self, obj: &Obj, attr: &str) -> WarpError {
        let class = match obj {
            Obj::Var(_) => "Var".to_owned(),
            Obj::Many(_) => "list".to_owned(),
            Obj::Func(_) => "Function".to_owned(),
            Obj::Grad(_) => "GradWrapper".to_owned(),
            Obj::None => "NoneType".to_owned(),
            Obj::Type(ty) => {
                let name = self.types.type_name(*ty);
                return WarpError::new(
                    ErrorClass::AttributeError,
                    if self.types.is_struct(*ty) {
                        format!("'Struct' object has no attribute '{attr}'")
                    } else {
                        format!("type object '{name}' has no attribute '{attr}'")
                    },
                );
            }
            Obj::Value(value) => self.mb.session.python_type_name(value),
        };
        WarpError::new(ErrorClass::AttributeError, format!("'{class}' object has no attribute '{attr}'"))
    }

    /// Python's `str()` of a variable's type object, as assignment errors print it.
    pub(super) fn type_str(&self, var: VarId) -> String {
        let ty = self.ty(var);
        let factory = match *self.types.kind(ty) {
            TyKind::Vec { .. } => "vector.<locals>.vec_t",
            TyKind::Mat { .. } => "matrix.<locals>.mat_t",
            TyKind::Quat { .. } => "quaternion.<locals>.quat_t",
            TyKind::Transform { .. } => "transformation.<locals>.transform_t",
            _ => return self.types.python_repr(ty),
        };
        if self.vars[var].factory_class {
            return format!("<class 'warp._src.types.{factory}'>");
        }
        self.types.python_repr(ty)
    }
}
