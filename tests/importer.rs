//! Files that begin by importing the same parts of an installed Warp share that work, and nothing else.

use std::fs;
use std::path::Path;

use warpgen::emit::Device;
use warpgen::pipeline::{self, FileOutput, Importer, Request};

/// A module of the installed Warp with every kind of object that a later file can reach and change. The loop makes it
/// long enough to be kept.
const LIBRARY: &str = r#"
import enum
import functools
import warp as wp
from warp.utils import shared, Part

class Kind(enum.IntEnum):
    A = 1
    B = 2

class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"

class Base:
    registry = []
    def __init_subclass__(cls, **kw):
        Base.registry.append(cls)
    def width(self):
        return 3

class Derived(Base):
    def __init__(self, parts):
        self.parts = parts
        self.me = self
    def width(self):
        return super().width() + len(self.parts)

table = {Base: 10, Derived: 20, Color.RED: 30, (Base, 1): 40}
members = {Base, Derived}
thing = Derived([1, 2])
bound = thing.width
same = (table, table, thing)
counter = iter([5, 6, 7, 8, 9])
numbers = []
for i in range(3000):
    numbers.append(i * i)

def make():
    state = {"n": 0}
    def advance():
        state["n"] = state["n"] + 1
        return state["n"]
    return advance

advance = make()

@functools.lru_cache(maxsize=None)
def remembered(cls):
    numbers.append(len(numbers))
    return len(numbers)

remembered(Base)

@wp.struct
class Pair:
    a: float
    b: wp.vec3

@wp.func
def scale(x: float, s: float = 2.0):
    return x * s

@wp.kernel
def of_library(x: wp.array(dtype=float)):
    x[wp.tid()] = scale(1.0)

kernels = [of_library]
vec5 = wp.types.vector(5, float)
"#;

const PARTS: &str = "
shared = {'limit': 1}
class Part:
    count = 0
";

/// Changes everything that it can reach, and says in its kernels what it found.
const MAIN: &str = r#"
import warp as wp
import warp.sparse as sp
from warp.utils import shared, Part

def found():
    sp.table[sp.Base] += 1
    sp.Base.registry.append(1)
    sp.thing.parts.append(3)
    sp.numbers.append(1)
    sp.shared["limit"] += 1
    Part.count += 1
    return [
        sp.table[sp.Base], sp.table[sp.Derived], sp.table[sp.Color.RED], sp.table[(sp.Base, 1)],
        len(sp.Base.registry), sp.bound(), sp.thing.me.width(), len(sp.numbers), next(sp.counter), sp.advance(),
        sp.remembered(sp.Base), sp.remembered(sp.Derived), shared["limit"], Part.count,
        int(sp.same[0] is sp.same[1]), int(sp.same[2] is sp.thing), int(sp.Base in sp.members),
        int(isinstance(sp.thing, sp.Base)), int(type(sp.thing) is sp.Derived), int(sp.Kind.B), len(sp.Color),
        int(sp.Color("blue") is sp.Color.BLUE), int(shared is sp.shared), int(sp.kernels[0] is sp.of_library),
    ]

VALUES = wp.constant(wp.types.vector(24, int)(*found()))
wp.set_module_options({"max_unroll": NUMBER})

@wp.struct
class Mine:
    pair: sp.Pair
    v: sp.vec5

@wp.kernel
def k(out: wp.array(dtype=int), m: Mine, x: wp.array(dtype=float)):
    i = wp.tid()
    out[i] = VALUES[i] + NUMBER
    x[i] = sp.scale(m.pair.a, m.v[0])

wp.overload(sp.of_library) if False else None
"#;

/// An installed Warp, as far as it is read, and some files beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("written");
    };
    write("site/warp/_src/context.py", "");
    write("site/warp/__init__.py", "");
    write("site/warp/sparse.py", LIBRARY);
    write("site/warp/utils.py", PARTS);
    for number in 1..5 {
        let text = MAIN.replace("NUMBER", &number.to_string());
        write(&format!("files/file{number}.py"), &text);
    }
    folder
}

