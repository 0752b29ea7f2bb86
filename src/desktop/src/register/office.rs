//! Views of a register shared with colleagues: what of a view is shared and what stays behind, how
//! they stand in the list of views.

use super::views::Wish;
use crate::cx::{Cx, pick};
use crate::screens::orders::{who, words};
use baqylau_client::ui::OfficeViewRow;
use baqylau_domain::identifiers::ViewId;
use baqylau_domain::schooling::{
    Book, Facts, Office, OrderRules, SchoolingOp, SchoolingRecord, ViewColumn, ViewContent,
    ViewFilter, ViewOrder,
};
use baqylau_domain::text::Words;
use baqylau_registers::{Filter, Order, Shown, Table, View};
use baqylau_widgets::{Answer, Button, Icon, Modal, Tone, text};
use std::collections::BTreeMap;

/// What of a view is shared: nothing somebody typed, nothing of another program's columns. And the
/// titles of the columns whose filters stay behind for that.
pub fn shared(view: &View, table: &Table) -> (ViewContent, Vec<String>) {
    // As it would be shown here, columns it never heard of among them.
    let mut view = view.clone();
    view.complete(table);
    let known = |id: &str| table.column(id);
    let mut left_out = Vec::new();
    let mut filters = BTreeMap::new();
    for (id, filter) in &view.filters {
        let column = known(id);
        let kind = column.and_then(|column| table.kind(column));
        let fits = kind.is_some_and(|kind| filter.fits(kind));
        match without_words(filter).filter(|_| fits) {
            Some(filter) => _ = filters.insert(id.clone(), filter),
            None => left_out.push(match column {
                Some(column) => table.title(column).to_owned(),
                None => id.clone(),
            }),
        }
    }
    let columns = view
        .columns
        .iter()
        .filter(|shown| known(&shown.column).is_some());
    let orders = view
        .orders
        .iter()
        .filter(|order| known(&order.column).is_some());
    let content = ViewContent {
        columns: columns
            .map(|shown| ViewColumn {
                column: shown.column.clone(),
                visible: shown.visible,
            })
            .collect(),
        filters,
        orders: orders
            .map(|order| ViewOrder {
                column: order.column.clone(),
                descending: order.descending,
            })
            .collect(),
    };
    (content, left_out)
}

/// A filter as it is shared; none for one of typed words.
fn without_words(filter: &Filter) -> Option<ViewFilter> {
    Some(match filter {
        Filter::OneOf { codes } => ViewFilter::OneOf {
            codes: codes.clone(),
        },
        Filter::Between { from, to } => ViewFilter::Between {
            from: *from,
            to: *to,
        },
        Filter::Days { from, to } => ViewFilter::Days {
            from: *from,
            to: *to,
        },
        Filter::Empty => ViewFilter::Empty {},
        Filter::NotEmpty => ViewFilter::NotEmpty {},
        Filter::Contains { .. } | Filter::Unknown => return None,
    })
}

/// A shared view as a view of one's own.
pub fn opened(content: &ViewContent) -> View {
    let filter = |filter: &ViewFilter| match filter {
        ViewFilter::OneOf { codes } => Filter::OneOf {
            codes: codes.clone(),
        },
        ViewFilter::Between { from, to } => Filter::Between {
            from: *from,
            to: *to,
        },
        ViewFilter::Days { from, to } => Filter::Days {
            from: *from,
            to: *to,
        },
        ViewFilter::Empty {} => Filter::Empty,
        ViewFilter::NotEmpty {} => Filter::NotEmpty,
    };
    let columns = content.columns.iter().map(|one| Shown {
        column: one.column.clone(),
        visible: one.visible,
        width: None,
    });
    let filters = content.filters.iter();
    let orders = content.orders.iter().map(|one| Order {
        column: one.column.clone(),
        descending: one.descending,
    });
    View {
        columns: columns.collect(),
        filters: filters.map(|(of, one)| (of.clone(), filter(one))).collect(),
        orders: orders.collect(),
    }
}

/// The office of the signed-in person; none for those who have none.
pub fn own(cx: &Cx<'_>) -> Option<Office> {
    Office::of(&cx.model.person()?.actor())
}

/// Views the office shares of a register.
pub fn of<'a>(register: &'a str, cx: &'a Cx<'_>) -> impl Iterator<Item = &'a OfficeViewRow> {
    let all = cx.model.orders.value().into_iter();
    let all = all.flat_map(|orders| &orders.views);
    all.filter(move |row| row.view.register == register)
}

