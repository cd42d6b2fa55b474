//! The only reader of files, and the only writer.
//!
//! Reads stay inside the report's folder; a test reads from memory. Writing goes beside the target
//! and is renamed, so that a failed run never leaves half a file or loses an older one.