fn request(folder: &Path, name: &str) -> Request {
    let mut request = Request::new(folder.join("files").join(name), Device::Cpu);
    request.site_packages = Some(folder.join("site"));
    request
}

fn everything(output: &FileOutput) -> String {
    let digests: Vec<_> = output.modules.iter().map(|m| (&m.name, &m.hash, &m.kernels)).collect();
    let problems: Vec<_> = output.diagnostics().map(|d| (d.code.name, &d.message)).collect();
    format!("{}\n{digests:?}\n{problems:?}", output.text())
}

const FILES: [&str; 4] = ["file1.py", "file2.py", "file3.py", "file4.py"];

#[test]
fn nothing_of_one_file_is_seen_by_the_next() {
    let folder = folder();
    let alone: Vec<String> =
        FILES.iter().map(|name| everything(&pipeline::run(&request(folder.path(), name)))).collect();
    // The files were understood to the end.
    assert!(alone[0].contains("k_") && alone[0].ends_with("\n[]"), "{}", alone[0]);
    let mut importer = Importer::for_many_files();
    for round in 0..2 {
        for (name, alone) in FILES.iter().zip(&alone) {
            let output = pipeline::run_with(&mut importer, &request(folder.path(), name));
            assert_eq!(&everything(&output), alone, "{name}, round {round}");
        }
    }
    assert_eq!(importer.states(), 1);
}

#[test]
fn what_a_file_can_reach_is_its_own() {
    let folder = folder();
    let path = folder.path();
    let mut importer = Importer::for_many_files();
    // The library finds a module of the user's beside one of the files only.
    let library = "try:\n    import extra\n    N = extra.N\nexcept ImportError:\n    N = 1\nfor i in range(3000):\n    N = N + 0\n";
    fs::write(path.join("site/warp/sparse.py"), library).expect("written");
    let main = "import warp as wp\nimport warp.sparse as sp\nN = wp.constant(sp.N)\n\
                @wp.kernel\ndef k(x: wp.array(dtype=int)):\n    x[0] = N\n";
    let late = main.replace("warp.sparse", "warp.render\nimport warp.utils");
    let long = "N = 1\nfor i in range(3000):\n    N = N + 0\n";
    fs::write(path.join("site/warp/render.py"), long).expect("written");
    fs::write(path.join("site/warp/utils.py"), library).expect("written");
    for (name, main) in [
        ("plain/a.py", main),
        ("own/b.py", main),
        ("plain/c.py", main),
        // The state that is kept lies before the import that differs.
        ("plain/late_a.py", &late),
        ("own/late_b.py", &late),
    ] {
        let file = path.join("files").join(name);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, main).expect("written");
    }
    fs::write(path.join("files/own/extra.py"), "N = 77\n").expect("written");
    let names = [
        "plain/a.py",
        "own/b.py",
        "plain/c.py",
        "own/b.py",
        "plain/late_a.py",
        "own/late_b.py",
        "plain/late_a.py",
    ];
    for name in names {
        let output = pipeline::run_with(&mut importer, &request(path, name));
        let alone = pipeline::run(&request(path, name));
        assert_eq!(everything(&output), everything(&alone), "{name}");
        assert_eq!(output.text().contains("77"), name.starts_with("own"), "{name}: {}", output.text());
    }
}

#[test]
fn a_file_can_be_imported_by_what_it_imports() {
    let folder = folder();
    let path = folder.path();
    let around =
        "import warp.tests.main as main\nN = getattr(main, 'N', 5)\nfor i in range(3000):\n    N = N + 0\n";
    fs::write(path.join("site/warp/utils.py"), around).expect("written");
    let tests = path.join("site/warp/tests");
    fs::create_dir_all(&tests).expect("a folder");
    fs::write(tests.join("__init__.py"), "# nothing\n").expect("written");
    let main = "import warp as wp\nimport warp.utils as u\nN = 3\nM = wp.constant(u.N)\n\
                @wp.kernel\ndef k(x: wp.array(dtype=int)):\n    x[0] = M\n";
    fs::write(tests.join("main.py"), main).expect("written");
    fs::write(tests.join("other.py"), main).expect("written");
    let mut importer = Importer::for_many_files();
    for name in ["main.py", "other.py", "main.py", "other.py"] {
        let mut request = Request::new(tests.join(name), Device::Cpu);
        request.site_packages = Some(path.join("site"));
        let alone = pipeline::run(&request);
        let output = pipeline::run_with(&mut importer, &request);
        assert_eq!(everything(&output), everything(&alone), "{name}");
        assert_eq!(
            output.text().is_empty(),
            name == "main.py",
            "{name}: half of it was there when it was asked for"
        );
    }
}

