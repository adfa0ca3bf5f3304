//! The list of what we wrote, in the output itself: address → fingerprint, digest, size. It carries the digest of its own text, and is the
//! same for the same site wherever and whenever it is built.

use std::fmt::{self, Write};
use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::{Doing, ManifestFault, PublishError};
use crate::digest::Digest;
use crate::plain_file;
use crate::plan::address::Address;

/// The manifest's name in the output.
pub const MANIFEST: &str = ".wanjia-manifest.json";

/// The version of the format that this program writes and reads.
const VERSION: u64 = 1;

/// Between the first line and the files, and after them.
const CLOSING: &str = "}}\n";

/// One file that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// What it was made from; unknown while it is being replaced.
    pub(super) fingerprint: Option<Digest>,
    /// Of its bytes.
    pub(super) digest: Digest,
    /// In bytes.
    pub(super) size: u64,
}

/// All files that were written, in the order of their addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) entries: Vec<(Address, Entry)>,
}

/// A manifest that was read.
#[derive(Debug)]
pub(super) enum Found {
    /// As it was written; with the digest that it carries.
    Whole(Manifest, Digest),
    /// There is none.
    None,
    /// Not to be trusted.
    Faulty(ManifestFault),
}

impl Manifest {
    /// Reads the manifest of the folder `out`.
    pub(super) fn read(out: &Path) -> Result<Found, PublishError> {
        let path = out.join(MANIFEST);
        match fs::symlink_metadata(&path) {
            Ok(found) if !found.is_file() => return Ok(Found::Faulty(ManifestFault::Damaged)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::None),
            Err(error) => return Err(PublishError::io(Doing::Read, &path)(error)),
        }
        let bytes = plain_file::read(&path).map_err(PublishError::io(Doing::Read, &path))?;
        Ok(match Self::parse(&bytes) {
            Ok((manifest, digest)) => Found::Whole(manifest, digest),
            Err(fault) => Found::Faulty(fault),
        })
    }

    /// The text, and the digest that it carries.
    pub(super) fn to_text(&self) -> (String, Digest) {
        let mut files = String::with_capacity(self.entries.len() * 140);
        for (index, (address, entry)) in self.entries.iter().enumerate() {
            let comma = if index == 0 { "" } else { ",\n" };
            let fingerprint = entry.fingerprint.map_or_else(|| "null".to_owned(), |fingerprint| format!("\"{}\"", fingerprint.hex()));
            let name = serde_json::Value::from(address.as_str());
            write!(files, "{comma}{name}:[{fingerprint},\"{}\",{}]", entry.digest.hex(), entry.size).expect("a string takes any text");
        }
        files.push_str(CLOSING);
        let digest = Digest::of(files.as_bytes());
        (format!("{{\"wanjia\":{VERSION},\"digest\":\"{}\",\"files\":{{\n{files}", digest.hex()), digest)
    }

    /// The manifest that `text` writes, and the digest that it carries.
    pub(super) fn parse(text: &[u8]) -> Result<(Self, Digest), ManifestFault> {
        const DAMAGED: ManifestFault = ManifestFault::Damaged;
        let end = text.iter().position(|byte| *byte == b'\n').ok_or(DAMAGED)?;
        let (first, files) = text.split_at(end);
        let version = version(first).ok_or(DAMAGED)?;
        if version > VERSION {
            return Err(ManifestFault::Newer(version));
        }
        let head: Head = serde_json::from_slice(&[first, CLOSING.as_bytes()].concat()).map_err(|_| DAMAGED)?;
        let files = &files[1..];
        if version != VERSION || Digest::of(files) != head.digest {
            return Err(DAMAGED);
        }
        let body: Body = serde_json::from_slice(text).map_err(|_| DAMAGED)?;
        Ok((Self { entries: body.files.0 }, Digest::of(files)))
    }
}

/// The version, with which every manifest begins, of whatever version.
fn version(first_line: &[u8]) -> Option<u64> {
    let rest = std::str::from_utf8(first_line).ok()?.strip_prefix("{\"wanjia\":")?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest[..end].parse().ok()
}

/// The first line.
#[derive(Deserialize)]
struct Head {
    digest: Digest,
}

#[derive(Deserialize)]
struct Body {
    files: Files,
}

struct Files(Vec<(Address, Entry)>);

impl<'de> Deserialize<'de> for Files {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Files;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("files in the order of their addresses")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Files, A::Error> {
        let mut entries: Vec<(Address, Entry)> = Vec::new();
        while let Some((path, (fingerprint, digest, size))) = map.next_entry::<String, (Option<Digest>, Digest, u64)>()? {
            let address =
                Address::file(&path).filter(|address| address.as_str() == path).ok_or_else(|| A::Error::custom("not an address"))?;
            if entries.last().is_some_and(|(last, _)| *last >= address) {
                return Err(A::Error::custom("not in order"));
            }
            entries.push((address, Entry { fingerprint, digest, size }));
        }
        Ok(Files(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Manifest {
        let entry = |text: &str, fingerprint| Entry { fingerprint, digest: Digest::of(text.as_bytes()), size: text.len() as u64 };
        let address = |path| Address::file(path).expect("a safe name");
        let made_from = Some(Digest::of(b"view"));
        Manifest {
            entries: vec![
                (address("404.html"), entry("a", made_from)),
                (address("index.html"), entry("bc", None)),
                (address("stories/板凳议事/index.html"), entry("def", made_from)),
            ],
        }
    }

    #[test]
    fn a_manifest_reads_back_as_it_was_written() {
        let (text, digest) = sample().to_text();
        assert_eq!(Manifest::parse(text.as_bytes()), Ok((sample(), digest)));
        let (empty, digest) = Manifest::default().to_text();
        assert_eq!(Manifest::parse(empty.as_bytes()), Ok((Manifest::default(), digest)));
    }

    #[test]
    fn a_manifest_that_was_cut_off_is_damaged() {
        let (text, _) = sample().to_text();
        for end in 0..text.len() {
            assert_eq!(Manifest::parse(&text.as_bytes()[..end]), Err(ManifestFault::Damaged), "cut at {end}");
        }
    }

    #[test]
    fn a_manifest_with_one_changed_bit_is_never_trusted() {
        let (text, _) = sample().to_text();
        for (at, bit) in (0..text.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            match Manifest::parse(&bytes) {
                Err(_) => {}
                Ok(read) => assert_eq!(read.0, sample(), "bit {bit} of byte {at}"),
            }
        }
    }

    #[test]
    fn a_manifest_of_a_newer_version_is_told_apart() {
        assert_eq!(Manifest::parse(b"{\"wanjia\":2,\"new\":[\n1]}\n"), Err(ManifestFault::Newer(2)));
    }

    #[test]
    fn an_address_outside_of_the_folder_is_never_read() {
        let files = "\"../a\":[null,\"00000000000000000000000000000000\",1]}}\n";
        let text = format!("{{\"wanjia\":1,\"digest\":\"{}\",\"files\":{{\n{files}", Digest::of(files.as_bytes()).hex());
        assert_eq!(Manifest::parse(text.as_bytes()), Err(ManifestFault::Damaged));
    }
}
