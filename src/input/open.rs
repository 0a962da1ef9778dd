//! A file or stream → its records, ready to be cut: unpacked, its format told, its line of names read.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use super::format::{Format, Refusal, Shape, WINDOW, sniff};
use super::layout::Layout;
use super::packing::{self, Meter};

/// An input that is open.
pub(crate) struct Opened {
    /// The records, unpacked.
    pub(crate) reader: Box<dyn Read + Send>,
    /// How to read them.
    pub(crate) shape: Shape,
    /// The line, counted from 1, at which they begin.
    pub(crate) first_line: u64,
    /// How many bytes stand before them.
    pub(crate) skipped: u64,
}

/// Why an input is not open.
#[derive(Debug)]
pub(crate) enum OpenError {
    /// The system says so.
    Unreadable(io::Error),
    /// It is nothing that can be scanned.
    Refused(Refusal),
}

/// Opens an input by its first bytes, of which at most [`WINDOW`] are held.
pub(crate) fn open(
    reader: Box<dyn Read + Send>,
    meter: &Arc<Meter>,
    format: Format,
    layout: &Layout,
) -> Result<Opened, OpenError> {
    let mut rest = packing::unpack(reader, meter).map_err(OpenError::Unreadable)?;
    let mut window = Vec::new();
    // An archive that breaks off at once is told when the records are read, behind those that it still gave.
    let broken = rest.by_ref().take(WINDOW as u64).read_to_end(&mut window).err();
    if meter.failed() {
        return Err(OpenError::Unreadable(broken.unwrap_or_else(|| io::Error::other("it cannot be read"))));
    }
    let whole = window.len() < WINDOW;
    let sniffed = sniff(&window, whole, format, layout).map_err(OpenError::Refused)?;
    let first_line = 1 + memchr::memchr_iter(b'\n', &window[..sniffed.start]).count() as u64;
    let mut start = Cursor::new(window);
    start.set_position(sniffed.start as u64);
    let reader: Box<dyn Read + Send> = match broken {
        Some(error) => Box::new(start.chain(Broken(Some(error)))),
        None => Box::new(start.chain(rest)),
    };
    Ok(Opened { reader, shape: sniffed.shape, first_line, skipped: sniffed.start as u64 })
}

/// A reader that fails once with an error that was met before.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
