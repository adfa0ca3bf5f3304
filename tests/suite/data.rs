//! Open data: the same rows as the lists of the site, for programs.

use serde_json::Value;

use crate::project::{Project, Site, deputy, station};

/// Three stations, one of them with coordinates of the world and one with those of a map service.
fn project() -> Project {
    let geo = |crs: &str| format!("geo: {{lng: 84.8673041, lat: 45.5948099, crs: {crs}}}\n");
    Project::new()
        .file(
            "content/districts/qu/stations/zhan.yaml",
            &station("示例站点", &format!("deputies: [li]\nnumber: \"017\"\n{}", geo("CGCS2000"))),
        )
        .file("content/districts/qu/stations/er.yaml", &station("“二”站 A, B\"C", &geo("GCJ02")))
        .file("content/districts/qu/stations/san.yaml", &station("=三站", ""))
        .file("content/districts/qu/deputies/li.yaml", &deputy("李某", "stations: [zhan]\npromise: 不说空话\n"))
        .file(
            "content/districts/qu/deputies/qian.yaml",
            &deputy("前某", "memberships: [{level: district, congress: 第九届, from: 2016-11-01, to: 2021-10-31, status: ended}]\n"),
        )
}

fn json(site: &Site, address: &str) -> Value {
    serde_json::from_str(site.page(address)).unwrap()
}

#[test]
fn a_table_has_as_many_rows_as_its_list_has_items() {
    let site = project().at("https://rd.example.cn/").build();
    assert_eq!(site.problems(), "");
    assert_eq!(
        site.page("data"),
        "开放数据 \ndistricts 各区 1 data/districts.json data/districts.csv data/schema/districts.json\n\
         stations 找站点 3 data/stations.json data/stations.csv data/stations.geojson data/schema/stations.json\n\
         deputies 人大代表 2 data/deputies.json data/deputies.csv data/schema/deputies.json\n"
    );
    for (table, rows) in [("districts", 1), ("stations", 3), ("deputies", 2)] {
        let data = json(&site, &format!("data/{table}.json"));
        assert_eq!((data["count"].as_u64(), data["items"].as_array().map(Vec::len)), (Some(rows), usize::try_from(rows).ok()));
        assert_eq!(data["items"].as_array().unwrap().len(), site.page(&format!("data/{table}.csv")).lines().count() - 1);
    }
}

#[test]
fn every_row_has_what_the_schema_says_and_nothing_else() {
    let site = project().build();
    for table in ["districts", "stations", "deputies"] {
        let (data, schema) = (json(&site, &format!("data/{table}.json")), json(&site, &format!("data/schema/{table}.json")));
        let names: Vec<&String> = schema["properties"]["items"]["items"]["properties"].as_object().unwrap().keys().collect();
        for item in data["items"].as_array().unwrap() {
            assert_eq!(item.as_object().unwrap().keys().collect::<Vec<_>>(), names);
        }
    }
    let deputy = &json(&site, "data/deputies.json")["items"][0];
    assert_eq!(
        deputy.to_string(),
        "{\"id\":\"li\",\"name\":\"李某\",\"gender\":\"男\",\"ethnicity\":\"汉族\",\"position\":\"示例单位职工\",\"district\":\"qu\",\"serving\":true,\
         \"seats\":[\"示例区第十届人大代表\"],\"stations\":[\"zhan\"],\"url\":\"deputies/li/\"}"
    );
}

#[test]
fn spreadsheets_leave_numbers_and_formulas_alone() {
    let site = project().build();
    assert_eq!(
        site.page("data/stations.csv"),
        "\u{feff}id,number,name,kind,district,township,address,tel,opening_hours,status,deputies,url\r\n\
         er,,\"“二”站 A, B\"\"C\",station,qu,示例街道,示例路1号,0990-0000002,周一 10:00-12:00,运行,,stations/er/\r\n\
         san,,'=三站,station,qu,示例街道,示例路1号,0990-0000002,周一 10:00-12:00,运行,,stations/san/\r\n\
         zhan,\t017,示例站点,station,qu,示例街道,示例路1号,0990-0000002,周一 10:00-12:00,运行,li; qian,stations/zhan/\r\n"
    );
}

