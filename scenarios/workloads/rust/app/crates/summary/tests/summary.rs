// SPDX-License-Identifier: Apache-2.0
use logline::LineParser;
use std::time::Duration;
use summary::{Counter, Histogram, Summary};

fn line(path: &str, status: u16, seconds: f64) -> String {
    format!(
        r#"192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] "GET {path} HTTP/1.1" {status} 100 "-" "-" {seconds}"#
    )
}

#[test]
fn quantiles_are_right_to_a_sixteenth() {
    let mut histogram = Histogram::default();
    for milliseconds in 1..=1000 {
        histogram.add(Duration::from_millis(milliseconds));
    }
    for (share, exact) in [(0.5, 500.0), (0.9, 900.0), (0.99, 990.0)] {
        let found = histogram.quantile(share).unwrap().as_secs_f64() * 1000.0;
        assert!(found >= exact && found <= exact * (1.0 + 1.0 / 16.0), "{share}: {found}");
    }
    assert_eq!(histogram.quantile(1.0), Some(Duration::from_secs(1)));
}

#[test]
fn nothing_has_no_quantiles() {
    assert_eq!(Histogram::default().quantile(0.5), None);
}

#[test]
fn the_most_frequent_come_first_and_equal_ones_by_name() {
    let mut counter = Counter::default();
    for name in ["b", "a", "c", "c"] {
        counter.add(name);
    }
    assert_eq!(counter.top(2), [("c".to_owned(), 2), ("a".to_owned(), 1)]);
}

#[test]
fn a_report_counts_what_was_added() {
    let parser = LineParser::new();
    let mut summary = Summary::new();
    for (path, status) in [("/a", 200), ("/a", 503), ("/b", 404)] {
        summary.add(&parser.parse(&line(path, status, 0.010)).unwrap());
    }
    summary.skip();
    let report = summary.report(1);
    assert_eq!((report.requests, report.failed, report.skipped, report.bytes), (3, 1, 1, 300));
    assert_eq!(report.classes["4xx"], 1);
    assert_eq!(report.paths.len(), 1);
    assert_eq!((report.paths[0].name.as_str(), report.paths[0].requests), ("/a", 2));
    assert_eq!(report.rate(), None);
}
