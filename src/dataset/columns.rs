//! Records as Parquet columns, and back.

use std::fs::File;
use std::io::BufRead;
use std::sync::Arc;

use parquet::basic::{Compression as Codec, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::SerializedFileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::{Field, Row};
use parquet::schema::parser::parse_message_type;

use super::forms::Compression;
use super::record::{Record, Sections};

type Result<T> = std::result::Result<T, ParquetError>;

/// The columns, in the order of a record's fields.
fn schema() -> String {
    let text = |name: &str| format!("required binary {name} (STRING);");
    let texts = |name: &str| {
        format!(
            "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }}"
        )
    };
    let ranges = |name: &str| {
        format!(
            "required group {name} (LIST) {{ repeated group list {{ required group element (LIST) {{ \
             repeated group list {{ required int64 element; }} }} }} }}"
        )
    };
    let sections = ["structs", "functions", "forward", "backward", "entry_points"].map(ranges).join(" ");
    let fields = [
        ["id", "device", "family", "kernel"].map(text).join(" "),
        ["features", "builtins"].map(texts).join(" "),
        ["python", "code"].map(text).join(" "),
        format!("required group sections {{ {sections} }}"),
        "required binary options (JSON); required boolean has_backward;".to_owned(),
        ["module_hash", "shape_hash", "cluster", "split", "warp_version", "warpgen_version", "license"]
            .map(text)
            .join(" "),
    ];
    format!("message record {{ {} }}", fields.join(" "))
}

fn other(error: impl std::fmt::Display) -> ParquetError {
    ParquetError::General(error.to_string())
}

/// Write the records of some lines.
///
/// # Errors
/// A line is no record, or the file cannot be written.
pub fn write(lines: impl BufRead, output: File, compress: Compression) -> Result<()> {
    let mut records: Vec<Record> = Vec::new();
    for line in lines.split(b'\n') {
        records.push(serde_json::from_slice(&line.map_err(other)?).map_err(other)?);
    }
    let codec = match compress {
        Compression::None => Codec::UNCOMPRESSED,
        Compression::Zstd => Codec::ZSTD(ZstdLevel::default()),
    };
    let properties = WriterProperties::builder()
        .set_compression(codec)
        .set_created_by(format!("warpgen {}", env!("CARGO_PKG_VERSION")))
        .build();
    let schema = Arc::new(parse_message_type(&schema())?);
    let mut writer = SerializedFileWriter::new(output, schema, Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    write_columns(&mut group, &records)?;
    group.close()?;
    writer.close()?;
    Ok(())
}

type Group<'a> = SerializedRowGroupWriter<'a, File>;

fn write_columns(group: &mut Group<'_>, records: &[Record]) -> Result<()> {
    for of in [|r: &Record| &r.id, |r| &r.device, |r| &r.family, |r| &r.kernel] as [fn(&Record) -> &String; 4]
    {
        texts(group, records.iter().map(|r| of(r).as_str()))?;
    }
    for of in [|r: &Record| &r.features, |r| &r.builtins] as [fn(&Record) -> &Vec<String>; 2] {
        text_lists(group, records.iter().map(|r| of(r).as_slice()))?;
    }
    for of in [|r: &Record| &r.python, |r| &r.code] as [fn(&Record) -> &String; 2] {
        texts(group, records.iter().map(|r| of(r).as_str()))?;
    }
    type Ranges = Vec<(usize, usize)>;
    let parts: [fn(&Sections) -> &Ranges; 5] =
        [|s| &s.structs, |s| &s.functions, |s| &s.forward, |s| &s.backward, |s| &s.entry_points];
    for of in parts {
        range_lists(group, records.iter().map(|r| of(&r.sections).as_slice()))?;
    }
    let options: Vec<String> =
        records.iter().map(|r| serde_json::to_string(&r.options).map_err(other)).collect::<Result<_>>()?;
    texts(group, options.iter().map(String::as_str))?;
    let backward: Vec<bool> = records.iter().map(|r| r.has_backward).collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<BoolType>().write_batch(&backward, None, None)?;
        column.close()?;
    }
    let last: [fn(&Record) -> &String; 7] = [
        |r| &r.module_hash,
        |r| &r.shape_hash,
        |r| &r.cluster,
        |r| &r.split,
        |r| &r.warp_version,
        |r| &r.warpgen_version,
        |r| &r.license,
    ];
    for of in last {
        texts(group, records.iter().map(|r| of(r).as_str()))?;
    }
    Ok(())
}

fn texts<'a>(group: &mut Group<'_>, values: impl Iterator<Item = &'a str>) -> Result<()> {
    let values: Vec<ByteArray> = values.map(ByteArray::from).collect();
    if let Some(mut column) = group.next_column()? {
        column.typed::<ByteArrayType>().write_batch(&values, None, None)?;
        column.close()?;
    }
    Ok(())
}

