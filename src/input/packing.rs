//! A file or stream as it lies on disk → its bytes unpacked: gzip and zstd are told by their first bytes, other
//! packings are refused with what to do.

use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::format::Refusal;

/// How many packed bytes are read at a time.
const BLOCK: usize = 256 * 1024;

/// The longest window that zstd can have, as a power of two. The monthly dumps of Reddit use it, and the library
/// refuses it unless told otherwise.
const WINDOW_LOG_MAX: u32 = 31;

/// What is known of the packed side of an input while its unpacked side is read.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    bytes: AtomicU64,
    failed: AtomicBool,
}

impl Meter {
    /// How many bytes were read, as they lie on disk.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Whether the system failed to read, so that an error is not the archive's.
    pub(crate) fn failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }
}

struct Metered<R> {
    inner: R,
    meter: Arc<Meter>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into);
        match &read {
            Ok(count) => {
                self.meter.bytes.fetch_add(*count as u64, Ordering::Relaxed);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.meter.failed.store(true, Ordering::Relaxed),
        }
        read
    }
}

/// Unpacks `reader`.
///
/// # Errors
/// Where the first bytes cannot be read at all.
pub(crate) fn unpack(reader: Box<dyn Read + Send>, meter: &Arc<Meter>) -> io::Result<Box<dyn Read + Send>> {
    let mut packed = Metered { inner: reader, meter: Arc::clone(meter) };
    let mut magic = Vec::new();
    packed.by_ref().take(4).read_to_end(&mut magic)?;
    let kind = Packing::by_magic(&magic);
    let whole = Cursor::new(magic).chain(packed);
    Ok(match kind {
        None => Box::new(whole),
        Some(Packing::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(BLOCK, whole))),
        Some(Packing::Zstd) => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(BufReader::with_capacity(BLOCK, whole))?;
            decoder.window_log_max(WINDOW_LOG_MAX)?;
            Box::new(decoder)
        }
    })
}

enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    fn by_magic(start: &[u8]) -> Option<Packing> {
        match start {
            [0x1f, 0x8b, ..] => Some(Packing::Gzip),
            // RFC 8878: a frame, or a frame to be skipped, of which there are sixteen kinds.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Packing::Zstd),
            _ => None,
        }
    }
}

/// Whether these first bytes are those of a packing that is unpacked.
pub(super) fn is_packed(start: &[u8]) -> bool {
    Packing::by_magic(start).is_some()
}

/// Why an input that begins so is not read, where its first bytes say what it is.
pub(super) fn refusal_by_magic(start: &[u8]) -> Option<Refusal> {
    const KNOWN: [(&[u8], &str, &str); 6] = [
        (b"BZh", "it is packed with bzip2", "unpack it on the way: `bzcat FILE | comity scan -`"),
        (b"\xfd7zXZ\0", "it is packed with xz", "unpack it on the way: `xzcat FILE | comity scan -`"),
        (b"7z\xbc\xaf\x27\x1c", "it is packed with 7-Zip", "unpack it on the way: `7z x -so FILE | comity scan -`"),
        (b"PK\x03\x04", "it is a zip archive", "unpack it, then scan the files in it"),
        (b"PAR1", "it is Parquet", "turn it into JSON lines or CSV first, with DuckDB or pandas"),
        (b"\x04\x22\x4d\x18", "it is packed with lz4", "unpack it on the way: `lz4cat FILE | comity scan -`"),
    ];
    let (_, reason, help) = KNOWN.iter().find(|(magic, _, _)| start.starts_with(magic))?;
    Some(Refusal { reason: (*reason).to_owned(), help: (*help).to_owned() })
}

/// What is wrong with an archive, in plain words.
pub(crate) fn archive_error(error: &io::Error) -> String {
    let said = error.to_string();
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the archive breaks off here; what stands before was read".to_owned(),
        _ => format!("the archive is damaged here ({said}); what stands before was read"),
    }
}
