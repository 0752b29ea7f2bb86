//! What the computer must have before a window can open, looked for without loading any of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// In which sessions a library is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// In both.
    Any,
    /// Where windows are X11's.
    X11,
    /// Where windows are Wayland's.
    Wayland,
}

/// How the presence of a package is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// This shared library is there.
    Library(&'static str),
    /// Some driver of OpenGL is there: Mesa's, or a maker's own.
    Driver,
}

/// Packages (by their names in Debian and Ubuntu) the window needs at run time on Linux. README
/// lists the same ones; a test compares.
pub const PACKAGES: [(&str, Session, Sign); 11] = [
    ("libssl3", Session::Any, Sign::Library("libcrypto.so.3")),
    ("libgl1", Session::Any, Sign::Library("libGL.so.1")),
    ("libegl1", Session::Any, Sign::Library("libEGL.so.1")),
    ("libgl1-mesa-dri", Session::Any, Sign::Driver),
    ("libx11-6", Session::X11, Sign::Library("libX11.so.6")),
    (
        "libxcursor1",
        Session::X11,
        Sign::Library("libXcursor.so.1"),
    ),
    ("libxi6", Session::X11, Sign::Library("libXi.so.6")),
    (
        "libxkbcommon-x11-0",
        Session::X11,
        Sign::Library("libxkbcommon-x11.so.0"),
    ),
    (
        "libwayland-client0",
        Session::Wayland,
        Sign::Library("libwayland-client.so.0"),
    ),
    (
        "libwayland-egl1",
        Session::Wayland,
        Sign::Library("libwayland-egl.so.1"),
    ),
    (
        "libxkbcommon0",
        Session::Wayland,
        Sign::Library("libxkbcommon.so.0"),
    ),
];

/// The session the window will open in, as the window library chooses it; `None` without any.
pub fn session(set: impl Fn(&str) -> bool) -> Option<Session> {
    if set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") {
        Some(Session::Wayland)
    } else if set("DISPLAY") {
        Some(Session::X11)
    } else {
        None
    }
}

/// Packages that are missing on this computer. Empty on systems other than Linux, whose libraries
/// come with them, and where libraries are kept in a way this doesn't know.
pub fn missing(session: Session) -> Vec<&'static str> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let named: Vec<PathBuf> = std::env::var_os("LD_LIBRARY_PATH")
        .map(|paths| std::env::split_paths(&paths).collect())
        .unwrap_or_default();
    let own_drivers = std::env::var_os("LIBGL_DRIVERS_PATH").is_some();
    missing_under(Path::new("/"), &named, own_drivers, session)
}

/// As [`missing`], below a folder that stands for the root of the file system.
fn missing_under(
    root: &Path,
    named: &[PathBuf],
    own_drivers: bool,
    session: Session,
) -> Vec<&'static str> {
    // Without the loader's list libraries are found in some other way, and nothing is known.
    let Ok(list) = std::fs::read(root.join("etc/ld.so.cache")) else {
        return Vec::new();
    };
    let folders = folders(root, named, &list);
    PACKAGES
        .iter()
        .filter(|(_, needed, _)| *needed == Session::Any || *needed == session)
        .filter(|(_, _, sign)| match sign {
            Sign::Library(name) => !folders.iter().any(|folder| folder.join(name).exists()),
            Sign::Driver => !own_drivers && !folders.iter().any(|folder| has_driver(folder)),
        })
        .map(|(package, _, _)| *package)
        .collect()
}

/// Every folder the loader looks into: those named in the environment, the usual ones, and those
/// of its list, whatever the processor is.
fn folders(root: &Path, named: &[PathBuf], list: &[u8]) -> BTreeSet<PathBuf> {
    let usual = ["lib", "usr/lib", "lib64", "usr/lib64", "usr/local/lib"];
    let listed = list
        .split(|byte| *byte == 0)
        .filter(|name| name.first() == Some(&b'/'))
        .filter_map(|name| std::str::from_utf8(name).ok())
        .filter_map(|name| Path::new(name.trim_start_matches('/')).parent())
        .map(|folder| root.join(folder));
    usual
        .iter()
        .map(|folder| root.join(folder))
        .chain(listed)
        .chain(named.iter().cloned())
        .collect()
}

