//! Pictures come out in several widths, upright, and tell nothing of the camera and the place; what is broken is told, and the rest goes on.

use std::collections::BTreeSet;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, RgbaImage};
use wanjia::digest::Digest;
use wanjia::picture::{self, Facts, Fault, Format, Order, Real, Recipe};
use wanjia::pipeline::{self, Quiet, Rendering};
use wanjia::publish::{Checked, Derived, Place};
use wanjia::render;

use crate::preview::Preview;
use crate::project::{Project, SVG, station, story};

const QU: &str = "content/districts/qu";
/// What a camera, or somebody at it, wrote into the picture.
const TOLD: &str = "45.5789N84.8901E";

/// A picture whose four quarters have colours of their own.
fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([220, 30, 30]),
        (false, true) => Rgb([30, 200, 30]),
        (true, false) => Rgb([30, 30, 220]),
        (false, false) => Rgb([230, 230, 40]),
    })
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&quarters(width, height).into(), ImageFormat::Jpeg)
}

/// An EXIF block with an orientation and a place.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x0e, 1, 2, 0, TOLD.len() as u8, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(TOLD.bytes());
    tiff
}

/// A JPEG with what a telephone writes into it, before the picture and behind it.
fn jpeg_that_tells(bytes: &[u8], orientation: u8) -> Vec<u8> {
    let segment = |marker: u8, inside: Vec<u8>| [&[0xff, marker], &(inside.len() as u16 + 2).to_be_bytes()[..], &inside].concat();
    let app1 = segment(0xe1, [b"Exif\0\0", &exif(orientation)[..]].concat());
    let xmp = segment(0xe1, format!("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{TOLD}</x:xmpmeta>").into_bytes());
    let iptc = segment(0xed, format!("Photoshop 3.0\0{TOLD}").into_bytes());
    let comment = segment(0xfe, TOLD.as_bytes().to_vec());
    [&bytes[..2], &app1, &xmp, &iptc, &comment, &bytes[2..], TOLD.as_bytes()].concat()
}

fn png_that_tells(bytes: &[u8], orientation: u8) -> Vec<u8> {
    // Nobody here looks at the sums of chunks that only tell something.
    let chunk = |name: &[u8; 4], inside: &[u8]| [&(inside.len() as u32).to_be_bytes()[..], name, inside, &[0; 4]].concat();
    let notes = [
        chunk(b"eXIf", &exif(orientation)),
        chunk(b"tEXt", format!("Comment\0{TOLD}").as_bytes()),
        chunk(b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{TOLD}").as_bytes()),
        chunk(b"tIME", &[7, 234, 1, 1, 0, 0, 0]),
    ];
    [&bytes[..33], &notes.concat(), &bytes[33..], TOLD.as_bytes()].concat()
}

fn webp_that_tells(bytes: &[u8], width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let chunk = |name: &[u8; 4], inside: &[u8]| {
        [&name[..], &(inside.len() as u32).to_le_bytes(), inside, if inside.len() % 2 == 1 { &[0] } else { &[] }].concat()
    };
    let three = |side: u32| (side - 1).to_le_bytes()[..3].to_vec();
    let canvas = [&[0b1100, 0, 0, 0][..], &three(width), &three(height)].concat();
    let inside = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &canvas),
        bytes[12..].to_vec(),
        chunk(b"EXIF", &exif(orientation)),
        chunk(b"XMP ", format!("<x:xmpmeta>{TOLD}").as_bytes()),
    ]
    .concat();
    [b"RIFF", &(inside.len() as u32).to_le_bytes()[..], &inside].concat()
}

fn gif_that_tells() -> Vec<u8> {
    let comment = [&[0x21, 0xfe, TOLD.len() as u8][..], TOLD.as_bytes(), &[0]].concat();
    let picture = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0, 0x3b];
    [&b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"[..], &comment, &picture, TOLD.as_bytes()].concat()
}

fn with(mut project: Project, path: &str, bytes: Vec<u8>) -> Project {
    project.files.insert(path.to_owned(), bytes);
    project
}

