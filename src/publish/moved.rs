//! Pages that moved: withdrawn at one address, new at another under the same title or id. Old links to them are dead until the editor
//! adds the old address to `aliases`.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use crate::plain_file;
use crate::plan::address::Address;

/// So many pages are looked into on either side; a larger change is not told page by page.
const MOST: usize = 500;

/// A title stands near the beginning of a page.
const HEAD: u64 = 8 << 10;

/// The old and the new address of each; `old` and `new` give the file that stands at an address.
pub(super) fn moved<P: AsRef<Path>>(
    removed: &[Address],
    added: &[Address],
    old: impl Fn(&Address) -> P,
    new: impl Fn(&Address) -> P,
) -> Vec<(Address, Address)> {
    let pages = |addresses: &[Address]| -> Vec<Address> { addresses.iter().filter(|address| name(address).is_some()).cloned().collect() };
    let (removed, added) = (pages(removed), pages(added));
    if removed.is_empty() || removed.len() > MOST || added.len() > MOST {
        return Vec::new();
    }
    let mut by_title: BTreeMap<String, Vec<&Address>> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<&Address>> = BTreeMap::new();
    for address in &added {
        let Some(head) = head(new(address).as_ref()).filter(|head| !head.contains("http-equiv=\"refresh\"")) else { continue };
        title(&head).into_iter().for_each(|title| by_title.entry(title).or_default().push(address));
        name(address).into_iter().for_each(|name| by_name.entry(name).or_default().push(address));
    }
    let only = |found: Option<&Vec<&Address>>| found.and_then(|found| if let [one] = found[..] { Some(one.clone()) } else { None });
    let target = |address: &Address| {
        let by_title = || head(old(address).as_ref()).and_then(|head| title(&head)).and_then(|title| only(by_title.get(&title)));
        by_title().or_else(|| only(by_name.get(name(address)?)))
    };
    removed.iter().filter_map(|address| Some((address.clone(), target(address)?))).collect()
}

/// The folder of a page's own: `a` of `stories/a/index.html`; lists have none that tells them from others.
fn name(address: &Address) -> Option<&str> {
    let folder = address.as_str().strip_suffix("/index.html")?;
    let name = folder.rsplit('/').next()?;
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    (!is_number && folder.contains('/')).then_some(name)
}

fn head(file: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    plain_file::open(file).ok()??.0.take(HEAD).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn title(head: &str) -> Option<String> {
    let (_, rest) = head.split_once("<title>")?;
    rest.split_once("</title>").map(|(title, _)| title.trim().to_owned())
}
