//! Suggestions: what deputies put forward, and what became of it.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Deputy, SatisfactionResult, Station, Story};
use crate::fields::{Check, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A suggestion, criticism or opinion of deputies, or a bill of theirs.
    Suggestion = "suggestion", "the suggestion", "代表建议", "代表提出的一件建议、批评和意见" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "2026-046";
        /// Number under which it was filed.
        required number: Text, "案号", "案号", "第046号";
        /// Title.
        required title: Spanned<Text>, "标题", "建议的题目", "关于给老旧小区楼道加装扶手的建议", [Check::MaxChars(120)];
        /// Whether it is a suggestion or a bill.
        optional kind: SuggestionKind = |_| SuggestionKind::Suggestion, "类型", "建议还是议案", "suggestion";
        /// Congress.
        required congress: Text, "届次", "届次", "第十届";
        /// Meeting.
        optional meeting: Option<Text>, "会次", "会次", "第六次会议";
        /// Whether it was put forward at a meeting or between meetings.
        required period: SuggestionPeriod, "时期", "大会期间还是闭会期间提出", "session";
        /// When it was put forward.
        required raised_on: Date, "提出日期", "提出日期", "2026-01-08";
        /// The deputies who put it forward, the first of them first.
        required proposers: Vec<Reference<Deputy>>, "提出代表", "提出的代表（编号），领衔的写在最前，后面是附议的", "[wang-li, gao-fu]", [Check::AtLeastOne];
        /// Delegation.
        optional delegation: Option<Text>, "代表团", "代表团", "河畔代表团";
        /// What it is about.
        required category: SuggestionCategory, "分类", "内容分类", "construction";
        /// How the deputies came to it.
        optional formed_by: Option<FormedBy>, "形成方式", "形成方式", "visit";
        /// The stations where it came from.
        optional stations: Vec<Reference<Station>>, "站点", "建议来自哪些站（编号）", "[kly-017]";
        /// Stories about it.
        optional stories: Vec<Reference<Story>>, "稿件", "相关稿件的编号", "[2026-03-05-bandeng-yishi]";
        /// Whether it may be made public; if not, it is only counted.
        required public: bool, "可否公开", "可否公开；不公开的只计件数，不出现任何内容", "true";
        /// Whether its handling is supervised as a key suggestion.
        optional key: bool, "重点督办", "是不是重点督办建议", "true";
        /// Whether it was commended as excellent.
        optional excellent: bool, "优秀", "是不是优秀建议", "true";
        /// The unit that handles it.
        required lead_unit: Text, "主办单位", "主办单位", "克拉玛依区住房和城乡建设局";
        /// Further units.
        optional co_units: Vec<Text>, "会办单位", "会办单位", "[河畔街道办事处]";
        /// When it was given to the unit.
        optional assigned_on: Option<Date>, "交办日期", "交办日期", "2026-02-10";
        /// Whether it is hard to handle: the unit then has six months instead of three.
        optional hard: bool, "办理难度大", "办理难度大，期限由三个月延到六个月", "true";
        /// By when it must be answered; three or six months after it was given to the unit unless written.
        optional due_on: Option<Date>, "办理期限", "答复期限；不写就从交办日期起算三个月（难度大的六个月）", "2026-05-10";
        /// When it was answered.
        optional replied_on: Option<Spanned<Date>>, "答复日期", "答复日期", "2026-04-28";
        /// The answer in short.
        optional reply: Option<Text>, "答复", "答复要点", "三十四个单元列入今年民生实事，九月底前装好。";
        /// What came of it: an id of `suggestion_results` in the settings.
        optional result: Option<Spanned<Arc<str>>>, "办理结果", "站点设置里 suggestion_results 的编号", "a";
        /// How the deputies judge the handling.
        optional satisfaction: Option<SatisfactionResult>, "代表评价", "代表对办理的评价", "satisfied";
        /// How far it is.
        required status: Spanned<SuggestionStatus>, "状态", "办理状态", "answered";
        /// Its text.
        optional intro: Option<Markdown>, "内容", "建议内容，可用 Markdown", "楼道没有扶手，老人上下楼不便。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{archive: 甲}";
    }
    order { raised_on <= assigned_on; assigned_on <= due_on; assigned_on <= replied_on; }
}

impl Suggestion {
    /// By when it must be answered: as written, else by law three months after it was given to the unit, six where it is hard.
    /// Source: 代表法 (2025) Art. 51.
    pub fn due(&self) -> Option<Date> {
        let months = if self.hard { 6 } else { 3 };
        self.due_on.or_else(|| self.assigned_on?.checked_add(months.months()).ok())
    }

    /// Whether it still waits for an answer.
    pub fn is_open(&self) -> bool {
        match self.status.value {
            SuggestionStatus::Raised | SuggestionStatus::Examined | SuggestionStatus::Assigned | SuggestionStatus::Underway => true,
            SuggestionStatus::Answered | SuggestionStatus::Closed | SuggestionStatus::Continued => false,
        }
    }
}

choices! {
    /// What deputies put forward.
    SuggestionKind {
        Suggestion = "suggestion", "suggestion", "建议";
        Bill = "bill", "bill", "议案";
    }

    /// When deputies put it forward.
    SuggestionPeriod {
        Session = "session", "at the congress's meeting", "大会期间";
        Recess = "recess", "between meetings", "闭会期间";
    }

    /// What a suggestion is about.
    SuggestionCategory {
        Finance = "finance", "finance and economy", "财政经济";
        Rural = "rural", "agriculture and rural areas", "农业农村";
        Construction = "construction", "urban construction and environment", "城建环资";
        Education = "education", "education, science, culture and health", "教科文卫";
        Justice = "justice", "supervision and justice", "监察司法";
        Social = "social", "social development", "社会建设";
        Ethnic = "ethnic", "ethnic, religious and overseas affairs", "民宗外侨";
        Other = "other", "other", "其他";
    }

    /// How deputies came to a suggestion.
    FormedBy {
        Research = "research", "special study", "专题调研";
        Discussion = "discussion", "discussion", "座谈";
        Visit = "visit", "visits", "走访";
        Inspection = "inspection", "inspection", "视察";
    }

    /// How far a suggestion is.
    SuggestionStatus {
        Raised = "raised", "put forward", "提出";
        Examined = "examined", "examined", "审查";
        Assigned = "assigned", "given to a unit", "交办";
        Underway = "underway", "being handled", "办理中";
        Answered = "answered", "answered", "已答复";
        Closed = "closed", "settled", "办结";
        Continued = "continued", "continued in a further year", "续办";
    }
}
