//! How the bytes of streams are unpacked. Pictures are not.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::super::Unread;
use super::object::{Map, Object, is_space};

/// So many times may a stream be packed.
const MOST_FILTERS: usize = 8;

/// `packed` as the filters say, in the order of unpacking, each with its settings; no more than `most` bytes.
pub(super) fn unpacked(packed: &[u8], filters: &[(Vec<u8>, Map)], most: usize) -> Result<Vec<u8>, Unread> {
    if filters.len() > MOST_FILTERS {
        return Err(Unread::TooMuch);
    }
    let mut bytes = packed.to_vec();
    for (filter, settings) in filters {
        bytes = match filter.as_slice() {
            b"FlateDecode" | b"Fl" => without_prediction(inflated(&bytes, most)?, settings)?,
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(&bytes),
            b"ASCII85Decode" | b"A85" => base_85(&bytes),
            b"RunLengthDecode" | b"RL" => runs(&bytes, most)?,
            b"Crypt" => return Err(Unread::Encrypted),
            _ => return Err(Unread::Unknown),
        };
    }
    if bytes.len() > most { Err(Unread::TooMuch) } else { Ok(bytes) }
}

/// Programs read what they can of a stream with a wrong checksum, and so do we.
fn inflated(bytes: &[u8], most: usize) -> Result<Vec<u8>, Unread> {
    let mut out = Vec::new();
    let read = ZlibDecoder::new(bytes).take(most as u64 + 1).read_to_end(&mut out);
    match read {
        _ if out.len() > most => Err(Unread::TooMuch),
        Err(_) if out.is_empty() && !bytes.is_empty() => Err(Unread::Damaged),
        Ok(_) | Err(_) => Ok(out),
    }
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
}

fn base_85(bytes: &[u8]) -> Vec<u8> {
    let (mut out, mut group) = (Vec::new(), Vec::with_capacity(5));
    for byte in bytes.iter().filter(|byte| !is_space(**byte)) {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => break,
        }
        if group.len() == 5 {
            out.extend(of_base_85(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let count = group.len() - 1;
        group.resize(5, 84);
        out.extend(&of_base_85(&group)[..count]);
    }
    out
}

fn of_base_85(group: &[u8]) -> [u8; 4] {
    group.iter().fold(0_u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(*digit))).to_be_bytes()
}

fn runs(bytes: &[u8], most: usize) -> Result<Vec<u8>, Unread> {
    let (mut out, mut rest) = (Vec::new(), bytes);
    while let Some((length, after)) = rest.split_first() {
        if out.len() > most {
            return Err(Unread::TooMuch);
        }
        match usize::from(*length) {
            128 => break,
            count @ 0..128 => {
                let count = (count + 1).min(after.len());
                out.extend(&after[..count]);
                rest = &after[count..];
            }
            count => {
                let Some((byte, after)) = after.split_first() else { break };
                out.extend(std::iter::repeat_n(*byte, 257 - count));
                rest = after;
            }
        }
    }
    Ok(out)
}

/// Undoes what made neighbouring rows alike: cross-reference streams and some others are written so.
fn without_prediction(bytes: Vec<u8>, settings: &Map) -> Result<Vec<u8>, Unread> {
    let setting = |name: &[u8], otherwise| settings.get(name).map_or(Some(otherwise), Object::whole).ok_or(Unread::Damaged);
    let predictor = setting(b"Predictor", 1)?;
    if predictor < 2 {
        return Ok(bytes);
    }
    let (colors, bits, columns) = (setting(b"Colors", 1)?, setting(b"BitsPerComponent", 8)?, setting(b"Columns", 1)?);
    let row_bits = colors.checked_mul(bits).and_then(|bits| bits.checked_mul(columns)).ok_or(Unread::Damaged)?;
    let (row, pixel) = (row_bits.div_ceil(8), (colors * bits).div_ceil(8));
    if row == 0 || row > bytes.len() + 1 {
        return Err(Unread::Damaged);
    }
    match predictor {
        2 if bits == 8 => Ok(bytes.chunks(row).flat_map(|row| summed(row, pixel)).collect()),
        10.. => Ok(png_rows(&bytes, row, pixel)),
        _ => Err(Unread::Unknown),
    }
}

/// A row whose pixels were differences from the one before.
fn summed(row: &[u8], pixel: usize) -> Vec<u8> {
    let mut row = row.to_vec();
    for at in pixel..row.len() {
        row[at] = row[at].wrapping_add(row[at - pixel]);
    }
    row
}

/// Rows as in PNG: each begins with a byte that tells how it was predicted.
fn png_rows(bytes: &[u8], row: usize, pixel: usize) -> Vec<u8> {
    let (mut out, mut above) = (Vec::with_capacity(bytes.len()), vec![0; row]);
    for line in bytes.chunks(row + 1) {
        let (kind, line) = (line[0], &line[1..]);
        let mut current = vec![0; row];
        for (at, byte) in line.iter().enumerate() {
            let left = if at >= pixel { current[at - pixel] } else { 0 };
            let corner = if at >= pixel { above[at - pixel] } else { 0 };
            let predicted = match kind {
                1 => left,
                2 => above[at],
                3 => u8::midpoint(left, above[at]),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            current[at] = byte.wrapping_add(predicted);
        }
        out.extend(&current[..line.len()]);
        above = current;
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let [a, b, c] = [left, above, corner].map(i16::from);
    let guess = a + b - c;
    let (to_left, to_above, to_corner) = ((guess - a).abs(), (guess - b).abs(), (guess - c).abs());
    if to_left <= to_above && to_left <= to_corner {
        left
    } else if to_above <= to_corner {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(filter: &str, bytes: &[u8]) -> Vec<u8> {
        unpacked(bytes, &[(filter.as_bytes().to_vec(), Map::new())], 1_000).expect("it can be read")
    }

    #[test]
    fn every_filter_of_texts_is_undone() {
        assert_eq!(plain("ASCIIHexDecode", b"48 656c6C 6f7>"), b"Hellop");
        assert_eq!(plain("ASCII85Decode", b"87cURD_*#4\nDfTZ)+T~>"), b"Hello, World!");
        assert_eq!(plain("RunLengthDecode", b"\x04Hello\xfeA\x80x"), b"HelloAAA");
        assert_eq!(png_rows(&[1, 1, 1, 1, 2, 1, 1, 1, 4, 1, 1, 1, 3, 2, 2], 3, 1), [1, 2, 3, 2, 3, 4, 3, 4, 5, 3, 5]);
        assert_eq!(summed(&[1, 2, 3, 4], 2), [1, 2, 4, 6]);
    }

    #[test]
    fn bombs_are_defused() {
        let filter = |name: &str| (name.as_bytes().to_vec(), Map::new());
        let runs = [0x81, b'x'].repeat(100);
        assert_eq!(unpacked(&runs, &[filter("RL")], 1_000), Err(Unread::TooMuch));
        assert_eq!(unpacked(b"a", &vec![filter("AHx"); 9], 1_000), Err(Unread::TooMuch));
        assert_eq!(unpacked(b"a", &[filter("LZWDecode")], 1_000), Err(Unread::Unknown));
    }
}
