//! Livelihood projects: proposed by the people, chosen by deputies, carried out by the government, judged by the congress.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Deputy, District, Level, Photo};
use crate::fields::{Check, Decimal, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A livelihood project.
    Project = "project", "the project", "民生实事项目", "一个民生实事项目" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "kly-2026-03";
        /// Year.
        required year: u16, "年度", "年度", "2026", [Check::Between(1990, 2199)];
        /// Level.
        required level: Level, "级别", "哪一级的项目", "district";
        /// Number in the list.
        required number: u32, "序号", "序号", "3";
        /// Title.
        required title: Spanned<Text>, "标题", "项目名称", "老旧小区楼道加装扶手";
        /// Category.
        required category: Text, "类别", "类别", "老旧小区";
        /// District.
        optional district: Option<Reference<District>>, "区", "区的编号", "kly";
        /// Where the proposal came from.
        optional proposed_by: Vec<Text>, "征集来源", "征集来源", "[白杨里社区代表接待日]";
        /// Number of candidates.
        optional candidate_count: Option<Spanned<u32>>, "候选数", "候选项目数", "12";
        /// Number of projects elected.
        optional elected_count: Option<Spanned<u32>>, "当选数", "票决产生的项目数", "10";
        /// The deputies' vote; required once there was one.
        optional vote: Option<Spanned<Vote>>, "票决", "代表票决结果；已票决的必填", "{meeting: 第十届第六次会议, date: 2026-01-08, due: 160, present: 151, yes: 143, no: 5, abstain: 3, method: competitive, passed: true}";
        /// Investment in all, in 10,000 yuan.
        optional invest_total: Option<Decimal>, "总投资", "总投资（万元）", "96.5";
        /// Investment of this year, in 10,000 yuan.
        optional invest_year: Option<Decimal>, "年度投资", "本年投资（万元）", "96.5";
        /// Where the money comes from.
        optional invest_source: Option<Text>, "资金来源", "资金来源", "区本级财政";
        /// Unit in charge.
        required lead_unit: Text, "责任单位", "牵头责任单位", "克拉玛依区住房和城乡建设局";
        /// Official in charge.
        required lead_person: Official, "责任人", "责任人姓名和职务", "{name: 陈强, post: 副局长}";
        /// Further units.
        optional co_units: Vec<Text>, "配合单位", "配合单位", "[河畔街道办事处]";
        /// What is to be reached.
        required target: Text, "建设目标", "建设目标", "34个单元全部装好扶手";
        /// Milestones.
        required milestones: Vec<Milestone>, "节点", "时间节点", "[{name: 完工验收, due: 2026-09-30}]", [Check::AtLeastOne];
        /// Progress.
        optional progress: Vec<Progress>, "进度", "进度记录", "[{date: 2026-06-30, percent: 60, light: green}]";
        /// The deputies who supervise it.
        optional supervision_group: Option<SupervisionGroup>, "监督小组", "代表监督小组", "{leader: wang-li, members: [gao-fu]}";
        /// What they did.
        optional events: Vec<SupervisionEvent>, "监督记录", "监督记录", "[{kind: inspection, date: 2026-06-18, finding: 进度正常}]";
        /// Test of satisfaction.
        optional satisfaction: Option<Spanned<Satisfaction>>, "满意度测评", "满意度测评", "{date: 2026-12-20, body: 区人大常委会, size: 29, satisfied: 25, basic: 4, unsatisfied: 0}";
        /// How far it is.
        required status: ProjectStatus, "状态", "项目状态", "underway";
        /// Pictures.
        optional photos: Vec<Photo>, "图片", "图片", "[{file: 1.jpg, alt: 新装的扶手}]";
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "老人上楼有了抓手。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{map: no}";
    }
}

record! {
    /// The deputies' vote on the projects of a year.
    Vote = "vote", "the vote", "票决", "代表票决结果" {
        /// The meeting that voted.
        required meeting: Text, "会议", "票决的会议", "第十届第六次会议";
        /// When.
        required date: Date, "日期", "票决日期", "2026-01-08";
        /// Deputies who were due.
        required due: Spanned<u32>, "应到", "应到代表数", "160";
        /// Deputies who were present.
        required present: Spanned<u32>, "实到", "实到代表数", "151";
        /// Votes in favour.
        required yes: u32, "赞成", "赞成票", "143";
        /// Votes against.
        required no: u32, "反对", "反对票", "5";
        /// Abstentions.
        required abstain: u32, "弃权", "弃权票", "3";
        /// Invalid votes.
        optional invalid: u32, "无效", "无效票", "0";
        /// Whether there were more candidates than places.
        required method: VoteMethod, "方式", "差额还是等额", "competitive";
        /// Whether the project was chosen.
        required passed: bool, "通过", "是否通过", "true";
    }
}

