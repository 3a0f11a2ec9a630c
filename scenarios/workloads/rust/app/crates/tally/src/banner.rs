// SPDX-License-Identifier: Apache-2.0

/// What the program calls itself.
pub const NAME: &str = "tally (bxbench-unedited)";

/// What --version tells: the release, and who it was built for when the build said so.
pub fn version() -> String {
    let number = env!("CARGO_PKG_VERSION");
    match option_env!("TALLY_CHANNEL") {
        Some(channel) => format!("{NAME} {number} for {channel}"),
        None => format!("{NAME} {number}"),
    }
}
