//! What a printed act and a prescription may say, and what they may not.

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

use baqylau_documents::act::{ActPrint, SignatureView, act_pages, act_pdf};
use baqylau_documents::prescription::{prescription_pages, prescription_pdf};
use baqylau_domain::act::ActContent;
use baqylau_domain::people::CommissionRole;
use baqylau_domain::visit::{HandOverWay, Objection};
use baqylau_locale::{Language, is_missing};
use chrono::Days;
use made::{IIN, Made, delivered, text_in, text_of_page};
use sample::{act, at, hash, refusal};
use support::{assert_sound, flat, save, text_of};

/// The act with so many items of each section left unchecked, violated by none.
fn unchecked(items: usize, left: impl Fn(u32) -> u32) -> ActContent {
    let mut content = act(items, 0, 0);
    content.proposal = None;
    for section in content.checklists.iter_mut().flat_map(|l| &mut l.sections) {
        section.violations = 0;
        section.not_applicable = 0;
        section.not_checked = left(section.total);
        section.conform = section.total - section.not_checked;
    }
    content
}

fn act_text(print: &ActPrint<'_>) -> String {
    let text = flat(&text_in(&act_pages(print).unwrap()));
    assert!(!is_missing(&text));
    text
}

#[test]
fn only_a_finished_check_is_clean_and_says_that_payments_go_on() {
    let clean = ["doc-summary-clean", "doc-proposal-none"];
    let part = [
        "doc-summary-clean-of-checked",
        "doc-proposal-none-of-checked",
    ];
    let unfinished = ["doc-summary-unfinished", "doc-proposal-unfinished"];
    let all = || unchecked(108, |_| 0);
    let none = || unchecked(108, |total| total);
    let some = || unchecked(108, |_| 2);
    let no_list = || {
        let mut content = all();
        content.checklists.clear();
        content
    };
    for (content, signed, expected) in [
        (all(), true, clean),
        (all(), false, clean),
        (none(), false, unfinished),
        (none(), true, unfinished),
        (some(), false, part),
        (some(), true, part),
        (no_list(), false, unfinished),
    ] {
        let made = Made::of(content, 0);
        for language in Language::ALL {
            made.print(language, signed, |print| {
                let text = act_text(print);
                for keys in [clean, unfinished] {
                    for key in keys {
                        let said = text.contains(&flat(&print.locale.text(key)));
                        assert_eq!(said, expected.contains(&key), "{language} {signed}: {key}");
                    }
                }
                for key in expected {
                    assert!(text.contains(&flat(&print.locale.text(key))), "{key}");
                }
            });
        }
    }
}

#[test]
fn an_act_says_the_same_on_whatever_day_it_is_printed() {
    let made = Made::of(act(30, 5, 0), 0);
    for language in Language::ALL {
        made.print(language, true, |print| {
            let printed = |days: u64| {
                let later = ActPrint {
                    generated_at: print.generated_at + Days::new(days),
                    ..*print
                };
                let made_at = later.locale.date_time_full(later.generated_at);
                act_text(&later).replace(&flat(&made_at), "")
            };
            assert_eq!(printed(0), printed(60), "{language}");
        });
    }
}

#[test]
fn an_uncertain_norm_is_told_to_those_who_draw_up_and_never_printed_in_a_signed_act() {
    for (certainty, draft) in [("A", 0), ("B", 1), ("C", 1), ("", 1)] {
        let mut content = act(3, 1, 0);
        content.findings[0].norm_certainty = certainty.into();
        let title = content.findings[0].norm_title.clone();
        let made = Made::of(content, 0);
        for (language, title) in [
            (Language::Kk, &title.kk),
            (Language::Ru, &title.ru),
            (Language::En, &title.en),
        ] {
            for (signed, expected) in [(false, draft), (true, 0)] {
                made.print(language, signed, |print| {
                    let note = print.locale.text("doc-norm-unsure");
                    let act = act_text(print);
                    let points = flat(&text_in(&prescription_pages(print).unwrap()));
                    for text in [act, points] {
                        assert_eq!(text.matches(&note).count(), expected, "{certainty}");
                        assert!(text.contains(title.as_str()), "{language}: {title}");
                        assert_eq!(text.contains("[PPB]"), !signed, "{language}");
                    }
                });
            }
        }
    }
}

