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
    let mut rest = text;
    while let Some((chunk, behind)) = rest.split_first_chunk() {
        let specials = specials(chunk);
        if specials != 0 {
            return text.len() - rest.len() + specials.trailing_zeros() as usize / 8;
        }
        rest = behind;
    }
    text.len() - rest.len()
}

/// Marks them. Written so that the compiler makes a few vector instructions of it.
#[inline(always)]
fn specials(chunk: &[u8; 16]) -> u128 {
    let mut marks = [0; 16];
    let mark = |is: bool| if is { 0xFF } else { 0 };
    for (marks, byte) in marks.iter_mut().zip(chunk) {
        // As a signed byte, what is not ASCII is below zero.
        *marks = mark(byte.cast_signed() < 0x20) | mark(*byte == b'"') | mark(*byte == b'\\');
    }
    u128::from_le_bytes(marks)
}

/// Checks whether one of a few bytes is in a text. Most texts are short, for which one pass is faster
/// than a search for each.
#[inline(always)]
pub(crate) fn contains_any<const N: usize>(text: &[u8], wanted: [u8; N]) -> bool {
    let mark = |byte: &u8, wanted: &u8| if byte == wanted { 0xFF_u8 } else { 0 };
    let is_in = |bytes: &[u8]| {
        let marks = bytes.iter().map(|byte| {
            let marks = wanted.iter().map(|wanted| mark(byte, wanted));
            marks.fold(0, |marks, mark| marks | mark)
        });
        marks.fold(0, |all, marks| all | marks) != 0
    };
    let (chunks, rest) = text.as_chunks::<16>();
    if chunks.iter().any(|chunk| is_in(chunk)) {
        return true;
    }
    match text.last_chunk::<16>() {
        Some(last) => is_in(last),
        None => is_in(rest),
    }
}
