//! A small report in memory, resolved with the templates that ship, and compared as text.

mod build;
mod numbers;
mod order;
mod tell;
