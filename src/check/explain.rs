//! What codes mean: the texts behind `warpgen explain`. Examples are the fixtures that prove the code.

use std::fmt::Write as _;

use super::Selection;
use crate::diag::{Code, code};

/// What a code means.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// The code.
    pub code: Code,
    /// What it means, in a few sentences.
    pub meaning: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// A file that has the problem, and the same without it.
    pub example: Option<(&'static str, &'static str)>,
}

macro_rules! explanations {
    ($($id:ident $([$folder:literal])? : $meaning:literal; $fix:literal;)*) => {
        const EXPLANATIONS: &[Explanation] = &[$(Explanation {
            code: code::$id,
            meaning: $meaning,
            fix: $fix,
            example: explanations!(@example $($folder)?),
        }),*];
    };
    (@example) => { None };
    (@example $folder:literal) => {
        Some((
            include_str!(concat!("../../tests/check/", $folder, "/bad.py")),
            include_str!(concat!("../../tests/check/", $folder, "/ok.py")),
        ))
    };
}

explanations! {
    PARSE ["WG0001"]:
        "The file is not Python: the parser stopped at the place shown. Nothing else of the file is checked.";
        "Correct the syntax.";
    READ:
        "The file does not exist, may not be read, or is not UTF-8.";
        "Check the path, the permissions and the encoding.";
    WRITE:
        "A result could not be written.";
        "Check that the folder exists, can be written to, and that there is room.";
    USAGE:
        "The command line or a configuration file asks for something that does not exist or makes no sense.";
        "See `warpgen COMMAND --help`.";
    TOOLCHAIN:
        "`warpgen compile` needs a C++ compiler for the CPU, NVRTC for CUDA, and Warp's own headers. One of \
         them was not found, or what was found cannot be used. The message says where it was looked for.";
        "`warpgen sdk` fetches the headers and NVRTC; a C++ compiler comes with the system.";
    NOT_COMPILED:
        "The C++ or CUDA compiler refused the text of a module. Some programs that Warp accepts have no text \
         that compiles, in Warp itself too; the message is the compiler's own.";
        "Read the compiler's first error. If Warp builds the same file, please report it.";
    INTERNAL:
        "A bug in warpgen: it stopped where it should not have.";
        "Please report the message and the file.";
    WARP_CODEGEN ["WG0100"]:
        "Warp raises WarpCodegenError when it builds the kernel: the code breaks one of its rules. The \
         message is Warp's own. Frequent kinds have codes of their own, WG0130 to WG0141.";
        "Follow the message.";
    WARP_CODEGEN_TYPE ["WG0101"]:
        "Warp raises WarpCodegenTypeError: a value has a type that cannot stand there. The message is Warp's \
         own.";
        "Convert the value, or use one of the type that the message names.";
    WARP_CODEGEN_ATTRIBUTE:
        "Warp raises WarpCodegenAttributeError: a function, component or attribute does not exist. `check` \
         reports these as WG0131 and WG0141.";
        "Correct the name.";
    WARP_CODEGEN_INDEX:
        "Warp's WarpCodegenIndexError. Warp 1.19 defines the class and never raises it.";
        "Follow the message.";
    WARP_CODEGEN_KEY:
        "Warp raises WarpCodegenKeyError: a name is bound to nothing. `check` reports these as WG0130.";
        "Correct the name.";
    WARP_CODEGEN_VALUE ["WG0105"]:
        "Warp raises WarpCodegenValueError: a value that must be known at compile time is not, or is out of \
         its range.";
        "Use a constant, or another built-in that takes run-time values.";
    WARP_DETERMINISM ["WG0106"]:
        "The module asks for deterministic results, and the kernel does something whose result depends on the \
         order of threads in a way that Warp cannot repair.";
        "Follow the message: use separate arrays or kernels, or leave deterministic mode off for this kernel.";
    RUNTIME ["WG0110"]:
        "Warp raises RuntimeError when it builds the kernel: a built-in's own checks fail. The message is \
         Warp's own.";
        "Follow the message.";
    TYPE ["WG0111"]:
        "Warp raises TypeError when it builds the kernel, or Python does inside Warp's code generator.";
        "Give the value the type that the message asks for.";
    VALUE ["WG0112"]:
        "Warp raises ValueError when it builds the kernel: a compile-time value is out of its range, or \
         shapes do not fit.";
        "Follow the message.";
    INDEX ["WG0113"]:
        "Python raises IndexError inside Warp's code generator: more indices than there are dimensions, or a \
         compile-time index beyond the end.";
        "Use as many indices as the value has dimensions.";
    KEY ["WG0114"]:
        "Python raises KeyError inside Warp's code generator: most often a struct field that does not exist \
         is assigned to.";
        "Assign to a field that the struct declares.";
    ATTRIBUTE ["WG0115"]:
        "Python raises AttributeError inside Warp's code generator: something that is no value is used as \
         one, such as the result of a function that returns nothing.";
        "Use a value there.";
    NAME:
        "Python raises NameError while Warp works on the file.";
        "Define the name.";
    NOT_IMPLEMENTED:
        "Warp raises NotImplementedError: it knows the construct and cannot translate it. `check` reports \
         these as WG0133.";
        "Rewrite the construct.";
    SYNTAX:
        "Python raises SyntaxError in a text that Warp evaluates, such as an annotation in quotes.";
        "Correct the text.";
    ASSERTION:
        "An assertion inside Warp's code generator fails.";
        "Follow the message.";
    RECURSION ["WG0120"]:
        "A function calls itself, directly or through others. GPU code has no stack for that, and Warp's code \
         generator recurses until Python gives up.";
        "Write a loop, or one function per depth.";
    UNKNOWN_NAME ["WG0130"]:
        "A name is read that is neither a local variable nor a module-level name that Warp can use. Built-ins \
         need their prefix, `wp.`.";
        "Correct the spelling, define the name, or write `wp.` before it.";
    UNKNOWN_FUNCTION ["WG0131"]:
        "Something is called that is neither a built-in of Warp nor a function decorated with `@wp.func`. \
         Ordinary Python functions cannot run in a kernel.";
        "Correct the spelling, or decorate the function with `@wp.func`.";
    NO_OVERLOAD ["WG0132"]:
        "The function exists, and takes other arguments. Warp converts no types by itself: an integer where a \
         float is expected is an error. The notes list the nearest overloads and the first argument that does \
         not fit.";
        "Convert the argument, `float(i)`, `wp.float64(x)`, or pass as many as the function takes.";
    SYNTAX_IN_KERNEL ["WG0133"]:
        "Kernels are Python syntax with C++ meaning: lists, dictionaries, exceptions, strings, comprehensions \
         and the like have no translation.";
        "Rewrite the statement; the help line says how.";
    TYPE_CHANGE ["WG0134"]:
        "A variable keeps the type of its first value, as in C++, and a struct field its declared type.";
        "Use another variable, or convert the value. `a = float(1.0)` makes a float variable, `a = 1` an \
         integer.";
    ANNOTATION ["WG0135"]:
        "Every parameter of a kernel needs a type, since Warp compiles the kernel before it sees values.";
        "Annotate the parameter.";
    MUTATED_CONSTANT ["WG0136"]:
        "`s = 0.0` makes a compile-time constant. A loop that is not unrolled runs at run time and cannot \
         change it.";
        "Declare a variable: `s = float(0.0)`, `n = int(0)`.";
    KERNEL_RETURN ["WG0137"]:
        "A kernel runs once per thread and has nobody to return a value to. A bare `return` is fine.";
        "Write the result to an array that is passed to the kernel.";
    RETURN_MISMATCH ["WG0138"]:
        "All `return` statements of a function must give the same number of values of the same types, which \
         must be those of the return annotation.";
        "Convert the values, or correct the annotation.";
    UNPACKING ["WG0139"]:
        "A tuple is unpacked into more or fewer names than it has values.";
        "Use as many names as there are values; `_` for those that are not needed.";
    TYPE_MISMATCH ["WG0140"]:
        "Two values must have one type and have not. Warp converts no types by itself, not even integers to \
         floats.";
        "Convert one of them: `float(i)`, `wp.float64(x)`, `1.0` instead of `1`.";
    UNKNOWN_ATTRIBUTE ["WG0141"]:
        "A struct has no such field, a vector no such component, a module no such attribute.";
        "Correct the name. Vectors have x, y, z and w; transformations p and q.";
    UNSUPPORTED ["WG0200"]:
        "Warp accepts this, or may accept it, and warpgen cannot follow: the kernel uses a value that is not \
         known without running Python, or something that is not implemented. `check` looks at the rest of the \
         kernel all the same.";
        "Nothing is wrong with the file. For `warpgen emit`, use a value that can be computed from the file's \
         text.";
    HOST_UNKNOWN ["WG0300"]:
        "Evaluating the module level of the file, or one statement of it, would take too long or too much memory.";
        "Move heavy work into a function that is not called on import, or below `if __name__ == \"__main__\":`.";
    HOST_UNRESOLVED ["WG0301"]:
        "A kernel cannot be evaluated without running Python: its types, name or options depend on something \
         unknown. It is not checked.";
        "Nothing is wrong with the file; where the type can be written out, warpgen can check the kernel.";
    IMPORT_MISSING ["WG0400"]:
        "An import fails, or the file raises ImportError. What comes from it is unknown; kernels that do not \
         need it are checked.";
        "Name the folder with `--python-path`, or install the package beside Warp.";
    IMPORT_FAILED ["WG0401"]:
        "A statement at module level raises an exception, as far as warpgen can tell. What it defines is \
         unknown; the rest of the file is checked.";
        "Correct the statement, if Python raises there too.";
    NO_KERNELS:
        "`warpgen emit` was given a file without kernels.";
        "Name the file that defines them.";
    DUPLICATE_MODULE:
        "Two files of a tree have the same module name: Warp names modules by the dotted path of the package a \
         file is in, or by the file's stem outside packages. One Python process can import only one of them. \
         Files in a cache are named by module and digest, so different content does not collide.";
        "Rename one of them, or emit them to different folders.";
    LOOP_GRADIENT ["WG0500"]:
        "Warp's reverse pass replays the forward statements without their loops, then runs each loop \
         backwards, replaying one round at a time from the state that is left. A value that a loop carries \
         from round to round is then that of another round, and after the loop it is that of before. \
         Operations whose derivative needs such a value, such as a product, get a wrong gradient, often \
         exactly zero. Sums are safe: their derivative needs no values. So are unrolled loops.";
        "Loop over a constant range of at most `max_unroll` rounds; or keep the value of each round in an \
         array; or do what follows the loop in a second kernel; or write the gradient by hand with \
         `@wp.func_grad`. Where no gradient is needed, `@wp.kernel(enable_backward=False)` also halves the \
         compile time.";
    BREAK_GRADIENT ["WG0501"]:
        "The reverse pass of a `for` loop runs its rounds from the last to the first, and a `break` leaves it \
         there as well: rounds that ran in the forward pass are left out, often all of them.";
        "Replace the `break` by a condition around the rest of the body, or `continue`.";
    OVERWRITTEN_ARRAY ["WG0502"]:
        "The reverse pass does not keep what was read from arrays: it reads them again. If the kernel has \
         overwritten the element by then, a derivative that needs its value is wrong. \
         `wp.config.verify_autograd_array_access` finds the same between kernels, at run time.";
        "Write to another array.";
    NO_ADJOINT ["WG0503"]:
        "The built-in has no derivative in Warp, although it has one mathematically, so no gradient reaches \
         what is before it. Steps such as `floor` and `sign`, whose derivative is zero anyway, are not \
         reported.";
        "Compute the value from built-ins that are differentiable, or write a `@wp.func` with a \
         `@wp.func_grad`.";
    OVERWRITTEN_COMPONENT ["WG0504"]:
        "`v[i] = x` on a local vector or matrix changes it in place. The gradient of the component then goes \
         to `x`, and also to what the component was before.";
        "Build a new vector with all components, or set the module option \
         `enable_vector_component_overwrites`.";
    MAYBE_UNDEFINED ["WG0600"]:
        "The variable gets a value in a branch or loop that may not run. Python would raise \
         UnboundLocalError; Warp declares a C++ variable without a value and reads whatever is there.";
        "Give the variable a value before the branch.";
    INTEGER_DIVISION ["WG0601"]:
        "`/` on integers is C++ division: it drops the fraction. Python gives a float. `int(a / b)`, which \
         shows that a whole number is meant, is not reported.";
        "Convert first, `float(a) / float(b)`, or write `//`.";
    NEGATIVE_REMAINDER ["WG0602"]:
        "`%` is C++ remainder: it has the sign of the left operand, so `(i - 1) % n` is -1 for `i == 0`, not \
         `n - 1` as in Python. Reported where the left operand is a difference or negative.";
        "Add the right operand first: `(i - 1 + n) % n`.";
    LOOP_ELSE ["WG0603"]:
        "Warp passes over the `else` of a loop. In Python it runs when the loop is not left by `break`.";
        "Set a flag in the loop, and test it afterwards.";
    NOT_UNROLLED ["WG0604"]:
        "A loop over a constant range is unrolled when it has at most `max_unroll` rounds (16 unless set) and \
         no `break`. One that is not unrolled loses what it computes to the reverse pass, and cannot change \
         constants. Reported only when asked for: `--select WG0604`, or `--select ALL`.";
        "Raise the module option `max_unroll`, or replace `break` by a condition.";
    UNKNOWN_IGNORE ["WG0700"]:
        "A comment `# warpgen: ignore[...]` names a code that does not exist, so it ignores nothing.";
        "Correct the code; `warpgen explain` lists them.";
}