/// A station that shows `file`.
fn shown(project: Project, file: &str, bytes: Vec<u8>) -> Project {
    let station = station("示例站点", "deputies: [li]\n").replace("photo.svg", file);
    with(project.file(&format!("{QU}/stations/zhan.yaml"), &station), &format!("{QU}/stations/{file}"), bytes)
}

fn facts(bytes: &[u8]) -> Facts {
    let Real::Shown(format) = picture::sniff(bytes) else { panic!("no picture") };
    picture::read(&mut Cursor::new(bytes), format).unwrap()
}

#[test]
fn a_photo_tells_nothing_of_camera_and_place_in_any_file() {
    let png = encoded(&quarters(900, 600).into(), ImageFormat::Png);
    let webp = encoded(&quarters(900, 600).into(), ImageFormat::WebP);
    let small = encoded(&quarters(200, 100).into(), ImageFormat::Jpeg);
    let files = [
        ("a.jpg", jpeg_that_tells(&jpeg(2000, 1500), 1)),
        ("b.png", png_that_tells(&png, 1)),
        ("c.webp", webp_that_tells(&webp, 900, 600, 1)),
        ("d.gif", gif_that_tells()),
        ("e.svg", SVG.replace("<path", &format!("<!-- {TOLD} --><metadata>{TOLD}</metadata><path")).into_bytes()),
        ("f.jpg", jpeg_that_tells(&small, 6)),
        ("g.jpg", jpeg_that_tells(&small, 1)),
    ];
    let text: String = files.iter().map(|(name, _)| format!("![楼门]({name})\n\n[原图]({name})\n\n")).collect();
    let mut project = Project::new().file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "", &text));
    for (name, bytes) in files {
        assert!(bytes.windows(TOLD.len()).any(|window| window == TOLD.as_bytes()));
        project = with(project, &format!("{QU}/stories/{name}"), bytes.clone());
        project = with(project, &format!("static/{name}"), bytes);
    }
    // A file of another name is cleaned for what it is.
    project = with(project, "static/icon.ico", png_that_tells(&png, 1));
    let site = project.build();
    assert_eq!(site.problems(), "");
    for said in [TOLD, "Exif", "EXIF", "eXIf", "xmpmeta", "XMP ", "Photoshop", "tEXt", "tIME"] {
        assert_eq!(site.mentions(said), Vec::<&str>::new(), "{said}");
    }
    assert_eq!(site.dead_links(), BTreeSet::new());
    let names: Vec<&String> = site.files.keys().filter(|name| name.starts_with("media/")).collect();
    assert_eq!(names.len(), 19, "{names:?}");
    for (name, bytes) in site.files.iter().filter(|(name, _)| Format::of_extension(name.rsplit('.').next().unwrap()).is_some()) {
        assert_eq!(facts(bytes).orientation, 1, "{name}");
    }
    // Turned pixels, not a lost orientation.
    assert_eq!(facts(&site.files["f.jpg"]).stored, Some((100, 200)));
    // What is kept is kept to the bit.
    assert_eq!(site.files["g.jpg"], small);
    assert_eq!(site.files["b.png"], png);
}

#[test]
fn all_ways_to_hold_a_camera_give_the_same_upright_picture() {
    let upright = quarters(900, 600);
    for orientation in 1..=8_u8 {
        let whole = DynamicImage::from(upright.clone());
        let stored = match orientation {
            2 => whole.fliph(),
            3 => whole.rotate180(),
            4 => whole.flipv(),
            5 => whole.rotate90().fliph(),
            6 => whole.rotate270(),
            7 => whole.rotate270().fliph(),
            8 => whole.rotate90(),
            _ => whole,
        };
        let webp = encoded(&stored, ImageFormat::WebP);
        let files = [
            jpeg_that_tells(&encoded(&stored, ImageFormat::Jpeg), orientation),
            png_that_tells(&encoded(&stored, ImageFormat::Png), orientation),
            webp_that_tells(&webp, stored.width(), stored.height(), orientation),
        ];
        for bytes in files {
            let facts = facts(&bytes);
            assert_eq!((facts.orientation, facts.upright()), (orientation, Some((900, 600))));
            let recipes: Vec<Recipe> = facts.variants().into_iter().chain([Recipe::Clean]).collect();
            for (recipe, made) in recipes.iter().zip(render::picture::make(&bytes, facts, &recipes).unwrap()) {
                let made = image::load_from_memory(&made).unwrap().into_rgb8();
                let (width, height) = made.dimensions();
                assert_eq!(height, (width * 2 + 1) / 3, "{recipe:?}");
                for (x, y) in [(1, 1), (3, 1), (1, 3), (3, 3)] {
                    let (found, expected) = (made.get_pixel(width * x / 4, height * y / 4), upright.get_pixel(900 * x / 4, 600 * y / 4));
                    let differs = found.0.iter().zip(expected.0).any(|(a, b)| a.abs_diff(b) > 24);
                    assert!(!differs, "{:?} {orientation} {recipe:?}: {found:?} for {expected:?}", facts.format);
                }
            }
        }
    }
}

