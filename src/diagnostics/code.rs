//! Every rule by its code: family and number, as said on the telephone; with its message, hint and reason in two languages.

use crate::language::Words;

/// How grave a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// The site is published; somebody should look.
    Warning,
}

macro_rules! codes {
    (@strict $usual:ident $strict:ident) => { Severity::$strict };
    (@strict $usual:ident) => { Severity::$usual };
    ($($variant:ident = $id:literal $severity:ident $(/ $strict:ident)? {
        message: $message_en:literal, $message_zh:literal;
        hint: $hint_en:literal, $hint_zh:literal;
        why: $why_en:literal, $why_zh:literal;
    })*) => {
        /// A rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = concat!("`", $id, "`: ", $message_en, ". ", $why_en)] $variant,)*
        }

        impl Code {
            /// Every rule, in the order of this file.
            pub const ALL: &'static [Code] = &[$(Code::$variant),*];

            /// Family and number, such as `LNK101`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),* }
            }

            /// How grave it is unless a profile says otherwise.
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity),* }
            }

            /// How grave it is on a site to which the strict rules of government sites apply.
            pub fn strict_severity(self) -> Severity {
                match self { $(Self::$variant => codes!(@strict $severity $($strict)?)),* }
            }

            /// The sentence that says what is wrong, with `{names}` to fill.
            pub fn message(self) -> Words {
                match self { $(Self::$variant => Words { en: $message_en, zh: $message_zh }),* }
            }

            /// The sentence that says what to do, with `{names}` to fill.
            pub fn hint(self) -> Words {
                match self { $(Self::$variant => Words { en: $hint_en, zh: $hint_zh }),* }
            }

            /// Why there is such a rule.
            pub fn why(self) -> Words {
                match self { $(Self::$variant => Words { en: $why_en, zh: $why_zh }),* }
            }
        }
    };
}

impl Code {
    /// Whether it is an error whatever settings and waivers say: where a file cannot be read, a thing would be missing from the site
    /// without a word, or a reader could be harmed.
    pub fn is_fixed(self) -> bool {
        const FAMILIES: [&str; 9] = ["SRC", "YML", "FMT", "FLD", "REF", "ADR", "LNG", "SET", "TPL"];
        let single = [
            Self::ImpossibleDate,
            Self::AmbiguousDate,
            Self::UnreadableDate,
            Self::DateOutOfRange,
            Self::DateWithZone,
            Self::DateOrder,
            Self::UnsafeLink,
            Self::BadImage,
            Self::MislabelledImage,
            Self::UnshowableImage,
            Self::HugeImage,
            Self::ForbiddenCharacter,
        ];
        self.severity() == Severity::Error && (FAMILIES.contains(&&self.id()[..3]) || single.contains(&self))
    }

    /// The rule called `id`, in any case.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
    }

    /// Whether what it points at is personal data in a text.
    pub fn is_about_persons(self) -> bool {
        self.id().starts_with("PII") && !matches!(self, Self::MinorWithoutConsent | Self::UnreadAttachment)
    }
}

