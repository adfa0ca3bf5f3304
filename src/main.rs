//! The `wanjia` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    wanjia::cli::run()
}
