//! Deputies.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Photo, Station, Story};
use crate::fields::{Check, Extra, Id, Markdown, Reference, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A deputy: one person, with all seats.
    Deputy = "deputy", "the deputy", "代表档案", "一位人大代表；一人可以有几个任职" {
        /// Permanent id; the file's or folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号；不写就用文件名", "wang-li";
        /// Name; its parts are separated by `·`.
        required name: Text, "姓名", "姓名，间隔号用 ·", "艾山·买买提", [Check::PersonName];
        /// Name in Uyghur script.
        optional name_ug: Option<Arc<str>>, "维吾尔文姓名", "维吾尔文姓名", "ئايشەم";
        /// Name in pinyin.
        optional name_pinyin: Option<Arc<str>>, "姓名拼音", "姓名的汉语拼音", "wáng lì";
        /// Gender.
        required gender: Gender, "性别", "性别", "女";
        /// Ethnic group.
        required ethnicity: Ethnicity, "民族", "民族", "汉族";
        /// Official portrait.
        optional photo: Option<Photo>, "照片", "标准照", "{file: portrait.jpg, alt: 王丽的照片}";
        /// Seats in congresses, present and past.
        required memberships: Vec<Membership>, "任职届次", "在各级人大的任职，现任和往届都写", "[{level: district, congress: 第十届, constituency: 第3选区, from: 2021-11-16, status: serving}]", [Check::AtLeastOne];
        /// Workplace and post.
        required position: Text, "单位及职务", "单位及职务", "社区党支部书记";
        /// Group in the composition of the congress.
        optional profession_group: Option<ProfessionGroup>, "代表构成", "代表构成", "worker";
        /// Deputies' group.
        optional group: Option<Text>, "代表小组", "代表小组", "第三代表小组";
        /// The stations to which the deputy belongs.
        required stations: Vec<Reference<Station>>, "所属家室站", "所属家室站的编号", "[kly-017]", [Check::AtLeastOne];
        /// Fields of knowledge.
        optional expertise: Vec<Text>, "专业特长", "专业特长", "[供暖, 物业]", [Check::Name];
        /// What the deputy has promised.
        optional promise: Option<Text>, "履职承诺", "履职承诺", "群众的事当天回话。";
        /// Reports on the deputy's work.
        optional duty_report: Vec<Reference<Story>>, "述职", "述职报告稿件的编号", "[2026-01-10-shuzhi]";
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "在社区工作十二年。";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{badge: 1}";
    }
}

record! {
    /// A seat in one congress.
    Membership = "membership", "the membership", "任职届次", "在一级人大的一个任职" {
        /// Level of the congress.
        required level: Level, "级别", "哪一级人大", "district";
        /// Which congress.
        required congress: Text, "届次", "届次", "第十届";
        /// Name of the congress.
        optional body: Option<Text>, "人大名称", "人大名称", "克拉玛依区人民代表大会";
        /// Delegation.
        optional delegation: Option<Text>, "代表团", "代表团", "河畔代表团";
        /// Constituency, at county and township level.
        optional constituency: Option<Text>, "选区", "选区（县、乡两级）", "第17选区";
        /// Electing body, at higher levels.
        optional electing_unit: Option<Text>, "选举单位", "选举单位（市级以上）", "克拉玛依区人民代表大会";
        /// First day.
        required from: Date, "开始", "任职开始日期", "2021-11-16";
        /// Last day, where it is over.
        optional to: Option<Spanned<Date>>, "结束", "任职结束日期", "2026-11-15";
        /// Whether it holds.
        required status: MembershipStatus, "状态", "任职状态", "serving";
    }
    order { from <= to; }
}

