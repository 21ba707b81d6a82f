//! Codes of errors: Warp has a dozen exception classes for hundreds of messages; a check tells kinds apart.

use crate::diag::{Code, Diagnostic, code};

/// How messages of one kind begin, or what they contain.
struct Kind {
    code: Code,
    begins: &'static [&'static str],
    contains: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind { code: code::UNKNOWN_NAME, begins: &["Referencing undefined symbol: "], contains: &[] },
    Kind {
        code: code::UNKNOWN_FUNCTION,
        begins: &["Could not find function "],
        contains: &["' object has no attribute 'is_builtin'"],
    },
    Kind {
        code: code::NO_OVERLOAD,
        begins: &["Couldn't find function overload for "],
        contains: &["missing a required argument: ", "got an unexpected keyword argument "],
    },
    Kind {
        code: code::SYNTAX_IN_KERNEL,
        begins: &[
            "Construct `ast.",
            "List constructs are not supported",
            "Assigning the same value to multiple variables",
            "<class 'ast.",
            "Lambda expressions are not yet supported",
            "None type unsupported",
            "must be real number, not complex",
        ],
        contains: &[],
    },
    Kind { code: code::KERNEL_RETURN, begins: &[], contains: &["Warp kernels cannot return values"] },
    Kind {
        code: code::RETURN_MISMATCH,
        begins: &["Error, function returned different types"],
        contains: &["has its return type annotated as"],
    },
    Kind {
        code: code::TYPE_CHANGE,
        begins: &[
            "Error, assigning to existing symbol ",
            "Error, augmented assignment to ",
            "Error, assigning to struct field ",
        ],
        contains: &[],
    },
    Kind { code: code::MUTATED_CONSTANT, begins: &["Error mutating a constant "], contains: &[] },
    Kind {
        code: code::UNPACKING,
        begins: &["Multiple return functions ", "Invalid number of values to unpack"],
        contains: &[" values to unpack", "must match number of"],
    },
    Kind {
        code: code::TYPE_MISMATCH,
        begins: &["Input types must be the same", "Composite slot assignment expects value of type"],
        contains: &["must be of the same type as", "Cannot chain comparisons of unequal types"],
    },
    Kind {
        code: code::UNKNOWN_ATTRIBUTE,
        begins: &["Vector swizzle ", "Transform attribute must ", "Attribute for transformation must be "],
        contains: &["is not an attribute of", " has no exposed field "],
    },
    Kind {
        code: code::ANNOTATION,
        begins: &["Union type annotations", "Incomplete argument annotations"],
        contains: &["missing type annotation"],
    },
];

/// The same diagnostic with the code of its kind.
pub(super) fn refine(mut diagnostic: Diagnostic) -> Diagnostic {
    if diagnostic.warp.is_none() {
        return diagnostic;
    }
    let message = diagnostic.message.as_str();
    let kind = KINDS.iter().find(|kind| {
        kind.begins.iter().any(|text| message.starts_with(text))
            || kind.contains.iter().any(|text| message.contains(text))
    });
    if let Some(kind) = kind {
        diagnostic.code = kind.code;
    }
    diagnostic
}
