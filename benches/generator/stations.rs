//! Stations.

use super::map::{Map, STATION, picture, relative};
use super::random::Random;
use super::words::{person, sentence, sentences};
use super::yaml::{Fields, quoted};

const KINDS: [&str; 8] = ["home", "room", "station", "center", "point", "legislation", "mobile", "industry"];
const ITEMS: [&str; 6] = ["site", "staff", "plate", "rules", "archive", "funds"];
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// The profile of a station.
pub(crate) fn profile(map: &Map, station: usize) -> String {
    let random = &mut map.random(STATION, station);
    let district = map.district_of(station);
    let mut fields = Fields::default();
    fields.text("name", &name(map, station));
    fields.plain("kind", random.pick(&KINDS));
    fields.plain("township", district.townships[random.below(district.townships.len())].0);
    fields.text("managed_by", &format!("{}人大工委", district.name));
    fields.text("address", &format!("{}示例路{}号一楼", district.name, random.between(1, 400)));
    telephone(map, station, &mut fields);
    fields.plain("staff", format_args!("{{head: {}, liaison: [{}]}}", quoted(&person(random)), quoted(&person(random))));
    fields.groups("opening_hours", &["days: 周一至周五, time: \"10:00-14:00\"".to_owned()]);
    receptions(map, station, random, &mut fields);
    let deputies: Vec<String> = map.deputies_of(station).iter().map(|deputy| map.deputy_id(*deputy)).collect();
    fields.list("deputies", &deputies);
    standard(map, station, random, &mut fields);
    let folder = format!("{}/stations", district.folder);
    let photo = relative(&folder, &picture(station));
    fields.groups("photos", &[format!("file: {photo}, alt: 站点门口的示意图, credit: 示例绘图")]);
    status(map, station, &mut fields);
    if !map.quirk(station, 5, 0) {
        unneeded(map, station, random, &mut fields);
    }
    fields.finish()
}

fn name(map: &Map, station: usize) -> String {
    let district = map.district_of(station).name;
    if map.quirk(station, 11, 3) {
        return "甲".to_owned();
    }
    if map.quirk(station, 11, 5) {
        return format!("{district}第{station}号{}代表家室站", "新能源和高端装备制造产业园区".repeat(10));
    }
    if map.quirk(station, 11, 6) {
        format!("Station <{station}> & \"Friends\" of {district}")
    } else {
        format!("{district}第{}代表家室站", station + 1)
    }
}

fn telephone(map: &Map, station: usize, fields: &mut Fields) {
    if map.quirk(station, 14, 1) {
        fields.text("tel", "13900000000");
        fields.plain("tel_is_duty_phone", true);
    } else {
        fields.text("tel", &format!("0990-{:07}", station % 10_000_000));
    }
}

fn receptions(map: &Map, station: usize, random: &mut Random, fields: &mut Fields) {
    if map.quirk(station, 5, 0) {
        return fields.plain("reception_rules", "[]");
    }
    let day = random.pick(&DAYS);
    let mut rules = vec![format!("freq: monthly, bysetpos: {}, byday: [{day}], time: \"10:30-12:30\"", random.between(1, 4))];
    if random.percent(30) {
        rules.push(format!("freq: weekly, byday: [{}], time: \"16:00-18:00\", holiday: skip", random.pick(&DAYS)));
    }
    if map.quirk(station, 6, 2) {
        rules.push("freq: yearly_dates, dates: [2026-03-10, 2026-12-04]".to_owned());
        rules.push("freq: monthly, bymonthday: [1, 15, 31], months: [1, 3, 5], note: 夏季改在广场".to_owned());
    }
    fields.groups("reception_rules", &rules);
}

fn standard(map: &Map, station: usize, random: &mut Random, fields: &mut Fields) {
    if map.quirk(station, 5, 0) {
        return fields.plain("standard_items", "[]");
    }
    let mut status = || if random.percent(85) { "met" } else { "improving" };
    let items: Vec<String> = ITEMS.iter().map(|item| format!("item: {item}, status: {}", status())).collect();
    fields.groups("standard_items", &items);
}

/// A rough site has merged and building stations, and drafts to which others refer.
fn status(map: &Map, station: usize, fields: &mut Fields) {
    if map.quirk(station, 13, 4) {
        fields.plain("draft", true);
    }
    if map.quirk(station, 16, 2) {
        fields.plain("status", "merged");
        fields.text("redirect_to", &map.station_id(station - 1));
    } else {
        fields.plain("status", if map.quirk(station, 16, 5) { "building" } else { "open" });
    }
}

fn unneeded(map: &Map, station: usize, random: &mut Random, fields: &mut Fields) {
    fields.text("number", &format!("{station:05}"));
    fields.text("community", &format!("第{}社区", station % 90 + 1));
    fields.text("directions", &format!("{}路公交车到联络站下车，向东一百米", random.between(1, 60)));
    fields.plain("area_m2", random.between(40, 260));
    fields.list("rooms", &["接待室", "学习室", "议事厅"]);
    fields.plain("functions", "[study, reception, opinions, supervision]");
    fields.list("barrier_free", &["门口坡道", "老花镜"]);
    if random.percent(20) {
        fields.plain("brand", format_args!("{{name: 长桌议事{station}, slogan: {}, since: 2025-04-08}}", quoted(&sentence(random))));
    }
    if random.percent(10) {
        fields.groups("honors", &["type: model, title: 示范站, by: 云河市人大常委会（示例）, year: 2025".to_owned()]);
    }
    if station > 0 && map.quirk(station, 7, 3) {
        fields.text("parent", &map.station_id(station - 1));
    }
    fields.block("intro", &format!("{}\n\n## 接待须知\n\n- {}\n- {}", sentences(random, 4), sentence(random), sentence(random)));
}
