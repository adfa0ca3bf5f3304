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
        .file("content/districts/qu/stations/er.yaml", &station("“二”站, 引号\"站", &geo("GCJ02")))
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
         er,,\"“二”站, 引号\"\"站\",station,qu,示例街道,示例路1号,0990-0000002,周一 10:00-12:00,运行,,stations/er/\r\n\
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
