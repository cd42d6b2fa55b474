//! Files inside the file (ISO 32000-1 §7.11.4; ISO 19005-3 §6.8): what the document was made from.

use std::collections::BTreeMap;

use lopdf::{Document, Object, ObjectId, dictionary};

use super::metadata;
use super::purpose::{Attachment, Purpose};
use super::streams::{self, text_bytes, text_string};
use crate::document::Meta;

/// The attached files by name, for the name tree and for the catalog's `AF`.
pub(super) fn write(purpose: &Purpose, meta: &Meta, document: &mut Document) -> BTreeMap<Vec<u8>, ObjectId> {
    let attachments = match purpose {
        Purpose::Reading(attachments) => attachments.as_slice(),
        Purpose::Sheets | Purpose::Press(_) => &[],
    };
    attachments.iter().map(|attachment| (text_bytes(&attachment.name), add(attachment, meta, document))).collect()
}

/// Adds a file and its specification; gives the latter.
fn add(attachment: &Attachment, meta: &Meta, document: &mut Document) -> ObjectId {
    let mut parameters = dictionary! { "Size" => attachment.bytes.len() as i64 };
    if let Some(date) = meta.date {
        parameters.set("ModDate", Object::string_literal(metadata::date_string(date)));
    }
    let file = streams::deflate(&attachment.bytes).stream(dictionary! {
        "Type" => "EmbeddedFile", "Subtype" => attachment.media_type, "Params" => parameters,
    });
    let file = document.add_object(file);
    document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => text_string(&attachment.name),
        "UF" => text_string(&attachment.name),
        "AFRelationship" => "Source",
        "Desc" => text_string(&format!("本文件由此制成 What this file was made from: {}", attachment.name)),
        "EF" => dictionary! { "F" => file, "UF" => file },
    })
}
