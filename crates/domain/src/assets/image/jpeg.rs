//! Whether a JPEG is all there. Decoders fill what is missing with grey, which nobody wants on a
//! website.

const MARKER: u8 = 0xff;
const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// Whether the file reaches the end of its picture (ITU T.81, B.1). What stands behind that, such
/// as the film of a phone's moving photo, does not matter.
pub(super) fn is_complete(file: &[u8]) -> bool {
    if !file.starts_with(&[MARKER, START]) {
        return false;
    }
    let mut rest = &file[2..];
    loop {
        let Some((marker, after)) = next_marker(rest) else {
            return false;
        };
        if marker == END {
            return true;
        }
        let Some(length) = after.first_chunk().map(|it| u16::from_be_bytes(*it)) else {
            return false;
        };
        let Some(behind) = after.get(usize::from(length)..) else {
            return false;
        };
        rest = if marker == SCAN {
            skip_scan(behind)
        } else {
            behind
        };
    }
}

/// The next marker that has or ends something, and what follows it.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes
        .windows(2)
        .position(|it| it[0] == MARKER && !matches!(it[1], 0x00 | 0x01 | 0xd0..=0xd8 | MARKER))?;
    Some((bytes[at + 1], &bytes[at + 2..]))
}

/// What follows the data of a scan, in which a marker's byte is always followed by zero or by the
/// number of a restart.
fn skip_scan(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .windows(2)
        .position(|it| it[0] == MARKER && !matches!(it[1], 0x00 | 0xd0..=0xd7 | MARKER));
    &bytes[end.unwrap_or(bytes.len())..]
}
