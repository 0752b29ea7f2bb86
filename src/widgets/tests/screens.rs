//! Whole screens made of the widgets, in both themes, to hold against the drawings of the look.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may fail and say how long something took"
)]

mod common;

use baqylau_widgets::table::Rows;
use baqylau_widgets::{
    Button, Cell, Column, Field, Icon, Notice, PageHeader, SearchField, Segment, Table, TableState,
    Tag, Theme, Tone, chart, facts, kbd, panel, rail, segmented, split, state, tag, text, timeline,
    topbar,
};
use common::{harness, save};
use egui::{CentralPanel, Frame, Margin, Panel, Ui};

const THEMES: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

fn ground(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let fill = baqylau_widgets::tokens(ui).background;
    CentralPanel::default_margins()
        .frame(Frame::new().fill(fill).inner_margin(Margin::same(16)))
        .show(ui, content);
}

struct Acts {
    count: u64,
    fetched: std::ops::Range<u64>,
}

const NAMES: [&str; 5] = [
    "«Үлгі» школа-лицей",
    "«Ізденіс» лицей",
    "Школа № 5",
    "«Самал»",
    "«Достық» гимназия",
];

impl Rows for Acts {
    type Key = u64;

    fn len(&self) -> u64 {
        self.count
    }

    fn prepare(&mut self, _: std::ops::Range<u64>) {}

    fn key(&self, row: u64) -> Option<u64> {
        self.fetched.contains(&row).then_some(row)
    }

    fn cell(&self, row: u64, column: usize) -> Cell<'_> {
        match column {
            0 => Cell::text(format!("2026-10-{:04}", 147 - row.min(140))),
            1 => Cell::text(NAMES[(row % 5) as usize]),
            2 => Cell::text(format!("{}", 442 + row * 7 % 300)),
            3 if row.is_multiple_of(3) => Cell::toned(Tone::Bad, "351"),
            3 => Cell::muted("0"),
            4 => Cell::text("25\u{202f}599\u{202f}168,14"),
            _ => match row % 4 {
                0 => Cell::tag(Tone::Warning, "Ждёт подписи УО"),
                1 => Cell::tag(Tone::Bad, "Остановлен: нет ЭСФ"),
                2 => Cell::tag(Tone::Ok, "Подписан"),
                _ => Cell::tag(Tone::Info, "Оплачен 14.11"),
            },
        }
    }

    fn name(&self, row: u64) -> String {
        format!("Акт {row}")
    }
}

const COLUMNS: [Column<'static>; 6] = [
    Column::new("no", "№ акта", 115.0).sortable(),
    Column::new("school", "Школа", 150.0).sortable().grows(),
    Column::number("count", "Контингент", 92.0),
    Column::number("cut", "Исключено", 90.0),
    Column::number("sum", "Сумма, ₸", 112.0).sortable(),
    Column::new("state", "Статус", 168.0),
];