#[test]
fn what_shines_through_still_does() {
    let drawing = RgbaImage::from_fn(600, 300, |x, _| image::Rgba([200, 0, 0, if x < 300 { 0 } else { 255 }]));
    let bytes = encoded(&drawing.into(), ImageFormat::Png);
    let facts = facts(&bytes);
    for made in render::picture::make(&bytes, facts, &facts.variants()).unwrap() {
        let made = image::load_from_memory(&made).unwrap();
        assert!(made.color().has_alpha());
        let made = made.into_rgba8();
        assert_eq!((made.get_pixel(10, 10).0[3], made.get_pixel(made.width() - 10, 10).0[3]), (0, 255));
    }
}

#[test]
fn colours_of_print_and_of_many_bits_come_out_as_they_are_seen() {
    let seen = quarters(600, 400);
    let inks: Vec<u8> = seen
        .pixels()
        .flat_map(|pixel| {
            let light = u32::from(*pixel.0.iter().max().unwrap());
            let ink = |part: u8| 255 - (u32::from(part) * 255 / light) as u8;
            [ink(pixel.0[0]), ink(pixel.0[1]), ink(pixel.0[2]), 255 - light as u8]
        })
        .collect();
    let printed = |colours| {
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 90).encode(&inks, 600, 400, colours).unwrap();
        bytes
    };
    let deep = DynamicImage::from(seen.clone()).into_rgb16();
    let grey = DynamicImage::from(seen.clone()).into_luma_alpha16();
    let files = [
        ("CMYK", printed(jpeg_encoder::ColorType::Cmyk), &seen),
        ("YCCK", printed(jpeg_encoder::ColorType::CmykAsYcck), &seen),
        ("16 bits", encoded(&deep.into(), ImageFormat::Png), &seen),
        (
            "16 bits of grey",
            encoded(&grey.into(), ImageFormat::Png),
            &DynamicImage::from(DynamicImage::from(seen.clone()).into_luma8()).into_rgb8(),
        ),
    ];
    for (what, bytes, seen) in files {
        let facts = facts(&bytes);
        let recipes = facts.variants();
        assert!(recipes.len() > 1, "{what}");
        for (recipe, made) in recipes.iter().zip(render::picture::make(&bytes, facts, &recipes).unwrap()) {
            let made = image::load_from_memory(&made).unwrap().into_rgb8();
            let (width, height) = made.dimensions();
            for (x, y) in [(1, 1), (3, 1), (1, 3), (3, 3)] {
                let (found, expected) = (made.get_pixel(width * x / 4, height * y / 4), seen.get_pixel(600 * x / 4, 400 * y / 4));
                let differs = found.0.iter().zip(expected.0).any(|(a, b)| a.abs_diff(b) > 24);
                assert!(!differs, "{what} {recipe:?}: {found:?} for {expected:?}");
            }
        }
        let site = shown(Project::new(), if facts.format == Format::Png { "a.png" } else { "a.jpg" }, bytes).build();
        assert_eq!(site.problems(), "", "{what}");
    }
}

