//! Long lists in pages.

use super::address::Address;
use crate::view::View;

/// One page of a list.
pub(super) struct Slice<'a, T> {
    /// From 1.
    pub(super) number: usize,
    /// The folder of this page.
    pub(super) path: String,
    /// What it lists.
    pub(super) items: &'a [T],
    /// What the template shows for going on.
    pub(super) pager: View,
}

/// Cuts `items` into pages of `length`, whose links begin with `prefix`: the first at `path`, the others at `path/page/2` …; an empty list has one empty page.
pub(super) fn slices<'a, T>(prefix: &str, path: &str, items: &'a [T], length: usize) -> Vec<Slice<'a, T>> {
    let length = length.max(1);
    let count = items.len().div_ceil(length).max(1);
    let page = |index: usize| Slice {
        number: index + 1,
        path: path_of(path, index + 1),
        items: &items[(index * length).min(items.len())..((index + 1) * length).min(items.len())],
        pager: pager(&format!("{prefix}{path}"), index + 1, count, items.len()),
    };
    (0..count).map(page).collect()
}

/// The folder of page `number`.
pub(super) fn path_of(path: &str, number: usize) -> String {
    if number == 1 { path.to_owned() } else { format!("{path}/page/{number}") }
}

fn href(path: &str, number: usize) -> View {
    Address::page(&path_of(path, number)).map_or(View::Nothing, |address| View::from(address.href()))
}

fn pager(path: &str, number: usize, count: usize, total: usize) -> View {
    if count == 1 {
        return View::Nothing;
    }
    let step = |to: Option<usize>| to.map_or(View::Nothing, |to| View::map([("path", href(path, to))]));
    View::map([
        ("number", View::from(number)),
        ("count", View::from(count)),
        ("total", View::from(total)),
        ("previous", step((number > 1).then(|| number - 1))),
        ("next", step((number < count).then_some(number + 1))),
        ("pages", View::list(window(number, count).into_iter().map(|page| entry(path, page, number)))),
    ])
}

fn entry(path: &str, page: Option<usize>, current: usize) -> View {
    View::map([
        ("number", View::from(page)),
        ("path", page.map_or(View::Nothing, |page| href(path, page))),
        ("current", View::from(page == Some(current))),
    ])
}

/// The first and last page and those around the current one; `None` is a gap.
fn window(number: usize, count: usize) -> Vec<Option<usize>> {
    let mut pages = Vec::new();
    let mut last = 0;
    for page in 1..=count {
        if page == 1 || page == count || page.abs_diff(number) <= 2 {
            if page > last + 1 {
                pages.push(None);
            }
            pages.push(Some(page));
            last = page;
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_shows_its_ends_and_its_neighbours() {
        assert_eq!(window(1, 3), [Some(1), Some(2), Some(3)]);
        assert_eq!(window(6, 12), [Some(1), None, Some(4), Some(5), Some(6), Some(7), Some(8), None, Some(12)]);
    }

    #[test]
    fn every_item_stands_on_one_page() {
        let items: Vec<usize> = (0..45).collect();
        let pages = slices("", "stories", &items, 20);
        let lengths: Vec<(usize, String, usize)> = pages.iter().map(|page| (page.number, page.path.clone(), page.items.len())).collect();
        let expected = [(1, "stories", 20), (2, "stories/page/2", 20), (3, "stories/page/3", 5)];
        assert_eq!(lengths, expected.map(|(number, path, length)| (number, path.to_owned(), length)));
        assert_eq!(slices("", "tags", &[] as &[usize], 20).len(), 1);
    }
}
