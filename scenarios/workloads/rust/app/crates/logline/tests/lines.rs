// SPDX-License-Identifier: Apache-2.0
use logline::{LineError, LineParser, Method};
use std::time::Duration;

const COMBINED: &str = r#"192.0.2.7 - - [10/Oct/2025:13:55:36 +0200] "GET /a/b?c=1 HTTP/1.1" 200 2326 "-" "curl/8.5" 0.250"#;

#[test]
fn a_combined_line_is_a_record() {
    let record = LineParser::new().parse(COMBINED).unwrap();
    assert_eq!(record.client, "192.0.2.7");
    assert_eq!(record.method, Method::Get);
    assert_eq!(record.path, "/a/b");
    assert_eq!((record.status, record.bytes), (200, 2326));
    assert_eq!(record.agent.as_deref(), Some("curl/8.5"));
    assert_eq!(record.duration, Some(Duration::from_millis(250)));
}

#[test]
fn agent_and_duration_may_be_missing() {
    let line = r#"::1 - - [10/Oct/2025:13:55:36 +0000] "HEAD / HTTP/2.0" 304 -"#;
    let record = LineParser::new().parse(line).unwrap();
    assert_eq!((record.agent, record.duration, record.bytes), (None, None, 0));
}

#[test]
fn a_json_line_says_the_same() {
    let line = r#"{"remote_addr":"192.0.2.7","time":"2025-10-10T13:55:36+02:00","method":"GET",
        "uri":"/a/b?c=1","status":200,"bytes":2326,"agent":"curl/8.5","request_time":0.25}"#;
    let parser = LineParser::new();
    assert_eq!(parser.parse(line).unwrap(), parser.parse(COMBINED).unwrap());
}

#[test]
fn what_is_no_request_is_named() {
    let parser = LineParser::new();
    assert_eq!(parser.parse("hello"), Err(LineError::Shape));
    let brew = COMBINED.replace("GET", "BREW");
    assert_eq!(parser.parse(&brew), Err(LineError::Field("method")));
    let time = COMBINED.replace("Oct", "Foo");
    assert_eq!(parser.parse(&time), Err(LineError::Field("time")));
}
