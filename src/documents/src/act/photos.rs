//! Photos: thumbnails under a violation and the table of photographs.

use baqylau_domain::act::{ActAttachment, ActContent};
use baqylau_domain::identifiers::BlobHash;

use super::ActPrint;
use super::fields::degrees;
use crate::jpeg;
use crate::layout::{Align, Block, Paragraph, Picture, Span};

/// Number of an attachment, from one, by its hash.
pub(crate) fn number_of(content: &ActContent, hash: &BlobHash) -> Option<usize> {
    content
        .attachments
        .iter()
        .position(|a| a.sha256 == *hash)
        .map(|i| i + 1)
}

/// `№ 3`, or `No. 3`, in one piece.
fn numbered(print: &ActPrint<'_>, number: usize) -> String {
    let words = print
        .locale
        .format("doc-number-final", &[("number", number.into())]);
    words.replace(' ', "\u{A0}")
}

/// Small pictures of the evidence that is a photo and can be shown.
pub(crate) fn thumbnails(print: &ActPrint<'_>, evidence: &[BlobHash]) -> Option<Block> {
    let pictures: Vec<Picture> = evidence
        .iter()
        .filter_map(|hash| {
            let number = number_of(print.content, hash)?;
            let attachment = print.content.attachments.get(number - 1)?;
            let name = numbered(print, number);
            let caption = vec![Span::grey(format!("{name} · {}", hash.short()))];
            picture(print, number, attachment, caption)
        })
        .collect();
    (!pictures.is_empty()).then_some(Block::Pictures {
        pictures,
        columns: 5,
        height: 74.0,
        size: 7.0,
    })
}

/// All photos, two in a row, with item, time, place and hash.
pub(crate) fn table(print: &ActPrint<'_>, blocks: &mut Vec<Block>) {
    let mut pictures = Vec::new();
    let mut lost: Vec<Block> = Vec::new();
    for (i, attachment) in print.content.attachments.iter().enumerate() {
        if !attachment.mime.starts_with("image/") {
            continue;
        }
        let number = i + 1;
        match picture(
            print,
            number,
            attachment,
            caption(print, number, attachment),
        ) {
            Some(picture) => pictures.push(picture),
            None => {
                let words = print
                    .locale
                    .format("doc-photo-lost", &[("number", number.into())]);
                lost.push(Paragraph::new([words]).size(8.5).into());
            }
        }
    }
    if pictures.is_empty() && lost.is_empty() {
        return;
    }
    blocks.push(Block::PageBreak);
    let text = format!("{}. {}", print.t("doc-appendix"), print.t("doc-photos"));
    blocks.push(Block::Heading {
        level: 2,
        text,
        align: Align::Left,
    });
    blocks.extend(lost);
    blocks.push(Block::Pictures {
        pictures,
        columns: 2,
        height: 138.0,
        size: 8.0,
    });
}

fn picture(
    print: &ActPrint<'_>,
    number: usize,
    attachment: &ActAttachment,
    caption: Vec<Span>,
) -> Option<Picture> {
    let photo = print
        .photos
        .iter()
        .find(|photo| photo.sha256 == attachment.sha256)?;
    jpeg::size(&photo.jpeg)?;
    let mut description = print
        .locale
        .format("doc-photo", &[("number", number.into())]);
    for part in [&attachment.item, &attachment.caption] {
        if !part.is_empty() {
            description = format!("{description}; {part}");
        }
    }
    Some(Picture {
        jpeg: photo.jpeg.clone(),
        description,
        caption,
    })
}

fn caption(print: &ActPrint<'_>, number: usize, attachment: &ActAttachment) -> Vec<Span> {
    let mut head = numbered(print, number);
    if !attachment.item.is_empty() {
        head = format!("{head} · {}", attachment.item);
    }
    let mut spans = vec![Span::medium(head)];
    if !attachment.caption.is_empty() {
        spans.push(Span::plain(format!(" · {}", attachment.caption)));
    }
    let mut facts = Vec::new();
    if let Some(taken) = &attachment.taken_at {
        let time = camera_time(taken);
        facts.push(
            print
                .locale
                .format("doc-photo-taken", &[("time", time.into())]),
        );
    }
    if let Some((latitude, longitude)) = attachment.taken_where {
        facts.push(format!("{}, {}", degrees(latitude), degrees(longitude)));
    }
    let sha = attachment.sha256.to_string();
    facts.push(format!("SHA-256 {}…", sha.get(..16).unwrap_or(&sha)));
    spans.push(Span::grey(format!("\n{}", facts.join(" · "))));
    spans
}

/// `2026:11:21 09:41:05` of a camera as `21.11.2026 09:41:05`; anything else as it is.
fn camera_time(text: &str) -> String {
    let parts: Vec<&str> = text.trim().splitn(2, ['T', ' ']).collect();
    let (Some(date), rest) = (parts.first(), parts.get(1)) else {
        return text.to_owned();
    };
    let numbers: Vec<&str> = date.split([':', '-']).collect();
    match numbers.as_slice() {
        [year, month, day]
            if year.len() == 4
                && numbers
                    .iter()
                    .all(|n| n.bytes().all(|b| b.is_ascii_digit())) =>
        {
            let time = rest.map(|time| format!("\u{A0}{time}")).unwrap_or_default();
            format!("{day}.{month}.{year}{time}")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_camera_is_read_like_other_dates() {
        assert_eq!(
            camera_time("2026:11:21 09:41:05"),
            "21.11.2026\u{A0}09:41:05"
        );
        assert_eq!(
            camera_time("2026-11-21T09:41:05+05:00"),
            "21.11.2026\u{A0}09:41:05+05:00"
        );
        assert_eq!(camera_time("yesterday"), "yesterday");
        assert_eq!(camera_time(""), "");
    }
}