/// Pictures that move, each with two images and a note of the camera's.
fn moving() -> [(&'static str, Vec<u8>); 3] {
    let image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0];
    let pause = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
    let again = [&[0x21, 0xff, 11][..], b"NETSCAPE2.0", &[3, 1, 0, 0, 0]].concat();
    let comment = [&[0x21, 0xfe, TOLD.len() as u8][..], TOLD.as_bytes(), &[0]].concat();
    let head = &b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff"[..];
    let gif = [head, &again, &comment, &pause, &image, &pause, &image, &[0x3b]].concat();

    let still = encoded(&quarters(8, 8).into(), ImageFormat::Png);
    let chunk = |name: &[u8; 4], inside: &[u8]| {
        let named = [&name[..], inside].concat();
        [&(inside.len() as u32).to_be_bytes()[..], &named, &crc(&named).to_be_bytes()].concat()
    };
    let at = still.windows(4).position(|window| window == b"IDAT").unwrap() - 4;
    let length = u32::from_be_bytes(still[at..at + 4].try_into().unwrap()) as usize;
    let pixels = &still[at + 8..at + 8 + length];
    let control = |number: u8| [&[0, 0, 0, number, 0, 0, 0, 8, 0, 0, 0, 8][..], &[0; 8], &[0, 1, 0, 10, 0, 0]].concat();
    let second = [&[0, 0, 0, 2][..], pixels].concat();
    let png = [
        still[..33].to_vec(),
        chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        chunk(b"tEXt", format!("Comment\0{TOLD}").as_bytes()),
        chunk(b"fcTL", &control(0)),
        still[at..at + 12 + length].to_vec(),
        chunk(b"fcTL", &control(1)),
        chunk(b"fdAT", &second),
        still[at + 12 + length..].to_vec(),
    ]
    .concat();

    let still = encoded(&quarters(8, 8).into(), ImageFormat::WebP);
    let chunk = |name: &[u8; 4], inside: &[u8]| {
        [&name[..], &(inside.len() as u32).to_le_bytes(), inside, if inside.len() % 2 == 1 { &[0] } else { &[] }].concat()
    };
    let frame = chunk(b"ANMF", &[&[0, 0, 0, 0, 0, 0, 7, 0, 0, 7, 0, 0, 10, 0, 0, 0][..], &still[12..]].concat());
    let inside = [
        b"WEBP".to_vec(),
        chunk(b"VP8X", &[0b1110, 0, 0, 0, 7, 0, 0, 7, 0, 0]),
        chunk(b"ANIM", &[0, 0, 0, 0, 0, 0]),
        frame.clone(),
        frame,
        chunk(b"EXIF", &exif(1)),
    ]
    .concat();
    let webp = [b"RIFF", &(inside.len() as u32).to_le_bytes()[..], &inside].concat();
    [("a.gif", gif), ("b.png", png), ("c.webp", webp)]
}

/// The sum of a PNG's chunk.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[test]
fn pictures_that_move_keep_moving_and_tell_nothing() {
    for (name, bytes) in moving() {
        let known = facts(&bytes);
        assert!(known.moves && known.variants().is_empty(), "{name}: {known:?}");
        assert!(bytes.windows(TOLD.len()).any(|window| window == TOLD.as_bytes()), "{name}");
        let site = shown(Project::new(), name, bytes.clone()).build();
        assert!(site.problems().lines().all(|line| line.contains(" IMG108: ")), "{name}: {}", site.problems());
        assert_eq!(site.mentions(TOLD), Vec::<&str>::new(), "{name}");
        let is_it = |bytes: &&Vec<u8>| matches!(picture::sniff(bytes), Real::Shown(format) if format == known.format);
        let published: Vec<&Vec<u8>> = site.files.values().filter(is_it).collect();
        assert!(matches!(published[..], [bytes] if facts(bytes) == known), "{name}");
        let images = |bytes: &[u8]| {
            let marks: &[u8] = match known.format {
                Format::Gif => &[0x2c, 0, 0, 0, 0, 1, 0, 1],
                Format::Png => b"fcTL",
                Format::Jpeg | Format::WebP | Format::Svg => b"ANMF",
            };
            bytes.windows(marks.len()).filter(|window| *window == marks).count()
        };
        assert_eq!((images(published[0]), images(&bytes)), (2, 2), "{name}");
        // Cut off anywhere, it is a fault and nothing worse.
        for end in (0..bytes.len()).step_by(7) {
            if let Real::Shown(format) = picture::sniff(&bytes[..end]) {
                let _fault_or_not: Result<Facts, Fault> = picture::read(&mut Cursor::new(&bytes[..end]), format);
            }
        }
    }
}

