//! A path on disk → its rule files, which find their lists in the same folder and nowhere else.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{LARGEST_LIST_FILE, LARGEST_RULE_FILE, ListFileError, ListFiles, RuleFile};

/// The ending of rule files.
pub const ENDING: &str = "comity";

/// How many files and folders below one path are looked at.
const MOST_FILES: usize = 100_000;

/// How many names of files are offered where one is missing.
const MOST_NAMES: usize = 50;

/// Why rule files could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// Nothing is there.
    #[error("there is no file or folder `{0}`")]
    Missing(String),
    /// The folder has no rule file, at no depth.
    #[error("there is no rule file (`*.{ENDING}`) in `{0}`")]
    NoRules(String),
    /// A file is larger than [`LARGEST_RULE_FILE`].
    #[error("`{path}` has {bytes} bytes; a rule file can have {LARGEST_RULE_FILE} (4 MiB)")]
    TooLarge {
        /// The file.
        path: String,
        /// Its size.
        bytes: u64,
    },
    /// A file is not UTF-8.
    #[error("`{path}` is not UTF-8 text: see line {line}, byte {byte} of the file")]
    NotUtf8 {
        /// The file.
        path: String,
        /// The line of the first byte that is wrong, counted from 1.
        line: usize,
        /// That byte, counted from 0.
        byte: usize,
    },
    /// A link points out of the folder.
    #[error("`{0}` is a link that leads out of the folder")]
    LeadsOut(String),
    /// A path cannot be written as text.
    #[error("the name of `{0}` is not UTF-8 text")]
    BadName(String),
    /// There are more files than are looked at.
    #[error("there are more than {MOST_FILES} files in `{0}`")]
    TooMany(String),
    /// The system would not read it.
    #[error("cannot read `{path}`: {source}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

/// Loads one rule file, or every `.comity` file below a folder, sorted by path.
///
/// What begins with a dot is passed over, and so are links to folders inside. The names of the files are the paths as
/// reached from `path`. List files are read from below the folder of `path` only.
///
/// # Errors
/// Where there is nothing to load, or a file is too large, not UTF-8, or lies outside the folder.
pub fn load(path: &Path) -> Result<Vec<RuleFile>, LoadError> {
    let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => LoadError::Missing(path.display().to_string()),
        _ => unreadable(path, source),
    })?;
    let (root, mut paths) = if metadata.is_dir() {
        (path.to_owned(), walk(path)?)
    } else {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        (parent.map_or_else(|| PathBuf::from("."), Path::to_owned), vec![path.to_owned()])
    };
    paths.sort();
    let root = root.canonicalize().map_err(|source| unreadable(&root, source))?;
    let lists: Arc<dyn ListFiles> = Arc::new(FolderFiles { root });
    paths.iter().map(|path| read_rules(path, &lists)).collect()
}

fn unreadable(path: &Path, source: io::Error) -> LoadError {
    LoadError::Unreadable { path: path.display().to_string(), source }
}

/// Every rule file below `folder`, without recursion, so that depth is no danger.
fn walk(folder: &Path) -> Result<Vec<PathBuf>, LoadError> {
    let root = folder.canonicalize().map_err(|source| unreadable(folder, source))?;
    let mut found = Vec::new();
    let mut seen = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder_now) = folders.pop() {
        for entry in std::fs::read_dir(&folder_now).map_err(|source| unreadable(&folder_now, source))? {
            let entry = entry.map_err(|source| unreadable(&folder_now, source))?;
            let path = entry.path();
            seen += 1;
            if seen > MOST_FILES {
                return Err(LoadError::TooMany(folder.display().to_string()));
            }
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let kind = entry.file_type().map_err(|source| unreadable(&path, source))?;
            let is_rule_file = path.extension().is_some_and(|ending| ending == ENDING);
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() {
                // A link that leads nowhere is no business of ours unless it is called a rule file.
                let Ok(target) = path.canonicalize() else {
                    if is_rule_file {
                        return Err(LoadError::Missing(path.display().to_string()));
                    }
                    continue;
                };
                if !target.starts_with(&root) && (is_rule_file || target.is_dir()) {
                    return Err(LoadError::LeadsOut(path.display().to_string()));
                }
                if is_rule_file && target.is_file() {
                    found.push(path);
                }
            } else if is_rule_file {
                found.push(path);
            }
        }
    }
    if found.is_empty() { Err(LoadError::NoRules(folder.display().to_string())) } else { Ok(found) }
}