fn text_lists<'a>(group: &mut Group<'_>, lists: impl Iterator<Item = &'a [String]>) -> Result<()> {
    let (mut values, mut present, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists {
        if list.is_empty() {
            present.push(0);
            repeated.push(0);
        }
        for (at, text) in list.iter().enumerate() {
            values.push(ByteArray::from(text.as_str()));
            present.push(1);
            repeated.push(i16::from(at > 0));
        }
    }
    if let Some(mut column) = group.next_column()? {
        column.typed::<ByteArrayType>().write_batch(&values, Some(&present), Some(&repeated))?;
        column.close()?;
    }
    Ok(())
}

fn range_lists<'a>(group: &mut Group<'_>, lists: impl Iterator<Item = &'a [(usize, usize)]>) -> Result<()> {
    let (mut values, mut present, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for list in lists {
        if list.is_empty() {
            present.push(0);
            repeated.push(0);
        }
        for (at, &(start, end)) in list.iter().enumerate() {
            values.extend([start as i64, end as i64]);
            present.extend([2, 2]);
            repeated.extend([i16::from(at > 0), 2]);
        }
    }
    if let Some(mut column) = group.next_column()? {
        column.typed::<Int64Type>().write_batch(&values, Some(&present), Some(&repeated))?;
        column.close()?;
    }
    Ok(())
}

/// The lines of a file, each with its newline.
///
/// # Errors
/// It is not Parquet.
pub fn read(file: File) -> Result<impl Iterator<Item = Result<Vec<u8>>>> {
    let rows = SerializedFileReader::new(file)?.into_iter();
    Ok(rows.map(|row| {
        let mut line = serde_json::to_vec(&record(&row?)?).map_err(other)?;
        line.push(b'\n');
        Ok(line)
    }))
}

/// A record is read through JSON, whose field names are the columns'.
fn record(row: &Row) -> Result<Record> {
    let mut object = serde_json::Map::new();
    for (name, field) in row.get_column_iter() {
        object.insert(name.clone(), value(field)?);
    }
    if let Some(serde_json::Value::String(text)) = object.get("options") {
        let options = serde_json::from_str(text).map_err(other)?;
        object.insert("options".to_owned(), options);
    }
    serde_json::from_value(serde_json::Value::Object(object)).map_err(other)
}

fn value(field: &Field) -> Result<serde_json::Value> {
    Ok(match field {
        Field::Bool(value) => (*value).into(),
        Field::Long(value) => (*value).into(),
        Field::Str(text) => text.as_str().into(),
        Field::Bytes(bytes) => String::from_utf8_lossy(bytes.data()).into_owned().into(),
        Field::ListInternal(list) => list.elements().iter().map(value).collect::<Result<Vec<_>>>()?.into(),
        Field::Group(row) => {
            let fields = row.get_column_iter().map(|(name, field)| Ok((name.clone(), value(field)?)));
            serde_json::Value::Object(fields.collect::<Result<_>>()?)
        }
        unknown => return Err(other(format!("unexpected value {unknown}"))),
    })
}
