//! Papers of records of the order: printed, or saved as PDF.

use crate::cx::{Action, Cx};
use crate::dialogs::Purpose;
use baqylau_client::ui::{Command, OrderPaper, PaperTo};
use baqylau_widgets::{Button, Icon};

/// Buttons that print a paper in the reader's language or save it; `name` is the file's to begin
/// with, without its ending.
pub fn buttons(paper: OrderPaper, name: &str, cx: &mut Cx<'_>, ui: &mut egui::Ui) {
    let keys = ("order-paper-print", "order-paper-save");
    labelled(paper, name, keys, cx, ui);
}

/// The same with labels of their own, where a record has more than one paper.
pub fn labelled(
    paper: OrderPaper,
    name: &str,
    (print, save): (&str, &str),
    cx: &mut Cx<'_>,
    ui: &mut egui::Ui,
) {
    let language = cx.locale.language();
    let label = cx.t(print);
    if ui
        .add(Button::ghost(&label).icon(Icon::Printer).small())
        .clicked()
    {
        cx.post.send_watched(Command::PrintOrder {
            paper,
            language,
            to: PaperTo::Printer,
        });
    }
    let label = cx.t(save);
    if ui
        .add(Button::ghost(&label).icon(Icon::FileDown).small())
        .clicked()
    {
        cx.post.put(Action::Choose(Purpose::SaveOrderPaper {
            paper,
            language,
            name: format!("{}.pdf", name.replace(['/', '\\', ':'], "-")),
        }));
    }
}