record! {
    /// A public official.
    Official = "official", "the official", "责任人", "一位责任人" {
        /// Name.
        required name: Text, "姓名", "姓名", "陈强", [Check::PersonName];
        /// Post.
        required post: Text, "职务", "职务", "副局长";
    }
}

record! {
    /// A point that is to be reached.
    Milestone = "milestone", "the milestone", "节点", "一个时间节点" {
        /// What.
        required name: Text, "名称", "节点名称", "完工验收";
        /// By when.
        required due: Date, "期限", "期限", "2026-09-30";
        /// When it was reached.
        optional done: Option<Date>, "完成日期", "实际完成日期", "2026-09-21";
    }
}

record! {
    /// How far the project was on one day.
    Progress = "progress", "the progress", "进度", "一条进度记录" {
        /// When.
        required date: Date, "日期", "日期", "2026-06-30";
        /// How much is done, from 0 to 100.
        required percent: u8, "百分比", "完成百分比", "60", [Check::Between(0, 100)];
        /// How it is judged.
        optional light: Option<Light>, "亮灯", "亮灯颜色", "green";
        /// A remark.
        optional note: Option<Text>, "说明", "说明", "二十个单元已装好";
        /// A picture.
        optional photo: Option<Photo>, "图片", "现场图片", "{file: 1.jpg, alt: 工人在装扶手}";
    }
}

record! {
    /// The deputies who supervise a project.
    SupervisionGroup = "supervision_group", "the supervision group", "监督小组", "代表监督小组" {
        /// Leader.
        required leader: Reference<Deputy>, "组长", "组长的编号", "wang-li";
        /// Members.
        optional members: Vec<Reference<Deputy>>, "成员", "成员的编号", "[gao-fu]";
        /// Unit that organizes it.
        optional unit: Option<Text>, "组织单位", "组织单位", "河畔街道人大工委";
    }
}

record! {
    /// One act of supervision.
    SupervisionEvent = "supervision_event", "the supervision", "监督记录", "一次监督活动" {
        /// Kind.
        required kind: SupervisionKind, "类型", "监督方式", "inspection";
        /// When.
        required date: Date, "日期", "日期", "2026-06-18";
        /// The deputies who took part.
        optional deputies: Vec<Reference<Deputy>>, "代表", "参加的代表（编号）", "[wang-li]";
        /// Where.
        optional place: Option<Text>, "地点", "地点", "白杨里社区";
        /// What was found.
        optional finding: Option<Text>, "发现", "发现的情况和意见", "三号楼扶手偏高";
        /// What was answered.
        optional answer: Option<Text>, "答复", "责任单位的答复", "六月底前改好";
    }
}

record! {
    /// A test of satisfaction.
    Satisfaction = "satisfaction", "the test of satisfaction", "满意度测评", "满意度测评结果" {
        /// When.
        required date: Date, "日期", "测评日期", "2026-12-20";
        /// Who judged.
        required body: Text, "测评主体", "测评主体", "区人大常委会";
        /// How many took part.
        required size: Spanned<u32>, "人数", "参加测评人数", "29";
        /// Satisfied.
        required satisfied: u32, "满意", "满意票", "25";
        /// Basically satisfied.
        required basic: u32, "基本满意", "基本满意票", "4";
        /// Not satisfied.
        required unsatisfied: u32, "不满意", "不满意票", "0";
        /// The result as announced.
        optional result: Option<SatisfactionResult>, "结果", "公布的结果", "satisfied";
    }
}

choices! {
    /// Whether there were more candidates than places.
    VoteMethod {
        Competitive = "competitive", "more candidates than places", "差额";
        Equal = "equal", "as many candidates as places", "等额";
    }

    /// How progress is judged.
    Light {
        Green = "green", "on schedule", "绿";
        Yellow = "yellow", "slow", "黄";
        Red = "red", "late", "红";
        Blue = "blue", "accepted", "蓝";
    }

    /// How deputies supervise.
    SupervisionKind {
        Inspection = "inspection", "inspection", "视察";
        Research = "research", "special study", "专题调研";
        Report = "report", "hearing a report", "听取汇报";
        Visit = "visit", "visit", "走访";
        LawCheck = "law_check", "check of law enforcement", "执法检查";
        Inquiry = "inquiry", "special inquiry", "专题询问";
        Evaluation = "evaluation", "test of satisfaction", "满意度测评";
    }

    /// How satisfied people were.
    SatisfactionResult {
        Satisfied = "satisfied", "satisfied", "满意";
        Basic = "basic", "basically satisfied", "基本满意";
        Unsatisfied = "unsatisfied", "not satisfied", "不满意";
    }

    /// How far a project is.
    ProjectStatus {
        Candidate = "candidate", "candidate", "候选";
        Underway = "underway", "underway", "实施中";
        Done = "done", "done", "完成";
        Unfinished = "unfinished", "not finished", "未完成";
        CarriedOver = "carried_over", "carried over", "结转";
    }
}
