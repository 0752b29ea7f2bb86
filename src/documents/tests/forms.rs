//! Forms of the state order: what they say in three languages, and what they refuse to print.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

#[path = "support/state_order.rs"]
mod state_order;
mod support;

use baqylau_documents::DocumentError;
use baqylau_documents::display::{DisplayList, Item};
use baqylau_documents::forms::*;
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{BankDirectory, LineEnds};
use baqylau_domain::schooling::{
    ConstructionKind, CountedBy, IndexTable, ReimbursedMonth, Reimbursement, ReimbursementRule,
    SchoolActState, schedule as years,
};
use baqylau_locale::{Language, is_missing, money_in_words};
use state_order::*;
use support::{assert_sound, flat, has, save, text_of};

fn text_in(list: &DisplayList) -> String {
    let mut text = String::new();
    for placed in list.pages.iter().flat_map(|page| &page.items) {
        if let Item::Text(run) = &placed.item {
            text.push_str(&run.text);
            text.push(' ');
        }
    }
    flat(&text)
}

fn page_text(list: &DisplayList, page: usize) -> String {
    text_in(&DisplayList {
        pages: vec![list.pages[page].clone()],
        ..list.clone()
    })
}

/// Whether a text says something: programs that read a PDF guess spaces within figures from gaps.
fn holds(text: &str, wanted: &str) -> bool {
    let tight = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    tight(text).contains(&tight(wanted))
}

fn assert_inside(list: &DisplayList) {
    for (number, page) in list.pages.iter().enumerate() {
        for placed in &page.items {
            let Item::Text(run) = &placed.item else {
                continue;
            };
            let ink = run.text.trim_end();
            let width = baqylau_documents::text_width(ink, run.face, run.size).unwrap();
            assert!(run.x + width <= page.width - 20.0, "page {number}: {ink}");
            assert!(
                run.y > 10.0 && run.y < page.height - 10.0,
                "page {number}: {ink}"
            );
        }
    }
}

/// Sound, inside its pages, every word translated; its text as another program reads it.
fn looked_at(name: &str, list: &DisplayList, bytes: &[u8]) -> String {
    let said = text_in(list);
    assert!(!is_missing(&said), "{name}: {said}");
    assert_inside(list);
    let path = save(&format!("{name}.pdf"), bytes);
    assert_sound(&path);
    text_of(&path).map_or(said, |text| flat(&text))
}

const ACT: Original<'_> = Original {
    name: "act.json",
    bytes: b"{\"act\":1}",
};

#[test]
fn form_p1_says_what_its_appendix_says() {
    for language in Language::ALL {
        let world = World::new(language);
        let signatures = both();
        let act = act(1);
        let print = act_print(&world, &act, world.common(Some(ACT), &signatures));
        let list = service_act_pages(&print).unwrap();
        let text = looked_at(
            &format!("form-p1-{language}"),
            &list,
            &service_act_pdf(&print).unwrap(),
        );
        assert!(list.pages[0].width > list.pages[0].height);
        let words: &[&str] = match language {
            Language::Kk => &[
                "50-қосымша",
                "Р-1 нысаны",
                "ОРЫНДАЛҒАН ЖҰМЫСТАР (КӨРСЕТІЛГЕН ҚЫЗМЕТТЕР) АКТІСІ",
                "Тапсырды (Орындаушы)",
                "Қабылдады (Тапсырыс беруші)",
                "жиырма бес миллион бес жүз тоқсан тоғыз мың жүз алпыс сегіз теңге 14 тиын",
            ],
            Language::Ru => &[
                "Приложение 50",
                "от 20 декабря 2012 года № 562",
                "Форма Р-1",
                "АКТ ВЫПОЛНЕННЫХ РАБОТ (ОКАЗАННЫХ УСЛУГ)",
                "Наименование работ (услуг) (в разрезе их подвидов в соответствии с технической спецификацией, заданием, графиком выполнения работ (услуг) при их наличии)",
                "Выполнено работ (оказано услуг)",
                "Сведения об использовании запасов, полученных от заказчика",
                "Сдал (Исполнитель)",
                "Принял (Заказчик)",
                "Дата подписания (принятия) работ (услуг) 2 октября 2025 г.",
                "двадцать пять миллионов пятьсот девяносто девять тысяч сто шестьдесят восемь тенге 14 тиын",
            ],
            Language::En => &["Form R-1"],
        };
        for wanted in words {
            assert!(holds(&text, wanted), "{language}: {wanted}");
        }
        let amount = flat(&world.locale.money_plain(act.total));
        assert!(holds(&text, &amount), "{amount}");
        for wanted in [
            "940140000385",
            "050540004455",
            "42c1f0a1b2c3d4e5f607",
            "МБТ-2025/0147",
        ] {
            assert!(holds(&text, wanted), "{language}: {wanted}");
        }
        assert!(!holds(&text, IIN));
    }
}