#[test]
fn an_unsigned_act_says_that_it_is_a_draft() {
    let made = Made::of(act(3, 0, 0), 0);
    for language in Language::ALL {
        made.print(language, false, |print| {
            let text = act_text(print);
            assert!(text.contains(&flat(&print.locale.text("doc-draft"))));
            assert!(text.contains("Ч-7F3A-12"));
        });
    }
}

#[test]
fn a_refusal_of_admission_is_its_own_act_and_never_says_that_the_visit_took_place() {
    let made = Made::of(refusal(), 1);
    for language in Language::ALL {
        made.print(language, true, |print| {
            let text = act_text(print);
            let said = |key: &str| text.contains(&flat(&print.locale.text(key)));
            for key in [
                "doc-refusal-title",
                "doc-field-commission",
                "doc-field-commission-signatures",
                "doc-field-not-conducted",
                "doc-not-conducted",
                "doc-decision-unsigned",
            ] {
                assert!(said(key), "{language}: {key}");
            }
            for key in [
                "doc-field-checklists",
                "doc-field-members",
                "doc-field-conducted",
                "doc-field-signatures",
                "doc-decision-refused",
            ] {
                assert!(!said(key), "{language}: {key}");
            }
            let (from, to) = made.content.conducted;
            let times = [from, to].map(|moment| flat(&print.locale.date_time(moment)));
            assert!(!text.contains(&times.join(" — ")));
            assert!(text.contains("Күзет қызметкері"));
            assert!(text.contains("Петров А. С., сосед"));
            let bytes = act_pdf(print).unwrap();
            assert_sound(&save(&format!("refusal-{language}.pdf"), &bytes));
            let points = flat(&text_in(&prescription_pages(print).unwrap()));
            let number = print.number.unwrap();
            let number = print
                .locale
                .format("doc-number-final", &[("number", number.into())]);
            let date = print.locale.date_long(at(16, 40).date_naive());
            let args = [("number", number.into()), ("date", date.into())];
            let basis = print.locale.format("doc-prescription-basis-refusal", &args);
            assert!(points.contains(&flat(&basis)), "{points}");
        });
    }
}

#[test]
fn a_prescription_lists_every_point_with_its_norm_and_term_and_names_whom_to_tell() {
    let made = Made::of(act(30, 7, 2), 2);
    for language in Language::ALL {
        made.print(language, true, |print| {
            let bytes = prescription_pdf(print).unwrap();
            let path = save(&format!("prescription-{language}.pdf"), &bytes);
            assert_sound(&path);
            let Some(text) = text_of(&path) else { return };
            let text = flat(&text);
            assert!(!is_missing(&text));
            for point in &made.content.prescription {
                assert!(text.contains(&format!("{}/{}", point.list, point.item)));
                assert!(text.contains(&flat(&print.locale.date(point.due))));
            }
            let norms = text.matches(&print.locale.text("doc-finding-norm")).count();
            assert!(norms >= made.content.prescription.len(), "{norms}: {text}");
            let issuer = &made.content.order.issued_by;
            let issuer = match language {
                Language::Kk => &issuer.kk,
                Language::Ru => &issuer.ru,
                Language::En => &issuer.en,
            };
            assert!(text.contains(&flat(issuer)), "{text}");
            let last = made.content.prescription.iter().map(|p| p.due).max();
            let last = print.locale.date(last.unwrap());
            let term = print
                .locale
                .format("doc-prescription-report-term", &[("date", last.into())]);
            assert!(text.contains(&flat(&term)), "{text}");
        });
    }
}

