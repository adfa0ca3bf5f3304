//! Coordinates in the systems of Chinese maps: WGS 84 (from which CGCS2000 differs by centimetres), GCJ-02 and BD-09.
//!
//! The law has public maps drawn in GCJ-02, which shifts WGS 84 by up to 700 m; BD-09 shifts that once more. The shifts are those of
//! the public-domain library eviltransform; the way back is found by drawing nearer.

use std::f64::consts::PI;

/// A place in one of the systems, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Longitude.
    pub lng: f64,
    /// Latitude.
    pub lat: f64,
}

/// Half the length of the Krasovsky ellipsoid's longer axis in metres.
const AXIS: f64 = 6_378_245.0;

/// Its eccentricity, squared.
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;

/// What BD-09 turns its angles by.
const TURN: f64 = PI * 3000.0 / 180.0;

impl Point {
    /// A place in WGS 84 in GCJ-02; the same outside of China.
    pub fn wgs84_to_gcj02(self) -> Self {
        if !self.is_in_china() {
            return self;
        }
        let (x, y) = (self.lng - 105.0, self.lat - 35.0);
        let latitude = self.lat.to_radians();
        let root = (1.0 - ECCENTRICITY * latitude.sin().powi(2)).sqrt();
        let metres_of_latitude = AXIS * (1.0 - ECCENTRICITY) / root.powi(3);
        let metres_of_longitude = AXIS / root * latitude.cos();
        self.plus((east(x, y) / metres_of_longitude).to_degrees(), (north(x, y) / metres_of_latitude).to_degrees())
    }

    /// A place in GCJ-02 in WGS 84.
    pub fn gcj02_to_wgs84(self) -> Self {
        self.back(Self::wgs84_to_gcj02)
    }

    /// A place in GCJ-02 in BD-09.
    pub fn gcj02_to_bd09(self) -> Self {
        let length = self.lng.hypot(self.lat) + 0.00002 * (self.lat * TURN).sin();
        let angle = self.lat.atan2(self.lng) + 0.000_003 * (self.lng * TURN).cos();
        Self { lng: length * angle.cos() + 0.0065, lat: length * angle.sin() + 0.006 }
    }

    /// A place in BD-09 in GCJ-02.
    pub fn bd09_to_gcj02(self) -> Self {
        self.back(Self::gcj02_to_bd09)
    }

    /// The place that `forth` takes here: what is missing is added again and again, each time some thousand times less.
    fn back(self, forth: fn(Self) -> Self) -> Self {
        (0..6).fold(self, |near, _| {
            let there = forth(near);
            near.plus(self.lng - there.lng, self.lat - there.lat)
        })
    }

    fn plus(self, lng: f64, lat: f64) -> Self {
        Self { lng: self.lng + lng, lat: self.lat + lat }
    }

    fn is_in_china(self) -> bool {
        (72.004..=137.8347).contains(&self.lng) && (0.8293..=55.8271).contains(&self.lat)
    }
}

/// How far GCJ-02 shifts a place to the east, in metres, from its degrees beyond 105° E and 35° N.
fn east(x: f64, y: f64) -> f64 {
    let plane = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.abs().sqrt();
    plane + ripples(x) + waves(x, [(20.0, 1.0), (40.0, 3.0)]) + waves(x, [(150.0, 12.0), (300.0, 30.0)])
}

/// How far to the north.
fn north(x: f64, y: f64) -> f64 {
    let plane = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.abs().sqrt();
    plane + ripples(x) + waves(y, [(20.0, 1.0), (40.0, 3.0)]) + waves(y, [(160.0, 12.0), (320.0, 30.0)])
}

fn ripples(x: f64) -> f64 {
    (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0
}

/// Sines of given heights and lengths, of which two thirds count.
fn waves(at: f64, waves: [(f64, f64); 2]) -> f64 {
    waves.iter().map(|(height, length)| height * (at / length * PI).sin()).sum::<f64>() * 2.0 / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lng: f64, lat: f64) -> Point {
        Point { lng, lat }
    }

    /// Metres between two places that lie near each other.
    fn metres(a: Point, b: Point) -> f64 {
        let degree = AXIS * PI / 180.0;
        ((a.lng - b.lng) * a.lat.to_radians().cos()).hypot(a.lat - b.lat) * degree
    }

    #[test]
    fn known_places_stand_where_maps_show_them() {
        let known = [
            (point(121.527_210_6, 31.177_427_6), point(121.531_541_859_215, 31.175_303_983_645_97)),
            (point(113.912_316, 22.543_847), point(113.917_176_480_836_3, 22.540_796_131_694_766)),
            (point(116.377_817, 39.911_954), point(116.384_047_224_556_57, 39.913_345_455_360_69)),
        ];
        for (wgs84, gcj02) in known {
            assert!(metres(wgs84.wgs84_to_gcj02(), gcj02) < 0.01, "{:?}", wgs84.wgs84_to_gcj02());
        }
        let bd09 = point(116.404, 39.915).gcj02_to_bd09();
        assert!(metres(bd09, point(116.410_369_493_710_29, 39.921_336_993_510_21)) < 0.01, "{bd09:?}");
    }

    #[test]
    fn the_way_back_misses_by_less_than_half_a_metre_anywhere_in_china() {
        for lng in 74..=135 {
            for lat in 18..=53 {
                let place = point(f64::from(lng) + 0.8673, f64::from(lat) + 0.5948);
                let (gcj02, bd09) = (place.wgs84_to_gcj02(), place.wgs84_to_gcj02().gcj02_to_bd09());
                assert!(metres(gcj02.gcj02_to_wgs84(), place) < 0.5, "{place:?}");
                assert!(metres(bd09.bd09_to_gcj02(), gcj02) < 0.5, "{place:?}");
                assert!((10.0..1100.0).contains(&metres(gcj02, place)), "{place:?}");
            }
        }
    }

    #[test]
    fn elsewhere_nothing_is_shifted() {
        let place = point(2.3522, 48.8566);
        assert_eq!(place.wgs84_to_gcj02(), place);
    }
}
