//! The `wanjia` program.

fn main() {}