/// Whether the signed-in person may take a view back.
fn may_take_back(row: &OfficeViewRow, cx: &Cx<'_>) -> bool {
    let orders = cx.model.orders.value().into_iter();
    let records = orders.flat_map(|orders| &orders.rows);
    let mandates = records.filter(|row| matches!(*row.record, SchoolingRecord::Mandate(_)));
    let mandates = mandates.map(|row| (*row.record).clone());
    let view = SchoolingRecord::View((*row.view).clone());
    let book: Book = mandates.chain([view]).collect();
    let op = SchoolingOp::TakeViewBack { view: row.view.id };
    let (facts, rules) = (Facts::of_laptop(), OrderRules::pilot());
    cx.model.person().is_some_and(|person| {
        let made = book.decide(&op, &person.actor(), &facts, &rules, cx.model.now);
        made.is_ok()
    })
}

/// A shared view in the list of views; what is wished of it.
pub fn row(row: &OfficeViewRow, own: &[&str], cx: &Cx<'_>, ui: &mut egui::Ui) -> Option<Wish> {
    let content = row.view.content.as_ref()?;
    let title = row.view.title.0.as_str();
    let mut wish = None;
    ui.push_id(row.view.id.uuid(), |ui| {
        ui.horizontal(|ui| {
            let args = [("name", title.into())];
            let copy = cx.f("register-view-copy", &args);
            if may_take_back(row, cx) {
                let back = cx.f("register-view-take-back", &args);
                if ui.add(Button::icon_only(Icon::Undo2, &back)).clicked() {
                    wish = Some(Wish::TakeBack(row.view.id));
                }
            }
            if ui.add(Button::icon_only(Icon::Copy, &copy)).clicked() {
                wish = Some(Wish::Copy(free_name(title, own), opened(content)));
            }
            if ui.add(Button::ghost(title).icon(Icon::Users)).clicked() {
                wish = Some(Wish::Apply(title.to_owned(), opened(content)));
            }
            let author = row.view.by;
            let mut beside = if cx.model.person().is_some_and(|me| me.id == author) {
                cx.t("register-view-by-you")
            } else {
                match who::name(author, cx) {
                    Some(name) => cx.f("register-view-by", &[("who", name.into())]),
                    None => cx.t("register-view-by-colleague"),
                }
            };
            if row.waits {
                beside = format!("{beside} · {}", cx.t("register-view-waits"));
            }
            ui.label(text::small_muted(&beside));
        });
    });
    wish
}

/// A name no view of one's own has.
fn free_name(title: &str, own: &[&str]) -> String {
    let numbered = (2..).map(|number| format!("{title} ({number})"));
    let mut names = std::iter::once(title.to_owned()).chain(numbered);
    names
        .find(|name| !own.contains(&name.as_str()))
        .unwrap_or_default()
}

/// A view about to be shared, with what stays behind.
pub struct Sharing {
    title: String,
    content: ViewContent,
    left_out: Vec<String>,
}

impl Sharing {
    /// Of a view somebody saved.
    pub fn new(title: &str, view: &View, table: &Table) -> Self {
        let (content, left_out) = shared(view, table);
        Self {
            title: title.to_owned(),
            content,
            left_out,
        }
    }

    /// Says who will see what. `Some` when it ended: with the wish, or with nothing.
    pub fn show(
        &self,
        register: &str,
        office: Office,
        cx: &Cx<'_>,
        ctx: &egui::Context,
    ) -> Option<Option<Wish>> {
        let title = cx.t("register-view-sharing");
        let (share, cancel) = (cx.t("register-view-share-do"), cx.t("button-cancel"));
        let refused = self.refusal(register, office, cx);
        let answer = Modal::new("register-view-sharing", &title)
            .buttons(&share, &cancel)
            .blocked(refused.as_deref())
            .show(ctx, |ui| {
                ui.label(text::strong(&self.title));
                let who = [("office", office_words(office, cx).into())];
                ui.label(text::body(&cx.f("register-view-seen-by", &who)));
                ui.label(text::muted(&cx.t("register-view-title-care")));
                if !self.left_out.is_empty() {
                    let columns = cx.locale.list_and(&self.left_out);
                    let words = cx.f("register-view-left-out", &[("columns", columns.into())]);
                    ui.label(text::body(&words));
                }
                if let Some(refused) = &refused {
                    text::toned(ui, text::body(refused), Tone::Bad);
                }
            });
        match answer {
            Answer::Open => None,
            Answer::No => Some(None),
            Answer::Yes => {
                let title = Words(self.title.clone());
                Some(Some(Wish::ShareWithOffice(title, self.content.clone())))
            }
        }
    }

