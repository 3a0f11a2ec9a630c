// SPDX-License-Identifier: Apache-2.0
use std::collections::HashMap;

/// How often each name came.
#[derive(Default)]
pub struct Counter {
    counts: HashMap<String, u64>,
}

impl Counter {
    pub fn add(&mut self, name: &str) {
        match self.counts.get_mut(name) {
            Some(count) => *count += 1,
            None => {
                self.counts.insert(name.to_owned(), 1);
            }
        }
    }

    pub fn len(&self) -> usize {
        self.counts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The most frequent first, equal ones by name.
    pub fn top(&self, rows: usize) -> Vec<(String, u64)> {
        let mut all: Vec<(String, u64)> =
            self.counts.iter().map(|(name, count)| (name.clone(), *count)).collect();
        all.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        all.truncate(rows);
        all
    }
}
