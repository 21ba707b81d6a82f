//! A copy of a session: every object once, so that what was shared is shared in the copy and nothing is shared with it.
//!
//! Immutable things (text, trees, numbers, scopes) are the same in both. Every structure is taken apart field by field, so
//! that a new field cannot be forgotten here.

mod objects;

use std::rc::{Rc, Weak};

use indexmap::IndexMap;
use objects::Copier;
use rustc_hash::FxHashMap;

use super::model::{Decl, Function, Kernel, WarpModule};
use super::session::{KernelState, ModuleState, Session};
use super::value::{Env, Value};

impl Session {
    /// Whether nothing is being evaluated.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.overrides.is_empty() && self.guarded_imports == 0 && self.current.is_none()
    }

    /// The same state once more, with objects of its own. What a file's evaluation does to one is not seen by the other.
    ///
    /// Only while nothing is being evaluated.
    #[must_use]
    pub fn duplicate(&self) -> Session {
        let mut copier = Copier::with_room(self.function_objects.len() * 4);
        let mut copy = self.copied(&mut copier);
        let tokens = self.kernel_states.iter().map(|state| state.token.upgrade());
        let done = copier.finish();
        // A kernel that nothing refers to stays without a reference.
        for (state, token) in copy.kernel_states.iter_mut().zip(tokens) {
            state.token = token.and_then(|token| done.copy_of(&token)).unwrap_or_default();
        }
        copy.factory_classes =
            copy.factory_classes.drain().map(|(key, class)| (done.key(key), class)).collect();
        copy.scopes = (copy.scopes.drain())
            .filter_map(|((module, node), scope)| Some(((done.place(module)?, node), scope)))
            .collect();
        copy
    }

    #[allow(clippy::too_many_lines)] // One line per field.
    fn copied(&self, c: &mut Copier) -> Session {
        let Session {
            types,
            functions,
            kernels,
            modules,
            unresolved,
            problems,
            missing_imports,
            unique_hasher,
            options,
            main_module,
            main_file,
            main_parsed,
            config,
            python_modules,
            missing_modules,
            warp_dir,
            main_dir,
            search,
            user_modules,
            module_states,
            kernel_states,
            function_objects,
            function_attrs,
            original_objects,
            function_counts,
            preimport_counts,
            struct_classes,
            classes,
            factory_classes,
            scopes,
            sources,
            specializations,
            overrides: _,
            math_functions,
            strings,
            guarded_imports,
            looked_around,
            found_modules,
            laborious,
            native_layouts,
            externals,
            extended_builtins,
            steps,
            steps_end,
            allocated,
            depth,
            nesting,
            no_cells,
            unique_modules,
            current,
            files,
        } = self;
        Session {
            types: Rc::new(types.duplicate()),
            functions: functions.iter().map(|function| copied_function(c, function)).collect(),
            kernels: kernels.iter().map(|kernel| copied_kernel(c, kernel)).collect(),
            modules: modules.iter().map(|module| copied_module(c, module)).collect(),
            unresolved: unresolved.clone(),
            problems: problems.clone(),
            missing_imports: missing_imports.clone(),
            unique_hasher: *unique_hasher,
            options: options.clone(),
            main_module: main_module.clone(),
            main_file: main_file.clone(),
            main_parsed: main_parsed.clone(),
            config: c.module(config),
            python_modules: python_modules.iter().map(|(name, m)| (name.clone(), c.module(m))).collect(),
            missing_modules: missing_modules.clone(),
            warp_dir: warp_dir.clone(),
            main_dir: main_dir.clone(),
            search: search.clone(),
            user_modules: user_modules.clone(),
            module_states: module_states.iter().map(|state| copied_module_state(c, state)).collect(),
            kernel_states: kernel_states.iter().map(|state| copied_kernel_state(c, state)).collect(),
            function_objects: function_objects.iter().map(|object| c.py_function(object)).collect(),
            function_attrs: function_attrs.iter().map(|attrs| c.names(attrs)).collect(),
            original_objects: original_objects.iter().map(|(id, p)| (*id, c.py_function(p))).collect(),
            function_counts: function_counts.clone(),
            preimport_counts: preimport_counts.clone(),
            struct_classes: struct_classes.iter().map(|(id, class)| (*id, c.class(class))).collect(),
            classes: classes.iter().map(|(name, class)| (*name, c.class(class))).collect(),
            factory_classes: factory_classes.iter().map(|(key, k)| (key.clone(), c.class(k))).collect(),
            scopes: scopes.clone(),
            sources: sources.clone(),
            specializations: specializations.clone(),
            overrides: FxHashMap::default(),
            math_functions: math_functions.clone(),
            strings: strings.clone(),
            guarded_imports: *guarded_imports,
            looked_around: looked_around.clone(),
            found_modules: found_modules.clone(),
            laborious: laborious.clone(),
            native_layouts: native_layouts.clone(),
            externals: externals.clone(),
            extended_builtins: extended_builtins.clone(),
            steps: *steps,
            steps_end: *steps_end,
            allocated: *allocated,
            depth: *depth,
            nesting: *nesting,
            no_cells: c.cells(no_cells),
            unique_modules: unique_modules.clone(),
            current: current.clone(),
            files: files.clone(),
        }
    }
}