#[test]
fn a_long_act_repeats_the_head_with_its_numbers() {
    let world = World::new(Language::Ru);
    let mut act = act(40);
    act.state = SchoolActState::Composed;
    let print = act_print(&world, &act, world.common(None, &[]));
    let list = service_act_pages(&print).unwrap();
    let bytes = service_act_pdf(&print).unwrap();
    looked_at("form-p1-long", &list, &bytes);
    assert!(list.pages.len() > 2);
    for page in 0..2 {
        let text = page_text(&list, page);
        assert!(holds(&text, "цена за единицу"), "{page}");
        assert!(holds(&text, "1 2 3 4 5 6 7 8"), "{page}");
    }
    assert!(text_in(&list).contains("ПРОЕКТ"));
}

#[test]
fn a_copy_for_everybody_carries_no_iin_in_words_or_files() {
    let world = World::new(Language::Ru);
    let signatures = both();
    let act = act(1);
    let common = world.common(Some(ACT), &signatures);
    let open = |public| Common { public, ..common };
    let masked = IIN
        .parse::<baqylau_domain::identifiers::Iin>()
        .unwrap()
        .masked();
    for public in [false, true] {
        let print = act_print(&world, &act, open(public));
        let text = text_in(&service_act_pages(&print).unwrap());
        assert_eq!(holds(&text, &masked), !public);
        assert!(!holds(&text, IIN));
        let path = save("form-p1-public.pdf", &service_act_pdf(&print).unwrap());
        if !has("pdfdetach") {
            continue;
        }
        let output = std::process::Command::new("pdfdetach")
            .arg("-list")
            .arg(&path)
            .output()
            .unwrap();
        let files = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(files.contains("act.json.02.cms"), !public, "{files}");
        assert_eq!(files.contains("0 embedded files"), public, "{files}");
    }
}

