//! Where a report goes: standard output, or a file that is complete or not there.
//!
//! A file is written under another name beside its place and renamed at the end, so that whoever looks sees the old
//! report or the whole new one. A report that is not finished takes its file with it, also when the program is
//! interrupted.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};

use tempfile::NamedTempFile;

use super::stop::{Stop, plain_words};

/// The unfinished file, which an interruption removes.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);
static REMOVES_UNFINISHED: Once = Once::new();

/// Where a report is written.
pub enum Output {
    /// Standard output.
    Stdout(BufWriter<io::StdoutLock<'static>>),
    /// Something that is no ordinary file, such as a pipe or a device: written in place.
    Direct(BufWriter<File>, PathBuf),
    /// A file that takes its name when it is complete.
    Renamed(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens `path`, or standard output for none and for `-`.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub fn open(path: Option<&Path>) -> Result<Output, Stop> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Output::Stdout(BufWriter::new(io::stdout().lock())));
        };
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let known = fs::metadata(&place).ok();
        if known.as_ref().is_some_and(fs::Metadata::is_dir) {
            let inside = path.join("report.txt");
            return Err(Stop::failed(format!("cannot write the report to `{}`: it is a folder", path.display()))
                .help(format!("name a file in it: -o {}", inside.display())));
        }
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            let file = File::options().write(true).open(&place).map_err(|error| cannot_write(path, &error))?;
            return Ok(Output::Direct(BufWriter::new(file), path.to_owned()));
        }
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !folder.is_dir() {
            return Err(Stop::failed(format!("there is no folder `{}` to write the report to", folder.display()))
                .help(format!("make it first: mkdir -p {}", folder.display())));
        }
        let file = beside(&place, folder, known.as_ref()).map_err(|error| cannot_write(path, &error))?;
        Ok(Output::Renamed(BufWriter::new(file), place))
    }

    /// Whether the report goes to standard output.
    pub fn is_stdout(&self) -> bool {
        matches!(self, Output::Stdout(_))
    }

    /// Ends the report: from here on it is complete.
    ///
    /// # Errors
    /// Where the last of it could not be written.
    pub fn finish(self) -> Result<(), Stop> {
        match self {
            Output::Stdout(mut out) => out.flush().map_err(|error| Stop::output(&error)),
            Output::Direct(mut out, path) => out.flush().map_err(|error| cannot_write(&path, &error)),
            Output::Renamed(out, path) => {
                let file = out.into_inner().map_err(|error| cannot_write(&path, error.error()))?;
                file.as_file().sync_all().map_err(|error| cannot_write(&path, &error))?;
                file.persist(&path).map_err(|error| cannot_write(&path, &error.error))?;
                *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = None;
                Ok(())
            }
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::Direct(out, _) => out.write(bytes),
            Output::Renamed(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::Direct(out, _) => out.flush(),
            Output::Renamed(out, _) => out.flush(),
        }
    }
}

/// An unfinished file in `folder`, with the permissions of the file it will replace or those of any new file.
fn beside(place: &Path, folder: &Path, known: Option<&fs::Metadata>) -> io::Result<NamedTempFile> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".unfinished");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    if let Some(known) = known {
        file.as_file().set_permissions(known.permissions())?;
    }
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.path().to_owned());
    REMOVES_UNFINISHED.call_once(|| {
        // Where the handler cannot be set, an interruption leaves a file that is named as unfinished.
        let _ = ctrlc::set_handler(|| {
            if let Some(path) = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take() {
                let _ = fs::remove_file(path);
            }
            // What shells say of a program that was interrupted.
            std::process::exit(130);
        });
    });
    Ok(file)
}

fn cannot_write(path: &Path, error: &io::Error) -> Stop {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
        _ => Stop::failed(format!("cannot write the report to `{}`: {}", path.display(), plain_words(error))),
    }
}
