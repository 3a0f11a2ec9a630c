// SPDX-License-Identifier: Apache-2.0
use crate::record::path_of;
use crate::{LineError, Method, Record};
use chrono::{DateTime, FixedOffset};
use serde::Deserialize;
use std::time::Duration;

#[derive(Deserialize)]
struct Line {
    #[serde(alias = "remote_addr")]
    client: String,
    time: DateTime<FixedOffset>,
    method: Method,
    #[serde(alias = "uri")]
    target: String,
    status: u16,
    #[serde(default, alias = "body_bytes_sent")]
    bytes: u64,
    #[serde(default, alias = "user_agent")]
    agent: Option<String>,
    #[serde(default, alias = "request_time")]
    seconds: Option<f64>,
}

/// One JSON object, with the names of fields that servers are usually set up with.
pub fn parse_json(line: &str) -> Result<Record, LineError> {
    let line: Line = serde_json::from_str(line).map_err(|_| LineError::Shape)?;
    let duration = match line.seconds {
        Some(seconds) => Some(
            Duration::try_from_secs_f64(seconds).map_err(|_| LineError::Field("seconds"))?,
        ),
        None => None,
    };
    Ok(Record {
        client: line.client,
        time: line.time,
        method: line.method,
        path: path_of(&line.target),
        status: line.status,
        bytes: line.bytes,
        agent: line.agent.filter(|agent| !agent.is_empty()),
        duration,
    })
}