/// Some files beside a library module, each imported alone and after the others: the same must come of it.
fn assert_alone_as_together(library: &str, files: &[(&str, &str)]) -> Vec<FileOutput> {
    let folder = folder();
    let path = folder.path();
    fs::write(path.join("site/warp/sparse.py"), library).expect("written");
    for (name, text) in files {
        let file = path.join("files").join(name);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, text).expect("written");
    }
    let mut importer = Importer::for_many_files();
    let mut outputs = Vec::new();
    for (name, _) in files.iter().chain(files).filter(|(name, _)| !name.contains("extra")) {
        let alone = pipeline::run(&request(path, name));
        let together = pipeline::run_with(&mut importer, &request(path, name));
        assert_eq!(everything(&together), everything(&alone), "{name}");
        outputs.push(together);
    }
    outputs
}

const LONG: &str = "for i in range(3000):\n    N = N + 0\n";

const SHOWS: &str = "import warp as wp\nimport warp.sparse as sp\nN = wp.constant(sp.N)\n\
                     @wp.kernel\ndef k(x: wp.array(dtype=int)):\n    x[0] = N\n";

#[test]
fn sets_of_objects_are_found_in_copies() {
    let library = "
class A: pass
class B: pass
class C: pass
classes = [A, B, C]
table = {}
for a in classes:
    for b in classes:
        table[frozenset((a, b))] = 1
def count():
    return sum([1 for a in classes for b in classes if frozenset((a, b)) in table])
N = 1
";
    let main = SHOWS.replace("sp.N", "sp.count()");
    let files = [("m1.py", &*main), ("m2.py", &main), ("m3.py", &main), ("m4.py", &main)];
    let outputs = assert_alone_as_together(&format!("{library}{LONG}"), &files);
    assert!(outputs.iter().all(|output| output.text().contains("= 9;")), "{}", outputs[0].text());
}

#[test]
fn modules_that_fail_beside_one_file_do_not_matter_for_another() {
    let library = format!("try:\n    import extra\n    N = extra.N\nexcept Exception:\n    N = 1\n{LONG}");
    for broken in ["N = (\n", "import no_such_module_anywhere\n"] {
        let files = [
            ("one/m1.py", SHOWS),
            ("one/extra.py", broken),
            ("two/m2.py", SHOWS),
            ("two/extra.py", "N = 77\n"),
        ];
        let outputs = assert_alone_as_together(&library, &files);
        assert!(outputs[1].text().contains("77"), "{}", outputs[1].text());
    }
}

#[test]
fn what_has_been_imported_before_can_be_asked() {
    let library = format!("import sys\nN = 5 if 'numpy' in sys.modules else 6\n{LONG}");
    let main = format!("import numpy as np\n{SHOWS}");
    assert_alone_as_together(&library, &[("m1.py", &main), ("m2.py", SHOWS), ("m3.py", &main)]);
}

#[test]
fn a_library_can_have_kernels_in_the_module_of_a_file() {
    let library = format!(
        "import warp as wp\nN = 1\n@wp.kernel(module='m2')\ndef of_library(x: wp.array(dtype=int)):\n    x[0] = 3\n{LONG}"
    );
    let imports = "import warp as wp\nimport warp.sparse as sp\n";
    let outputs =
        assert_alone_as_together(&library, &[("m1.py", SHOWS), ("m2.py", imports), ("m3.py", SHOWS)]);
    assert!(outputs[1].text().contains("of_library"), "{}", outputs[1].text());
}

