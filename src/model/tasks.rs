//! Lists of tasks: who does what by when, and what shows that it was done.

use std::sync::Arc;

use jiff::civil::Date;

use super::Story;
use crate::fields::{Check, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A list of tasks of a year or a period.
    TaskList = "tasks", "the list of tasks", "责任清单", "一年或一个时期的责任清单" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "2026";
        /// Title.
        required title: Spanned<Text>, "标题", "清单的名称", "2026年责任清单";
        /// Year.
        required year: u16, "年度", "年度", "2026", [Check::Between(1990, 2199)];
        /// Who set it up.
        required issued_by: Text, "制定单位", "制定单位", "克拉玛依市人大常委会";
        /// Number of the document.
        optional document_no: Option<Text>, "文号", "文号", "克人办〔2026〕2号";
        /// The tasks.
        required tasks: Vec<Task>, "任务", "各项任务", "[{no: 1, objective: 票决制落地, measure: 一个月内公布监督小组, lead_unit: 各区人大常委会, due: 2026-02-28, status: done}]", [Check::AtLeastOne];
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "每项写明谁办、哪天、拿什么验。";
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
    /// One task.
    Task = "task", "the task", "任务", "责任清单里的一项任务" {
        /// Number in the list.
        required no: Spanned<u32>, "序号", "序号", "1", [Check::Between(1, 9999)];
        /// What is to be reached.
        required objective: Text, "目标", "目标任务", "票决制落地生根";
        /// How.
        required measure: Text, "措施", "工作措施", "票决后一个月内，监督小组名单上站公布";
        /// The unit in charge.
        required lead_unit: Text, "责任单位", "责任单位", "各区人大常委会";
        /// Further units.
        optional co_units: Vec<Text>, "配合单位", "配合单位", "[乡镇人大主席团]";
        /// The person in charge.
        optional person: Option<Text>, "责任人", "责任人姓名和职务", "代表工委主任";
        /// By when.
        required due: Spanned<Date>, "时限", "完成时限", "2026-02-28";
        /// How far it is.
        required status: TaskStatus, "状态", "完成情况", "done";
        /// Stories that show what was done.
        optional evidence: Vec<Reference<Story>>, "佐证", "能说明完成情况的稿件（编号）", "[2026-03-05-bandeng-yishi]";
        /// A remark.
        optional note: Option<Text>, "说明", "说明", "提前十天完成";
    }
}

choices! {
    /// How far a task is.
    TaskStatus {
        Planned = "planned", "not begun", "未开始";
        Underway = "underway", "underway", "推进中";
        Done = "done", "done", "已完成";
        Postponed = "postponed", "postponed", "已推迟";
        Dropped = "dropped", "not done", "未完成";
    }
}
