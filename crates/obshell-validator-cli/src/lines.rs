//! Checks a source of one document a line, on several threads if that is wanted.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use obshell_validator::Batch;
use obshell_validator::input::{Chunk, Chunks};

use crate::check::{Failure, Sink};

pub(crate) fn check<'v>(
    mut chunks: Chunks<impl Read>,
    jobs: usize,
    batch: &(dyn Fn() -> Batch<'v> + Sync),
    sink: &mut Sink<'_, '_>,
) -> Result<(), Failure> {
    if jobs > 1 {
        return in_parallel(chunks, jobs, batch, sink);
    }
    let (mut batch, mut spare) = (batch(), Vec::new());
    while let Some(chunk) = chunks.next(spare).map_err(Failure::Read)? {
        batch.chunk(&chunk);
        sink.add(batch.take())?;
        spare = chunk.into_spare();
    }
    Ok(())
}

/// The chunks go to the threads as these get free, and what they make of them is
/// taken in the order of the source.
fn in_parallel<'v>(
    mut chunks: Chunks<impl Read>,
    jobs: usize,
    batch: &(dyn Fn() -> Batch<'v> + Sync),
    sink: &mut Sink<'_, '_>,
) -> Result<(), Failure> {
    // So many chunks are on their way at the most: that bounds the memory.
    let most = jobs * 3;
    let (to_check, unchecked) = mpsc::sync_channel::<(usize, Chunk)>(most);
    let unchecked = Mutex::new(unchecked);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let (done, unchecked) = (done.clone(), &unchecked);
            scope.spawn(move || {
                let mut batch = batch();
                while let Some((number, chunk)) = next(unchecked) {
                    batch.chunk(&chunk);
                    let checked = (batch.take(), chunk.into_spare());
                    if done.send((number, checked)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);

        let mut waiting = BTreeMap::new();
        let mut spares = Vec::new();
        let (mut sent, mut taken, mut read) = (0, 0, Ok(()));
        let mut ended = false;
        loop {
            while !ended && sent - taken < most {
                match chunks.next(spares.pop().unwrap_or_default()) {
                    Ok(Some(chunk)) => {
                        // The threads end only after this end of the channel.
                        let _ = to_check.send((sent, chunk));
                        sent += 1;
                    }
                    Ok(None) => ended = true,
                    Err(error) => {
                        read = Err(Failure::Read(error));
                        ended = true;
                    }
                }
            }
            if sent == taken {
                break;
            }
            let Ok((number, result)) = results.recv() else {
                break;
            };
            waiting.insert(number, result);
            while let Some((checked, memory)) = waiting.remove(&taken) {
                taken += 1;
                spares.push(memory);
                if let Err(failure) = sink.add(checked) {
                    drop(to_check);
                    return Err(failure);
                }
            }
        }
        drop(to_check);
        read
    })
}

fn next<T>(queue: &Mutex<Receiver<T>>) -> Option<T> {
    queue.lock().ok()?.recv().ok()
}
