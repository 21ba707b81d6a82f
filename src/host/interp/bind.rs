//! Binding arguments to parameters.

use std::rc::Rc;

use super::super::error::{PyError, PyResult};
use super::super::session::Session;
use super::super::value::*;
use super::{Frame, Kwargs};
use crate::frontend::ast::{Arguments, Name};

impl Session {
    /// Puts the arguments of a call into its frame.
    pub(super) fn bind_arguments(
        &mut self,
        p: &Rc<PyFunction>,
        frame: &mut Frame,
        args: Vec<Value>,
        kwargs: Kwargs,
    ) -> PyResult<()> {
        let parameters: &Arguments = match &p.code {
            FunctionCode::Def(def) => &def.args,
            FunctionCode::Lambda(lambda) => &lambda.args,
        };
        let name = &p.qualname;
        let mut kwargs = kwargs;
        // A `**unknown` may hold anything: parameters without a value become unknown.
        let anything = kwargs.iter().position(|(n, _)| &**n == "**").map(|at| kwargs.remove(at).1);
        let mut positional = args.into_iter();
        let count = parameters.posonly.len() + parameters.args.len();
        for (i, parameter) in parameters.posonly.iter().chain(&parameters.args).enumerate() {
            let keyword = (i >= parameters.posonly.len())
                .then(|| kwargs.iter().position(|(n, _)| *n == parameter.name))
                .flatten();
            let value = match (positional.next(), keyword) {
                (Some(_), Some(_)) => {
                    return Err(PyError::new(
                        "TypeError",
                        format!("{name}() got multiple values for argument '{}'", parameter.name),
                    ));
                }
                (Some(v), None) => v,
                (None, Some(at)) => kwargs.remove(at).1,
                (None, None) => self.default_value(p, &parameter.name, anything.as_ref())?,
            };
            self.bind(frame, &parameter.name, value);
        }
        let rest: Vec<Value> = positional.collect();
        match &parameters.vararg {
            Some(vararg) => self.bind(frame, &vararg.name, Value::tuple(rest)),
            None if !rest.is_empty() => {
                let given = count + rest.len();
                return Err(PyError::new(
                    "TypeError",
                    format!("{name}() takes {count} positional arguments but {given} were given"),
                ));
            }
            None => {}
        }
        for parameter in &parameters.kwonly {
            let at = kwargs.iter().position(|(n, _)| *n == parameter.name);
            let value = match at {
                Some(at) => kwargs.remove(at).1,
                None => self.default_value(p, &parameter.name, anything.as_ref())?,
            };
            self.bind(frame, &parameter.name, value);
        }
        match &parameters.kwarg {
            Some(kwarg) => {
                let dict = Dict::default();
                kwargs.into_iter().for_each(|(n, v)| dict.set(Value::str(&n), v));
                self.bind(frame, &kwarg.name, Value::Dict(Rc::new(dict)));
            }
            None => {
                if let Some((unexpected, _)) = kwargs.first() {
                    return Err(PyError::new(
                        "TypeError",
                        format!("{name}() got an unexpected keyword argument '{unexpected}'"),
                    ));
                }
            }
        }
        Ok(())
    }

    fn default_value(&self, p: &Rc<PyFunction>, name: &Name, anything: Option<&Value>) -> PyResult<Value> {
        if let Some(v) = anything {
            return Ok(v.clone());
        }
        p.defaults.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).ok_or_else(|| {
            PyError::new(
                "TypeError",
                format!("{}() missing 1 required positional argument: '{name}'", p.qualname),
            )
        })
    }

    fn bind(&mut self, frame: &mut Frame, name: &Name, value: Value) {
        match frame.cells.get(name) {
            Some(cell) => *cell.borrow_mut() = Some(value),
            None => {
                frame.locals.insert(name.clone(), value);
            }
        }
    }
}
