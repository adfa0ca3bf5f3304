//! Stories of every kind: news, notices, practices, portraits, reports.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Campaign, Deputy, District, Level, Photo, Project, Review, Station};
use crate::date::Moment;
use crate::document::Document;
use crate::fields::{Check, Extra, Id, Reference, choices, record};
use crate::language::{Language, Text};
use crate::source::Spanned;

record! {
    /// A story: a Markdown file with its front matter.
    Story = "story", "the story", "稿件", "一篇稿件：文首信息和正文" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "2026-03-05-bandeng-yishi";
        /// Title.
        required title: Spanned<Text>, "标题", "标题，建议不超过30字", "十条板凳，一个单元门口", [Check::MaxChars(120)];
        /// Subtitle.
        optional subtitle: Option<Text>, "副标题", "副标题", "白杨里社区的“板凳议事”";
        /// The line above the title.
        optional kicker: Option<Text>, "引题", "引题", "万名代表进万家";
        /// Kind of story.
        required kind: StoryKind, "类型", "稿件类型", "news";
        /// When it was released; it never changes afterwards.
        required date: Spanned<Moment>, "日期", "发布日期和时间，以签发为准，发布后不改", "2026-03-05 10:30";
        /// The day on which it happened.
        optional event_date: Option<Date>, "事件日期", "事情发生的日期", "2026-03-04";
        /// Where it comes from.
        required source: Text, "来源", "稿件来自哪个单位或媒体", "克拉玛依区人大常委会办公室";
        /// Reporters.
        optional reporters: Vec<Text>, "记者", "记者姓名", "[郭阳]", [Check::PersonName];
        /// Correspondents.
        optional correspondents: Vec<Text>, "通讯员", "通讯员姓名", "[殷丽]", [Check::PersonName];
        /// Photographers.
        optional photographers: Vec<Text>, "摄影", "摄影者姓名", "[董力]", [Check::PersonName];
        /// Editor in charge.
        optional editor: Option<Text>, "责编", "责任编辑", "王静", [Check::PersonName];
        /// Whether it is our own.
        optional origin: Origin = |_| Origin::Original, "转载信息", "原创、授权还是转载", "original";
        /// Where it was first published.
        optional origin_url: Option<Spanned<Arc<str>>>, "原文网址", "转载稿的原文网址", "https://rd.example.cn/a.html", [Check::Url];
        /// Column: an id of `columns` in the settings; from the kind unless written.
        optional column: Option<Spanned<Arc<str>>>, "栏目", "站点设置里 columns 的编号；不写就按类型", "haozuofa";
        /// Districts; the folder's unless written.
        optional districts: Vec<Reference<District>>, "所属区", "区的编号；不写就用所在文件夹的区", "[kly]";
        /// Stations.
        optional stations: Vec<Reference<Station>>, "站点", "相关站点的编号", "[kly-017]";
        /// Deputies.
        optional deputies: Vec<Reference<Deputy>>, "代表", "相关代表的编号", "[wang-li]";
        /// Campaigns.
        optional campaigns: Vec<Reference<Campaign>>, "主题活动", "相关主题活动的编号", "[wanjia-2026]";
        /// Projects.
        optional projects: Vec<Reference<Project>>, "民生实事", "相关民生实事项目的编号", "[kly-2026-03]";
        /// Line of work.
        optional work_line: Option<WorkLine>, "工作条线", "工作条线", "supervision";
        /// What the deputies did, where the story tells of such a thing.
        optional activity: Option<Activity>, "活动", "稿件写的是哪种代表活动，几小时、多少人", "{kind: training, hours: 6, people: 42}";
        /// Tags.
        optional tags: Vec<Spanned<Text>>, "标签", "标签", "[供暖, 老旧小区]", [Check::Name, Check::MaxChars(30)];
        /// Summary of at most 120 characters.
        required summary: Spanned<Text>, "摘要", "摘要，不超过120字", "代表把接待日搬到单元门口，三个月解决了十一件事。", [Check::MaxChars(120)];
        /// The picture on cards and at the head of the page.
        optional cover: Option<Photo>, "封面", "卡片和页首的图片", "{file: cover.jpg, alt: 居民围坐在板凳上}";
        /// Further pictures.
        optional photos: Vec<Photo>, "图片", "其他图片", "[{file: 1.jpg, alt: 代表记录意见}]";
        /// Measured results; a practice has at least one.
        optional facts: Vec<Fact>, "成效数据", "可核对的成效数据；经验做法至少一条", "[{metric: 平均办结天数, before: \"21\", after: \"9\", unit: 天}]";
        /// What another station needs to do the same; a practice has it.
        optional replicability: Option<Replicability>, "可复制条件", "别处照做需要什么；经验做法必填", "{cost: 每站约600元, staff: 一名联络员, conditions: 有临街空地, steps: [摸底, 公告, 接待], contact_unit: 河畔街道人大工委}";
        /// By whom it was recommended to others.
        optional promotion: Option<Promotion>, "推广", "推广级别和文号", "{level: city, date: 2026-06-01}";
        /// Who has taken it over.
        optional adoptions: Vec<Adoption>, "借鉴", "哪些区、站已经借鉴", "[{adopter: dsz, date: 2026-05-10, mode: improved}]";
        /// What a meeting was: who met, what they decided, and which stories answer it.
        optional meeting: Option<Meeting>, "会议", "会议记录：谁开的、议程、要求，以及落实要求的稿件", "{organizer: 克拉玛依市人大常委会, date: 2026-02-26, agenda: [通报清单]}";
        /// Of which year's work the story is the plan or the report.
        optional annual: Option<Annual>, "年度", "是哪一年的工作计划或报告", "{year: 2026, of: plan}";
        /// Who of the upper and lower levels had a part in the practice.
        optional coordination: Option<Coordination>, "上下联动", "哪一级发起、谁指导、谁参加", "{initiated_at: 河畔街道人大工委, guided_by: 克拉玛依区人大常委会, joined_by: [白杨里社区]}";
        /// What the level above says of the practice.
        optional guidance: Option<Guidance>, "市级点评", "上级人大的点评", "{by: 市人大常委会代表工作委员会, text: 把座位放平，是这条做法的根本。}";
        /// Language of the text; the site's main one unless written.
        optional lang: Option<Language>, "语言", "正文语言；不写就是站点主语言", "zh";
        /// Sign-off.
        optional review: Option<Spanned<Review>>, "审签", "三审三校记录，用 wanjia sign 写", "{final: {by: 戊, at: 2026-03-05 10:00}}";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// When the page appears.
        optional publish_at: Option<Moment>, "定时发布", "到这个时间才发布", "2026-03-06 08:00";
        /// When the page is withdrawn.
        optional expires: Option<Moment>, "到期", "到这个时间撤下", "2026-12-31";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the story used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{video: v.mp4}";
    }
    given {
        /// The text after the front matter.
        body: Arc<Document>;
    }
    order { date <= publish_at; publish_at <= expires; date <= expires; }
}

