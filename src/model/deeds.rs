//! Practical things done for the people: a ledger for each district and year. The need behind a deed is told, never a resident's name.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Campaign, Deputy, Station, Story};
use crate::fields::{Check, Extra, Id, Markdown, Reference, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// What a district did for the people in a year.
    DeedLedger = "deeds", "the ledger of deeds", "实事台账", "一个区一年为群众办的实事；写需求从哪里来，不写群众姓名" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "kly-2026";
        /// Title.
        required title: Spanned<Text>, "标题", "台账的名称", "克拉玛依区2026年实事台账";
        /// The campaign that the deeds belong to.
        required campaign: Reference<Campaign>, "主题活动", "属于哪次主题活动（编号）", "wanjia-2026";
        /// Year.
        required year: Spanned<u16>, "年度", "年度", "2026", [Check::Between(1990, 2199)];
        /// The deeds.
        required deeds: Vec<Deed>, "实事", "办成的每一件实事", "[{id: podao, title: 门口修坡道, need_from: 接待日轮椅使用者提出, deputies: [wang-li], unit: 河畔街道办事处, result: 坡道和扶手都装好了, date: 2026-04-18, beneficiaries: 120, station: kly-017, story: 2026-03-05-bandeng-yishi}]", [Check::AtLeastOne];
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "题目从接待日和走访里来。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{archive: 甲}";
    }
}

record! {
    /// One thing that was done.
    Deed = "deed", "the deed", "实事", "为群众办成的一件事" {
        /// Permanent name within the ledger, part of the address of its row.
        required id: Spanned<Id>, "编号", "在台账里的编号，是这一行网址的一部分，定了不要改", "podao";
        /// What was done.
        required title: Text, "事项", "办的什么事", "门口修坡道", [Check::MaxChars(80)];
        /// Where the need came from: never a resident's name.
        required need_from: Text, "谁提出的", "需求从哪里来，如“接待日三位老人提出”；不写群众姓名", "接待日轮椅使用者提出", [Check::MaxChars(60)];
        /// The deputies who saw to it.
        optional deputies: Vec<Reference<Deputy>>, "代表", "牵头或跟进的代表（编号）", "[wang-li]";
        /// The unit that did it.
        required unit: Text, "承办单位", "承办单位", "河畔街道办事处";
        /// What came of it.
        required result: Text, "结果", "办成什么样", "坡道和扶手都装好了";
        /// When it was finished.
        required date: Spanned<Date>, "办结日期", "办结日期", "2026-04-18";
        /// How many people it serves.
        optional beneficiaries: Option<Spanned<u32>>, "受益人数", "受益人数；说不准的不写", "120";
        /// The station where it was taken up.
        optional station: Option<Reference<Station>>, "站点", "从哪个站办起（编号）", "kly-017";
        /// The story about it.
        optional story: Option<Reference<Story>>, "稿件", "讲这件事的稿件（编号）", "2026-03-05-bandeng-yishi";
    }
}

impl Deed {
    /// Where its row stands on the page of its ledger.
    pub fn anchor(&self) -> String {
        format!("d-{}", self.id.value)
    }
}
