//! Acts, prescriptions, leaflets and working lists in three languages.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail and speak like tests"
)]

#[path = "support/made.rs"]
mod made;
#[path = "support/sample.rs"]
mod sample;
mod support;

use std::collections::BTreeSet;
use std::time::Instant;

use baqylau_documents::act::{ActPrint, SignatureView, act_pages, act_pdf};
use baqylau_documents::display::{Child, DisplayList, Item, Node, Role};
use baqylau_documents::leaflet::{LeafletPrint, leaflet_pages};
use baqylau_documents::lists::{HeadCountPrint, VisitLine, head_count_pages, visit_list_pages};
use baqylau_documents::prescription::prescription_pages;
use baqylau_documents::{DocumentError, paper, pdf};
use baqylau_domain::act::{ACT_SCHEMA_1, ActContent, PartyDecision};
use baqylau_domain::contingent::{Group, Learner};
use baqylau_locale::{Language, Locale, is_missing};
use made::{IIN, Made, text_in};
use sample::{act, at, refusal};
use support::{assert_sound, flat, fonts_of, has, out, save, text_of};

fn assert_inside(list: &DisplayList) {
    for (number, page) in list.pages.iter().enumerate() {
        for placed in &page.items {
            match &placed.item {
                Item::Text(run) => {
                    let ink = run.text.trim_end();
                    let width = baqylau_documents::text_width(ink, run.face, run.size).unwrap();
                    assert!(run.x + width <= page.width - 20.0, "page {number}: {ink}");
                    assert!(
                        run.y > 10.0 && run.y < page.height - 10.0,
                        "page {number}: {ink}"
                    );
                }
                Item::Image { frame, .. } | Item::Qr { frame, .. } => {
                    assert!(frame.x + frame.w <= page.width && frame.y + frame.h <= page.height);
                }
                _ => {}
            }
        }
    }
}

#[test]
fn an_act_is_archivable_in_every_language_and_says_everything() {
    let made = Made::of(act(30, 5, 9), 9);
    for language in Language::ALL {
        let (list, bytes, took) = made.print(language, true, |print| {
            let started = Instant::now();
            let list = act_pages(print).unwrap();
            let bytes = act_pdf(print).unwrap();
            (list, bytes, started.elapsed())
        });
        println!(
            "act {language}: {} pages, {} bytes, {took:?}",
            list.pages.len(),
            bytes.len()
        );
        let text = text_in(&list);
        assert!(
            !is_missing(&text),
            "{language}: {}",
            &text[text.find('⟦').unwrap()..][..80]
        );
        assert!(!is_missing(&list.title));
        assert_inside(&list);
        let path = save(&format!("act-{language}.pdf"), &bytes);
        assert_sound(&path);
        let Some(text) = text_of(&path) else { continue };
        let text = flat(&text);
        for wanted in [
            "ПК-75-26-0001",
            "990540000027",
            "Әбдіғалиева Гүлнұр Қанатқызы",
            "Һамитов Іңкәр Ұланұлы",
            "SAFE/B01",
            "ИС-23-1",
            "act.json.03.cms",
            "https://registry.example.kz/v/0193-4c1a-7000",
            "С пунктом B01 не согласны",
            "43.238949",
        ] {
            assert!(
                text.contains(wanted),
                "{language}: {wanted} is not in the print"
            );
        }
        for number in 1..=19 {
            assert!(
                text.contains(&format!("{number}. ")),
                "{language}: field {number}"
            );
        }
        if let Some(fonts) = fonts_of(&path) {
            assert!(fonts.iter().all(|font| font.contains('+')), "{fonts:?}");
        }
    }
}

