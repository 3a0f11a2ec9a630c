// SPDX-License-Identifier: Apache-2.0
//! Lines of web servers' access logs: the combined format with an optional duration at its end, and
//! one JSON object a line.

mod combined;
mod json;
mod record;

pub use combined::CombinedParser;
pub use json::parse_json;
pub use record::{Method, Record};

use std::fmt;

/// Why a line is no request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineError {
    /// It has another shape.
    Shape,
    /// One of its fields, by name, cannot be read.
    Field(&'static str),
}

impl fmt::Display for LineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineError::Shape => write!(out, "not a line of an access log"),
            LineError::Field(name) => write!(out, "cannot read the field '{name}'"),
        }
    }
}

impl std::error::Error for LineError {}

/// Reads lines of either format; each line tells by its first character which one it is in.
pub struct LineParser {
    combined: CombinedParser,
}

impl LineParser {
    pub fn new() -> Self {
        LineParser { combined: CombinedParser::new() }
    }

    pub fn parse(&self, line: &str) -> Result<Record, LineError> {
        if line.trim_start().starts_with('{') {
            parse_json(line)
        } else {
            self.combined.parse(line)
        }
    }
}

impl Default for LineParser {
    fn default() -> Self {
        Self::new()
    }
}
