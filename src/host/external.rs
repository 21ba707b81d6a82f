//! Built-ins that a program adds itself: C++ functions given to `wp.build_experimental.add_builtin`.

use std::rc::Rc;

use sha2::{Digest as _, Sha256};

use super::register::ArgType;
use super::session::Session;
use crate::ids::ExternalId;
use crate::types::{Erasure, Ty};

/// One overload of a C++ function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalOverload {
    /// Parameters in order.
    pub params: Vec<(Rc<str>, Ty)>,
    /// What it returns; `None` for `void`.
    pub value: Option<Ty>,
    /// Everything before the last name of the C++ function, with its `::`.
    pub namespace: Rc<str>,
    /// The last name of the C++ function.
    pub native: Rc<str>,
    /// Type codes of the parameters and of the value: what its identity rests on.
    pub codes: (Vec<String>, String),
}

/// What a kernel calls by `wp.<key>`: Warp's `Function` for a built-in that was added.
#[derive(Clone, Debug)]
pub struct External {
    /// Name in Python.
    pub key: Rc<str>,
    /// Overloads in the order in which they were added; there is at least one.
    pub overloads: Vec<ExternalOverload>,
}

/// What an overload is to Python: signature, namespace, name. Ordered as Python orders such tuples.
type Contract<'a> = (Vec<(&'a str, &'a str)>, &'a str, &'a str, &'a str);

impl ExternalOverload {
    fn contract(&self) -> Contract<'_> {
        let inputs = self.params.iter().zip(&self.codes.0).map(|((name, _), code)| (&**name, &**code));
        (inputs.collect(), &self.codes.1, &self.namespace, &self.native)
    }
}

/// Python's `repr()` of a contract.
fn contract_repr((inputs, value, namespace, native): &Contract) -> String {
    let items: Vec<String> = inputs.iter().map(|(name, code)| format!("('{name}', '{code}')")).collect();
    let comma = if items.len() == 1 { "," } else { "" };
    format!("((({}{comma}), '{value}'), '{namespace}', '{native}')", items.join(", "))
}

impl Session {
    /// A built-in that was added.
    #[must_use]
    pub fn external(&self, id: ExternalId) -> &External {
        &self.externals[id.index()]
    }

    /// The built-in that was added by a name.
    #[must_use]
    pub fn find_external(&self, name: &str) -> Option<ExternalId> {
        self.externals.iter().position(|e| &*e.key == name).map(|at| ExternalId(at as u32))
    }

    /// The first overload that fits: Warp's `resolve_func` for a built-in whose parameters have no defaults.
    #[must_use]
    pub fn external_overload(
        &self,
        id: ExternalId,
        args: &[ArgType],
        kwargs: &[(Rc<str>, ArgType)],
    ) -> Option<&ExternalOverload> {
        let overloads = &self.external(id).overloads;
        let find = |erasure| overloads.iter().find(|o| self.external_matches(o, args, kwargs, erasure));
        find(Erasure::Exact).or_else(|| find(Erasure::Allow))
    }

    fn external_matches(
        &self,
        overload: &ExternalOverload,
        args: &[ArgType],
        kwargs: &[(Rc<str>, ArgType)],
        erasure: Erasure,
    ) -> bool {
        let Some(named) = overload.params.get(args.len()..) else { return false };
        let binds = |ty: Ty, arg: &ArgType| self.argument_binds(ty, arg, erasure);
        named.len() == kwargs.len()
            && args.iter().zip(&overload.params).all(|(arg, (_, ty))| binds(*ty, arg))
            && named.iter().all(|(name, ty)| kwargs.iter().any(|(n, arg)| n == name && binds(*ty, arg)))
    }

    /// Warp's `hash_builtin_function`.
    #[must_use]
    pub fn external_digest(&self, id: ExternalId) -> [u8; 32] {
        let external = self.external(id);
        let mut digest = Sha256::new();
        digest.update(b"builtin");
        digest.update(external.key.as_bytes());
        digest.update(external.overloads.first().map_or("", |o| &*o.native).as_bytes());
        let mut contracts: Vec<Contract> =
            external.overloads.iter().map(ExternalOverload::contract).collect();
        contracts.sort_unstable();
        for contract in &contracts {
            digest.update(contract_repr(contract).as_bytes());
        }
        digest.finalize().into()
    }
}
