//! The module of `springs.py`, described for `compile::build`.
//!
//! `springs.cpp` and `springs.cu` are what Warp 1.19.0 (and `warpgen emit`) makes of `springs.py`, for both devices.

use warpgen::compile::Device;
use warpgen::compile::build::ModuleJob;
use warpgen::compile::layout::identifier;
use warpgen::compile::manifest::{ArgEntry, ArgType, KernelEntry, ModuleEntry};

/// Everything the build needs to know about the module on one device.
pub fn job(device: Device) -> ModuleJob {
    let (text, meta, hash, block_dim) = match device {
        Device::Cpu => (
            include_str!("springs.cpp"),
            include_str!("springs.cpu.meta"),
            "6438d443d3fa324a5db9c2c81e09604ba3b7d059720465a69b5f9917b6ef5964",
            1,
        ),
        Device::Cuda => (
            include_str!("springs.cu"),
            include_str!("springs.cuda.meta"),
            "c603204129818ca64dfa0762f4ed4262860847e9351293368dedb70f921dbfd8",
            256,
        ),
    };
    let digest: Vec<u8> =
        (0..8).map(|i| u8::from_str_radix(&hash[2 * i..2 * i + 2], 16).unwrap_or(0)).collect();
    let entry = ModuleEntry {
        name: "springs".to_owned(),
        identifier: identifier("springs", Some(&digest)),
        hash: hash.to_owned(),
        device,
        block_dim,
        options: serde_json::Map::new(),
        files: Vec::new(),
        kernels: vec![
            kernel(
                device,
                "step",
                "685ce954ce30e8d4",
                vec![array("x"), array("v"), scalar("k"), scalar("dt")],
            ),
            kernel(
                device,
                "energy",
                "f8f080fd84b42f",
                vec![array("x"), array("v"), scalar("k"), array("total")],
            ),
        ],
        structs: Vec::new(),
    };
    ModuleJob {
        entry,
        text: text.to_owned(),
        meta: meta.to_owned(),
        cpu: Default::default(),
        cuda: Default::default(),
        secondary: false,
    }
}

fn kernel(device: Device, key: &str, hash: &str, args: Vec<ArgEntry>) -> KernelEntry {
    let mangled = format!("{key}_{}", &hash[..8]);
    let infix = if device == Device::Cpu { "cpu" } else { "cuda_kernel" };
    KernelEntry {
        key: key.to_owned(),
        hash: hash.to_owned(),
        forward: format!("{mangled}_{infix}_forward"),
        backward: Some(format!("{mangled}_{infix}_backward")),
        mangled,
        launch_dims: 1,
        args,
        ..KernelEntry::default()
    }
}

fn array(name: &str) -> ArgEntry {
    arg(name, "wp::array_t<wp::float32>", ArgType::Array)
}

fn scalar(name: &str) -> ArgEntry {
    arg(name, "wp::float32", ArgType::Scalar("float32".to_owned()))
}

fn arg(name: &str, ctype: &str, kind: ArgType) -> ArgEntry {
    let (size, align) = kind.layout().unwrap_or((0, 1));
    ArgEntry { name: name.to_owned(), ctype: ctype.to_owned(), kind, size, align, element: None }
}
