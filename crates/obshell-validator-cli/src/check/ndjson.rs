//! Checks a source of one document a line: one thread reads ahead, one or more check.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Mutex;
use std::sync::mpsc;
use std::thread;

use obshell_validator::Batch;
use obshell_validator::input::Chunks;

use super::sink::{ResultSink, SourceError};

/// How many chunks there are at a time for each thread that checks. That bounds the memory, and how
/// far one thread can be ahead of a slow one.
const CHUNKS: usize = 4;

/// The results of the threads are taken in the order of the source.
pub(super) fn check<'v>(
    mut chunks: Chunks<impl Read + Send>,
    jobs: usize,
    batch: &(dyn Fn() -> Batch<'v> + Sync),
    sink: &mut ResultSink<'_, '_>,
) -> Result<(), SourceError> {
    // The memory of chunks that were checked goes back to the reader.
    let (free, spares) = mpsc::channel();
    for _ in 0..jobs * CHUNKS {
        let _ = free.send(Vec::new());
    }
    let (read, to_check) = mpsc::channel();
    let (done, results) = mpsc::channel();
    let to_check = &Mutex::new(to_check);
    // The ends of the channels have to be gone before the threads are waited for.
    thread::scope(move |scope| {
        scope.spawn(move || {
            let mut number = 0;
            while let Ok(spare) = spares.recv()
                && let Some(chunk) = chunks.next(spare).transpose()
            {
                let failed = chunk.is_err();
                if read.send((number, chunk)).is_err() || failed {
                    break;
                }
                number += 1;
            }
        });
        for _ in 0..jobs {
            let done = done.clone();
            scope.spawn(move || {
                let mut batch = batch();
                let next = || to_check.lock().ok()?.recv().ok();
                while let Some((number, chunk)) = next() {
                    let checked = chunk.map(|chunk| {
                        batch.chunk(&chunk);
                        (batch.take_result(), chunk.into_spare())
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
                let (result, spare) = checked.map_err(SourceError::Read)?;
                let _ = free.send(spare);
                sink.add(result)?;
            }
        }
        Ok(())
    })
}
