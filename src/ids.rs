//! Small integer handles shared by all stages.

/// Declares a `u32` handle type.
macro_rules! handle {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// The handle as an index into the arena that issued it.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

handle!(
    /// A user function (`@wp.func`), one overload or generic instance, in `host::Session::functions`.
    FunctionId
);
handle!(
    /// A kernel, or one instance of a generic kernel, in `host::Session::kernels`.
    KernelId
);
handle!(
    /// A Warp module in `host::Session::modules`.
    ModuleId
);
handle!(
    /// A struct type in [`crate::types::Types`].
    StructId
);
handle!(
    /// A tile type object in [`crate::types::Types`]: tiles are mutable and have identity.
    TileId
);
handle!(
    /// An opaque built-in class such as `bvh_query_t`.
    OpaqueId
);
handle!(
    /// A registered native type (`wp.types.register_native_type` and the like).
    NativeId
);
handle!(
    /// A built-in name in the generated table.
    BuiltinId
);
handle!(
    /// A C++ function given to `wp.build_experimental.add_builtin`, in [`crate::host::Session`].
    ExternalId
);
handle!(
    /// A variable of one adjoint build, in `ir::Body::vars`.
    VarId
);
handle!(
    /// An expression or statement node of a parsed file.
    NodeId
);

/// A callable known at code-generation time: what Warp calls a `Function` object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FuncRef {
    /// A user function: the object a Python name is bound to, i.e. the head of its overload set.
    User(FunctionId),
    /// A built-in, by name.
    Builtin(BuiltinId),
    /// A built-in that the program itself added, by name.
    External(ExternalId),
}
