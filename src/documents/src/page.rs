//! A page of a PDF somebody else made, as pixels. What can't be drawn is said, never guessed.
//!
//! The file is not trusted: whoever calls this gives it a thread of its own, looks at the clock and
//! catches what unwinds; sizes are bounded here.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::{LoadPdfError, Pdf};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

/// The largest file that is looked into.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// Most pages of one.
pub const MOST_PAGES: usize = 2_000;
/// The longest side a page is drawn with, in pixels.
pub const LONGEST: u32 = 4_096;
/// The longest side of a page, in points: PDF 1.7 names this limit.
const LONGEST_POINTS: f32 = 14_400.0;

/// A page.
#[derive(Clone, PartialEq, Eq)]
pub struct DrawnPage {
    /// How many pages the file has.
    pub of: usize,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, nothing transparent.
    pub rgba: Vec<u8>,
}

// A page may show anybody's data.
impl std::fmt::Debug for DrawnPage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DrawnPage({} x {})", self.width, self.height)
    }
}

/// Why a page isn't drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undrawn {
    /// The file isn't a PDF, or is damaged.
    Damaged,
    /// A password or a certificate is needed to read it.
    Locked,
    /// The file, its pages or one page are larger than is drawn.
    TooLarge,
    /// It has no such page.
    NoSuchPage,
}

/// Draws a page, counted from 0, with its longest side in pixels.
///
/// # Errors
/// Why it can't.
pub fn draw_page(bytes: Vec<u8>, page: usize, longest: u32) -> Result<DrawnPage, Undrawn> {
    if bytes.len() > MOST_BYTES {
        return Err(Undrawn::TooLarge);
    }
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Undrawn::Locked,
        LoadPdfError::Invalid => Undrawn::Damaged,
    })?;
    let pages = pdf.pages();
    let of = pages.len();
    if of == 0 {
        return Err(Undrawn::Damaged);
    }
    if of > MOST_PAGES {
        return Err(Undrawn::TooLarge);
    }
    let page = pages.get(page).ok_or(Undrawn::NoSuchPage)?;
    let (width, height) = page.render_dimensions();
    let long = width.max(height);
    if !(width > 0.0 && height > 0.0 && long.is_finite()) {
        return Err(Undrawn::Damaged);
    }
    if long > LONGEST_POINTS {
        return Err(Undrawn::TooLarge);
    }
    let longest = longest.clamp(16, LONGEST);
    // A page as thin as a line would have no pixels across.
    let least = 1.01 / width.min(height);
    let scale = (longest as f32 / long).max(least);
    if scale * long > LONGEST as f32 * 1.01 {
        return Err(Undrawn::TooLarge);
    }
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    // On white nothing is transparent, so nothing is multiplied with it.
    let mut rgba = drawn.data_as_u8_slice().to_vec();
    rgba.iter_mut()
        .skip(3)
        .step_by(4)
        .for_each(|part| *part = 255);
    Ok(DrawnPage {
        of,
        width,
        height,
        rgba,
    })
}
