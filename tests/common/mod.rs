//! Fixtures: what `tests/oracle/regen.py` wrote, found and read.
#![allow(dead_code)] // Every test binary uses its own part.

use std::path::{Path, PathBuf};

use warpgen::emit::Device;
use warpgen::pipeline::{OptionValue, Request};

/// Both devices.
pub const DEVICES: [Device; 2] = [Device::Cpu, Device::Cuda];

/// Virtual stack of test threads: debug builds have large frames.
const STACK_SIZE: usize = 512 << 20;

/// A fixture, or one of its variants, for one device.
#[derive(Clone, Debug)]
pub struct Case {
    /// `area/case` or `area/case.variant`.
    pub name: String,
    /// The Python file.
    pub python: PathBuf,
    /// Where expectations stand, without their suffixes.
    pub stem: PathBuf,
    /// How to generate code for it.
    pub request: Request,
}

impl Case {
    /// An expectation file.
    pub fn expectation(&self, suffix: &str) -> PathBuf {
        let mut path = self.stem.clone().into_os_string();
        path.push(".");
        path.push(suffix);
        path.into()
    }

    /// The text of an expectation file, if there is one.
    pub fn expected(&self, suffix: &str) -> Option<String> {
        let bytes = std::fs::read(self.expectation(suffix)).ok()?;
        Some(String::from_utf8(bytes).unwrap_or_else(|_| panic!("{}.{suffix} is not UTF-8", self.name)))
    }

    /// Whether real Warp rejects something in it.
    pub fn is_error(&self) -> bool {
        self.name.starts_with("errors/")
    }

    pub fn device(&self) -> Device {
        self.request.device
    }
}

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All fixtures with their variants, for every device they are meant for, sorted by name.
pub fn cases() -> Vec<Case> {
    let mut files = Vec::new();
    collect(&root().join("fixtures"), &mut files);
    files.sort();
    files.iter().flat_map(|file| cases_of(file)).collect()
}

/// The Python files of all fixtures.
pub fn files() -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&root().join("fixtures"), &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("a readable entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            collect(&path, files);
        } else if name.ends_with(".py") && !name.starts_with('_') {
            files.push(path);
        }
    }
}

fn cases_of(file: &Path) -> Vec<Case> {
    let settings: toml::Table = match std::fs::read_to_string(file.with_extension("toml")) {
        Ok(text) => text.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display())),
        Err(_) => toml::Table::new(),
    };
    let mut variants = vec![(String::new(), settings.clone())];
    if let Some(toml::Value::Table(named)) = settings.get("variants") {
        for (name, own) in named {
            let own = own.as_table().unwrap_or_else(|| panic!("{}: variant {name}", file.display()));
            variants.push((name.clone(), merged(&settings, own)));
        }
    }
    let mut cases = Vec::new();
    for (variant, settings) in variants {
        for device in DEVICES {
            if meant_for(&settings, device) {
                cases.push(case(file, &variant, &settings, device));
            }
        }
    }
    cases
}

/// A variant's settings over the fixture's; options are merged.
fn merged(base: &toml::Table, own: &toml::Table) -> toml::Table {
    let mut out = base.clone();
    out.remove("variants");
    for (key, value) in own {
        match (out.get_mut(key), value) {
            (Some(toml::Value::Table(options)), toml::Value::Table(more)) if key == "options" => {
                options.extend(more.clone());
            }
            _ => {
                out.insert(key.clone(), value.clone());
            }
        }
    }
    out
}

fn meant_for(settings: &toml::Table, device: Device) -> bool {
    match settings.get("devices").and_then(toml::Value::as_array) {
        Some(devices) => devices.iter().any(|name| name.as_str() == Some(device.name())),
        None => true,
    }
}

fn case(file: &Path, variant: &str, settings: &toml::Table, device: Device) -> Case {
    let relative =
        file.strip_prefix(root()).expect("fixtures are below the root").to_string_lossy().into_owned();
    let stem_name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let full = if variant.is_empty() { stem_name.clone() } else { format!("{stem_name}.{variant}") };
    let folder = file.parent().unwrap_or(root());
    let area = folder.strip_prefix(root().join("fixtures")).expect("below fixtures").to_string_lossy();

    let mut request = Request::new(file, device);
    let text = |key: &str| settings.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    request.module_name = text("module_name").unwrap_or(stem_name);
    request.source_path = Some(relative);
    let arch = settings.get("arch").and_then(toml::Value::as_integer);
    request.arch = arch.map(|n| u32::try_from(n).expect("an architecture"));
    let block_dim = settings.get("block_dim").and_then(toml::Value::as_integer);
    request.block_dim = block_dim.map(|n| u32::try_from(n).expect("a block size"));
    if let Some(paths) = settings.get("python_path").and_then(toml::Value::as_array) {
        request.python_path = paths.iter().filter_map(toml::Value::as_str).map(|p| folder.join(p)).collect();
    }
    if let Some(options) = settings.get("options").and_then(toml::Value::as_table) {
        request.options = options.iter().map(|(key, value)| (key.clone(), option(value))).collect();
    }
    Case { name: format!("{area}/{full}"), python: file.to_owned(), stem: folder.join(full), request }
}

fn option(value: &toml::Value) -> OptionValue {
    match value {
        toml::Value::Boolean(b) => OptionValue::Bool(*b),
        toml::Value::Integer(i) => OptionValue::Int(i128::from(*i)),
        toml::Value::Float(f) => OptionValue::Float(*f),
        toml::Value::String(s) => OptionValue::Str(s.clone()),
        toml::Value::Array(items) => OptionValue::Tuple(items.iter().map(option).collect()),
        other => panic!("options cannot hold {other:?}"),
    }
}

/// Runs something on a thread with room for deep nesting; a panic becomes an error.
pub fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_SIZE).spawn_scoped(scope, work);
        thread.expect("a thread").join().map_err(|payload| {
            let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
            let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
            format!("panicked: {}", text.unwrap_or_default())
        })
    })
}

/// What to say when two texts differ: the first differing line of each, and the Python line that the
/// expected one belongs to.
pub fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let (mut old, mut new) = (expected.split('\n'), found.split('\n'));
    let mut context: Vec<&str> = Vec::new();
    let mut python = None;
    for number in 1.. {
        let (want, have) = (old.next(), new.next());
        if want.is_none() && have.is_none() {
            break;
        }
        if let Some(line) = want
            && (line.contains("<L ") || line.trim_start().starts_with("// fixtures/"))
        {
            python = Some(line.trim());
        }
        if want != have {
            let show = |line: Option<&str>| line.map_or("(end of text)".to_owned(), |l| format!("{l:?}"));
            let before: String = context.iter().rev().take(3).rev().map(|l| format!("\n    {l}")).collect();
            return Some(format!(
                "line {number} differs\n  expected: {}\n  found:    {}\n  Python:   {}\n  after:{before}",
                show(want),
                show(have),
                python.unwrap_or("(none)"),
            ));
        }
        context.push(want.unwrap_or_default());
    }
    Some("the texts differ".to_owned())
}
