//! Free pages.

use std::sync::Arc;

use super::Review;
use crate::document::Document;
use crate::fields::{Check, Extra, Id, choices, record};
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A free page: a Markdown file with its front matter.
    Page = "page", "the page", "页面", "一个自由页面：文首信息和正文" {
        /// Permanent id and address; the file's name unless written.
        optional id: Spanned<Id> = |reader| reader.default_id(), "编号", "永久编号，也是网址；不写就用文件名", "about";
        /// Title.
        required title: Spanned<Text>, "标题", "标题", "关于本站", [Check::MaxChars(120)];
        /// Summary of at most 120 characters.
        optional summary: Option<Text>, "摘要", "摘要，不超过120字", "本站由谁办、写什么。", [Check::MaxChars(120)];
        /// Place among the pages of the menu.
        optional order: u32, "排序", "在菜单里的顺序", "1";
        /// Whether the page stands in the menu.
        optional menu: bool, "菜单", "是否放进菜单", "true";
        /// Which statement of the site it is: then the footer of every page leads to it.
        optional statement: Option<Statement>, "声明", "是本站的哪一种声明；页脚会链接到它", "privacy";
        /// Sign-off.
        optional review: Option<Spanned<Review>>, "审签", "三审三校记录，用 wanjia sign 写", "{final: {by: 戊, at: 2026-03-05 10:00}}";
        /// Whether the page is not to be published yet.
        optional draft: bool, "草稿", "草稿，暂不发布", "true";
        /// Addresses at which the page used to be.
        optional aliases: Vec<Spanned<Arc<str>>>, "旧网址", "旧网址，会转到本页", "[/news/123.html]";
        /// Whatever templates need besides.
        optional extra: Extra, "附加", "传给模板的其他内容", "{layout: wide}";
    }
    given {
        /// The text after the front matter.
        body: Arc<Document>;
    }
}

choices! {
    /// A statement that an official site makes.
    Statement {
        Copyright = "copyright", "copyright statement", "版权声明";
        Privacy = "privacy", "privacy statement", "隐私声明";
        Accessibility = "accessibility", "accessibility statement", "无障碍声明";
    }
}
