// SPDX-License-Identifier: Apache-2.0
use std::io::Write;
use std::process::{Command, Stdio};

const LOG: &str = r#"192.0.2.1 - - [10/Oct/2025:13:55:36 +0000] "GET /a HTTP/1.1" 200 100 "-" "-" 0.010
192.0.2.2 - - [10/Oct/2025:13:55:37 +0000] "GET /b HTTP/1.1" 503 100 "-" "-" 2.000
no request
"#;

fn tally(arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tally"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that reads nothing has closed the pipe.
    let _ = program.stdin.take().unwrap().write_all(LOG.as_bytes());
    let ended = program.wait_with_output().unwrap();
    assert!(ended.status.success());
    String::from_utf8(ended.stdout).unwrap()
}

#[test]
fn it_tells_what_it_read() {
    let text = tally(&[]);
    assert!(text.starts_with("2 requests, 1 failed, 1 lines skipped\n"), "{text}");
    assert!(text.contains("/b"));
}

#[test]
fn only_slow_requests_are_told_when_asked_for() {
    let text = tally(&["--slower-than", "1s", "--json"]);
    assert!(text.contains("\"requests\": 1,"), "{text}");
    assert!(!text.contains("\"/a\""));
}

#[test]
fn it_says_its_version() {
    assert!(tally(&["--version"]).contains(env!("CARGO_PKG_VERSION")));
}
