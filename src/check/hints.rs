//! How to write what Warp cannot translate.

use crate::diag::{Diagnostic, code};

/// Python constructs by CPython's class name, and what to write instead.
const REWRITES: &[(&str, &str)] = &[
    ("AnnAssign", "leave the annotation out: `x = float(1.0)` declares a variable of that type"),
    ("AsyncFor", "kernels have no coroutines: write an ordinary `for`"),
    ("AsyncFunctionDef", "kernels have no coroutines: write an ordinary `def`"),
    ("AsyncWith", "kernels have no context managers: write the statements out"),
    ("Await", "kernels have no coroutines: call the function"),
    ("ClassDef", "define structs with `@wp.struct` at module level"),
    ("Delete", "leave it out: locals live until the kernel ends"),
    ("Dict", "use a `@wp.struct` for named values, or an array"),
    ("DictComp", "use an array that is passed to the kernel"),
    ("FunctionDef", "define it as a `@wp.func` at module level"),
    ("GeneratorExp", "write a `for` loop over `range(...)`"),
    ("Global", "kernels cannot write Python variables: pass an array and write to it"),
    ("Import", "import at the top of the file"),
    ("ImportFrom", "import at the top of the file"),
    ("JoinedStr", "strings cannot be made in kernels: `wp.printf(\"%f\\n\", x)` prints values"),
    ("Lambda", "define a `@wp.func` at module level and name it here"),
    ("List", "use a vector, `wp.vector(..., length=n, dtype=float)`, or `wp.zeros(shape=n, dtype=float)`"),
    ("ListComp", "write a `for` loop that fills a vector or a `wp.zeros(shape=n, dtype=...)` array"),
    ("Match", "write `if` and `elif`"),
    ("NamedExpr", "assign in a statement of its own first"),
    ("Nonlocal", "kernels cannot write Python variables: pass an array and write to it"),
    ("Raise", "kernels have no exceptions: write an error code to an array, or `assert` in debug mode"),
    ("Set", "use an array, or bits of an integer"),
    ("SetComp", "use an array, or bits of an integer"),
    ("Starred", "write the values out"),
    ("Try", "kernels have no exceptions: test the condition before"),
    ("TryStar", "kernels have no exceptions: test the condition before"),
    ("TypeAlias", "define the alias at module level"),
    ("With", "kernels have no context managers: write the statements out"),
    ("Yield", "return the values together, or write them to an array"),
    ("YieldFrom", "return the values together, or write them to an array"),
];

/// Other messages by what they begin with.
const BY_MESSAGE: &[(&str, &str)] = &[
    ("<class 'ast.In'>", "`in` has no translation: compare with each value, joined by `or`"),
    ("<class 'ast.NotIn'>", "`not in` has no translation: compare with each value, joined by `and`"),
    ("<class 'ast.Is'>", "`is` has no translation: compare with `==`; null arrays are falsy, `if not a:`"),
    ("<class 'ast.IsNot'>", "`is not` has no translation: compare with `!=`; `if a:` tests for a null array"),
    ("None type unsupported", "kernels have no `None`: use a special value, or a flag"),
    ("Lambda expressions", "define a `@wp.func` at module level and name it here"),
    ("Assigning the same value to multiple", "write one assignment per variable"),
    ("must be real number, not complex", "use `wp.vec2` for complex numbers"),
    (
        "Error mutating a constant",
        "declare it as a variable where it is first set: `s = float(0.0)`, `n = int(0)`",
    ),
    ("Input types must be the same", "convert one operand: `float(i)`, `wp.float64(x)`, `int(x)`"),
    ("Could not find function", "only `@wp.func` functions and built-ins of `wp` can be called in a kernel"),
    ("tid() may only be called", "pass the index to the function as a parameter"),
    (
        "Invalid external reference type",
        "make it a `wp.constant`, pass it as an argument, or use `wp.static(...)`",
    ),
];

/// The same diagnostic with a rewrite where there is one.
pub(super) fn add(mut diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.warp.is_none() {
        return diagnostic;
    }
    let message = diagnostic.message.as_str();
    let construct = message.strip_prefix("Construct `ast.").and_then(|rest| rest.split('`').next());
    let rewrite = match construct {
        Some(name) => REWRITES.iter().find(|(construct, _)| *construct == name),
        None => BY_MESSAGE.iter().find(|(begins, _)| message.starts_with(begins)),
    };
    if let Some((_, help)) = rewrite
        && (diagnostic.help.is_empty() || diagnostic.code != code::UNKNOWN_FUNCTION)
    {
        diagnostic.help.push((*help).to_owned());
    }
    if diagnostic.code == code::KERNEL_RETURN {
        diagnostic.help.push("pass an array for the result and write to it: `out[i] = value`".to_owned());
    }
    if diagnostic.code == code::TYPE_CHANGE && message.starts_with("Error, assigning to existing symbol") {
        diagnostic
            .help
            .push("variables keep their first type: use another name, or convert the value".to_owned());
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rewrites_are_sorted() {
        assert!(REWRITES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