#[test]
fn the_act_and_the_contract_of_a_building_say_what_is_reimbursed_and_at_which_rate() {
    let building = baqylau_domain::identifiers::PremisesId::new(uuid(21));
    for language in Language::ALL {
        let world = World::new(language);
        let signatures = both();
        let common = world.common(Some(ACT), &signatures);
        let line = baqylau_domain::schooling::PriceLine {
            quantity: 482,
            price: Tiyn(1_693_958),
        };
        let of = ReimbursedMonth {
            kind: ConstructionKind::Reconstruction,
            building,
            index: Tiyn(432_500),
            rate: 47,
            line,
        };
        let mut act = act(0);
        act.reimbursement = Some(of);
        act.total = line.cost().unwrap();
        let print = act_print(&world, &act, common);
        let list = service_act_pages(&print).unwrap();
        let pdf = service_act_pdf(&print).unwrap();
        let text = looked_at(&format!("form-p1-building-{language}"), &list, &pdf);
        for wanted in [
            "482",
            "47",
            &flat(&world.locale.money_tiyn_plain(432_500)),
            &flat(&world.locale.money_tiyn_plain(1_693_958)),
            &flat(&money_in_words(language, 816_487_756)),
        ] {
            assert!(holds(&text, wanted), "{language}: {wanted}");
        }
        act.total = Tiyn(1);
        assert!(service_act_pages(&act_print(&world, &act, common)).is_err());

        let fixed = Reimbursement {
            application: baqylau_domain::identifiers::ApplicationId::new(uuid(5)),
            kind: ConstructionKind::Reconstruction,
            building,
            commissioned: 2024,
            first_year: 2025,
            years: 8,
            rate: 47,
            index: Tiyn(393_200),
            counted: CountedBy::Contingent,
        };
        let (contract, places) = (contract(), addresses(&world));
        let months = schedule(0);
        let original = Original {
            name: "agreement.json",
            bytes: CONTRACT_BYTES,
        };
        let common = world.common(Some(original), &signatures);
        let print = ContractPrint {
            reimbursement: Some(&fixed),
            ..contract_print(&world, &contract, &places, &months, common)
        };
        let list = contract_pages(&print).unwrap();
        let pdf = contract_pdf(&print).unwrap();
        let text = looked_at(&format!("form-contract-building-{language}"), &list, &pdf);
        for wanted in ["2024", "2025", "2032", "47", "3"] {
            assert!(holds(&text, wanted), "{language}: {wanted}");
        }
        assert!(holds(&text, &flat(&world.locale.money_tiyn_plain(393_200))));
    }
}

#[test]
fn an_act_that_contradicts_itself_is_not_printed() {
    let world = World::new(Language::Kk);
    let signatures = both();
    let common = world.common(Some(ACT), &signatures);
    let refused = |act: &baqylau_domain::schooling::SchoolAct| {
        matches!(
            service_act_pages(&act_print(&world, act, common)),
            Err(DocumentError::Disagrees { .. })
        )
    };
    let right = act(2);
    assert!(!refused(&right));
    let mut other_total = right.clone();
    other_total.total = Tiyn(right.total.0 + 1);
    assert!(refused(&other_total));
    let mut other_signature = right.clone();
    other_signature.state = SchoolActState::BySchool {
        school: sha(b"another"),
    };
    assert!(refused(&other_signature));
}

#[test]
fn a_register_carries_its_sums_from_page_to_page() {
    for language in Language::ALL {
        let world = World::new(language);
        let register = register(30);
        let lines = register_lines(&world, 30);
        let print = register_print(&world, &register, &lines, world.common(None, &[]));
        let list = act_register_pages(&print).unwrap();
        let bytes = act_register_pdf(&print).unwrap();
        let text = looked_at(&format!("form-register-{language}"), &list, &bytes);
        let pages = list.pages.len();
        assert!(pages > 2, "{pages}");
        let t = |key: &str| world.locale.text(key);
        let money = |tiyn: i64| flat(&world.locale.money_tiyn_plain(tiyn));
        let total: i64 = register.acts.values().map(|act| act.total.0).sum();
        let mut before = 0;
        for page in 0..pages {
            let said = page_text(&list, page);
            assert!(said.contains(&flat(&t("form-col-sum"))) || page + 1 == pages);
            if !said.contains(&t("form-page-total")) {
                continue;
            }
            // What stands on the page is what the page says it sums to.
            let here: i64 = register
                .acts
                .values()
                .map(|act| act.total.0)
                .filter(|amount| said.contains(&money(*amount)))
                .sum();
            let brought = format!("{} {}", t("form-brought"), world.locale.integer(0));
            assert!(!said.contains(&flat(&brought)));
            assert!(said.contains(&money(here)), "page {page}");
            assert_eq!(said.contains(&t("form-brought")), page > 0);
            if page > 0 {
                assert!(said.contains(&money(before)), "brought to page {page}");
            }
            before += here;
        }
        assert_eq!(before, total);
        assert!(holds(&text, &money(total)));
        assert!(holds(&text, &flat(&money_in_words(language, total))));
        assert_eq!(text.matches("ESF-").count(), 30);
    }
}

