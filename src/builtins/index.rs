//! Finding a built-in by name: a table of hashes, made when the program is compiled.

use super::table::ENTRIES;

/// A power of two, three times as many as there are names: most are found at the first look.
const SLOTS: usize = 1024;
const FREE: u16 = u16::MAX;
static TABLE: [u16; SLOTS] = table();

/// FNV-1a, folded.
const fn slot(name: &[u8]) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    let mut i = 0;
    while i < name.len() {
        hash = (hash ^ name[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    (hash ^ (hash >> 15)) as usize % SLOTS
}

const fn table() -> [u16; SLOTS] {
    let mut table = [FREE; SLOTS];
    let mut index = 0;
    while index < ENTRIES.len() {
        let mut at = slot(ENTRIES[index].name.as_bytes());
        while table[at] != FREE {
            at = (at + 1) % SLOTS;
        }
        table[at] = index as u16;
        index += 1;
    }
    table
}

/// The place of a name in the table of built-ins.
pub(super) fn find(name: &str) -> Option<usize> {
    let mut at = slot(name.as_bytes());
    loop {
        match TABLE[at] {
            FREE => return None,
            index if ENTRIES[index as usize].name == name => return Some(index as usize),
            _ => at = (at + 1) % SLOTS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_others_are_not() {
        for (index, entry) in ENTRIES.iter().enumerate() {
            assert_eq!(find(entry.name), Some(index));
            assert_eq!(find(&format!("{}_", entry.name)), None);
        }
        assert_eq!(find(""), None);
    }
}
