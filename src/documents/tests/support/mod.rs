//! Runs the PDF tools of the machine, when it has them.
#![allow(dead_code)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where rendered documents are left to be looked at.
pub fn out(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/documents");
    std::fs::create_dir_all(&dir).unwrap();
    dir.join(name)
}

pub fn has(tool: &str) -> bool {
    let found = Command::new(tool).arg("--version").output().is_ok()
        || Command::new(tool).arg("-v").output().is_ok();
    if !found {
        assert!(
            std::env::var_os("CI").is_none(),
            "{tool} must be there in CI"
        );
        println!("skipped: {tool} is not installed");
    }
    found
}

pub fn save(name: &str, bytes: &[u8]) -> PathBuf {
    let path = out(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// `qpdf --check` finds no error.
pub fn assert_sound(path: &Path) {
    if !has("qpdf") {
        return;
    }
    let output = Command::new("qpdf")
        .arg("--check")
        .arg(path)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The text of the file in reading order, when pdftotext is there.
pub fn text_of(path: &Path) -> Option<String> {
    if !has("pdftotext") {
        return None;
    }
    let output = Command::new("pdftotext")
        .arg("-raw")
        .arg(path)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap())
}

/// Text with every run of white space as one space: lines end where the page is narrow.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of `pdffonts` about fonts.
pub fn fonts_of(path: &Path) -> Option<Vec<String>> {
    if !has("pdffonts") {
        return None;
    }
    let output = Command::new("pdffonts").arg(path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Some(text.lines().skip(2).map(str::to_owned).collect())
}

/// A photo-like JPEG.
pub fn photo(seed: u32, width: u32, height: u32) -> std::sync::Arc<[u8]> {
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| {
            let wave = ((x * 255 / width) as u8, (y * 255 / height) as u8);
            [wave.0, wave.1, seed.wrapping_mul(37) as u8]
        })
        .collect();
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 70)
        .encode(&pixels, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes.into()
}
