// SPDX-License-Identifier: Apache-2.0
use std::io::{Result, Write};
use summary::{Latency, Report, Row};

/// The report for people.
pub fn write(out: &mut impl Write, report: &Report) -> Result<()> {
    writeln!(out, "{} requests, {} failed, {} lines skipped", report.requests, report.failed, report.skipped)?;
    writeln!(out, "{} sent", size(report.bytes))?;
    if let Some(rate) = report.rate() {
        writeln!(out, "{rate:.1} requests a second")?;
    }
    if let Some(latency) = &report.latency {
        writeln!(out, "latency {}", quantiles(latency))?;
    }
    for (class, count) in &report.classes {
        writeln!(out, "  {class} {count:>8}")?;
    }
    for (method, count) in &report.methods {
        writeln!(out, "  {method:<7} {count:>8}")?;
    }
    rows(out, "Paths", &report.paths)?;
    rows(out, "Clients", &report.clients)
}

fn rows(out: &mut impl Write, title: &str, rows: &[Row]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}")?;
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    for row in rows {
        write!(out, "  {:<width$} {:>8}", row.name, row.requests)?;
        match &row.latency {
            Some(latency) => writeln!(out, "  {}", quantiles(latency))?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}

fn quantiles(latency: &Latency) -> String {
    format!(
        "p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        latency.p50, latency.p90, latency.p99, latency.longest
    )
}

fn size(bytes: u64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1000.0 && unit + 1 < units.len() {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 {
        format!("{bytes} B")
    } else {
        format!("{value:.1} {}", units[unit])
    }
}