/// The explanation of a code.
#[must_use]
pub fn explain(code: Code) -> Option<Explanation> {
    EXPLANATIONS.iter().find(|explanation| explanation.code == code).copied()
}

/// How wide texts are set.
const WIDTH: usize = 88;

/// The explanation of a code as `warpgen explain` prints it.
#[must_use]
pub fn explanation_text(code: Code) -> String {
    let mut out = String::new();
    let opt_in = if Selection::is_opt_in(code) { ", only when asked for" } else { "" };
    let _ = writeln!(out, "{} ({}{opt_in}): {}\n", code.name, code.severity.name(), code.title);
    let Some(explanation) = explain(code) else { return out };
    let _ = writeln!(out, "{}\n", filled(explanation.meaning));
    if let Some((bad, ok)) = explanation.example {
        let _ = writeln!(out, "For example:\n\n{}", indented(bad));
        let _ = writeln!(out, "What to do: {}\n", filled(explanation.fix));
        let _ = write!(out, "Not reported:\n\n{}", indented(ok));
    } else {
        let _ = writeln!(out, "What to do: {}", filled(explanation.fix));
    }
    out
}

/// An example without its first import, indented.
fn indented(text: &str) -> String {
    let text = text.strip_prefix("import warp as wp\n").unwrap_or(text).trim();
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(if line.is_empty() { "" } else { "    " });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// A text in lines of bounded width.
fn filled(text: &str) -> String {
    let mut out = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            width = 0;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_order() {
        let explained: Vec<&str> = EXPLANATIONS.iter().map(|e| e.code.name).collect();
        let all: Vec<&str> = code::ALL.iter().map(|code| code.name).collect();
        assert_eq!(explained, all);
    }
}
