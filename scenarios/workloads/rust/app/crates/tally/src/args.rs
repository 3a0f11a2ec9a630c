// SPDX-License-Identifier: Apache-2.0
use lexopt::{Arg, Error, Parser, ValueExt};
use std::path::PathBuf;
use std::time::Duration;

pub const HELP: &str = "\
Tells what a web server's access logs have to say.

Usage: tally [OPTION…] [LOG…]

Logs may be gzipped; without any, the standard input is read.

  --path PREFIX           only requests to paths that begin like this
  --slower-than DURATION  only requests that took at least this long, as in 250ms
  --failed                only requests that the server failed to answer
  --rows N                how many paths and clients are listed (10)
  --json                  the report for programs
  -v, --verbose           tell which lines were skipped
  -V, --version
  -h, --help
";

/// What the command line asks for.
pub enum Asked {
    Report(Args),
    Help,
    Version,
}

pub struct Args {
    pub files: Vec<PathBuf>,
    pub path: Option<String>,
    pub slower_than: Option<Duration>,
    pub failed: bool,
    pub rows: usize,
    pub format: Format,
    pub verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
}

pub fn read(mut words: Parser) -> Result<Asked, Error> {
    let mut args = Args {
        files: Vec::new(),
        path: None,
        slower_than: None,
        failed: false,
        rows: 10,
        format: Format::Text,
        verbose: false,
    };
    while let Some(word) = words.next()? {
        match word {
            Arg::Value(file) => args.files.push(file.into()),
            Arg::Long("path") => args.path = Some(words.value()?.string()?),
            Arg::Long("slower-than") => {
                args.slower_than = Some(words.value()?.parse_with(humantime::parse_duration)?);
            }
            Arg::Long("failed") => args.failed = true,
            Arg::Long("rows") => args.rows = words.value()?.parse()?,
            Arg::Long("json") => args.format = Format::Json,
            Arg::Short('v') | Arg::Long("verbose") => args.verbose = true,
            Arg::Short('V') | Arg::Long("version") => return Ok(Asked::Version),
            Arg::Short('h') | Arg::Long("help") => return Ok(Asked::Help),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Asked::Report(args))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(words: &[&str]) -> Args {
        match read(Parser::from_args(words)) {
            Ok(Asked::Report(args)) => args,
            _ => panic!("{words:?} asks for no report"),
        }
    }

    #[test]
    fn options_may_stand_between_logs() {
        let args = report(&["a.log", "--slower-than", "250ms", "b.log", "--json"]);
        assert_eq!(args.files.len(), 2);
        assert_eq!(args.slower_than, Some(Duration::from_millis(250)));
        assert_eq!(args.format, Format::Json);
    }

    #[test]
    fn what_is_misspelt_is_refused() {
        assert!(read(Parser::from_args(["--row", "3"])).is_err());
        assert!(read(Parser::from_args(["--rows", "three"])).is_err());
    }
}
