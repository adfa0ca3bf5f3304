//! Deputies.

use super::map::{DEPUTY, Map, picture, relative};
use super::random::Random;
use super::words::{TAGS, person, sentence, sentences};
use super::yaml::Fields;

const GROUPS: [&str; 10] =
    ["worker", "farmer", "professional", "official", "entrepreneur", "community", "military", "teacher", "medical", "other"];
const ETHNICITIES: [&str; 6] = ["汉族", "维吾尔族", "哈萨克族", "回族", "蒙古族", "锡伯族"];
const POSTS: [&str; 6] = ["社区党支部书记", "采油厂班组长", "中学教师", "社区医院护士长", "牧业合作社负责人", "快递站站长"];

/// The profile of a deputy.
pub(crate) fn profile(map: &Map, deputy: usize) -> String {
    let random = &mut map.random(DEPUTY, deputy);
    let mut fields = Fields::default();
    fields.text("name", &name(map, deputy, random));
    fields.plain("gender", random.pick(&["male", "female"]));
    fields.plain("ethnicity", random.pick(&ETHNICITIES));
    fields.groups("memberships", &memberships(map, deputy, random));
    fields.text("position", &position(map, deputy, random));
    let stations: Vec<String> = map.stations_of(deputy).iter().map(|station| map.station_id(*station)).collect();
    fields.list("stations", &stations);
    if map.quirk(deputy, 11, 5) {
        fields.plain("draft", true);
    }
    if !map.quirk(deputy, 7, 0) {
        unneeded(map, deputy, random, &mut fields);
    }
    fields.finish()
}

fn name(map: &Map, deputy: usize, random: &mut Random) -> String {
    if map.quirk(deputy, 12, 1) {
        return "买".to_owned();
    }
    if map.quirk(deputy, 12, 2) { format!("{}·长名", "阿卜杜热合曼·".repeat(6).trim_end_matches('·')) } else { person(random) }
}

/// Most hold one seat; in rough sites some have left it, and some hold one at every level.
fn memberships(map: &Map, deputy: usize, random: &mut Random) -> Vec<String> {
    let constituency = random.between(1, 80);
    if map.quirk(deputy, 10, 3) {
        return vec!["level: district, congress: 第九届, from: 2016-11-16, to: 2021-11-15, status: ended".to_owned()];
    }
    let mut all = vec![format!("level: district, congress: 第十届, constituency: 第{constituency}选区, from: 2021-11-16, status: serving")];
    if map.quirk(deputy, 10, 4) {
        for level in ["national", "region", "city", "township"] {
            all.push(format!("level: {level}, congress: 第十五届, electing_unit: 云河市人民代表大会, from: 2022-01-10, status: serving"));
        }
    }
    all
}

fn position(map: &Map, deputy: usize, random: &mut Random) -> String {
    if map.quirk(deputy, 12, 4) { POSTS.join("兼") } else { random.pick(&POSTS).to_owned() }
}

fn unneeded(map: &Map, deputy: usize, random: &mut Random, fields: &mut Fields) {
    fields.plain("profession_group", random.pick(&GROUPS));
    fields.list("expertise", &[TAGS[random.below(18)], TAGS[18 + random.below(18)]]);
    fields.text("promise", &sentence(random));
    if random.percent(30) {
        let file = map.deputy_file(deputy);
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        fields.plain("photo", format_args!("{{file: {}, alt: 代表的示意画像}}", relative(folder, &picture(deputy))));
    }
    fields.block("intro", &sentences(random, 4));
}
