//! The parser library's tree to ours.

use std::sync::Arc;

use num_traits::ToPrimitive as _;
use rustpython_parser::ast as rp;
use rustpython_parser::ast::Ranged as _;

use super::ast::*;
use crate::ids::NodeId;
use crate::source::SourceFile;

/// Where and why a tree cannot be represented.
type Fault = (u32, String);
type R<T> = Result<T, Fault>;

/// Converts a parsed file.
pub(super) fn module(parsed: rp::Mod, source: &SourceFile) -> R<Module> {
    let rp::Mod::Module(parsed) = parsed else {
        return Err((0, "not a module".to_owned()));
    };
    let mut c = Converter { source, next: 0 };
    let body = c.stmts(parsed.body)?;
    Ok(Module { body, node_count: c.next })
}

/// Converts a parsed expression.
pub(super) fn expression(parsed: rp::Mod, source: &SourceFile) -> R<Expr> {
    let rp::Mod::Expression(parsed) = parsed else {
        return Err((0, "not an expression".to_owned()));
    };
    Converter { source, next: 0 }.expr(*parsed.body)
}

/// Converts an expression that is part of a file; its nodes count from `next`. Returns the next number too.
pub(super) fn expression_from(parsed: rp::Expr, source: &SourceFile, next: u32) -> R<(Expr, u32)> {
    let mut c = Converter { source, next };
    let expr = c.expr(parsed)?;
    Ok((expr, c.next))
}

/// Converts statements, numbering nodes from `next` on.
pub(super) fn statements_from(parsed: Vec<rp::Stmt>, source: &SourceFile, next: u32) -> R<Vec<Stmt>> {
    Converter { source, next }.stmts(parsed)
}

struct Converter<'a> {
    source: &'a SourceFile,
    next: u32,
}

fn name(id: &str) -> Name {
    Arc::from(id)
}

fn opt_name(id: Option<rp::Identifier>) -> Option<Name> {
    id.map(|id| name(id.as_str()))
}