/// Whether a folder of libraries holds a driver of OpenGL.
fn has_driver(folder: &Path) -> bool {
    let any = |folder: &Path, fits: fn(&str) -> bool| {
        std::fs::read_dir(folder).is_ok_and(|entries| {
            entries
                .flatten()
                .any(|entry| entry.file_name().to_str().is_some_and(fits))
        })
    };
    any(&folder.join("dri"), |name| name.ends_with("_dri.so"))
        || any(folder, |name| {
            name.starts_with("libgallium")
                || name.starts_with("libGLX_nvidia.so")
                || name.starts_with("libEGL_nvidia.so")
        })
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    /// A computer of a rare kind, with everything a session needs.
    fn computer(session: Session) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("usr/lib/riscv64-linux-gnu");
        std::fs::create_dir_all(folder.join("dri")).unwrap();
        std::fs::create_dir_all(root.path().join("etc")).unwrap();
        let mut list = b"ld.so-1.7.0\0glibc-ld.so.cache1.1\0".to_vec();
        for (_, needed, sign) in PACKAGES {
            if needed != Session::Any && needed != session {
                continue;
            }
            let path = match sign {
                Sign::Library(name) => folder.join(name),
                Sign::Driver => folder.join("dri/swrast_dri.so"),
            };
            std::fs::write(&path, b"").unwrap();
            if let Sign::Library(name) = sign {
                list.extend(format!("/usr/lib/riscv64-linux-gnu/{name}\0").into_bytes());
            }
        }
        std::fs::write(root.path().join("etc/ld.so.cache"), list).unwrap();
        root
    }

    #[test]
    fn every_package_that_is_taken_away_is_named_and_no_other() {
        for session in [Session::X11, Session::Wayland] {
            let root = computer(session);
            let folder = root.path().join("usr/lib/riscv64-linux-gnu");
            let look = || missing_under(root.path(), &[], false, session);
            assert_eq!(look(), Vec::<&str>::new());
            for (package, needed, sign) in PACKAGES {
                if needed != Session::Any && needed != session {
                    continue;
                }
                let path = match sign {
                    Sign::Library(name) => folder.join(name),
                    Sign::Driver => folder.join("dri/swrast_dri.so"),
                };
                std::fs::remove_file(&path).unwrap();
                assert_eq!(look(), vec![package]);
                std::fs::write(&path, b"").unwrap();
            }
        }
    }

    #[test]
    fn a_makers_driver_is_as_good_and_an_unknown_system_is_left_alone() {
        let root = computer(Session::X11);
        let folder = root.path().join("usr/lib/riscv64-linux-gnu");
        std::fs::remove_file(folder.join("dri/swrast_dri.so")).unwrap();
        std::fs::write(folder.join("libGLX_nvidia.so.0"), b"").unwrap();
        let look = || missing_under(root.path(), &[], false, Session::X11);
        assert_eq!(look(), Vec::<&str>::new());
        std::fs::remove_file(folder.join("libGL.so.1")).unwrap();
        assert_eq!(look(), vec!["libgl1"]);
        let own = tempfile::tempdir().unwrap();
        std::fs::write(own.path().join("libGL.so.1"), b"").unwrap();
        let named = [own.path().to_owned()];
        assert!(missing_under(root.path(), &named, false, Session::X11).is_empty());
        std::fs::remove_file(root.path().join("etc/ld.so.cache")).unwrap();
        assert_eq!(look(), Vec::<&str>::new());
    }

    #[test]
    fn the_readme_names_the_packages_that_are_looked_for() {
        let readme =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md"))
                .unwrap();
        let line = readme
            .lines()
            .find(|line| line.starts_with("Needed to run on Linux:"))
            .unwrap();
        let words: BTreeSet<&str> = line
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .filter(|word| word.starts_with("lib"))
            .collect();
        let looked_for: BTreeSet<&str> = PACKAGES.iter().map(|(package, _, _)| *package).collect();
        assert_eq!(words, looked_for);
    }

    #[test]
    fn the_session_is_the_one_the_window_will_open_in() {
        assert_eq!(session(|_| false), None);
        assert_eq!(session(|name| name == "DISPLAY"), Some(Session::X11));
        assert_eq!(session(|_| true), Some(Session::Wayland));
        assert_eq!(
            session(|name| name == "WAYLAND_SOCKET"),
            Some(Session::Wayland)
        );
    }
}
