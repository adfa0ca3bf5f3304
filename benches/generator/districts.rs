//! Settings, pictures and districts.

use std::io;

use super::map::{CITY, DISTRICTS, District, Map, TOWNSHIP};
use super::random::Random;
use super::words::sentences;
use super::yaml::Fields;

/// The settings of the site.
pub(crate) fn settings(map: &Map) -> String {
    let mut fields = Fields::default();
    fields.text("title", "云河代表家室站（示例）");
    fields.text("organization", "云河市人大常委会办公室（示例）");
    if !map.rough {
        fields.text("tagline", "找到离家近的站，找到今天在站的代表。");
        fields.text("base_url", "https://yunhe.example.cn/");
        fields.text("city", CITY.name);
        fields.text("tel", "0990-0000000");
        fields.text("demo", "程序生成的示例站点，人物、站点和事情均为虚构。");
    }
    fields.finish()
}

/// A drawing of hills and a house, each in other colours.
pub(crate) fn drawing(number: usize) -> String {
    let hue = number * 30;
    let mut random = Random::new(number as u64, 9, number);
    let hills: String = (0..6).map(|step| format!("L{} {}", step * 160, random.between(150, 330))).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 450\" width=\"800\" height=\"450\">\
         <rect width=\"800\" height=\"450\" fill=\"hsl({hue} 45% 90%)\"/>\
         <path d=\"M0 450{hills}L800 450z\" fill=\"hsl({hue} 35% 62%)\"/>\
         <path d=\"M300 430V300l100-70 100 70v130z\" fill=\"hsl({hue} 30% 35%)\"/></svg>\n"
    )
}

/// Gives every district's file to `put`.
pub(crate) fn each(map: &Map, put: &mut dyn FnMut(&str, &str) -> io::Result<()>) -> io::Result<()> {
    put(&file(&CITY), &profile(map, &CITY, "city", 0))?;
    for (number, district) in DISTRICTS.iter().enumerate() {
        put(&file(district), &profile(map, district, "district", number + 1))?;
    }
    if map.rough {
        put(&file(&TOWNSHIP), &profile(map, &TOWNSHIP, "township", 1))?;
    }
    Ok(())
}

fn file(district: &District) -> String {
    format!("{}/district.yaml", district.folder)
}

fn profile(map: &Map, district: &District, level: &str, order: usize) -> String {
    let mut fields = Fields::default();
    fields.text("adcode", &format!("65990{order}"));
    fields.text("name", district.name);
    fields.plain("order", order);
    fields.plain("level", level);
    fields.text("body", &format!("{}人大常委会", district.name));
    let kind = |name: &str| if name.ends_with('镇') { "town" } else { "subdistrict" };
    let townships: Vec<String> =
        district.townships.iter().map(|(id, name)| format!("id: {id}, name: {name}, kind: {}", kind(name))).collect();
    fields.groups("townships", &townships);
    fields.plain("office", format_args!("{{name: 代表工作委员会, tel: \"0990-00001{order:02}\"}}"));
    if !map.rough || level == "district" {
        let hue = ["red", "blue", "ochre", "green", "violet"][order % 5];
        fields.plain("color", hue);
        fields.block("intro", &sentences(&mut Random::new(order as u64, 8, order), 5));
    }
    fields.finish()
}
