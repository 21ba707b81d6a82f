//! Bodies of functions. Those of installed libraries are read when somebody first looks at them: most never run.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::ast::{Constant, Expr, ExprContext, ExprKind, Name, Span, Stmt, StmtKind};
use super::{body_with_library, fast};
use crate::ids::NodeId;
use crate::source::SourceFile;

/// The statements of a function.
pub struct Body {
    statements: OnceLock<Vec<Stmt>>,
    unread: Option<Unread>,
}

/// Where the text of a body stands that has not been read.
pub(super) struct Unread {
    pub(super) source: Arc<SourceFile>,
    /// The start of its first line, which may be blank or a comment.
    pub(super) start: u32,
    /// The end of its last statement.
    pub(super) end: u32,
    /// The line of `start`.
    pub(super) line: u32,
    /// The first of the node numbers that are kept for it.
    pub(super) first_id: u32,
}

impl Body {
    pub(super) fn unread(unread: Unread) -> Body {
        Body { statements: OnceLock::new(), unread: Some(unread) }
    }
}

impl From<Vec<Stmt>> for Body {
    fn from(statements: Vec<Stmt>) -> Body {
        Body { statements: OnceLock::from(statements), unread: None }
    }
}

impl Deref for Body {
    type Target = Vec<Stmt>;

    fn deref(&self) -> &Vec<Stmt> {
        self.statements.get_or_init(|| self.unread.as_ref().map(Unread::read).unwrap_or_default())
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Unread {
    /// How many node numbers a body of so many bytes may need: a name alone in its statement is two nodes.
    pub(super) fn ids(bytes: u32) -> u32 {
        bytes.saturating_mul(2).saturating_add(2)
    }

    fn read(&self) -> Vec<Stmt> {
        if let Some(statements) = fast::body(self) {
            return statements;
        }
        body_with_library(self).unwrap_or_else(|error| vec![self.raises(&error.message)])
    }

    /// Python would not have read the file at all; whoever calls the function learns of it.
    fn raises(&self, message: &str) -> Stmt {
        let span = Span { start: self.start, end: self.end, line: self.line, end_line: self.line };
        let mut id = self.first_id;
        let mut expr = |kind| {
            id += 1;
            Expr { id: NodeId(id), span, kind }
        };
        let class = expr(ExprKind::Name { id: Name::from("SyntaxError"), ctx: ExprContext::Load });
        let text = expr(ExprKind::Constant(Constant::Str(Name::from(message))));
        let call = expr(ExprKind::Call { func: Box::new(class), args: vec![text], keywords: Vec::new() });
        Stmt {
            id: NodeId(self.first_id),
            span,
            kind: StmtKind::Raise { exc: Some(Box::new(call)), cause: None },
        }
    }
}
