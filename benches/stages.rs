//! How long each stage takes. `cargo bench` prints medians; `tests/oracle/speed.py` compares with real Warp.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::{Bencher, black_box, counter::BytesCount};
use warpgen::emit::{self, Device, EmitOptions};
use warpgen::frontend;
use warpgen::pipeline::{self, Prepared, Request};
use warpgen::source::SourceFile;

const PROGRAMS: &[&str] = &["sph_fluid", "rigid_bodies", "sdf_ray_caster"];

fn main() {
    // Debug builds of bodies are deep; the main thread's stack is not.
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(divan::main);
    if thread.is_ok_and(|thread| thread.join().is_err()) {
        std::process::exit(101);
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programs").join(format!("{name}.py"))
}

fn request(name: &str) -> Request {
    let mut request = Request::new(file(name), Device::Cuda);
    request.source_path = Some(format!("{name}.py"));
    request
}

fn prepared(name: &str) -> Prepared {
    pipeline::prepare(&request(name)).unwrap_or_else(|d| panic!("{name}: {}", d.message))
}

#[divan::bench(args = PROGRAMS)]
fn parse(bencher: Bencher, name: &str) {
    let text = std::fs::read_to_string(file(name)).expect("a fixture");
    let source = Arc::new(SourceFile::new(name, text));
    bencher
        .counter(BytesCount::of_str(&source.text))
        .bench(|| frontend::parse_file(black_box(Arc::clone(&source))).is_ok());
}

#[divan::bench(args = PROGRAMS)]
fn host(bencher: Bencher, name: &str) {
    let request = request(name);
    bencher.bench_local(|| pipeline::import(black_box(&request)).is_ok());
}

#[divan::bench(args = PROGRAMS)]
fn hash_and_lower(bencher: Bencher, name: &str) {
    let request = request(name);
    bencher
        .with_inputs(|| pipeline::import(&request).unwrap_or_else(|d| panic!("{}", d.message)))
        .bench_local_values(|session| pipeline::lower(session, black_box(&request)).is_ok());
}

#[divan::bench(args = PROGRAMS)]
fn print(bencher: Bencher, name: &str) {
    let prepared = prepared(name);
    let options = EmitOptions::all(Device::Cuda);
    bencher.bench_local(|| {
        emit::emit_module(&prepared.program(), black_box(&prepared.module), options).map(|t| t.len())
    });
}

#[divan::bench(args = PROGRAMS)]
fn whole(bencher: Bencher, name: &str) {
    let request = request(name);
    bencher.bench_local(|| pipeline::run(black_box(&request)).text().len());
}
