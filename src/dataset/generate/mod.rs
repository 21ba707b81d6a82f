//! Programs like people's, valid by construction: a typed walk over the language and the built-ins, and families
//! with domains, names and idioms of their own. A program is a function of the seed, its index, and what
//! the set has before its batch ([`Feedback`]).

#[macro_use]
mod macros;
mod calls;
mod core;
mod cover;
mod expr;
mod families;
mod feedback;
mod idioms;
mod loops;
mod mixins;
mod names;
mod render;
mod rng;
mod stmt;
mod tidy;
mod types;
mod values;
mod walk;

pub use calls::calls;
pub use families::family_names;
pub use feedback::Feedback;
pub use rng::{Rng, mix};

use std::sync::Arc;

use core::Gen;

/// A generated program.
#[derive(Clone, Debug)]
pub struct Program {
    /// The family it comes from.
    pub family: &'static str,
    /// The name of its (first) kernel.
    pub kernel: String,
    /// The complete file.
    pub python: String,
}

/// The program with that index, as the first of a set.
#[must_use]
pub fn generate(seed: u64, index: u64) -> Program {
    generate_with(seed, index, &Arc::default())
}

/// The program with that index, for a set that has (and lacks) what the feedback says.
#[must_use]
pub fn generate_with(seed: u64, index: u64, feedback: &Arc<Feedback>) -> Program {
    let rng = Rng::new(seed, index);
    Gen::new(rng, feedback.clone()).run(None)
}

/// A program that makes one call of the table and stores what it gives, to see whether it compiles.
#[must_use]
pub fn single_call(row: usize) -> Option<Program> {
    let call = calls().rows.get(row)?;
    let mut g = Gen::new(Rng::new(1, row as u64), Arc::default());
    g.swarm.table = 0.0;
    g.swarm.wheres = 0.0;
    g.swarm.multi = 0.0;
    g.kernel("call", |g| {
        g.thread(1);
        g.exercise(call);
        g.finish_stores();
    });
    Some(g.finish("single_call"))
}

/// The program with that index, of the family of that name (for experiments).
#[must_use]
pub fn generate_family(seed: u64, index: u64, family: &str) -> Program {
    let rng = Rng::new(seed, index);
    Gen::new(rng, Arc::default()).run(Some(family))
}
