//! QR codes and door plates: what stands on a wall must lead to the site for years.

use crate::project::{Project, Site, station, story};

const BASE: &str = "https://rd.example.cn/";

/// A station with a short address, one without, and a story with one.
fn project() -> Project {
    Project::new()
        .file(
            "content/districts/qu/stations/zhan.yaml",
            &station("示例站点", "deputies: [li]\nshort_id: \"017\"\nplate_name: 门牌上的名称\n"),
        )
        .file("content/districts/qu/stations/lao.yaml", &station("老站", ""))
        .file("content/districts/qu/stories/2026-03-05-a.md", &story("第一篇", "2026-03-05", "short_id: a1\n", "正文。"))
}

/// What a reader sees in the drawing at `address`: its modules as squares of four pixels, read by a decoder that is not ours.
fn read(site: &Site, address: &str) -> String {
    const SCALE: usize = 4;
    let svg = site.page(address);
    let between = |text: &str, from: &str, to: &str| text.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned();
    let side: usize = between(svg, "viewBox=\"0 0 ", " ").parse().unwrap();
    let mut dark = vec![false; side * side];
    for run in between(svg, "<path d=\"", "\"").split_terminator('z') {
        let numbers: Vec<usize> =
            run.split(['M', ' ', 'h', 'v']).filter(|part| !part.is_empty()).take(3).map(|part| part.parse().unwrap()).collect();
        let [x, y, width] = numbers[..] else { panic!("{run}") };
        dark[y * side + x..y * side + x + width].fill(true);
    }
    let pixel = |x: usize, y: usize| if dark[y / SCALE * side + x / SCALE] { 0 } else { 255 };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, pixel);
    let grids = image.detect_grids();
    let (meta, text) = grids[0].decode().unwrap();
    assert_eq!((grids.len(), meta.ecc_level), (1, 3), "one code of level Q");
    text
}

#[test]
fn a_code_is_read_back_as_the_permanent_address() {
    let site = project().at(BASE).build();
    assert_eq!(site.problems(), "");
    assert_eq!(read(&site, "stations/zhan/qr.svg"), "https://rd.example.cn/s/017/");
    assert_eq!(read(&site, "stations/lao/qr.svg"), "https://rd.example.cn/stations/lao/");
    assert_eq!(read(&site, "stories/2026-03-05-a/qr.svg"), "https://rd.example.cn/s/a1/");
}

#[test]
fn a_plate_carries_name_code_hours_and_telephone() {
    assert_eq!(
        project().at(BASE).build().page("stations/zhan/plate"),
        "门牌上的名称 stations/zhan/qr.svg https://rd.example.cn/s/017/ 周一 10:00–12:00 0990-0000002\n"
    );
}

#[test]
fn without_an_address_there_is_no_code_and_with_several_languages_there_is_one() {
    let is_code = |address: &&&str| address.contains("qr.svg") || address.contains("/plate/");
    assert_eq!(project().build().addresses().iter().filter(is_code).count(), 0);
    let settings = project().files["site.yaml"].clone();
    let two = project().at(BASE).file("site.yaml", &format!("{}languages: [zh, en]\n", String::from_utf8(settings).unwrap()));
    assert_eq!(two.build().addresses().iter().filter(is_code).count(), 7);
}
