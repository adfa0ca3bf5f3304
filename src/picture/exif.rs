//! The one thing in EXIF that matters to a reader: how the camera was held.

/// The orientation, 1 to 8, in a block that begins with the TIFF header; 1 where none is said or the block is damaged.
pub(super) fn orientation(tiff: &[u8]) -> u8 {
    stated(tiff.strip_prefix(b"Exif\0\0").unwrap_or(tiff)).filter(|orientation| (1..=8).contains(orientation)).unwrap_or(1)
}

fn stated(tiff: &[u8]) -> Option<u8> {
    const ORIENTATION: u16 = 0x0112;
    let big = match tiff.get(..4)? {
        b"II*\0" => false,
        b"MM\0*" => true,
        _ => return None,
    };
    let short =
        |at: usize| tiff.get(at..at + 2).map(|b| if big { u16::from_be_bytes([b[0], b[1]]) } else { u16::from_le_bytes([b[0], b[1]]) });
    let long = |at: usize| {
        let four = <[u8; 4]>::try_from(tiff.get(at..at.checked_add(4)?)?).ok()?;
        Some(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    };
    let first = long(4)? as usize;
    let count = usize::from(short(first)?);
    let entry = (0..count).map(|number| first + 2 + number * 12).find(|at| short(*at) == Some(ORIENTATION))?;
    u8::try_from(short(entry + 8)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orientation_is_read_in_both_orders_and_damage_means_upright() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0\0\0\0\0";
        assert_eq!((orientation(little), orientation(big)), (6, 8));
        for end in 0..little.len() {
            assert!(matches!(orientation(&little[..end]), 1 | 6));
        }
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff\x01\0"), 1);
        assert_eq!(orientation(b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0"), 1);
    }
}