choices! {
    /// Gender.
    Gender {
        Male = "male", "male", "男";
        Female = "female", "female", "女";
    }

    /// The level of a congress or decision.
    Level {
        National = "national", "national", "全国";
        Region = "region", "autonomous region", "自治区";
        City = "city", "city", "市";
        District = "district", "district", "区";
        Township = "township", "township", "乡镇";
    }

    /// Whether a seat is held.
    MembershipStatus {
        Serving = "serving", "serving", "在任";
        Resigned = "resigned", "resigned", "辞职";
        Recalled = "recalled", "recalled", "罢免";
        Ended = "ended", "ended", "调离终止";
        Suspended = "suspended", "suspended", "暂停执行";
    }

    /// A group in the composition of a congress.
    ProfessionGroup {
        Worker = "worker", "worker", "工人";
        Farmer = "farmer", "farmer", "农民";
        Professional = "professional", "professional", "专业技术";
        Official = "official", "official", "党政干部";
        Entrepreneur = "entrepreneur", "entrepreneur", "企业负责人";
        Community = "community", "community worker", "社区干部";
        Military = "military", "military", "军人";
        Teacher = "teacher", "teacher", "教师";
        Medical = "medical", "medical worker", "医务";
        Other = "other", "other", "其他";
    }

    /// One of the 56 ethnic groups.
    Ethnicity {
        Han = "han", "Han", "汉族";
        Mongol = "mongol", "Mongol", "蒙古族";
        Hui = "hui", "Hui", "回族";
        Tibetan = "tibetan", "Tibetan", "藏族";
        Uyghur = "uyghur", "Uyghur", "维吾尔族";
        Miao = "miao", "Miao", "苗族";
        Yi = "yi", "Yi", "彝族";
        Zhuang = "zhuang", "Zhuang", "壮族";
        Bouyei = "bouyei", "Bouyei", "布依族";
        Korean = "korean", "Korean", "朝鲜族";
        Manchu = "manchu", "Manchu", "满族";
        Dong = "dong", "Dong", "侗族";
        Yao = "yao", "Yao", "瑶族";
        Bai = "bai", "Bai", "白族";
        Tujia = "tujia", "Tujia", "土家族";
        Hani = "hani", "Hani", "哈尼族";
        Kazakh = "kazakh", "Kazakh", "哈萨克族";
        Dai = "dai", "Dai", "傣族";
        Li = "li", "Li", "黎族";
        Lisu = "lisu", "Lisu", "傈僳族";
        Wa = "wa", "Wa", "佤族";
        She = "she", "She", "畲族";
        Gaoshan = "gaoshan", "Gaoshan", "高山族";
        Lahu = "lahu", "Lahu", "拉祜族";
        Sui = "sui", "Sui", "水族";
        Dongxiang = "dongxiang", "Dongxiang", "东乡族";
        Nakhi = "nakhi", "Nakhi", "纳西族";
        Jingpo = "jingpo", "Jingpo", "景颇族";
        Kyrgyz = "kyrgyz", "Kyrgyz", "柯尔克孜族";
        Monguor = "monguor", "Monguor", "土族";
        Daur = "daur", "Daur", "达斡尔族";
        Mulao = "mulao", "Mulao", "仫佬族";
        Qiang = "qiang", "Qiang", "羌族";
        Blang = "blang", "Blang", "布朗族";
        Salar = "salar", "Salar", "撒拉族";
        Maonan = "maonan", "Maonan", "毛南族";
        Gelao = "gelao", "Gelao", "仡佬族";
        Xibe = "xibe", "Xibe", "锡伯族";
        Achang = "achang", "Achang", "阿昌族";
        Pumi = "pumi", "Pumi", "普米族";
        Tajik = "tajik", "Tajik", "塔吉克族";
        Nu = "nu", "Nu", "怒族";
        Uzbek = "uzbek", "Uzbek", "乌孜别克族";
        Russian = "russian", "Russian", "俄罗斯族";
        Evenki = "evenki", "Evenki", "鄂温克族";
        Deang = "deang", "De'ang", "德昂族";
        Bonan = "bonan", "Bonan", "保安族";
        Yugur = "yugur", "Yugur", "裕固族";
        Gin = "gin", "Gin", "京族";
        Tatar = "tatar", "Tatar", "塔塔尔族";
        Derung = "derung", "Derung", "独龙族";
        Oroqen = "oroqen", "Oroqen", "鄂伦春族";
        Hezhen = "hezhen", "Hezhen", "赫哲族";
        Monpa = "monpa", "Monpa", "门巴族";
        Lhoba = "lhoba", "Lhoba", "珞巴族";
        Jino = "jino", "Jino", "基诺族";
    }
}

impl Membership {
    /// Whether it counts as a seat on `day`.
    pub fn is_held_on(&self, day: Date) -> bool {
        let in_office = match self.status {
            MembershipStatus::Serving | MembershipStatus::Suspended => true,
            MembershipStatus::Resigned | MembershipStatus::Recalled | MembershipStatus::Ended => false,
        };
        in_office && self.from <= day && self.to.as_ref().is_none_or(|to| to.value >= day)
    }

    /// Whether `day` lies in its time, whatever became of it later; where its end was not written, nobody knows better.
    pub fn has_begun_and_not_ended(&self, day: Date) -> bool {
        self.from <= day && self.to.as_ref().is_none_or(|to| to.value >= day)
    }
}

impl Deputy {
    /// The seats that the deputy holds on `day`.
    pub fn seats_on(&self, day: Date) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(move |membership| membership.is_held_on(day))
    }
}
