//! The only reader of files, and the only writer.
//!
//! Reads stay inside the report's folder; a test reads from memory. Writing goes beside the target
//! and is renamed, so that a failed run never leaves half a file or loses an older one.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Where a report's files come from. Paths are relative to the report's folder.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    /// `NotFound` where there is none, `PermissionDenied` where it lies outside the folder, and what
    /// the system says of the rest.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The report's folder.
    pub root: PathBuf,
}

impl Folder {
    /// The folder in which a file lies.
    pub fn of(file: &Path) -> Self {
        match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => Folder { root: parent.to_path_buf() },
            _ => Folder { root: PathBuf::from(".") },
        }
    }
}

impl Files for Folder {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let inside = path.to_str().and_then(inside).ok_or_else(outside_error)?;
        // A link may lead out of the folder although its name does not. The file's own last link is
        // followed, too: only where the bytes really lie counts.
        let real = fs::canonicalize(self.root.join(inside))?;
        if !real.starts_with(fs::canonicalize(&self.root)?) {
            return Err(outside_error());
        }
        fs::read(real)
    }
}

fn outside_error() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "outside the report's folder")
}

/// Files in memory, for tests and for callers without a disk.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// With one more file.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.into(), bytes.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let inside = path.to_str().and_then(inside).ok_or_else(outside_error)?;
        self.0.get(&inside).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }
}

/// The path as written, if it stays inside the folder: relative, on no drive, and without a `..` that
/// climbs out. Backslashes count as slashes, so that a path means the same on every system.
pub fn inside(path: &str) -> Option<PathBuf> {
    let path = path.replace('\\', "/");
    if path.chars().nth(1) == Some(':') {
        return None;
    }
    let mut kept = PathBuf::new();
    for component in Path::new(&path).components() {
        match component {
            Component::Normal(name) => kept.push(name),
            Component::CurDir => {}
            Component::ParentDir if kept.pop() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(kept)
}

/// Writes a file whole or not at all: parent folders are made, the bytes go to a file beside the
/// target, and only then take its name.
///
/// # Errors
/// What the system says; an older file at `path` is then untouched and nothing is left beside it.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent)?;
    }
    let mut beside_name = OsString::from(".");
    beside_name.push(name);
    beside_name.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside_name);
    let result = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if result.is_err() {
        // The first failure is the one to tell; the leftover may not even exist.
        let _ = fs::remove_file(&beside);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("banxin-assets-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        for path in ["/etc/passwd", "../a", "a/../../b", "C:\\a", "\\a", ".."] {
            assert_eq!(inside(path), None, "{path}");
        }
        assert_eq!(inside("./a/../images\\b.jpg"), Some(PathBuf::from("images/b.jpg")));
    }

    #[test]
    fn a_folder_reads_its_own_files_only() {
        let folder = scratch("read");
        fs::create_dir_all(folder.join("report")).unwrap();
        fs::write(folder.join("secret"), "x").unwrap();
        fs::write(folder.join("report/a.md"), "甲").unwrap();
        let files = Folder::of(&folder.join("report/report.toml"));
        assert_eq!(files.read(Path::new("a.md")).unwrap(), "甲".as_bytes());
        assert_eq!(files.read(Path::new("../secret")).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(files.read(Path::new("b.md")).unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let folder = scratch("link");
        fs::create_dir_all(folder.join("report")).unwrap();
        fs::write(folder.join("secret"), "x").unwrap();
        std::os::unix::fs::symlink("../secret", folder.join("report/link")).unwrap();
        let files = Folder { root: folder.join("report") };
        assert_eq!(files.read(Path::new("link")).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_failed_write_leaves_the_folder_as_it_was() {
        let folder = scratch("write");
        let target = folder.join("deep/report.pdf");
        write(&target, b"one").unwrap();
        write(&target, b"two").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"two");
        // A folder cannot be replaced by a file.
        let occupied = folder.join("deep");
        assert!(write(&occupied, b"three").is_err());
        assert_eq!(fs::read(&target).unwrap(), b"two");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing left beside");
        fs::remove_dir_all(folder).unwrap();
    }
}
