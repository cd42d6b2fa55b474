//! Arguments to command to diagnostics to exit code.

#![forbid(unsafe_code)]

fn main() {}
