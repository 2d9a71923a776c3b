//! Bytes read several at a time.

#![expect(
    clippy::inline_always,
    reason = "measured: left to itself the compiler takes an eighth more instructions"
)]

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
    match length {
        4..8 => half(one, 0) == half(other, 0) && half(one, length - 4) == half(other, length - 4),
        8..=16 => {
            word(one, 0) == word(other, 0) && word(one, length - 8) == word(other, length - 8)
        }
        _ => one == other,
    }
}

/// How many bytes there are before the first that is not plain ASCII, or is a control character, a
/// quotation mark or a backslash; or so near the end that it does not matter.
#[inline(always)]
pub(crate) fn plain_ascii_len(text: &[u8]) -> usize {
    let (chunks, _) = text.as_chunks();
    let mut length = 0;
    for chunk in chunks {
        // As a signed byte, what is not ASCII is below zero.
        let specials = marks(chunk, |byte| {
            mark(byte.cast_signed() < 0x20) | mark(byte == b'"') | mark(byte == b'\\')
        });
        if specials != 0 {
            return length + specials.trailing_zeros() as usize / 8;
        }
        length += chunk.len();
    }
    length
}

/// Marks bytes. Written so that the compiler makes a few vector instructions of it.
#[inline(always)]
fn marks(chunk: &[u8; 16], of: impl Fn(u8) -> u8) -> u128 {
    let mut marks = [0; 16];
    for (mark, byte) in marks.iter_mut().zip(chunk) {
        *mark = of(*byte);
    }
    u128::from_le_bytes(marks)
}

#[inline(always)]
fn mark(is: bool) -> u8 {
    if is { 0xFF } else { 0 }
}

/// Checks whether one of a few bytes is in a text. Most texts are short, for which one pass is faster
/// than a search for each.
#[inline(always)]
pub(crate) fn contains_any<const N: usize>(text: &[u8], wanted: [u8; N]) -> bool {
    let is_in = |chunk: &[u8; 16]| {
        let of = |byte| {
            let marks = wanted.iter().map(|wanted| mark(byte == *wanted));
            marks.fold(0, |all, mark| all | mark)
        };
        marks(chunk, of) != 0
    };
    let (chunks, rest) = text.as_chunks();
    if chunks.iter().any(is_in) {
        return true;
    }
    match text.last_chunk() {
        Some(last) => is_in(last),
        None => rest.iter().any(|byte| wanted.contains(byte)),
    }
}