#[test]
fn the_acts_register_in_both_themes() {
    for (theme, name) in THEMES {
        let mut state = TableState::sorted("sum", false);
        for key in 0..3 {
            state.selection.set(&key, true);
        }
        state.set_cursor(Some(0));
        let mut search = String::new();
        let (mut harness, soft) = harness(theme, [1280.0, 800.0], move |ui| {
            let t = baqylau_widgets::tokens(ui);
            topbar::bar(
                ui,
                "Бақылау",
                |ui| {
                    topbar::palette_button(ui, "Поиск или команда", "Ctrl K");
                },
                |ui| {
                    topbar::entry(ui, None, "УО г. Шымкент", false);
                    topbar::icon_entry(ui, Icon::Moon, "Тема");
                    topbar::entry(ui, None, "РУС", true);
                    topbar::entry(ui, Some(Tone::Ok), "Синхронизировано 12:31", false);
                },
            );
            rail::panel(ui, |ui| {
                rail::group(ui, "Управление образования");
                rail::item(
                    ui,
                    &rail::RailItem::new("Рабочий стол").count("9", Tone::Neutral),
                );
                rail::item(ui, &rail::RailItem::new("Реестр школ"));
                rail::item(ui, &rail::RailItem::new("Заявки").count("6", Tone::Bad));
                rail::item(
                    ui,
                    &rail::RailItem::new("Акты")
                        .count("48", Tone::Neutral)
                        .selected(true),
                );
                rail::item(
                    ui,
                    &rail::RailItem::new("План финансирования очень длинный"),
                );
                rail::group(ui, "Контроль");
                rail::item(ui, &rail::RailItem::new("Выезды").icon(Icon::MapPin));
                rail::item(
                    ui,
                    &rail::RailItem::new("Нарушения")
                        .icon(Icon::Flag)
                        .count("4", Tone::Bad),
                );
            });
            topbar::status_line(
                ui,
                |ui| {
                    ui.label(text::strong("Выбрано 3").size(13.0));
                    ui.label(text::table("1 326 учеников"));
                    ui.label(text::table("76\u{202f}748\u{202f}120,42 ₸"));
                },
                |ui| {
                    ui.label(
                        text::table("Всего 133 акта · 1\u{202f}304\u{202f}882\u{202f}416,90 ₸")
                            .weak(),
                    );
                },
            );
            Panel::top("head")
                .frame(Frame::new().fill(t.background).inner_margin(Margin {
                    left: 16,
                    right: 16,
                    top: 12,
                    bottom: 10,
                }))
                .resizable(false)
                .show(ui, |ui| {
                    PageHeader::new("Акты оказанных услуг")
                        .tag(Tag::new(Tone::Neutral, "Октябрь 2026"))
                        .show(ui, |ui| {
                            ui.add(Button::primary("Подписать выбранные: 3"));
                            ui.add(Button::secondary("Печать"));
                            ui.add(Button::secondary("Экспорт"));
                        });
                    ui.horizontal(|ui| {
                        tag::pill(ui, true, "Ждут моей подписи · 48");
                        tag::pill(ui, false, "Не прислали акт · 17");
                        tag::pill(ui, false, "Без ЭСФ · 5");
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            ui.add(Button::ghost("Столбцы"));
                            ui.add(Button::outline("Район").trailing(Icon::ChevronDown));
                            ui.add(Button::outline("Статус").trailing(Icon::ChevronDown));
                            SearchField::new("Школа, БИН, номер…")
                                .width(220.0)
                                .bordered()
                                .show(ui, &mut search);
                        });
                    });
                });
            split::detail(ui, "act", 320.0, |ui| {
                ui.horizontal(|ui| {
                    ui.label(text::section("Акт № 2026-10-0147"));
                    ui.add(Tag::new(Tone::Warning, "Ждёт подписи УО"));
                });
                ui.spacing_mut().item_spacing.y = 6.0;
                facts::strong(ui, "Школа", "«Үлгі» школа-лицей");
                facts::row(ui, "Договор", "№ 79-118 от 15.09.2026");
                facts::row(ui, "Контингент", "793 в LMS → 442 к оплате");
                facts::toned(
                    ui,
                    "Исключено",
                    "351: выше разрешения СЭС (442)",
                    Some(Tone::Bad),
                );
                facts::strong(ui, "Сумма", "25\u{202f}599\u{202f}168,14 ₸");
                facts::toned(ui, "ЭСФ", "сумма совпадает", Some(Tone::Ok));
                ui.add(egui::Label::new(text::small_muted("Двадцать пять миллионов пятьсот девяносто девять тысяч сто шестьдесят восемь тенге 14 тиын")).wrap());
                ui.add_space(8.0);
                ui.label(text::section("Ход"));
                timeline::timeline(
                    ui,
                    &[
                        timeline::Step {
                            when: "01.11",
                            what: "контингент получен из LMS",
                            tone: Tone::Ok,
                        },
                        timeline::Step {
                            when: "02.11",
                            what: "проверен, 351 исключён",
                            tone: Tone::Warning,
                        },
                        timeline::Step {
                            when: "03.11",
                            what: "подписан школой · ЭЦП верна",
                            tone: Tone::Ok,
                        },
                        timeline::Step {
                            when: "",
                            what: "подпись УО",
                            tone: Tone::Neutral,
                        },
                        timeline::Step {
                            when: "",
                            what: "сводный реестр",
                            tone: Tone::Neutral,
                        },
                    ],
                );
                ui.add_space(8.0);
                ui.horizontal(|ui| {
                    ui.add(Button::primary("Открыть и подписать"));
                    ui.add(Button::secondary("Вернуть…"));
                });
            });
            let mut rows = Acts {
                count: 40,
                fetched: 0..14,
            };
            let totals = [
                Cell::text("Итого"),
                Cell::empty(),
                Cell::text("6 012"),
                Cell::text("1 406"),
                Cell::text("358\u{202f}388\u{202f}353,96"),
                Cell::empty(),
            ];
            Table::new("acts", "Акты", &COLUMNS)
                .multi()
                .totals(&totals)
                .show(ui, &mut state, &mut rows);
        });
        harness.run();
        let started = std::time::Instant::now();
        let picture = soft.picture(&harness);
        println!("rasterising 1280x800: {:?}", started.elapsed());
        save(&picture, &format!("register-{name}"));
    }
}

