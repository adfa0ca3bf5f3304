//! Liaison stations.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Deputy, Photo};
use crate::calendar::Rule;
pub use crate::calendar::{Frequency, Holiday, Weekday};
use crate::fields::{Check, Decimal, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A liaison station: a home, room, station or point where deputies meet the people.
    Station = "station", "the station", "站点档案", "一个代表家室站" {
        /// Permanent id, printed in the QR code; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号，印在二维码里；不写就用文件名", "kly-017";
        /// Number on the door plate.
        optional number: Option<Arc<str>>, "门牌编号", "门牌上的编号，要加引号", "\"017\"";
        /// Name.
        required name: Text, "名称", "站点名称", "白杨里社区代表家室站";
        /// Name on the door plate, where it differs.
        optional plate_name: Option<Text>, "门牌名称", "门牌上的名称（与名称不同时写）", "白杨里社区代表家室站";
        /// Kind: an id of `station_kinds` in the settings.
        required kind: Spanned<Arc<str>>, "类别", "类别，站点设置里 station_kinds 的编号", "station";
        /// Township or subdistrict: an id of the district's `townships`.
        required township: Spanned<Id>, "乡镇街道", "所在乡镇街道，区档案里 townships 的编号", "hepan";
        /// Community or village.
        optional community: Option<Text>, "社区", "所在社区或村", "白杨里社区";
        /// The station above it.
        optional parent: Option<Reference<Station>>, "上级站", "上级站的编号", "kly-003";
        /// The body that runs it.
        required managed_by: Text, "管理单位", "管理单位全称", "河畔街道人大工委";
        /// Street address of the public building.
        required address: Text, "地址", "公共建筑的地址", "克拉玛依区示例路12号一楼";
        /// How to get there.
        optional directions: Option<Text>, "怎么走", "乘车和步行路线", "12路“友谊街”站下车向东";
        /// Public landline.
        required tel: Spanned<Arc<str>>, "公开电话", "公开的固定电话，要加引号", "\"0990-0000017\"", [Check::Telephone];
        /// Whether the telephone is the mobile of the station's duty desk.
        optional tel_is_duty_phone: bool, "值班手机", "公开电话是不是站点的值班手机", "false";
        /// Coordinates of the building.
        optional geo: Option<Geo>, "坐标", "建筑物坐标", "{lng: 84.86730, lat: 45.59480, crs: CGCS2000}";
        /// Floor area in square metres.
        optional area_m2: Option<Decimal>, "面积", "建筑面积（平方米）", "86";
        /// Rooms.
        optional rooms: Vec<Text>, "功能室", "功能室", "[接待室, 学习室]", [Check::Name];
        /// Who works there; names only.
        required staff: Staff, "人员", "站长和联络员，只写姓名", "{head: 王丽, liaison: [殷晓梅]}";
        /// When it is open.
        required opening_hours: Vec<OpeningHours>, "开放时间", "开放时间", "[{days: 周一至周五, time: \"10:00-14:00\"}]", [Check::AtLeastOne];
        /// When deputies receive people.
        required reception_rules: Vec<ReceptionRule>, "接待日规则", "代表接待日的规则", "[{freq: monthly, bysetpos: 1, byday: [TU], time: \"10:30-12:30\", holiday: postpone}]";
        /// Receptions that differ from the rules, and what came of those that were held.
        optional sessions: Vec<ReceptionSession>, "接待场次", "与规则不同的场次，以及已举行场次的情况", "[{date: 2026-03-10, moved_to: 2026-03-12}]";
        /// The deputies of the station.
        optional deputies: Vec<Reference<Deputy>>, "入站代表", "入站代表的编号", "[wang-li]";
        /// The items of standardized construction.
        required standard_items: Vec<StandardItem>, "标准化建设", "标准化建设各项的情况", "[{item: site, status: met}]";
        /// Regulations on the wall.
        optional regulations: Vec<Regulation>, "上墙制度", "上墙制度", "[{title: 代表接待群众制度}]";
        /// What the station does.
        optional functions: Vec<Function>, "功能", "站点的功能", "[reception, opinions]";
        /// Its brand.
        optional brand: Option<Brand>, "品牌", "一站一品", "{name: 板凳议事}";
        /// Honours given by a body.
        optional honors: Vec<Honor>, "荣誉", "有关机关授予的荣誉或等级", "[{type: model, title: 示范站, by: 某某人大常委会, year: 2026}]";
        /// Accessibility.
        optional barrier_free: Vec<Text>, "无障碍设施", "无障碍设施", "[门口坡道, 老花镜]", [Check::Name];
        /// Pictures, the first of them on cards.
        required photos: Vec<Photo>, "图片", "图片，第一张用在卡片上", "[{file: photo.jpg, alt: 站点门口}]", [Check::AtLeastOne];
        /// Whether it is running.
        required status: StationStatus, "状态", "运行状态", "open";
        /// The station that took its place.
        optional redirect_to: Option<Reference<Station>>, "并入", "撤并后并入的站点编号", "kly-003";
        /// Languages of reception.
        optional languages: Vec<ReceptionLanguage>, "接待语言", "接待时可用的语言", "[zh, ug]";
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "站开在三号楼一楼，出门就是乘凉的人。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{plate_color: red}";
    }
}