#[test]
fn the_signed_bytes_and_the_signatures_are_inside_unchanged_and_the_original_comes_first() {
    let made = Made::of(act(3, 1, 1), 1);
    let bytes = made.print(Language::Ru, true, |print| act_pdf(print).unwrap());
    let path = save("act-attachments.pdf", &bytes);
    if !has("pdfdetach") {
        return;
    }
    let run = |args: &[&str]| {
        let output = std::process::Command::new("pdfdetach")
            .args(args)
            .arg(&path)
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let listed = run(&["-list"]);
    let names: Vec<&str> = listed
        .lines()
        .skip(1)
        .filter_map(|l| l.split(": ").nth(1))
        .collect();
    assert_eq!(
        names,
        [
            "act.json",
            "act.json.01.cms",
            "act.json.02.cms",
            "act.json.03.cms"
        ],
        "{listed}"
    );
    let target = out("extracted.json");
    run(&["-save", "1", "-o", target.to_str().unwrap()]);
    assert_eq!(std::fs::read(target).unwrap(), made.canonical);
}

#[test]
fn the_act_names_its_language_its_standard_and_its_associated_files() {
    let made = Made::of(act(3, 1, 1), 1);
    let bytes = made.print(Language::Kk, true, |print| act_pdf(print).unwrap());
    let dense = |bytes: &[u8]| -> Vec<u8> {
        bytes
            .iter()
            .copied()
            .filter(|b| !b.is_ascii_whitespace())
            .collect()
    };
    let bytes = dense(&bytes);
    let holds = |needle: &str| {
        let needle = dense(needle.as_bytes());
        bytes.windows(needle.len()).any(|part| part == needle)
    };
    for wanted in [
        "<pdfaid:part>3<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
        "<rdf:li>kk<",
        "/Lang (kk)",
        "/OutputIntents",
        "/GTS_PDFA1",
        "/AFRelationship /Source",
        "/AFRelationship /Supplement",
        "/DisplayDocTitle true",
        "<xmp:CreateDate>2026-11-21T17:10:05+05:00<",
    ] {
        assert!(holds(wanted), "{wanted} is missing");
    }
}

#[test]
fn tables_are_regular_and_headings_skip_no_level() {
    fn check(nodes: &[Node], level: &mut u8) {
        for node in nodes {
            let inner: Vec<Node> = node
                .children
                .iter()
                .filter_map(|child| match child {
                    Child::Node(node) => Some(node.clone()),
                    Child::Leaf(_) => None,
                })
                .collect();
            match &node.role {
                Role::Heading(next, words) => {
                    assert!(*next <= *level + 1, "{words}: level {next} after {level}");
                    *level = *next;
                }
                Role::Table => {
                    let widths: BTreeSet<u32> = inner
                        .iter()
                        .flat_map(|part| &part.children)
                        .filter_map(|row| match row {
                            Child::Node(row) => Some(row.children.iter().map(columns).sum()),
                            Child::Leaf(_) => None,
                        })
                        .collect();
                    assert_eq!(widths.len(), 1, "{widths:?}");
                }
                Role::Figure(words) => assert!(!words.is_empty()),
                _ => {}
            }
            check(&inner, level);
        }
    }
    fn columns(cell: &Child) -> u32 {
        match cell {
            Child::Node(Node {
                role: Role::Cell(covers),
                ..
            }) => *covers,
            _ => 1,
        }
    }
    let mut content = act(30, 5, 9);
    content.head_count[1].unmarked = 3;
    for content in [content, refusal()] {
        let made = Made::of(content, 9);
        for signed in [true, false] {
            made.print(Language::Kk, signed, |print| {
                check(&act_pages(print).unwrap().tree, &mut 0);
                check(&prescription_pages(print).unwrap().tree, &mut 0);
            });
        }
    }
}

#[test]
fn no_name_reaches_a_log_through_debug() {
    let made = Made::of(act(3, 1, 1), 1);
    made.print(Language::Kk, true, |print| {
        let list = act_pages(print).unwrap();
        let told = format!("{print:?} {:?} {list:?}", print.signatures);
        for word in ["Әбдіғалиева", "ӘБДІҒАЛИЕВА", IIN, "Ибраимова"]
        {
            assert!(!told.contains(word), "{word}");
        }
    });
}

#[test]
fn the_same_act_is_the_same_bytes() {
    let make = || {
        let made = Made::of(act(30, 5, 9), 9);
        made.print(Language::Kk, true, |print| act_pdf(print).unwrap())
    };
    assert_eq!(make(), make());
}

#[test]
fn sixty_photos_and_a_hundred_and_ninety_items_paginate() {
    let made = Made::of(act(190, 24, 60), 60);
    made.print(Language::Kk, true, |print| {
        let started = Instant::now();
        let list = act_pages(print).unwrap();
        let laid_out = started.elapsed();
        let bytes = act_pdf(print).unwrap();
        println!(
            "190 items, 60 photos: {} pages, {} bytes, layout {laid_out:?}, all {:?}",
            list.pages.len(),
            bytes.len(),
            started.elapsed()
        );
        assert!(
            list.pages.len() > 15 && list.pages.len() < 60,
            "{}",
            list.pages.len()
        );
        assert_eq!(
            list.images.len(),
            60,
            "a photo is stored once however often it is shown"
        );
        assert_inside(&list);
        assert_sound(&save("act-large.pdf", &bytes));
    });
}

#[test]
fn a_signed_act_of_real_data_is_neither_draft_nor_sample() {
    let mut content = act(3, 1, 0);
    content.sample = false;
    let made = Made::of(content, 0);
    made.print(Language::Ru, true, |print| {
        let text = text_in(&act_pages(print).unwrap());
        assert!(!text.contains("ПРОЕКТ") && !text.contains("Демонстрационные"));
    });
}

#[test]
fn a_photo_that_cannot_be_shown_is_named_and_does_not_stop_the_act() {
    let mut made = Made::of(act(3, 1, 3), 3);
    made.photos[1].jpeg = b"damaged".as_slice().into();
    made.photos.truncate(2);
    made.print(Language::Ru, true, |print| {
        let list = act_pages(print).unwrap();
        assert_eq!(list.images.len(), 1);
        let text = flat(&text_in(&list));
        assert!(
            text.contains("Фото из приложения № 2 показать не удалось"),
            "{text}"
        );
        assert!(text.contains("Фото из приложения № 3 показать не удалось"));
        act_pdf(print).unwrap();
    });
}

#[test]
fn a_signature_belongs_to_the_member_the_check_found_whatever_the_certificate_is_called() {
    let made = Made::of(act(3, 0, 0), 0);
    made.print(Language::Ru, true, |print| {
        let mut signatures = print.signatures.to_vec();
        signatures.truncate(1);
        signatures[0].name = "SEITKAZY OMIRBEK";
        let unsigned = |signatures: &[SignatureView<'_>]| {
            let text = flat(&text_in(
                &act_pages(&ActPrint {
                    signatures,
                    ..*print
                })
                .unwrap(),
            ));
            text.matches("не подписано").count()
        };
        assert_eq!(unsigned(&signatures), 3);
        signatures[0].member = Some(made.content.members[2].person);
        assert_eq!(unsigned(&signatures), 2);
    });
}

#[test]
fn learners_the_lms_does_not_list_are_not_hidden() {
    let mut content = act(3, 0, 0);
    content.head_count[0].unlisted = 4;
    let made = Made::of(content, 0);
    made.print(Language::Ru, true, |print| {
        let text = flat(&text_in(&act_pages(print).unwrap()));
        assert!(text.contains("Присутствуют, но не числятся в LMS: 4"));
    });
}

#[test]
fn a_character_without_a_glyph_in_an_objection_is_named() {
    let mut content = act(3, 1, 0);
    content.objections.push('\u{1F525}');
    let made = Made::of(content, 0);
    made.print(Language::Kk, true, |print| {
        assert_eq!(
            act_pdf(print).unwrap_err(),
            DocumentError::MissingGlyph {
                character: '\u{1F525}'
            }
        );
    });
}

#[test]
fn endless_words_in_every_text_stay_on_the_page() {
    let endless = "Ұзынсөз".repeat(300);
    let mut content = act(5, 2, 2);
    content.objections.clone_from(&endless);
    content.subject.representative.clone_from(&endless);
    content.findings[0].note.clone_from(&endless);
    content.prescription[0].recommendation.clone_from(&endless);
    content.attachments[0].name.clone_from(&endless);
    content.members[0].full_name.clone_from(&endless);
    content.checklists[0].answers[0].note = format!("{endless} ").repeat(8);
    content.draft_number.clone_from(&endless);
    let made = Made::of(content, 2);
    made.print(Language::Kk, false, |print| {
        let list = act_pages(print).unwrap();
        assert_inside(&list);
        act_pdf(print).unwrap();
    });
}

#[test]
fn the_leaflet_says_that_it_is_not_the_official_text() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        let made = LeafletPrint {
            locale: &locale,
            organisation: "«Үлгі» университеті",
            address: "Алматы қ., Төле би к-сі, 55а",
            order: ("417-н/қ", at(9, 0).date_naive()),
            official_text: &[],
        };
        let list = leaflet_pages(&made).unwrap();
        assert_eq!(list.pages.len(), 1);
        let text = flat(&text_in(&list));
        assert!(!is_missing(&text));
        assert!(text.contains(&locale.text("doc-leaflet-mark")));
        assert_sound(&save(
            &format!("leaflet-{language}.pdf"),
            &paper::write(&list).unwrap(),
        ));
        let own = ["Ресми мәтін, бірінші абзац.".to_owned()];
        let official = leaflet_pages(&LeafletPrint {
            official_text: &own,
            ..made
        })
        .unwrap();
        let text = flat(&text_in(&official));
        assert!(text.contains(&own[0]) && !text.contains(&locale.text("doc-leaflet-mark")));
    }
}

