//! Photos as evidence: thumbnails, a view to pan and zoom, and marks drawn over the picture.

mod annotation;
mod burn;
mod grid;
mod picture;
mod viewer;

pub use annotation::{Annotation, Mark, Pen, paint};
pub use burn::burn;
pub use grid::{GridEvent, NAME, TILE, Thumbnail, thumbnails};
pub use picture::Picture;
pub use viewer::{Tool, Viewer};