codes! {
    DamagedText = "SRC101" Error {
        message: "the file is damaged: byte {offset} cannot be read ({guess})", "文件已损坏：第 {offset} 个字节无法识别（{guess}）";
        hint: "open it in your editor, correct the words at this place, and save it with the encoding UTF-8", "请用记事本等编辑器打开，核对并改正这一处的文字，另存时“编码”选 UTF-8";
        why: "A character that cannot be read would be published as a box or a question mark.", "读不出的字发布后会变成方框或问号，所以必须改好。";
    }
    Binary = "SRC102" Error {
        message: "the file holds a NUL character and is not text", "文件里有空字符（NUL），不是文本文件";
        hint: "export the manuscript as Markdown or YAML text", "请把稿件另存为 Markdown 或 YAML 文本";
        why: "A Word or picture file with the ending of a text file cannot be published.", "Word 或图片文件改了扩展名，不能当作文本发布。";
    }
    Unreadable = "SRC103" Error {
        message: "the file cannot be read: {reason}", "无法读取文件：{reason}";
        hint: "check the file's permissions, or close the program that holds it", "请检查文件权限，或关闭占用它的程序";
        why: "A file that cannot be read would be missing from the site without a word.", "读不到的文件会悄悄从网站上消失，所以必须报错。";
    }
    TooLarge = "SRC104" Error {
        message: "the file has {size} MB; at most {limit} MB are read", "文件有 {size} MB，最多读取 {limit} MB";
        hint: "split the text, or make the picture smaller", "请拆分文字，或压缩图片";
        why: "Every input is bounded, so that one file cannot stop the build.", "每个文件都有大小上限，以免一个文件拖垮整个网站。";
    }
    LinkOutside = "SRC105" Error {
        message: "the link does not lead to a file inside the site's folder", "这个链接没有指向网站文件夹里的文件";
        hint: "put the file itself here instead of a link", "请把文件本身放到这里，不要用链接";
        why: "Only files below the site's folder are published.", "只发布网站文件夹里的文件。";
    }
    BadFileName = "SRC106" Error {
        message: "the name `{name}` cannot be used: {reason}", "文件名 `{name}` 不能使用：{reason}";
        hint: "rename the file", "请给文件改名";
        why: "Names must work on Windows, on Linux and in web addresses.", "文件名要能在 Windows、Linux 和网址里通用。";
    }
    UnknownPlace = "SRC107" Error {
        message: "`{name}` does not stand where Wanjia looks for such a file", "`{name}` 放的位置不对，万家不知道它是什么";
        hint: "move it into `stations`, `deputies`, `stories`, `campaigns`, `projects` or `pages`; stories and pages end in `.md`, all others in `.yaml`; in `data` stand only `holidays.yaml` and `wording.yaml`", "请移到 `stations`、`deputies`、`stories`、`campaigns`、`projects` 或 `pages` 文件夹；稿件和页面用 `.md`，其他用 `.yaml`；`data` 里只放 `holidays.yaml` 和 `wording.yaml`";
        why: "The folder says what a file is; a file elsewhere would be lost without a word.", "文件夹决定文件的类别；放错位置的文件会被漏掉。";
    }
    SpecialFile = "SRC108" Error {
        message: "this is a pipe, a socket or a device, not an ordinary file", "这是管道、套接字或设备，不是普通文件";
        hint: "remove it from the site's folder", "请把它移出网站文件夹";
        why: "Pipes, sockets and devices are never read.", "管道、套接字和设备文件一律不读。";
    }
    NotUtf8 = "SRC109" Warning {
        message: "the file is saved as {encoding}, not as UTF-8; it was read as such and is published right", "文件的编码是 {encoding}，不是 UTF-8；已按它读取，发布的文字没有问题";
        hint: "`wanjia fix --write` converts it to UTF-8; or save it in your editor with the encoding UTF-8", "运行 `wanjia fix --write` 可转成 UTF-8；或在编辑器里另存，“编码”选 UTF-8";
        why: "Wanjia reads old encodings, but other programs may show such a file as gibberish.", "万家能读旧编码，但别的程序打开这样的文件可能是乱码。";
    }
    ByteOrderMark = "SRC110" Warning {
        message: "a byte order mark (BOM) stands at the beginning of files ({count}), as older Notepads write it; they were read right", "有 {count} 个文件以字节顺序标记（BOM）开头，旧版记事本会这样保存；已正确读取，发布的文字没有问题";
        hint: "`wanjia fix --write` takes it out; or leave it", "运行 `wanjia fix --write` 可以去掉；不改也不影响网站";
        why: "Other programs may show the mark as a strange character. Only `check` tells it, once for the whole site; line ends of Windows are no matter.", "别的程序可能把这个标记显示成怪字符。只有 `check` 提示，全站只提示一次；Windows 的换行不要紧。";
    }
    YamlSyntax = "YML101" Error {
        message: "the YAML cannot be read here: {reason}", "YAML 写法有误：{reason}";
        hint: "{advice}", "{advice}";
        why: "YAML has strict rules about indentation, colons and quotation marks.", "YAML 对缩进、冒号和引号有严格要求。";
    }
    DuplicateKey = "YML102" Error {
        message: "`{key}` stands twice", "`{key}` 写了两次";
        hint: "keep one of the two", "请只保留一处";
        why: "Two values for one field: nobody can say which is meant.", "同一字段有两个值，无法判断用哪个。";
    }
    YamlTooLarge = "YML103" Error {
        message: "the YAML is nested too deeply, repeats too much or has too many fields in one place", "YAML 嵌套太深、重复引用太多，或一处的字段太多";
        hint: "flatten it: at most 64 levels, 5,000 fields in one place and 250,000 values are read", "请简化：最多 64 层、一处 5000 个字段、共 25 万个值";
        why: "Every input is bounded.", "每个输入都有上限。";
    }
    SeveralDocuments = "YML104" Error {
        message: "a second YAML document begins here", "这里开始了第二个 YAML 文档";
        hint: "remove the `---` line, or make two files", "请删掉 `---` 这一行，或拆成两个文件";
        why: "One file describes one thing.", "一个文件只写一件事。";
    }
    NotAMapping = "YML105" Error {
        message: "the file must be a list of `name: value` lines", "文件应当由“名称: 内容”的行组成";
        hint: "begin with a field such as `{example}`", "请从字段写起，例如 `{example}`";
        why: "A profile is a set of named fields.", "档案由一个个有名称的字段组成。";
    }
    FrontMatterOpen = "FMT101" Error {
        message: "the front matter that opens here is never closed", "这里开始的文首信息没有结束";
        hint: "{advice}", "{advice}";
        why: "The front matter stands between two lines `---`.", "文首信息写在两行 `---` 之间。";
    }
    FrontMatterMissing = "FMT102" Error {
        message: "the file does not begin with front matter", "文件开头没有文首信息";
        hint: "begin with a line `---`, then title and other fields, then a line `---`; `wanjia new` writes them for you", "请在开头写一行 `---`，接着写标题等字段，再写一行 `---`；`wanjia new` 可以代写";
        why: "Without title, date and source a page cannot be published.", "没有标题、日期和来源的稿件不能发布。";
    }
    UnknownField = "FLD101" Error {
        message: "there is no field `{field}` in {what}", "{what}没有字段 `{field}`";
        hint: "remove it, or put it under `extra`", "请删掉，或放到 `extra` 里";
        why: "A field with a typing error would be ignored without a word.", "写错的字段会被悄悄忽略，所以必须报错。";
    }
    MissingField = "FLD102" Error {
        message: "{what} lacks `{field}`: {meaning}", "{what}缺少 `{field}`：{meaning}";
        hint: "add a line `{field}: …`", "请加一行 `{field}: …`";
        why: "Required fields are shown to readers or hold the site together.", "必填字段要展示给读者，或用于关联内容。";
    }
    WrongType = "FLD103" Error {
        message: "`{field}` must be {expected}, not {found}", "`{field}` 应当是{expected}，现在是{found}";
        hint: "{advice}", "{advice}";
        why: "A value of another kind would be shown wrongly or not at all.", "类型不对的内容会显示错误或不显示。";
    }
    UnknownChoice = "FLD104" Error {
        message: "`{value}` is not a choice for `{field}`", "`{field}` 不能填 `{value}`";
        hint: "choose one of: {choices}", "可选：{choices}";
        why: "Only listed values can be counted and filtered.", "只有列出的选项才能统计和筛选。";
    }
    BothNames = "FLD105" Error {
        message: "`{field}` and `{other}` are the same field", "`{field}` 和 `{other}` 是同一个字段";
        hint: "keep one of the two", "请只保留一处";
        why: "A field may be written with its English or its Chinese name, once.", "字段可以写英文名或中文名，但只能写一次。";
    }
    EmptyField = "FLD106" Error {
        message: "`{field}` is empty", "`{field}` 是空的";
        hint: "fill it in, or remove the line; a value that begins with `#` needs quotation marks", "请填写，或删掉这一行；以 `#` 开头的内容要加英文引号";
        why: "An empty value looks like a forgotten one.", "空着的字段像是忘了填。";
    }
    OutOfRange = "FLD107" Error {
        message: "`{field}` is {value}, but must be {range}", "`{field}` 是 {value}，应当{range}";
        hint: "correct the number", "请改正数字";
        why: "A number outside its range is a typing error.", "超出范围的数字多半是打错了。";
    }
    TooLong = "FLD108" Error {
        message: "`{field}` has {length} characters; at most {limit} fit", "`{field}` 有 {length} 个字，最多 {limit} 个字";
        hint: "shorten it", "请缩短";
        why: "Long texts break cards and share previews.", "过长会撑破卡片和分享摘要。";
    }
    BadId = "FLD109" Error {
        message: "`{id}` cannot be an id: {reason}", "`{id}` 不能用作编号：{reason}";
        hint: "use letters, digits, Chinese characters and hyphens", "请用字母、数字、汉字和短横线";
        why: "The id becomes the permanent web address.", "编号会成为永久网址。";
    }
    BadFormat = "FLD110" Error {
        message: "`{value}` is not {expected}", "`{value}` 不是{expected}";
        hint: "{advice}", "{advice}";
        why: "Codes and numbers have a fixed form.", "代码和号码有固定格式。";
    }
    PracticeSections = "FLD111" Error {
        message: "the practice must have the sections {expected} in this order; {found}", "经验做法必须依次有 {expected} 四节；{found}";
        hint: "write the four headings with `## ` at the beginning of their lines", "请用 `## ` 在行首写这四个标题";
        why: "A practice is read, compared and copied by its four sections.", "经验做法按四节阅读、比较和推广。";
    }
    VoteMissing = "FLD112" Error {
        message: "the project has been voted on, but `{field}` is missing", "项目已经票决，却没有 `{field}`";
        hint: "add the vote with its date and numbers, or set the status to `candidate`", "请补上票决日期和票数，或把状态改为“候选”";
        why: "A project that deputies chose must show their vote.", "代表票决产生的项目必须公布票决结果。";
    }
    ImpossibleDate = "DAT101" Error {
        message: "there is no such day or time as `{value}`", "没有 `{value}` 这样的日期或时间";
        hint: "write it as `2026-03-05` or `2026-03-05 09:30`", "请写成 `2026-03-05` 或 `2026-03-05 09:30`";
        why: "A wrong date is a serious incident for an official site.", "日期写错是严重事故。";
    }
    AmbiguousDate = "DAT102" Error {
        message: "`{value}` can be read in more than one way", "`{value}` 有歧义";
        hint: "write the year with four digits first: `2026-03-05`", "请先写四位年份：`2026-03-05`";
        why: "Day and month must not be guessed.", "日和月不能靠猜。";
    }
    UnreadableDate = "DAT103" Error {
        message: "`{value}` is not a date", "`{value}` 不是日期";
        hint: "write it as `2026-03-05` or `2026-03-05 09:30`", "请写成 `2026-03-05` 或 `2026-03-05 09:30`";
        why: "Dates are sorted, counted and shown.", "日期用于排序、统计和展示。";
    }
    DateOrder = "DAT104" Error {
        message: "`{field}` ({value}) comes before `{other}` ({earlier})", "`{field}`（{value}）早于 `{other}`（{earlier}）";
        hint: "correct one of the two dates", "请改正其中一个日期";
        why: "An end before its beginning is a typing error.", "结束早于开始，必有一处写错。";
    }
    NameDateDiffers = "DAT105" Warning {
        message: "the file name says {name}, the story says {value}", "文件名里是 {name}，稿件里是 {value}";
        hint: "correct the wrong one; the story's date counts", "请改正写错的一处；以稿件里的日期为准";
        why: "Two dates for one story: one of them is wrong.", "一篇稿件两个日期，必有一处写错。";
    }
    DateOutOfRange = "DAT106" Error {
        message: "the year of `{value}` lies outside 1900 to 2199", "`{value}` 的年份不在 1900 到 2199 之间";
        hint: "check the year: it has four digits, as in `2026-03-05`", "请核对年份：四位数字，例如 `2026-03-05`";
        why: "Such a year is a digit too many, too few or mistyped.", "这样的年份，多半是多打、少打或打错了一个数字。";
    }
    DateWithZone = "DAT107" Error {
        message: "`{value}` names a time zone", "`{value}` 带了时区";
        hint: "write the time that clocks at the place show, without a zone: `2026-03-05 09:30`; the zone of all times is `time_zone` in `site.yaml`", "请去掉时区，写当地钟表上的时间：`2026-03-05 09:30`；全站的时区由 `site.yaml` 里的 `time_zone` 决定";
        why: "Two zones on one site: an hour or a day would be told wrong.", "一个网站两种时区，时间会差几个小时，甚至差一天。";
    }
    SuggestionOverdue = "DAT110" Warning {
        message: "suggestion {number} has no answer, although it was due on {due}", "{number} 建议应在 {due} 前答复，现在还没有答复";
        hint: "remind the unit that handles it, or enter the answer", "请催办主办单位；已经答复的，请补上答复日期和状态";
        why: "Suggestions are answered within three months, hard ones within six (Law on Deputies, art. 51). Readers are not told that one is late.", "代表建议应在三个月内答复，难度大的六个月（代表法第五十一条）。这一条只提醒编辑，网页上不显示超期。";
    }
    AnsweredButOpen = "DAT111" Error {
        message: "the suggestion's state is `{status}`, but it has `{field}`", "建议的状态是“{status}”，却写了 `{field}`";
        hint: "correct the state or take the date away", "请改正状态，或删掉这个日期";
        why: "A suggestion that was answered counts as answered.", "已经答复的建议要按已答复统计。";
    }
    DueTooLate = "DAT112" Warning {
        message: "the suggestion is due on {due}, more than six months after it was given to the unit on {assigned}", "办理期限 {due} 离交办日期 {assigned} 超过六个月";
        hint: "correct one of the two dates", "请改正其中一个日期";
        why: "Six months are the longest time that the law gives (Law on Deputies, art. 51).", "法律规定最长六个月（代表法第五十一条）。";
    }
    TaskOverdue = "DAT113" Warning {
        message: "task {no} was due on {due} and is not done", "第 {no} 项任务应在 {due} 前完成，现在还没有完成";
        hint: "remind the unit in charge, or correct the task's state", "请催办责任单位；已经完成的，请改状态";
        why: "Only the editor is told: readers see the task's state, not that it is late.", "这一条只提醒编辑，网页上只写状态，不写超期。";
    }
    FutureRecord = "DAT114" Warning {
        message: "`{field}` tells what was done on {value}, a day that has not come yet", "`{field}` 写的是 {value} 做过的事，可这一天还没有到";
        hint: "correct the date", "请核对日期";
        why: "What has not happened cannot be published as done.", "还没有发生的事不能当作做过的事发布。";
    }
    PhaseOutside = "DAT115" Warning {
        message: "the phase's day {value} lies outside the campaign, {start} to {end}", "阶段日期 {value} 不在主题活动期间（{start} 至 {end}）";
        hint: "correct the day, or the days of the campaign", "请核对阶段日期或活动起止日期";
        why: "A phase is a part of its campaign.", "阶段是活动的一部分。";
    }
    TermOver = "DAT116" Warning {
        message: "the seat is called `serving`, but ended on {value}", "写着在任（serving），可任期已于 {value} 结束";
        hint: "write `status: ended`, or correct `to`", "请改成 `status: ended`（终止），或核对 `to`（结束）";
        why: "Who no longer serves must not be shown as serving.", "不再任职的不能当作现任代表公布。";
    }
    UnknownReference = "REF101" Error {
        message: "no {kind} is called `{id}`", "没有叫 `{id}` 的{kind}";
        hint: "check the id, or add the file", "请核对编号，或补上文件";
        why: "References join stations, deputies and stories.", "引用把站点、代表和稿件连在一起。";
    }
    DuplicateId = "REF102" Error {
        message: "two {kind} are called `{id}`: here and in `{other}`", "有两个{kind}都叫 `{id}`：这里和 `{other}`";
        hint: "give one of them another name or an `id:` of its own", "请给其中一个改名，或另写 `id:`";
        why: "An id is a permanent address and belongs to one page.", "编号就是永久网址，只能属于一个页面。";
    }
    SimilarId = "REF103" Error {
        message: "`{id}` and `{other}` differ only in case or in the form of letters", "`{id}` 和 `{other}` 只有大小写或字形编码不同";
        hint: "rename one of them", "请给其中一个改名";
        why: "On many disks and servers they are one and the same file.", "在很多系统上它们会是同一个文件。";
    }
    Circle = "REF104" Error {
        message: "{field} leads in a circle: {ring}", "{field} 绕成了一圈：{ring}";
        hint: "correct the {field} of one of them", "请改正其中一个的{field}";
        why: "A tree of stations has no circles, and who follows merged stations must arrive somewhere.", "上下级关系不能绕成一圈；跟着撤并的站点走，也总要走到一个站。";
    }
    WithheldReference = "REF105" Warning {
        message: "`{id}` is withheld and is left out here", "`{id}` 暂不发布，这里不会显示它";
        hint: "publish it, or remove the reference", "请发布它，或删掉这处引用";
        why: "A draft must not show through another page.", "草稿不能通过别的页面露出来。";
    }
    ReferencedTwice = "REF106" Error {
        message: "`{id}` stands twice in `{field}`", "`{field}` 里 `{id}` 写了两次";
        hint: "keep one of the two", "请只保留一处";
        why: "A doubled entry is counted twice.", "重复的条目会被重复统计。";
    }
    SelfReference = "REF107" Error {
        message: "`{id}` refers to itself in `{field}`", "`{id}` 在 `{field}` 里引用了自己";
        hint: "name another one", "请换成别的";
        why: "A practice cannot be adopted by those who made it.", "首创单位不能再借鉴自己。";
    }
    NameMismatch = "REF108" Warning {
        message: "the deputy names the station `{station}`, but the station does not list the deputy `{deputy}`", "代表写了站点 `{station}`，站点名单里却没有代表 `{deputy}`";
        hint: "add the deputy to the station, or correct the deputy", "请在站点里补上代表，或改正代表档案";
        why: "Both sides are shown; they should agree.", "两边都会展示，应当一致。";
    }
    NoPinyin = "REF109" Warning {
        message: "the deputies stand in the order of pinyin, but `{deputy}` has no `name_pinyin`", "代表按姓名拼音排序，但 `{deputy}` 没有写姓名拼音";
        hint: "write `name_pinyin`, the surname first: `wáng lì`", "请写“姓名拼音”，姓在前：`wáng lì`";
        why: "Readings of surnames (单 shàn, 仇 qiú) cannot be guessed; without one the name stands at the end of its district.", "姓氏读音（单 shàn、仇 qiú）不能靠猜；没有拼音的排在本区最后。";
    }
    StrangerReceives = "REF110" Error {
        message: "the deputy `{deputy}` receives people here, but is not on the station's list", "代表 `{deputy}` 在这里接待，却不在站点的入站代表名单里";
        hint: "add the deputy to the station's `deputies`, or name another", "请把代表加入本站的入站代表 `deputies`，或改成本站的代表";
        why: "People come to meet the deputies of their station.", "群众到站里要见的是本站的代表。";
    }
    NotInOffice = "REF111" Warning {
        message: "the deputy `{deputy}` had no seat on {date}", "代表 `{deputy}` 在 {date} 没有代表职务";
        hint: "correct the date or the deputy, or complete the deputy's `memberships`", "请核对日期和代表，或补全这位代表的任职 `memberships`";
        why: "What a deputy did counts for the time in office.", "履职记录只算任期之内的。";
    }
    TwoLedgers = "REF112" Warning {
        message: "`{other}` is the ledger of {year} for the same district and campaign", "同一个区、同一次活动 {year} 年的台账已经有了：`{other}`";
        hint: "put all rows into one file, or correct the year", "请合成一个文件，或改正年度";
        why: "A deed that stands in both is counted twice.", "同一件事写在两本台账里，会统计两次。";
    }
    SameAddress = "ADR101" Error {
        message: "two pages want the address `{address}`: this one and {other}", "两个页面要用同一个网址 `{address}`：这一个和{other}";
        hint: "change one id, file name or alias", "请改其中一个的编号、文件名或旧网址";
        why: "One of the two would be lost without a word.", "其中一个会悄悄消失。";
    }
    UnusableAddress = "ADR102" Error {
        message: "the address `{address}` cannot be used: {reason}", "网址 `{address}` 不能使用：{reason}";
        hint: "change the file name, the id or the old address", "请改文件名、编号或旧网址";
        why: "Every page is a file, whose name must work on every system and hold at most 255 bytes.", "每个页面都是一个文件，文件名要在各种系统上通用，最多 255 字节。";
    }
    TranslationOrphan = "LNG101" Error {
        message: "there is no `{original}` beside this translation", "译文旁边没有原文 `{original}`";
        hint: "call it like the original, with the language before `.md`: `story.md`, `story.en.md`", "请与原文同名，在 `.md` 前加语言代码：`gaojian.md`、`gaojian.en.md`";
        why: "A translation takes everything but its words from the original.", "译文除了文字，其余都来自原文。";
    }
    TranslationLanguage = "LNG102" Error {
        message: "the site has no translations into `{language}`", "本站没有 `{language}` 译文";
        hint: "add the language to `languages` in `site.yaml`, after the main one, or remove the file", "请在 `site.yaml` 的 `languages` 里、主语言之后加上这个语言，或删掉这个文件";
        why: "Its page would never be made; the original itself stands in the main language.", "否则这个页面不会生成；主语言的文字写在原文里。";
    }
    TranslationLength = "LNG103" Error {
        message: "`{field}` lists {found}, but the original lists {expected}", "`{field}` 有 {found} 项，原文有 {expected} 项";
        hint: "translate every entry in the order of the original, or leave the field out", "请按原文的顺序逐项翻译，或不写这个字段";
        why: "Entries belong together by their order.", "译文按顺序与原文逐项对应。";
    }
    WordlessField = "LNG104" Error {
        message: "`{field}` has no words to translate", "`{field}` 没有需要翻译的文字";
        hint: "remove it: it is taken from the original", "请删掉：这一项取自原文";
        why: "Two files that say the same would one day say different things.", "同一件事写两处，日后就会不一致。";
    }
    TranslatedTwice = "LNG105" Error {
        message: "`{field}` has two texts in `{language}`", "`{field}` 有两份 `{language}` 文字";
        hint: "keep one: in the translation's file, or as `{language}:` in the original", "请只留一份：写在译文文件里，或写在原文的 `{language}:` 里";
        why: "Nobody can say which of the two is meant.", "无法判断用哪一份。";
    }
    NothingToTranslate = "LNG106" Error {
        message: "the original has no `{field}`", "原文没有 `{field}`";
        hint: "write it in the original first, or remove it here", "请先在原文里写上，或在这里删掉";
        why: "A translation says nothing that the original does not say.", "译文不能比原文多出内容。";
    }
    BrokenLink = "LNK101" Error {
        message: "the link leads to `{target}`, but there is no such page or file", "链接指向 `{target}`，但没有这个页面或文件";
        hint: "correct it: a path starts from this file's folder, one that begins with `/` from the home page; or write `[[id]]`", "请改正：路径从本文件所在文件夹算起，以 `/` 开头的从网站首页算起；也可以写 `[[编号]]`";
        why: "A dead link is an incident for an official site.", "死链是官方网站的事故。";
    }
    BrokenFragment = "LNK102" Error {
        message: "the page `{target}` has no section `#{fragment}`", "页面 `{target}` 没有 `#{fragment}` 这一节";
        hint: "copy the heading's text after `#`", "请把标题文字写在 `#` 后面";
        why: "The reader would land at the wrong place.", "读者会跳到错误的位置。";
    }
    WithheldLink = "LNK103" Warning / Error {
        message: "the link leads to `{target}`, which is withheld", "链接指向暂不发布的 `{target}`";
        hint: "publish it first, or remove the link; the text is shown without a link", "请先发布它，或删掉链接；目前只显示文字";
        why: "A withheld page must not be reachable.", "暂不发布的页面不能被访问到。";
    }
    UnsafeLink = "LNK104" Error {
        message: "the link `{target}` has an address that is not allowed", "链接 `{target}` 的地址不允许使用";
        hint: "use an address that begins with https://, http://, mailto: or tel:", "请使用 https://、http://、mailto: 或 tel: 开头的地址";
        why: "Other schemes can run programs in the reader's browser.", "其他协议可能在读者浏览器里运行程序。";
    }
    AmbiguousWikiLink = "LNK105" Error {
        message: "`[[{target}]]` can mean several pages: {candidates}", "`[[{target}]]` 可能指几个页面：{candidates}";
        hint: "write the id of one of them, or link to its file", "请写其中一个的编号，或者直接链接到它的文件";
        why: "A link must have one meaning.", "链接只能有一个意思。";
    }
    EmptyLink = "LNK106" Error {
        message: "the link has no address", "链接没有地址";
        hint: "write the address between the round brackets", "请在圆括号里写地址";
        why: "A link without an address leads nowhere.", "没有地址的链接哪儿也去不了。";
    }
    EmptyColumn = "LNK107" Warning {
        message: "the menu leads to `{target}`, where there is nothing to show yet", "菜单里的 `{target}` 还没有内容";
        hint: "publish something there, or remove the entry; until then the menu leaves it out", "请先发布内容，或删掉这一项；在此之前菜单不显示它";
        why: "An empty column is a fault of an official site.", "空白栏目是官方网站的扣分项。";
    }
    UnlistedHost = "LNK108" Warning / Error {
        message: "the link leads to `{host}`, which is not among the `allowed_hosts`", "链接指向 `{host}`，它不在 `allowed_hosts`（可信网站）里";
        hint: "look at the site; if it can be trusted, add the host to `allowed_hosts` in `site.yaml`, else remove the link", "请核对这个网站；可信就写进 `site.yaml` 的 `allowed_hosts`，否则删掉链接";
        why: "An outside address may later belong to somebody else; those to which an official site leads must be known.", "外站域名可能易主，官方网站链接到哪里必须心中有数。";
    }
    EmptyAttachment = "LNK109" Error {
        message: "the attachment `{file}` is empty", "附件 `{file}` 是空的";
        hint: "put the right file there, or remove it", "请换上正确的文件，或删掉";
        why: "Whoever downloads it would get nothing.", "下载下来什么也没有。";
    }
    MislabelledAttachment = "LNK110" Error {
        message: "what `{file}` holds is not {format}, as its name promises", "`{file}` 按扩展名应是 {format} 文件，内容却不是";
        hint: "look for the right file, or save it again in that format", "请换上正确的文件，或者另存成这种格式";
        why: "Readers' programs would refuse to open it.", "读者下载后打不开。";
    }
    GoneAddress = "LNK111" Warning {
        message: "the link leads to `{address}`, which is gone: its site answers {status}", "链接指向 `{address}`，这个页面已经没有了（对方回答 {status}）";
        hint: "look for the page's new address, or remove the link", "请查找新网址，或删掉链接";
        why: "A dead link is counted against an official site, also when it leads elsewhere. Only `check --external` asks other sites.", "外站死链在检查时同样扣分。只有 `check --external` 才去询问外站。";
    }
    UnreachableAddress = "LNK112" Warning {
        message: "the link leads to `{address}`, which cannot be reached: {reason}", "链接指向 `{address}`，现在打不开：{reason}";
        hint: "open it in a browser; if it stays so, remove the link", "请用浏览器打开看看；一直打不开就删掉链接";
        why: "It may be down for an hour, or for good. Only `check --external` asks other sites, and asks such an address again each time.", "可能只是暂时的，也可能再也打不开。只有 `check --external` 才去询问外站，打不开的每次都重新询问。";
    }
    MovedAddress = "LNK113" Warning {
        message: "the link leads to `{address}`, which has moved for good", "链接指向 `{address}`，这个网址已经永久换了";
        hint: "write `{to}`, if that is the page that is meant", "请改成 `{to}`（先核对是不是原来的页面）";
        why: "The old address leads to the new one only as long as its owner wants. Only `check --external` asks other sites.", "旧网址什么时候失效由对方决定。只有 `check --external` 才去询问外站。";
    }
    MissingImage = "IMG101" Error {
        message: "there is no picture `{file}`", "没有图片 `{file}`";
        hint: "put the picture beside this file, or correct the path", "请把图片放在本文件旁边，或改正路径";
        why: "A missing picture leaves a hole in the page.", "缺图的页面会留下空洞。";
    }
    BadImage = "IMG102" Error {
        message: "`{file}` is not a picture that can be shown: {reason}", "`{file}` 不是能显示的图片：{reason}";
        hint: "export it again as JPEG, PNG, WebP, GIF or SVG", "请重新导出为 JPEG、PNG、WebP、GIF 或 SVG";
        why: "Readers' browsers would show a broken picture.", "读者的浏览器会显示破图。";
    }
    MissingAlt = "IMG103" Warning / Error {
        message: "the picture has no alternative text", "图片没有替代文字";
        hint: "write what it shows between the square brackets", "请在方括号里写图片内容";
        why: "People who cannot see the picture hear this text.", "看不见图片的人听的就是这段文字。";
    }
    MislabelledImage = "IMG104" Error {
        message: "`{file}` is really a {format} picture", "`{file}` 其实是 {format} 图片";
        hint: "rename it to `{better}`, and write that name where the picture is used", "请改名为 `{better}`，用到它的地方也要改";
        why: "Web servers tell browsers by the name what a file is.", "网站服务器按文件名告诉浏览器这是什么文件。";
    }
    UnshowableImage = "IMG105" Error {
        message: "`{file}` is a {format} picture, which browsers do not show", "`{file}` 是 {format} 图片，浏览器不能显示";
        hint: "save it as JPEG or PNG; on an iPhone choose Settings, Camera, Formats, Most Compatible", "请另存为 JPEG 或 PNG；苹果手机可在“设置－相机－格式”中选“兼容性最佳”";
        why: "Readers would see nothing, and what the file tells of its place could not be removed.", "读者看不到图，文件里的位置信息也无法清除。";
    }
    HugeImage = "IMG106" Error {
        message: "`{file}` claims to have {width} × {height} pixels", "`{file}` 标称有 {width} × {height} 像素";
        hint: "save it with at most 80 million pixels, 10,000 × 8,000 for example", "请缩小后重新保存，总像素不超过 8000 万，例如 10000 × 8000";
        why: "A small file can claim so many pixels that the machine runs out of memory.", "很小的文件也可能标称极多像素，耗尽电脑内存。";
    }
    AltIsName = "IMG107" Warning {
        message: "the alternative text `{alt}` does not say what the picture shows", "替代文字 `{alt}` 没有说图片里是什么";
        hint: "write what is to be seen: who does what, where", "请写看得见的内容：谁在哪里做什么";
        why: "People who cannot see the picture hear this text.", "看不见图片的人听的就是这段文字。";
    }
    SmallImage = "IMG108" Warning {
        message: "`{file}` has only {width} × {height} pixels", "`{file}` 只有 {width} × {height} 像素";
        hint: "take the original picture, at least {least} pixels wide", "请用原图，宽度不少于 {least} 像素";
        why: "It would be shown blurred.", "放到页面上会模糊。";
    }
    NoCredit = "IMG109" Warning {
        message: "nobody is named as the one who took `{file}`", "没有写 `{file}` 的摄影者";
        hint: "add `credit` to the picture, or `photographers` to the story", "请在图片里写 `credit`（摄影），或在稿件里写 `photographers`（摄影）";
        why: "Who took a picture is named (Copyright Law, art. 10).", "使用照片应当署作者姓名（著作权法第十条）。";
    }
    HeadingLikeText = "MDN101" Warning {
        message: "this looks like a heading, but is not one", "这像是标题，但写法不对";
        hint: "write `## ` with half-width `#` and a space", "请用半角 `#` 加一个空格，如 `## 标题`";
        why: "It would be published as plain text with a `#`.", "会被当作带 # 号的正文发布。";
    }
    FullWidthBrackets = "MDN102" Warning {
        message: "this looks like a link or picture with full-width signs", "这像是用了全角符号的链接或图片";
        hint: "use half-width `![…](…)` or `[…](…)`", "请用半角符号 `![…](…)` 或 `[…](…)`";
        why: "It would be published as plain text.", "会被当作正文发布。";
    }
    NumberLikeText = "MDN103" Warning {
        message: "`{text}` does not begin a list", "`{text}` 不会变成列表";
        hint: "begin each line with a number, a half-width point and a space: `1. `, `2. `", "每一行的数字后面请写半角点和空格：`1. `、`2. `";
        why: "It would be run together into one paragraph.", "会连成一段。";
    }
    RuleMakesHeading = "MDN104" Warning {
        message: "the line `---` turns the text above it into a heading", "这一行 `---` 会把上一行变成标题";
        hint: "leave an empty line before `---`", "请在 `---` 前面空一行";
        why: "In Markdown a line below text makes a heading.", "在 Markdown 里，文字下面的横线表示标题。";
    }
    HtmlRemoved = "MDN105" Warning {
        message: "`{what}` is not allowed in a story and was left out", "稿件里不允许使用 `{what}`，已去掉";
        hint: "remove it from the story", "请从稿件里删掉";
        why: "Scripts, frames and forms from a manuscript must not reach readers.", "稿件里的脚本、框架和表单不能发布出去。";
    }
    UnknownAlert = "MDN106" Warning {
        message: "`[!{name}]` is not a known notice", "`[!{name}]` 不是已知的提示框";
        hint: "choose one of: {choices}", "可选：{choices}";
        why: "It would be published as a plain quotation.", "会被当作普通引用发布。";
    }
    ForbiddenCharacter = "MDN107" Error {
        message: "the text holds the character {character}, which cannot be published", "文字里有不能发布的字符 {character}";
        hint: "delete the character", "请删掉这个字符";
        why: "Such characters have no meaning in text and break pages.", "这些字符没有文字意义，会破坏页面。";
    }
    SpaceInAddress = "MDN108" Warning {
        message: "the address between the round brackets holds a space", "圆括号里的地址含有空格";
        hint: "write it between angle brackets: `[…](<a b.png>)`, or rename the file", "请加尖括号：`[…](<图 1.png>)`，或给文件改名";
        why: "Such a link or picture would be published as plain text.", "这样的链接或图片会被当作正文发布。";
    }
    VoteSum = "NUM101" Error {
        message: "the votes add up to {sum}, but {present} were present", "票数合计 {sum}，实到只有 {present} 人";
        hint: "correct the numbers", "请核对票数";
        why: "Published votes must add up.", "公布的票数必须对得上。";
    }
    PresentExceedsDue = "NUM102" Error {
        message: "{present} were present, but only {due} were due", "实到 {present} 人，应到只有 {due} 人";
        hint: "correct the numbers", "请核对人数";
        why: "Published numbers must add up.", "公布的人数必须对得上。";
    }
    CandidateCount = "NUM103" Error {
        message: "{elected} projects were elected from {candidates} candidates", "候选 {candidates} 项，却当选了 {elected} 项";
        hint: "correct the numbers", "请核对项目数";
        why: "Published numbers must add up.", "公布的数字必须对得上。";
    }
    SatisfactionSum = "NUM104" Error {
        message: "the answers add up to {sum}, but {size} took part", "测评票合计 {sum}，参加的只有 {size} 人";
        hint: "correct the numbers", "请核对票数";
        why: "Published numbers must add up.", "公布的数字必须对得上。";
    }
    OpinionSum = "NUM105" Error {
        message: "{sum} opinions were answered, passed on or made into suggestions, but only {total} were collected", "现场答复、转办和形成建议合计 {sum} 件，收集的意见只有 {total} 件";
        hint: "correct the numbers", "请核对件数";
        why: "Published numbers must add up.", "公布的数字必须对得上。";
    }
    RuleWithoutDays = "NUM106" Warning {
        message: "this rule gives no day of reception", "这条规则一天也排不出来";
        hint: "say which days: `byday` with `bysetpos`, `bymonthday` or `dates`, and check `months`, `from`, `to` and `pauses`", "请写清是哪些日子：`byday` 和 `bysetpos`、`bymonthday` 或 `dates`，并核对 `months`、`from`、`to` 和 `pauses`";
        why: "People would read that deputies receive, and never find one there.", "群众看到有接待，却永远等不到那一天。";
    }
    VotesMissing = "NUM107" Warning {
        message: "{present} were present, but the votes add up to {sum} only", "实到 {present} 人，票数合计只有 {sum}";
        hint: "correct the numbers; those who did not vote count among the abstentions or the invalid votes, as your rules say", "请核对票数；没有按表决器的，按本地办法计入弃权或无效";
        why: "Readers add up the votes, and ask where the others are.", "读者会把票数加起来，问其余的票在哪里。";
    }
    NoMajority = "NUM108" Error {
        message: "the project passed with {yes} of {due} deputies, which is not more than half of all", "赞成 {yes} 票，没有超过应到 {due} 人的半数，却写着通过";
        hint: "correct the votes, or write `passed: false`", "请核对票数，或改成 `passed: false`";
        why: "A project is chosen by more than half of all deputies, not of those present.", "票决要由全体代表的过半数通过，不是到会代表的过半数。";
    }
    VoteMethodDiffers = "NUM109" Error {
        message: "the vote is called `{method}`, but {elected} were elected from {candidates} candidates", "方式写的是“{method}”，候选 {candidates} 项，当选 {elected} 项";
        hint: "correct the method or the numbers", "请改正方式或项目数";
        why: "Deputies choose among more candidates than places (差额), or vote on as many as there are places (等额).", "差额是候选多于当选，等额是两者相等。";
    }
    SatisfactionDiffers = "NUM110" Warning {
        message: "the result is `{result}`, but the votes give `{judged}`", "结果写的是“{result}”，按票数是“{judged}”";
        hint: "correct the votes or the result; if your rules count otherwise, leave it", "请核对票数和结果；本地办法另有规定的可以不改";
        why: "By the usual rule at least half of all must be satisfied, or at least half satisfied and basically satisfied together.", "通常按半数以上满意为满意、满意和基本满意合计半数以上为基本满意来定。";
    }
    OpinionTotal = "NUM111" Error {
        message: "the total is {total}, but the rows add up to {sum}", "合计写的是 {total}，明细加起来是 {sum}";
        hint: "correct the numbers, or leave the total out: it is computed", "请核对件数；合计也可以不写，会自动算";
        why: "Published numbers must add up.", "公布的数字必须对得上。";
    }
    ShareOverWhole = "NUM112" Warning {
        message: "`{metric}` is {value} per cent, more than the whole", "“{metric}”是 {value}%，超过了百分之百";
        hint: "correct the number, or say in the name that it grew by so much", "请核对数字；是增长幅度的，请在指标里写明“增长”";
        why: "A share cannot be more than the whole.", "占比、比率不会超过百分之百。";
    }
    NobodyServed = "NUM120" Error {
        message: "the deed `{id}` serves 0 people", "实事 `{id}` 的受益人数写的是 0";
        hint: "write how many people it serves, or leave the number out", "请写实际人数；说不准的，把这一项删掉";
        why: "Published numbers are added up: what is not known is left out, not written as nothing.", "公布的人数会合计；不知道的不写，不写成 0。";
    }
    DeedOfOtherYear = "NUM121" Error {
        message: "{date} is not in {year}, the year of this ledger", "{date} 不在本台账的年度 {year} 年里";
        hint: "correct the date, or move the row to the ledger of its year", "请核对日期，或把这一行移到那一年的台账";
        why: "Numbers by year are the rows of the year's ledger.", "年度数字就是当年台账的行数。";
    }
    DeedOutsideCampaign = "NUM122" Warning {
        message: "{date} is outside the campaign “{campaign}” ({time})", "{date} 不在主题活动“{campaign}”的时间里（{time}）";
        hint: "correct the date, the campaign, or the campaign's days", "请核对办结日期、主题活动或活动的起止日期";
        why: "What was done before a campaign began is not its result.", "活动开始之前办的事，不能算活动的成果。";
    }
    WrittenBesideCounted = "NUM123" Warning {
        message: "`{key}` is counted by the site; the number written here is not shown", "`{key}` 由网站自动统计，这里写的数不会显示";
        hint: "delete the number, or take `counts` away from the counter", "请删掉这个数，或去掉统计项里的 `counts`";
        why: "Two numbers for the same thing differ sooner or later.", "同一件事写两个数，迟早会不一致。";
    }
    SignatureMissing = "REV101" Warning {
        message: "the {level} is not signed yet", "还没有{level}签字";
        hint: "let it be read and sign it: `wanjia sign {file} --level {id} --by …`", "请审过以后签字：`wanjia sign {file} --level {id} --by 姓名`";
        why: "The settings (`review`) ask for this signature; until then the page is withheld.", "站点设置（`review`）要求这一级审签；签字前不发布。";
    }
    SignedOutOfOrder = "REV102" Warning {
        message: "the {level} was signed at {value}, before the {earlier} at {other}", "{level}签于 {value}，早于{earlier}的 {other}";
        hint: "correct the time, or have the levels signed again in order", "请核对时间，或按顺序重新审签";
        why: "Each level reads what the one before it has passed; until then the page is withheld.", "后一级审的应是前一级通过的稿子；改好前不发布。";
    }
    SignedTwice = "REV103" Warning {
        message: "`{name}` signed the {earlier} and the {level}", "{earlier}和{level}都是 `{name}` 签的";
        hint: "let somebody else sign one of them, or write `different_persons: false` in the settings", "请换一个人签其中一级；确实可以同一人签的，在站点设置里写 `different_persons: false`";
        why: "Three readings by one person are one reading; until then the page is withheld.", "一个人审三遍还是一审；改好前不发布。";
    }
    SignedTextUnknown = "REV104" Warning {
        message: "the signatures do not say which text they are of", "审签没有记下签的是哪一稿（缺 `digest`）";
        hint: "sign again from the first level: `wanjia sign {file} --again --level … --by …`", "请从头重新审签：`wanjia sign {file} --again --level … --by 姓名`";
        why: "Without the digest nobody can tell whether the text was edited afterwards; until then the page is withheld.", "没有摘要值，就无法知道审签后改过没有；补上前不发布。";
    }
    EditedAfterSigning = "REV105" Warning {
        message: "the file, or a picture or attachment in it, was changed after it was signed", "审签以后，稿件或里面的图片、附件又有改动";
        hint: "undo the change, or have it read and signed again: `wanjia sign {file} --again --level … --by …`", "请撤销改动，或重新审签：`wanjia sign {file} --again --level … --by 姓名`";
        why: "A signature is of one text with its pictures, to the character; until then the page is withheld.", "审签的是当时那一稿，改一个字、换一张图都要重新审；重签前不发布。";
    }
    SignedInFuture = "REV106" Warning {
        message: "the {level} is signed at {value}, which is still to come", "{level}时间 {value} 还没到";
        hint: "write when it was really signed", "请写真实的签字时间";
        why: "Nobody can have signed in the future; until then the page is withheld.", "签字时间不能在将来；到时间前不发布。";
    }
    SignOffUndecided = "REV107" Warning {
        message: "the settings do not say which signatures are asked before something is published", "没有写发布前要哪几级审签（`review`）";
        hint: "say it with `review` in `site.yaml`, as the editor's guide shows; with an empty `asked` nothing is asked", "请在 `site.yaml` 里写 `review`，写法见编辑手册；不用本程序管审签，`asked` 就空着";
        why: "Only reported under `gov-strict`: three readings before publication are the rule for government sites.", "只在 `gov-strict` 下检查：政务网站发布信息要三审三校。";
    }
    HomeAging = "FRS101" Warning {
        message: "the newest story is of {newest}, {days} days ago; in {left} days the home page counts as not kept up", "首页最近一次更新是 {newest}，已 {days} 天；再过 {left} 天就算超期未更新";
        hint: "publish something new", "请尽快发布新稿";
        why: "Only reported under `gov-strict`: a home page that stands still for two weeks is a veto in inspections.", "只在 `gov-strict` 下检查：首页超过两周未更新，检查时一票否决。";
    }
    HomeStale = "FRS102" Warning / Error {
        message: "the newest story is of {newest}, {days} days ago", "首页最近一次更新是 {newest}，已 {days} 天没有更新";
        hint: "publish something new", "请发布新稿";
        why: "A home page that stands still for two weeks is a veto in inspections. Only `check` looks at this; sites with `demo` are not asked.", "首页超过两周未更新，检查时一票否决。只有 `check` 检查；用 `demo` 标明是示例的网站不查。";
    }
    ColumnStale = "FRS103" Warning {
        message: "the column `{column}` was last added to on {newest}, {days} days ago; the limit is {limit}", "栏目“{column}”最近一次更新是 {newest}，已 {days} 天，期限是 {limit} 天";
        hint: "publish something there, take the column away, or set its `fresh_within`", "请补充新稿、撤掉栏目，或给它写 `fresh_within`（更新期限）";
        why: "Columns of news must be added to every two weeks, those of notices every six months.", "动态类栏目两周、通知公告类栏目半年没有更新，检查时扣分。";
    }
    ColumnBlank = "FRS104" Warning {
        message: "the column `{column}` has no story", "栏目“{column}”还没有稿件";
        hint: "publish something there, or take the column away", "请发布稿件，或撤掉这个栏目";
        why: "Blank columns are a fault of an official site.", "空白栏目是官方网站的扣分项。";
    }
    BadBaseUrl = "SET101" Error {
        message: "`{value}` is not a web address", "`{value}` 不是网址";
        hint: "write it as `https://rd.example.cn/` or `https://rd.example.cn/rdjz/`", "请写成 `https://rd.example.cn/` 或 `https://rd.example.cn/rdjz/`";
        why: "Feeds, the site map and page tags need the full address.", "订阅、站点地图和页面标签需要完整网址。";
    }
    UnknownTheme = "SET102" Error {
        message: "there is no theme `{theme}`", "没有主题 `{theme}`";
        hint: "use `default`, or make the theme with `wanjia init --theme {theme}`", "请用 `default`，或用 `wanjia init --theme {theme}` 新建这个主题";
        why: "Without a theme no page can be made.", "没有主题就做不出页面。";
    }
    NoSettings = "SET103" Error {
        message: "the folder has no `site.yaml`", "文件夹里没有 `site.yaml`";
        hint: "go to the site's folder, or make a site with `wanjia init`", "请进入网站文件夹，或用 `wanjia init` 新建";
        why: "`site.yaml` says whose site it is.", "`site.yaml` 写明这是谁的网站。";
    }
    UnknownRule = "SET104" Error {
        message: "there is no rule `{code}`", "没有叫 `{code}` 的规则";
        hint: "write a code as `wanjia check` shows it", "请照 `wanjia check` 显示的代码填写";
        why: "A rule that is misspelled would stay as it is without a word.", "代码写错了，设置就不起作用。";
    }
    FixedRule = "SET105" Error {
        message: "`{code}` is always an error", "`{code}` 始终是错误，不能改";
        hint: "take the line away, and mend what the rule reports", "请删掉这一行，并改正它指出的问题";
        why: "Without it a file would be missing from the site without a word, or a reader could be harmed.", "放过它，内容会悄悄从网站上消失，或者可能伤害读者。";
    }
    NoSiteCode = "TAG101" Warning / Error {
        message: "the settings lack `site_id_code`, so no page has the tag `SiteIDCode`", "没有写 `site_id_code`（网站标识码），页面缺少标签 `SiteIDCode`";
        hint: "add the ten digits in quotation marks: `site_id_code: \"…\"`", "请加一行 `site_id_code: \"…\"`，加引号写十位数字";
        why: "Inspections find a site by its identification code.", "检查时按网站标识码识别网站。";
    }
    NoSiteDomain = "TAG102" Warning / Error {
        message: "the settings lack `base_url`, so no page has the tag `SiteDomain`", "没有写 `base_url`（网址），页面缺少标签 `SiteDomain`";
        hint: "add the site's address: `base_url: https://…/`", "请加一行 `base_url: https://…/`";
        why: "Page tags, shared links and the site map need the site's address.", "页面标签、分享链接和站点地图都要用网址。";
    }
    NoPublicationTime = "TAG103" Error {
        message: "the story's date {value} has no time, but the tag `PubDate` needs hour and minute", "稿件日期 {value} 没有写时间，标签 `PubDate` 要有时和分";
        hint: "write when it was signed off: `2026-03-05 09:30`", "请按签发时间写，例如 `2026-03-05 09:30`";
        why: "Only reported under `gov-strict`. Wanjia never makes up a time: a forged date of publication is a veto.", "只在 `gov-strict` 下检查。万家不会编造时间：伪造发稿日期一票否决。";
    }
    NoEmblem = "FTR101" Warning / Error {
        message: "the settings lack `emblem`: the header shows a neutral placeholder", "没有写 `emblem`（国徽），页头用中性图形代替";
        hint: "put the standard drawing from the congress's official site into `static` and name it: `emblem: emblem.svg`", "请从中国人大网下载标准图案，放进 `static`，再写 `emblem: emblem.svg`";
        why: "The home page of a standing committee bears the national emblem (National Emblem Law, art. 6–7); a site that says with `demo` that it is an example must not.", "县级以上人大常委会的网站首页应当使用国徽图案（国徽法第六、七条）；用 `demo` 标明是示例的网站不应使用。";
    }
    FooterLacks = "FTR102" Warning / Error {
        message: "the footer lacks `{field}`: {meaning}", "页脚缺少 `{field}`：{meaning}";
        hint: "add a line `{field}: …` to `site.yaml`", "请在 `site.yaml` 里加一行 `{field}: …`";
        why: "An official site says who runs it and how to reach them; what is missing costs points in inspections. Sites that say with `demo` that they are examples are not asked.", "官方网站要写明谁办、怎么联系，缺项会被扣分；用 `demo` 标明是示例的网站不查。";
    }
    FilingForm = "FTR103" Warning / Error {
        message: "`{value}` has not the form of a filing's number", "`{value}` 不像备案号";
        hint: "write it as it was issued, such as `{form}`", "请照核发的写，例如 `{form}`";
        why: "The number leads to the register, where a wrong one is not found. Sites with `demo` are not asked.", "备案号要能在备案网站查到；用 `demo` 标明是示例的网站不查。";
    }
    CitizenNumber = "PII101" Error {
        message: "a citizen's identity number stands here: `{shown}`", "这里有公民身份号码：`{shown}`";
        hint: "take it out; do not publish parts of it either", "请删掉；只遮住几位也不行，几处遮法不同就能拼出全号";
        why: "Personal data of this kind may not be published without separate consent (Personal Information Protection Law, art. 25). The number is checked by its date and check digit (GB 11643), seen through spaces, hyphens and full-width digits; messages never show it.", "未经单独同意不得公开（个人信息保护法第二十五条）。按出生日期和校验码识别（GB 11643），隔着空格、短横和全角数字也认得出；提示里不显示号码本身。";
    }
    CitizenNumberLike = "PII102" Warning / Error {
        message: "this looks like a citizen's identity number: `{shown}`", "这里像是公民身份号码：`{shown}`";
        hint: "take it out if it is one; where it is the number of something, say of what right before it: `编号…`", "是身份号码就删掉；是别的号码，请在前面写明，例如“编号…”";
        why: "It holds a region and a date of birth; its check digit is wrong, or it is of the old form with 15 digits.", "号码里有地区和出生日期，只是校验码不对，或者是旧的15位。";
    }
    MobileNumber = "PII103" Error {
        message: "somebody's mobile number stands here: `{shown}`", "这里有手机号：`{shown}`";
        hint: "publish the office's landline; a station's duty phone is declared in its file with `tel_is_duty_phone: true`", "请改成办公电话；站点的值班手机，在站点档案里写 `tel_is_duty_phone: true`";
        why: "A private number is no public contact. Landlines, hotlines and declared duty phones pass.", "个人手机号不是公开电话。固定电话、热线和登记过的值班手机不算。";
    }
    BankCard = "PII104" Error {
        message: "the number of a bank card stands here: `{shown}`", "这里有银行卡号：`{shown}`";
        hint: "take it out", "请删掉";
        why: "Numbers of 16 to 19 digits that begin as cards do and whose check digit is right (Luhn) are cards.", "16到19位、开头像卡号、校验位也对的数字，就是卡号。";
    }
    NumberPlate = "PII105" Warning / Error {
        message: "a vehicle's number plate stands here: `{shown}`", "这里有车牌号：`{shown}`";
        hint: "take it out, or say `一辆轿车`", "请删掉，写“一辆轿车”就够了";
        why: "A plate leads to its owner.", "车牌能查到车主。";
    }
    HomeAddress = "PII106" Warning / Error {
        message: "this tells somebody's flat: `{shown}`", "这里写到了门牌：`{shown}`";
        hint: "name the street or township only; an office's address belongs into its file, into `address`", "住址写到街道、乡镇为止；单位的地址请写进档案的 `address`";
        why: "Home addresses are published no closer than street or township. Addresses that stations declare pass.", "家庭住址只写到街道或乡镇。站点档案里登记的地址不算。";
    }
    ForeignMailbox = "PII107" Warning / Error {
        message: "a mailbox outside this site stands here: `{shown}`", "这里有站外邮箱：`{shown}`";
        hint: "publish the office's own mailbox, which `site.yaml` names in `email`", "请改成 `site.yaml` 里 `email` 写的单位邮箱";
        why: "A private mailbox is no public contact; mailboxes of this site's hosts and of government sites pass.", "个人邮箱不是公开联系方式；本站域名和政府网站的邮箱不算。";
    }
    PassportNumber = "PII108" Warning / Error {
        message: "this looks like the number of a passport: `{shown}`", "这里像是护照号：`{shown}`";
        hint: "take it out if it is one; where it is the number of something, say of what right before it: `编号…`", "是护照号就删掉；是别的号码，请在前面写明，例如“编号…”";
        why: "Passports begin with E or G and have nine signs.", "护照号以E或G开头，共九位。";
    }
    MinorWithoutConsent = "PII109" Error {
        message: "the picture `{file}` shows a child under 14, and nobody is said to agree", "图片 `{file}` 里有未满14周岁的人，没有写谁同意发布";
        hint: "ask the guardian and write it down: `consent: 监护人书面同意`; or make the face unrecognizable", "请取得监护人同意并写明 `consent: 监护人书面同意`，或把面部处理到认不出";
        why: "Data of children under 14 are sensitive; a guardian must agree (Personal Information Protection Law, art. 28 and 31).", "不满14周岁未成年人的信息是敏感信息，须监护人同意（个人信息保护法第二十八、三十一条）。";
    }
    UnreadAttachment = "PII112" Warning {
        message: "nobody looked into this file for personal data: {reason}", "没能查看这个文件里有没有个人信息：{reason}";
        hint: "look through it yourself, then waive this in `site.yaml`: `# 放行 PII112 {file}：…`; or publish it in another format", "请人工看一遍，看过后在 `site.yaml` 里写一行“# 放行 PII112 {file}：理由（姓名，到期日）”；或者换成别的格式发布";
        why: "What is published as a file is searched for personal data like every text; what cannot be read may hold anything.", "附件和正文一样要查个人信息；读不了的文件，里面有什么谁也不知道。";
    }
    WrongWord = "TRM101" Error {
        message: "`{text}` is wrong: {advice}", "`{text}` 写错了：{advice}";
        hint: "{advice}; the site's own list, `data/wording.yaml`, may judge otherwise", "{advice}；本站另有规定的，写进 `data/wording.yaml`";
        why: "The words of the program's list, and those that the site's list calls errors. Words within quotation marks and titles are spared unless the list says otherwise.", "程序自带词表和本站词表里定为“错误”的词。引号、书名号里的不查，词表里写明的除外。";
    }
    DoubtfulWord = "TRM102" Warning / Error {
        message: "`{text}` should not stand here: {advice} ({source})", "`{text}` 不宜这样写：{advice}（{source}）";
        hint: "{advice}; the site's own list, `data/wording.yaml`, may add words, exceptions, or allow this one", "{advice}；可以在 `data/wording.yaml` 里补充词语和例外，或定为“不查”";
        why: "Terms of the congress and words of which the source named warns. Words within quotation marks and titles are spared unless the list says otherwise.", "人大用语和所列依据里要求慎用的词。引号、书名号里的不查，词表里写明的除外。";
    }
    NamesOutOfOrder = "TRM103" Warning / Error {
        message: "`{text}` stands after somebody who comes later in the order of leaders", "`{text}` 排在了顺序靠后的领导后面";
        hint: "put the names in the order of `leaders` in `data/wording.yaml`", "请按 `data/wording.yaml` 里 `领导排序` 的顺序排";
        why: "The order of leaders' names is fixed; a wrong one is an incident.", "领导姓名的先后有规定，排错是事故。";
    }
    NearlyDeputy = "TRM104" Warning / Error {
        message: "nobody of this site is called `{text}`; of whom this tells, `{name}` is called nearly so", "本站没有代表叫 `{text}`；与本稿有关的代表 `{name}` 只差一两个字";
        hint: "compare the name with the deputy's file; somebody else who really is called so can be let pass with a comment", "请核对姓名；确实是另一个人的，写一行放行注释";
        why: "A wrong name is an incident. Only names beside 代表 are compared, with the deputies of the story and of its stations.", "写错姓名是事故。只看“代表”前后的姓名，只同本稿的代表和相关站点的代表比。";
    }
    OtherCongress = "TRM105" Warning / Error {
        message: "`{title}人大代表`: the file of `{name}` tells of no seat there", "`{name}` 写作`{title}人大代表`，但档案里没有这一级的任职";
        hint: "correct the title, or complete `memberships` in {file}", "请核对称谓，或者补全 {file} 里的 `memberships`（任职届次）";
        why: "A deputy is called by the congress in which they sit; seats of former terms count too.", "代表的称谓要与任职的人大一致；往届的任职也算。";
    }
    CommaBetweenQuotes = "TYP101" Warning {
        message: "no `{text}` stands between quotations or titles that follow each other", "并列的引号、书名号之间不用顿号";
        hint: "take it out; `wanjia fix` does it", "请删掉；`wanjia fix` 可以代改";
        why: "GB/T 15834-2011, 4.5.3.5. Where something stands between them, such as a note in brackets, the `、` stays.", "GB/T 15834—2011第4.5.3.5条。中间另有内容（例如括注）的，顿号要用，不会误报。";
    }
    HalfWidthPunctuation = "TYP102" Warning {
        message: "`{text}` is half-width beside Chinese", "汉字旁边用了半角的 `{text}`";
        hint: "write the full-width sign; `wanjia fix` does it where it is certain", "请改成全角；拿得准的，`wanjia fix` 可以代改";
        why: "Chinese text has Chinese punctuation (GB/T 15834-2011). Numbers, times and web addresses keep theirs.", "中文要用中文标点（GB/T 15834—2011）。数字、时间、网址里的不查。";
    }
    CommaAfterNumber = "TYP103" Warning {
        message: "after a number in digits stands a point, not `、`", "阿拉伯数字的序号后面用点，不用顿号";
        hint: "write `1.`", "请写成 `1.`";
        why: "GB/T 15834-2011: `一、` but `1.`.", "GB/T 15834—2011：汉字序号用“一、”，阿拉伯数字序号用“1.”。";
    }
    CommaAfterBrackets = "TYP104" Warning {
        message: "after a number in brackets stands no `、`", "带括号的序号后面不用顿号";
        hint: "take it out; `wanjia fix` does it", "请删掉；`wanjia fix` 可以代改";
        why: "GB/T 15834-2011: `（一）` and `（1）` stand alone.", "GB/T 15834—2011：“（一）”“（1）”后面不加标点。";
    }
    Ellipsis = "TYP105" Warning {
        message: "`{text}` is no ellipsis", "`{text}` 不是省略号";
        hint: "write `……`; `wanjia fix` does it", "请写成 `……`；`wanjia fix` 可以代改";
        why: "The Chinese ellipsis has six points and takes the room of two characters (GB/T 15834-2011, 4.11).", "省略号是六个点，占两个字的位置（GB/T 15834—2011第4.11条）。";
    }
    Dash = "TYP106" Warning {
        message: "`{text}` is no dash", "`{text}` 不是破折号";
        hint: "write `——`; `wanjia fix` does it", "请写成 `——`；`wanjia fix` 可以代改";
        why: "The Chinese dash takes the room of two characters (GB/T 15834-2011, 4.10).", "破折号占两个字的位置（GB/T 15834—2011第4.10条）。";
    }
    NameSeparator = "TYP107" Warning / Error {
        message: "`{text}` is not the separator of names", "姓名里的间隔号写成了 `{text}`";
        hint: "write `·` (U+00B7); `wanjia fix` does it", "请写成 `·`（U+00B7）；`wanjia fix` 可以代改";
        why: "Names with another sign are not found and not sorted rightly.", "间隔号不对，姓名就搜不到、排不对。";
    }
    UnequalSigns = "TYP108" Warning {
        message: "`{text}` has no partner in this paragraph", "这一段里 `{text}` 不成对";
        hint: "add the other one, or take this one out", "请补上另一半，或删掉这一个";
        why: "A quotation that goes over several paragraphs opens in each of them and closes in the last.", "一段引文分成几段时，每段开头都用前引号，最后一段才用后引号。";
    }
    ChineseZero = "TYP109" Warning {
        message: "the year `{text}` is written with `零`", "年份 `{text}` 里用了“零”";
        hint: "write `〇`; `wanjia fix` does it", "请写成“〇”；`wanjia fix` 可以代改";
        why: "GB/T 15835-2011, 4.2: 二〇二六, not 二零二六.", "GB/T 15835—2011：年份写“二〇二六”，不写“二零二六”。";
    }
    RangeUnit = "TYP110" Warning {
        message: "in `{text}` the first number lacks its sign", "`{text}` 里前一个数少了单位符号";
        hint: "repeat it: `63%~68%`; `wanjia fix` does it", "请写成 `63%~68%` 的样子；`wanjia fix` 可以代改";
        why: "GB/T 15835-2011, 5.1.3: both ends of a range bear the sign.", "GB/T 15835—2011第5.1.3条：浮动范围前后两个数都要带百分号。";
    }
    ShortYear = "TYP111" Warning {
        message: "the year `{text}` is shortened", "年份 `{text}` 被简写了";
        hint: "write all four digits", "请写全四位年份";
        why: "GB/T 15835-2011: years are never shortened.", "GB/T 15835—2011：年份不能简写。";
    }
    FullWidthLetters = "TYP112" Warning {
        message: "digits or Latin letters are full-width", "数字或字母用了全角";
        hint: "write them half-width; `wanjia fix` does it", "请改成半角；`wanjia fix` 可以代改";
        why: "Full-width digits cannot be searched for, copied or dialled.", "全角数字搜不到，也不能复制拨打。";
    }
    LookalikeCharacter = "TYP113" Warning {
        message: "`{text}` looks like a Chinese character and is none", "`{text}` 看着像汉字，其实不是";
        hint: "type the character anew; `wanjia fix` does it where it is certain", "请重新输入这个字；拿得准的，`wanjia fix` 可以代改";
        why: "Text copied from a PDF holds radicals and compatibility forms, and a character of one computer's own fonts is empty on another.", "从 PDF 里复制出来的文字，常夹着部首和兼容字符；自造字在别的电脑上是空白。";
    }
    InvisibleCharacter = "TYP114" Warning {
        message: "an invisible character stands here: {text}", "这里夹着看不见的字符 {text}";
        hint: "delete it, or let `wanjia fix` do it", "请删掉它，`wanjia fix` 可以代删";
        why: "Text copied from web pages and chats holds such characters: a search does not find the word, and nobody sees why.", "从网页和聊天记录里复制的文字常夹着这种字符：词语搜不到，也看不出原因。";
    }
    TemplateSyntax = "TPL101" Error {
        message: "the template cannot be read: {reason}", "模板写法有误：{reason}";
        hint: "correct the template at this place", "请改正模板的这一处";
        why: "A theme with a mistake publishes nothing.", "模板有错就不发布。";
    }
    TemplateRender = "TPL102" Error {
        message: "the template cannot show `{address}`: {reason}", "模板无法生成 `{address}`：{reason}";
        hint: "correct the template at this place", "请改正模板的这一处";
        why: "A page that cannot be made is not published, nor is the rest.", "有页面做不出来，整站都不发布。";
    }
    TemplateMissing = "TPL103" Error {
        message: "the theme has no template `{template}`", "主题里没有模板 `{template}`";
        hint: "add the file to the theme's folder `templates`", "请在主题的 `templates` 文件夹里补上";
        why: "Each page kind has one template.", "每类页面有一个模板。";
    }
    ThemeFile = "TPL104" Error {
        message: "the theme's file `{file}` is wrong: {reason}", "主题文件 `{file}` 有误：{reason}";
        hint: "correct the file", "请改正这个文件";
        why: "The theme's settings and words must be readable.", "主题的设置和文字必须读得懂。";
    }
    ThemeContract = "TPL105" Error {
        message: "the theme is written for contract {wanted}, this program has contract {ours}", "主题按第 {wanted} 版约定编写，本程序是第 {ours} 版";
        hint: "read in the changelog what changed for themes, correct the templates, and write `contract: {ours}`", "请在更新记录里查看主题方面的变化，改好模板后写 `contract: {ours}`";
        why: "What a template may use changes with the contract's number only, so an old theme is stopped before it shows gaps.", "模板能用的内容只随约定的版本号变化；不合的主题会先报错，不会悄悄缺内容。";
    }
    TemplateUnknown = "TPL106" Error {
        message: "there is no `{name}` in {of}", "{of}里没有 `{name}`";
        hint: "{known}", "{known}";
        why: "A condition on a name that does not exist is silently false, and any other use fails on the first page that takes the branch; so `check` looks into every branch.", "条件里写错的名称会悄悄当作“否”，别处写错的要到用上那一支才出错；所以 `check` 会查看模板的每一支。";
    }
    IncompleteWaiver = "WVR101" Warning / Error {
        message: "the waiver lacks {what}, and does not count", "放行缺少{what}，不起作用";
        hint: "write it as `放行 LNK108：reason（name，2026-12-31）`", "请写成“放行 LNK108：理由（姓名，2026-12-31）”";
        why: "Whoever lets a problem pass says why, signs for it and says until when.", "放过一个问题，要写明理由、谁负责、到哪天为止。";
    }
    WaiverExpired = "WVR102" Warning {
        message: "the waiver by {name} ended on {day}, and no longer counts", "{name}的放行已于 {day} 到期，不再起作用";
        hint: "mend the problem, or give the waiver a new day", "请改正问题，或重新确定到期日";
        why: "Exceptions are looked at again from time to time.", "例外要定期重新看一遍。";
    }
    UnwaivableRule = "WVR103" Warning / Error {
        message: "`{code}` cannot be waived", "`{code}` 不能放行";
        hint: "take the waiver away, and mend what the rule reports", "请删掉这条放行，并改正它指出的问题";
        why: "Only rules that leave the site whole and safe can be waived, by the codes that `wanjia check` shows.", "只有不影响网站完整和安全的规则可以放行；代码照 `wanjia check` 显示的填写。";
    }
}
