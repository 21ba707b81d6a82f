//! Which codes are reported.

use crate::diag::{Code, code};

/// Codes that are reported only when they are asked for by name: not wrong, but worth knowing sometimes.
const OPT_IN: &[Code] = &[code::NOT_UNROLLED];

/// Codes to report, by prefixes: `WG05` stands for all codes that begin so, `ALL` for all codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// A selection by prefixes. Without `select`, everything but what is [`OPT_IN`].
    ///
    /// # Errors
    /// A prefix that no code has.
    pub fn new(select: &[String], ignore: &[String]) -> Result<Self, String> {
        let checked = |list: &[String]| -> Result<Vec<String>, String> {
            list.iter()
                .map(|item| item.trim().to_ascii_uppercase())
                .filter(|item| !item.is_empty())
                .map(|item| {
                    let known = item == "ALL" || code::ALL.iter().any(|code| code.name.starts_with(&item));
                    if known { Ok(item) } else { Err(format!("no code is called or begins with `{item}`")) }
                })
                .collect()
        };
        Ok(Selection { select: checked(select)?, ignore: checked(ignore)? })
    }

    /// Whether a code is reported. Of `select` and `ignore`, the longer prefix decides; `ignore` when both are
    /// equally long.
    #[must_use]
    pub fn includes(&self, code: Code) -> bool {
        let longest = |list: &[String]| {
            let fits = list.iter().filter(|item| *item == "ALL" || code.name.starts_with(item.as_str()));
            fits.map(|item| if item == "ALL" { 0 } else { item.len() }).max()
        };
        let ignored = longest(&self.ignore);
        let selected = match longest(&self.select) {
            None if self.select.is_empty() && !OPT_IN.contains(&code) => Some(0),
            other => other,
        };
        match (selected, ignored) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(selected), Some(ignored)) => selected > ignored,
        }
    }

    /// Whether a code must be asked for.
    #[must_use]
    pub fn is_opt_in(code: Code) -> bool {
        OPT_IN.contains(&code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(select: &[&str], ignore: &[&str]) -> Selection {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        Selection::new(&owned(select), &owned(ignore)).expect("known codes")
    }

    #[test]
    fn the_longer_prefix_decides() {
        let all = selection(&[], &[]);
        assert!(all.includes(code::PARSE) && !all.includes(code::NOT_UNROLLED));
        assert!(selection(&["ALL"], &[]).includes(code::NOT_UNROLLED));
        let gradients = selection(&["WG05"], &["WG0502"]);
        assert!(gradients.includes(code::LOOP_GRADIENT));
        assert!(!gradients.includes(code::OVERWRITTEN_ARRAY) && !gradients.includes(code::LOOP_ELSE));
        let one = selection(&["wg0502"], &["WG05"]);
        assert!(one.includes(code::OVERWRITTEN_ARRAY) && !one.includes(code::LOOP_GRADIENT));
        assert!(Selection::new(&["WG99".to_owned()], &[]).is_err());
    }
}