#[test]
fn the_dashboard_in_both_themes() {
    for (theme, name) in THEMES {
        let (mut harness, soft) = harness(theme, [1080.0, 756.0], |ui| {
            ground(ui, |ui| {
                PageHeader::new("Финансирование школ, 2026")
                    .crumbs(&["Финансовый центр", "Обзор"])
                    .subtitle("Данные на 12:31 · локальная копия")
                    .show(ui, |ui| {
                        ui.add(Button::secondary("PNG / PDF"));
                        ui.add(Button::outline("Все регионы").trailing(Icon::ChevronDown));
                    });
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 10.0;
                    let width = (ui.available_width() - 50.0) / 6.0;
                    for (caption, figure, note, note_tone) in [
                        ("План 2026", "256,0", "млрд ₸", Tone::Neutral),
                        ("Законтрактовано", "247,3", "96,6 %", Tone::Neutral),
                        ("Заактировано", "128,4", "50,2 %", Tone::Neutral),
                        ("Оплачено", "108,9", "42,5 %", Tone::Neutral),
                        ("Остановлено ФЛК", "3,1", "412 актов", Tone::Bad),
                        ("Приостановлены", "14", "организаций", Tone::Warning),
                    ] {
                        panel::StatCard {
                            caption,
                            figure,
                            note,
                            note_tone,
                        }
                        .show(ui, width);
                    }
                });
                ui.columns(2, |columns| {
                    panel::card(&mut columns[0], |ui| {
                        ui.label(text::section("Исполнение по месяцам, млрд ₸"));
                        chart::Columns {
                            name: "Исполнение по месяцам, млрд ₸",
                            groups: &["Қыр", "Қаз", "Қар", "Жел"],
                            series: &["план", "договоры", "акты", "оплачено"],
                            values: &[
                                vec![62.0, 60.0, 55.0, 55.0],
                                vec![64.0, 61.0, 52.0, 44.0],
                                vec![64.0, 63.0, 21.0, 9.0],
                                vec![66.0, 63.0, 0.0, 0.0],
                            ],
                            height: 210.0,
                        }
                        .show(
                            ui,
                            |v| format!("{v}"),
                            |group, series| format!("{group}/{series} млрд ₸"),
                        );
                    });
                    panel::card(&mut columns[0], |ui| {
                        ui.label(text::section("Возраст неоплаченных актов"));
                        chart::bar_row(ui, "до 5 дней", 1.0, "18,2 млрд ₸", Tone::Ok);
                        chart::bar_row(ui, "6–10", 0.53, "9,7 млрд ₸", Tone::Warning);
                        chart::bar_row(ui, "более 20", 0.14, "2,6 млрд ₸", Tone::Bad);
                    });
                    panel::card(&mut columns[1], |ui| {
                        ui.label(text::section("Приостановленные организации по регионам"));
                        chart::tile_map(ui, "По регионам", |code| {
                            let n = code % 7;
                            let tone =
                                [Tone::Ok, Tone::Warning, Tone::Bad][usize::from(n / 3).min(2)];
                            chart::Region {
                                short: ["СКО", "Ақмола", "Маңғыстау"][usize::from(code % 3)].into(),
                                name: format!("Область {code}"),
                                figure: n.to_string(),
                                words: format!("{n} организаций"),
                                tone,
                                strength: f32::from(n) / 6.0,
                                chosen: code == 79,
                            }
                        });
                    });
                    panel::card(&mut columns[1], |ui| {
                        Notice::empty(
                            "Выездов пока нет",
                            "Приказ о выезде появится здесь после синхронизации.",
                        )
                        .action("Синхронизировать")
                        .action_icon(Icon::RefreshCw)
                        .show(ui);
                    });
                    panel::card(&mut columns[1], |ui| {
                        ui.allocate_ui(egui::vec2(ui.available_width(), 90.0), |ui| {
                            state::loading(ui, "Загружается реестр…")
                        });
                    });
                });
            });
        });
        harness.run();
        save(&soft.picture(&harness), &format!("dashboard-{name}"));
    }
}