/// A PNG that says it is so large, and holds nothing.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(&quarters(8, 8).into(), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}

#[test]
fn broken_pictures_are_told_together_with_all_that_is_wrong_elsewhere() {
    let photo = jpeg(900, 600);
    let mut damaged = encoded(&quarters(900, 600).into(), ImageFormat::Png);
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0x5a);
    let files = [
        ("bomb.png", bomb(10_000, 10_000)),
        ("cut.jpg", photo[..photo.len() * 2 / 3].to_vec()),
        ("cut.png", encoded(&quarters(60, 60).into(), ImageFormat::Png)[..60].to_vec()),
        ("damaged.png", damaged),
        ("empty.jpg", Vec::new()),
        ("mislabelled.jpg", encoded(&quarters(9, 9).into(), ImageFormat::Png)),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec()),
        ("text.jpg", "这不是图片".into()),
    ];
    let text: String = files.iter().map(|(name, _)| format!("![楼门]({name})\n\n")).collect::<String>() + "[没有](missing.md)\n";
    let mut project = Project::new().file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "", &text));
    for (name, bytes) in files {
        project = with(project, &format!("{QU}/stories/{name}"), bytes);
    }
    project = with(project, "static/cut.jpg", photo[..photo.len() / 2].to_vec());
    project = with(project, "static/photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec());
    let site = project.build();
    assert!(site.files.is_empty());
    insta::assert_snapshot!(site.problems());
}

#[test]
fn a_picture_that_only_its_pixels_betray_is_told_by_build_and_check() {
    let mut damaged = encoded(&quarters(900, 600).into(), ImageFormat::Png);
    let middle = damaged.len() / 2;
    damaged[middle..middle + 40].fill(0x5a);
    let project = shown(Project::new(), "photo.png", damaged);
    let site = project.build();
    let told = "content/districts/qu/stations/photo.png:0:0: error IMG102: `content/districts/qu/stations/photo.png` is not a picture \
                that can be shown: it is damaged\n";
    assert_eq!((site.problems().as_str(), site.files.len()), (told, 0));
    let checked = || {
        let request = project.request(&site.root());
        let outcome = pipeline::build(&request, &Checked(Derived::beside(&place(&site.root()))), Rendering::Always, &Quiet).unwrap();
        crate::project::problems(&outcome.diagnostics, wanjia::language::Speech::English)
    };
    assert_eq!([checked(), checked()], [told, told]);
}

fn place(root: &Path) -> Place {
    Place { out: root.join("public"), site: root.to_owned(), ..Place::default() }
}

#[test]
fn what_was_made_is_taken_again_unless_it_was_harmed() {
    let bytes = jpeg_that_tells(&jpeg(1000, 800), 6);
    let (digest, known) = (Digest::of(&bytes), facts(&bytes));
    let project = shown(Project::new(), "photo.jpg", bytes);
    let site = project.build();
    assert_eq!(site.problems(), "");
    let (first, root) = (site.files.clone(), site.root());
    let kept = Derived::beside(&place(&root)).unwrap();
    let names: Vec<String> = known.variants().iter().map(Recipe::name).collect();
    assert_eq!(names, ["480.webp", "800.webp", "800.jpg"]);
    assert!(names.iter().all(|name| kept.get(digest, name).is_some()) && kept.is_sound(digest));
    // It is taken: what stands there is published.
    kept.put(digest, "480.webp", b"taken");
    fs::remove_dir_all(root.join("public")).unwrap();
    let again = project.build_in(site.dir);
    let differing: Vec<&String> =
        again.files.iter().filter(|(name, bytes)| first.get(*name) != Some(*bytes)).map(|(name, _)| name).collect();
    assert!(matches!(differing[..], [name] if name.ends_with("-480.webp")), "{differing:?}");
    // It is not, where it was harmed.
    let folder = root.join(format!(".public.wanjia/pictures/{}", picture::VERSION)).join(digest.hex());
    for harm in [&b""[..], b"x", &[0; 100]] {
        for name in &names {
            fs::write(folder.join(name), harm).unwrap();
        }
        fs::remove_dir_all(root.join("public")).unwrap();
        let clean = Project::build_in(&project, tempfile::tempdir().unwrap());
        assert_eq!(project.build_in(clean.dir).files, first);
        pipeline_again(&project, &root);
        assert_eq!(crate::project::output(&root), first);
    }
    // Without it, and after the picture is gone.
    fs::remove_dir_all(root.join(".public.wanjia")).unwrap();
    fs::remove_dir_all(root.join("public")).unwrap();
    pipeline_again(&project, &root);
    assert_eq!(crate::project::output(&root), first);
    let other = shown(project, "photo.jpg", jpeg(700, 500));
    other.write(&root);
    pipeline_again(&other, &root);
    assert!(!folder.exists(), "what was made of a picture that is gone is kept");
}

