//! Pictures with what must be said about them.

use std::sync::Arc;

use jiff::civil::Date;

use crate::fields::record;
use crate::language::Text;
use crate::source::Spanned;

record! {
    /// A picture and what is said about it.
    Photo = "photo", "the picture", "图片信息", "一张图片和它的说明" {
        /// The picture's path, from the folder of this file.
        required file: Spanned<Arc<str>>, "文件", "图片文件，路径从本文件所在文件夹算起", "photo.jpg";
        /// What the picture shows, for people who cannot see it.
        required alt: Text, "替代文字", "图片内容，读给看不见图片的人听", "代表在社区活动室听居民发言";
        /// The line below the picture.
        optional caption: Option<Text>, "图片说明", "图片下面的说明文字", "代表在接待日听取意见";
        /// Who took or drew it.
        optional credit: Option<Text>, "摄影", "摄影或作图者", "示例绘图";
        /// The day on which it was taken.
        optional taken_on: Option<Date>, "拍摄日期", "拍摄日期", "2026-03-05";
        /// Whether somebody under 14 years can be recognized.
        optional has_minor: bool, "含未成年人", "画面里能否认出未满14周岁的人", "false";
        /// Who agreed to the publication, and how.
        optional consent: Option<Arc<str>>, "肖像同意", "谁同意发布、以什么方式", "本人书面同意";
    }
}
