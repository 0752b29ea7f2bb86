//! The electronic document card and the report of a verification, as files others can read.

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

use baqylau_documents::DocumentError;
use baqylau_documents::act::{SignatureVerdict, act_pages};
use baqylau_documents::card::{CardPrint, CardSignature, Visual, card_pages, card_pdf, codes};
use baqylau_documents::display::{DisplayList, Item};
use baqylau_documents::embedded::embedded_files;
use baqylau_documents::report::{ReportPrint, report_pdf};
use baqylau_documents::sheet::{CheckLine, CheckMark, FactGroup, SignatureSheet};
use baqylau_locale::{Language, Locale};
use made::{Made, text_of_page};
use sample::{act, at};
use support::{assert_sound, flat, save, text_of};

fn sheet(locale: &Locale, signer: &str, verdict: SignatureVerdict) -> SignatureSheet {
    let row = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    SignatureSheet {
        title: locale.format("doc-signature", &[("number", 1.into())]),
        signer: signer.to_owned(),
        verdict,
        word: locale.text("verdict-valid"),
        meaning: locale.text("verdict-valid-detail"),
        groups: vec![FactGroup {
            title: locale.text("report-group-certificate"),
            rows: vec![
                row("ЖСН", "860512390047"),
                row("OID", "1.2.398.3.3.2.3"),
                // Certificates of others hold what they like.
                row("CN", "\u{1F525} ӘҒҚҢӨҰҮҺІ"),
            ],
        }],
        checks: vec![CheckLine {
            name: locale.text("check-revocation"),
            mark: CheckMark::NotChecked,
            word: locale.text("check-not-made"),
            reason: locale.text("check-detail-revocation-unknown"),
        }],
    }
}

/// Octets that no compression makes shorter, as signatures are.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..length).map(|_| next()).collect()
}

struct Parts {
    locale: Locale,
    document: Vec<u8>,
    pages: DisplayList,
    sheets: Vec<SignatureSheet>,
    cms: Vec<Vec<u8>>,
}

impl Parts {
    fn of(language: Language) -> Self {
        let made = Made::of(act(1, 1, 1), 0);
        let locale = Locale::new(language);
        let names = [
            "ҺАМИТОВ ІҢКӘР ҰЛАНҰЛЫ",
            "СЕЙТҚАЗЫ ӨМІРБЕК ҒАЛЫМҰЛЫ",
            "ТЕСТ ТЕСТОВ",
        ];
        Self {
            pages: made.print(language, true, |print| act_pages(print).unwrap()),
            document: made.canonical.clone(),
            sheets: names
                .iter()
                .map(|name| sheet(&locale, name, SignatureVerdict::Valid))
                .collect(),
            cms: vec![noise(1, 2900), noise(9000, 900), noise(20_000, 300)],
            locale,
        }
    }

