//! What lies beside the shards for those who load them: the data card, the Croissant description, a sample.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::forms::{Format, for_each_line};
use super::manifest::Manifest;
use super::shards::write_atomic;
use super::splits::SPLITS;
use super::stats::{self, shard_paths};
use super::{DatasetError, Result};

/// Bytes of the sample, per device.
const SAMPLE_BYTES: usize = 1_000_000;
/// The sample's file, in each device's folder.
pub const SAMPLE_NAME: &str = "sample.jsonl";

/// The fields of a record, and what they mean.
pub const FIELDS: &[(&str, &str, &str)] = &[
    ("id", "sc:Text", "`wg1-` + 16 hex digits of SHA-256 of program and options; the same in both devices"),
    ("device", "sc:Text", "`cpu` or `cuda`"),
    ("family", "sc:Text", "family of the generator"),
    ("kernel", "sc:Text", "name of the (first) kernel"),
    ("features", "sc:Text", "feature flags read from the program's tree"),
    ("builtins", "sc:Text", "overloads of built-ins as the lowering resolved them, `name/ordinal`"),
    ("python", "sc:Text", "the complete importable file"),
    ("code", "sc:Text", "the whole module text, byte for byte what Warp 1.19.0 writes"),
    (
        "sections",
        "sc:Text",
        "byte ranges of structs, functions, forward, backward and entry points in `code`",
    ),
    ("options", "sc:Text", "what was not default"),
    ("has_backward", "sc:Boolean", "whether adjoint kernels were emitted"),
    ("module_hash", "sc:Text", "Warp's module hash"),
    ("shape_hash", "sc:Text", "hash of the tree without names and constants"),
    ("cluster", "sc:Text", "near-duplicate cluster"),
    ("split", "sc:Text", "train, valid, test, test_heldout_builtin, test_heldout_family"),
    ("warp_version", "sc:Text", "1.19.0"),
    ("warpgen_version", "sc:Text", "version of the program that made it"),
    ("license", "sc:Text", "licence of the record"),
];

/// Write everything.
///
/// # Errors
/// As for writing.
pub fn write(out: &Path, manifest: &Manifest) -> Result<()> {
    write_atomic(&out.join("README.md"), readme(manifest).as_bytes())?;
    let croissant =
        serde_json::to_vec_pretty(&croissant(manifest)).map_err(|e| DatasetError(e.to_string()))?;
    write_atomic(&out.join("croissant.json"), &croissant)?;
    sample(out, manifest.options.seed)
}

/// The data card.
#[must_use]
pub fn readme(manifest: &Manifest) -> String {
    let mut text = String::from(
        "---\nlicense: apache-2.0\nlanguage: [code]\ntags: [code, python, cpp, cuda, jit, compilers, nvidia-warp]\nconfigs:\n",
    );
    let extension = manifest.options.form.extension();
    for device in &manifest.options.devices {
        let _ = writeln!(text, "- config_name: {device}\n  data_files:");
        for split in SPLITS {
            if manifest.shards.iter().any(|s| s.device == *device && s.split == *split) {
                let _ = writeln!(text, "  - split: {split}\n    path: {device}/{split}-*.{extension}");
            }
        }
    }
    for device in &manifest.options.devices {
        let _ = writeln!(
            text,
            "- config_name: sample_{device}\n  data_files:\n  - split: sample\n    path: {device}/{SAMPLE_NAME}"
        );
    }
    text.push_str("---\n\n# Python kernels and the C++ and CUDA that Warp compiles them to\n\n");
    text.push_str(
        "Each record is a complete Python file with NVIDIA Warp kernels and the whole module text that Warp 1.19.0's code generator writes for it. \
         The programs are generated (a typed walk over language and built-ins, and families that look like what people write); the code comes from \
         warpgen, whose output is compared with real Warp byte by byte. The same `id` exists for both devices.\n\n",
    );
    let _ = writeln!(text, "| device | records | MB |\n|---|---|---|");
    for (device, records) in &manifest.records {
        let bytes = manifest.bytes.get(device).copied().unwrap_or(0);
        let _ = writeln!(text, "| {device} | {records} | {:.1} |", bytes as f64 / 1e6);
    }
    let _ = writeln!(
        text,
        "\nSeed {}, warpgen {}, Warp {}. Held out for the two extra tests: built-ins {}; families {}.\n",
        manifest.options.seed,
        manifest.options.warpgen_version,
        manifest.warp_version,
        manifest.heldout_builtins.join(", "),
        manifest.heldout_families.join(", ")
    );
    text.push_str("## Fields\n\n| field | meaning |\n|---|---|\n");
    for (name, _, meaning) in FIELDS {
        let _ = writeln!(text, "| `{name}` | {meaning} |");
    }
    text.push_str("\n## Loading\n\n");
    text.push_str(&loading(manifest, "."));
    if let Some(stats) = &manifest.stats {
        let _ = writeln!(text, "\n## Measures\n\n{}", stats::markdown(stats));
    }
    text.push_str("\n## Limits\n\nThe programs are synthetic: they exercise the code generator and look like kernels, but nobody needed them. Numbers they compute mean nothing. Code is what Warp writes with no target architecture (`output_arch` unset).\n");
    text
}