record! {
    /// A meeting.
    Meeting = "meeting", "the meeting", "会议", "一次会议" {
        /// Which one it was.
        optional ordinal: Option<Text>, "届次", "第几次会议", "2026年第一次工作例会";
        /// When.
        required date: Date, "日期", "开会日期", "2026-02-26";
        /// Who held it.
        required organizer: Text, "主办单位", "主办单位", "克拉玛依市人大常委会";
        /// Where.
        optional place: Option<Text>, "地点", "地点", "市人大常委会机关";
        /// Who took part: units, not persons.
        optional participants: Vec<Text>, "参加单位", "参加的单位", "[四个区人大常委会, 乡镇人大主席团]";
        /// What was on the agenda.
        optional agenda: Vec<Text>, "议程", "议程", "[通报2025年清单, 四区交流]";
        /// What the meeting asked for.
        optional requirements: Vec<Requirement>, "要求", "会议提出的要求", "[{text: 监督小组名单上站公布, stories: [2026-03-05-bandeng-yishi]}]";
        /// The speeches that were exchanged.
        optional speeches: Vec<Reference<Story>>, "交流发言", "交流发言的稿件（编号）", "[2026-03-05-compare]";
    }
}

record! {
    /// Something that a meeting asked for.
    Requirement = "requirement", "the requirement", "要求", "会议的一项要求" {
        /// What.
        required text: Text, "内容", "要求的内容", "票决后一个月内公布监督小组名单";
        /// The stories that answer it.
        optional stories: Vec<Reference<Story>>, "落实稿件", "落实这项要求的稿件（编号）", "[2026-03-05-bandeng-yishi]";
    }
}

