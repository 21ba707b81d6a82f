//! Shorthands that make the text before they borrow the generator.

/// A new local with formatted text.
macro_rules! set {
    ($g:expr, $words:expr, $ty:expr, $($text:tt)*) => {{
        let text = format!($($text)*);
        $g.set($words, $ty, text)
    }};
}

/// A new local with a given base name and formatted text.
macro_rules! bind_text {
    ($g:expr, $base:expr, $ty:expr, $($text:tt)*) => {{
        let text = format!($($text)*);
        $g.bind_text($base, $ty, text)
    }};
}

/// A formatted line.
macro_rules! line {
    ($g:expr, $($text:tt)*) => {{
        let text = format!($($text)*);
        $g.line(text)
    }};
}

/// A block with a formatted head.
macro_rules! block {
    ($g:expr, [$($head:tt)*], $body:expr) => {{
        let head = format!($($head)*);
        $g.block(head, $body)
    }};
}