#[test]
fn every_known_place_is_on_the_map_in_the_coordinates_of_the_world() {
    let places = json(&project().build(), "data/stations.geojson");
    let features = places["features"].as_array().unwrap();
    let told = features.iter().map(|feature| format!("{} {}\n", feature["properties"]["id"], feature["geometry"]));
    assert_eq!(
        told.collect::<String>(),
        "\"er\" {\"type\":\"Point\",\"coordinates\":[84.86487,45.59399]}\n\"zhan\" {\"type\":\"Point\",\"coordinates\":[84.8673,45.59481]}\n"
    );
}

#[test]
fn the_data_say_what_may_be_done_with_them_and_are_there_once() {
    let settings = String::from_utf8(project().files["site.yaml"].clone()).unwrap();
    let site = project().file("site.yaml", &format!("{settings}data_license: 请注明来源\nlanguages: [zh, en]\n")).build();
    assert_eq!(json(&site, "data/stations.json")["license"], "请注明来源");
    let pages: Vec<&str> =
        site.addresses().into_iter().filter(|address| address.contains("data/")).filter(|address| address.ends_with("l")).collect();
    assert_eq!(pages, ["data/index.html", "en/data/index.html"]);
}

#[test]
fn the_data_change_with_their_rows_and_not_every_day() {
    let at = |day: &str| project().on(day).build();
    let (one, other) = (at("2026-06-01T12:00"), at("2026-06-09T12:00"));
    for table in ["districts", "stations", "deputies"] {
        assert_eq!(json(&one, &format!("data/{table}.json"))["date"], Value::Null);
        assert_eq!(one.page(&format!("data/{table}.json")), other.page(&format!("data/{table}.json")));
    }
}

#[test]
fn suggestions_and_receptions_have_tables_with_the_day_of_the_newest() {
    let sessions = "sessions:\n  - {date: 2026-05-12, status: held, deputies: [li], topic: 停车, visitors: 8, opinions: {total: 3}}\n\
        \x20 - {date: 2026-05-19, status: cancelled}\n  - {date: 2026-04-14, moved_to: 2026-04-16, status: held}\n";
    let suggestion = "number: 第046号\ntitle: 关于停车的建议\ncongress: 第十届\nperiod: session\nraised_on: 2026-01-08\nproposers: [li]\n\
        category: social\nlead_unit: 区交通局\npublic: true\nstatus: answered\nassigned_on: 2026-01-20\nreplied_on: 2026-04-02\nresult: a\n";
    let site = Project::new()
        .file("content/districts/qu/stations/zhan.yaml", &station("示例站点", &format!("deputies: [li]\n{sessions}")))
        .file("content/districts/qu/suggestions/046.yaml", suggestion)
        .build();
    assert_eq!(site.problems(), "");
    assert_eq!(
        site.page("data/suggestions.csv"),
        "\u{feff}id,number,title,category,raised_on,proposers,district,lead_unit,status,result,replied_on,url\r\n\
         \t046,第046号,关于停车的建议,社会建设,2026-01-08,li,qu,区交通局,已答复,a,2026-04-02,suggestions/046/\r\n"
    );
    assert_eq!(
        site.page("data/receptions.csv"),
        "\u{feff}station,district,date,deputies,topic,visitors,opinions,url\r\n\
         zhan,qu,2026-05-12,li,停车,8,3,stations/zhan/\r\nzhan,qu,2026-04-16,,,,,stations/zhan/\r\n"
    );
    assert_eq!(json(&site, "data/receptions.json")["date"], "2026-05-12");
    assert_eq!(json(&site, "data/suggestions.json")["date"], "2026-04-02");
}
