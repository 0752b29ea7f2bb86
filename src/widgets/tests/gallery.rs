//! Every widget in both themes, drawn to `target/widgets-gallery` for people to look at; fails
//! where a control has no accessible name or a glyph is missing.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may fail and say how long something took"
)]

mod common;

use baqylau_widgets::{
    Answer, Button, Entry, ErrorSummary, Field, Icon, Modal, Notice, Palette, SearchField, Segment,
    Tag, Theme, Toast, Toasts, Tone, field, kbd, panel, progress, segmented, state, tabs, tag,
    text, traffic,
};
use common::{harness, save};
use egui::{CentralPanel, Frame, Margin, Ui};

const THEMES: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

fn ground(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let fill = baqylau_widgets::tokens(ui).background;
    CentralPanel::default_margins()
        .frame(Frame::new().fill(fill).inner_margin(Margin::same(16)))
        .show(ui, content);
}

#[test]
fn buttons_fields_and_marks_in_both_themes() {
    for (theme, name) in THEMES {
        let mut line = "Тобыл үлгі университеті".to_owned();
        let mut wrong = "12".to_owned();
        let mut secret = "құпия".to_owned();
        let mut note = "2-қабаттағы шығыс есік құлыптаулы, кілт вахтада".to_owned();
        let mut sum = Some(2_559_916_814);
        let mut day = chrono::NaiveDate::from_ymd_opt(2026, 12, 5);
        let (mut none, mut some) = (None, Some(1));
        let (mut on, mut off, mut switch) = (true, false, true);
        let mut tab = 0;
        let mut query = String::new();
        let (mut harness, soft) = harness(theme, [1000.0, 1080.0], move |ui| {
            ground(ui, |ui| {
                ui.horizontal_wrapped(|ui| {
                    ui.add(
                        Button::primary("Подписать")
                            .icon(Icon::PenLine)
                            .shortcut("Ctrl S"),
                    );
                    ui.add(Button::secondary("Бас санау").note("214 / 251"));
                    ui.add(Button::ghost("Столбцы").icon(Icon::Columns3));
                    ui.add(Button::danger("Отказать").icon(Icon::X));
                    ui.add(Button::outline("Статус").trailing(Icon::ChevronDown));
                    ui.add(Button::primary("Нельзя").blocked(Some("Нет ЭСФ")));
                    ui.add(Button::secondary("Сохраняется").busy(true));
                    ui.add(Button::icon_only(Icon::Settings, "Настройки"));
                    ui.add(Button::secondary("Малая").small().shortcut("N"));
                    ui.add(Button::secondary("Включена").selected(true));
                });
                ui.horizontal_wrapped(|ui| {
                    for (tone, word) in [
                        (Tone::Ok, "Подписан"),
                        (Tone::Warning, "Ждёт подписи УО"),
                        (Tone::Bad, "Остановлен: нет ЭСФ"),
                        (Tone::Info, "Толтыру"),
                        (Tone::Neutral, "Waiting"),
                        (Tone::Accent, "Новый"),
                    ] {
                        ui.add(Tag::new(tone, word));
                    }
                    ui.add(Tag::new(Tone::Ok, "Проверена").icon(Icon::ShieldCheck));
                    tag::badge(ui, Tone::Bad, "3");
                    tag::badge(ui, Tone::Ok, "29/29");
                    tag::dot(ui, Tone::Ok);
                    kbd::hint(ui, "1–9", "жауап");
                    kbd::hint(ui, "Ctrl Enter", "келесі жауапсыз");
                });
                ui.horizontal(|ui| {
                    let yes_no = [Segment::new("Иә", Tone::Ok), Segment::new("Жоқ", Tone::Bad)];
                    segmented::answers(ui, "B03", Some(0), &yes_no, true);
                    segmented::answers(ui, "B07", Some(1), &yes_no, true);
                    segmented::answers(ui, "B09", None, &yes_no, true);
                    let three = [
                        Segment::new("Да", Tone::Ok),
                        Segment::new("Нет", Tone::Bad),
                        Segment::new("Неприменимо", Tone::Neutral),
                    ];
                    segmented::answers(ui, "B10", Some(2), &three, true);
                });
                tabs::tabs(
                    ui,
                    &mut tab,
                    &[
                        tabs::Tab::new("Реквизиты"),
                        tabs::Tab::new("Нарушения").count("4", Tone::Bad),
                        tabs::Tab::new("История"),
                    ],
                );
                ui.columns(2, |columns| {
                    let ui = &mut columns[0];
                    Field::new("Название").required().text(ui, &mut line);
                    Field::new("БИН").error(Some("БИН состоит из 12 цифр")).text(ui, &mut wrong);
                    Field::new("Пароль ключа").hint("Не сохраняется").password(ui, &mut secret);
                    Field::new("Сумма").unit("₸").number(ui, &mut sum, 2);
                    Field::new("Жою мерзімі").date(ui, &mut day);
                    Field::new("Только чтение").read_only(true).text(ui, &mut line);
                    let ui = &mut columns[1];
                    Field::new("Регион").placeholder("Все регионы").select(ui, &mut none, &["Абай", "Ақмола"]);
                    Field::new("Ауырлығы").select(ui, &mut some, &["Болмашы", "Өрескел"]);
                    Field::new("Ескерту").multiline(ui, &mut note, 3);
                    SearchField::new("Тармақ іздеу").shortcut("Ctrl F").bordered().show(ui, &mut query);
                    field::checkbox(ui, &mut on, "Қатысты");
                    field::checkbox(ui, &mut off, "Фото приложено, и длинное пояснение переносится на вторую строку, если не хватает места");
                    field::tri_checkbox(ui, None, "Часть строк");
                    ui.horizontal(|ui| {
                        field::radio(ui, true, "Очно");
                        field::radio(ui, false, "Дистанционно");
                        field::switch(ui, &mut switch, "Автосинхронизация");
                    });
                });
                ErrorSummary {
                    title: "В форме 2 ошибки",
                    errors: &[
                        ("БИН: нужно 12 цифр".to_owned(), egui::Id::unique("bin")),
                        (
                            "Не указан срок устранения".to_owned(),
                            egui::Id::unique("due"),
                        ),
                    ],
                }
                .show(ui);
                state::strip(
                    ui,
                    Tone::Warning,
                    "Данные на 12:31, связи нет. Изменения уйдут, когда она появится.",
                    Some("Подробнее"),
                );
                state::strip(
                    ui,
                    Tone::Info,
                    "Подписано два из трёх членов комиссии.",
                    None,
                );
                progress::bar(ui, "Подписание", 0.34, Tone::Accent);
                ui.columns(2, |columns| {
                    traffic::light(
                        &mut columns[0],
                        traffic::Light::Red,
                        "Красный",
                        "Оплата приостановлена до 28.02.2026",
                    );
                    traffic::light(&mut columns[1], traffic::Light::Yellow, "Жёлтый", "");
                    traffic::light(&mut columns[0], traffic::Light::Green, "Зелёный", "");
                    progress::skeleton(&mut columns[1], 2);
                });
            });
        });
        harness.run();
        save(&soft.picture(&harness), &format!("controls-{name}"));
    }
}