#[test]
fn every_file_learns_of_kernels_that_a_library_could_not_make() {
    let library = format!(
        "import warp as wp\nimport numpy as np\nN = 1\nV = np.random.rand(3)\ndef make():\n    \
         @wp.kernel(module='unique')\n    def u(x: wp.array(dtype=float)):\n        for i in range(3):\n            \
         x[i] = wp.static(V[i])\n    return u\ntry:\n    make()\nexcept Exception:\n    pass\n{LONG}"
    );
    let outputs = assert_alone_as_together(&library, &[("m1.py", SHOWS), ("m2.py", SHOWS), ("m3.py", SHOWS)]);
    assert!(outputs.iter().all(|output| output.diagnostics().count() > 0));
}

#[test]
fn packages_reach_through_folders_that_they_import_from() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent"))
            .and_then(|()| fs::write(path, text))
            .expect("written");
    };
    write("engine/__init__.py", "from ._src.sub import kernels\n");
    write("engine/_src/sub/__init__.py", "");
    write("engine/_src/sub/kernels.py", "from ...config import N\n");
    write("engine/_src/alone.py", "");
    write("engine/other/sub/__init__.py", "");
    write("engine/other/sub/kernels.py", "");
    write("engine/config.py", "");
    let name = |path: &str| pipeline::default_module_name(&dir.path().join(path));
    assert_eq!(name("engine/_src/sub/kernels.py"), "engine._src.sub.kernels");
    assert_eq!(name("engine/_src/sub/__init__.py"), "engine._src.sub");
    assert_eq!(name("engine/config.py"), "engine.config");
    // A folder without `__init__.py` is no package, and what lies in it belongs to none.
    assert_eq!(name("engine/_src/alone.py"), "alone");
    assert_eq!(name("engine/other/sub/kernels.py"), "sub.kernels");
}

/// A package whose files are imported by the package itself, by each other, and by scripts beside it.
const PACKAGE: [(&str, &str); 8] = [
    (
        "engine/__init__.py",
        "import sys\nfrom .core import thing\nfrom . import kernels, generic, statics, unique\nfrom .core import not_there_at_all\n\
         sys.modules['engine.alias'] = kernels\nlog = []\nfor i in range(3000):\n    log.append(i)\n",
    ),
    (
        "engine/core.py",
        "import warp as wp\n@wp.func\ndef thing(x: float):\n    return x * 2.0\ncount = [1]\n",
    ),
    (
        "engine/kernels.py",
        "import warp as wp\nfrom .core import thing, count\ncount.append(1)\nN = wp.constant(len(count))\n\
         @wp.kernel\ndef k(x: wp.array(dtype=float)):\n    x[0] = thing(x[N])\n",
    ),
    (
        "engine/generic.py",
        "from typing import Any\nimport warp as wp\n@wp.func\ndef twice(x: Any):\n    return x + x\n\
         @wp.kernel\ndef k(x: wp.array(dtype=float), y: wp.array(dtype=int)):\n    x[0] = twice(x[1])\n    y[0] = twice(y[1])\n",
    ),
    (
        "engine/statics.py",
        "import warp as wp\nfrom .core import count\ndef grow():\n    count.append(1)\n    return len(count)\n\
         def make(n):\n    @wp.func\n    def f(x: float):\n        return x + float(wp.static(n + grow()))\n    return f\n\
         @wp.kernel\ndef k(x: wp.array(dtype=float)):\n    for i in range(2):\n        x[i] = wp.static(make(i))(x[i])\n",
    ),
    (
        "engine/unique.py",
        "import warp as wp\nfrom .core import thing\ndef make(n):\n    @wp.kernel(module='unique')\n    \
         def u(x: wp.array(dtype=float)):\n        for i in range(2):\n            x[i] = thing(x[i]) + float(wp.static(n * i))\n    \
         return u\nkernels = [make(3), make(4)]\n",
    ),
    (
        "engine/late.py",
        "import warp as wp\nfrom engine import log\nfrom engine.core import count, thing\nlog.append(7)\n\
         N = wp.constant(len(log) + len(count))\n@wp.kernel\ndef k(x: wp.array(dtype=float)):\n    x[N] = thing(x[0])\n",
    ),
    (
        "script.py",
        "import warp as wp\nimport engine\nimport engine.core\nengine.log.append(1)\nN = wp.constant(len(engine.log))\n\
         @wp.kernel\ndef k(x: wp.array(dtype=float)):\n    x[N] = engine.core.thing(x[0])\n",
    ),
];

