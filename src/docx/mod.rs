//! Stand-in.
use crate::{
    diag::Diagnostic,
    document::{Document, Id},
    template::Template,
};
/// x
pub fn export(
    _: &Document,
    _: &Template,
    _: &std::collections::BTreeMap<Id, String>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    Ok(vec![])
}
