//! A map of the twenty regions of Kazakhstan in tiles of one size: large regions don't outshout
//! small ones, and a city can be aimed at as well as a steppe.

use egui::accesskit::Role;
use egui::{Rect, Sense, Ui, pos2, vec2};

use super::roving::{Roving, Way};
use super::tile_look;
use crate::text;
use crate::tokens::Tone;

/// Columns of the map.
const COLUMNS: usize = 7;
/// Rows of the map.
const ROWS: usize = 5;
/// Height of a tile that is wide enough.
const HEIGHT: f32 = 50.0;

/// Where each region lies: the first two digits of its KATO code, column from the west, row from
/// the north.
pub const PLACES: [(u8, usize, usize); 20] = [
    (39, 2, 0),
    (59, 3, 0),
    (55, 5, 0),
    (27, 0, 1),
    (15, 1, 1),
    (11, 3, 1),
    (71, 4, 1),
    (10, 5, 1),
    (63, 6, 1),
    (23, 0, 2),
    (62, 3, 2),
    (35, 4, 2),
    (33, 5, 2),
    (47, 0, 3),
    (43, 2, 3),
    (61, 3, 3),
    (31, 4, 3),
    (19, 5, 3),
    (79, 3, 4),
    (75, 5, 4),
];

/// What a tile shows.
#[derive(Clone, Debug)]
pub struct Region {
    /// Short name, on the tile.
    pub short: String,
    /// Full name, for the tooltip and the screen reader.
    pub name: String,
    /// The figure on the tile.
    pub figure: String,
    /// The figure in words.
    pub words: String,
    /// Colour.
    pub tone: Tone,
    /// How strong, 0 to 1.
    pub strength: f32,
    /// Whether it is the one shown elsewhere on the screen.
    pub chosen: bool,
}

/// Shows the map. Returns the code of a chosen region. `region` says what a tile shows by the
/// first two digits of its code.
pub fn tile_map(ui: &mut Ui, name: &str, region: impl Fn(u8) -> Region) -> Option<u8> {
    let gap = 4.0;
    let width = ui.available_width().min(640.0);
    let tile = vec2(
        ((width + gap) / COLUMNS as f32 - gap).floor().max(36.0),
        HEIGHT,
    );
    let size = vec2(
        (tile.x + gap) * COLUMNS as f32 - gap,
        (tile.y + gap) * ROWS as f32 - gap,
    );
    let (area, outer) = ui.allocate_exact_size(size, Sense::hover());
    ui.ctx().accesskit_node_builder(outer.id, |node| {
        node.set_role(Role::Figure);
        node.set_label(name);
    });
    let marks = Roving::begin(ui, outer.id.with("marks"), PLACES.len(), beside);
    let mut chosen = None;
    for (mark, (code, column, row)) in PLACES.into_iter().enumerate() {
        let at = vec2(column as f32 * (tile.x + gap), row as f32 * (tile.y + gap));
        let rect = Rect::from_min_size(pos2(area.left(), area.top()) + at, tile);
        let shown = region(code);
        let words = format!("{}: {}", shown.name, shown.words);
        let response = marks.mark(ui, mark, rect, &words);
        if shown.chosen {
            response
                .ctx
                .accesskit_node_builder(response.id, |node| node.set_selected(true));
        }
        tile_look(ui, rect, &shown, &response);
        if response.clicked() {
            chosen = Some(code);
        }
        response.on_hover_text(text::small(&words));
    }
    chosen
}

/// The nearest tile in a direction: straight on first, else the one least off the way.
fn beside(mark: usize, way: Way) -> Option<usize> {
    let (_, column, row) = *PLACES.get(mark)?;
    let far = |(column, row): (usize, usize)| (column as i32, row as i32);
    let (from_column, from_row) = far((column, row));
    let mut best: Option<(i32, usize)> = None;
    for (other, (_, column, row)) in PLACES.into_iter().enumerate() {
        let (to_column, to_row) = far((column, row));
        let (right, down) = (to_column - from_column, to_row - from_row);
        let (along, across) = match way {
            Way::Left => (-right, down.abs()),
            Way::Right => (right, down.abs()),
            Way::Up => (-down, right.abs()),
            Way::Down => (down, right.abs()),
        };
        if along <= 0 {
            continue;
        }
        let cost = along + across * 2;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, other));
        }
    }
    best.map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn place(code: u8) -> (usize, usize) {
        let found = PLACES.iter().find(|(own, _, _)| *own == code);
        found
            .map(|(_, column, row)| (*column, *row))
            .unwrap_or_default()
    }

    #[test]
    fn every_region_has_a_place_of_its_own() {
        let codes: BTreeSet<_> = PLACES.iter().map(|(code, _, _)| code).collect();
        let places: BTreeSet<_> = PLACES.iter().map(|(_, c, r)| (c, r)).collect();
        assert_eq!((codes.len(), places.len()), (20, 20));
        assert!(PLACES.iter().all(|(_, c, r)| *c < COLUMNS && *r < ROWS));
    }

    #[test]
    fn west_is_left_and_north_is_above() {
        // Mangystau, Aktobe, Kostanay, Karaganda, East Kazakhstan: from west to east.
        let columns = [47, 15, 39, 35, 63].map(|code| place(code).0);
        assert!(columns.is_sorted(), "{columns:?}");
        // North Kazakhstan, Akmola, Ulytau, Turkistan, Shymkent: from north to south.
        let rows = [59, 11, 62, 61, 79].map(|code| place(code).1);
        assert!(rows.is_sorted(), "{rows:?}");
    }

    #[test]
    fn arrows_reach_every_region_and_lead_back() {
        let mut seen = BTreeSet::from([0]);
        let mut queue = vec![0];
        while let Some(mark) = queue.pop() {
            for way in [Way::Left, Way::Right, Way::Up, Way::Down] {
                if let Some(next) = beside(mark, way) {
                    assert_ne!(next, mark);
                    if seen.insert(next) {
                        queue.push(next);
                    }
                }
            }
        }
        assert_eq!(seen.len(), PLACES.len());
    }
}
