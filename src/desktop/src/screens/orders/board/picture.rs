//! The board as a file: painted again away from the window, on paper colours, as a PNG, or laid out
//! as a paper.

use super::paper;
use super::sheet::Sheet;
use baqylau_widgets::raster::Raster;
use baqylau_widgets::{Icon, Theme};
use image::{DynamicImage, ImageFormat, RgbaImage};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// Pixels for a point of the design.
const SHARPNESS: f32 = 2.0;
/// The tallest picture, in points.
const TALLEST: f32 = 2400.0;
/// Around the board, in points.
const MARGIN: f32 = 24.0;

/// What the board is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A picture.
    Png,
    /// A paper.
    Pdf,
}

impl Format {
    /// How names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// Message key of its button.
    pub fn key(self) -> &'static str {
        match self {
            Self::Png => "board-save-png",
            Self::Pdf => "board-save-pdf",
        }
    }

    /// Icon of its button.
    pub fn icon(self) -> Icon {
        match self {
            Self::Png => Icon::ImageDown,
            Self::Pdf => Icon::FileDown,
        }
    }
}

/// A board being saved.
pub(super) struct Saving(Receiver<Result<String, String>>);

impl Saving {
    /// Begins on a thread of its own; none where the system gives none.
    pub(super) fn begin(sheet: Sheet, format: Format, to: PathBuf) -> Option<Self> {
        let (sender, came) = channel();
        let begun = std::thread::Builder::new()
            .name("board picture".to_owned())
            .spawn(move || {
                let saved = write(&sheet, format, &to).map_err(|error| error.to_string());
                if sender.send(saved.map(|()| name_of(&to))).is_err() {
                    tracing::debug!("nobody waits for a picture any more");
                }
            });
        match begun {
            Ok(_) => Some(Self(came)),
            Err(error) => {
                tracing::warn!(%error, "a picture was not begun");
                None
            }
        }
    }

    /// The name of the file, or why there is none; none while it is being written.
    pub(super) fn take(&self) -> Option<Result<String, String>> {
        match self.0.try_recv() {
            Ok(came) => Some(came),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(String::new())),
        }
    }
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.map(std::borrow::Cow::into_owned).unwrap_or_default()
}

/// Writes the file, which stands there only when it is whole.
fn write(sheet: &Sheet, format: Format, to: &Path) -> std::io::Result<()> {
    let bytes = match format {
        Format::Png => encoded(paint(sheet))?,
        Format::Pdf => {
            let paper = paper::pdf(sheet);
            let nothing = || std::io::Error::from(std::io::ErrorKind::NotFound);
            paper.ok_or_else(nothing)?.map_err(std::io::Error::other)?
        }
    };
    crate::whole::write(to, &bytes)
}

/// The board in the light colours of paper.
pub(super) fn paint(sheet: &Sheet) -> RgbaImage {
    let ctx = egui::Context::default();
    baqylau_widgets::install(&ctx, Theme::Light);
    let width = Sheet::picture_width() + 2.0 * MARGIN;
    let pixels = |points: f32| (points * SHARPNESS).round() as u32;
    let mut raster = Raster::new(pixels(width), pixels(TALLEST), SHARPNESS);
    raster.set_ground(Theme::Light.tokens().background);
    let mut height = TALLEST;
    let mut picture = RgbaImage::new(1, 1);
    // What is measured in the first frames is placed in the next.
    for frame in 0..4 {
        let mut output = ctx.run_ui(raster.input(), |ui| {
            let fill = Theme::Light.tokens().background;
            let ground = egui::Frame::new()
                .fill(fill)
                .inner_margin(egui::Margin::same(MARGIN as i8));
            egui::CentralPanel::default().frame(ground).show(ui, |ui| {
                let used = ui.scope(|ui| sheet.show_titled(ui)).response.rect;
                height = used.bottom() + MARGIN;
            });
        });
        raster.update_textures(&mut output.textures_delta);
        if frame == 3 {
            picture = raster.render(&ctx.tessellate(output.shapes, output.pixels_per_point));
        }
    }
    let tall = pixels(height.min(TALLEST)).min(picture.height());
    image::imageops::crop_imm(&picture, 0, 0, picture.width(), tall).to_image()
}

