//! Slabs of a five-line page.

use std::sync::Arc;

use super::super::slab::Repeat;
use super::*;
use crate::geom::Em;

const PITCH: Length = Length::from_units(10 * 65_536);

fn rules() -> PageRules {
    let rule = Length::ZERO;
    let footnote = FootnoteLayout {
        rule_share: Em(333),
        rule,
        before: PITCH,
        after: rule,
        mark_size: Em(600),
        mark_rise: Em(300),
    };
    PageRules {
        height: PITCH * 5,
        pitch: PITCH,
        columns: 2,
        footnote,
        recto_after_cover: true,
        recto_after_contents: true,
    }
}

fn line() -> Slab {
    Slab { height: PITCH, snap: true, ..Slab::default() }
}

fn places(slabs: &[(Zone, Slab)], notes: &[Length]) -> Vec<Vec<usize>> {
    let flow: Vec<_> = slabs
        .iter()
        .enumerate()
        .map(|(block, (zone, slab))| FlowSlab { slab, zone: *zone, block, in_column: false })
        .collect();
    let sheets = paginate(&flow, notes, &rules());
    sheets.iter().map(|sheet| sheet.slabs.iter().map(|&(index, _)| index).collect()).collect()
}

fn body(slabs: Vec<Slab>) -> Vec<(Zone, Slab)> {
    slabs.into_iter().map(|slab| (Zone::Body, slab)).collect()
}

#[test]
fn a_full_page_takes_every_line_of_the_grid() {
    assert_eq!(places(&body(vec![line(); 6]), &[]), vec![vec![0, 1, 2, 3, 4], vec![5]]);
}

#[test]
fn what_is_kept_with_the_next_goes_with_it() {
    let mut slabs = vec![line(); 6];
    slabs[4].keep_next = true;
    assert_eq!(places(&body(slabs), &[]), vec![vec![0, 1, 2, 3], vec![4, 5]]);
}

#[test]
fn a_group_taller_than_a_page_is_parted_all_the_same() {
    let slabs = vec![Slab { keep_next: true, ..line() }; 7];
    assert_eq!(places(&body(slabs), &[]), vec![vec![0, 1, 2, 3, 4], vec![5, 6]]);
}

#[test]
fn space_above_is_dropped_at_the_top_and_the_next_line_is_back_on_the_grid() {
    let half = Slab { height: PITCH / 2, before: PITCH, ..Slab::default() };
    let slabs = body(vec![half, line()]);
    let flow: Vec<_> =
        slabs.iter().map(|(zone, slab)| FlowSlab { slab, zone: *zone, block: 0, in_column: false }).collect();
    let sheets = paginate(&flow, &[], &rules());
    assert_eq!(sheets[0].slabs, vec![(0, Length::ZERO), (1, PITCH)]);
}

#[test]
fn a_footnote_takes_its_room_from_the_page_that_marks_it() {
    let mut slabs = vec![line(); 5];
    slabs[3].notes = vec![0];
    assert_eq!(places(&body(slabs), &[PITCH]), vec![vec![0, 1, 2], vec![3, 4]]);
}

#[test]
fn parts_start_on_right_hand_pages_behind_a_blank() {
    let mut slabs = vec![line(); 2];
    slabs[1].start = PageBreak::Recto;
    assert_eq!(places(&body(slabs), &[]), vec![vec![0], vec![], vec![1]]);
}

#[test]
fn zones_start_pages_and_the_cover_has_a_blank_back() {
    let slabs = vec![(Zone::Cover, line()), (Zone::Contents, line()), (Zone::Body, line())];
    assert_eq!(places(&slabs, &[]), vec![vec![0], vec![], vec![1], vec![], vec![2]]);
}

#[test]
fn the_record_stands_at_the_foot_of_an_even_page() {
    let record = Slab { place: Place::EvenFoot, ..line() };
    let slabs = body(vec![line(), record]);
    let flow: Vec<_> =
        slabs.iter().map(|(zone, slab)| FlowSlab { slab, zone: *zone, block: 0, in_column: false }).collect();
    let sheets = paginate(&flow, &[], &rules());
    assert_eq!(sheets[1].slabs, vec![(1, PITCH * 4)]);
}