#[test]
fn the_checklist_runner_in_both_themes() {
    use baqylau_widgets::outline::{Section, section};
    use baqylau_widgets::rowlist::{RowList, row};
    const QUESTIONS: [&str; 5] = [
        "Автоматты өрт дабылы бар, жобаға сәйкес және жарамды",
        "Эвакуациялық шығу есіктері іштен кілтсіз ашылады; шығатын жерлер жабылмаған",
        "Эвакуация жолдары мен баспалдақ торлары бос",
        "Қабаттарда эвакуация жоспарлары ілінген",
        "Өрт сөндіргіштер: норма бойынша, пломбаланған, биркасы мен тексеру күні бар",
    ];
    for (theme, name) in THEMES {
        let mut search = String::new();
        let mut note = "2-қабаттағы шығыс есік құлыптаулы, кілт вахтада".to_owned();
        let (mut runner, soft) = harness(theme, [1080.0, 700.0], move |ui| {
            topbar::status_line(
                ui,
                |ui| {
                    kbd::hint(ui, "1–9", "жауап");
                    kbd::hint(ui, "N", "ескерту");
                    kbd::hint(ui, "Ctrl Enter", "келесі жауапсыз");
                },
                |ui| {
                    ui.label(text::table("94 / 158 · 4 бұзушылық").weak());
                },
            );
            split::outline(ui, "sections", 250.0, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                SearchField::new("Тармақ іздеу")
                    .bordered()
                    .show(ui, &mut search);
                ui.add_space(4.0);
                for one in [
                    Section {
                        label: "Лицензия және мекенжай",
                        done: "29/29",
                        complete: true,
                        ..Section::default()
                    },
                    Section {
                        label: "Үй-жайлар қауіпсіздігі",
                        done: "31/44",
                        marks: Some(("3", Tone::Bad)),
                        selected: true,
                        ..Section::default()
                    },
                    Section {
                        label: "Өрт қауіпсіздігі",
                        level: 1,
                        done: "18/21",
                        ..Section::default()
                    },
                    Section {
                        label: "Қатысу, QR, контингент",
                        done: "12/35",
                        marks: Some(("1", Tone::Warning)),
                        ..Section::default()
                    },
                ] {
                    section(ui, &one);
                }
            });
            let t = baqylau_widgets::tokens(ui);
            CentralPanel::default_margins()
                .frame(Frame::new().fill(t.background))
                .show(ui, |ui| {
                    RowList::new("items", 52.0).show(ui, 1_300, |ui, index| {
                        let in_hand = index == 1;
                        row(ui, in_hand, |ui| {
                            ui.horizontal_top(|ui| {
                                ui.allocate_ui(egui::vec2(48.0, 20.0), |ui| {
                                    ui.set_width(48.0);
                                    ui.label(text::muted(&format!("B{index:02}")));
                                });
                                let width = ui.available_width() - 136.0;
                                ui.allocate_ui(egui::vec2(width, 20.0), |ui| {
                                    ui.set_width(width);
                                    ui.vertical(|ui| {
                                        let question = QUESTIONS[index % 5];
                                        let question = if in_hand {
                                            text::strong(question)
                                        } else {
                                            text::body(question)
                                        };
                                        ui.add(egui::Label::new(question).wrap());
                                        if in_hand {
                                            Field::new("Ескерту")
                                                .width(300.0)
                                                .multiline(ui, &mut note, 2);
                                        }
                                    });
                                });
                                let yes_no =
                                    [Segment::new("Иә", Tone::Ok), Segment::new("Жоқ", Tone::Bad)];
                                let chosen = [Some(0), Some(1), Some(0), None, None][index % 5];
                                segmented::answers(ui, QUESTIONS[index % 5], chosen, &yes_no, true);
                            });
                        });
                    });
                });
        });
        runner.run();
        save(&soft.picture(&runner), &format!("runner-{name}"));
    }
}
