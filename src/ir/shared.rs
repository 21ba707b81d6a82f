//! Shared-memory sizes of a body.

use super::Body;
use crate::types::{Storage, TyKind, Types};

/// Tiles are aligned to this many bytes.
const TILE_ALIGNMENT: u64 = 16;

impl Body {
    /// Bytes of the body's own tile variables (Warp's `Adjoint.get_own_required_shared`).
    #[must_use]
    pub fn own_shared(&self, types: &Types) -> u64 {
        self.temps
            .iter()
            .map(|&var| match *types.kind(self.vars[var].ty) {
                TyKind::Tile(id) => {
                    let tile = types.tile_data(id);
                    if tile.storage != Storage::Shared || !tile.owner {
                        return 0;
                    }
                    let count: i64 = tile.shape.as_deref().unwrap_or(&[]).iter().product();
                    let bytes = types.size_in_bytes(tile.dtype) as u64 * count.unsigned_abs();
                    bytes.next_multiple_of(TILE_ALIGNMENT)
                }
                TyKind::TileStack { dtype, capacity } => {
                    let bytes = types.size_in_bytes(dtype) as u64 * u64::from(capacity.unwrap_or(0));
                    bytes.next_multiple_of(TILE_ALIGNMENT) + TILE_ALIGNMENT
                }
                _ => 0,
            })
            .sum()
    }

    /// Own tiles and the worst case of all callees (`get_total_required_shared`).
    #[must_use]
    pub fn total_shared(&self, types: &Types) -> u64 {
        self.own_shared(types) + self.extra_shared
    }

    /// The same for the backward pass, where own tiles carry gradients (`get_total_required_shared_backward`).
    #[must_use]
    pub fn total_shared_backward(&self, types: &Types) -> u64 {
        self.own_shared(types) * 2 + self.extra_shared_backward
    }
}