    fn print<T>(&self, name: &str, then: impl FnOnce(&CardPrint<'_>) -> T) -> T {
        // The second of the list was stamped first; the third has no time stamp.
        let stamped = [Some(at(17, 9)), Some(at(17, 5)), None];
        let signatures: Vec<CardSignature<'_>> = self
            .sheets
            .iter()
            .zip(&self.cms)
            .zip(stamped)
            .map(|((sheet, cms), stamped_at)| CardSignature {
                sheet,
                cms,
                stamped_at,
            })
            .collect();
        then(&CardPrint {
            locale: &self.locale,
            title: "Мониторинг актісі № ПК-75-26-0001",
            file_name: name,
            media_type: "application/json",
            document: &self.document,
            author: "Көшпелі комиссия",
            verification_url: Some("https://registry.example.kz/v/0193"),
            visual: Visual::Pages(&self.pages),
            signatures: &signatures,
            codes: true,
            generated_at: at(17, 30),
        })
    }
}

#[test]
fn a_card_gives_back_the_document_and_the_signatures_in_the_order_they_were_made() {
    for language in Language::ALL {
        let parts = Parts::of(language);
        let bytes = parts.print("акт № 1.json", |print| card_pdf(print).unwrap());
        let path = save(&format!("card-{}.pdf", language.code()), &bytes);
        assert_sound(&path);
        let files = embedded_files(&bytes).unwrap();
        let inside: Vec<(&str, &[u8])> = files
            .iter()
            .map(|file| (file.name.as_str(), file.bytes.as_slice()))
            .collect();
        let expected: [(&str, &[u8]); 4] = [
            ("акт № 1.json", &parts.document),
            ("акт № 1.json.01.cms", &parts.cms[1]),
            ("акт № 1.json.02.cms", &parts.cms[0]),
            ("акт № 1.json.03.cms", &parts.cms[2]),
        ];
        assert_eq!(inside, expected);
        assert!(files[1].description.contains("СЕЙТҚАЗЫ ӨМІРБЕК ҒАЛЫМҰЛЫ"));
        if let Some(text) = text_of(&path) {
            let text = flat(&text);
            let title = parts.locale.text("card-title");
            for words in [title.as_str(), "ҺАМИТОВ ІҢКӘР ҰЛАНҰЛЫ", "1.2.398.3.3.2.3"]
            {
                assert!(text.contains(words), "{language}: {words}");
            }
        }
    }
}

#[test]
fn running_lines_begin_on_the_second_page_and_the_contents_name_true_pages() {
    let parts = Parts::of(Language::Ru);
    let list = parts.print("act.json", |print| card_pages(print).unwrap());
    let total = list.pages.len();
    assert!(total > 4);
    assert!(!text_of_page(&list, 0).contains(&format!("стр. 1 из {total}")));
    for page in 1..total {
        let text = text_of_page(&list, page);
        assert!(text.contains(&format!("стр. {} из {total}", page + 1)));
        assert!(text.contains("Карточка электронного документа"));
    }
    let first_signature = (0..total)
        .find(|page| text_of_page(&list, *page).contains("Визуализация электронной цифровой"))
        .unwrap();
    let contents = text_of_page(&list, 0);
    let line = format!("СЕЙТҚАЗЫ ӨМІРБЕК ҒАЛЫМҰЛЫ {}", first_signature + 1);
    assert!(contents.contains(&line), "{contents}");
    for page in 1..first_signature {
        let text = text_of_page(&list, page);
        assert!(
            text.contains("Визуализация электронного документа"),
            "{page}"
        );
    }
}

#[test]
fn nothing_leaves_the_margins_of_the_card() {
    let parts = Parts::of(Language::Kk);
    let list = parts.print("act.json", |print| card_pages(print).unwrap());
    let mm = |n: f32| n * 72.0 / 25.4;
    for page in &list.pages {
        for placed in &page.items {
            let (x, right) = match &placed.item {
                Item::Text(run) => (run.x, run.x),
                Item::Rect { frame, .. } | Item::Qr { frame, .. } | Item::Image { frame, .. } => {
                    (frame.x, frame.x + frame.w)
                }
                _ => continue,
            };
            assert!(
                x >= mm(30.0) - 0.6 && right <= mm(200.0) + 0.6,
                "{x} {right}"
            );
        }
    }
}

/// What a telephone reads off the paper: the codes of every signature, as a reader of another
/// maker sees them.
#[test]
fn the_codes_on_the_pages_give_the_signature_files_back() {
    let parts = Parts::of(Language::En);
    let list = parts.print("act.json", |print| card_pages(print).unwrap());
    let mut texts = Vec::new();
    for placed in list.pages.iter().flat_map(|page| &page.items) {
        let Item::Qr { frame, code } = &placed.item else {
            continue;
        };
        if code.side != 117 + 8 {
            continue;
        }
        assert!(frame.w / code.side as f32 > 1.1, "modules of 0.4 mm");
        let scale = 2;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(
            code.side * scale,
            code.side * scale,
            |x, y| {
                if code.dark[(y / scale) * code.side + x / scale] {
                    0
                } else {
                    255
                }
            },
        );
        let grids = image.detect_grids();
        let (_, text) = grids.first().unwrap().decode().unwrap();
        texts.push(text);
    }
    let made = |cms: &Vec<u8>| codes::parts(1, cms).unwrap().len();
    assert_eq!(texts.len(), parts.cms.iter().map(made).sum::<usize>());
    assert!(texts.len() > 5);
    texts.reverse();
    let files = codes::assemble(&texts).unwrap();
    let expected = [1, 0, 2].map(|index: usize| parts.cms[index].clone());
    let ids: Vec<&str> = files.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3"]);
    assert!(files.iter().map(|(_, cms)| cms).eq(&expected));
}

#[test]
fn a_text_is_shown_as_it_is_or_not_at_all_and_a_program_never() {
    let parts = Parts::of(Language::Ru);
    parts.print("note.txt", |print| {
        let shown = CardPrint {
            visual: Visual::Text("Бірінші жол\nвторая строка"),
            ..*print
        };
        let list = card_pages(&shown).unwrap();
        assert!(text_of_page(&list, 1).contains("Бірінші жол"));
        let strange = CardPrint {
            visual: Visual::Text("\u{1F525}"),
            ..*print
        };
        let none = CardPrint {
            visual: Visual::None,
            ..*print
        };
        let pages = |print: &CardPrint<'_>| card_pages(print).unwrap().pages.len();
        assert_eq!(pages(&strange), pages(&none));
        for (name, bytes) in [
            ("a.exe", &b"x"[..]),
            ("a.txt", b"#!/bin/sh"),
            ("a.pdf", b"MZ"),
        ] {
            let program = CardPrint {
                file_name: name,
                document: bytes,
                ..*print
            };
            assert_eq!(card_pdf(&program), Err(DocumentError::Executable));
        }
        let hostile = CardPrint {
            file_name: "../..\\\u{202e}акт\u{1F525}?.json",
            ..*print
        };
        let files = embedded_files(&card_pdf(&hostile).unwrap()).unwrap();
        let name = &files[0].name;
        assert!(
            !name.contains(['/', '\\', '\u{202e}', '?']) && name.ends_with(".json"),
            "{name}"
        );
    });
}

#[test]
fn a_report_says_that_it_is_preliminary_and_names_every_check() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        let sheets = [
            sheet(&locale, "ҺАМИТОВ ІҢКӘР ҰЛАНҰЛЫ", SignatureVerdict::Valid),
            sheet(&locale, "ТЕСТ", SignatureVerdict::NotFullyChecked),
        ];
        let given = [(locale.text("report-document"), "акт.json".to_owned())];
        let bytes = report_pdf(&ReportPrint {
            locale: &locale,
            verdict: SignatureVerdict::NotFullyChecked,
            words: &locale.text("report-not-fully"),
            preliminary: true,
            given: &given,
            remarks: &[],
            signatures: &sheets,
            checked_at: at(17, 30),
        })
        .unwrap();
        let path = save(&format!("report-{}.pdf", language.code()), &bytes);
        assert_sound(&path);
        if let Some(text) = text_of(&path) {
            let text = flat(&text);
            for words in ["report-preliminary", "check-revocation", "report-not-fully"] {
                let words = locale.text(words);
                assert!(text.contains(&words), "{language}: {words}");
            }
        }
    }
}
