//! NVRTC in processes of their own: its front end does one program at a time in a process, and a crash or a panic in
//! it must not take the caller down.
//!
//! A worker is this same executable, started with [`WORKER_ARG`]. A program that wants to use [`Pool`] calls
//! [`serve_if_asked`] first thing in `main`. The two speak over the worker's stdin and stdout in frames: the length of
//! a JSON head (u32, little endian), the length of the bytes that follow it (u64), the head, the bytes.

use super::check::lock;
use super::error::{Error, Result};
use super::nvrtc::{Compiled, Nvrtc, Want};
use super::sdk::NvrtcLib;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Condvar, Mutex};

/// The hidden first argument that turns this executable into a worker.
pub const WORKER_ARG: &str = "__warpgen-nvrtc-worker";

/// The largest frame that is believed; anything above means that the stream is not ours.
const MAX_FRAME: u64 = 1 << 32;

#[derive(Serialize, Deserialize)]
struct Request {
    name: String,
    options: Vec<String>,
    want: Want,
}

#[derive(Serialize, Deserialize)]
enum Answer {
    /// The library is loaded: its version and architectures.
    Ready { version: (i32, i32) },
    /// The program compiled; the artefact follows the head.
    Compiled { log: String },
    /// The program was rejected.
    Rejected { log: String },
    /// The compiler could not be asked.
    Failed { why: String },
}

/// What a worker needs to know before its first program.
#[derive(Serialize, Deserialize)]
struct Hello {
    library: PathBuf,
    builtins: Option<PathBuf>,
}

/// Becomes a worker, and never returns, when the process was started as one.
pub fn serve_if_asked() {
    let mut args = std::env::args_os();
    if args.nth(1).is_some_and(|arg| arg == WORKER_ARG) {
        let served = serve(&mut io::stdin().lock(), &mut io::stdout().lock());
        std::process::exit(i32::from(served.is_err()));
    }
}

/// Answers requests until the stream ends.
fn serve(input: &mut impl Read, output: &mut impl Write) -> io::Result<()> {
    let Some((hello, _)) = receive::<Hello>(input)? else { return Ok(()) };
    let lib = NvrtcLib { path: hello.library, builtins: hello.builtins };
    let nvrtc = match Nvrtc::load(&lib) {
        Ok(nvrtc) => nvrtc,
        Err(error) => return send(output, &Answer::Failed { why: error.to_string() }, &[]),
    };
    send(output, &Answer::Ready { version: nvrtc.version() }, &[])?;
    // Precompiled headers: in a folder of this process alone, which vanishes with it.
    let pch = tempfile::Builder::new().prefix("warpgen-nvrtc-").tempdir()?;
    while let Some((request, body)) = receive::<Request>(input)? {
        let source = String::from_utf8_lossy(&body);
        let mut options = request.options;
        // NVRTC makes none of a text with `#line` in it, and says so for every such line.
        if nvrtc.version() >= (12, 8) && !source.contains("\n#line ") {
            options.extend(["-pch".to_owned(), format!("--pch-dir={}", pch.path().display())]);
        }
        match nvrtc.compile(&request.name, &source, &options, request.want) {
            Ok(Compiled { output: Some(bytes), log }) => {
                send(output, &Answer::Compiled { log: real(log) }, &bytes)?
            }
            Ok(Compiled { output: None, log }) => send(output, &Answer::Rejected { log: real(log) }, &[])?,
            Err(error) => send(output, &Answer::Failed { why: error.to_string() }, &[])?,
        }
    }
    Ok(())
}

/// A log without what NVRTC says about its precompiled headers.
fn real(log: String) -> String {
    let about_pch =
        |l: &&str| l.contains("precompiled header file \"") || l.contains("creating precompiled header");
    if log.lines().any(|l| about_pch(&l)) {
        log.lines().filter(|l| !about_pch(l)).map(|l| format!("{l}\n")).collect()
    } else {
        log
    }
}

fn send(out: &mut impl Write, head: &impl Serialize, body: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let length = u32::try_from(head.len()).map_err(|_| io::Error::other("head too long"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&(body.len() as u64).to_le_bytes())?;
    out.write_all(&head)?;
    out.write_all(body)?;
    out.flush()
}

/// The next frame; `None` at the end of the stream.
fn receive<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<Option<(T, Vec<u8>)>> {
    let mut head_len = [0u8; 4];
    match input.read_exact(&mut head_len) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let mut body_len = [0u8; 8];
    input.read_exact(&mut body_len)?;
    let (head_len, body_len) = (u64::from(u32::from_le_bytes(head_len)), u64::from_le_bytes(body_len));
    if head_len.saturating_add(body_len) > MAX_FRAME {
        return Err(io::Error::other("not a frame"));
    }
    let read = |input: &mut dyn Read, len: u64| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        input.take(len).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == len { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    };
    let head = read(input, head_len)?;
    let body = read(input, body_len)?;
    Ok(Some((serde_json::from_slice(&head)?, body)))
}

/// One worker process.
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Worker {
    fn start(pool: &Pool) -> Result<(Worker, (i32, i32))> {
        let mut command = Command::new(&pool.program);
        if let Some(dir) = &pool.link {
            let rest = std::env::var_os("LD_LIBRARY_PATH").filter(|v| !v.is_empty());
            let rest: Vec<PathBuf> = rest.iter().flat_map(std::env::split_paths).collect();
            let path = std::env::join_paths(std::iter::once(dir.path().to_path_buf()).chain(rest));
            command.envs(path.ok().map(|path| ("LD_LIBRARY_PATH", path)));
        }
        let mut child = command
            .arg(WORKER_ARG)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| Error::io("start", &pool.program, e))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(Error::Worker("it has no pipes".to_owned()));
        };
        let mut worker = Worker { child, input: Some(input), output: BufReader::new(output) };
        let hello = Hello { library: pool.lib.path.clone(), builtins: pool.lib.builtins.clone() };
        match worker.ask(&hello, &[])?.0 {
            Answer::Ready { version } => Ok((worker, version)),
            Answer::Failed { why } => Err(Error::Worker(why)),
            _ => Err(Error::Worker("it answered out of turn".to_owned())),
        }
    }

    fn ask(&mut self, head: &impl Serialize, body: &[u8]) -> Result<(Answer, Vec<u8>)> {
        let died = |why: &str, child: &mut Child| {
            let status = child.wait().map_or_else(|e| e.to_string(), |s| s.to_string());
            Error::Worker(format!("{why} ({status})"))
        };
        let sent = match &mut self.input {
            Some(input) => send(input, head, body),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        };
        if sent.is_err() {
            return Err(died("it died before it took the program", &mut self.child));
        }
        match receive(&mut self.output) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) | Err(_) => Err(died("it died over this program", &mut self.child)),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The worker ends by itself when its input ends; its temporary folder goes with it.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}