record! {
    /// Coordinates and the system they are in.
    Geo = "geo", "the coordinates", "坐标", "经纬度和坐标系" {
        /// Longitude in degrees.
        required lng: f64, "经度", "经度", "84.86730";
        /// Latitude in degrees.
        required lat: f64, "纬度", "纬度", "45.59480";
        /// Coordinate system.
        required crs: Crs, "坐标系", "坐标系", "CGCS2000";
    }
}

record! {
    /// The staff of a station.
    Staff = "staff", "the staff", "人员", "站点工作人员" {
        /// Head of the station.
        required head: Text, "站长", "站长姓名", "王丽", [Check::PersonName];
        /// Deputy heads.
        optional deputy_heads: Vec<Text>, "副站长", "副站长姓名", "[李强]", [Check::PersonName];
        /// Liaison officers.
        optional liaison: Vec<Text>, "联络员", "联络员姓名", "[殷晓梅]", [Check::PersonName];
    }
}

record! {
    /// When a station is open.
    OpeningHours = "opening_hours", "the opening hours", "开放时间", "一段开放时间" {
        /// Days.
        required days: Text, "日期", "星期几", "周一至周五";
        /// Hours.
        required time: Arc<str>, "时间", "几点到几点，要加引号", "\"10:00-14:00\"", [Check::TimeSpan];
    }
}

record! {
    /// When deputies receive people.
    ReceptionRule = "reception_rule", "the reception rule", "接待日规则", "一条代表接待日规则" {
        /// How often.
        required freq: Spanned<Frequency>, "频次", "多久一次", "monthly";
        /// Days of the week.
        optional byday: Vec<Weekday>, "星期", "星期几", "[TU]";
        /// Days of the month; -1 is the last. A month without such a day has none.
        optional bymonthday: Vec<i8>, "每月几日", "每月几日（-1 为最后一天；没有这一天的月份不接待）", "[10]", [Check::Between(-31, 31)];
        /// Which of those weekdays in the month; -1 is the last.
        optional bysetpos: Vec<i8>, "第几个", "当月第几个（-1 为最后一个），可写几个", "1", [Check::Between(-5, 5)];
        /// Which working days of the month; -1 is the last.
        optional byworkday: Vec<i8>, "第几个工作日", "当月第几个工作日（-1 为最后一个）", "[1]", [Check::Between(-23, 23)];
        /// Every so many weeks or months, counted from `from`.
        optional interval: u16 = |_| 1, "间隔", "每隔几周或几个月一次，从 `from` 数起：隔周写 2，每季度写 3", "2", [Check::Between(1, 60)];
        /// Months of the year.
        optional months: Vec<u8>, "月份", "哪些月份，不写就是每月", "[1, 3, 5, 7, 9, 11]", [Check::Between(1, 12)];
        /// Single days.
        optional dates: Vec<Date>, "日期", "具体日期", "[2026-03-10]";
        /// From when to when.
        optional time: Option<Arc<str>>, "时间", "几点到几点，要加引号", "\"10:30-12:30\"", [Check::TimeSpan];
        /// The first day on which the rule holds.
        optional from: Option<Date>, "开始", "规则从哪天起", "2026-03-01";
        /// The last day on which the rule holds.
        optional to: Option<Date>, "结束", "规则到哪天止", "2026-12-31";
        /// Times in which nobody is received.
        optional pauses: Vec<Pause>, "暂停", "暂停接待的时段，如寒暑假", "[{from: 2026-07-10, to: 2026-08-31}]";
        /// What happens on an official holiday.
        optional holiday: Holiday = |_| Holiday::Postpone, "遇节假日", "遇节假日怎么办：顺延到下一个工作日、顺延一周、取消或照常", "postpone";
        /// What happens on a weekend: unless written, days of the month do as on holidays, and chosen Saturdays and Sundays stay.
        optional weekend: Option<Holiday>, "遇双休日", "遇双休日怎么办；不写时，“每月几日”与节假日相同，选定的周六、周日照常", "keep";
        /// How many days ahead the reception is announced.
        optional notice_days: Option<u8>, "提前公告天数", "提前几天公告", "3", [Check::Between(0, 60)];
        /// How the receiving deputy is chosen: in turn along the station's list, always the first of it, or only as `sessions` say.
        optional roster: Roster = |_| Roster::Rotate, "排班", "接待代表怎么排：按入站代表名单轮流，总是名单第一位，或只按接待场次里写的", "rotate";
        /// A remark for readers.
        optional note: Option<Text>, "备注", "给读者的说明", "冬季在一楼活动室";
    }
    order { from <= to; }
}

