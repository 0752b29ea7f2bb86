//! A harness with fonts, words and the processor renderer, and a place for pictures.
#![allow(dead_code, reason = "each test binary uses its part")]
#![allow(clippy::unwrap_used, reason = "tests may fail")]

use std::path::PathBuf;

use baqylau_widgets::raster::Soft;
use baqylau_widgets::{CalendarWords, PhotoWords, Theme, Words};
use egui_kittest::Harness;

pub fn words() -> Words {
    let strings = |list: &str| list.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let months =
        "Қаңтар Ақпан Наурыз Сәуір Мамыр Маусым Шілде Тамыз Қыркүйек Қазан Қараша Желтоқсан";
    Words {
        close: "Жабу".into(),
        search: "Іздеу".into(),
        nothing_found: "Ештеңе табылмады".into(),
        show_password: "Құпиясөзді көрсету".into(),
        hide_password: "Құпиясөзді жасыру".into(),
        caps_lock: "Включён Caps Lock".into(),
        not_latin: "Есть буквы не латинского алфавита".into(),
        clear: "Тазалау".into(),
        filter: "Фильтр".into(),
        select_all: "Барлығын таңдау".into(),
        select_row: "Таңдау".into(),
        not_counted: "барлығына қосылмайды".into(),
        loading: "Жүктелуде".into(),
        required: "міндетті".into(),
        ascending: "өсу ретімен".into(),
        descending: "кему ретімен".into(),
        not_chosen: "таңдалмаған".into(),
        calendar: CalendarWords {
            months: strings(months).try_into().unwrap(),
            weekdays: strings("Дс Сс Ср Бс Жм Сн Жк").try_into().unwrap(),
            format: "%d.%m.%Y".into(),
            placeholder: "кк.аа.жжжж".into(),
            previous_month: "Алдыңғы ай".into(),
            next_month: "Келесі ай".into(),
            today: "Бүгін".into(),
            open: "Күнтізбе".into(),
        },
        photo: PhotoWords {
            fit: "Тұтас көрсету".into(),
            zoom_in: "Үлкейту".into(),
            zoom_out: "Кішірейту".into(),
            arrow: "Көрсеткі".into(),
            frame: "Жақтау".into(),
            blur: "Бұлдырату".into(),
            text: "Мәтін".into(),
            undo: "Болдырмау".into(),
            delete: "Жою".into(),
        },
    }
}

pub fn setup(ctx: &egui::Context, theme: Theme) {
    baqylau_widgets::install(ctx, theme);
    baqylau_widgets::words::install(ctx, words());
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    baqylau_widgets::field::date::set_today(ctx, today);
}

pub fn harness<'a>(
    theme: Theme,
    size: [f32; 2],
    ui: impl FnMut(&mut egui::Ui) + 'a,
) -> (Harness<'a>, Soft) {
    let soft = Soft::new();
    let harness = Harness::builder()
        .with_size(size)
        .with_theme(match theme {
            Theme::Light => egui::Theme::Light,
            Theme::Dark => egui::Theme::Dark,
        })
        .renderer(soft.clone())
        .with_context_setup(move |ctx| setup(ctx, theme))
        .build_ui(ui);
    (harness, soft)
}

pub fn save(picture: &image::RgbaImage, name: &str) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/widgets-gallery");
    std::fs::create_dir_all(&folder).unwrap();
    picture.save(folder.join(format!("{name}.png"))).unwrap();
}
