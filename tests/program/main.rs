//! The program as its users run it: the binary, in a folder, with files going in and out.
//!
//! One test binary for all of them, since each one would be linked with every shipped font.

mod cli;
mod documents;
mod docx;
mod errors;
mod forms;
mod gongwen;
mod kinds;
mod pages;
mod positions;
mod seed;
mod sheets;
mod standards;
mod suite;
mod workplace;