impl Converter<'_> {
    fn id(&mut self) -> NodeId {
        self.next += 1;
        NodeId(self.next - 1)
    }

    fn span(&self, range: rp::text_size::TextRange) -> Span {
        let (start, end) = (u32::from(range.start()), u32::from(range.end()));
        Span { start, end, line: self.source.line_of(start), end_line: self.source.line_of(end) }
    }

    fn stmts(&mut self, body: Vec<rp::Stmt>) -> R<Vec<Stmt>> {
        body.into_iter().map(|s| self.stmt(s)).collect()
    }

    fn exprs(&mut self, items: Vec<rp::Expr>) -> R<Vec<Expr>> {
        items.into_iter().map(|e| self.expr(e)).collect()
    }

    fn boxed(&mut self, e: rp::Expr) -> R<Box<Expr>> {
        Ok(Box::new(self.expr(e)?))
    }

    fn opt(&mut self, e: Option<Box<rp::Expr>>) -> R<Option<Expr>> {
        e.map(|e| self.expr(*e)).transpose()
    }

    fn opt_boxed(&mut self, e: Option<Box<rp::Expr>>) -> R<Option<Box<Expr>>> {
        e.map(|e| self.boxed(*e)).transpose()
    }

    fn stmt(&mut self, stmt: rp::Stmt) -> R<Stmt> {
        let id = self.id();
        let span = self.span(stmt.range());
        let kind = self.stmt_kind(stmt, id, span)?;
        Ok(Stmt { id, span, kind })
    }

    fn stmt_kind(&mut self, stmt: rp::Stmt, id: NodeId, span: Span) -> R<StmtKind> {
        Ok(match stmt {
            rp::Stmt::FunctionDef(d) => StmtKind::FunctionDef(Arc::new(self.function(
                FunctionParts {
                    name: d.name,
                    args: *d.args,
                    body: d.body,
                    decorators: d.decorator_list,
                    returns: d.returns,
                    is_async: false,
                },
                id,
                span,
            )?)),
            rp::Stmt::AsyncFunctionDef(d) => StmtKind::FunctionDef(Arc::new(self.function(
                FunctionParts {
                    name: d.name,
                    args: *d.args,
                    body: d.body,
                    decorators: d.decorator_list,
                    returns: d.returns,
                    is_async: true,
                },
                id,
                span,
            )?)),
            rp::Stmt::ClassDef(d) => StmtKind::ClassDef(Arc::new(self.class(d, id, span)?)),
            rp::Stmt::Return(s) => StmtKind::Return(self.opt(s.value)?),
            rp::Stmt::Delete(s) => StmtKind::Delete(self.exprs(s.targets)?),
            rp::Stmt::Assign(s) => {
                StmtKind::Assign { targets: self.exprs(s.targets)?, value: self.expr(*s.value)? }
            }
            rp::Stmt::TypeAlias(s) => {
                StmtKind::TypeAlias { name: self.boxed(*s.name)?, value: self.boxed(*s.value)? }
            }
            rp::Stmt::AugAssign(s) => StmtKind::AugAssign {
                target: self.boxed(*s.target)?,
                op: operator(s.op),
                value: self.boxed(*s.value)?,
            },
            rp::Stmt::AnnAssign(s) => StmtKind::AnnAssign {
                target: self.boxed(*s.target)?,
                annotation: self.boxed(*s.annotation)?,
                value: self.opt_boxed(s.value)?,
            },
            rp::Stmt::For(s) => {
                StmtKind::For(Box::new(self.for_loop(*s.target, *s.iter, s.body, s.orelse, false)?))
            }
            rp::Stmt::AsyncFor(s) => {
                StmtKind::For(Box::new(self.for_loop(*s.target, *s.iter, s.body, s.orelse, true)?))
            }
            rp::Stmt::While(s) => StmtKind::While {
                test: self.expr(*s.test)?,
                body: self.stmts(s.body)?,
                orelse: self.stmts(s.orelse)?,
            },
            rp::Stmt::If(s) => StmtKind::If {
                test: self.expr(*s.test)?,
                body: self.stmts(s.body)?,
                orelse: self.stmts(s.orelse)?,
            },
            rp::Stmt::With(s) => StmtKind::With {
                items: self.with_items(s.items)?,
                body: self.stmts(s.body)?,
                is_async: false,
            },
            rp::Stmt::AsyncWith(s) => {
                StmtKind::With { items: self.with_items(s.items)?, body: self.stmts(s.body)?, is_async: true }
            }
            rp::Stmt::Match(s) => {
                StmtKind::Match { subject: self.boxed(*s.subject)?, cases: self.cases(s.cases)? }
            }
            rp::Stmt::Raise(s) => {
                StmtKind::Raise { exc: self.opt_boxed(s.exc)?, cause: self.opt_boxed(s.cause)? }
            }
            rp::Stmt::Try(s) => self.try_stmt(s.body, s.handlers, s.orelse, s.finalbody, false)?,
            rp::Stmt::TryStar(s) => self.try_stmt(s.body, s.handlers, s.orelse, s.finalbody, true)?,
            rp::Stmt::Assert(s) => {
                StmtKind::Assert { test: self.boxed(*s.test)?, msg: self.opt_boxed(s.msg)? }
            }
            rp::Stmt::Import(s) => StmtKind::Import(self.aliases(s.names)),
            rp::Stmt::ImportFrom(s) => StmtKind::ImportFrom {
                module: opt_name(s.module),
                names: self.aliases(s.names),
                level: s.level.map_or(0, |l| l.to_u32()),
            },
            rp::Stmt::Global(s) => StmtKind::Global(s.names.iter().map(|n| name(n)).collect()),
            rp::Stmt::Nonlocal(s) => StmtKind::Nonlocal(s.names.iter().map(|n| name(n)).collect()),
            rp::Stmt::Expr(s) => StmtKind::Expr(self.expr(*s.value)?),
            rp::Stmt::Pass(_) => StmtKind::Pass,
            rp::Stmt::Break(_) => StmtKind::Break,
            rp::Stmt::Continue(_) => StmtKind::Continue,
        })
    }

    fn function(&mut self, parts: FunctionParts, id: NodeId, span: Span) -> R<FunctionDef> {
        let decorators = self.exprs(parts.decorators)?;
        let first_line = self.first_line(&decorators, span);
        Ok(FunctionDef {
            id,
            span,
            first_line,
            name: name(&parts.name),
            args: self.arguments(parts.args)?,
            body: self.stmts(parts.body)?.into(),
            decorators,
            returns: self.opt(parts.returns)?,
            is_async: parts.is_async,
        })
    }

    /// CPython's `co_firstlineno`: the line of the first decorator's expression. Its `@` may only stand on
    /// an earlier line by way of a backslash.
    fn first_line(&self, decorators: &[Expr], span: Span) -> u32 {
        decorators.first().map_or(span.line, |d| d.span.line)
    }

    fn class(&mut self, d: rp::StmtClassDef, id: NodeId, span: Span) -> R<ClassDef> {
        let decorators = self.exprs(d.decorator_list)?;
        let first_line = self.first_line(&decorators, span);
        Ok(ClassDef {
            id,
            span,
            first_line,
            name: name(&d.name),
            bases: self.exprs(d.bases)?,
            keywords: self.keywords(d.keywords)?,
            body: self.stmts(d.body)?,
            decorators,
        })
    }

    fn arguments(&mut self, args: rp::Arguments) -> R<Arguments> {
        Ok(Arguments {
            posonly: self.args(args.posonlyargs)?,
            args: self.args(args.args)?,
            vararg: args.vararg.map(|a| self.arg(*a, None).map(Box::new)).transpose()?,
            kwonly: self.args(args.kwonlyargs)?,
            kwarg: args.kwarg.map(|a| self.arg(*a, None).map(Box::new)).transpose()?,
        })
    }

    fn args(&mut self, args: Vec<rp::ArgWithDefault>) -> R<Vec<Arg>> {
        args.into_iter().map(|a| self.arg(a.def, a.default)).collect()
    }

    fn arg(&mut self, arg: rp::Arg, default: Option<Box<rp::Expr>>) -> R<Arg> {
        Ok(Arg {
            name: name(&arg.arg),
            span: self.span(arg.range),
            annotation: self.opt_boxed(arg.annotation)?,
            default: self.opt_boxed(default)?,
        })
    }

    fn keywords(&mut self, keywords: Vec<rp::Keyword>) -> R<Vec<Keyword>> {
        keywords
            .into_iter()
            .map(|k| {
                let span = self.span(k.range);
                Ok(Keyword { name: opt_name(k.arg), span, value: self.expr(k.value)? })
            })
            .collect()
    }

    fn aliases(&mut self, names: Vec<rp::Alias>) -> Vec<Alias> {
        names
            .into_iter()
            .map(|a| Alias { name: name(&a.name), asname: opt_name(a.asname), span: self.span(a.range) })
            .collect()
    }

    fn with_items(&mut self, items: Vec<rp::WithItem>) -> R<Vec<WithItem>> {
        items
            .into_iter()
            .map(|i| Ok(WithItem { context: self.expr(i.context_expr)?, target: self.opt(i.optional_vars)? }))
            .collect()
    }

    fn for_loop(
        &mut self,
        target: rp::Expr,
        iter: rp::Expr,
        body: Vec<rp::Stmt>,
        orelse: Vec<rp::Stmt>,
        is_async: bool,
    ) -> R<For> {
        Ok(For {
            target: self.expr(target)?,
            iter: self.expr(iter)?,
            body: self.stmts(body)?,
            orelse: self.stmts(orelse)?,
            is_async,
        })
    }

    fn try_stmt(
        &mut self,
        body: Vec<rp::Stmt>,
        handlers: Vec<rp::ExceptHandler>,
        orelse: Vec<rp::Stmt>,
        finalbody: Vec<rp::Stmt>,
        is_star: bool,
    ) -> R<StmtKind> {
        let body = self.stmts(body)?;
        let handlers = handlers
            .into_iter()
            .map(|rp::ExceptHandler::ExceptHandler(h)| {
                let span = self.span(h.range);
                Ok(ExceptHandler {
                    span,
                    exc: self.opt(h.type_)?,
                    name: opt_name(h.name),
                    body: self.stmts(h.body)?,
                })
            })
            .collect::<R<Vec<_>>>()?;
        Ok(StmtKind::Try {
            body,
            handlers,
            orelse: self.stmts(orelse)?,
            finalbody: self.stmts(finalbody)?,
            is_star,
        })
    }

    fn cases(&mut self, cases: Vec<rp::MatchCase>) -> R<Vec<MatchCase>> {
        cases
            .into_iter()
            .map(|c| {
                Ok(MatchCase {
                    pattern: self.pattern(c.pattern)?,
                    guard: self.opt(c.guard)?,
                    body: self.stmts(c.body)?,
                })
            })
            .collect()
    }

    fn patterns(&mut self, patterns: Vec<rp::Pattern>) -> R<Vec<Pattern>> {
        patterns.into_iter().map(|p| self.pattern(p)).collect()
    }

    fn pattern(&mut self, pattern: rp::Pattern) -> R<Pattern> {
        Ok(match pattern {
            rp::Pattern::MatchValue(p) => Pattern::Value(self.expr(*p.value)?),
            rp::Pattern::MatchSingleton(p) => Pattern::Singleton(constant(p.value)),
            rp::Pattern::MatchSequence(p) => Pattern::Sequence(self.patterns(p.patterns)?),
            rp::Pattern::MatchMapping(p) => Pattern::Mapping {
                keys: self.exprs(p.keys)?,
                patterns: self.patterns(p.patterns)?,
                rest: opt_name(p.rest),
            },
            rp::Pattern::MatchClass(p) => Pattern::Class {
                cls: self.expr(*p.cls)?,
                patterns: self.patterns(p.patterns)?,
                kwd_names: p.kwd_attrs.iter().map(|n| name(n)).collect(),
                kwd_patterns: self.patterns(p.kwd_patterns)?,
            },
            rp::Pattern::MatchStar(p) => Pattern::Star(opt_name(p.name)),
            rp::Pattern::MatchAs(p) => Pattern::As {
                pattern: p.pattern.map(|p| self.pattern(*p).map(Box::new)).transpose()?,
                name: opt_name(p.name),
            },
            rp::Pattern::MatchOr(p) => Pattern::Or(self.patterns(p.patterns)?),
        })
    }

    fn generators(&mut self, generators: Vec<rp::Comprehension>) -> R<Vec<Comprehension>> {
        generators
            .into_iter()
            .map(|g| {
                Ok(Comprehension {
                    target: self.expr(g.target)?,
                    iter: self.expr(g.iter)?,
                    ifs: self.exprs(g.ifs)?,
                    is_async: g.is_async,
                })
            })
            .collect()
    }

    fn expr(&mut self, expr: rp::Expr) -> R<Expr> {
        let id = self.id();
        let span = self.span(expr.range());
        let kind = self.expr_kind(expr, id, span)?;
        Ok(Expr { id, span, kind })
    }

    fn expr_kind(&mut self, expr: rp::Expr, id: NodeId, span: Span) -> R<ExprKind> {
        Ok(match expr {
            rp::Expr::BoolOp(e) => {
                ExprKind::BoolOp { is_and: matches!(e.op, rp::BoolOp::And), values: self.exprs(e.values)? }
            }
            rp::Expr::NamedExpr(e) => {
                ExprKind::NamedExpr { target: self.boxed(*e.target)?, value: self.boxed(*e.value)? }
            }
            rp::Expr::BinOp(e) => ExprKind::BinOp {
                left: self.boxed(*e.left)?,
                op: operator(e.op),
                right: self.boxed(*e.right)?,
            },
            rp::Expr::UnaryOp(e) => ExprKind::UnaryOp { op: unary(e.op), operand: self.boxed(*e.operand)? },
            rp::Expr::Lambda(e) => ExprKind::Lambda(Arc::new(Lambda {
                id,
                span,
                args: self.arguments(*e.args)?,
                body: self.expr(*e.body)?,
            })),
            rp::Expr::IfExp(e) => ExprKind::IfExp {
                test: self.boxed(*e.test)?,
                body: self.boxed(*e.body)?,
                orelse: self.boxed(*e.orelse)?,
            },
            rp::Expr::Dict(e) => ExprKind::Dict {
                keys: e.keys.into_iter().map(|k| k.map(|k| self.expr(k)).transpose()).collect::<R<_>>()?,
                values: self.exprs(e.values)?,
            },
            rp::Expr::Set(e) => ExprKind::Set(self.exprs(e.elts)?),
            rp::Expr::ListComp(e) => ExprKind::ListComp {
                element: self.boxed(*e.elt)?,
                generators: self.generators(e.generators)?,
            },
            rp::Expr::SetComp(e) => {
                ExprKind::SetComp { element: self.boxed(*e.elt)?, generators: self.generators(e.generators)? }
            }
            rp::Expr::DictComp(e) => ExprKind::DictComp {
                key: self.boxed(*e.key)?,
                value: self.boxed(*e.value)?,
                generators: self.generators(e.generators)?,
            },
            rp::Expr::GeneratorExp(e) => ExprKind::GeneratorExp {
                element: self.boxed(*e.elt)?,
                generators: self.generators(e.generators)?,
            },
            rp::Expr::Await(e) => ExprKind::Await(self.boxed(*e.value)?),
            rp::Expr::Yield(e) => ExprKind::Yield(self.opt_boxed(e.value)?),
            rp::Expr::YieldFrom(e) => ExprKind::YieldFrom(self.boxed(*e.value)?),
            rp::Expr::Compare(e) => ExprKind::Compare {
                left: self.boxed(*e.left)?,
                ops: e.ops.into_iter().map(comparison).collect(),
                comparators: self.exprs(e.comparators)?,
            },
            rp::Expr::Call(e) => ExprKind::Call {
                func: self.boxed(*e.func)?,
                args: self.exprs(e.args)?,
                keywords: self.keywords(e.keywords)?,
            },
            rp::Expr::FormattedValue(e) => ExprKind::FormattedValue {
                value: self.boxed(*e.value)?,
                conversion: match e.conversion {
                    rp::ConversionFlag::None => None,
                    rp::ConversionFlag::Str => Some('s'),
                    rp::ConversionFlag::Ascii => Some('a'),
                    rp::ConversionFlag::Repr => Some('r'),
                },
                format_spec: self.opt_boxed(e.format_spec)?,
            },
            rp::Expr::JoinedStr(e) => ExprKind::JoinedStr(self.exprs(e.values)?),
            rp::Expr::Constant(e) => ExprKind::Constant(constant(e.value)),
            rp::Expr::Attribute(e) => ExprKind::Attribute {
                value: self.boxed(*e.value)?,
                attr: name(&e.attr),
                ctx: context(&e.ctx),
            },
            rp::Expr::Subscript(e) => ExprKind::Subscript {
                value: self.boxed(*e.value)?,
                slice: self.boxed(*e.slice)?,
                ctx: context(&e.ctx),
            },
            rp::Expr::Starred(e) => ExprKind::Starred { value: self.boxed(*e.value)?, ctx: context(&e.ctx) },
            rp::Expr::Name(e) => ExprKind::Name { id: name(&e.id), ctx: context(&e.ctx) },
            rp::Expr::List(e) => ExprKind::List { elts: self.exprs(e.elts)?, ctx: context(&e.ctx) },
            rp::Expr::Tuple(e) => ExprKind::Tuple { elts: self.exprs(e.elts)?, ctx: context(&e.ctx) },
            rp::Expr::Slice(e) => ExprKind::Slice {
                lower: self.opt_boxed(e.lower)?,
                upper: self.opt_boxed(e.upper)?,
                step: self.opt_boxed(e.step)?,
            },
        })
    }
}

