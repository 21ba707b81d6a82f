//! The undefined symbols of an ELF object: enough of the format to say, before anyone loads an object, whether Warp's
//! loader will find everything it refers to.

/// Names of undefined global symbols, sorted; `None` when the bytes are no 64-bit little-endian ELF object.
#[must_use]
pub fn undefined_symbols(bytes: &[u8]) -> Option<Vec<String>> {
    if bytes.get(..6)? != b"\x7fELF\x02\x01" {
        return None;
    }
    let sections = usize::try_from(read(bytes, 0x28, 8)?).ok()?;
    let entry_size = usize::try_from(read(bytes, 0x3a, 2)?).ok()?;
    let mut count = usize::try_from(read(bytes, 0x3c, 2)?).ok()?;
    let header = |index: usize| sections.checked_add(index.checked_mul(entry_size)?);
    if count == 0 {
        // More sections than the field can hold: the number is in the first section's size.
        count = usize::try_from(read(bytes, header(0)?.checked_add(0x20)?, 8)?).ok()?;
    }
    let table = |index: usize| -> Option<(u64, usize, usize, usize)> {
        let at = header(index)?;
        let kind = read(bytes, at.checked_add(4)?, 4)?;
        let offset = usize::try_from(read(bytes, at.checked_add(0x18)?, 8)?).ok()?;
        let size = usize::try_from(read(bytes, at.checked_add(0x20)?, 8)?).ok()?;
        let link = usize::try_from(read(bytes, at.checked_add(0x28)?, 4)?).ok()?;
        Some((kind, offset, size, link))
    };
    let mut names = Vec::new();
    for index in 0..count {
        let (kind, offset, size, link) = table(index)?;
        if kind != 2 {
            continue;
        }
        let (_, strings, strings_size, _) = table(link)?;
        let strings = bytes.get(strings..strings.checked_add(strings_size)?)?;
        for symbol in bytes.get(offset..offset.checked_add(size)?)?.chunks_exact(24).skip(1) {
            let (binding, section) = (symbol[4] >> 4, u16::from_le_bytes([symbol[6], symbol[7]]));
            // Weak references may stay unresolved.
            if section == 0 && binding == 1 {
                let start = usize::try_from(read(symbol, 0, 4)?).ok()?;
                let name = strings.get(start..)?.split(|b| *b == 0).next()?;
                names.push(String::from_utf8_lossy(name).into_owned());
            }
        }
    }
    names.sort();
    names.dedup();
    Some(names)
}

fn read(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let mut out = [0u8; 8];
    out[..len].copy_from_slice(bytes.get(at..at.checked_add(len)?)?);
    Some(u64::from_le_bytes(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nonsense_is_none() {
        for bytes in [&b""[..], b"MZ", b"\x7fELF\x02\x01", &[0x7f, b'E', b'L', b'F', 2, 1, 0xff, 0xff]] {
            assert_eq!(undefined_symbols(bytes), None);
        }
        let mut bytes = b"\x7fELF\x02\x01".to_vec();
        bytes.resize(200, 0xff);
        assert_eq!(undefined_symbols(&bytes), None);
    }
}