#[test]
fn what_stands_over_the_screen_in_both_themes() {
    for (theme, name) in THEMES {
        let (mut modal, soft) = harness(theme, [900.0, 560.0], |ui| {
            ground(ui, |ui| {
                Notice::error(
                    "Реестр не ответил",
                    "Ваши записи сохранены на этом компьютере. Проверьте сеть и повторите.",
                )
                .action("Повторить")
                .show(ui);
            });
            let mut typed = "отз".to_owned();
            let answer = Modal::new("revoke", "Отозвать лицензию?")
                .buttons("Отозвать", "Отмена")
                .ask_typed(
                    ui.ctx(),
                    "Оплаты организации остановятся. Это действие нельзя отменить.",
                    "Введите слово «отозвать»",
                    "отозвать",
                    &mut typed,
                );
            assert_eq!(answer, Answer::Open);
        });
        modal.run();
        save(&soft.picture(&modal), &format!("modal-{name}"));

        let mut toasts = Toasts::default();
        toasts.push(Toast::new(
            Tone::Ok,
            "Акт 2026-10-0147 подписан и поставлен в очередь отправки.",
        ));
        toasts.push(Toast::new(Tone::Warning, "Строка удалена").action("Вернуть", 1));
        toasts.push(Toast::new(
            Tone::Bad,
            "Акт 2026-10-0160 не подписан: нет электронного счёта-фактуры.",
        ));
        let mut palette = Palette::default();
        palette.open();
        let entries: Vec<Entry> = [
            (
                "Подписать выбранные акты",
                "Акты",
                "Ctrl S",
                Some(Icon::PenLine),
            ),
            ("Экспорт в XLSX", "Акты", "", Some(Icon::FileSpreadsheet)),
            ("Синхронизировать", "Система", "F5", Some(Icon::RefreshCw)),
            ("Сменить тему", "Вид", "", Some(Icon::Moon)),
        ]
        .map(|(label, group, keys, icon)| Entry {
            label: label.into(),
            group: group.into(),
            shortcut: keys.into(),
            icon,
            blocked: None,
        })
        .into();
        let (mut over, soft) = harness(theme, [900.0, 560.0], move |ui| {
            ground(ui, |ui| {
                ui.label(text::title("Экран"));
            });
            palette.show(ui.ctx(), "Поиск или команда", &entries);
            toasts.show(ui.ctx());
        });
        over.run();
        save(&soft.picture(&over), &format!("palette-toasts-{name}"));

        let mut chosen = Some(3);
        let mut day = chrono::NaiveDate::from_ymd_opt(2026, 12, 5);
        let regions = [
            "Абай",
            "Ақмола",
            "Ақтөбе",
            "Алматы",
            "Атырау",
            "БҚО",
            "Жамбыл",
            "Жетісу",
            "Қарағанды",
            "Қостанай",
            "Қызылорда",
        ];
        let (mut popups, soft) = harness(theme, [700.0, 460.0], move |ui| {
            ground(ui, |ui| {
                ui.columns(2, |columns| {
                    Field::new("Регион").select(&mut columns[0], &mut chosen, &regions);
                    Field::new("Жою мерзімі").date(&mut columns[1], &mut day);
                });
            });
        });
        popups.run();
        use egui_kittest::kittest::Queryable as _;
        popups
            .get_by_role_and_label(egui::accesskit::Role::ComboBox, "Регион")
            .click();
        popups.run();
        save(&soft.picture(&popups), &format!("select-{name}"));
        popups.key_press(egui::Key::Escape);
        popups.run();
        popups.get_by_label("Жою мерзімі: Күнтізбе").click();
        popups.run();
        save(&soft.picture(&popups), &format!("date-{name}"));
    }
}