#[test]
fn a_print_made_later_tells_of_handing_over_and_of_late_objections_outside_the_signed_part() {
    let mut made = Made::of(act(3, 1, 0), 0);
    for language in Language::ALL {
        made.delivered = None;
        let before = made.print(language, true, |print| act_pages(print).unwrap());
        let late = Objection {
            at: at(18, 40),
            text: "Адрес внесён в лицензию 20.11.2026.".into(),
            papers: vec![hash(90), hash(91)],
        };
        let posted = HandOverWay::RefusedAndMailed;
        made.delivered = Some(delivered(&made.content, posted, vec![late]));
        made.print(language, true, |print| {
            let list = act_pages(print).unwrap();
            assert_eq!(list.pages.len(), before.pages.len() + 1);
            let last = flat(&text_of_page(&list, list.pages.len() - 1));
            assert!(!is_missing(&last));
            for wanted in [
                print.locale.text("doc-delivery-note"),
                print.locale.text("act-handover-refused-and-mailed"),
                print.locale.text("act-handover-offered-to"),
                print.locale.text("act-handover-mailed-at"),
                print.locale.date_time_full(at(17, 20)),
                "Ибраимова Г. Қ., проректор".to_owned(),
                print.locale.text("doc-late-objection-author"),
                print.locale.date_time_full(at(18, 40)),
                "Адрес внесён в лицензию".to_owned(),
                hash(90).to_string(),
                hash(91).to_string(),
            ] {
                assert!(last.contains(&flat(&wanted)), "{wanted}: {last}");
            }
            // What nobody took was handed to nobody.
            for key in ["act-handover-to", "act-handover-at"] {
                assert!(!last.contains(&flat(&print.locale.text(key))), "{key}");
            }
            let bytes = act_pdf(print).unwrap();
            assert_sound(&save(&format!("act-delivered-{language}.pdf"), &bytes));
        });
        made.delivered = Some(delivered(&made.content, HandOverWay::Paper, Vec::new()));
        made.print(language, true, |print| {
            let text = act_text(print);
            for key in [
                "doc-late-objections-none",
                "act-handover-to",
                "act-handover-at",
            ] {
                assert!(text.contains(&flat(&print.locale.text(key))), "{key}");
            }
        });
    }
}

#[test]
fn the_card_masks_the_number_of_a_person_and_speaks_the_language_of_the_document() {
    let made = Made::of(act(3, 1, 0), 0);
    for language in Language::ALL {
        made.print(language, true, |print| {
            let card = |signatures: &[SignatureView<'_>]| {
                act_text(&ActPrint {
                    signatures,
                    ..*print
                })
            };
            let mut signatures = print.signatures.to_vec();
            let text = card(&signatures);
            assert!(!text.contains(IIN));
            assert!(text.contains(&format!("{}••••••{}", &IIN[..2], &IIN[8..])));
            for role in ["chair", "secretary", "member"] {
                let said = format!(
                    "{} {}",
                    print.locale.text("doc-sig-role"),
                    print.locale.text(&format!("visit-role-{role}"))
                );
                assert!(text.contains(&flat(&said)), "{language}: {said}");
            }
            for signature in &mut signatures {
                signature.identifier = None;
                signature.role = Some(CommissionRole::Member);
            }
            let identifier = print.locale.text("doc-sig-identifier");
            assert_eq!(
                text.matches(&identifier).count() - 3,
                card(&signatures).matches(&identifier).count()
            );
        });
    }
}

#[test]
fn every_copy_of_an_act_is_accounted_for() {
    for (copies, wanted) in [
        (1, "Экземпляр передаётся проверяемой стороне"),
        (2, "один остаётся у комиссии."),
        (3, "один остаётся у комиссии, один направляется в реестр."),
        (5, "остальные остаются у комиссии."),
    ] {
        let mut content = act(3, 0, 0);
        content.copies = copies;
        let made = Made::of(content, 0);
        made.print(Language::Ru, true, |print| {
            let text = act_text(print);
            assert!(text.contains(wanted), "{copies}: {text}");
        });
    }
}
