// SPDX-License-Identifier: Apache-2.0
use std::time::Duration;

/// Buckets a power of two, in microseconds, each split in equal parts: quantiles are right to 1/16.
const PARTS: u32 = 16;
const BUCKETS: usize = 40 * PARTS as usize;

/// Durations, kept by how long they are and not one by one.
#[derive(Clone)]
pub struct Histogram {
    counts: Vec<u64>,
    count: u64,
    longest: Duration,
}

impl Default for Histogram {
    fn default() -> Self {
        Histogram { counts: Vec::new(), count: 0, longest: Duration::ZERO }
    }
}

impl Histogram {
    pub fn add(&mut self, duration: Duration) {
        let bucket = bucket_of(duration);
        if self.counts.len() <= bucket {
            self.counts.resize(bucket + 1, 0);
        }
        self.counts[bucket] += 1;
        self.count += 1;
        self.longest = self.longest.max(duration);
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn longest(&self) -> Duration {
        self.longest
    }

    /// The duration that the share `quantile` (0 to 1) of all stays below; nothing without any.
    pub fn quantile(&self, quantile: f64) -> Option<Duration> {
        let wanted = (quantile.clamp(0.0, 1.0) * self.count as f64).ceil().max(1.0) as u64;
        let mut seen = 0;
        for (bucket, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return Some(upper_end(bucket).min(self.longest));
            }
        }
        None
    }
}

fn bucket_of(duration: Duration) -> usize {
    let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX).max(1);
    let power = micros.ilog2();
    let rest = micros - (1u64 << power);
    let part = (u128::from(rest) * u128::from(PARTS)) >> power;
    ((power * PARTS) as usize + part as usize).min(BUCKETS - 1)
}

fn upper_end(bucket: usize) -> Duration {
    let power = bucket as u32 / PARTS;
    let part = bucket as u32 % PARTS;
    let width = (1u128 << power) * u128::from(part + 1) / u128::from(PARTS);
    let micros = (1u128 << power) + width;
    Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX))
}