#[test]
fn a_register_of_one_page_has_one_total_and_other_acts_are_refused() {
    let world = World::new(Language::Ru);
    let register = register(3);
    let lines = register_lines(&world, 3);
    let common = world.common(None, &[]);
    let list = act_register_pages(&register_print(&world, &register, &lines, common)).unwrap();
    let text = text_in(&list);
    assert_eq!(list.pages.len(), 1);
    assert!(holds(&text, "Всего") && !holds(&text, "Итого по странице"));
    let twice = [lines[0], lines[0], lines[1]];
    for wrong in [&lines[..2], &twice] {
        let print = register_print(&world, &register, wrong, common);
        let refused = act_register_pages(&print);
        assert!(matches!(refused, Err(DocumentError::Disagrees { .. })));
    }
}

#[test]
fn no_register_of_any_length_loses_a_row_or_leaves_a_total_alone() {
    let world = World::new(Language::Ru);
    for count in [0, 1, 2, 5, 6, 7, 8, 9, 10, 17, 18, 19, 20] {
        let register = register(count);
        let lines = register_lines(&world, count);
        let common = world.common(None, &[]);
        let list = act_register_pages(&register_print(&world, &register, &lines, common)).unwrap();
        let said = text_in(&list);
        assert_eq!(said.matches("ESF-").count() as u128, count);
        for page in 0..list.pages.len() {
            let said = page_text(&list, page);
            let alone = said.contains("Итого по странице") && !said.contains("ESF-");
            assert!(!alone, "{count} rows, page {page}");
        }
    }
}

#[test]
fn a_contract_and_its_agreement_say_their_terms() {
    for language in Language::ALL {
        let world = World::new(language);
        let signatures = both();
        let contract = contract();
        let (first, second) = (schedule(0), schedule(1_000_000_001));
        let places = addresses(&world);
        let bytes = |bytes| Original {
            name: "contract.json",
            bytes,
        };
        let common = world.common(Some(bytes(CONTRACT_BYTES)), &signatures);
        let print = contract_print(&world, &contract, &places, &first, common);
        let list = contract_pages(&print).unwrap();
        let pdf = contract_pdf(&print).unwrap();
        let text = looked_at(&format!("form-contract-{language}"), &list, &pdf);
        for wanted in [
            "МБТ-2025/0147",
            "KZ00LAA00000000",
            "KZ946017111000000330",
            "KKMFKZ2A",
            &flat(&money_in_words(language, 10_239_667_256)),
            &flat(&world.locale.money_tiyn_plain(2_559_916_814)),
        ] {
            assert!(holds(&text, wanted), "{language}: {wanted}");
        }
        let print = ContractPrint {
            common: world.common(Some(bytes(AGREEMENT_BYTES)), &signatures),
            agreement: 1,
            schedule: Some(&second),
            schedule_before: Some(&first),
            ..print
        };
        let list = contract_pages(&print).unwrap();
        let pdf = contract_pdf(&print).unwrap();
        let text = looked_at(&format!("form-agreement-{language}"), &list, &pdf);
        for wanted in [
            flat(&money_in_words(language, 10_239_667_256)).as_str(),
            &flat(&money_in_words(language, 11_239_667_257)),
            "442",
            "500",
        ] {
            assert!(holds(&text, wanted), "{language}: {wanted}");
        }
        // The sum of the months is the sum of the contract, and the bytes are those signed.
        for wrong in [
            ContractPrint {
                schedule: Some(&first),
                ..print
            },
            ContractPrint { common, ..print },
            ContractPrint {
                agreement: 2,
                ..print
            },
        ] {
            let refused = contract_pages(&wrong);
            assert!(matches!(refused, Err(DocumentError::Disagrees { .. })));
        }
    }
}