fn group(code: &str, learners: usize) -> Group {
    let learner = |i: usize| Learner {
        iin: valid_iin(),
        full_name: format!("Оқушы Ғалия Ұланқызы {i}"),
        qr_marked: true,
        in_lms: true,
    };
    Group {
        code: code.into(),
        room: "305".into(),
        learners: (0..learners).map(learner).collect(),
    }
}

fn valid_iin() -> baqylau_domain::identifiers::Iin {
    (0..100_000)
        .map(|tail| format!("0507235{tail:05}"))
        .find_map(|text| text.parse().ok())
        .unwrap()
}

#[test]
fn a_head_count_list_has_three_boxes_for_each_learner_and_no_iin() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        let groups = [group("ИС-23-1", 25), group("7 «Б»", 60)];
        let list = head_count_pages(&HeadCountPrint {
            locale: &locale,
            organisation: "«Үлгі» университеті",
            address: "Төле би, 55а",
            date: at(9, 0).date_naive(),
            groups: &groups,
        })
        .unwrap();
        let boxes = list
            .pages
            .iter()
            .flat_map(|page| &page.items)
            .filter(|placed| matches!(placed.item, Item::Path { .. }))
            .count();
        assert_eq!(boxes, 3 * 85);
        let text = text_in(&list);
        assert!(!is_missing(&text));
        let digits = |word: &str| word.len() == 12 && word.bytes().all(|b| b.is_ascii_digit());
        assert!(!text.split_whitespace().any(digits));
        assert_sound(&save(
            &format!("headcount-{language}.pdf"),
            &paper::write(&list).unwrap(),
        ));
    }
}