#[test]
fn files_of_a_package_share_its_import() {
    let outputs = assert_alone_as_together("", &PACKAGE);
    // The package itself has no kernels; what it cannot import is said for each of its files.
    let warned = |output: &&FileOutput| output.diagnostics().any(|d| d.message.contains("not_there_at_all"));
    assert_eq!(outputs.iter().filter(warned).count(), outputs.len());
    assert_eq!(outputs.iter().map(|output| output.modules.len()).sum::<usize>(), 2 * 7);
    for (at, expected) in [(2, "= 2;"), (6, "= 3003;"), (7, "= 3001;")] {
        assert!(outputs[at].text().contains(expected), "{at}: {}", outputs[at].text());
    }
}

#[test]
fn a_package_is_imported_once_for_all_its_files() {
    let folder = folder();
    let path = folder.path();
    for (name, text) in PACKAGE {
        let file = path.join("files").join(name);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, text).expect("written");
    }
    let mut importer = Importer::for_many_files();
    for (name, _) in PACKAGE.iter().filter(|(name, _)| name.starts_with("engine/")) {
        pipeline::run_with(&mut importer, &request(path, name));
    }
    assert_eq!(importer.states(), 1);
    // A script does not begin in the package.
    pipeline::run_with(&mut importer, &request(path, "script.py"));
    assert_eq!(importer.states(), 2);
}

#[test]
fn packages_of_one_name_in_two_places_are_two() {
    let init = |n: u32| format!("from . import kernels\nN = {n}\nfor i in range(3000):\n    N = N + 0\n");
    let kernels = "import warp as wp\nimport beside\nN = wp.constant(beside.N)\n@wp.kernel\n\
                   def k(x: wp.array(dtype=int)):\n    x[0] = N\n";
    let (one, two) = (init(1), init(2));
    let files = [
        ("one/engine/__init__.py", &*one),
        ("one/engine/kernels.py", kernels),
        ("one/engine/sub/__init__.py", ""),
        // Found from here, and not from the folder above.
        ("one/engine/sub/beside.py", "N = 33\n"),
        ("one/engine/sub/kernels.py", kernels),
        ("one/beside_extra.py", ""),
        ("two/engine/__init__.py", &two),
        ("two/engine/kernels.py", kernels),
        ("two/beside.py", "N = 44\n"),
    ];
    let outputs = assert_alone_as_together("", &files);
    assert!(outputs[4].text().contains("= 33;"), "{}", outputs[4].text());
    assert!(outputs.iter().any(|output| output.text().contains("= 44;")));
}

#[test]
fn a_file_that_does_too_much_is_imported_for_itself() {
    // One statement of it takes more than what a statement of the file itself may take.
    let kernels = "import warp as wp\nN = [0]\ndef work():\n    for i in range(400000):\n        N[0] = i\n\
                   work()\nM = wp.constant(N[0])\n@wp.kernel\ndef k(x: wp.array(dtype=int)):\n    x[0] = M\n";
    let other = kernels.replace("work()\nM", "M");
    let files = [
        ("engine/__init__.py", "from . import heavy, light\n"),
        ("engine/heavy.py", kernels),
        ("engine/light.py", &*other),
    ];
    let outputs = assert_alone_as_together("", &files);
    let cut_short = |output: &FileOutput| output.diagnostics().any(|d| d.message.contains("too many steps"));
    assert!(cut_short(&outputs[1]) && !cut_short(&outputs[2]));
}
