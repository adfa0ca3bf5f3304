//! Districts, and the cities and townships that hold or belong to them.

use std::sync::Arc;

use super::Photo;
use crate::fields::{Check, Extra, Id, Markdown, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A city, a district or a township: a folder of the site.
    District = "district", "the district", "区档案", "一个市、区或乡镇，对应一个文件夹" {
        /// Permanent id, part of the web address; the folder's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号，也是网址的一部分；不写就用文件夹名", "kly";
        /// Code of the administrative division (GB/T 2260), six digits.
        required adcode: Arc<str>, "行政区划代码", "六位行政区划代码，要加引号", "\"650203\"", [Check::Adcode];
        /// Full name.
        required name: Text, "名称", "全称", "克拉玛依区";
        /// Short name.
        optional short_name: Option<Text>, "简称", "简称", "克区";
        /// One Chinese character, shown as a seal.
        optional seal: Option<Text>, "一字", "代表这个区的一个汉字，作印章图案", "克", [Check::OneHan];
        /// Place in the official order.
        required order: u32, "排序", "法定排序", "1";
        /// Full name of the standing committee or presidium.
        required body: Text, "人大机构", "人大机构全称", "克拉玛依市克拉玛依区人大常委会";
        /// Level.
        optional level: DistrictLevel = |_| DistrictLevel::District, "层级", "市、区还是乡镇", "district";
        /// Townships, towns and subdistricts.
        required townships: Vec<Township>, "乡镇街道", "下辖的乡、镇、街道等", "[{id: hepan, name: 河畔街道, kind: subdistrict}]";
        /// The office in charge and its public landline.
        required office: Office, "办公室", "主管科室和公开电话", "{name: 代表工作委员会, tel: \"0990-0000001\"}";
        /// Accent colour.
        optional color: Option<Hue>, "主色", "页面点缀色", "blue";
        /// An ornament, as an SVG file.
        optional motif: Option<Spanned<Arc<str>>>, "图案", "装饰图案文件（SVG）", "motif.svg";
        /// Introduction.
        optional intro: Option<Markdown>, "简介", "简介，可用 Markdown", "老城区，站点最密。";
        /// The picture at the head of the page.
        optional cover: Option<Photo>, "封面", "页面顶部的图片", "{file: cover.jpg, alt: 河边的步道}";
        /// Short permanent name for printed matter: `/s/<short_id>/` leads to the page.
        optional short_id: Option<Spanned<Id>>, "短编号", "印刷品和二维码用的短编号：`/s/短编号/` 会转到本页，印出去就不要改", "\"017\"";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{area_km2: 3833}";
    }
}

record! {
    /// A township, town or subdistrict.
    Township = "township", "the township", "乡镇街道", "一个乡、镇、街道、开发区或团场" {
        /// Id, by which stations name it.
        required id: Spanned<Id>, "编号", "编号，站点用它注明所在乡镇街道", "hepan";
        /// Name.
        required name: Text, "名称", "名称", "河畔街道";
        /// What it is.
        required kind: TownshipKind, "类别", "乡、镇、街道、开发区或团场", "subdistrict";
    }
}

record! {
    /// An office and its telephone.
    Office = "office", "the office", "办公室", "主管科室和公开电话" {
        /// Name of the office.
        required name: Text, "名称", "科室名称", "代表工作委员会";
        /// Public landline.
        required tel: Spanned<Arc<str>>, "电话", "公开的固定电话，要加引号", "\"0990-0000001\"", [Check::Landline];
    }
}

choices! {
    /// The level of an administrative division that has a congress.
    DistrictLevel {
        City = "city", "city", "市";
        District = "district", "district", "区";
        Township = "township", "township", "乡镇";
    }

    /// What a township is.
    TownshipKind {
        Township = "township", "township", "乡";
        Town = "town", "town", "镇";
        Subdistrict = "subdistrict", "subdistrict", "街道";
        Zone = "zone", "development zone", "开发区";
        Regiment = "regiment", "regimental farm", "团场";
    }

    /// A colour of the theme.
    Hue {
        Blue = "blue", "blue", "蓝";
        Ochre = "ochre", "ochre", "赭";
        Green = "green", "green", "绿";
        Violet = "violet", "violet", "紫";
        Red = "red", "red", "红";
        Teal = "teal", "teal", "青";
    }
}
