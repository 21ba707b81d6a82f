//! Imports.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use super::super::error::{PyError, PyResult};
use super::super::facade;
use super::super::session::{FoundModule, MissingImport, Session};
use super::super::value::*;
use super::Frame;
use crate::frontend::ast::{Alias as AstAlias, Name};
use crate::frontend::{Bodies, ParsedFile, parse_shared};
use crate::source::SourceFile;

/// Parts of the installed Warp package that are read as Python; the rest is a facade.
const INTERPRETED: &[&str] = &[
    "warp.fem",
    "warp.optim",
    "warp.render",
    "warp.geometry",
    "warp.sparse",
    "warp.tests",
    "warp.examples",
    "warp.utils",
    "warp.autograd",
    "warp._src.fem",
    "warp._src.optim",
    "warp._src.render",
    "warp._src.geometry",
    "warp._src.sparse",
    "warp._src.utils",
    "warp._src.math",
    "warp._src.coloring",
    "warp._src.autograd",
];

/// Modules whose functions got their ids when `import warp` ran.
const PREIMPORTED: &[&str] = &["warp._src.utils", "warp._src.math", "warp._src.coloring"];

impl Session {
    /// Whether a module of the Warp package is read as Python.
    pub(in crate::host) fn is_interpreted_warp(name: &str) -> bool {
        INTERPRETED.iter().any(|p| name == *p || name.strip_prefix(p).is_some_and(|r| r.starts_with('.')))
    }

    /// Imports the packages that contain the main file.
    pub(in crate::host) fn import_parents(&mut self, module_name: &str) -> PyResult<()> {
        let Some((parent, _)) = module_name.rsplit_once('.') else { return Ok(()) };
        self.load_module(parent).map(|_| ())
    }

    /// `importlib.import_module(name)`: the module, or `None` if it is unknown to us.
    pub(in crate::host) fn load_module(&mut self, name: &str) -> PyResult<Option<Rc<PyModule>>> {
        if let Some(m) = self.python_modules.get(name) {
            return Ok(Some(m.clone()));
        }
        if self.missing_modules.contains(name) {
            return Ok(None);
        }
        if name == "warp.config" {
            let m = self.config.clone();
            self.python_modules.insert(name.into(), m.clone());
            return Ok(Some(m));
        }
        let is_warp = is_in_warp(name);
        if let Some(facade) = facade::module(name).filter(|_| !is_warp || !Self::is_interpreted_warp(name)) {
            let m = self.facade_module(name, facade);
            return Ok(Some(m));
        }
        if let Some((parent, _)) = name.rsplit_once('.') {
            if self.load_module(parent)?.is_none() {
                return Ok(None);
            }
            // Importing the package may have imported the module.
            if let Some(m) = self.python_modules.get(name) {
                return Ok(Some(m.clone()));
            }
        }
        let Some((path, package_dir)) = self.find_module(name) else {
            self.missing_modules.insert(name.into());
            return Ok(None);
        };
        if !is_warp && !name.contains('.') {
            self.found_modules.insert(name.into(), (path.clone(), package_dir.clone()));
        }
        let module = match path {
            Some(path) => {
                let Some(parsed) = self.read_module(name, &path)? else {
                    self.missing_modules.insert(name.into());
                    return Ok(None);
                };
                self.run_module(name.into(), parsed, package_dir, &path)?
            }
            None => self.namespace_package(name, package_dir),
        };
        if let Some((parent, last)) = name.rsplit_once('.')
            && let Some(parent) = self.python_modules.get(parent)
        {
            let parent = parent.clone();
            parent
                .globals
                .borrow_mut()
                .entry(Name::from(last))
                .or_insert_with(|| Value::Module(module.clone()));
        }
        Ok(Some(module))
    }

    fn facade_module(&mut self, name: &str, facade: &'static str) -> Rc<PyModule> {
        let m = Rc::new(PyModule {
            name: name.into(),
            globals: Default::default(),
            file: None,
            package_dir: None,
            facade: Some(facade),
            done: std::cell::Cell::new(true),
            open: Default::default(),
        });
        self.python_modules.insert(name.into(), m.clone());
        m
    }

    fn namespace_package(&mut self, name: &str, package_dir: Option<PathBuf>) -> Rc<PyModule> {
        let m = Rc::new(PyModule {
            name: name.into(),
            globals: Default::default(),
            file: None,
            package_dir,
            facade: None,
            done: std::cell::Cell::new(true),
            open: Default::default(),
        });
        self.python_modules.insert(name.into(), m.clone());
        m
    }