fn copied_function(c: &mut Copier, function: &Function) -> Function {
    let Function {
        key,
        native_name,
        qualname,
        namespace,
        module,
        decl,
        defaults,
        snippet,
        custom_replay,
        custom_grad,
        inline_hint,
        overloads,
        templates,
        signature,
        generic_parent,
        force_adjoint_codegen,
        uses_grad_call,
        used_by_backward_kernel,
        is_differentiable,
    } = function;
    Function {
        key: key.clone(),
        native_name: native_name.clone(),
        qualname: qualname.clone(),
        namespace,
        module: *module,
        decl: copied_decl(c, decl),
        defaults: defaults.iter().map(|(name, value)| (name.clone(), c.value(value))).collect(),
        snippet: snippet.clone(),
        custom_replay: *custom_replay,
        custom_grad: *custom_grad,
        inline_hint: inline_hint.clone(),
        overloads: overloads.clone(),
        templates: templates.clone(),
        signature: signature.clone(),
        generic_parent: *generic_parent,
        force_adjoint_codegen: *force_adjoint_codegen,
        uses_grad_call: *uses_grad_call,
        used_by_backward_kernel: *used_by_backward_kernel,
        is_differentiable: *is_differentiable,
    }
}

fn copied_decl(c: &mut Copier, decl: &Decl) -> Decl {
    let Decl {
        source,
        fun_lineno,
        env: Env { cells, globals },
        args,
        returns,
        statics,
        static_nodes,
        has_unresolved_statics,
        callable_args,
        is_user_function,
        custom_reverse_mode,
        custom_reverse_num_input_args,
        skip_forward_codegen,
        skip_reverse_codegen,
    } = decl;
    Decl {
        source: source.clone(),
        fun_lineno: *fun_lineno,
        env: Env { cells: c.cells(cells), globals: c.module(globals) },
        args: args.clone(),
        returns: *returns,
        statics: copied_options(c, statics),
        static_nodes: static_nodes.iter().map(|(node, value)| (*node, c.value(value))).collect(),
        has_unresolved_statics: *has_unresolved_statics,
        callable_args: callable_args.clone(),
        is_user_function: *is_user_function,
        custom_reverse_mode: *custom_reverse_mode,
        custom_reverse_num_input_args: *custom_reverse_num_input_args,
        skip_forward_codegen: *skip_forward_codegen,
        skip_reverse_codegen: *skip_reverse_codegen,
    }
}

fn copied_options(c: &mut Copier, options: &IndexMap<Rc<str>, Value>) -> IndexMap<Rc<str>, Value> {
    options.iter().map(|(name, value)| (name.clone(), c.value(value))).collect()
}

fn copied_kernel(c: &mut Copier, kernel: &Kernel) -> Kernel {
    let Kernel {
        key,
        qualname,
        python_module,
        module,
        decl,
        options,
        signature,
        is_generic,
        overloads,
        generic_parent,
        dead,
    } = kernel;
    Kernel {
        key: key.clone(),
        qualname: qualname.clone(),
        python_module: python_module.clone(),
        module: *module,
        decl: copied_decl(c, decl),
        options: copied_options(c, options),
        signature: signature.clone(),
        is_generic: *is_generic,
        overloads: overloads.clone(),
        generic_parent: *generic_parent,
        dead: *dead,
    }
}

fn copied_module(c: &mut Copier, module: &WarpModule) -> WarpModule {
    let WarpModule { name, kernels, options, is_unique, owner } = module;
    WarpModule {
        name: name.clone(),
        kernels: kernels.clone(),
        options: copied_options(c, options),
        is_unique: *is_unique,
        owner: owner.clone(),
    }
}

fn copied_module_state(c: &mut Copier, state: &ModuleState) -> ModuleState {
    let ModuleState { functions, kernels } = state;
    ModuleState {
        functions: functions.clone(),
        kernels: kernels.iter().map(|(key, kernel)| (key.clone(), c.kernel_ref(kernel))).collect(),
    }
}

fn copied_kernel_state(c: &mut Copier, state: &KernelState) -> KernelState {
    let KernelState { func, token: _, attrs } = state;
    KernelState { func: c.py_function(func), token: Weak::new(), attrs: c.names(attrs) }
}
