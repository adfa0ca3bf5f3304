//! Campaigns.

use std::sync::Arc;

use jiff::civil::Date;

use super::{District, Level, Photo};
use crate::fields::{Check, Counts, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A campaign with its goals and counts.
    Campaign = "campaign", "the campaign", "主题活动", "一次主题活动" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "wanjia-2026";
        /// Name.
        required name: Text, "名称", "名称", "万名代表进万家";
        /// Slogan.
        optional slogan: Option<Text>, "口号", "口号", "走千家、访万户";
        /// Level.
        required level: Level, "级别", "哪一级的活动", "city";
        /// First day.
        required start: Date, "开始", "开始日期", "2026-03-01";
        /// Last day.
        optional end: Option<Date>, "结束", "结束日期", "2026-12-31";
        /// Organizer.
        required organizer: Text, "主办单位", "主办单位", "克拉玛依市人大常委会";
        /// Number of the document.
        optional document_no: Option<Text>, "文号", "文号", "克人办〔2026〕3号";
        /// Goals.
        optional goals: Vec<Text>, "目标", "目标", "[每名代表联系五户以上]";
        /// Phases.
        optional phases: Vec<Phase>, "阶段", "阶段安排", "[{name: 部署, from: 2026-03-01, to: 2026-03-31}]";
        /// What is counted.
        required counters: Vec<Counter>, "统计项", "统计哪些数", "[{key: visits, label: 走访户数, unit: 户}]", [Check::AtLeastOne];
        /// The counts by district and month.
        optional values: Vec<MonthlyCounts>, "统计值", "各区各月的数", "[{district: kly, month: 2026-03, counts: {visits: 120}}]";
        /// The picture at the head of the page.
        optional cover: Option<Photo>, "封面", "页首图片", "{file: cover.jpg, alt: 代表入户走访}";
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "代表进站入户。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{banner: red}";
    }
    order { start <= end; }
}

record! {
    /// A phase of a campaign.
    Phase = "phase", "the phase", "阶段", "主题活动的一个阶段" {
        /// Name.
        required name: Text, "名称", "阶段名称", "集中走访";
        /// First day.
        optional from: Option<Spanned<Date>>, "开始", "开始日期", "2026-04-01";
        /// Last day.
        optional to: Option<Spanned<Date>>, "结束", "结束日期", "2026-06-30";
        /// What is to be done.
        optional tasks: Vec<Text>, "任务", "任务", "[入户走访, 汇总意见]";
    }
    order { from <= to; }
}

record! {
    /// Something that is counted.
    Counter = "counter", "the counter", "统计项", "一个统计项" {
        /// Name in `values`.
        required key: Spanned<Arc<str>>, "键", "在统计值里的名称", "visits";
        /// What readers see.
        required label: Text, "标签", "显示名称", "走访户数";
        /// Unit.
        optional unit: Option<Text>, "单位", "单位", "户";
        /// The number to be reached.
        optional target: Option<u64>, "目标值", "目标值", "3000";
        /// What the site counts by itself; `values` then do not write this number.
        optional counts: Option<Spanned<CounterSource>>, "自动统计", "由网站自动统计什么；写了就不要再在统计值里填这一项", "deeds";
    }
}

choices! {
    /// What the site counts of a campaign by itself.
    CounterSource {
        Deeds = "deeds", "deeds of the ledgers", "实事台账里的件数";
        Beneficiaries = "beneficiaries", "people whom the deeds serve", "实事台账里的受益人数";
        Stories = "stories", "stories of the campaign", "活动的稿件篇数";
    }
}

record! {
    /// The counts of a district in a month.
    MonthlyCounts = "monthly_counts", "the counts", "统计值", "一个区一个月的数" {
        /// District.
        required district: Reference<District>, "区", "区的编号", "kly";
        /// Month.
        required month: Arc<str>, "月份", "月份", "2026-03", [Check::Month];
        /// Numbers by the counters' keys.
        required counts: Counts, "数", "各统计项的数", "{visits: 120}";
    }
}