#[test]
fn a_parted_table_closes_and_repeats_its_head() {
    let repeat = Some(Arc::new(Repeat { height: PITCH, ..Repeat::default() }));
    let slabs = body(vec![Slab { repeat, ..line() }; 6]);
    let flow: Vec<_> =
        slabs.iter().map(|(zone, slab)| FlowSlab { slab, zone: *zone, block: 0, in_column: false }).collect();
    let sheets = paginate(&flow, &[], &rules());
    assert_eq!(sheets[0].tails, vec![(5, PITCH * 5)]);
    assert_eq!((&sheets[1].heads, &sheets[1].slabs), (&vec![(5, Length::ZERO)], &vec![(5, PITCH)]));
}

#[test]
fn a_float_for_the_top_waits_while_the_text_runs_on() {
    let mut slabs = vec![line(); 8];
    slabs[2].place = Place::Top;
    assert_eq!(places(&body(slabs), &[]), vec![vec![0, 1, 3, 4, 5], vec![2, 6, 7]]);
}

#[test]
fn a_float_for_the_foot_takes_its_room_at_once_where_it_fits() {
    let mut slabs = vec![line(); 7];
    slabs[1].place = Place::Bottom;
    slabs[3].notes = vec![0];
    let flow: Vec<_> =
        slabs.iter().map(|slab| FlowSlab { slab, zone: Zone::Body, block: 0, in_column: false }).collect();
    let sheets = paginate(&flow, &[Length::ZERO], &rules());
    // The rule above footnotes takes a line of its own.
    assert_eq!(sheets[0].slabs, vec![(0, Length::ZERO), (2, PITCH), (3, PITCH * 2), (1, PITCH * 3)]);
    assert_eq!(sheets[1].slabs.len(), 3);
}

#[test]
fn a_float_on_its_own_page_lets_the_text_fill_the_one_before() {
    let mut slabs = vec![line(); 7];
    slabs[0].place = Place::OwnPage;
    slabs[3].place = Place::OwnPage;
    assert_eq!(places(&body(slabs), &[]), vec![vec![0], vec![1, 2, 4, 5, 6], vec![3]]);
}

#[test]
fn no_float_passes_a_break_that_was_asked_for() {
    let mut slabs = vec![line(); 4];
    slabs[1].place = Place::Top;
    slabs[3].start = PageBreak::Page;
    assert_eq!(places(&body(slabs), &[]), vec![vec![0, 2, 1], vec![3]]);
}

#[test]
fn no_slab_is_lost_or_doubled_wherever_floats_go() {
    // A small generator: the same numbers on every run.
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..500 {
        let slabs: Vec<Slab> = (0..next(30) + 1)
            .map(|_| Slab {
                height: PITCH * (next(4) as i64 + 1),
                keep_next: next(4) == 0,
                start: [PageBreak::None, PageBreak::None, PageBreak::None, PageBreak::Page][next(4) as usize],
                place: [Place::Flow, Place::Flow, Place::Top, Place::Bottom, Place::OwnPage][next(5) as usize],
                notes: if next(6) == 0 { vec![0] } else { Vec::new() },
                snap: true,
                ..Slab::default()
            })
            .collect();
        let mut found: Vec<usize> = places(&body(slabs.clone()), &[PITCH]).concat();
        found.sort_unstable();
        assert_eq!(found, (0..slabs.len()).collect::<Vec<_>>());
    }
}

/// The slabs of each page with their columns and tops.
fn in_columns(slabs: &[Slab], across: &[usize], notes: &[Length]) -> Vec<Vec<(usize, usize, i64)>> {
    let flow: Vec<_> = slabs
        .iter()
        .enumerate()
        .map(|(index, slab)| FlowSlab { slab, zone: Zone::Body, block: index, in_column: !across.contains(&index) })
        .collect();
    let place =
        |sheet: &Sheet, &(index, top): &(usize, Length)| (index, sheet.column(index), top.units() / PITCH.units());
    let sheets = paginate(&flow, notes, &rules());
    sheets.iter().map(|sheet| sheet.slabs.iter().map(|slab| place(sheet, slab)).collect()).collect()
}