struct FunctionParts {
    name: rp::Identifier,
    args: rp::Arguments,
    body: Vec<rp::Stmt>,
    decorators: Vec<rp::Expr>,
    returns: Option<Box<rp::Expr>>,
    is_async: bool,
}

fn context(ctx: &rp::ExprContext) -> ExprContext {
    match ctx {
        rp::ExprContext::Load => ExprContext::Load,
        rp::ExprContext::Store => ExprContext::Store,
        rp::ExprContext::Del => ExprContext::Del,
    }
}

fn constant(value: rp::Constant) -> Constant {
    match value {
        rp::Constant::None => Constant::None,
        rp::Constant::Bool(b) => Constant::Bool(b),
        rp::Constant::Str(s) => Constant::Str(s.into()),
        rp::Constant::Bytes(b) => Constant::Bytes(b.into()),
        rp::Constant::Int(i) => {
            i.to_i128().map_or_else(|| Constant::BigInt(i.to_string().into()), Constant::Int)
        }
        // The parser never folds tuples.
        rp::Constant::Tuple(_) | rp::Constant::Ellipsis => Constant::Ellipsis,
        rp::Constant::Float(f) => Constant::Float(f),
        rp::Constant::Complex { real, imag } => Constant::Complex { real, imag },
    }
}

