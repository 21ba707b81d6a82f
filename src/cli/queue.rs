//! Which thread works on which file: files that begin with the same imports are near each other, so that a thread's
//! [`Importer`](crate::pipeline::Importer) can make use of what it has kept.

use std::cmp::Reverse;
use std::io::Read as _;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::files::Input;

/// The inputs that are left, by thread.
pub struct Queue {
    /// Positions of inputs; threads have ranges of this.
    order: Vec<usize>,
    left: Mutex<Vec<Range<usize>>>,
}

impl Queue {
    /// Divides the inputs among threads.
    pub fn new(inputs: &[Input], threads: usize) -> Self {
        let mut order: Vec<usize> = (0..inputs.len()).collect();
        if threads > 1 {
            let keys: Vec<_> = inputs.iter().map(|input| (imports(input), Reverse(input.size()))).collect();
            order.sort_by(|&a, &b| keys[a].cmp(&keys[b]).then(a.cmp(&b)));
        }
        let left = (0..threads).map(|t| order.len() * t / threads..order.len() * (t + 1) / threads);
        Queue { left: Mutex::new(left.collect()), order }
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

/// The modules of Warp's that a file imports, as far as its first lines tell.
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
        let name = rest.split_whitespace().next()?;
        name.starts_with("warp.").then(|| name.to_owned())
    };
    text.lines().filter_map(module).collect()
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
    fn a_single_thread_keeps_the_order() {
        let inputs = [input("a.py", "import warp.sparse\n"), input("b.py", "x = 1\n")];
        let queue = Queue::new(&inputs, 1);
        assert_eq!([queue.next(0), queue.next(0), queue.next(0)], [Some(0), Some(1), None]);
    }
}
