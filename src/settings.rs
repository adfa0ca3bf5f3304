//! The settings of a site: `site.yaml`.

mod review;

use std::sync::Arc;

use jiff::civil::Date;

use crate::calendar::Holidays;
use crate::fields::{Check, Extra, Field, Id, Named, Node, Reader, Shape, Value, choices, record};
use crate::language::{Language, Text, Words};
use crate::source::{Span, Spanned};
use crate::wording::WordingTable;

pub use review::{ReviewLevel, SignOffRule, SignOffRules, ToSign};

/// The time zone of a site that names none.
pub const ZONE: &str = "Asia/Shanghai";

record! {
    /// The settings of the site.
    Settings = "site", "the file `site.yaml`", "站点设置", "站点设置：`site.yaml`" {
        /// Name of the site.
        required title: Text, "名称", "站点名称", "克拉玛依代表家室站";
        /// Short name.
        optional short_title: Option<Text>, "简称", "站点简称", "代表家室站";
        /// One sentence below the name.
        optional tagline: Option<Text>, "标语", "名称下面的一句话", "找到离家近的站";
        /// The organ that runs the site.
        required organization: Text, "主办单位", "主办单位", "克拉玛依市人大常委会办公室";
        /// The unit that does the work.
        optional undertaker: Option<Text>, "承办单位", "承办单位", "代表工作委员会";
        /// Web address of the site, for feeds, the site map and page tags.
        optional base_url: Option<Spanned<Arc<str>>>, "网址", "站点网址，用于订阅、站点地图和页面标签", "https://rd.example.cn/";
        /// Theme: `default`, or a folder of `themes`.
        optional theme: Option<Spanned<Arc<str>>>, "主题", "主题：default，或 themes 里的文件夹", "default";
        /// Languages of the site, the main one first.
        optional languages: Vec<Spanned<Language>> = |reader| vec![Spanned::new(Language::chinese(), Span::file(reader.path()))], "语言", "站点语言，第一个是主语言", "[zh, en]", [Check::AtLeastOne];
        /// Time zone of all times.
        optional time_zone: Spanned<Arc<str>> = |reader| Spanned::new(ZONE.into(), Span::file(reader.path())), "时区", "所有时间的时区", "Asia/Shanghai";
        /// Which rules apply.
        optional profile: Profile = |_| Profile::Congress, "规范", "适用的规范", "rd";
        /// A note on every page that this is an example.
        optional demo: Option<Text>, "示例说明", "示例站点的说明，显示在每一页", "示例数据，均为虚构。";
        /// City.
        optional city: Option<Text>, "城市", "城市", "克拉玛依市";
        /// Postal address.
        optional address: Option<Text>, "地址", "地址", "克拉玛依市示例路1号";
        /// Postal code.
        optional postcode: Option<Arc<str>>, "邮编", "邮政编码，要加引号", "\"834000\"", [Check::Postcode];
        /// Telephone.
        optional tel: Option<Spanned<Arc<str>>>, "电话", "联系电话，要加引号", "\"0990-0000000\"", [Check::Landline];
        /// Fax.
        optional fax: Option<Arc<str>>, "传真", "传真，要加引号", "\"0990-0000001\"", [Check::Landline];
        /// E-mail.
        optional email: Option<Arc<str>>, "邮箱", "电子邮箱", "rd@rd.example.cn", [Check::Email];
        /// Name of the account on WeChat.
        optional wechat: Option<Text>, "公众号", "微信公众号名称", "克拉玛依人大";
        /// What may be done with the open data.
        optional data_license: Option<Text>, "数据许可", "开放数据可以怎么用；写在数据页和数据文件里", "可自由使用，请注明来源。";
        /// Where readers report mistakes: an address of the site, or another one; the e-mail unless written.
        optional corrections: Option<Spanned<Arc<str>>>, "纠错", "纠错入口：站内地址或网址；不写就用邮箱", "/guide/";
        /// Number of the ICP filing.
        optional icp: Option<Spanned<Arc<str>>>, "备案号", "ICP备案号", "新ICP备00000000号";
        /// Number of the public-security filing.
        optional police_record: Option<Spanned<Arc<str>>>, "公安备案号", "公安备案号", "新公网安备65020000000000号";
        /// The icon beside that number, as a file of `static`; a neutral drawing unless written.
        optional police_icon: Option<Spanned<Arc<str>>>, "公安备案图标", "公安备案图标文件，放在 static 里；不写就用中性图形", "beian.png";
        /// Identification code of the site.
        optional site_id_code: Option<Arc<str>>, "网站标识码", "网站标识码，要加引号", "\"6502000000\"", [Check::SiteCode];
        /// The national emblem in its standard drawing, as a file of `static`.
        optional emblem: Option<Spanned<Arc<str>>>, "国徽", "国徽图案文件（标准图样），放在 static 里", "emblem.svg";
        /// The mark of party and government organs.
        optional office_mark: Option<OfficeMark>, "党政机关标识", "党政机关网站标识：图片和链接", "{image: jiguan.png, url: https://bszs.conac.cn/sitename?method=show&id=0}";
        /// Days of mourning, on which the site is shown without colours.
        optional mourning: Vec<Mourning>, "哀悼日", "哀悼日，当天全站变灰", "[{from: 2026-12-13}]";
        /// Stories on one list page.
        optional stories_per_page: u16 = |_| 20, "每页篇数", "列表每页的篇数", "20", [Check::Between(1, 500)];
        /// In what order lists of deputies go within a district: official, by strokes of the surname, or by pinyin.
        optional deputy_order: NameOrder = |_| NameOrder::Official, "代表排序", "代表名单在区内的排序：official（按档案编号）、stroke（按姓氏笔画）、pinyin（按姓名拼音）", "stroke";
        /// Kinds of stations; the usual eight unless written.
        optional station_kinds: Vec<NamedItem> = |_| NamedItem::station_kinds(), "站点类别", "站点类别；不写就用常用的八种", "[{id: station, name: 代表联络站}]";
        /// Items of standardized construction; the usual six unless written.
        optional standard_items: Vec<NamedItem> = |_| NamedItem::standard_items(), "标准化项目", "标准化建设项目；不写就用“六有”", "[{id: site, name: 有固定场所}]";
        /// What may come of a suggestion; the usual four, A to D, unless written.
        optional suggestion_results: Vec<NamedItem> = |_| NamedItem::suggestion_results(), "办理结果", "代表建议的办理结果；不写就用常用的A、B、C、D四类", "[{id: a, name: A类：已经解决}]";
        /// Columns: of stories, and what is said of the site's sections.
        optional columns: Vec<Column>, "栏目", "稿件栏目，以及各频道的名称、说明和类型", "[{id: haozuofa, name: 好做法, kinds: [practice]}]";
        /// Entries of the menu.
        optional navigation: Vec<NavigationEntry>, "导航", "导航菜单", "[{title: 找站点, path: /stations/}]";
        /// Hosts to which links may lead without remark.
        optional allowed_hosts: Vec<Arc<str>>, "可信网站", "可以直接链接的网站", "[www.npc.gov.cn]";
        /// How grave the problems of a rule are, by its code.
        optional rules: Rulings, "规则", "某条规则的问题有多重：代码加 error 错误、warning 警告或 off 不查", "{LNK108: off}";
        /// Which signatures are asked before something is published.
        optional review: Option<SignOffRules>, "审签", "发布前要哪些人审签；不写就不要求", "{asked: [{levels: [first, second, final]}]}";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{motto: 为民}";
    }
    given {
        /// The official days of rest: the program's, under those of `data/holidays.yaml`.
        holidays: Holidays;
        /// The site's own words, from `data/wording.yaml`.
        wording: WordingTable;
    }
}