    /// The file of a module and the directory of a package.
    pub(in crate::host) fn find_module(&self, name: &str) -> Option<FoundModule> {
        let candidate = |dir: &Path, last: &str| {
            let package = dir.join(last);
            let init = package.join("__init__.py");
            if init.is_file() {
                return Some((Some(init), Some(package)));
            }
            let file = dir.join(format!("{last}.py"));
            if file.is_file() {
                return Some((Some(file), None));
            }
            package.is_dir().then_some((None, Some(package)))
        };
        match name.rsplit_once('.') {
            Some((parent, last)) => {
                if let Some(rest) = name.strip_prefix("warp.") {
                    let dir = self.warp_dir.as_ref()?;
                    let mut path = dir.clone();
                    let mut parts: Vec<&str> = rest.split('.').collect();
                    let leaf = parts.pop()?;
                    path.extend(parts);
                    return candidate(&path, leaf);
                }
                let parent = self.python_modules.get(parent)?;
                candidate(parent.package_dir.as_ref()?, last)
            }
            None => {
                let mut namespace = None;
                let dirs = self.search.iter().map(PathBuf::as_path);
                for dir in dirs {
                    match candidate(dir, name) {
                        Some((Some(file), package)) => return Some((Some(file), package)),
                        Some(found) => namespace = namespace.or(Some(found)),
                        None => {}
                    }
                }
                namespace
            }
        }
    }

    fn read_module(&mut self, name: &str, path: &Path) -> PyResult<Option<Arc<ParsedFile>>> {
        if let Some((main, parsed)) = &self.main_parsed
            && name == &*self.main_module
            && *main == super::super::session::absolute_path(path)
        {
            return Ok(Some(parsed.clone()));
        }
        let fault = |what: String| PyError::new("ImportError", format!("cannot import '{name}': {what}"));
        let text = super::super::read::read_source(path).map_err(fault)?;
        let source = Arc::new(SourceFile::new(self.shown_name(path), text));
        let installed = self.warp_dir.as_ref().is_some_and(|dir| path.starts_with(dir));
        let bodies = if installed { Bodies::Later } else { Bodies::Now };
        parse_shared(source, bodies).map(Some).map_err(|e| {
            PyError::new("SyntaxError", format!("{} ({}, line {})", e.message, path.display(), e.line))
        })
    }

    /// Runs a module's body.
    pub(in crate::host) fn run_module(
        &mut self,
        name: Rc<str>,
        parsed: Arc<ParsedFile>,
        package_dir: Option<PathBuf>,
        path: &Path,
    ) -> PyResult<Rc<PyModule>> {
        self.files.push(parsed.clone());
        self.preload_math(&parsed, &name)?;
        let is_package = package_dir.is_some();
        let module = Rc::new(PyModule {
            name: name.clone(),
            globals: Default::default(),
            file: Some(parsed.clone()),
            package_dir,
            facade: None,
            done: std::cell::Cell::new(false),
            open: Default::default(),
        });
        self.python_modules.insert(name.clone(), module.clone());
        module.set_global("__name__", Value::Str(name.clone()));
        module.set_global("__file__", Value::str(&path.display().to_string()));
        module.set_global("__doc__", Value::None);
        let package = if is_package { &*name } else { name.rsplit_once('.').map_or("", |(p, _)| p) };
        module.set_global("__package__", Value::str(package));
        module.set_global("__spec__", Value::unknown("__spec__"));
        if self.depth >= self.options.limits.depth {
            return Err(PyError::new("RecursionError", "maximum recursion depth exceeded"));
        }
        let here = self.current.clone();
        let counts = PREIMPORTED.contains(&&*name).then(|| {
            std::mem::replace(&mut self.function_counts, std::mem::take(&mut self.preimport_counts))
        });
        self.depth += 1;
        let mut frame = Frame::module(module.clone());
        let result = self.exec_module(&mut frame, &parsed.module.body);
        self.depth -= 1;
        if let Some(counts) = counts {
            self.preimport_counts = std::mem::replace(&mut self.function_counts, counts);
        }
        self.back_at(here, &result);
        module.done.set(true);
        if let Err(e) = result {
            // As CPython, a module whose import failed is forgotten.
            self.python_modules.remove(&name);
            return Err(e);
        }
        Ok(module)
    }