fn sample_photo() -> image::RgbaImage {
    image::RgbaImage::from_fn(640, 480, |x, y| {
        let (sky, ground) = ([150, 175, 190], [92, 116, 136]);
        let t = y as f32 / 480.0;
        let mut c: [u8; 3] =
            std::array::from_fn(|i| (sky[i] as f32 * (1.0 - t) + ground[i] as f32 * t) as u8);
        if (230..410).contains(&x) && (120..430).contains(&y) {
            c = if !(240..=400).contains(&x) || y < 130 {
                [60, 66, 72]
            } else {
                [128, 92, 66]
            };
        }
        if (420..520).contains(&x) && (150..250).contains(&y) && (x / 6 + y / 6) % 2 == 0 {
            c = [230, 215, 120];
        }
        image::Rgba([c[0], c[1], c[2], 255])
    })
}

#[test]
fn the_checklist_and_a_marked_photo_in_both_themes() {
    use baqylau_widgets::photo::{
        Annotation, Mark, Pen, Picture, Thumbnail, Viewer, burn, thumbnails,
    };
    let marks = vec![
        Annotation {
            mark: Mark::Arrow {
                from: [0.15, 0.2],
                to: [0.36, 0.5],
            },
            pen: Pen::Red,
        },
        Annotation {
            mark: Mark::Box {
                from: [0.35, 0.24],
                to: [0.65, 0.91],
            },
            pen: Pen::Yellow,
        },
        Annotation {
            mark: Mark::Blur {
                from: [0.64, 0.3],
                to: [0.83, 0.54],
            },
            pen: Pen::Red,
        },
        Annotation {
            mark: Mark::Text {
                at: [0.08, 0.08],
                text: "Есік құлыптаулы".into(),
            },
            pen: Pen::White,
        },
    ];
    let mut burnt = sample_photo();
    burn(&mut burnt, &marks);
    save(&burnt, "photo-burnt");

    for (theme, name) in THEMES {
        let mut note = "2-қабаттағы шығыс есік құлыптаулы, кілт вахтада".to_owned();
        let (mut severity, mut due) = (Some(1), chrono::NaiveDate::from_ymd_opt(2026, 12, 5));
        let mut small: Option<egui::TextureHandle> = None;
        let (mut inspection, soft) = harness(theme, [820.0, 560.0], move |ui| {
            let t = baqylau_widgets::tokens(ui);
            let size = [84, 62];
            let texture = small.get_or_insert_with(|| {
                let photo = image::imageops::thumbnail(&sample_photo(), 84, 62);
                let image = egui::ColorImage::from_rgba_unmultiplied(size, photo.as_raw());
                ui.ctx()
                    .load_texture("thumb", image, egui::TextureOptions::LINEAR)
            });
            let shown = Some((texture.id(), egui::vec2(84.0, 62.0)));
            CentralPanel::default_margins().frame(Frame::new().fill(t.panel).inner_margin(Margin::same(14))).show(ui, |ui| {
                let yes_no = [Segment::new("Иә", Tone::Ok), Segment::new("Жоқ", Tone::Bad)];
                ui.horizontal_top(|ui| {
                    ui.allocate_ui(egui::vec2(46.0, 20.0), |ui| ui.label(text::muted("B07")));
                    ui.allocate_ui(egui::vec2(500.0, 40.0), |ui| {
                        ui.vertical(|ui| {
                            ui.add(egui::Label::new(text::strong("Эвакуациялық шығу есіктері іштен кілтсіз ашылады; шығатын жерлер жабылмаған")).wrap());
                            ui.label(text::small_muted("Өрт қауіпсіздігі қағидалары, бұйрық № 55, 21.02.2022 · өрескел"));
                        });
                    });
                    segmented::answers(ui, "B07", Some(1), &yes_no, true);
                });
                ui.columns(2, |columns| {
                    Field::new("Ескерту").multiline(&mut columns[0], &mut note, 3);
                    columns[1].label(text::small_muted("Дәлел: фото, міндетті"));
                    let photo = |name, caption, state| Thumbnail { texture: shown, name, title: name, caption, state, selected: false };
                    thumbnails(&mut columns[1], &[
                        photo("Фото 1", "09:41", None),
                        photo("Фото 2", "09:42", Some((Icon::CloudOff, Tone::Warning))),
                        Thumbnail { texture: None, ..photo("Фото 3", "09:44", None) },
                    ], Some("Фото қосу"));
                });
                ui.columns(3, |columns| {
                    Field::new("Ауырлығы").select(&mut columns[0], &mut severity, &["Болмашы", "Өрескел"]);
                    Field::new("Жою мерзімі").date(&mut columns[1], &mut due);
                    columns[2].label(text::small_muted("Ұсынылатын салдар"));
                    columns[2].add(Tag::new(Tone::Warning, "Нұсқама, мерзімінде жойылмаса — бұзу"));
                });
                panel::hairline(ui);
                ui.horizontal(|ui| {
                    kbd::hint(ui, "1–9", "жауап");
                    kbd::hint(ui, "N", "ескерту");
                    kbd::hint(ui, "P", "фото");
                    kbd::hint(ui, "Ctrl Enter", "келесі жауапсыз");
                });
            });
        });
        inspection.run();
        save(&soft.picture(&inspection), &format!("inspection-{name}"));

        let mut picture = Picture::new("Фото 2, 09:42", sample_photo());
        let mut viewer = Viewer::default();
        let mut marks = marks.clone();
        let (mut view, soft) = harness(theme, [760.0, 620.0], move |ui| {
            ground(ui, |ui| {
                viewer.show(ui, &mut picture, &mut marks, true);
            });
        });
        view.run();
        save(&soft.picture(&view), &format!("photo-{name}"));
    }
}

#[test]
fn the_icon_of_the_application() {
    for size in [32, 48, 128, 256] {
        save(&baqylau_widgets::brand::icon(size), &format!("icon-{size}"));
    }
}

#[test]
fn a_screen_scaled_by_a_half_stays_sharp() {
    let soft = baqylau_widgets::raster::Soft::new();
    let mut scaled = egui_kittest::Harness::builder()
        .with_size([420.0, 220.0])
        .with_pixels_per_point(1.5)
        .with_theme(egui::Theme::Light)
        .renderer(soft.clone())
        .with_context_setup(|ctx| common::setup(ctx, Theme::Light))
        .build_ui(|ui| {
            ground(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.add(Button::primary("Подписать").icon(Icon::PenLine));
                    ui.add(Tag::new(Tone::Warning, "Ждёт подписи УО"));
                });
                let mut sum = Some(2_559_916_814);
                Field::new("Сумма").unit("₸").number(ui, &mut sum, 2);
                kbd::hint(ui, "Ctrl Enter", "келесі жауапсыз");
            });
        });
    scaled.run();
    let picture = soft.picture(&scaled);
    assert_eq!(picture.dimensions(), (630, 330));
    save(&picture, "scaled");
}