record! {
    /// A kind of station, an item of standardized construction, or a result of suggestions.
    NamedItem = "named_item", "the entry", "条目", "一个有编号、名称和解释的条目" {
        /// Id, by which files name it.
        required id: Spanned<Arc<str>>, "编号", "编号", "station";
        /// Name.
        required name: Text, "名称", "名称", "代表联络站";
        /// What it means.
        optional explanation: Option<Text>, "解释", "解释", "设在社区，离居民最近。";
    }
}

record! {
    /// A column of stories, or one of the sections `stations`, `practices`, `stories`, `deputies`, `projects`, `suggestions`, `campaigns`, `districts`.
    Column = "column", "the column", "栏目", "一个稿件栏目；编号写 stations、practices、stories、deputies、projects、suggestions、campaigns、districts 时是频道" {
        /// Id, by which stories name it; of a section its English name.
        required id: Spanned<Id>, "编号", "编号；频道写它的英文名", "haozuofa";
        /// Name.
        required name: Text, "名称", "栏目名称", "好做法";
        /// The kinds of stories that belong to it: ids such as `practice`.
        optional kinds: Vec<Spanned<Arc<str>>>, "类型", "默认归入的稿件类型", "[practice, compare]";
        /// One sentence about it, for the tag `ColumnDescription`.
        optional description: Option<Text>, "说明", "一句话说明，用于标签 ColumnDescription", "各区可以照着做的好做法。";
        /// Words by which it is found, for the tag `ColumnKeywords`.
        optional keywords: Vec<Text>, "关键词", "关键词，用于标签 ColumnKeywords", "[好做法, 家室站]";
        /// Within how many days it must be added to; unless written 14 for news and 183 for notices.
        optional fresh_within: Option<u16>, "更新期限", "多少天内要有新稿；不写时工作动态14天、通知公告183天，其他不查", "30", [Check::Between(1, 3650)];
        /// What kind of column it is, for the tag `ColumnType`.
        optional column_type as "type": Option<ColumnType>, "栏目类型", "栏目类型，用于标签 ColumnType", "work";
    }
}

