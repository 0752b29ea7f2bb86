//! The typefaces of the house and the sizes they are used at.

use std::sync::{Arc, LazyLock};

use egui::{FontData, FontDefinitions, FontFamily, FontId, FontTweak};

/// How heavy a text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// 400: running text.
    #[default]
    Regular,
    /// 500: labels that must be found quickly, buttons, tags.
    Medium,
    /// 600: titles and emphasis.
    SemiBold,
    /// 700: the product's name.
    Bold,
}

/// Page title, in points.
pub const TITLE: f32 = 20.0;
/// Section title.
pub const SECTION: f32 = 16.0;
/// Running text, buttons, fields.
pub const BODY: f32 = 14.0;
/// Registers.
pub const TABLE: f32 = 13.0;
/// Hints, captions.
pub const SMALL: f32 = 12.0;

static REGULAR: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("sans".into()));
static MEDIUM: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("sans-medium".into()));
static SEMIBOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("sans-semibold".into()));
static BOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("sans-bold".into()));
static ICONS: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("icons".into()));

/// The family of a weight, with its fallbacks.
pub fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => REGULAR.clone(),
        Weight::Medium => MEDIUM.clone(),
        Weight::SemiBold => SEMIBOLD.clone(),
        Weight::Bold => BOLD.clone(),
    }
}

/// A font by weight and size in points.
pub fn font(weight: Weight, size: f32) -> FontId {
    FontId::new(size, family(weight))
}

/// The icon font at a size in points.
pub fn icons(size: f32) -> FontId {
    FontId::new(size, ICONS.clone())
}

/// All faces and families: IBM Plex Sans (tabular digits, Kazakh letters, ₸), Source Sans 3 for
/// the few signs Plex lacks, lucide for icons.
pub fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 6] = [
        (
            "plex-400",
            include_bytes!("../../../assets/fonts/IBMPlexSans_400Regular.ttf"),
        ),
        (
            "plex-500",
            include_bytes!("../../../assets/fonts/IBMPlexSans_500Medium.ttf"),
        ),
        (
            "plex-600",
            include_bytes!("../../../assets/fonts/IBMPlexSans_600SemiBold.ttf"),
        ),
        (
            "plex-700",
            include_bytes!("../../../assets/fonts/IBMPlexSans_700Bold.ttf"),
        ),
        (
            "source-400",
            include_bytes!("../../../assets/fonts/SourceSans3_400Regular.ttf"),
        ),
        ("lucide", lucide_icons::LUCIDE_FONT_BYTES),
    ];
    for (name, bytes) in faces {
        // Sums are grouped by narrow spaces; half a space, egui's choice, is hard to see.
        let tweak = FontTweak {
            thin_space_width: 0.75,
            ..FontTweak::default()
        };
        let data = FontData::from_static(bytes).tweak(tweak);
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let with_fallback = |first: &str| {
        vec![
            first.to_owned(),
            "source-400".to_owned(),
            "lucide".to_owned(),
        ]
    };
    for (family, face) in [
        (FontFamily::Proportional, "plex-400"),
        (FontFamily::Monospace, "plex-400"),
        (REGULAR.clone(), "plex-400"),
        (MEDIUM.clone(), "plex-500"),
        (SEMIBOLD.clone(), "plex-600"),
        (BOLD.clone(), "plex-700"),
    ] {
        fonts.families.insert(family, with_fallback(face));
    }
    fonts.families.insert(
        ICONS.clone(),
        vec!["lucide".to_owned(), "plex-400".to_owned()],
    );
    fonts
}

/// Gives the fonts to egui. Must run before the first frame: without fonts egui cannot draw text.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(definitions());
}
