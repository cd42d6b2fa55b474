//! Where the words of a title begin.

use std::sync::LazyLock;

use jieba_rs::Jieba;

/// Words and their counts (`words/README.md`).
const DICTIONARY: &str = include_str!("../../../words/words.txt");

/// Words of official documents and reports that the dictionary lacks.
const TERMS: &str = "
科协 科普 科创 科技馆 社团 团群 放管服 营商 航模 双减 双创 示范区 学术年会 高质量 新征程 新篇章 新时代 新作为 新成效
新突破 新跨越 新形象 凝心聚力 立德树人 科学素质 科学普及 党建入章 建言献策 任务分工 产业集群 公民具备 产学研 智慧学会
人才库 展作为 助发展 讲政治 抓科普 电视电话会议 征求意见稿 试行 会议纪要 实施意见 实施方案 工作方案 工作报告 工作要点 指导意见 管理办法
行动计划 行动方案 情况说明 情况通报 情况报告 决定书 党的建设 党的二十大 二十大 十四五 十五五 五年规划";

/// What ends the name of a body: 科学技术|协会 is one name in two words.
const TAILS: &str = "
协会 学会 研究会 联合会 联合体 联盟 委员会 常委会 办公室 办公厅 领导小组 党委 党组 党支部 人民政府 政府 法院 检察院 集团
公司 大学 学院 学校 医院 中心 基地 研究院 研究所 部 局 厅 委 办 处 市 县 区 省 镇 乡 村 者 性 化 率 型 类 法 令";

/// A word that is not in the dictionary is as common as this.
const COUNT: usize = 2000;

/// Read when a title is first broken, or before ([`read_ahead`]).
static WORDS: LazyLock<Jieba> = LazyLock::new(|| {
    // A dictionary that cannot be read leaves every character a word; a test holds that it can be.
    let mut words = Jieba::with_dict(&mut DICTIONARY.as_bytes()).unwrap_or_else(|_| Jieba::empty());
    for term in TERMS.split_whitespace() {
        words.add_word(term, Some(COUNT), None);
    }
    words
});

/// Reads the dictionary now. It takes as long as all else that comes before a page is set.
pub fn read_ahead() {
    LazyLock::force(&WORDS);
}

/// What stands at each place between two characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Seam {
    /// A word goes on.
    #[default]
    Inside,
    /// A word begins that ends a name with the one before it.
    Name,
    /// A word begins.
    Between,
}

/// The seam before each character.
pub fn seams(text: &str) -> Vec<Seam> {
    let mut seams = Vec::new();
    for token in WORDS.cut(text, true) {
        let name = TAILS.split_whitespace().any(|tail| tail == token.word);
        seams.push(if name && !seams.is_empty() { Seam::Name } else { Seam::Between });
        seams.extend(token.word.chars().skip(1).map(|_| Seam::Inside));
    }
    seams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_read_and_words_are_told_apart() {
        let seams = seams("国务院关于表彰长江大桥建设者的决定");
        let starts: Vec<usize> = (0..seams.len()).filter(|&at| seams[at] != Seam::Inside).collect();
        assert_eq!(starts, [0, 3, 5, 7, 11, 14, 15]);
    }
}
