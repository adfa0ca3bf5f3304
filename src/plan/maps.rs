//! Links to map services, each in the coordinates that it means: no picture of a map, no key.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::desk::Desk;
use crate::geo::Point;
use crate::language::Words;
use crate::model::{Crs, Geo, Station};
use crate::view::View;

/// What map services are told about who sends visitors.
const SENDER: &str = "wanjia";

/// The place of a station on four maps.
pub(super) fn links(desk: &Desk<'_>, record: &Station) -> View {
    let Some(geo) = &record.geo else { return View::list([]) };
    let wgs84 = wgs84(geo);
    let (gcj02, name, address) = (wgs84.wgs84_to_gcj02(), encoded(desk.words(&record.name)), encoded(desk.words(&record.address)));
    let (lng, lat) = degrees(gcj02);
    let (baidu_lng, baidu_lat) = degrees(gcj02.gcj02_to_bd09());
    let link = |words: Words, url: String| View::map([("name", View::from(desk.say(words))), ("url", View::from(url))]);
    View::list([
        link(
            Words { en: "Amap", zh: "高德地图" },
            format!("https://uri.amap.com/marker?position={lng},{lat}&name={name}&coordinate=gaode&src={SENDER}"),
        ),
        link(
            Words { en: "Tencent Maps", zh: "腾讯地图" },
            format!("https://apis.map.qq.com/uri/v1/marker?marker=coord:{lat},{lng};title:{name};addr:{address}&referer={SENDER}"),
        ),
        link(
            Words { en: "Baidu Maps", zh: "百度地图" },
            format!(
                "https://api.map.baidu.com/marker?location={baidu_lat},{baidu_lng}&title={name}&content={address}&coord_type=bd09ll&output=html&src={SENDER}"
            ),
        ),
        // It documents no address that opens at a place; the coordinates stand beside the links.
        link(Words { en: "Tianditu", zh: "天地图" }, "https://map.tianditu.gov.cn/".to_owned()),
    ])
}

/// "84.86730, 45.59480": longitude and latitude as the national map takes them.
pub(super) fn coordinates(geo: &Geo) -> String {
    let (lng, lat) = degrees(wgs84(geo));
    format!("{lng}, {lat}")
}

/// A place in the coordinates of the world.
pub(super) fn wgs84(geo: &Geo) -> Point {
    let place = Point { lng: geo.lng, lat: geo.lat };
    match geo.crs {
        Crs::Wgs84 | Crs::Cgcs2000 => place,
        Crs::Gcj02 => place.gcj02_to_wgs84(),
        Crs::Bd09 => place.bd09_to_gcj02().gcj02_to_wgs84(),
    }
}

/// Five decimals are about a metre.
fn degrees(place: Point) -> (String, String) {
    (format!("{:.5}", place.lng), format!("{:.5}", place.lat))
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
