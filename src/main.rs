//! Arguments to command to diagnostics to exit code.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    banxin::cli::run()
}