record! {
    /// The mark of party and government organs, as the registry issued it.
    OfficeMark = "office_mark", "the office mark", "党政机关标识", "党政机关网站标识，按核发的图片和链接填写" {
        /// The picture, as a file of `static`.
        required image: Spanned<Arc<str>>, "图片", "标识图片，放在 static 里", "jiguan.png";
        /// The page that confirms it.
        required url: Spanned<Arc<str>>, "链接", "标识的核验网址", "https://bszs.conac.cn/sitename?method=show&id=0", [Check::Url];
    }
}

record! {
    /// Days of mourning.
    Mourning = "mourning", "the mourning", "哀悼日", "一段哀悼日" {
        /// First day.
        required from: Date, "开始", "第一天", "2026-12-13";
        /// Last day; the first unless written.
        optional to: Option<Date>, "结束", "最后一天；不写就只有一天", "2026-12-13";
        /// What is shown without colours.
        optional scope: MourningScope = |_| MourningScope::Site, "范围", "全站还是只有首页", "site";
    }
    order { from <= to; }
}

impl Mourning {
    /// Whether `day` is one of its days.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day <= self.last()
    }

    /// Its last day.
    pub fn last(&self) -> Date {
        self.to.unwrap_or(self.from)
    }
}

record! {
    /// An entry of the menu.
    NavigationEntry = "navigation_entry", "the menu entry", "导航项", "一个菜单项" {
        /// What readers see.
        required title: Text, "名称", "显示名称", "找站点";
        /// Address within the site, from its root.
        required path: Spanned<Arc<str>>, "路径", "站内地址", "/stations/";
    }
}

choices! {
    /// What mourning takes the colours from.
    MourningScope {
        Site = "site", "every page", "全站";
        Home = "home", "the home page", "首页";
    }

    /// The kinds of columns that the standard for page tags knows.
    ColumnType {
        Overview = "overview", "overview", "概况信息";
        Organs = "organs", "organs and duties", "机构职能";
        Leaders = "leaders", "persons in charge", "负责人信息";
        Work = "work", "news of work", "工作动态";
        Documents = "documents", "documents", "政策文件";
        DisclosureGuide = "disclosure_guide", "guide to disclosure", "信息公开指南";
        DisclosureList = "disclosure_list", "list of what is disclosed", "信息公开目录";
        DisclosureReport = "disclosure_report", "annual report on disclosure", "信息公开年报";
        DisclosureRequest = "disclosure_request", "disclosure on request", "依申请公开";
        Figures = "figures", "published figures", "数据发布";
        OpenData = "open_data", "open data", "数据开放";
        Explanation = "explanation", "explanations of policy", "政策解读";
        Response = "response", "answers to concerns", "回应关切";
        Services = "services", "services", "办事服务";
        Complaints = "complaints", "advice and complaints", "咨询投诉";
        Surveys = "surveys", "surveys", "征集调查";
        Interviews = "interviews", "interviews", "在线访谈";
    }

    /// Which rules apply to the site.
    Profile {
        Congress = "rd", "a congress's site", "人大网站";
        GovernmentStrict = "gov-strict", "a government site, strictly", "政府网站从严";
    }

    /// What a site makes of a rule.
    Ruling {
        Error = "error", "an error", "错误";
        Warning = "warning", "a warning", "警告";
        Off = "off", "not looked at", "不查";
    }

    /// The order of names in lists of deputies.
    NameOrder {
        Official = "official", "official", "按档案编号";
        Stroke = "stroke", "by strokes of the surname", "按姓氏笔画";
        Pinyin = "pinyin", "by pinyin", "按姓名拼音";
    }
}

impl Settings {
    /// The main language: its pages stand at the root, the others below their tags.
    pub fn main_language(&self) -> &Language {
        &self.languages.first().expect("a site has at least one language").value
    }