    /// Reads `warp/_src/math.py` (and `utils.py`) before a module that mentions one of its functions runs.
    fn preload_math(&mut self, parsed: &ParsedFile, name: &str) -> PyResult<()> {
        // These two use nothing of each other.
        if matches!(name, "warp._src.math" | "warp._src.utils") || !parsed.mark(facade::mentions_math) {
            return Ok(());
        }
        self.load_math()?;
        if facade::mentions_quat_between_vectors(&parsed.source.text) {
            self.load_quat_between_vectors()?;
        }
        Ok(())
    }

    /// Makes the Python-implemented built-ins available.
    pub(in crate::host) fn load_math(&mut self) -> PyResult<()> {
        let names = facade::math_names();
        if names.iter().any(|name| self.math_functions.contains_key(*name)) {
            return Ok(());
        }
        self.load_functions("warp._src.math", facade::MATH_SOURCE, names)
    }

    /// The same for the one user function that is a member of `warp` but is no built-in.
    fn load_quat_between_vectors(&mut self) -> PyResult<()> {
        let names = &[facade::QUAT_BETWEEN_VECTORS];
        if self.math_functions.contains_key(names[0]) {
            return Ok(());
        }
        self.load_functions("warp._src.utils", facade::UTILS_SOURCE, names)
    }

    /// Takes functions from a module of the installed Warp, or from what we know of its text.
    fn load_functions(&mut self, name: &str, text: &str, functions: &[&str]) -> PyResult<()> {
        let module = match self.load_module(name)? {
            Some(m) => m,
            None => {
                let path = format!("{}.py", name.replace('.', "/"));
                let source = Arc::new(SourceFile::new(&*path, text));
                let parsed = parse_shared(source, Bodies::Later)
                    .map_err(|e| PyError::new("SyntaxError", e.message))?;
                self.missing_modules.remove(name);
                self.run_module(name.into(), parsed, None, Path::new(&path))?
            }
        };
        for function in functions {
            if let Some(Value::Function(r)) = module.global(function) {
                self.math_functions.insert((*function).into(), r);
            }
        }
        Ok(())
    }

    /// An attribute of a module that only exists once something is loaded.
    pub(super) fn late_module_attr(&mut self, m: &Rc<PyModule>, name: &str) -> PyResult<Option<Value>> {
        if m.facade == Some("warp") {
            if facade::math_names().contains(&name) {
                self.load_math()?;
                return Ok(self.math_functions.get(name).map(|r| Value::Function(*r)));
            }
            if name == facade::QUAT_BETWEEN_VECTORS {
                self.load_quat_between_vectors()?;
                return Ok(self.math_functions.get(name).map(|r| Value::Function(*r)));
            }
            if matches!(name, "types" | "utils" | "config" | "_src" | "build_experimental") {
                let sub = format!("warp.{name}");
                return Ok(Some(match self.load_module(&sub)? {
                    Some(sub) => Value::Module(sub),
                    None => self.unknown(format!("the module {sub}")),
                }));
            }
        }
        if m.name.starts_with("warp._src") && m.facade.is_some() {
            let sub = format!("{}.{name}", m.name);
            if (facade::module(&sub).is_some() || Self::is_interpreted_warp(&sub))
                && let Some(sub) = self.load_module(&sub)?
            {
                return Ok(Some(Value::Module(sub)));
            }
        }
        Ok(None)
    }

    /// What an import statement does about a module that is not found: the exception where the file expects it, else
    /// the module is unknown.
    fn not_found(&mut self, name: &str, star: bool) -> PyResult<()> {
        if self.guarded_imports > 0 {
            return Err(PyError::new("ModuleNotFoundError", format!("No module named '{name}'")));
        }
        if let Some((file, span)) = self.current.clone() {
            self.missing_imports.push(MissingImport { module: name.to_owned(), file, span, star });
        }
        Ok(())
    }

    pub(super) fn exec_import(&mut self, f: &mut Frame, names: &[AstAlias]) -> PyResult<()> {
        for alias in names {
            let loaded = self.load_module(&alias.name)?;
            if loaded.is_none() {
                self.not_found(&alias.name, false)?;
            }
            let value = |s: &Session, m: Option<Rc<PyModule>>, name: &str| match m {
                Some(m) => Value::Module(m),
                None => s.unknown(Unknown::missing_module(name)),
            };
            if let Some(asname) = &alias.asname {
                let v = value(self, loaded, &alias.name);
                self.store_name(f, asname, v);
            } else {
                let top = alias.name.split('.').next().unwrap_or("");
                let top_module = self.python_modules.get(top).cloned();
                let v = value(self, top_module.or(loaded), top);
                self.store_name(f, &Name::from(top), v);
            }
        }
        Ok(())
    }

