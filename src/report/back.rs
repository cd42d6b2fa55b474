//! What stands after the text: `[signature]`, `[attendance]` and `[distribution]`.

use super::keys::{Item, Keys};
use super::reading::Reading;
use super::schema::DISTRIBUTION_ROW;
use super::{Attendance, Distribution, DistributionRow, Signature};

pub(super) fn signature(keys: &Keys, reading: &mut Reading) -> Signature {
    Signature {
        organizations: keys.lines("organization", reading),
        date: keys.optional("date", reading, Item::date_text),
        sealed: keys.boolean("sealed", false, reading),
        post: keys.text("post", reading),
        span: keys.head,
    }
}

pub(super) fn attendance(keys: &Keys, reading: &mut Reading) -> Attendance {
    Attendance {
        present: keys.optional("present", reading, Item::inlines),
        absent: keys.optional("absent", reading, Item::inlines),
        observers: keys.optional("observers", reading, Item::inlines),
        span: keys.head,
    }
}

pub(super) fn distribution(keys: &Keys, reading: &mut Reading) -> Distribution {
    let rows = keys.optional("rows", reading, Item::items).unwrap_or_default();
    Distribution {
        sent_to: keys.lines("sent_to", reading),
        copies_to: keys.lines("copies_to", reading),
        rows: rows.into_iter().filter_map(|item| row(item, reading)).collect(),
        printer: keys.text("printer", reading),
        date: keys.optional("date", reading, Item::date_text),
        span: keys.head,
    }
}

fn row(item: Item, reading: &mut Reading) -> Option<DistributionRow> {
    let keys = item.keys(&DISTRIBUTION_ROW, reading)?;
    let label = keys.required("label", reading, Item::text);
    let text = keys.required("text", reading, Item::inlines);
    Some(DistributionRow { label: label?, text: text? })
}
