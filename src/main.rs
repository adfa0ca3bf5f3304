//! The `wanjia` program.

use std::process::ExitCode;

/// Pages are thousands of small values made and dropped on all cores; the system's allocator spends a fifth of a build on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    wanjia::cli::run()
}
