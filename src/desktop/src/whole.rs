//! A file that stands in its place only when it is whole.

use std::path::Path;

/// Writes a file beside its place and moves it there. Call it away from the frame.
///
/// # Errors
/// What the disk answered; then the place is as it was.
pub fn write(to: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut half = to.file_name().unwrap_or_default().to_owned();
    half.push(".half");
    let half = to.with_file_name(half);
    std::fs::write(&half, bytes)?;
    std::fs::rename(half, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_stays_until_the_new_file_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("board.png");
        write(&to, b"first").unwrap();
        write(&to, b"second").unwrap();
        assert_eq!(std::fs::read(&to).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write(&folder.path().join("nowhere/board.png"), b"third").is_err());
    }
}
