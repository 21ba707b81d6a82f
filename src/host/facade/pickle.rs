//! `pickle.dumps`, for keys that libraries make digests of: `warp.fem.cache` names kernels so.
//!
//! Protocol 4, CPython's default from 3.8 to 3.13, as its C implementation writes it. An object that occurs twice is written
//! once, and that depends on identity; so what could be the same object twice is not written at all.

use super::super::value::Value;

/// Longest result, in bytes: longer keys are in more than one frame.
const LONGEST: usize = 60_000;

/// The bytes, or `None` for values that are not known, of other classes, or possibly shared.
pub(super) fn dumps(value: &Value) -> Option<Value> {
    let mut pickler = Pickler::default();
    pickler.save(value, 0)?;
    pickler.out.push(b'.');
    let body = pickler.out;
    if body.len() > LONGEST {
        return None;
    }
    let mut bytes = vec![0x80, 4];
    // What is shorter than a frame's head has none.
    if body.len() >= 4 {
        bytes.push(0x95);
        bytes.extend((body.len() as u64).to_le_bytes());
    }
    bytes.extend(body);
    Some(Value::Bytes(bytes.into()))
}

#[derive(Default)]
struct Pickler<'v> {
    out: Vec<u8>,
    /// Texts and tuples so far: equal ones may be one object.
    texts: Vec<&'v str>,
    tuples: Vec<Vec<u8>>,
}

impl<'v> Pickler<'v> {
    fn save(&mut self, value: &'v Value, depth: u32) -> Option<()> {
        if depth > 50 || self.out.len() > LONGEST {
            return None;
        }
        match value {
            Value::None => self.out.push(b'N'),
            Value::Bool(true) => self.out.push(0x88),
            Value::Bool(false) => self.out.push(0x89),
            Value::Int(int) => self.int(*int)?,
            Value::Float(float) => {
                self.out.push(b'G');
                self.out.extend(float.to_be_bytes());
            }
            Value::Str(text) => self.text(text)?,
            Value::Tuple(items) => self.tuple(items, depth)?,
            _ => return None,
        }
        Some(())
    }

    fn int(&mut self, int: i128) -> Option<()> {
        match int {
            0..=0xff => self.out.extend([b'K', int as u8]),
            0x100..=0xffff => {
                self.out.push(b'M');
                self.out.extend((int as u16).to_le_bytes());
            }
            _ => {
                self.out.push(b'J');
                self.out.extend(i32::try_from(int).ok()?.to_le_bytes());
            }
        }
        Some(())
    }

    fn text(&mut self, text: &'v str) -> Option<()> {
        if self.texts.contains(&text) {
            return None;
        }
        self.texts.push(text);
        match u8::try_from(text.len()) {
            Ok(length) => self.out.extend([0x8c, length]),
            Err(_) => {
                self.out.push(b'X');
                self.out.extend(u32::try_from(text.len()).ok()?.to_le_bytes());
            }
        }
        self.out.extend(text.as_bytes());
        self.memoize();
        Some(())
    }

    fn tuple(&mut self, items: &'v [Value], depth: u32) -> Option<()> {
        let start = self.out.len();
        if items.len() > 3 {
            self.out.push(b'(');
        }
        for item in items {
            self.save(item, depth + 1)?;
        }
        match items.len() {
            0 => {
                self.out.push(b')');
                return Some(());
            }
            n @ 1..=3 => self.out.push(0x84 + n as u8),
            _ => self.out.push(b't'),
        }
        let written = self.out[start..].to_vec();
        if self.tuples.contains(&written) {
            return None;
        }
        self.tuples.push(written);
        self.memoize();
        Some(())
    }

    fn memoize(&mut self) {
        self.out.push(0x94);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(value: &Value) -> Option<String> {
        let Value::Bytes(bytes) = dumps(value)? else { return None };
        Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    #[test]
    fn writes_what_cpython_writes() {
        // `pickle.dumps(value).hex()` of CPython 3.11.
        let flags = || Value::tuple(vec![Value::Bool(true), Value::Bool(false)]);
        let key = Value::tuple(vec![
            Value::str("m.n"),
            Value::str("f.<locals>.g"),
            flags(),
            Value::tuple(Vec::new()),
        ]);
        assert_eq!(hex(&key).as_deref(), Some(EXPECTED_KEY));
        let numbers = [0, 255, 256, 65535, 65536, -1].map(Value::Int).to_vec();
        let options = Value::tuple(vec![Value::str("fast_math"), Value::Float(0.5), Value::None]);
        assert_eq!(
            hex(&Value::tuple(vec![Value::tuple(numbers), options])).as_deref(),
            Some(EXPECTED_NUMBERS)
        );
        assert_eq!(hex(&Value::None).as_deref(), Some("80044e2e"));
        assert_eq!(hex(&Value::str(&"a".repeat(300))).map(|text| text.len()), Some(2 * 318));
        // One object or two?
        assert_eq!(hex(&Value::tuple(vec![Value::str("a"), Value::str("a")])), None);
        assert_eq!(hex(&Value::tuple(vec![flags(), flags()])), None);
        assert_eq!(hex(&Value::list(Vec::new())), None);
    }

    const EXPECTED_KEY: &str =
        "8004951e00000000000000288c036d2e6e948c0c662e3c6c6f63616c733e2e6794888986942974942e";
    const EXPECTED_NUMBERS: &str = concat!(
        "8004953200000000000000284b004bff4d00014dffff4a000001004affffffff74948c09666173745f6d61746894473fe000",
        "00000000004e879486942e",
    );
}
