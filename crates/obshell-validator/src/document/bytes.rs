//! Bytes read several at a time.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler takes an eighth more instructions"
)]

use super::digits::{HIGH, splat};

/// The bytes from here on, filled up with zeros behind the end. A zero is
/// neither a digit nor a part of a string, so it ends everything.
#[inline(always)]
pub(crate) const fn window<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    if at <= bytes.len()
        && let Some(window) = bytes.split_at(at).1.first_chunk()
    {
        return *window;
    }
    padded(bytes, at)
}

#[cold]
pub(crate) const fn padded<const N: usize>(bytes: &[u8], from: usize) -> [u8; N] {
    let mut window = [0; N];
    let mut at = 0;
    while at < N && from + at < bytes.len() {
        window[at] = bytes[from + at];
        at += 1;
    }
    window
}

#[inline(always)]
pub(crate) const fn word(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(window(bytes, at))
}

/// Checks whether two texts are equal. Most are short, for which this is faster than the comparison
/// of the standard library.
#[inline(always)]
pub(crate) fn bytes_equal(one: &[u8], other: &[u8]) -> bool {
    let length = one.len();
    if length != other.len() {
        return false;
    }
    let half = |text: &[u8], at| u32::from_le_bytes(window(text, at));
    let wide = |text: &[u8], at| u128::from_le_bytes(window(text, at));
    match length {
        4..8 => half(one, 0) == half(other, 0) && half(one, length - 4) == half(other, length - 4),
        8..=16 => {
            word(one, 0) == word(other, 0) && word(one, length - 8) == word(other, length - 8)
        }
        17..=32 => {
            wide(one, 0) == wide(other, 0) && wide(one, length - 16) == wide(other, length - 16)
        }
        _ => one == other,
    }
}

/// How many bytes there are before the first that is not plain ASCII, or is a control character, a
/// quotation mark or a backslash; or so near the end that it does not matter.
#[inline(always)]
pub(crate) fn plain_ascii_len(text: &[u8]) -> usize {
    // As a signed byte, what is not ASCII is below zero. With this bit turned, the quotation mark
    // is next to the control characters.
    let is_special = |byte: u8| (byte ^ 2).cast_signed() < 0x21 || byte == b'\\';
    let (chunks, rest) = text.as_chunks::<16>();
    let mut at = 0;
    for chunk in chunks {
        if chunk
            .iter()
            .fold(false, |any, byte| any | is_special(*byte))
        {
            // Where it is in the chunk is told by words: marks of all bytes would go through memory.
            let first = special_marks(word(chunk, 0));
            return if first == 0 {
                at + 8 + special_marks(word(chunk, 8)).trailing_zeros() as usize / 8
            } else {
                at + first.trailing_zeros() as usize / 8
            };
        }
        at += chunk.len();
    }
    text.len() - rest.len()
}

/// The first byte of a word that is not plain is the first that is marked.
#[inline(always)]
const fn special_marks(word: u64) -> u64 {
    let below_quote = (word ^ splat(2)).wrapping_sub(splat(0x21));
    let backslash = (word ^ splat(b'\\')).wrapping_sub(splat(1));
    (below_quote | backslash | word) & HIGH
}

/// The first byte of a kind.
#[inline(always)]
pub(crate) fn position(text: &[u8], is_it: impl Fn(u8) -> bool) -> Option<usize> {
    let (chunks, rest) = text.as_chunks();
    if let Some(at) = position_in(chunks, &is_it) {
        return Some(at);
    }
    // Those of the last bytes that are in the chunks are of another kind.
    match text.last_chunk() {
        Some(last) => position_in(&[*last], is_it).map(|at| at + text.len() - last.len()),
        None => rest.iter().position(|byte| is_it(*byte)),
    }
}

#[inline(always)]
fn position_in(chunks: &[[u8; 16]], is_it: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = 0;
    for chunk in chunks {
        // Where they are goes through memory, so it is only asked if there are any.
        let mark = |byte: &u8| if is_it(*byte) { 0xFF } else { 0 };
        if chunk.iter().fold(0, |any, byte| any | mark(byte)) != 0 {
            return Some(at + marks_in(chunk, is_it).trailing_zeros() as usize / 8);
        }
        at += chunk.len();
    }
    None
}

/// Whether a function holds for the place of any byte of a kind. 0 must not be of the kind.
#[inline(always)]
pub(crate) fn any_position(
    text: &[u8],
    is_it: impl Fn(u8) -> bool,
    mut holds: impl FnMut(usize) -> bool,
) -> bool {
    let (chunks, rest) = text.as_chunks();
    let mut last = [0; 16];
    last[..rest.len()].copy_from_slice(rest);
    let mut start = 0;
    for chunk in chunks.iter().chain([&last]) {
        let mut marks = marks_in(chunk, &is_it);
        while marks != 0 {
            let place = marks.trailing_zeros() / 8;
            if holds(start + place as usize) {
                return true;
            }
            marks &= !(0xFF << (place * 8));
        }
        start += chunk.len();
    }
    false
}

/// The bytes of a kind, all of their bits set. Written so that the compiler makes a few vector
/// instructions of it.
#[inline(always)]
fn marks_in(chunk: &[u8; 16], is_it: impl Fn(u8) -> bool) -> u128 {
    let mut marks = [0; 16];
    for (mark, byte) in marks.iter_mut().zip(chunk) {
        *mark = if is_it(*byte) { 0xFF } else { 0 };
    }
    u128::from_le_bytes(marks)
}
