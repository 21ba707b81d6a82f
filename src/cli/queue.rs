//! Which thread works on which file: files that begin with the same imports are near each other, so that a thread's
//! [`Importer`] can make use of what it has kept.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::io::Read as _;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::files::Input;
use crate::pipeline::{Importer, default_module_name};

/// The inputs that are left, by thread.
pub struct Queue {
    /// Positions of inputs; threads have ranges of this.
    order: Vec<usize>,
    left: Mutex<Vec<Range<usize>>>,
    /// What each input loads first; nothing for a single thread.
    imports: Vec<Vec<String>>,
    /// How many inputs begin with these imports.
    alike: HashMap<Vec<String>, usize>,
}

impl Queue {
    /// Divides the inputs among threads.
    pub fn new(inputs: &[Input], threads: usize) -> Self {
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        let (mut imported, mut alike) = (Vec::new(), HashMap::new());
        if threads > 1 {
            imported.extend(inputs.iter().map(imports));
            let key = |at: usize| (&imported[at], Reverse(inputs[at].size()), at);
            order.sort_by_cached_key(|&at| key(at));
            for list in &imported {
                (1..=list.len()).for_each(|n| *alike.entry(list[..n].to_vec()).or_insert(0) += 1);
            }
        }
        let left = (0..threads).map(|t| order.len() * t / threads..order.len() * (t + 1) / threads);
        Queue { left: Mutex::new(left.collect()), order, imports: imported, alike }
    }

    /// The imports of an input after which others go another way: what is kept there serves them too. `None` if that is
    /// not known.
    pub fn partings(&self, at: usize) -> Option<Vec<String>> {
        let list = self.imports.get(at)?;
        let count = |n: usize| list.get(..n).and_then(|first| self.alike.get(first)).copied().unwrap_or(0);
        let parts = (1..=list.len()).filter(|&n| count(n) > count(n + 1).max(1));
        Some(parts.map(|n| list[n - 1].clone()).collect())
    }

    /// The position of the next input for a thread. One that has done its own helps where most is left.
    pub fn next(&self, thread: usize) -> Option<usize> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let at = match left.get_mut(thread).and_then(Iterator::next) {
            Some(at) => at,
            None => left.iter_mut().max_by_key(|range| range.len())?.next_back()?,
        };
        Some(self.order[at])
    }
}

/// How much of a file is looked at: imports stand at its beginning.
const BEGINNING: u64 = 4096;

/// The package that a file lies in and the modules that it imports, as far as its place and its first lines tell.
fn imports(input: &Input) -> Vec<String> {
    let mut bytes = Vec::new();
    let text = match &input.text {
        Some(text) => text.into(),
        None => {
            // Opening a pipe could wait for ever.
            if std::fs::metadata(&input.path).is_ok_and(|meta| meta.is_file()) {
                let file = std::fs::File::open(&input.path);
                let _ = file.and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
            }
            String::from_utf8_lossy(&bytes)
        }
    };
    let module = |line: &str| {
        let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "))?;
        let name = rest.split([' ', '\t', ',', ';']).next()?;
        (!Importer::is_known(name)).then(|| name.to_owned())
    };
    let name = default_module_name(&input.path);
    let package = name.split_once('.').map(|(package, _)| format!("{package}."));
    package.into_iter().chain(text.lines().filter_map(module)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(name: &str, text: &str) -> Input {
        Input { path: name.into(), text: Some(text.to_owned()), searched: None }
    }

    #[test]
    fn each_input_is_given_once_and_like_ones_to_the_same_thread() {
        let fem = "import warp as wp\nimport warp.fem as fem\n";
        let texts =
            ["x = 1\n", fem, "import numpy\n", "from warp.sparse import a\n", fem, "y = 2\n", "", fem];
        let inputs: Vec<Input> = texts.iter().map(|text| input("a.py", text)).collect();
        let queue = Queue::new(&inputs, 2);
        // The second thread does its own half, where all that import warp.fem are, and helps the first.
        let own: Vec<usize> = std::iter::from_fn(|| queue.next(1)).take(4).collect();
        assert_eq!(own, [1, 4, 7, 3]);
        assert_eq!(queue.next(0), Some(2));
        let rest: Vec<usize> = std::iter::from_fn(|| queue.next(1)).collect();
        assert_eq!(rest, [6, 5, 0]);
        assert_eq!((queue.next(0), queue.next(1)), (None, None));
    }

    #[test]
    fn inputs_part_where_their_imports_do() {
        let text =
            |modules: &[&str]| modules.iter().map(|m| format!("import warp.{m}\n")).collect::<String>();
        let lists: [&[&str]; 5] =
            [&["fem", "a", "b"], &["fem", "a", "c"], &["fem", "d"], &["sparse"], &["sparse"]];
        let inputs: Vec<Input> = lists.iter().map(|list| input("a.py", &text(list))).collect();
        let queue = Queue::new(&inputs, 2);
        let partings = |at| queue.partings(at).unwrap_or_default().join(" ");
        let all = [partings(0), partings(1), partings(2), partings(3), partings(4)];
        assert_eq!(all, ["warp.fem warp.a", "warp.fem warp.a", "warp.fem", "warp.sparse", "warp.sparse"]);
        assert_eq!(Queue::new(&inputs, 1).partings(0), None);
    }

    #[test]
    fn a_single_thread_keeps_the_order() {
        let inputs = [input("a.py", "import warp.sparse\n"), input("b.py", "x = 1\n")];
        let queue = Queue::new(&inputs, 1);
        assert_eq!([queue.next(0), queue.next(0), queue.next(0)], [Some(0), Some(1), None]);
    }
}