impl ReceptionSession {
    /// The day on which it takes place.
    pub fn day(&self) -> Date {
        self.moved_to.unwrap_or(self.date.value)
    }
}

impl ReceptionRule {
    /// The rule in plain values, for the calendar.
    pub fn plain(&self) -> Rule {
        Rule {
            freq: self.freq.value,
            interval: self.interval,
            weekdays: self.byday.clone(),
            positions: self.bysetpos.clone(),
            month_days: self.bymonthday.clone(),
            workdays: self.byworkday.clone(),
            months: self.months.clone(),
            dates: self.dates.clone(),
            from: self.from,
            to: self.to,
            pauses: self.pauses.iter().map(|pause| (pause.from, pause.to)).collect(),
            holiday: self.holiday,
            weekend: self.weekend,
        }
    }
}

record! {
    /// A time in which nobody is received.
    Pause = "pause", "the pause", "暂停时段", "一段暂停接待的时间" {
        /// First day.
        required from: Date, "开始", "第一天", "2026-07-10";
        /// Last day.
        required to: Date, "结束", "最后一天", "2026-08-31";
    }
    order { from <= to; }
}

record! {
    /// One reception: what differs from the rule, and what came of it.
    ReceptionSession = "session", "the reception", "接待场次", "一场接待：与规则不同的地方，或举行后的情况" {
        /// The day, as the rule gives it; another day is a reception of its own.
        required date: Spanned<Date>, "日期", "按规则应接待的日期；规则里没有的日期就是另加的一场", "2026-03-10";
        /// The day to which it was moved.
        optional moved_to: Option<Date>, "改到", "改期后的日期", "2026-03-12";
        /// From when to when, where it differs.
        optional time: Option<Arc<str>>, "时间", "几点到几点，要加引号；不写就按规则", "\"10:30-12:30\"", [Check::TimeSpan];
        /// State.
        optional status: SessionStatus = |_| SessionStatus::Planned, "状态", "预告、已举行、改期或取消", "held";
        /// Who receives; deputies of the station.
        optional deputies: Vec<Reference<Deputy>>, "接待代表", "接待的代表，须在入站代表名单里", "[wang-li]";
        /// Units that receive together with them.
        optional joint_units: Vec<Text>, "联合接待单位", "联合接待的单位", "[区住房和城乡建设局（示例）]", [Check::Name];
        /// What it is about.
        optional topic: Option<Text>, "主题", "接待主题", "老旧小区加装电梯";
        /// Where, unless in the station.
        optional place: Option<Text>, "地点", "地点；不写就在站里", "白杨里社区广场";
        /// How many people came.
        optional visitors: Option<u32>, "来访人次", "接待人次", "12";
        /// What came of the opinions.
        optional opinions: Option<Spanned<SessionOpinions>>, "意见", "收集意见的件数和去向", "{total: 6, answered_on_site: 3, transferred: 2, to_suggestion: 1}";
        /// A remark for readers.
        optional note: Option<Text>, "备注", "给读者的说明，如改期原因", "因会议改期";
    }
}

record! {
    /// The opinions of a reception, counted; no persons.
    SessionOpinions = "session_opinions", "the opinions", "意见", "一场接待收集的意见，只记件数" {
        /// All.
        required total: u32, "总数", "收集意见件数", "6";
        /// Answered on the spot.
        optional answered_on_site: u32 = |_| 0, "现场答复", "现场答复件数", "3";
        /// Passed on to a unit.
        optional transferred: u32 = |_| 0, "转办", "转有关单位办理件数", "2";
        /// Made into a suggestion of deputies.
        optional to_suggestion: u32 = |_| 0, "形成建议", "形成代表建议件数", "1";
    }
}

record! {
    /// The state of an item of standardized construction.
    StandardItem = "standard_item", "the standard item", "标准化项", "一项标准化建设的情况" {
        /// An id of `standard_items` in the settings.
        required item: Spanned<Arc<str>>, "项目", "站点设置里 standard_items 的编号", "site";
        /// State.
        required status: StandardStatus, "状态", "达标情况", "met";
        /// What shows it.
        optional evidence: Option<Text>, "依据", "依据", "86平方米，三间功能室";
        /// When it was checked.
        optional checked_on: Option<Date>, "检查日期", "检查日期", "2026-08-20";
        /// Who checked it.
        optional checked_by: Option<Text>, "检查单位", "检查单位", "河畔街道人大工委";
    }
}