#[test]
fn a_plan_marks_what_changed() {
    for language in Language::ALL {
        let world = World::new(language);
        let schools = planned(&world, 32);
        let (old, new) = (plan(32, 9..=12, 1), plan(32, 9..=12, 2));
        let print = plan_print(&world, &new, &schools, Some(&old));
        let list = funding_plan_pages(&print).unwrap();
        let pdf = funding_plan_pdf(&print).unwrap();
        let text = looked_at(&format!("form-plan-{language}"), &list, &pdf);
        let t = |key: &str| world.locale.text(key);
        assert!(holds(&text, &t("form-plan-changes")));
        let was = world.locale.format("form-was", &[("sum", "".into())]);
        // Each change is marked in its month and in the total of its school.
        let changed = new.differences(&old).len();
        assert!(changed > 3);
        assert_eq!(text.matches(was.trim()).count(), 2 * changed);
        let total = new.total().unwrap().0;
        assert!(holds(&text, &flat(&world.locale.money_tiyn_plain(total))));
        assert!(holds(&text, &flat(&money_in_words(language, total))));
        let print = plan_print(&world, &old, &schools, None);
        let text = text_in(&funding_plan_pages(&print).unwrap());
        assert!(holds(&text, &t("form-plan-in-force")) && !holds(&text, was.trim()));
        let print = plan_print(&world, &new, &schools[1..], None);
        assert!(matches!(
            funding_plan_pages(&print),
            Err(DocumentError::Disagrees { .. })
        ));
    }
    let world = World::new(Language::Kk);
    let schools = planned(&world, 30);
    let year = plan(30, 1..=12, 1);
    let print = plan_print(&world, &year, &schools, None);
    let list = funding_plan_pages(&print).unwrap();
    looked_at("form-plan-year", &list, &funding_plan_pdf(&print).unwrap());
}

#[test]
fn a_payment_order_on_paper_says_what_its_file_says() {
    for language in Language::ALL {
        let world = World::new(language);
        let order = order(&world);
        let print = PaymentOrderPrint {
            common: world.common(None, &[]),
            order: &order,
            payer_bank: "Комитет казначейства Министерства финансов РК",
            payee_bank: "АО «Народный Банк Казахстана»",
            positions: ("Басқарма төрағасы", "Бас бухгалтер"),
        };
        let list = payment_order_pages(&print).unwrap();
        let pdf = payment_order_pdf(&print).unwrap();
        let text = looked_at(&format!("form-payment-{language}"), &list, &pdf);
        assert_eq!(list.pages.len(), 1);
        let banks: BankDirectory = [("070", 0), ("601", 1)]
            .map(|(code, bank)| (code.to_owned(), world.bics[bank].clone()))
            .into_iter()
            .collect();
        let file = order.to_mt100(&banks, LineEnds::Unix).unwrap();
        let mut compared = 0;
        let mut purpose = String::new();
        for line in file.lines() {
            let date = |digits: &str| {
                let date = chrono::NaiveDate::parse_from_str(digits, "%y%m%d").unwrap();
                [world.locale.date(date), flat(&world.locale.date_long(date))]
            };
            let said = |value: &str| assert!(holds(&text, value), "{language}: {line}");
            if let Some(rest) = line.strip_prefix(":32A:") {
                let (day, amount) = rest.split_once("KZT").unwrap();
                assert!(date(day).iter().any(|day| holds(&text, day)), "{line}");
                let tiyn: i64 = amount.replace(',', "").parse().unwrap();
                said(&flat(&world.locale.money_tiyn_plain(tiyn)));
            } else if let Some(day) = line.strip_prefix("/DATE/") {
                assert!(date(day).iter().any(|day| holds(&text, day)), "{line}");
            } else if let Some(first) = line.strip_prefix("/ASSIGN/") {
                purpose = first.to_owned();
                continue;
            } else if !purpose.is_empty() && line != "-}" {
                purpose = format!("{purpose} {line}");
                continue;
            } else {
                let keys = [
                    ":20:",
                    ":50:/D/",
                    ":52B:",
                    ":57B:",
                    ":59:",
                    ":70:/NUM/",
                    "/NAME/",
                    "/IDN/",
                    "/CHIEF/",
                    "/KNP/",
                ];
                let Some(value) = keys.iter().find_map(|key| line.strip_prefix(key)) else {
                    continue;
                };
                said(&flat(value));
            }
            compared += 1;
        }
        assert_eq!(compared, 14);
        assert!(holds(&text, &flat(&purpose)), "{purpose}");
        for code in [&order.payer.requisites.sector, &order.payee.sector] {
            assert!(holds(&text, code.as_str()));
        }
        let words = flat(&money_in_words(language, order.amount.0));
        assert!(holds(&text.to_lowercase(), &words), "{words}");
    }
}

