//! The annotation layer of a photo as it is kept in the draft and in the act: a JSON list.

use baqylau_widgets::photo::{Annotation, Mark, Pen};
use serde::{Deserialize, Serialize};

/// One mark in the list. Coordinates are parts of the photo's width and height.
#[derive(Serialize, Deserialize)]
#[serde(tag = "mark", rename_all = "snake_case", deny_unknown_fields)]
enum Stored {
    Arrow {
        from: [f32; 2],
        to: [f32; 2],
        pen: StoredPen,
    },
    Box {
        from: [f32; 2],
        to: [f32; 2],
        pen: StoredPen,
    },
    Blur {
        from: [f32; 2],
        to: [f32; 2],
    },
    Text {
        at: [f32; 2],
        text: String,
        pen: StoredPen,
    },
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredPen {
    Red,
    Yellow,
    White,
}

impl From<Pen> for StoredPen {
    fn from(pen: Pen) -> Self {
        match pen {
            Pen::Red => Self::Red,
            Pen::Yellow => Self::Yellow,
            Pen::White => Self::White,
        }
    }
}

impl From<StoredPen> for Pen {
    fn from(pen: StoredPen) -> Self {
        match pen {
            StoredPen::Red => Self::Red,
            StoredPen::Yellow => Self::Yellow,
            StoredPen::White => Self::White,
        }
    }
}

impl From<&Annotation> for Stored {
    fn from(annotation: &Annotation) -> Self {
        let pen = annotation.pen.into();
        match &annotation.mark {
            Mark::Arrow { from, to } => Self::Arrow {
                from: fine(*from),
                to: fine(*to),
                pen,
            },
            Mark::Box { from, to } => Self::Box {
                from: fine(*from),
                to: fine(*to),
                pen,
            },
            Mark::Blur { from, to } => Self::Blur {
                from: fine(*from),
                to: fine(*to),
            },
            Mark::Text { at, text } => Self::Text {
                at: fine(*at),
                text: text.clone(),
                pen,
            },
        }
    }
}

impl From<Stored> for Annotation {
    fn from(stored: Stored) -> Self {
        let (mark, pen) = match stored {
            Stored::Arrow { from, to, pen } => (Mark::Arrow { from, to }, pen.into()),
            Stored::Box { from, to, pen } => (Mark::Box { from, to }, pen.into()),
            Stored::Blur { from, to } => (Mark::Blur { from, to }, Pen::default()),
            Stored::Text { at, text, pen } => (Mark::Text { at, text }, pen.into()),
        };
        Self { mark, pen }
    }
}

/// A ten-thousandth of the photo is finer than a pixel of any camera's preview.
fn fine(point: [f32; 2]) -> [f32; 2] {
    point.map(|part| {
        let part = if part.is_finite() {
            part.clamp(0.0, 1.0)
        } else {
            0.0
        };
        (part * 10_000.0).round() / 10_000.0
    })
}

/// Reads a layer; `None` when it was drawn by a version that knows other marks. Such a layer must
/// not be drawn over, or those marks would be lost.
pub fn read(layer: &str) -> Option<Vec<Annotation>> {
    if layer.is_empty() {
        return Some(Vec::new());
    }
    let stored: Vec<Stored> = serde_json::from_str(layer).ok()?;
    Some(stored.into_iter().map(Annotation::from).collect())
}

/// Writes a layer; empty when nothing is drawn.
pub fn write(annotations: &[Annotation]) -> String {
    if annotations.is_empty() {
        return String::new();
    }
    let stored: Vec<Stored> = annotations.iter().map(Stored::from).collect();
    serde_json::to_string(&stored).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer() -> Vec<Annotation> {
        vec![
            Annotation {
                mark: Mark::Arrow {
                    from: [0.1, 0.2],
                    to: [0.5, 0.75],
                },
                pen: Pen::Yellow,
            },
            Annotation {
                mark: Mark::Box {
                    from: [0.0, 0.0],
                    to: [1.0, 1.0],
                },
                pen: Pen::White,
            },
            Annotation {
                mark: Mark::Blur {
                    from: [0.3, 0.3],
                    to: [0.4, 0.4],
                },
                pen: Pen::Red,
            },
            Annotation {
                mark: Mark::Text {
                    at: [0.25, 0.9],
                    text: "есік құлыптаулы".to_owned(),
                },
                pen: Pen::Red,
            },
        ]
    }

    #[test]
    fn what_was_drawn_is_read_back_the_same() {
        let text = write(&layer());
        assert_eq!(read(&text), Some(layer()));
        assert_eq!(
            write(&read(&text).unwrap()),
            text,
            "reading and writing changes nothing"
        );
    }

    #[test]
    fn a_photo_without_marks_has_no_layer() {
        assert_eq!(write(&[]), "");
        assert_eq!(read(""), Some(Vec::new()));
    }

    #[test]
    fn marks_of_a_later_version_are_not_mistaken_for_none() {
        assert_eq!(
            read(r#"[{"mark":"circle","at":[0.5,0.5],"pen":"red"}]"#),
            None
        );
        assert_eq!(read("not json"), None);
    }

    #[test]
    fn coordinates_from_outside_the_photo_come_to_its_edge() {
        let mark = Mark::Blur {
            from: [-0.5, 0.123_456],
            to: [7.0, f32::NAN],
        };
        let text = write(&[Annotation {
            mark,
            pen: Pen::Red,
        }]);
        let mark = Mark::Blur {
            from: [0.0, 0.1235],
            to: [1.0, 0.0],
        };
        assert_eq!(
            read(&text),
            Some(vec![Annotation {
                mark,
                pen: Pen::Red
            }]),
            "{text}"
        );
    }
}
