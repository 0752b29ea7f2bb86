//! Pages of PDF as pixels: our own papers, and files nobody can draw.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail like tests"
)]

use baqylau_documents::layout::{Block, PageSetup, Paragraph, compose};
use baqylau_documents::page::{MOST_BYTES, Undrawn, draw_page};
use baqylau_documents::pdf::{self, Conformance, PdfOptions};

/// A paper of two pages: words on the first, none but a line of them on the second.
fn paper() -> Vec<u8> {
    let blocks = [
        Paragraph::new(["Лицензия на занятие образовательной деятельностью "; 40]).into(),
        Block::PageBreak,
        Paragraph::new(["Қосымша"]).into(),
    ];
    let list = compose(&PageSetup::a4(), "Лицензия", "ru", &blocks).unwrap();
    let options = PdfOptions {
        conformance: Conformance::Accessible,
        created: chrono::DateTime::UNIX_EPOCH.fixed_offset(),
        author: "",
        creator: "Baqylau",
        attachments: &[],
    };
    pdf::write(&list, &options).unwrap()
}

fn dark(rgba: &[u8]) -> usize {
    rgba.chunks(4).filter(|pixel| pixel[0] < 128).count()
}

#[test]
fn pages_of_our_own_papers_are_drawn_with_their_words() {
    let paper = paper();
    let first = draw_page(paper.clone(), 0, 842).unwrap();
    assert_eq!(first.of, 2);
    assert_eq!(first.width, 595);
    assert!((841..=842).contains(&first.height), "{}", first.height);
    let pixels = first.width as usize * first.height as usize;
    assert_eq!(first.rgba.len(), pixels * 4);
    let second = draw_page(paper.clone(), 1, 842).unwrap();
    assert!(dark(&second.rgba) > 50, "{}", dark(&second.rgba));
    assert!(dark(&first.rgba) > 10 * dark(&second.rgba));
    assert!(first.rgba.chunks(4).all(|pixel| pixel[3] == 255));
    assert_eq!(draw_page(paper, 2, 842), Err(Undrawn::NoSuchPage));
}

#[test]
fn what_is_no_pdf_or_cut_off_is_said_to_be_damaged() {
    let whole = paper();
    for bytes in [
        Vec::new(),
        b"%PDF-1.7".to_vec(),
        b"%PDF-1.7\n\xff\xfe\x00trailer<<>>\n%%EOF".to_vec(),
        whole[..400].to_vec(),
    ] {
        assert_eq!(draw_page(bytes, 0, 842), Err(Undrawn::Damaged));
    }
    // Bytes changed in the middle: drawn or refused, never with other sizes than were said.
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 0x55;
        if let Ok(page) = draw_page(spoiled, 0, 100) {
            let pixels = u64::from(page.width) * u64::from(page.height);
            assert_eq!(page.rgba.len() as u64, pixels * 4);
        }
    }
}

/// A file of one empty page of this size.
fn sized(width: &str, height: &str) -> Vec<u8> {
    format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]>>endobj\n\
         trailer<</Root 1 0 R/Size 4>>\n%%EOF"
    )
    .into_bytes()
}

#[test]
fn what_is_larger_than_is_drawn_is_said_to_be() {
    assert!(draw_page(sized("595", "842"), 0, 842).is_ok());
    let wide = draw_page(sized("99999", "842"), 0, 842);
    assert_eq!(wide, Err(Undrawn::TooLarge));
    let thread = draw_page(sized("10000", "0.5"), 0, 842);
    assert_eq!(thread, Err(Undrawn::TooLarge));
    let heavy = draw_page(vec![b' '; MOST_BYTES + 1], 0, 842);
    assert_eq!(heavy, Err(Undrawn::TooLarge));
}

#[test]
fn a_file_with_a_password_is_said_to_be_locked() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        "<</Filter/Standard/V 2/R 3/Length 128/P -44\
         /O<28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A>\
         /U<0000000000000000000000000000000000000000000000000000000000000000>>>",
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.push_str(&format!("{number} 0 obj{object}endobj\n"));
    }
    let at = file.len();
    file.push_str(&format!(
        "xref\n0 5\n{places}trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<00><00>]>>\n\
         startxref\n{at}\n%%EOF"
    ));
    let refused = draw_page(file.into_bytes(), 0, 842);
    assert_eq!(refused, Err(Undrawn::Locked));
}