fn operator(op: rp::Operator) -> Operator {
    match op {
        rp::Operator::Add => Operator::Add,
        rp::Operator::Sub => Operator::Sub,
        rp::Operator::Mult => Operator::Mult,
        rp::Operator::MatMult => Operator::MatMult,
        rp::Operator::Div => Operator::Div,
        rp::Operator::Mod => Operator::Mod,
        rp::Operator::Pow => Operator::Pow,
        rp::Operator::LShift => Operator::LShift,
        rp::Operator::RShift => Operator::RShift,
        rp::Operator::BitOr => Operator::BitOr,
        rp::Operator::BitXor => Operator::BitXor,
        rp::Operator::BitAnd => Operator::BitAnd,
        rp::Operator::FloorDiv => Operator::FloorDiv,
    }
}

fn unary(op: rp::UnaryOp) -> UnaryOp {
    match op {
        rp::UnaryOp::Invert => UnaryOp::Invert,
        rp::UnaryOp::Not => UnaryOp::Not,
        rp::UnaryOp::UAdd => UnaryOp::UAdd,
        rp::UnaryOp::USub => UnaryOp::USub,
    }
}

fn comparison(op: rp::CmpOp) -> CmpOp {
    match op {
        rp::CmpOp::Eq => CmpOp::Eq,
        rp::CmpOp::NotEq => CmpOp::NotEq,
        rp::CmpOp::Lt => CmpOp::Lt,
        rp::CmpOp::LtE => CmpOp::LtE,
        rp::CmpOp::Gt => CmpOp::Gt,
        rp::CmpOp::GtE => CmpOp::GtE,
        rp::CmpOp::Is => CmpOp::Is,
        rp::CmpOp::IsNot => CmpOp::IsNot,
        rp::CmpOp::In => CmpOp::In,
        rp::CmpOp::NotIn => CmpOp::NotIn,
    }
}
