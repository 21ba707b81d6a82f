//! Reading Python source files: only regular files of a sensible size, decoded as Python decodes them.

use std::io::Read as _;
use std::path::Path;

/// The largest source file that is read, in bytes. Its tree can take several hundred times as much memory.
const LARGEST: u64 = 1 << 20;

/// The text of a Python file, or why there is none.
///
/// # Errors
/// It cannot be read, is no regular file (reading a pipe might never end), is too large, or is not text in an encoding we know.
pub fn read_source(path: &Path) -> Result<String, String> {
    let meta = std::fs::metadata(path).map_err(|e| e.to_string())?;
    if meta.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if !meta.is_file() {
        return Err("it is not a regular file (`-` reads standard input)".to_owned());
    }
    if meta.len() > LARGEST {
        return Err(format!("it is larger than {} MiB", LARGEST >> 20));
    }
    let file = std::fs::File::open(path).map_err(|e| e.to_string())?;
    let mut bytes = Vec::with_capacity(meta.len() as usize);
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
    decode(bytes)
}

/// Decodes a source file: UTF-8 unless a PEP 263 comment in the first two lines says otherwise; a byte order mark is dropped.
///
/// # Errors
/// Bytes that do not fit the encoding, or an encoding that is not known; null bytes.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is larger than {} MiB", LARGEST >> 20));
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err("source code cannot contain null bytes".to_owned());
    }
    let marked = bytes.starts_with(b"\xef\xbb\xbf");
    let mut bytes = bytes;
    if marked {
        bytes.drain(..3);
    }
    let rest = &bytes[..];
    match declared_encoding(rest).as_deref() {
        None | Some("utf-8") => String::from_utf8(bytes)
            .map_err(|e| format!("the file is not UTF-8 (byte {} is invalid)", e.utf8_error().valid_up_to())),
        Some(name) if marked => {
            Err(format!("the file starts with a UTF-8 mark but declares the encoding '{name}'"))
        }
        Some("iso-8859-1") => Ok(rest.iter().map(|b| char::from(*b)).collect()),
        Some("ascii") => match rest.iter().position(|b| !b.is_ascii()) {
            None => Ok(rest.iter().map(|b| char::from(*b)).collect()),
            Some(at) => Err(format!("the file is not ASCII (byte {at} is invalid), as it declares")),
        },
        Some(name) => {
            Err(format!("the file declares the encoding '{name}', which is not known: save it as UTF-8"))
        }
    }
}

/// The encoding that a comment in the first two lines declares, in a canonical spelling.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|b| *b == b'\n').take(2) {
        let line = line.trim_ascii();
        if let Some(comment) = line.strip_prefix(b"#") {
            if let Some(name) = cookie(comment) {
                return Some(canonical(&name));
            }
        } else if !line.is_empty() {
            return None;
        }
    }
    None
}

/// What follows `coding:` or `coding=`.
fn cookie(comment: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(comment);
    let mut rest = &*text;
    while let Some(at) = rest.find("coding") {
        rest = &rest[at + "coding".len()..];
        if let Some(value) = rest.strip_prefix([':', '=']) {
            let value = value.trim_start_matches([' ', '\t']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')));
            let name = &value[..end.unwrap_or(value.len())];
            if !name.is_empty() {
                return Some(name.to_owned());
            }
        }
    }
    None
}

fn canonical(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    match &*name {
        "utf-8" | "utf8" | "u8" | "utf" | "utf-8-sig" | "cp65001" => "utf-8".to_owned(),
        n if n.starts_with("utf-8-") => "utf-8".to_owned(),
        "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819"
        | "iso-latin-1" => "iso-8859-1".to_owned(),
        "ascii" | "us-ascii" | "646" => "ascii".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn encodings_are_declared_as_in_pep_263() {
        assert_eq!(
            decode(b"# -*- coding: latin-1 -*-\n'\xe9'".to_vec()).as_deref(),
            Ok("# -*- coding: latin-1 -*-\n'\u{e9}'")
        );
        assert_eq!(
            decode(b"\n# vim: fileencoding=utf8\n".to_vec()).as_deref(),
            Ok("\n# vim: fileencoding=utf8\n")
        );
        assert!(decode(b"# coding: klingon\n".to_vec()).is_err_and(|e| e.contains("klingon")));
        assert!(decode(b"\xef\xbb\xbf# coding: latin-1\n".to_vec()).is_err());
        assert_eq!(decode(b"\xef\xbb\xbfx = 1\n".to_vec()).as_deref(), Ok("x = 1\n"));
        // Only comments, and only in the first two lines.
        assert!(decode(b"x = 1  # coding: latin-1\n'\xe9'".to_vec()).is_err());
        assert!(decode(b"\n\n# coding: latin-1\n'\xe9'".to_vec()).is_err());
        assert!(decode(b"a\0".to_vec()).is_err());
    }
}
