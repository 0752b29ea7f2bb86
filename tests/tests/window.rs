//! The real window in its own process: what a person wrote is there after a power cut.

use baqylau_locale::{Language, Locale};
use baqylau_tests::window::{Display, Tree, Window};
use std::path::Path;

#[test]
fn dump() {
    let display = Display::start(1280, 800).unwrap().unwrap();
    let data = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_window_process"));
    let window = Window::start(program, &display, data.path(), data.path()).unwrap();
    let locale = Locale::new(Language::En);
    let _: Option<Tree> = None;
    let t = |key: &str| locale.text(key);
    window
        .fill(&t("signin-passphrase-new"), "correct horse")
        .unwrap();
    window
        .fill(&t("signin-passphrase-repeat"), "correct horse")
        .unwrap();
    window.click(&t("signin-continue-next")).unwrap();
    window
        .wait("people", |tree| {
            tree.all()
                .any(|o| o.description.contains("secretary"))
                .then_some(())
        })
        .unwrap();
    println!("{}", window.look().unwrap());
}
