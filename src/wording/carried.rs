//! The program's own list. It is short on purpose: what nobody disputes, each with its source; an office adds its own.

use super::Level;

/// The day on which the list was last gone through.
pub const CARRIED_AS_OF: &str = "2026-11-23";

/// A word of the program's own list.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// The wrong word.
    pub wrong: &'static str,
    /// What to write instead.
    pub right: &'static str,
    /// How grave it is.
    pub level: Level,
    /// Phrases in which it is right.
    pub except: &'static [&'static str],
    /// Whether it is told within quotation marks too.
    pub quoted: bool,
    /// Where it says so.
    pub source: &'static str,
}

const CONSTITUTION: &str = "宪法";
const DEPUTIES_LAW: &str = "代表法（2025年修正）";
const LOCAL_LAW: &str = "地方组织法（2022年修正）";
const SUPERVISION: &str = "监察法（2018年）和宪法修正案（2018年）";
const NEWS_AGENCY: &str = "《新华社新闻信息报道中的禁用词和慎用词》（2016年7月修订）";
const DICTIONARY: &str = "《现代汉语词典》第7版（2016年）";
const VARIANTS: &str = "《第一批异形词整理表》（GF 1001-2001）";

const fn term(wrong: &'static str, right: &'static str, source: &'static str) -> Carried {
    Carried { wrong, right, level: Level::Warning, except: &[], quoted: false, source }
}

