// SPDX-License-Identifier: Apache-2.0
//! tally: tells what a web server's access logs have to say.

mod args;
mod banner;
mod input;
mod text;

use anyhow::{Context, Result};
use args::{Args, Asked, Format};
use logline::{LineParser, Record};
use std::io::{BufRead, Write};
use summary::Summary;

fn main() -> Result<()> {
    let args = match args::read(lexopt::Parser::from_env())? {
        Asked::Report(args) => args,
        Asked::Help => return print(args::HELP),
        Asked::Version => return print(&banner::version()),
    };
    let parser = LineParser::new();
    let mut summary = Summary::new();
    if args.files.is_empty() {
        read(&args, &parser, std::io::stdin().lock(), &mut summary)
            .context("cannot read the standard input")?;
    }
    for file in &args.files {
        input::open(file)
            .and_then(|lines| read(&args, &parser, lines, &mut summary))
            .with_context(|| format!("cannot read {}", file.display()))?;
    }
    let report = summary.report(args.rows);
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => text::write(&mut out, &report)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &report)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn print(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{}", text.trim_end())?)
}

fn read(
    args: &Args,
    parser: &LineParser,
    lines: impl BufRead,
    summary: &mut Summary,
) -> Result<()> {
    for line in lines.lines() {
        let line = line?;
        if line.is_empty() {
            continue;
        }
        match parser.parse(&line) {
            Ok(record) if wanted(args, &record) => summary.add(&record),
            Ok(_) => {}
            Err(problem) => {
                summary.skip();
                if args.verbose {
                    eprintln!("tally: {problem}: {line}");
                }
            }
        }
    }
    Ok(())
}

fn wanted(args: &Args, record: &Record) -> bool {
    let slow = |limit| record.duration.is_some_and(|duration| duration >= limit);
    args.path.as_deref().map_or(true, |prefix| record.path.starts_with(prefix))
        && args.slower_than.map_or(true, slow)
        && (!args.failed || record.failed())
}
