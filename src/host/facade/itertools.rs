//! `itertools`.

use std::rc::Rc;

use super::super::error::PyResult;
use super::super::interp::Frame;
use super::super::interp::builtins_args::Args;
use super::super::session::Session;
use super::super::value::*;
use crate::frontend::ast::Operator;

pub(super) fn call_itertools(
    session: &mut Session,
    f: &mut Frame,
    name: &'static str,
    args: &Args,
) -> PyResult<Value> {
    let unknown = |s: &Session| Ok(s.unknown(format!("{name}(...)")));
    let int = |i: usize| args.positional.get(i).and_then(Value::as_int);
    let state = |s: IterState| Ok(Value::Iter(Rc::new(s.into())));
    match name {
        "itertools.count" => {
            return state(IterState::Count { next: int(0).unwrap_or(0), step: int(1).unwrap_or(1) });
        }
        "itertools.repeat" if args.positional.len() == 1 => {
            return state(IterState::Repeat(args.positional[0].clone()));
        }
        "itertools.repeat" => {
            let n = usize::try_from(int(1).unwrap_or(0).max(0)).unwrap_or(usize::MAX);
            session.reserve(n)?;
            return Ok(Value::iter(vec![args.positional[0].clone(); n]));
        }
        _ => {}
    }
    if name == "itertools.islice" {
        let Some(mut it) = session.iterate(f, args.positional.first().unwrap_or(&Value::None))? else {
            return unknown(session);
        };
        let (start, stop) = match args.positional.len() {
            2 => (0, int(1)),
            _ => (int(1).unwrap_or(0), int(2)),
        };
        let step = int(3).unwrap_or(1).max(1);
        let Some(stop) = stop else { return unknown(session) };
        let mut out = Vec::new();
        let mut i = 0;
        while i < stop {
            session.step()?;
            let Some(item) = session.next_item(&mut it)? else { break };
            if i >= start && (i - start) % step == 0 {
                session.reserve(1)?;
                out.push(item);
            }
            i += 1;
        }
        return Ok(Value::iter(out));
    }
    let mut pools = Vec::new();
    for v in &args.positional {
        if matches!(v, Value::Int(_)) {
            continue;
        }
        match session.collect(f, v)? {
            Some(items) => pools.push(items),
            None => return unknown(session),
        }
    }
    let rows: Vec<Vec<Value>> = match name {
        "itertools.product" => {
            let repeat = args
                .keywords
                .iter()
                .find(|(n, _)| &**n == "repeat")
                .and_then(|(_, v)| v.as_int())
                .unwrap_or(1);
            let repeat = usize::try_from(repeat.max(0)).unwrap_or(usize::MAX);
            session.reserve(repeat.saturating_mul(pools.len()))?;
            let pools: Vec<Vec<Value>> = (0..repeat).flat_map(|_| pools.clone()).collect();
            let rows = pools.iter().fold(1usize, |n, pool| n.saturating_mul(pool.len()));
            session.reserve(rows.saturating_mul(pools.len().max(1)))?;
            product(&pools)
        }
        "itertools.chain" => {
            session.reserve(pools.iter().map(Vec::len).sum())?;
            return Ok(Value::iter(pools.concat()));
        }
        "itertools.chain.from_iterable" => {
            let mut out = Vec::new();
            for item in pools.into_iter().flatten() {
                match session.collect(f, &item)? {
                    Some(items) => out.extend(items),
                    None => return unknown(session),
                }
            }
            return Ok(Value::iter(out));
        }
        "itertools.cycle" => {
            return state(IterState::Cycle { items: pools.into_iter().flatten().collect(), at: 0 });
        }
        "itertools.permutations" | "itertools.combinations" | "itertools.combinations_with_replacement" => {
            let pool = pools.first().cloned().unwrap_or_default();
            let n = pool.len();
            let r = int(1).map_or(n, |r| r.max(0) as usize);
            session.reserve(n.saturating_pow(r.min(32) as u32).saturating_mul(r.max(1)))?;
            let indices: Vec<Vec<Value>> = vec![(0..n as i128).map(Value::Int).collect(); r];
            product(&indices)
                .into_iter()
                .map(|row| row.iter().map(|v| v.as_int().unwrap_or(0) as usize).collect::<Vec<_>>())
                .filter(|row| match name {
                    "itertools.permutations" => (0..r).all(|i| !row[..i].contains(&row[i])),
                    "itertools.combinations" => row.windows(2).all(|w| w[0] < w[1]),
                    _ => row.windows(2).all(|w| w[0] <= w[1]),
                })
                .map(|row| row.into_iter().map(|i| pool[i].clone()).collect())
                .collect()
        }
        "itertools.pairwise" => {
            pools.first().cloned().unwrap_or_default().windows(2).map(<[Value]>::to_vec).collect()
        }
        "itertools.zip_longest" => {
            let fill = args
                .keywords
                .iter()
                .find(|(n, _)| &**n == "fillvalue")
                .map_or(Value::None, |(_, v)| v.clone());
            let n = pools.iter().map(Vec::len).max().unwrap_or(0);
            (0..n)
                .map(|i| pools.iter().map(|p| p.get(i).cloned().unwrap_or_else(|| fill.clone())).collect())
                .collect()
        }
        "itertools.accumulate" => {
            let mut out = Vec::new();
            let mut total: Option<Value> = None;
            for item in pools.into_iter().next().unwrap_or_default() {
                let next = match total {
                    Some(t) => session.binary_op(f, Operator::Add, &t, &item)?,
                    None => item,
                };
                out.push(next.clone());
                total = Some(next);
            }
            return Ok(Value::iter(out));
        }
        _ => return unknown(session),
    };
    Ok(Value::iter(rows.into_iter().map(Value::tuple).collect()))
}

fn product(pools: &[Vec<Value>]) -> Vec<Vec<Value>> {
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for pool in pools {
        rows = rows
            .into_iter()
            .flat_map(|row| {
                pool.iter().map(move |v| {
                    let mut next = row.clone();
                    next.push(v.clone());
                    next
                })
            })
            .collect();
    }
    rows
}
