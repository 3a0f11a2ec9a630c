// SPDX-License-Identifier: Apache-2.0
use crate::Histogram;
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// What is told in the end.
#[derive(Debug, Serialize)]
pub struct Report {
    pub requests: u64,
    /// Answered with 5xx.
    pub failed: u64,
    /// Lines that were no requests.
    pub skipped: u64,
    pub bytes: u64,
    pub first: Option<DateTime<FixedOffset>>,
    pub last: Option<DateTime<FixedOffset>>,
    pub classes: BTreeMap<String, u64>,
    pub methods: BTreeMap<String, u64>,
    pub latency: Option<Latency>,
    pub paths: Vec<Row>,
    pub clients: Vec<Row>,
}

#[derive(Debug, Serialize)]
pub struct Row {
    pub name: String,
    pub requests: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latency: Option<Latency>,
}

/// Quantiles in milliseconds.
#[derive(Debug, Clone, Serialize, PartialEq)]
pub struct Latency {
    pub p50: f64,
    pub p90: f64,
    pub p99: f64,
    pub longest: f64,
}

impl Latency {
    pub fn of(histogram: &Histogram) -> Option<Latency> {
        let quantile = |share| histogram.quantile(share).map(milliseconds);
        Some(Latency {
            p50: quantile(0.5)?,
            p90: quantile(0.9)?,
            p99: quantile(0.99)?,
            longest: milliseconds(histogram.longest()),
        })
    }
}

impl Report {
    /// Requests a second between the first and the last one.
    pub fn rate(&self) -> Option<f64> {
        let span = (self.last? - self.first?).num_seconds();
        (span > 0).then(|| self.requests as f64 / span as f64)
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_micros() as f64 / 1000.0
}