    /// The column of a story: the one that it names, else the first that takes its kind.
    pub fn column_of(&self, named: Option<&str>, kind: &str) -> Option<&Column> {
        let named = named.and_then(|id| self.columns.iter().find(|column| column.id.value.as_str() == id));
        named.or_else(|| self.columns.iter().find(|column| column.kinds.iter().any(|known| *known.value == *kind)))
    }

    /// The languages besides the main one.
    pub fn other_languages(&self) -> impl Iterator<Item = &Language> {
        self.languages.iter().skip(1).map(|language| &language.value)
    }
}

/// What the site makes of rules, by their codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings(pub Vec<(Spanned<Arc<str>>, Ruling)>);

impl Field for Rulings {
    const SHAPE: Shape = Shape::Table { of: &Ruling::SHAPE };

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reader.wrong_type(node, field, RULINGS, RULINGS_ADVICE);
            return None;
        };
        let mut rulings = Vec::with_capacity(entries.len());
        for entry in entries {
            let code = Spanned::new(Arc::from(&*entry.key), reader.span(entry.key_mark));
            if let Some(ruling) = Ruling::read(&entry.node, Named { written: &entry.key, declaration: field.declaration }, reader) {
                rulings.push((code, ruling));
            }
        }
        (rulings.len() == entries.len()).then_some(Self(rulings))
    }
}

const RULINGS: Words = Words { en: "codes, each with `error`, `warning` or `off`", zh: "代码和 `error`、`warning` 或 `off`" };
const RULINGS_ADVICE: Words = Words { en: "write `{LNK108: off}`", zh: "请写成 `{LNK108: off}`" };

impl Field for Language {
    const SHAPE: Shape = Shape::Language;

    fn read(node: &Node<'_>, field: Named<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(node, field)?;
        let language = Self::new(text);
        if language.is_none() {
            reader.bad_format(text, node.mark, LANGUAGE, LANGUAGE_ADVICE);
        }
        language
    }
}

const LANGUAGE: Words = Words { en: "a language tag", zh: "语言代码" };
const LANGUAGE_ADVICE: Words = Words { en: "write a tag such as `zh` or `ug`", zh: "请写语言代码，例如 `zh` 或 `ug`" };

impl NamedItem {
    fn preset(id: &str, en: &str, zh: &str) -> Self {
        let translations = [("zh", zh), ("en", en)];
        let translations = translations.into_iter().filter_map(|(tag, text)| Some((Language::new(tag)?, text.into()))).collect();
        Self { id: Spanned::new(id.into(), preset_span()), name: Text::translated(zh, translations), explanation: None }
    }

    /// The usual kinds of stations.
    pub fn station_kinds() -> Vec<Self> {
        [
            ("home", "Deputies' home", "代表之家"),
            ("room", "Deputies' room", "代表工作室"),
            ("station", "Liaison station", "代表联络站"),
            ("center", "Central station", "中心站"),
            ("point", "Contact point", "代表联系点"),
            ("legislation", "Legislative contact point", "基层立法联系点"),
            ("mobile", "Mobile station", "流动站"),
            ("industry", "Industry station", "产业站"),
        ]
        .map(|(id, en, zh)| Self::preset(id, en, zh))
        .into()
    }

    /// The usual six items of standardized construction.
    pub fn standard_items() -> Vec<Self> {
        [
            ("site", "A fixed place", "有固定场所"),
            ("staff", "Staff", "有工作人员"),
            ("plate", "A uniform plate", "有统一标牌"),
            ("rules", "Regulations", "有规章制度"),
            ("archive", "Records", "有活动档案"),
            ("funds", "Funds", "有经费保障"),
        ]
        .map(|(id, en, zh)| Self::preset(id, en, zh))
        .into()
    }

    /// The usual four classes of what came of a suggestion.
    pub fn suggestion_results() -> Vec<Self> {
        [
            ("a", "A: solved, wholly or mostly", "A类：已经解决或基本解决"),
            ("b", "B: being solved", "B类：正在解决或已经启动"),
            ("c", "C: planned, to be solved step by step", "C类：列入计划逐步解决"),
            ("d", "D: kept for reference, with reasons", "D类：留作参考，已说明理由"),
        ]
        .map(|(id, en, zh)| Self::preset(id, en, zh))
        .into()
    }
}

/// Presets stand in no file; the settings' own path serves.
fn preset_span() -> crate::source::Span {
    crate::source::Span::file(&crate::source::SourcePath::new("site.yaml"))
}