record! {
    /// A plan or report of a year's work.
    Annual = "annual", "the plan or report of a year", "年度计划或报告", "一年的工作计划或报告" {
        /// Year.
        required year: u16, "年度", "年度", "2026", [Check::Between(1990, 2199)];
        /// Whether it is the plan or the report.
        required of: AnnualKind, "种类", "计划还是报告", "plan";
    }
}

record! {
    /// A measured result.
    Fact = "fact", "the fact", "成效数据", "一条可核对的成效数据" {
        /// What was measured.
        required metric: Text, "指标", "指标", "平均办结天数";
        /// Before.
        optional before: Option<Text>, "之前", "之前的数", "\"21\"";
        /// After.
        required after: Spanned<Text>, "之后", "之后的数", "\"9\"";
        /// Unit.
        optional unit: Option<Text>, "单位", "单位", "天";
        /// The day on which it was so.
        optional as_of: Option<Date>, "截至", "截至日期", "2026-08-31";
        /// Where the number comes from.
        optional source: Option<Text>, "数据来源", "数据来源", "站点接待台账";
    }
}

record! {
    /// What another station needs to do the same.
    Replicability = "replicability", "the replicability", "可复制条件", "别的区、站照做需要的条件" {
        /// Cost.
        required cost: Text, "费用", "费用", "每站约600元";
        /// Staff.
        required staff: Text, "人力", "人力", "一名联络员";
        /// Conditions.
        required conditions: Text, "条件", "适用条件", "有临街空地";
        /// Where it does not work.
        optional unsuitable: Option<Text>, "不适用", "不适用的情况", "人户分离的小区";
        /// Steps in order.
        required steps: Vec<Text>, "步骤", "步骤", "[摸底, 公告, 接待, 回访]", [Check::AtLeastOne];
        /// Whom to ask.
        required contact_unit: Text, "联系单位", "联系单位", "河畔街道人大工委";
        /// Forms and documents to take over.
        optional attachments: Vec<Attachment>, "附件", "可直接取用的表格和文件", "[{title: 登记表, file: biao.docx}]";
    }
}

record! {
    /// A file to take away.
    Attachment = "attachment", "the attachment", "附件", "一个可下载的文件" {
        /// Title.
        required title: Text, "名称", "名称", "接待登记表";
        /// The file's path, from the folder of this file.
        required file: Spanned<Arc<str>>, "文件", "文件，路径从本文件所在文件夹算起", "biao.docx";
    }
}

record! {
    /// The recommendation of a practice to others.
    Promotion = "promotion", "the promotion", "推广", "推广情况" {
        /// Level of the body that recommends it.
        required level: Level, "级别", "推广级别", "city";
        /// When.
        optional date: Option<Date>, "日期", "推广日期", "2026-06-01";
        /// Number of the document.
        optional document_no: Option<Text>, "文号", "文号", "克人办〔2026〕12号";
    }
}

