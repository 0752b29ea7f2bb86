//! The four embedded faces: which characters they have and how wide each is.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::error::DocumentError;

/// A weight of IBM Plex Sans, the only family documents are set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Face {
    /// 400: running text.
    Regular,
    /// 500: labels.
    Medium,
    /// 600: headings and table heads.
    SemiBold,
    /// 700: the title of a document.
    Bold,
}

impl Face {
    /// All faces, lightest first.
    pub const ALL: [Face; 4] = [Face::Regular, Face::Medium, Face::SemiBold, Face::Bold];

    /// The font file (TrueType outlines, SIL Open Font License).
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Face::Regular => include_bytes!("../../../assets/fonts/IBMPlexSans_400Regular.ttf"),
            Face::Medium => include_bytes!("../../../assets/fonts/IBMPlexSans_500Medium.ttf"),
            Face::SemiBold => include_bytes!("../../../assets/fonts/IBMPlexSans_600SemiBold.ttf"),
            Face::Bold => include_bytes!("../../../assets/fonts/IBMPlexSans_700Bold.ttf"),
        }
    }

    /// Position in [`Face::ALL`].
    pub fn index(self) -> usize {
        match self {
            Face::Regular => 0,
            Face::Medium => 1,
            Face::SemiBold => 2,
            Face::Bold => 3,
        }
    }
}

/// A glyph of a face: its number in the font file and its advance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GlyphOf {
    pub id: u16,
    /// Advance as a share of the font size.
    pub advance: f32,
}

/// Vertical measures as shares of the font size.
pub(crate) const ASCENT: f32 = 1.025;
/// See [`ASCENT`].
pub(crate) const DESCENT: f32 = 0.275;

pub(crate) struct Fonts {
    glyphs: [HashMap<char, GlyphOf>; 4],
}

static FONTS: OnceLock<Option<Fonts>> = OnceLock::new();

impl Fonts {
    /// The parsed faces, read once per process.
    pub fn load() -> Result<&'static Fonts, DocumentError> {
        FONTS
            .get_or_init(Fonts::parse)
            .as_ref()
            .ok_or(DocumentError::Font)
    }

    fn parse() -> Option<Fonts> {
        let mut glyphs: [HashMap<char, GlyphOf>; 4] = Default::default();
        for (face, map) in Face::ALL.into_iter().zip(glyphs.iter_mut()) {
            let parsed = ttf_parser::Face::parse(face.bytes(), 0).ok()?;
            let em = f32::from(parsed.units_per_em());
            for table in parsed.tables().cmap?.subtables {
                if !table.is_unicode() {
                    continue;
                }
                table.codepoints(|code| {
                    let Some(c) = char::from_u32(code) else {
                        return;
                    };
                    let Some(id) = table.glyph_index(code) else {
                        return;
                    };
                    let advance = f32::from(parsed.glyph_hor_advance(id).unwrap_or(0)) / em;
                    if id.0 != 0 {
                        map.insert(c, GlyphOf { id: id.0, advance });
                    }
                });
            }
        }
        Some(Fonts { glyphs })
    }

    /// The glyph of a character, if the face has one.
    pub fn glyph(&self, face: Face, c: char) -> Option<GlyphOf> {
        self.glyphs
            .get(face.index())
            .and_then(|map| map.get(&c))
            .copied()
    }

    /// What is printed instead of `c`: `Ok(None)` for characters without ink that only matter
    /// to other programs, an error for a character the face does not have.
    pub fn printable(&self, face: Face, c: char) -> Result<Option<char>, DocumentError> {
        match c {
            '\t' => return Ok(Some(' ')),
            '\n' => return Ok(Some('\n')),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => return Ok(None),
            '\u{00AD}' | '\u{2060}'..='\u{2069}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' => {
                return Ok(None);
            }
            c if c.is_control() => return Ok(None),
            // PDF/A-3a forbids them: nobody else knows what they mean.
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => {
                return Err(DocumentError::MissingGlyph { character: c });
            }
            _ => {}
        }
        if self.glyph(face, c).is_some() {
            return Ok(Some(c));
        }
        let stand_in = match c {
            '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => '\u{00A0}',
            '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{FE63}' | '\u{FF0D}' => '-',
            '\u{2015}' => '—',
            '\u{02B9}' | '\u{02BC}' => '’',
            _ => return Err(DocumentError::MissingGlyph { character: c }),
        };
        match self.glyph(face, stand_in) {
            Some(_) => Ok(Some(stand_in)),
            None => Err(DocumentError::MissingGlyph { character: c }),
        }
    }

    /// Width of a text in points, set on one line. Characters without a glyph count as nothing.
    pub fn width(&self, text: &str, face: Face, size: f32) -> f32 {
        text.chars()
            .filter_map(|c| self.glyph(face, c))
            .map(|g| g.advance * size)
            .sum()
    }
}

/// Checks that every character of `text` can be printed, so that a form can refuse a character
/// while it is typed and not when the act is already signed.
///
/// # Errors
/// [`DocumentError::MissingGlyph`] names the first character the fonts do not have.
pub fn check_printable(text: &str) -> Result<(), DocumentError> {
    let fonts = Fonts::load()?;
    for c in text.chars() {
        for face in Face::ALL {
            fonts.printable(face, c)?;
        }
    }
    Ok(())
}

/// `text` with every character the fonts do not have replaced by a question mark: for what comes
/// from files of others, where a strange character must not keep a paper from being made.
pub(crate) fn legible(text: &str) -> String {
    let Ok(fonts) = Fonts::load() else {
        return text.to_owned();
    };
    text.chars()
        .map(|c| {
            let known = Face::ALL
                .into_iter()
                .all(|face| fonts.printable(face, c).is_ok());
            if known { c } else { '?' }
        })
        .collect()
}

/// Width of `text` in points when set on one line in `face` at `size` points.
///
/// # Errors
/// [`DocumentError::Font`] if the embedded fonts cannot be read.
pub fn text_width(text: &str, face: Face, size: f32) -> Result<f32, DocumentError> {
    Ok(Fonts::load()?.width(text, face, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_the_kazakh_letters_the_tenge_and_the_number_sign() {
        let fonts = Fonts::load().unwrap();
        for face in Face::ALL {
            for c in "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№«»—–…§°×≤≥−•·’“”„".chars()
            {
                assert!(fonts.glyph(face, c).is_some(), "{face:?} has no {c}");
            }
        }
    }

    #[test]
    fn a_narrow_no_break_space_never_stops_a_document() {
        let fonts = Fonts::load().unwrap();
        let c = fonts.printable(Face::Regular, '\u{202F}').unwrap().unwrap();
        assert!(fonts.glyph(Face::Regular, c).is_some());
        assert!(!c.is_ascii_whitespace());
    }

    #[test]
    fn a_missing_character_is_named() {
        assert_eq!(
            check_printable("Ақау \u{1F525}"),
            Err(DocumentError::MissingGlyph {
                character: '\u{1F525}'
            })
        );
    }
}