fn read_rules(path: &Path, lists: &Arc<dyn ListFiles>) -> Result<RuleFile, LoadError> {
    let name = path.to_str().ok_or_else(|| LoadError::BadName(path.display().to_string()))?;
    let bytes = match read_within(path, LARGEST_RULE_FILE).map_err(|source| unreadable(path, source))? {
        Ok(bytes) => bytes,
        Err(bytes) => return Err(LoadError::TooLarge { path: name.to_owned(), bytes }),
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let byte = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..byte].iter().filter(|&&byte| byte == b'\n').count() + 1;
        LoadError::NotUtf8 { path: name.to_owned(), line, byte }
    })?;
    Ok(RuleFile { path: name.to_owned(), text, lists: Arc::clone(lists) })
}

/// The bytes of a file, or its size where that passes the limit. A file that grows while it is read stops there too.
fn read_within(path: &Path, limit: u64) -> io::Result<Result<Vec<u8>, u64>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    if metadata.len() > limit {
        return Ok(Err(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Ok(Err(bytes.len() as u64)) } else { Ok(Ok(bytes)) }
}

/// List files below one folder.
struct FolderFiles {
    /// The folder, without links.
    root: PathBuf,
}

impl ListFiles for FolderFiles {
    fn read(&self, rule_file: &str, path: &str) -> Result<String, ListFileError> {
        let relative = Path::new(path);
        let stays = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !stays || path.contains('\\') {
            return Err(ListFileError::Outside);
        }
        let folder = Path::new(rule_file).parent().unwrap_or(Path::new(""));
        let full = folder.join(relative);
        let real = match full.canonicalize() {
            Ok(real) => real,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ListFileError::Missing(self.names(folder, relative)));
            }
            Err(error) => return Err(ListFileError::Unreadable(error.to_string())),
        };
        if !real.starts_with(&self.root) {
            return Err(ListFileError::Outside);
        }
        let read = read_within(&real, LARGEST_LIST_FILE);
        let bytes =
            read.map_err(|error| ListFileError::Unreadable(error.to_string()))?.map_err(ListFileError::TooLarge)?;
        String::from_utf8(bytes).map_err(|error| ListFileError::NotUtf8(error.utf8_error().valid_up_to()))
    }
}

impl FolderFiles {
    /// What could have been meant by a file that is missing: the text files where it was looked for and beside the
    /// rule file, as they would be written after `from`.
    fn names(&self, folder: &Path, missing: &Path) -> Vec<String> {
        let mut places = vec![PathBuf::new(), PathBuf::from("lists")];
        places.extend(missing.parent().map(Path::to_owned));
        places.sort();
        places.dedup();
        let mut names = Vec::new();
        for place in places {
            let real = folder.join(&place);
            let real = if real.as_os_str().is_empty() { PathBuf::from(".") } else { real };
            if !real.canonicalize().is_ok_and(|real| real.starts_with(&self.root)) {
                continue;
            }
            let Ok(entries) = std::fs::read_dir(real) else { continue };
            let files = entries.flatten().take(MOST_FILES).filter(|entry| entry.path().is_file());
            names.extend(
                files
                    .filter_map(|entry| place.join(entry.file_name()).to_str().map(str::to_owned))
                    .filter(|name| !name.ends_with(ENDING) && !name.starts_with('.')),
            );
        }
        names.sort();
        names.truncate(MOST_NAMES);
        names
    }
}
