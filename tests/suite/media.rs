//! Pictures and attachments are published once something published shows them, and only then.

use crate::project::{PDF, Project, SVG, station, story};

const QU: &str = "content/districts/qu";

#[test]
fn only_what_is_shown_is_published_under_a_name_from_its_contents() {
    let project = Project::new()
        .file(&format!("{QU}/stories/unused.svg"), SVG)
        .file(&format!("{QU}/stories/notes.docx"), "PK")
        .file(&format!("{QU}/stations/制度.pdf"), PDF)
        .append(&format!("{QU}/stations/zhan.yaml"), "regulations: [{title: 接待制度, file: 制度.pdf}, {title: 学习制度}]\n");
    let site = project.build();
    assert_eq!(site.problems(), "");
    let media: Vec<&str> = site.addresses().into_iter().filter(|address| address.starts_with("media/")).collect();
    insta::assert_snapshot!(format!("{media:#?}\n{}", site.page("stations/zhan")));
    assert_eq!(site.dead_links(), std::collections::BTreeSet::new());
}

#[test]
fn the_same_picture_twice_is_one_file_and_a_changed_one_has_a_new_name() {
    let twice = Project::new()
        .file(&format!("{QU}/stories/photo.svg"), SVG)
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story("第一篇", "2026-03-05", "cover: {file: photo.svg, alt: 门口}\n", "。"));
    let media = |project: &Project| {
        let site = project.build();
        assert_eq!(site.problems(), "");
        site.addresses().into_iter().filter(|address| address.starts_with("media/")).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = media(&twice);
    assert_eq!(before.len(), 1);
    let after = media(&twice.file(&format!("{QU}/stories/photo.svg"), &SVG.replace('3', "5")));
    assert_eq!(after.len(), 2);
    assert!(after.contains(&before[0]));
}

#[test]
fn a_picture_that_is_none_is_reported_once_and_nothing_is_published() {
    let site = Project::new()
        .file(&format!("{QU}/stations/fake.jpg"), "no picture")
        .file(&format!("{QU}/stations/zhan.yaml"), &station("示例站点", "deputies: [li]\n").replace("photo.svg", "fake.jpg"))
        .build();
    assert!(site.files.is_empty());
    insta::assert_snapshot!(site.problems());
}
