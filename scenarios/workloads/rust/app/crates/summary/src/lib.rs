// SPDX-License-Identifier: Apache-2.0
//! Counts and latencies of requests, put together record by record.

mod histogram;
mod report;
mod top;

pub use histogram::Histogram;
pub use report::{Latency, Report, Row};
pub use top::Counter;

use chrono::{DateTime, FixedOffset};
use logline::Record;
use std::collections::BTreeMap;

/// What is known of all requests so far.
#[derive(Default)]
pub struct Summary {
    requests: u64,
    failed: u64,
    bytes: u64,
    skipped: u64,
    first: Option<DateTime<FixedOffset>>,
    last: Option<DateTime<FixedOffset>>,
    classes: BTreeMap<u16, u64>,
    methods: BTreeMap<&'static str, u64>,
    paths: Counter,
    clients: Counter,
    latency: Histogram,
    by_path: BTreeMap<String, Histogram>,
}

impl Summary {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn add(&mut self, record: &Record) {
        self.requests += 1;
        self.failed += u64::from(record.failed());
        self.bytes += record.bytes;
        self.first = Some(self.first.map_or(record.time, |first| first.min(record.time)));
        self.last = Some(self.last.map_or(record.time, |last| last.max(record.time)));
        *self.classes.entry(record.status_class()).or_default() += 1;
        *self.methods.entry(record.method.name()).or_default() += 1;
        self.paths.add(&record.path);
        self.clients.add(&record.client);
        if let Some(duration) = record.duration {
            self.latency.add(duration);
            self.by_path.entry(record.path.clone()).or_default().add(duration);
        }
    }

    /// A line that was no request.
    pub fn skip(&mut self) {
        self.skipped += 1;
    }

    /// The report, with the `rows` most frequent of everything that is ranked.
    pub fn report(&self, rows: usize) -> Report {
        Report {
            requests: self.requests,
            failed: self.failed,
            skipped: self.skipped,
            bytes: self.bytes,
            first: self.first,
            last: self.last,
            classes: self.classes.iter().map(|(class, count)| (format!("{class}xx"), *count)).collect(),
            methods: self.methods.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect(),
            latency: Latency::of(&self.latency),
            paths: self
                .paths
                .top(rows)
                .into_iter()
                .map(|(name, requests)| Row {
                    latency: self.by_path.get(&name).and_then(Latency::of),
                    name,
                    requests,
                })
                .collect(),
            clients: self
                .clients
                .top(rows)
                .into_iter()
                .map(|(name, requests)| Row { name, requests, latency: None })
                .collect(),
        }
    }
}