/// Workers that are started as they are needed, kept, and replaced when they die.
pub struct Pool {
    program: PathBuf,
    lib: NvrtcLib,
    /// A folder with the library under the name that `cudarc` asks for first, put first on the workers' library path:
    /// a toolkit there would otherwise win over the library that was chosen.
    link: Option<tempfile::TempDir>,
    limit: usize,
    version: (i32, i32),
    state: Mutex<State>,
    freed: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Worker>,
    running: usize,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool").field("lib", &self.lib).field("limit", &self.limit).finish_non_exhaustive()
    }
}

/// A folder with nothing but `libnvrtc.so`, a link to the library. Only a help: what is loaded is verified.
fn link_first(lib: &NvrtcLib) -> Option<tempfile::TempDir> {
    #[cfg(unix)]
    {
        let dir = tempfile::Builder::new().prefix("warpgen-lib-").tempdir().ok()?;
        std::os::unix::fs::symlink(&lib.path, dir.path().join("libnvrtc.so")).ok()?;
        Some(dir)
    }
    #[cfg(not(unix))]
    None
}

impl Pool {
    /// A pool of at most `limit` processes of this executable, whose `main` must call [`serve_if_asked`]. Starts one,
    /// to be sure that NVRTC can be loaded.
    pub fn new(lib: &NvrtcLib, limit: usize) -> Result<Pool> {
        let program = std::env::current_exe()
            .map_err(|e| Error::Io { action: "find this program's own file".to_owned(), source: e })?;
        Pool::with_program(program, lib, limit)
    }

    /// The same with another executable that serves.
    pub fn with_program(program: PathBuf, lib: &NvrtcLib, limit: usize) -> Result<Pool> {
        let mut pool = Pool {
            program,
            lib: lib.clone(),
            link: link_first(lib),
            limit: limit.max(1),
            version: (0, 0),
            state: Mutex::new(State::default()),
            freed: Condvar::new(),
        };
        let (worker, version) = Worker::start(&pool)?;
        pool.version = version;
        lock(&pool.state).idle.push(worker);
        Ok(pool)
    }

    /// NVRTC's release.
    #[must_use]
    pub fn version(&self) -> (i32, i32) {
        self.version
    }

    /// Compiles in an idle worker, a new one, or the next that becomes free.
    pub fn compile(&self, name: &str, source: &str, options: &[String], want: Want) -> Result<Compiled> {
        let mut worker = self.acquire()?;
        let request = Request { name: name.to_owned(), options: options.to_vec(), want };
        let answer = worker.ask(&request, source.as_bytes());
        let alive = answer.is_ok();
        {
            let mut state = lock(&self.state);
            state.running -= 1;
            if alive {
                state.idle.push(worker);
            }
        }
        self.freed.notify_one();
        match answer? {
            (Answer::Compiled { log }, output) => Ok(Compiled { output: Some(output), log }),
            (Answer::Rejected { log }, _) => Ok(Compiled { output: None, log }),
            (Answer::Failed { why }, _) => Err(Error::Worker(why)),
            (Answer::Ready { .. }, _) => Err(Error::Worker("it answered out of turn".to_owned())),
        }
    }

    fn acquire(&self) -> Result<Worker> {
        let mut state = lock(&self.state);
        loop {
            if let Some(worker) = state.idle.pop() {
                state.running += 1;
                return Ok(worker);
            }
            if state.running < self.limit {
                state.running += 1;
                drop(state);
                return Worker::start(self).map(|(worker, ..)| worker).inspect_err(|_| {
                    lock(&self.state).running -= 1;
                    self.freed.notify_one();
                });
            }
            state = self.freed.wait(state).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_survive_the_trip() {
        let mut pipe = Vec::new();
        send(&mut pipe, &Answer::Compiled { log: "a\u{0}b".to_owned() }, &[1, 2, 3]).unwrap();
        let mut input = pipe.as_slice();
        let (answer, body) = receive::<Answer>(&mut input).unwrap().unwrap();
        assert!(matches!(answer, Answer::Compiled { log } if log == "a\u{0}b"));
        assert_eq!(body, [1, 2, 3]);
        assert!(receive::<Answer>(&mut input).unwrap().is_none());
    }

    #[test]
    fn nonsense_is_an_error_not_a_panic() {
        for bytes in [&[0xffu8; 40][..], &[1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, b'{'], b"Hello, world! 123"] {
            let mut input = bytes;
            assert!(receive::<Answer>(&mut input).is_err());
        }
    }
}