#[test]
fn the_list_of_visits_lies_on_its_side() {
    let locale = Locale::new(Language::Kk);
    let line = VisitLine {
        number: "417-н/қ",
        date: at(9, 0).date_naive(),
        organisation: "«Үлгі» университеті",
        address: "Алматы қ., Төле би к-сі, 55а",
        chair: "Әбдіғалиева Г. Қ.",
        state: "Тағайындалды",
    };
    let lines = vec![line; 40];
    let list = visit_list_pages(&locale, at(9, 0).date_naive(), &lines).unwrap();
    assert!(list.pages.iter().all(|page| page.width > page.height));
    assert!(list.pages.len() > 1);
    assert!(!is_missing(&text_in(&list)));
    assert_sound(&save("visits-kk.pdf", &paper::write(&list).unwrap()));
    let kept = pdf::PdfOptions {
        conformance: pdf::Conformance::Plain,
        created: baqylau_locale::legal_time(at(9, 0)),
        author: "",
        creator: "Baqylau",
        attachments: &[],
    };
    assert!(pdf::write(&list, &kept).is_ok());
    assert!(visit_list_pages(&locale, at(9, 0).date_naive(), &[]).is_ok());
}

#[test]
fn acquaintance_departure_further_orders_sheets_and_the_term_are_printed() {
    let made = Made::of(act(3, 1, 1), 1);
    for language in Language::ALL {
        made.print(language, true, |print| {
            let text = flat(&text_in(&act_pages(print).unwrap()));
            let after = |key: &str, value: &str| {
                let wanted = flat(&format!("{} {value}", print.locale.text(key)));
                assert!(text.contains(&wanted), "{wanted}");
            };
            let time = |moment| print.locale.date_time_full(moment);
            after("doc-label-acquainted", &time(at(16, 20)));
            after("doc-label-departed", &time(at(16, 30)));
            let term = print
                .locale
                .format("doc-proposal-term-value", &[("count", 4.into())]);
            after("doc-proposal-term", &term);
            assert!(text.contains("421-н/қ"));
            assert!(text.contains(&flat(&print.locale.text("doc-col-sheets"))));
        });
    }
}

