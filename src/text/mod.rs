//! Stand-in until the text room is merged.
#![allow(missing_docs)]
use crate::geom::Length;
use crate::template::{Align, TextRules};
use std::ops::Range;
pub mod title {
    pub fn break_title(text: &str, capacity: usize) -> Vec<String> {
        let c: Vec<char> = text.chars().collect();
        let n = c.len().div_ceil(capacity.max(1)).max(1);
        let per = c.len().div_ceil(n).max(1);
        c.chunks(per).map(|x| x.iter().collect()).collect()
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Han,
    Opener,
    Closer,
    Comma,
    Stop,
    Dash,
    Latin,
    Space,
    NoteMark,
    LineBreak,
    Control,
}
impl Class {
    pub fn is_full_width(self) -> bool {
        matches!(self, Class::Han | Class::Opener | Class::Closer | Class::Comma | Class::Stop | Class::Dash)
    }
    pub fn takes_emphasis(self) -> bool {
        self == Class::Han
    }
}
#[derive(Clone, Debug)]
pub struct Cluster {
    pub class: Class,
    pub character: char,
    pub last: char,
    pub width: Length,
    pub em: Length,
}
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub width: Length,
    pub first_indent: Length,
    pub align: Align,
    pub grid: Option<Length>,
}
#[derive(Clone, Debug)]
pub struct Line {
    pub clusters: Range<usize>,
    pub set: Vec<SetCluster>,
    pub overfull: bool,
}
#[derive(Clone, Copy, Debug)]
pub struct SetCluster {
    pub x: Length,
    pub advance: Length,
    pub trim_before: Length,
}
pub struct Segment {
    pub bytes: Range<usize>,
    pub class: Class,
}
pub fn classify(text: &str) -> Vec<Class> {
    text.chars()
        .map(|c| match c {
            '\n' => Class::LineBreak,
            ' ' => Class::Space,
            '\u{FFFC}' => Class::NoteMark,
            '（' | '《' | '“' | '‘' | '【' | '〔' | '「' => Class::Opener,
            '）' | '》' | '”' | '’' | '】' | '〕' | '」' => Class::Closer,
            '，' | '、' | '；' | '：' => Class::Comma,
            '。' | '？' | '！' => Class::Stop,
            '—' | '…' => Class::Dash,
            c if (c as u32) < 0x2E80 && !"●○■□℃①②③④⑤⑥⑦⑧⑨⑩·".contains(c) => Class::Latin,
            _ => Class::Han,
        })
        .collect()
}
pub fn segment(text: &str, classes: &[Class]) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for ((at, c), class) in text.char_indices().zip(classes) {
        let end = at + c.len_utf8();
        if let Some(last) = out.last_mut()
            && last.class == *class
            && matches!(class, Class::Latin | Class::Dash)
        {
            last.bytes.end = end;
            continue;
        }
        out.push(Segment { bytes: at..end, class: *class });
    }
    out
}
pub fn break_lines(clusters: &[Cluster], _rules: &TextRules, measure: &Measure) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < clusters.len() {
        let indent = if lines.is_empty() { measure.first_indent } else { Length::ZERO };
        let mut x = indent;
        let mut end = start;
        let mut set = Vec::new();
        let mut forced = false;
        while end < clusters.len() {
            let c = &clusters[end];
            if c.class == Class::LineBreak {
                end += 1;
                forced = true;
                set.push(SetCluster { x, advance: Length::ZERO, trim_before: Length::ZERO });
                break;
            }
            let hang = matches!(c.class, Class::Closer | Class::Comma | Class::Stop | Class::NoteMark);
            if !set.is_empty() && x + c.width > measure.width && !hang {
                break;
            }
            set.push(SetCluster { x, advance: c.width, trim_before: Length::ZERO });
            x += c.width;
            end += 1;
        }
        let _ = forced;
        let shift = match measure.align {
            Align::Center => (measure.width - x) / 2,
            Align::Right => measure.width - x,
            _ => Length::ZERO,
        };
        for s in &mut set {
            s.x += shift;
        }
        lines.push(Line { clusters: start..end, set, overfull: false });
        start = end;
    }
    lines
}
