//! Opinions of residents in figures only: what they were about, how many, who dealt with them, what came of them. Nobody's name, nobody's words.

use std::sync::Arc;

use jiff::civil::Date;

use super::District;
use crate::fields::{Check, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// The opinions of a period in figures.
    OpinionLedger = "opinions", "the ledger of opinions", "群众意见台账", "一个时期群众意见的汇总；只有件数，没有姓名和原话" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "2026-q2";
        /// Title.
        required title: Spanned<Text>, "标题", "名称", "2026年第二季度群众意见";
        /// First day.
        required from: Date, "开始", "第一天", "2026-04-01";
        /// Last day.
        required to: Date, "结束", "最后一天", "2026-06-30";
        /// Where the figures come from.
        required source: Text, "数据来源", "数据来源", "各区家室站登记簿";
        /// The figures.
        required rows: Vec<OpinionRow>, "明细", "各区各类意见的件数", "[{district: kly, topic: 供暖, count: 12, level: station, result: settled}]", [Check::AtLeastOne];
        /// How many there are in all; it must be the sum of the rows.
        optional total: Option<Spanned<u64>>, "合计", "公布的合计，要等于明细之和", "12";
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "六月供暖的意见少了。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{archive: 甲}";
    }
    order { from <= to; }
}

impl OpinionLedger {
    /// How many opinions the rows hold together.
    pub fn sum(&self) -> u64 {
        self.rows.iter().map(|row| u64::from(row.count)).sum()
    }
}

record! {
    /// Opinions of one district on one topic that went the same way.
    OpinionRow = "opinion_row", "the row of opinions", "意见明细", "一个区一类意见的件数" {
        /// District.
        required district: Reference<District>, "区", "区的编号", "kly";
        /// What they were about, in a word or two: never a name, an address or a quotation.
        required topic: Text, "主题", "说的哪一类事，用一两个词；不写姓名、住址和原话", "供暖", [Check::Name, Check::MaxChars(20)];
        /// How many.
        required count: u32, "件数", "件数", "12";
        /// Who dealt with them.
        required level: OpinionLevel, "办理层级", "由哪一级办理", "station";
        /// What came of them.
        required result: OpinionResult, "结果", "办理结果", "settled";
    }
}

choices! {
    /// Who dealt with opinions.
    OpinionLevel {
        Station = "station", "the station", "站内";
        Township = "township", "the township or subdistrict", "乡镇街道";
        District = "district", "the district", "区";
        City = "city", "the city", "市";
    }

    /// What came of opinions.
    OpinionResult {
        Settled = "settled", "settled", "已解决";
        Explained = "explained", "explained", "已解释说明";
        Underway = "underway", "being dealt with", "办理中";
        Suggestion = "suggestion", "made into a suggestion", "形成代表建议";
    }
}