#[test]
fn a_refusal_to_sign_is_printed_with_its_circumstances() {
    let mut content = act(3, 1, 0);
    content.party_decision = PartyDecision::Refused;
    content.acquainted_at = None;
    content.refusal_to_sign = "Проректор прочёл акт и вышел, не подписав.".into();
    let made = Made::of(content, 0);
    made.print(Language::Ru, true, |print| {
        let text = flat(&text_in(&act_pages(print).unwrap()));
        assert!(text.contains("Как отказались подписать"), "{text}");
        assert!(text.contains("Проректор прочёл акт и вышел"));
    });
}

#[test]
fn orders_nobody_read_are_a_dash_and_never_a_zero() {
    let mut content = act(3, 0, 0);
    for group in &mut content.head_count {
        group.orders = None;
    }
    content.head_count[0].orders = Some(31);
    let named = content.head_count[1].group.clone();
    let gap = content.head_count[0].orders_gap().unwrap();
    assert_ne!(gap, 0);
    let made = Made::of(content, 0);
    made.print(Language::Ru, true, |print| {
        let text = flat(&text_in(&act_pages(print).unwrap()));
        let told = format!("не указано по группам: {named}");
        assert!(text.contains(&flat(&told)), "{text}");
        assert!(text.contains(" 31 "));
        assert!(text.contains(&print.locale.integer(gap)));
    });
}

/// The bytes of the domain's golden act of the first format.
#[test]
fn an_act_of_the_first_format_is_still_printed_and_says_nothing_it_did_not_hold() {
    let bytes = include_bytes!("../../domain/tests/golden/act-1.json");
    let content = ActContent::from_bytes(bytes.trim_ascii_end()).unwrap();
    assert_eq!(content.schema, ACT_SCHEMA_1);
    let made = Made::of(content, 0);
    for language in Language::ALL {
        made.print(language, true, |print| {
            let text = flat(&text_in(&act_pages(print).unwrap()));
            assert!(!is_missing(&text));
            for key in [
                "doc-label-acquainted",
                "doc-label-departed",
                "doc-col-orders-gap",
            ] {
                assert!(!text.contains(&flat(&print.locale.text(key))), "{key}");
            }
            let pdf = act_pdf(print).unwrap();
            assert_sound(&save(&format!("act-first-{language}.pdf"), &pdf));
        });
    }
}