#[test]
fn a_schedule_of_reimbursement_guesses_no_index() {
    for language in Language::ALL {
        let world = World::new(language);
        let rule = ReimbursementRule::pilot();
        let indices = IndexTable::published();
        let print = ReimbursementPrint {
            common: world.common(None, &[]),
            kind: ConstructionKind::Construction,
            pupils: 100,
            first_year: 2025,
            rule: &rule,
            indices: &indices,
            customer: world.customer(),
            contractor: world.contractor(),
            building: world.contractor().address,
            cadastral_number: "13-203-010-123",
            basis: MECHANISM,
        };
        let list = reimbursement_pages(&print).unwrap();
        let pdf = reimbursement_pdf(&print).unwrap();
        let text = looked_at(&format!("form-reimbursement-{language}"), &list, &pdf);
        let of = years(print.kind, 100, 2025, &rule, &indices).unwrap();
        let total: i64 = of.iter().filter_map(|year| year.sum).map(|sum| sum.0).sum();
        // 96 × (3 932 + 4 325) × 100 pupils.
        assert_eq!(total, 96 * (393_200 + 432_500) * 100);
        assert!(holds(&text, &flat(&world.locale.money_tiyn_plain(total))));
        assert!(holds(&text, &flat(&money_in_words(language, total))));
        let unknown = flat(&world.locale.text("form-index-unknown"));
        assert_eq!(text.matches(&unknown).count(), 6);
        for year in 2025..=2032 {
            assert!(holds(&text, &year.to_string()));
        }
        let print = ReimbursementPrint {
            first_year: 1900,
            ..print
        };
        assert!(reimbursement_pages(&print).is_err());
    }
}

/// Every word of the forms with official wording, as they are printed: a change shows in review.
/// `BAQYLAU_BLESS=1` writes the files anew.
#[test]
fn the_words_of_the_forms_change_only_on_purpose() {
    for language in [Language::Kk, Language::Ru] {
        let world = World::new(language);
        let signatures = both();
        let act = act(2);
        let print = act_print(&world, &act, world.common(Some(ACT), &signatures));
        golden(
            &format!("form-p1-{language}"),
            &service_act_pages(&print).unwrap(),
        );
        let order = order(&world);
        let print = PaymentOrderPrint {
            common: world.common(None, &[]),
            order: &order,
            payer_bank: "",
            payee_bank: "",
            positions: ("", ""),
        };
        golden(
            &format!("form-payment-{language}"),
            &payment_order_pages(&print).unwrap(),
        );
        let (contract, schedule) = (contract(), schedule(0));
        let places = addresses(&world);
        let common = world.common(None, &[]);
        let print = contract_print(&world, &contract, &places, &schedule, common);
        golden(
            &format!("form-contract-{language}"),
            &contract_pages(&print).unwrap(),
        );
    }
}

fn golden(name: &str, list: &DisplayList) {
    let mut lines = String::new();
    for (number, page) in list.pages.iter().enumerate() {
        let count = list.pages.len();
        lines.extend([format!("== {} / {count}\n", number + 1)]);
        for placed in &page.items {
            if let Item::Text(run) = &placed.item {
                let text = run.text.trim_end();
                lines.extend([format!("{:.0} {:.0} {text}\n", run.x, run.y)]);
            }
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(format!("{name}.txt"));
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &lines).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    for (ours, theirs) in lines.lines().zip(expected.lines()) {
        assert_eq!(ours, theirs, "{name}");
    }
    assert_eq!(lines.lines().count(), expected.lines().count(), "{name}");
}