fn pipeline_again(project: &Project, root: &Path) {
    crate::project::publish(root, &project.request(root), wanjia::publish::Mode::Publish);
}

#[test]
fn a_preview_makes_what_is_asked_for_and_the_build_takes_it() {
    let bytes = jpeg_that_tells(&jpeg(1000, 800), 1);
    let digest = Digest::of(&bytes);
    let project = shown(Project::new(), "photo.jpg", bytes);
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("site");
    project.write(&root);
    let preview = Preview::with(&root, &["--as-of", "2026-06-01"]);
    let page = preview.page("/stations/zhan/").1;
    let path = page.split("../../media/").nth(1).unwrap().split([' ', '"']).next().unwrap().to_owned();
    let answer = preview.get(&format!("/media/{path}"));
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("image/jpeg")));
    assert!(facts(&answer.body).upright().is_some() && !answer.body.windows(4).any(|window| window == b"Exif"));
    let kept = Derived::beside(&place(&root)).unwrap();
    assert_eq!(kept.get(digest, "800.jpg"), Some(answer.body));
    assert_eq!(kept.get(digest, "480.webp"), None, "only what was asked for is made");
}

/// Numbers that are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn damage_anywhere_is_a_fault_and_nothing_worse() {
    let small = quarters(40, 30);
    let webp = encoded(&small.clone().into(), ImageFormat::WebP);
    let whole = [
        jpeg_that_tells(&encoded(&small.clone().into(), ImageFormat::Jpeg), 6),
        png_that_tells(&encoded(&small.clone().into(), ImageFormat::Png), 3),
        webp_that_tells(&webp, 40, 30, 8),
        gif_that_tells(),
        SVG.replace("<path", &format!("<!-- {TOLD} --><metadata>{TOLD}</metadata><path sodipodi:a='b'")).into_bytes(),
    ];
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for bytes in whole {
        for round in 0..400 {
            let mut bytes = bytes.clone();
            if round % 2 == 0 {
                bytes.truncate(chance.below(bytes.len()));
            }
            for _ in 0..chance.below(4) {
                if let Some(at) = (!bytes.is_empty()).then(|| chance.below(bytes.len())) {
                    bytes[at] = chance.below(256) as u8;
                }
            }
            let Real::Shown(format) = picture::sniff(&bytes) else { continue };
            let Ok(facts) = picture::read(&mut Cursor::new(&bytes), format) else { continue };
            let cleaned = picture::clean(&bytes, format);
            if let (Ok(cleaned), true) = (&cleaned, format != Format::Svg) {
                assert!(picture::read(&mut Cursor::new(cleaned), format).is_ok(), "{format:?}");
            }
            let small = facts.stored.is_none_or(|(width, height)| u64::from(width) * u64::from(height) < 1_000_000);
            if small {
                let _fault_or_not: Result<_, Fault> = render::picture::make(&bytes, facts, &[Recipe::Clean]);
            }
        }
    }
}

#[test]
fn a_files_name_and_the_way_it_is_made_decide_its_address() {
    let facts = Facts { format: Format::Jpeg, stored: Some((4000, 3000)), orientation: 1, moves: false };
    let order = |recipe| Order { digest: Digest::of(b"a"), facts, recipe };
    let all: BTreeSet<Digest> = facts.variants().into_iter().chain([Recipe::Clean]).map(|recipe| order(recipe).made_of()).collect();
    assert_eq!(all.len(), 7);
}
