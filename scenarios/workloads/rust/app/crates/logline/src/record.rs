// SPDX-License-Identifier: Apache-2.0
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use std::time::Duration;

/// One request as a server logged it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub client: String,
    pub time: DateTime<FixedOffset>,
    pub method: Method,
    /// Without the query.
    pub path: String,
    pub status: u16,
    /// Body only.
    pub bytes: u64,
    pub agent: Option<String>,
    pub duration: Option<Duration>,
}

impl Record {
    /// 2 of 200, 5 of 503.
    pub fn status_class(&self) -> u16 {
        self.status / 100
    }

    pub fn failed(&self) -> bool {
        self.status_class() == 5
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Head,
    Post,
    Put,
    Patch,
    Delete,
    Options,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
            Method::Options => "OPTIONS",
        }
    }
}

impl FromStr for Method {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Ok(match word {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            "POST" => Method::Post,
            "PUT" => Method::Put,
            "PATCH" => Method::Patch,
            "DELETE" => Method::Delete,
            "OPTIONS" => Method::Options,
            _ => return Err(()),
        })
    }
}

/// The path of a request target, without its query.
pub(crate) fn path_of(target: &str) -> String {
    target.split(['?', '#']).next().unwrap_or(target).to_owned()
}
