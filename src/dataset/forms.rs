//! The forms of a shard on disk: JSON Lines as they are, compressed with zstd, or as Parquet. Every form holds the same
//! rows in the same order, and gives back the same lines, byte for byte: checksums are those of the lines.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{DatasetError, Result, columns};

/// How rows are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One JSON object per line
    #[default]
    Jsonl,
    /// Parquet, a column per field
    Parquet,
}

/// How they are compressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compression {
    /// Not at all
    #[default]
    None,
    /// Zstandard
    Zstd,
}

/// The level at which lines are compressed: past it, time grows faster than size falls.
const ZSTD_LEVEL: i32 = 3;

/// The form of a set's shards.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Form {
    /// Layout.
    pub format: Format,
    /// Compression.
    pub compress: Compression,
}

impl Form {
    /// All there are.
    pub const ALL: [Form; 4] = [
        Form { format: Format::Jsonl, compress: Compression::None },
        Form { format: Format::Jsonl, compress: Compression::Zstd },
        Form { format: Format::Parquet, compress: Compression::None },
        Form { format: Format::Parquet, compress: Compression::Zstd },
    ];

    /// How file names end.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match (self.format, self.compress) {
            (Format::Jsonl, Compression::None) => "jsonl",
            (Format::Jsonl, Compression::Zstd) => "jsonl.zst",
            (Format::Parquet, _) => "parquet",
        }
    }

    /// The media type of a shard.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match (self.format, self.compress) {
            (Format::Jsonl, Compression::None) => "application/jsonlines",
            (Format::Jsonl, Compression::Zstd) => "application/zstd",
            (Format::Parquet, _) => "application/vnd.apache.parquet",
        }
    }

    /// Whether a shard is its lines and nothing else.
    #[must_use]
    pub fn is_plain(self) -> bool {
        self.format == Format::Jsonl && self.compress == Compression::None
    }

    /// Write the shard whose lines are in `lines`.
    ///
    /// # Errors
    /// As for reading and writing.
    pub fn convert(self, lines: &Path, shard: &Path) -> Result<()> {
        let mut name = shard.file_name().unwrap_or_default().to_os_string();
        name.push(".tmp");
        let temporary = shard.with_file_name(name);
        let input = File::open(lines).map_err(|e| DatasetError::io("open", lines, &e))?;
        let output = File::create(&temporary).map_err(|e| DatasetError::io("create", &temporary, &e))?;
        match self.format {
            Format::Jsonl => {
                let mut output = BufWriter::new(output);
                let level = ZSTD_LEVEL;
                zstd::stream::copy_encode(BufReader::new(input), &mut output, level)
                    .and_then(|()| output.flush())
                    .map_err(|e| DatasetError::io("write", &temporary, &e))?;
            }
            Format::Parquet => {
                columns::write(BufReader::new(input), output, self.compress)
                    .map_err(|e| DatasetError(format!("cannot write {}: {e}", temporary.display())))?;
            }
        }
        std::fs::rename(&temporary, shard).map_err(|e| DatasetError::io("rename", &temporary, &e))
    }
}

/// The split and number that a shard's file name gives: `train-00000.jsonl.zst`.
#[must_use]
pub fn name_parts(name: &str) -> Option<(&str, u32)> {
    let (stem, extension) = name.split_once('.')?;
    let (split, number) = stem.rsplit_once('-')?;
    let known = Form::ALL.iter().any(|form| form.extension() == extension);
    (known && number.len() == 5).then(|| number.parse().ok().map(|number| (split, number)))?
}

/// Visit the lines of a shard of any form, each with its newline; `visit` says whether to go on.
///
/// # Errors
/// It cannot be read, or `visit` fails.
pub fn for_each_line(path: &Path, mut visit: impl FnMut(&[u8]) -> Result<bool>) -> Result<()> {
    let file = File::open(path).map_err(|e| DatasetError::io("open", path, &e))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    if name.ends_with(".parquet") {
        let bad = |e: &dyn std::fmt::Display| DatasetError(format!("cannot read {}: {e}", path.display()));
        for line in columns::read(file).map_err(|e| bad(&e))? {
            if !visit(&line.map_err(|e| bad(&e))?)? {
                break;
            }
        }
        return Ok(());
    }
    let mut reader: Box<dyn BufRead> = if name.ends_with(".zst") {
        let decoder = zstd::stream::Decoder::new(file).map_err(|e| DatasetError::io("read", path, &e))?;
        Box::new(BufReader::with_capacity(1 << 20, decoder))
    } else {
        Box::new(BufReader::with_capacity(1 << 20, file))
    };
    let mut line = Vec::new();
    loop {
        line.clear();
        let got = reader.read_until(b'\n', &mut line).map_err(|e| DatasetError::io("read", path, &e))?;
        if got == 0 || !visit(&line)? {
            return Ok(());
        }
    }
}

/// Where the lines of an open shard are collected.
#[must_use]
pub fn partial(folder: &Path, split: &str, number: u32) -> PathBuf {
    folder.join(format!("{split}-{number:05}.jsonl.part"))
}