/// How the set is loaded from the folder `root`.
#[must_use]
pub fn loading(manifest: &Manifest, root: &str) -> String {
    let form = manifest.options.form;
    let device = manifest.options.devices.last().map_or("cuda", String::as_str);
    let (builder, reader) = match form.format {
        Format::Jsonl => ("json", format!("pd.read_json(\"{root}/{device}/{SAMPLE_NAME}\", lines=True)")),
        Format::Parquet => ("parquet", format!("pd.read_parquet(\"{root}/{device}/train-00000.parquet\")")),
    };
    let files = format!("{root}/{device}/train-*.{}", form.extension());
    format!(
        "```python\nfrom datasets import load_dataset\n\ntrain = load_dataset(\"{builder}\", data_files=\"{files}\", split=\"train\")\n\
         sample = load_dataset(\"json\", data_files=\"{root}/{device}/{SAMPLE_NAME}\", split=\"train\")\n```\n\n\
         ```python\nimport pandas as pd\n\nframe = {reader}\n```\n\n\
         ```rust\nfor line in std::io::BufReader::new(std::fs::File::open(\"{root}/{device}/{SAMPLE_NAME}\")?).lines() {{\n    \
         let record: warpgen::dataset::record::Record = serde_json::from_str(&line?)?;\n}}\n```\n"
    )
}

/// The Croissant description.
#[must_use]
pub fn croissant(manifest: &Manifest) -> serde_json::Value {
    let form = manifest.options.form;
    let files: Vec<_> = manifest
        .shards
        .iter()
        .map(|s| json!({"@type": "cr:FileObject", "@id": s.path, "name": s.path, "contentUrl": s.path, "contentSize": format!("{} B", s.file_bytes), "encodingFormat": form.media_type(), "sha256": s.file_sha256}))
        .collect();
    let sets: Vec<_> = manifest
        .options
        .devices
        .iter()
        .map(|d| json!({"@type": "cr:FileSet", "@id": format!("{d}-shards"), "name": format!("{d}-shards"), "includes": format!("{d}/*-*.{}", form.extension()), "encodingFormat": form.media_type()}))
        .collect();
    let record_sets: Vec<_> = manifest
        .options
        .devices
        .iter()
        .map(|d| {
            let fields: Vec<_> = FIELDS
                .iter()
                .map(|(name, ty, meaning)| {
                    let repeated = matches!(*name, "features" | "builtins");
                    json!({"@type": "cr:Field", "@id": format!("{d}/{name}"), "name": name, "description": meaning, "dataType": ty, "repeated": repeated,
                        "source": {"fileSet": {"@id": format!("{d}-shards")}, "extract": {"column": name}}})
                })
                .collect();
            json!({"@type": "cr:RecordSet", "@id": d, "name": d, "field": fields})
        })
        .collect();
    json!({
        "@context": {"@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
            "data": {"@id": "cr:data", "@type": "@json"}, "dataType": {"@id": "cr:dataType", "@type": "@vocab"}, "dct": "http://purl.org/dc/terms/", "extract": "cr:extract", "field": "cr:field",
            "fileObject": "cr:fileObject", "fileSet": "cr:fileSet", "includes": "cr:includes", "recordSet": "cr:recordSet", "repeated": "cr:repeated", "source": "cr:source", "column": "cr:column", "conformsTo": "dct:conformsTo"},
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "warpgen-jit-pairs",
        "description": "Python kernels and the C++ and CUDA that NVIDIA Warp's code generator writes for them",
        "license": "https://www.apache.org/licenses/LICENSE-2.0",
        "version": manifest.options.warpgen_version,
        "distribution": files.into_iter().chain(sets).collect::<Vec<_>>(),
        "recordSet": record_sets,
    })
}

/// A random sample of about a megabyte per device: the same ids in both, so the longer device decides.
fn sample(out: &Path, seed: u64) -> Result<()> {
    let paths = shard_paths(out)?;
    let mut devices: Vec<&str> = paths.iter().map(|(d, _, _)| d.as_str()).collect();
    devices.dedup();
    let mut chosen: Vec<Vec<(u64, Vec<u8>)>> = Vec::new();
    for device in &devices {
        let mut lines: Vec<(u64, Vec<u8>)> = Vec::new();
        for (_, _, path) in paths.iter().filter(|(d, _, _)| d == device) {
            for_each_line(path, |line| {
                // The id stands first in the line; its digits decide, alike for both devices.
                let id = line.get(..28).unwrap_or(line);
                let key = id.iter().fold(seed, |h, b| super::generate::mix(h ^ u64::from(*b)));
                lines.push((key, line.to_owned()));
                Ok(true)
            })?;
            lines.sort_unstable();
            // The first record that is too much is kept: without it, a later shard's could take its place, on one
            // device only.
            lines.truncate(fitting(&lines) + 1);
        }
        chosen.push(lines);
    }
    let count = chosen.iter().map(|lines| fitting(lines)).min().unwrap_or(0);
    for (device, lines) in devices.iter().zip(chosen) {
        let text: Vec<u8> = lines.into_iter().take(count).flat_map(|(_, line)| line).collect();
        write_atomic(&out.join(device).join(SAMPLE_NAME), &text)?;
    }
    Ok(())
}

/// How many lines, from the first on, a sample has room for.
fn fitting(lines: &[(u64, Vec<u8>)]) -> usize {
    let mut total = 0;
    lines
        .iter()
        .take_while(|(_, line)| {
            total += line.len();
            total <= SAMPLE_BYTES
        })
        .count()
}
