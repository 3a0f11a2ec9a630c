// SPDX-License-Identifier: Apache-2.0
use crate::record::path_of;
use crate::{LineError, Record};
use chrono::DateTime;
use regex::{Captures, Regex};
use std::time::Duration;

/// The combined log format, with the duration in seconds as an optional last field.
pub struct CombinedParser {
    line: Regex,
}

impl CombinedParser {
    pub fn new() -> Self {
        let line = Regex::new(
            r#"(?x)^
            (?P<client>[^\x20]+)\x20[^\x20]+\x20[^\x20]+\x20
            \[(?P<time>[^\]]+)\]\x20
            "(?P<method>[A-Z]+)\x20(?P<target>[^\x20"]+)(?:\x20HTTP/[0-9.]+)?"\x20
            (?P<status>[0-9]{3})\x20(?P<bytes>[0-9]+|-)
            (?:\x20"[^"]*"\x20"(?P<agent>[^"]*)")?
            (?:\x20(?P<seconds>[0-9]+(?:\.[0-9]+)?))?
            $"#,
        )
        .expect("the pattern is constant");
        CombinedParser { line }
    }

    pub fn parse(&self, line: &str) -> Result<Record, LineError> {
        let fields = self.line.captures(line.trim_end()).ok_or(LineError::Shape)?;
        Ok(Record {
            client: fields["client"].to_owned(),
            time: DateTime::parse_from_str(&fields["time"], "%d/%b/%Y:%H:%M:%S %z")
                .map_err(|_| LineError::Field("time"))?,
            method: fields["method"].parse().map_err(|()| LineError::Field("method"))?,
            path: path_of(&fields["target"]),
            status: number(&fields, "status")? as u16,
            bytes: if &fields["bytes"] == "-" { 0 } else { number(&fields, "bytes")? },
            agent: fields
                .name("agent")
                .map(|agent| agent.as_str())
                .filter(|agent| !agent.is_empty() && *agent != "-")
                .map(str::to_owned),
            duration: match fields.name("seconds") {
                Some(seconds) => Some(duration(seconds.as_str())?),
                None => None,
            },
        })
    }
}

impl Default for CombinedParser {
    fn default() -> Self {
        Self::new()
    }
}

fn number(fields: &Captures<'_>, name: &'static str) -> Result<u64, LineError> {
    fields[name].parse().map_err(|_| LineError::Field(name))
}

fn duration(text: &str) -> Result<Duration, LineError> {
    let seconds: f64 = text.parse().map_err(|_| LineError::Field("seconds"))?;
    Duration::try_from_secs_f64(seconds).map_err(|_| LineError::Field("seconds"))
}