record! {
    /// A district or station that has taken over the practice.
    Adoption = "adoption", "the adoption", "借鉴", "一个区或站的借鉴情况" {
        /// Id of the district or station.
        required adopter: Spanned<Id>, "借鉴单位", "区或站点的编号", "dsz";
        /// When.
        required date: Date, "日期", "借鉴日期", "2026-05-10";
        /// How.
        required mode: AdoptionMode, "方式", "借鉴方式", "improved";
        /// What was changed.
        optional changes: Option<Text>, "改动", "做了哪些改动", "改在周末";
        /// What came of it.
        optional result: Option<Text>, "结果", "结果", "两个月接待40人次";
    }
}

record! {
    /// What deputies did together.
    Activity = "activity", "the activity", "活动", "一次代表活动" {
        /// Kind.
        required kind: ActivityKind, "类型", "活动类型", "training";
        /// How many hours it took.
        optional hours: Option<u16>, "学时", "几个小时", "6", [Check::Between(1, 200)];
        /// How many deputies took part.
        optional people: Option<u32>, "人数", "多少位代表参加", "42";
    }
}

record! {
    /// How the levels worked together on a practice.
    Coordination = "coordination", "the coordination", "上下联动", "市、区、乡镇（街道）怎么联动" {
        /// Where it began.
        required initiated_at: Text, "发起单位", "在哪里发起", "河畔街道人大工委";
        /// Who guided it.
        optional guided_by: Option<Text>, "指导单位", "谁指导", "克拉玛依区人大常委会";
        /// Who joined.
        optional joined_by: Vec<Text>, "参加单位", "谁参加", "[白杨里社区]", [Check::Name];
    }
}

record! {
    /// What the level above says of a practice.
    Guidance = "guidance", "the guidance", "点评", "上级人大的点评" {
        /// Who says it.
        required by: Text, "点评单位", "点评单位", "市人大常委会代表工作委员会";
        /// When.
        optional date: Option<Date>, "日期", "点评日期", "2026-06-01";
        /// What is said.
        required text: Text, "内容", "点评内容", "把座位放平，是这条做法的根本。";
    }
}

choices! {
    /// What a story tells of a year's work.
    AnnualKind {
        Plan = "plan", "plan", "年度计划";
        Report = "report", "report", "年度报告";
    }

    /// The kind of a story.
    StoryKind {
        News = "news", "News", "工作动态";
        Notice = "notice", "Notice", "通知公告";
        Preview = "preview", "Coming events", "活动预告";
        Practice = "practice", "Practice", "经验做法";
        Voice = "voice", "Deputies' voices", "代表之声";
        Profile = "profile", "Portrait", "代表风采";
        Case = "case", "Case", "典型案例";
        Report = "report", "Report", "述职报告";
        Compare = "compare", "District exchange", "四区交流";
        Knowledge = "knowledge", "Knowledge", "人大知识";
        Meeting = "meeting", "Meeting", "会议";
    }

    /// Whether a story is our own.
    Origin {
        Original = "original", "original", "原创";
        Authorized = "authorized", "authorized", "授权";
        Reprint = "reprint", "reprint", "转载";
    }

    /// A line of a congress's work.
    WorkLine {
        Legislation = "legislation", "legislation", "立法";
        Supervision = "supervision", "supervision", "监督";
        Deputies = "deputies", "deputies' work", "代表工作";
        Decision = "decision", "decisions on major matters", "重大事项决定";
        Appointment = "appointment", "appointments", "人事任免";
    }

    /// A kind of activity.
    ActivityKind {
        Training = "training", "training", "代表培训";
        HomeVisit = "home_visit", "home visit", "入户走访";
        Inspection = "inspection", "inspection", "视察";
        Research = "research", "research", "专题调研";
        Reception = "reception", "reception", "接待群众";
        Study = "study", "study", "集中学习";
        Other = "other", "other", "其他活动";
    }

    /// How a practice was taken over.
    AdoptionMode {
        Copied = "copied", "copied", "照搬";
        Improved = "improved", "improved", "改进";
        Partly = "partly", "in part", "部分借鉴";
        Studied = "studied", "studied", "考察学习";
    }
}
