//! The annotation layer of a photo between what is drawn and what is kept.

use baqylau_domain::annotation::{self, read_layer, write_layer};
use baqylau_widgets::photo::{Annotation, Mark, Pen};

fn kept_pen(pen: Pen) -> annotation::Pen {
    match pen {
        Pen::Red => annotation::Pen::Red,
        Pen::Yellow => annotation::Pen::Yellow,
        Pen::White => annotation::Pen::White,
    }
}

fn drawn_pen(pen: annotation::Pen) -> Pen {
    match pen {
        annotation::Pen::Red => Pen::Red,
        annotation::Pen::Yellow => Pen::Yellow,
        annotation::Pen::White => Pen::White,
    }
}

fn kept(annotation: &Annotation) -> annotation::Mark {
    let pen = kept_pen(annotation.pen);
    match &annotation.mark {
        Mark::Arrow { from, to } => annotation::Mark::Arrow {
            from: fine(*from),
            to: fine(*to),
            pen,
        },
        Mark::Box { from, to } => annotation::Mark::Box {
            from: fine(*from),
            to: fine(*to),
            pen,
        },
        Mark::Blur { from, to } => annotation::Mark::Blur {
            from: fine(*from),
            to: fine(*to),
        },
        Mark::Text { at, text } => annotation::Mark::Text {
            at: fine(*at),
            text: text.clone(),
            pen,
        },
    }
}

fn drawn(kept: annotation::Mark) -> Annotation {
    let (mark, pen) = match kept {
        annotation::Mark::Arrow { from, to, pen } => (Mark::Arrow { from, to }, drawn_pen(pen)),
        annotation::Mark::Box { from, to, pen } => (Mark::Box { from, to }, drawn_pen(pen)),
        annotation::Mark::Blur { from, to } => (Mark::Blur { from, to }, Pen::default()),
        annotation::Mark::Text { at, text, pen } => (Mark::Text { at, text }, drawn_pen(pen)),
    };
    Annotation { mark, pen }
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
    Some(read_layer(layer)?.into_iter().map(drawn).collect())
}

/// Writes a layer; empty when nothing is drawn.
pub fn write(annotations: &[Annotation]) -> String {
    let marks: Vec<_> = annotations.iter().map(kept).collect();
    write_layer(&marks)
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
