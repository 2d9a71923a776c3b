//! Checks a source of one document a line, on several threads if there are several.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use obshell_validator::Batch;
use obshell_validator::input::{Chunk, Chunks};

use super::sink::{ResultSink, SourceError};

pub(super) fn check<'v>(
    mut chunks: Chunks<impl Read + Send>,
    jobs: usize,
    batch: &(dyn Fn() -> Batch<'v> + Sync),
    sink: &mut ResultSink<'_, '_>,
) -> Result<(), SourceError> {
    if jobs > 1 {
        return in_parallel(chunks, jobs, batch, sink);
    }
    let (mut batch, mut spare) = (batch(), Vec::new());
    while let Some(chunk) = chunks.next(spare).map_err(SourceError::Read)? {
        batch.chunk(&chunk);
        sink.add(batch.take_result())?;
        spare = chunk.into_spare();
    }
    Ok(())
}

/// What the threads read in turns, so that a chunk is checked where it was read.
struct Queue<R> {
    chunks: Chunks<R>,
    /// The number of the next chunk.
    number: usize,
    /// One for each chunk that may be read.
    permits: Receiver<()>,
    ended: bool,
}

impl<R: Read> Queue<R> {
    /// The next chunk and its number, or why it cannot be read.
    fn next(&mut self, spare: Vec<u8>) -> Option<(usize, io::Result<Chunk>)> {
        if self.ended || self.permits.recv().is_err() {
            return None;
        }
        let chunk = self.chunks.next(spare).transpose();
        self.ended = !matches!(chunk, Some(Ok(_)));
        self.number += 1;
        Some((self.number - 1, chunk?))
    }
}

/// The results of the threads are taken in the order of the source.
fn in_parallel<'v>(
    chunks: Chunks<impl Read + Send>,
    jobs: usize,
    batch: &(dyn Fn() -> Batch<'v> + Sync),
    sink: &mut ResultSink<'_, '_>,
) -> Result<(), SourceError> {
    let (permit, permits) = mpsc::channel();
    let (done, results) = mpsc::channel();
    // No thread is ahead of a slow one by more than this: that bounds the memory.
    for _ in 0..jobs * 4 {
        let _ = permit.send(());
    }
    let queue = Mutex::new(Queue {
        chunks,
        number: 0,
        permits,
        ended: false,
    });
    let queue = &queue;
    // The ends of the channels have to be gone before the threads are waited for.
    thread::scope(move |scope| {
        for _ in 0..jobs {
            let done = done.clone();
            scope.spawn(move || {
                let (mut batch, mut spare) = (batch(), Vec::new());
                let next = |spare| queue.lock().ok()?.next(spare);
                while let Some((number, chunk)) = next(std::mem::take(&mut spare)) {
                    let checked = chunk.map(|chunk| {
                        batch.chunk(&chunk);
                        spare = chunk.into_spare();
                        batch.take_result()
                    });
                    if done.send((number, checked)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);

        let (mut waiting, mut taken) = (BTreeMap::new(), 0);
        while let Ok((number, checked)) = results.recv() {
            waiting.insert(number, checked);
            while let Some(checked) = waiting.remove(&taken) {
                taken += 1;
                let _ = permit.send(());
                sink.add(checked.map_err(SourceError::Read)?)?;
            }
        }
        Ok(())
    })
}