#[test]
fn columns_are_filled_one_after_the_other_and_balanced_where_they_end() {
    let slabs = vec![line(); 14];
    let pages = in_columns(&slabs, &[], &[]);
    let columns = |page: &[(usize, usize, i64)]| page.iter().map(|&(_, column, _)| column).collect::<Vec<_>>();
    assert_eq!(columns(&pages[0]), [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    assert_eq!(pages[1], [(10, 0, 0), (11, 0, 1), (12, 1, 0), (13, 1, 1)]);
}

#[test]
fn what_stands_across_parts_the_columns_above_from_those_below() {
    let slabs = vec![line(); 6];
    let pages = in_columns(&slabs, &[2], &[]);
    assert_eq!(pages, [[(0, 0, 0), (1, 1, 0), (2, 0, 1), (3, 0, 2), (4, 0, 3), (5, 1, 2)]]);
}

#[test]
fn a_note_takes_its_room_from_every_column() {
    let counts = |marked: usize| {
        let mut slabs = vec![line(); 9];
        slabs[marked].notes = vec![0];
        in_columns(&slabs, &[], &[PITCH]).iter().map(Vec::len).collect::<Vec<_>>()
    };
    // Two lines for the note and its rule leave three a column.
    assert_eq!(counts(4), [6, 3]);
    // There is no room for this mark and its note: what stands before it fills the page.
    assert_eq!(counts(7), [7, 2]);
}

#[test]
fn a_heading_across_keeps_two_lines_of_the_columns_below() {
    let mut slabs = vec![line(); 8];
    slabs[5].keep_next = true;
    let pages = in_columns(&slabs, &[0, 1, 2, 5], &[]);
    assert_eq!(pages[1], [(5, 0, 0), (6, 0, 1), (7, 1, 1)]);
}

#[test]
fn no_slab_is_lost_in_columns() {
    let mut state = 11_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..500 {
        let count = next(40) + 1;
        let slabs: Vec<Slab> = (0..count)
            .map(|_| Slab {
                height: PITCH * (next(7) as i64 + 1),
                keep_next: next(3) == 0,
                start: [PageBreak::None, PageBreak::None, PageBreak::None, PageBreak::Recto][next(4) as usize],
                place: [Place::Flow, Place::Near, Place::Top, Place::TablePage][next(4) as usize],
                notes: if next(6) == 0 { vec![0] } else { Vec::new() },
                snap: true,
                ..Slab::default()
            })
            .collect();
        let across: Vec<usize> = (0..slabs.len()).filter(|_| next(3) == 0).collect();
        let mut found: Vec<usize> =
            in_columns(&slabs, &across, &[PITCH]).concat().iter().map(|place| place.0).collect();
        found.sort_unstable();
        assert_eq!(found, (0..slabs.len()).collect::<Vec<_>>());
    }
}

#[test]
fn a_figure_near_its_place_lets_the_text_fill_the_page_and_keeps_its_turn() {
    let tall = Slab { height: PITCH * 3, place: Place::Near, ..Slab::default() };
    let mut slabs = vec![line(); 9];
    slabs[0] = tall.clone();
    slabs[3] = tall;
    slabs[4].place = Place::Near;
    // The first fits; the second does not, and the third, though it would, waits behind it.
    assert_eq!(places(&body(slabs), &[]), vec![vec![0, 1, 2], vec![3, 4, 5], vec![6, 7, 8]]);
}

#[test]
fn a_signature_takes_the_last_lines_of_the_text_with_it_and_floats_stand_before_it() {
    let mut slabs = vec![line(); 7];
    slabs[4].keep_next = true;
    slabs[6] = Slab { keep_previous: true, floats_before: Floats::All, keep_next: true, ..line() };
    slabs.push(line());
    slabs[5].keep_next = true;
    let pages = places(&body(slabs), &[]);
    assert_eq!(pages, vec![vec![0, 1, 2, 3], vec![4, 5, 6, 7]]);
}

#[test]
fn a_figure_passes_a_turned_table_that_waits_and_no_other_float() {
    let pages = |place| {
        let mut slabs = vec![line(); 4];
        slabs[1].place = place;
        slabs[2].place = Place::Near;
        places(&body(slabs), &[])
    };
    assert_eq!(pages(Place::TablePage), vec![vec![0, 2, 3], vec![1]]);
    assert_eq!(pages(Place::OwnPage), vec![vec![0, 3], vec![1], vec![2]]);
}