const fn unless(wrong: &'static str, right: &'static str, source: &'static str, except: &'static [&'static str]) -> Carried {
    Carried { wrong, right, level: Level::Warning, except, quoted: false, source }
}

const fn error(wrong: &'static str, right: &'static str, source: &'static str) -> Carried {
    Carried { wrong, right, level: Level::Error, except: &[], quoted: false, source }
}

/// All words.
pub const CARRIED: &[Carried] = &[
    // The organ and its members.
    unless("人民代表", "人大代表", DEPUTIES_LAW, &["人民代表大会", "人民代表为人民", "人民代表人民选", "人民代表法庭", "人民代表处"]),
    unless("人大代表大会", "人民代表大会", CONSTITUTION, &["人大代表大会发言", "人大代表大会堂"]),
    unless("人大委员", "人大常委会委员", LOCAL_LAW, &["人大委员会"]),
    term("人大委员长", "全国人大常委会委员长", CONSTITUTION),
    unless("人大常委", "人大常委会组成人员", LOCAL_LAW, &["人大常委会"]),
    unless("政协代表", "政协委员", "政协章程（2023年修正）", &["政协代表队", "政协代表团"]),
    unless("权利机关", "权力机关", CONSTITUTION, &[]),
    error("人大常委员会", "人大常委会", CONSTITUTION),
    error("常委员会", "常务委员会", CONSTITUTION),
    error("人民代表大会常任委员会", "人民代表大会常务委员会", CONSTITUTION),
    term("人大常设机构", "人大常设机关", CONSTITUTION),
    term("人大的常设机构", "人大的常设机关", CONSTITUTION),
    term("人民代表大会的常设机构", "人民代表大会的常设机关", CONSTITUTION),
    // Posts.
    term("人大主任", "人大常委会主任", LOCAL_LAW),
    term("人大副主任", "人大常委会副主任", LOCAL_LAW),
    term("乡人大主任", "乡人大主席", LOCAL_LAW),
    term("镇人大主任", "镇人大主席", LOCAL_LAW),
    term("乡人大副主任", "乡人大副主席", LOCAL_LAW),
    term("镇人大副主任", "镇人大副主席", LOCAL_LAW),
    term("乡人大常委会", "乡人大主席团", LOCAL_LAW),
    unless("镇人大常委会", "镇人大主席团", LOCAL_LAW, &["景德镇人大常委会"]),
    term("街道人大主席", "人大街道工委主任", LOCAL_LAW),
    term("街道人大主任", "人大街道工委主任", LOCAL_LAW),
    // Meetings and what is done there.
    term("人大常委会主任办公会", "人大常委会主任会议", LOCAL_LAW),
    term("常委会主任办公会", "常委会主任会议", LOCAL_LAW),
    term("人大常委会全会", "人大常委会会议", LOCAL_LAW),
    term("人代会休会期间", "人代会闭会期间", DEPUTIES_LAW),
    term("大会休会期间", "大会闭会期间", DEPUTIES_LAW),
    term("“两会”", "两会", NEWS_AGENCY).also_quoted(),
    term("代表提案", "代表建议（议案）", DEPUTIES_LAW),
    term("代表的提案", "代表的建议（议案）", DEPUTIES_LAW),
    term("代表们的提案", "代表们的建议（议案）", DEPUTIES_LAW),
    term("人大提案", "人大代表建议（议案）", DEPUTIES_LAW),
    term("建议、意见和批评", "建议、批评和意见", DEPUTIES_LAW),
    term("批评、建议和意见", "建议、批评和意见", DEPUTIES_LAW),
    term("意见、建议和批评", "建议、批评和意见", DEPUTIES_LAW),
    term("批评、意见和建议", "建议、批评和意见", DEPUTIES_LAW),
    term("代表参政议政", "代表依法履职", DEPUTIES_LAW),
    term("代表们参政议政", "代表们依法履职", DEPUTIES_LAW),
    term("代表讨论了政府工作报告", "代表审议了政府工作报告", DEPUTIES_LAW),
    term("代表们讨论了政府工作报告", "代表们审议了政府工作报告", DEPUTIES_LAW),
    term("代表们讨论政府工作报告", "代表们审议政府工作报告", DEPUTIES_LAW),
    term("一府两院", "一府一委两院", SUPERVISION),
    error("侯选人", "候选人", DICTIONARY),
    error("依法制国", "依法治国", CONSTITUTION),
    term("法制宣传教育", "法治宣传教育", "中共中央、国务院转发的“七五”普法规划（2016年）"),
    // Persons and peoples.
    unless(
        "村长",
        "村委会主任",
        NEWS_AGENCY,
        &[
            "村长大",
            "村长期",
            "村长者",
            "村长效",
            "村长途",
            "村长住",
            "村长度",
            "村长远",
            "村长廊",
            "村长势",
            "村长成",
            "村长街",
            "村长江",
            "村长寿",
            "村长跑",
            "村长假",
            "村长约",
        ],
    ),
    unless("村官", "村干部", NEWS_AGENCY, &["大学生村官", "村官员", "村官方"]),
    term("隆重召开", "召开", NEWS_AGENCY),
    term("残废人", "残疾人", NEWS_AGENCY),
    term("弱智", "智力障碍", NEWS_AGENCY),
    unless("维族", "维吾尔族", NEWS_AGENCY, &["思维族", "四维族", "维族谱"]),
    term("哈族", "哈萨克族", NEWS_AGENCY),
    term("蒙族", "蒙古族", NEWS_AGENCY),
    unless("省省委", "省委", NEWS_AGENCY, &[]),
    unless("市市委", "市委", NEWS_AGENCY, &["城市市委", "超市市委"]),
    unless("区区委", "区委", NEWS_AGENCY, &["社区区委", "景区区委", "园区区委", "灾区区委"]),
    unless("县县委", "县委", NEWS_AGENCY, &[]),
    // Words that are often mistyped.
    error("部暑", "部署", DICTIONARY),
    error("布署", "部署", DICTIONARY),
    error("按装", "安装", DICTIONARY),
    error("渡假", "度假", DICTIONARY),
    unless("截止目前", "截至目前", DICTIONARY, &[]),
    term("帐号", "账号", VARIANTS),
    term("帐户", "账户", VARIANTS),
    term("座落", "坐落", VARIANTS),
    error("再接再励", "再接再厉", DICTIONARY),
    error("一如继往", "一如既往", DICTIONARY),
    error("迫不急待", "迫不及待", DICTIONARY),
    error("默守成规", "墨守成规", DICTIONARY),
    error("穿流不息", "川流不息", DICTIONARY),
    error("走头无路", "走投无路", DICTIONARY),
    error("粗旷", "粗犷", DICTIONARY),
    error("松驰", "松弛", DICTIONARY),
    error("修茸", "修葺", DICTIONARY),
    error("震憾", "震撼", DICTIONARY),
    error("寒喧", "寒暄", DICTIONARY),
    error("幅射", "辐射", DICTIONARY),
    error("防犯", "防范", DICTIONARY),
    error("防碍", "妨碍", DICTIONARY),
    error("既使", "即使", DICTIONARY),
    error("即然", "既然", DICTIONARY),
    error("必竟", "毕竟", DICTIONARY),
    error("坐阵", "坐镇", DICTIONARY),
    error("瞻养", "赡养", DICTIONARY),
    error("竟聘", "竞聘", DICTIONARY),
    error("竟选", "竞选", DICTIONARY),
    error("脉膊", "脉搏", DICTIONARY),
    error("慰籍", "慰藉", DICTIONARY),
    error("凑和", "凑合", DICTIONARY),
    error("气慨", "气概", DICTIONARY),
    error("装祯", "装帧", DICTIONARY),
    error("九洲大地", "九州大地", DICTIONARY),
    error("不径而走", "不胫而走", DICTIONARY),
    error("世外桃园", "世外桃源", DICTIONARY),
    error("谈笑风声", "谈笑风生", DICTIONARY),
    error("名符其实", "名副其实", DICTIONARY),
    error("水笼头", "水龙头", DICTIONARY),
    error("杀戳", "杀戮", DICTIONARY),
    error("天翻地复", "天翻地覆", DICTIONARY),
    error("挖墙角", "挖墙脚", DICTIONARY),
    error("鼎立相助", "鼎力相助", DICTIONARY),
    error("出奇不意", "出其不意", DICTIONARY),
    error("重蹈复辙", "重蹈覆辙", DICTIONARY),
];

impl Carried {
    /// Told within quotation marks too.
    const fn also_quoted(mut self) -> Self {
        self.quoted = true;
        self
    }
}