    /// Why it wouldn't be shared, in words.
    fn refusal(&self, register: &str, office: Office, cx: &Cx<'_>) -> Option<String> {
        let actor = cx.model.person()?.actor();
        let living = of(register, cx).map(|row| (*row.view).clone());
        // One of the same title is changed, not shared beside it.
        let again = |view: &baqylau_domain::schooling::OfficeView| {
            view.by == actor.person && view.title.0.trim() == self.title.trim()
        };
        let own = of(register, cx).find(|row| again(&row.view));
        let op = SchoolingOp::ShareView {
            view: own.map_or(ViewId::new(uuid::Uuid::nil()), |row| row.view.id),
            office,
            register: register.to_owned(),
            title: Words(self.title.clone()),
            content: self.content.clone(),
        };
        let book: Book = living.map(SchoolingRecord::View).collect();
        let (facts, rules) = (Facts::of_laptop(), OrderRules::pilot());
        let made = book.decide(&op, &actor, &facts, &rules, cx.model.now);
        Some(words::refusal(&made.err()?, cx.locale))
    }
}

/// An office in words.
fn office_words(office: Office, cx: &Cx<'_>) -> String {
    match office {
        Office::Centre => cx.t("order-principal-centre"),
        Office::Issuer => cx.t("register-office-issuer"),
        Office::Department(region) => {
            let region = words::region(region, cx.locale);
            cx.f("order-principal-department", &[("region", region.into())])
        }
        Office::School(id) => {
            let orders = cx.model.orders.value().into_iter();
            let mut schools = orders
                .flat_map(|orders| &orders.rows)
                .filter_map(|row| row.school.as_ref());
            match schools.find(|school| school.id == id) {
                Some(school) => pick(cx.locale.language(), &school.name).to_owned(),
                None => cx.t("order-principal-school"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baqylau_locale::Language;
    use baqylau_registers::TableBuilder;

    fn table() -> Table {
        let mut b = TableBuilder::new(Language::Ru);
        b.text("school", "Школа");
        b.money("sum", "Сумма");
        b.date("since", "С какого дня");
        b.flag("mine", "Моё", ["да", "нет"]);
        b.finish()
    }

    #[test]
    fn typed_words_stay_behind_and_the_rest_comes_back_as_it_was() {
        let table = table();
        let mut view = View::of(&table);
        let typed = Filter::Contains {
            text: "Серикова 900101300017".to_owned(),
        };
        view.filter("school", Some(typed));
        // Of another program: nobody knows what it means.
        view.filter("new", Some(Filter::Empty));
        let sum = Filter::Between {
            from: Some(5),
            to: None,
        };
        view.filter("sum", Some(sum.clone()));
        let since = Filter::Days {
            from: None,
            to: "2026-09-30".parse().ok(),
        };
        view.filter("since", Some(since.clone()));
        view.columns.push(Shown {
            column: "Серикова".to_owned(),
            visible: true,
            width: None,
        });
        view.columns[0].width = Some(40.0);
        view.columns[1].visible = false;
        view.orders = vec![Order {
            column: "sum".to_owned(),
            descending: true,
        }];
        let (content, left_out) = shared(&view, &table);
        assert_eq!(left_out, ["new", "Школа"]);
        assert!(
            !serde_json::to_string(&content)
                .unwrap()
                .contains("Серикова")
        );
        assert_eq!(content.check(), Ok(()));
        let back = opened(&content);
        let seen: Vec<_> = back
            .columns
            .iter()
            .map(|c| (&*c.column, c.visible))
            .collect();
        let expected = [
            ("school", true),
            ("sum", false),
            ("since", true),
            ("mine", true),
        ];
        assert_eq!(seen, expected);
        assert_eq!(back.filters.get("sum"), Some(&sum));
        assert_eq!(back.filters.get("since"), Some(&since));
        assert_eq!(back.filters.len(), 2);
        assert_eq!(back.orders, view.orders);
    }

    #[test]
    fn a_copy_takes_nobodys_place() {
        assert_eq!(free_name("Акты", &[]), "Акты");
        assert_eq!(free_name("Акты", &["Акты", "Акты (2)"]), "Акты (3)");
    }
}
