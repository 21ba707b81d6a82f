//! The registry of diagnostic codes. A code never changes its meaning; retired ones are not reused.

use super::{ErrorClass, Severity};

/// A registered code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// `WG` and four digits.
    pub name: &'static str,
    /// How bad such problems are.
    pub severity: Severity,
    /// What kind of problem this is, in one line.
    pub title: &'static str,
}

macro_rules! codes {
    ($($(#[$meta:meta])* $id:ident = $name:literal, $severity:ident, $title:literal;)*) => {
        $($(#[$meta])* pub const $id: Code =
            Code { name: $name, severity: Severity::$severity, title: $title };)*
        /// Every code, in order.
        pub const ALL: &[Code] = &[$($id),*];
    };
}

codes! {
    /// The file is not Python (or not Python that the parser knows).
    PARSE = "WG0001", Error, "the file cannot be parsed";
    /// The file cannot be read or is not UTF-8.
    READ = "WG0002", Error, "the file cannot be read";
    /// Output cannot be written.
    WRITE = "WG0003", Error, "output cannot be written";
    /// Wrong arguments.
    USAGE = "WG0004", Error, "the command line is wrong";
    /// A compiler, library or header that is missing or cannot be used.
    TOOLCHAIN = "WG0005", Error, "a part of the toolchain is missing or cannot be used";
    /// The compiler rejects generated code (Warp's own text would be rejected too).
    NOT_COMPILED = "WG0006", Error, "generated code does not compile";
    /// A bug in warpgen.
    INTERNAL = "WG0009", Error, "internal error";

    /// `WarpCodegenError`.
    WARP_CODEGEN = "WG0100", Error, "Warp rejects the kernel (WarpCodegenError)";
    /// `WarpCodegenTypeError`.
    WARP_CODEGEN_TYPE = "WG0101", Error, "Warp rejects the kernel (WarpCodegenTypeError)";
    /// `WarpCodegenAttributeError`.
    WARP_CODEGEN_ATTRIBUTE = "WG0102", Error, "Warp rejects the kernel (WarpCodegenAttributeError)";
    /// `WarpCodegenIndexError`.
    WARP_CODEGEN_INDEX = "WG0103", Error, "Warp rejects the kernel (WarpCodegenIndexError)";
    /// `WarpCodegenKeyError`.
    WARP_CODEGEN_KEY = "WG0104", Error, "Warp rejects the kernel (WarpCodegenKeyError)";
    /// `WarpCodegenValueError`.
    WARP_CODEGEN_VALUE = "WG0105", Error, "Warp rejects the kernel (WarpCodegenValueError)";
    /// `WarpDeterminismError`.
    WARP_DETERMINISM = "WG0106", Error, "Warp rejects the kernel in deterministic mode (WarpDeterminismError)";
    /// `RuntimeError`.
    RUNTIME = "WG0110", Error, "Warp rejects the code (RuntimeError)";
    /// `TypeError`.
    TYPE = "WG0111", Error, "Warp rejects the code (TypeError)";
    /// `ValueError`.
    VALUE = "WG0112", Error, "Warp rejects the code (ValueError)";
    /// `IndexError`.
    INDEX = "WG0113", Error, "Warp rejects the code (IndexError)";
    /// `KeyError`.
    KEY = "WG0114", Error, "Warp rejects the code (KeyError)";
    /// `AttributeError`.
    ATTRIBUTE = "WG0115", Error, "Warp rejects the code (AttributeError)";
    /// `NameError`.
    NAME = "WG0116", Error, "Warp rejects the code (NameError)";
    /// `NotImplementedError`.
    NOT_IMPLEMENTED = "WG0117", Error, "Warp rejects the code (NotImplementedError)";
    /// `SyntaxError`.
    SYNTAX = "WG0118", Error, "Warp rejects the code (SyntaxError)";
    /// `AssertionError`.
    ASSERTION = "WG0119", Error, "Warp rejects the code (AssertionError)";
    /// `RecursionError`.
    RECURSION = "WG0120", Error, "Warp rejects the code (RecursionError)";

    /// A name that is bound to nothing (`check` only, as all codes up to `WG0199`).
    UNKNOWN_NAME = "WG0130", Error, "a name that is not defined";
    /// A call of something that is no Warp function.
    UNKNOWN_FUNCTION = "WG0131", Error, "a function that Warp does not know";
    /// A call whose arguments fit no overload.
    NO_OVERLOAD = "WG0132", Error, "a call that fits no overload";
    /// Python that Warp has no translation for.
    SYNTAX_IN_KERNEL = "WG0133", Error, "Python that kernels cannot contain";
    /// A name or field is given a value of another type.
    TYPE_CHANGE = "WG0134", Error, "a variable or field is given a value of another type";
    /// A parameter without a usable annotation.
    ANNOTATION = "WG0135", Error, "a parameter or result without a usable annotation";
    /// A constant changed in a loop that is not unrolled.
    MUTATED_CONSTANT = "WG0136", Error, "a constant is changed in a loop that is not unrolled";
    /// A kernel that returns a value.
    KERNEL_RETURN = "WG0137", Error, "a kernel returns a value";
    /// Returns that do not agree.
    RETURN_MISMATCH = "WG0138", Error, "returned values do not agree with each other or the annotation";
    /// Unpacking into a wrong number of names.
    UNPACKING = "WG0139", Error, "a wrong number of values to unpack";
    /// Operands or a stored value of types that do not go together.
    TYPE_MISMATCH = "WG0140", Error, "values of types that do not go together";
    /// A field, component or attribute that does not exist.
    UNKNOWN_ATTRIBUTE = "WG0141", Error, "an attribute that does not exist";

    /// Something Warp accepts and warpgen does not support yet.
    UNSUPPORTED = "WG0200", Error, "not supported by warpgen yet";

    /// A value that only running Python would tell.
    HOST_UNKNOWN = "WG0300", Error, "a value that cannot be known without running Python";
    /// A kernel, function or struct could not be evaluated.
    HOST_UNRESOLVED = "WG0301", Error, "a definition that cannot be evaluated without running Python";

    /// A module that cannot be found.
    IMPORT_MISSING = "WG0400", Error, "an imported module cannot be found";
    /// The file's own code raises while it is imported.
    IMPORT_FAILED = "WG0401", Error, "importing the file raises an exception";
    /// The file defines no kernel.
    NO_KERNELS = "WG0402", Warning, "the file defines no kernel";
    /// Modules of several files share a name, hence files in a cache.
    DUPLICATE_MODULE = "WG0403", Warning, "two files define a module of one name";

    /// The reverse pass needs a value that only a loop computes.
    LOOP_GRADIENT = "WG0500", Warning, "the reverse pass needs a value that a loop has changed";
    /// A loop that is left early is run backwards.
    BREAK_GRADIENT = "WG0501", Warning, "the reverse pass of a loop with `break` runs other iterations";
    /// The reverse pass reads an array that the kernel has overwritten.
    OVERWRITTEN_ARRAY = "WG0502", Warning, "the reverse pass reads an array element that was overwritten";
    /// A built-in without an adjoint on a path that has gradients.
    NO_ADJOINT = "WG0503", Warning, "a built-in without an adjoint cuts off a gradient";
    /// A component that is overwritten keeps its gradient.
    OVERWRITTEN_COMPONENT = "WG0504", Warning, "a component that is overwritten keeps its gradient";

    /// A name that is not bound on every path.
    MAYBE_UNDEFINED = "WG0600", Warning, "a variable may have no value here";
    /// `/` on integers.
    INTEGER_DIVISION = "WG0601", Warning, "`/` on integers drops the fraction";
    /// `%` on what may be negative.
    NEGATIVE_REMAINDER = "WG0602", Warning, "`%` keeps the sign of its left operand";
    /// `else` of a loop.
    LOOP_ELSE = "WG0603", Warning, "`else` of a loop is ignored";
    /// A constant loop that stays a loop.
    NOT_UNROLLED = "WG0604", Warning, "a loop over a constant range is not unrolled";

    /// A code that does not exist in a comment.
    UNKNOWN_IGNORE = "WG0700", Warning, "a comment ignores a code that does not exist";
}

/// The code for a class of Warp's exceptions.
#[must_use]
pub fn for_class(class: ErrorClass) -> Code {
    match class {
        ErrorClass::WarpCodegenError => WARP_CODEGEN,
        ErrorClass::WarpCodegenTypeError => WARP_CODEGEN_TYPE,
        ErrorClass::WarpCodegenAttributeError => WARP_CODEGEN_ATTRIBUTE,
        ErrorClass::WarpCodegenIndexError => WARP_CODEGEN_INDEX,
        ErrorClass::WarpCodegenKeyError => WARP_CODEGEN_KEY,
        ErrorClass::WarpCodegenValueError => WARP_CODEGEN_VALUE,
        ErrorClass::WarpDeterminismError => WARP_DETERMINISM,
        ErrorClass::RuntimeError => RUNTIME,
        ErrorClass::TypeError => TYPE,
        ErrorClass::ValueError => VALUE,
        ErrorClass::IndexError => INDEX,
        ErrorClass::KeyError => KEY,
        ErrorClass::AttributeError => ATTRIBUTE,
        ErrorClass::NameError => NAME,
        ErrorClass::NotImplementedError => NOT_IMPLEMENTED,
        ErrorClass::SyntaxError => SYNTAX,
        ErrorClass::AssertionError => ASSERTION,
        ErrorClass::RecursionError => RECURSION,
        ErrorClass::Unsupported => UNSUPPORTED,
    }
}

/// The code of that name.
#[must_use]
pub fn find(name: &str) -> Option<Code> {
    ALL.iter().copied().find(|code| code.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_sorted() {
        assert!(ALL.windows(2).all(|pair| pair[0].name < pair[1].name));
        assert_eq!(find("wg0001"), Some(PARSE));
    }
}
