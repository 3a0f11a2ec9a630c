// SPDX-License-Identifier: Apache-2.0
use anyhow::Result;
use flate2::bufread::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Opens a log. Rotated ones are gzipped, whatever they are called.
pub fn open(file: &Path) -> Result<Box<dyn BufRead>> {
    let mut content = BufReader::new(File::open(file)?);
    if content.fill_buf()?.starts_with(&GZIP) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(content))));
    }
    Ok(Box::new(content))
}