fn encoded(picture: RgbaImage) -> std::io::Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(picture)
        .write_to(&mut bytes, ImageFormat::Png)
        .map_err(std::io::Error::other)?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::super::{Metric, Question, work_out};
    use super::*;
    use baqylau_client::ui::{OrderRow, OrdersView};
    use baqylau_domain::calendar::Period;
    use baqylau_domain::identifiers::{Kato, OrganisationId};
    use baqylau_domain::money::Tiyn;
    use baqylau_domain::schooling::{
        FigureOf, FundingPlan, OrderRules, PlanRecord, SchoolingRecord,
    };
    use baqylau_locale::{Language, Locale};
    use std::collections::BTreeMap;
    use std::sync::Arc;
    use std::time::{Duration, Instant};

    fn plan(code: u32) -> OrderRow {
        let department: Kato = format!("{code}0000000").parse().unwrap();
        let months = (1..=12).filter_map(|month| {
            let sum = i64::from(code) * i64::from(month) * 10_000_000;
            Some((Period::new(2026, month)?, Tiyn(sum)))
        });
        let school = OrganisationId::new(uuid::Uuid::from_u128(u128::from(code)));
        let plan = FundingPlan {
            department,
            year: 2026,
            version: 1,
            budget: Tiyn(1),
            lines: BTreeMap::from([(school, months.collect())]),
            reimbursement: BTreeMap::new(),
        };
        let steps = Vec::new();
        OrderRow {
            record: Arc::new(SchoolingRecord::Plan(PlanRecord { plan, steps })),
            school: None,
            waiting: Vec::new(),
            to_sign: None,
        }
    }

    fn sheet(language: Language) -> Sheet {
        let view = Arc::new(OrdersView {
            rows: [10, 27, 71, 79].map(plan).into(),
            ..OrdersView::default()
        });
        let question = Question {
            year: None,
            today: "2026-11-23".parse().unwrap(),
        };
        Sheet {
            answer: Arc::new(work_out(&view, &question)),
            locale: Locale::new(language),
            region: None,
            national: true,
            metric: Metric::Paid,
            organisations: None,
            as_of: "23.11.2026 12:31".to_owned(),
            whose: "Қаржы орталығы".to_owned(),
            now: "2026-11-23T07:31:00Z".parse().unwrap(),
            sample: true,
            terms: OrderRules::pilot().terms,
        }
    }

    #[test]
    fn the_board_is_saved_as_a_picture_and_as_a_page_and_never_by_half() {
        let folder = tempfile::tempdir().unwrap();
        for (format, begins) in [
            (Format::Png, b"\x89PNG".as_slice()),
            (Format::Pdf, b"%PDF".as_slice()),
        ] {
            let to = folder.path().join(format!("board.{}", format.ending()));
            let saving = Saving::begin(sheet(Language::Kk), format, to.clone()).unwrap();
            let begun = Instant::now();
            let came = loop {
                if let Some(came) = saving.take() {
                    break came;
                }
                assert!(begun.elapsed() < Duration::from_secs(120), "no file");
                std::thread::park_timeout(Duration::from_millis(20));
            };
            assert_eq!(came, Ok(name_of(&to)));
            let about = to.metadata().unwrap();
            assert!(about.len() > u64::try_from(begins.len()).unwrap());
            if format == Format::Png {
                assert!(image::open(&to).is_ok());
            }
        }
        assert_eq!(folder.path().read_dir().unwrap().count(), 2);
        let nowhere = folder.path().join("no such folder/board.png");
        let refused = write(&sheet(Language::Ru), Format::Png, &nowhere);
        assert!(refused.is_err());
    }

    /// What pdftotext reads, without white; `None` where it isn't installed.
    fn words_of(pdf: &Path) -> Option<String> {
        let mut command = std::process::Command::new("pdftotext");
        let said = command.arg(pdf).arg("-").output().ok()?;
        let text = String::from_utf8_lossy(&said.stdout).into_owned();
        Some(text.split_whitespace().collect())
    }

    #[test]
    fn the_paper_of_the_board_says_in_words_what_the_screen_says_and_its_months_make_the_year() {
        let folder = tempfile::tempdir().unwrap();
        for language in [Language::Kk, Language::Ru, Language::En] {
            let sheet = sheet(language);
            let to = folder.path().join(format!("{}.pdf", language.code()));
            write(&sheet, Format::Pdf, &to).unwrap();
            if std::env::var_os("BAQYLAU_PICTURES").is_some() {
                let name = format!("../../target/board-{}.pdf", language.code());
                write(&sheet, Format::Pdf, Path::new(&name)).unwrap();
            }
            let Some(said) = words_of(&to) else {
                continue;
            };
            let figures = sheet.figures().unwrap();
            let plan = figures.whole.of(FigureOf::Plan).sum;
            let mut expected = vec![
                sheet.title(),
                sheet.as_of.clone(),
                sheet.whose.clone(),
                sheet.locale.money_plain(plan),
                sheet.t("board-queue-none"),
            ];
            let mut months = Tiyn(0);
            for month in &figures.months {
                let sum = month.of(FigureOf::Plan).sum;
                months = months.plus(sum).unwrap();
                expected.push(sheet.locale.money_plain(sum));
            }
            assert_eq!(months, plan);
            expected.extend(sheet.ages(figures).into_iter().map(|bar| bar.name));
            let codes = baqylau_widgets::chart::PLACES.map(|(code, _, _)| code);
            assert_eq!(codes.len(), 20);
            expected.extend(codes.map(|code| sheet.region_of_map(code).short));
            for words in expected {
                let words: String = words.split_whitespace().collect();
                assert!(said.contains(&words), "{language:?}: no {words} in {said}");
            }
        }
    }

    #[test]
    fn a_picture_is_sharp_and_as_tall_as_the_board() {
        let picture = paint(&sheet(Language::Ru));
        let wide = ((Sheet::picture_width() + 2.0 * MARGIN) * SHARPNESS) as u32;
        assert_eq!(picture.width(), wide);
        assert!(picture.height() > 1_000, "{}", picture.height());
        assert!((picture.height() as f32) < TALLEST * SHARPNESS);
        // Below the board nothing is left over: its last card ends just above the edge.
        let ground = Theme::Light.tokens().background.to_array();
        let rows = picture.height() - (MARGIN * SHARPNESS) as u32 - 8;
        let middle = picture.width() / 4;
        let painted =
            (rows.saturating_sub(200)..rows).any(|y| picture.get_pixel(middle, y).0 != ground);
        assert!(painted);
    }
}
