//! How far `xz -6` compresses a text: through the program of that name, if the machine has it.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

/// Length before over length after; `None` without `xz`.
#[must_use]
pub fn ratio(text: &[u8]) -> Option<f64> {
    let mut child = Command::new("xz")
        .args(["-6", "-c", "-T1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let mut output = child.stdout.take()?;
    let compressed = std::thread::scope(|scope| {
        let writer = scope.spawn(move || input.write_all(text));
        let mut total = 0usize;
        let mut buffer = vec![0; 1 << 16];
        while let Ok(got) = output.read(&mut buffer) {
            if got == 0 {
                break;
            }
            total += got;
        }
        writer.join().ok().and_then(Result::ok).map(|()| total)
    })?;
    let status = child.wait().ok()?;
    (status.success() && compressed > 0).then(|| text.len() as f64 / compressed as f64)
}