    pub(super) fn exec_import_from(
        &mut self,
        f: &mut Frame,
        module: Option<&Name>,
        names: &[AstAlias],
        level: u32,
    ) -> PyResult<()> {
        let base = match level {
            0 => module.map(|m| m.to_string()).unwrap_or_default(),
            _ => relative_base(f, module, level)?,
        };
        if base == "__future__" {
            return Ok(());
        }
        let loaded = self.load_module(&base)?;
        if loaded.is_none() {
            let star = names.iter().any(|alias| &*alias.name == "*");
            self.not_found(&base, star)?;
        }
        for alias in names {
            if &*alias.name == "*" {
                match &loaded {
                    Some(m) => self.import_star(f, m)?,
                    None => {
                        let reason = Unknown::missing_module(&base);
                        let at = self.current.clone();
                        let unknown = Unknown::new(reason, at);
                        f.module.open.replace(Some(Rc::new(unknown)));
                    }
                }
                continue;
            }
            let value = self.import_name(f, loaded.as_ref(), &base, &alias.name)?;
            self.store_name(f, alias.asname.as_ref().unwrap_or(&alias.name), value);
        }
        Ok(())
    }

    fn import_name(
        &mut self,
        f: &mut Frame,
        m: Option<&Rc<PyModule>>,
        base: &str,
        name: &str,
    ) -> PyResult<Value> {
        let Some(m) = m else {
            return Ok(self.unknown(format!("'{name}' of {}", Unknown::missing_module(base))));
        };
        if let Some(v) = m.global(name) {
            return Ok(v);
        }
        if let super::attr::Attr::Found(v) = self.attr(&Value::Module(m.clone()), name) {
            return Ok(v);
        }
        if let Some(v) = self.late_module_attr(m, name)? {
            return Ok(v);
        }
        if let Some(sub) = self.load_module(&format!("{base}.{name}"))? {
            return Ok(Value::Module(sub));
        }
        if let Some(v) = m.open_value(name) {
            return Ok(v);
        }
        if let Some(getter) = m.global("__getattr__") {
            return self.call(f, &getter, vec![Value::str(name)], Vec::new());
        }
        if !m.done.get() {
            return Ok(self.unknown(format!("'{name}' of the partially imported module '{base}'")));
        }
        Err(PyError::new("ImportError", format!("cannot import name '{name}' from '{base}'")))
    }

    fn import_star(&mut self, f: &mut Frame, m: &Rc<PyModule>) -> PyResult<()> {
        let all = match m.global("__all__") {
            Some(list) => self.collect(f, &list)?,
            None => None,
        };
        let names: Vec<Name> = match (all, m.facade) {
            (Some(all), _) => all.iter().filter_map(|v| v.as_str().map(Name::from)).collect(),
            (None, Some(facade)) => facade::public_names(facade).iter().map(|n| Name::from(*n)).collect(),
            (None, None) => m.globals.borrow().keys().filter(|n| !n.starts_with('_')).cloned().collect(),
        };
        for name in names {
            if let Ok(v) = self.get_attr(f, &Value::Module(m.clone()), &name) {
                self.store_name(f, &name, v);
            }
        }
        // A module can take everything from itself.
        let open = m.open.borrow().clone();
        if open.is_some() && m.global("__all__").is_none() {
            f.module.open.replace(open);
        }
        Ok(())
    }
}

/// Whether a module is Warp or belongs to it.
pub(in crate::host) fn is_in_warp(name: &str) -> bool {
    name == "warp" || name.starts_with("warp.")
}

fn relative_base(f: &Frame, module: Option<&Name>, level: u32) -> PyResult<String> {
    let package = match f.module.global("__package__") {
        Some(Value::Str(s)) => s.to_string(),
        _ => String::new(),
    };
    let parts: Vec<&str> = package.split('.').filter(|p| !p.is_empty()).collect();
    let keep = (parts.len() + 1).checked_sub(level as usize).filter(|n| *n > 0);
    let Some(keep) = keep else {
        return Err(PyError::new("ImportError", "attempted relative import with no known parent package"));
    };
    let mut base = parts[..keep].join(".");
    if let Some(m) = module {
        base.push('.');
        base.push_str(m);
    }
    Ok(base)
}