record! {
    /// A regulation on the wall.
    Regulation = "regulation", "the regulation", "上墙制度", "一项上墙制度" {
        /// Title.
        required title: Text, "名称", "制度名称", "代表接待群众制度";
        /// The text as a file, from the folder of this file.
        optional file: Option<Spanned<Arc<str>>>, "文件", "全文文件", "zhidu.pdf";
        /// The day from which it holds.
        optional effective: Option<Date>, "生效日期", "生效日期", "2026-01-15";
    }
}

record! {
    /// The brand of a station.
    Brand = "brand", "the brand", "品牌", "站点的品牌" {
        /// Name.
        required name: Text, "名称", "品牌名称", "板凳议事";
        /// Slogan.
        optional slogan: Option<Text>, "口号", "一句话", "把座位放平，话就多了";
        /// Since when.
        optional since: Option<Date>, "始于", "从哪天开始", "2025-04-08";
        /// How it came about.
        optional story: Option<Text>, "由来", "品牌的由来", "代表拎着板凳下了楼。";
    }
}

record! {
    /// An honour given by a body; never computed.
    Honor = "honor", "the honour", "荣誉", "有关机关授予的荣誉" {
        /// Kind.
        required kind as "type": HonorKind, "类型", "荣誉类型", "model";
        /// Its wording.
        optional title: Option<Text>, "名称", "荣誉名称", "市级示范家室站";
        /// Level of the body.
        optional level: Option<Text>, "级别", "级别", "市级";
        /// Stars.
        optional star: Option<u8>, "星级", "几星", "5", [Check::Between(1, 5)];
        /// Who gave it.
        required by: Text, "授予单位", "授予单位", "克拉玛依市人大常委会";
        /// When.
        required year: u16, "年份", "授予年份", "2026", [Check::Between(1954, 2199)];
        /// Last day.
        optional valid_until: Option<Date>, "有效期至", "有效期至", "2028-12-31";
    }
}

choices! {
    /// A coordinate system.
    Crs {
        Wgs84 = "WGS84", "WGS 84", "世界大地坐标系";
        Cgcs2000 = "CGCS2000", "CGCS2000", "国家大地坐标系";
        Gcj02 = "GCJ02", "GCJ-02", "国测局坐标系";
        Bd09 = "BD09", "BD-09", "百度坐标系";
    }

    /// The state of a reception.
    SessionStatus {
        Planned = "planned", "announced", "预告";
        Held = "held", "held", "已举行";
        Moved = "moved", "moved", "改期";
        Cancelled = "cancelled", "cancelled", "取消";
    }

    /// How the receiving deputy is chosen.
    Roster {
        Rotate = "rotate", "in turn", "轮流";
        Fixed = "fixed", "always the same", "固定";
        Listed = "listed", "as listed", "按名单";
    }

    /// The state of an item of standardized construction.
    StandardStatus {
        Met = "met", "met", "达标";
        Improving = "improving", "being improved", "整改中";
        Unmet = "unmet", "not met", "未达标";
        NotApplicable = "not_applicable", "not applicable", "不适用";
    }

    /// What a station does.
    Function {
        Study = "study", "study", "学习培训";
        Reception = "reception", "reception", "接待群众";
        Opinions = "opinions", "collecting opinions", "收集意见";
        Legislation = "legislation", "legislative contact", "立法联系";
        Supervision = "supervision", "supervision", "监督";
        LawPromotion = "law_promotion", "explaining laws", "普法宣传";
        Mediation = "mediation", "mediation", "矛盾调解";
    }

    /// The kind of an honour.
    HonorKind {
        Standard = "standard", "standardized station", "规范化站";
        Model = "model", "model station", "示范站";
        Brand = "brand", "brand station", "品牌站";
        Star = "star", "star station", "明星站";
    }

    /// Whether a station is running.
    StationStatus {
        Open = "open", "open", "运行";
        Building = "building", "being built", "在建";
        Upgrading = "upgrading", "being upgraded", "升级改造";
        Merged = "merged", "merged", "撤并";
    }

    /// A language in which people are received.
    ReceptionLanguage {
        Chinese = "zh", "Chinese", "国家通用语言";
        Uyghur = "ug", "Uyghur", "维吾尔语";
        Kazakh = "kk", "Kazakh", "哈萨克语";
    }
}
