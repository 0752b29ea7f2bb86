//! Who, where, when: the opening fields of an act.

use baqylau_domain::act::{ACT_SCHEMA_1, ActKind, ActMember};
use baqylau_domain::people::CommissionRole;
use baqylau_domain::text::Trilingual;

use super::{ActPrint, Numbered};
use crate::display::Color;
use crate::layout::{Block, Column, Paragraph, Span, Table, TableRow, Width};
use crate::words::{pick, role};

/// Width of the names of values.
const KEYS: f32 = 150.0;

pub(crate) fn opening(print: &ActPrint<'_>, out: &mut Numbered) {
    let content = print.content;
    let locale = print.locale;
    let text = |t: &Trilingual| vec![Span::plain(pick(locale, t))];
    let pairs = |rows: Vec<(&str, Vec<Span>)>| {
        let rows = rows.into_iter().map(|(key, value)| (print.t(key), value));
        Block::Table(Table::key_values(KEYS, rows))
    };
    let composed = vec![Span::plain(locale.date_time_full(content.composed_at))];
    out.field(
        &print.t("doc-field-place"),
        [pairs(vec![
            ("doc-label-composed", composed),
            ("doc-label-place", text(&content.place)),
        ])],
    );
    out.field(
        &print.t("doc-field-body"),
        [Paragraph::new(text(&content.commission)).into()],
    );
    let order = &content.order;
    let number = locale.format(
        "doc-number-final",
        &[("number", order.number.as_str().into())],
    );
    let number = format!("{number}, {}", locale.date_long(order.date));
    let mut orders = vec![
        ("doc-label-number-date", vec![Span::plain(number)]),
        ("doc-label-issued-by", text(&order.issued_by)),
    ];
    for further in &content.additional_orders {
        let number = locale.format(
            "doc-number-final",
            &[("number", further.number.as_str().into())],
        );
        let mut words = format!("{number}, {}", locale.date_long(further.date));
        let issuer = pick(locale, &further.issued_by);
        if !issuer.is_empty() {
            words = format!("{words}\n{issuer}");
        }
        orders.push(("doc-label-further-order", vec![Span::plain(words)]));
    }
    out.field(&print.t("doc-field-order"), [pairs(orders)]);
    let is_expert = |member: &&ActMember| member.role == CommissionRole::Expert;
    let members: Vec<&ActMember> = content.members.iter().filter(|m| !is_expert(m)).collect();
    let members_field = match content.kind {
        ActKind::Monitoring => "doc-field-members",
        ActKind::AdmissionRefusal => "doc-field-commission",
    };
    out.field(&print.t(members_field), [people(print, &members)]);
    let experts: Vec<&ActMember> = content.members.iter().filter(is_expert).collect();
    let experts = if experts.is_empty() {
        Paragraph::new([print.t("doc-experts-none")]).into()
    } else {
        people(print, &experts)
    };
    out.field(&print.t("doc-field-experts"), [experts]);
    let subject = &content.subject;
    let licensed = match subject.licensed_here {
        Some(true) => Span::plain(print.t("doc-licensed-yes")),
        Some(false) => Span::strong(print.t("doc-licensed-no")).colored(Color::RED),
        None => Span::plain(print.t("doc-licensed-unknown")).colored(Color::AMBER),
    };
    let licence = if subject.licence.is_empty() {
        Span::strong(print.t("doc-licence-none")).colored(Color::RED)
    } else {
        Span::plain(subject.licence.as_str())
    };
    let representative = if subject.representative.is_empty() {
        Span::plain(print.t("doc-representative-none"))
    } else {
        Span::plain(subject.representative.as_str())
    };
    out.field(
        &print.t("doc-field-subject"),
        [pairs(vec![
            (
                "doc-label-organisation",
                vec![Span::medium(pick(locale, &subject.name))],
            ),
            ("doc-label-bin", vec![Span::plain(subject.bin.as_str())]),
            ("doc-label-legal-address", text(&subject.legal_address)),
            ("doc-label-premises", text(&subject.premises_name)),
            ("doc-label-address", text(&subject.premises_address)),
            ("doc-label-rka", vec![Span::plain(or_dash(&subject.rka))]),
            ("doc-label-licence", vec![licence]),
            ("doc-label-licensed", vec![licensed]),
            ("doc-label-representative", vec![representative]),
        ])],
    );
    let (field, conducted) = match content.kind {
        ActKind::Monitoring => {
            let (from, to) = content.conducted;
            let times = format!("{} — {}", locale.date_time(from), locale.date_time(to));
            ("doc-field-conducted", Span::plain(times))
        }
        // The times of the journey stand with the refusal: nothing was monitored in them.
        ActKind::AdmissionRefusal => (
            "doc-field-not-conducted",
            Span::strong(print.t("doc-not-conducted")).colored(Color::RED),
        ),
    };
    let (from, to) = content.inspected_period;
    let period = format!("{} — {}", locale.date(from), locale.date(to));
    out.field(
        &print.t(field),
        [pairs(vec![
            ("doc-label-conducted", vec![conducted]),
            ("doc-label-period", vec![Span::plain(period)]),
            ("doc-label-purpose", text(&content.purpose)),
        ])],
    );
}

/// Arrival, place, leaflet, admission or refusal.
pub(crate) fn presence(print: &ActPrint<'_>, out: &mut Numbered, name: &str) {
    let presence = &print.content.presence;
    let locale = print.locale;
    let at = |moment| vec![Span::plain(locale.date_time_full(moment))];
    let missing = || vec![Span::grey(print.t("doc-not-recorded"))];
    let place = presence.location.map(|(latitude, longitude, metres)| {
        let args = [
            ("latitude", degrees(latitude).into()),
            ("longitude", degrees(longitude).into()),
            ("metres", metres.into()),
        ];
        let key = match metres {
            0 => "doc-coordinates-typed",
            _ => "doc-coordinates",
        };
        vec![Span::plain(locale.format(key, &args))]
    });
    let mut rows = vec![
        ("doc-label-arrived", at(presence.arrived_at)),
        ("doc-label-coordinates", place.unwrap_or_else(missing)),
        (
            "doc-label-leaflet",
            presence.leaflet_at.map_or_else(missing, at),
        ),
    ];
    if let Some(admitted) = presence.admitted_at {
        rows.push(("doc-label-admitted", at(admitted)));
    }
    if let Some(refusal) = &presence.refusal {
        let when = locale.date_time_full(refusal.at);
        rows.push((
            "doc-label-refused",
            vec![Span::strong(when).colored(Color::RED)],
        ));
        rows.push((
            "doc-label-circumstances",
            vec![Span::plain(or_dash(&refusal.circumstances))],
        ));
        let witnesses = if refusal.witnesses.is_empty() {
            print.t("doc-none")
        } else {
            refusal.witnesses.join("\n")
        };
        rows.push(("doc-label-witnesses", vec![Span::plain(witnesses)]));
    }
    if let Some(departed) = presence.departed_at {
        rows.push(("doc-label-departed", at(departed)));
    } else if print.content.schema != ACT_SCHEMA_1 && presence.refusal.is_none() {
        rows.push(("doc-label-departed", missing()));
    }
    let rows = rows.into_iter().map(|(key, value)| (print.t(key), value));
    out.field(&print.t(name), [Table::key_values(KEYS, rows).into()]);
}

/// Members with position, part and whether they signed, as lines of a table.
fn people(print: &ActPrint<'_>, members: &[&ActMember]) -> Block {
    let columns = vec![
        Column::new(print.t("doc-col-number"), Width::Fixed(26.0)).center(),
        Column::new(print.t("doc-col-name"), Width::Share(1.1)),
        Column::new(print.t("doc-col-position"), Width::Share(1.3)),
        Column::new(print.t("doc-col-role"), Width::Share(0.7)),
    ];
    let rows = members.iter().enumerate().map(|(i, member)| {
        TableRow::new([
            (i + 1).to_string(),
            member.full_name.clone(),
            pick(print.locale, &member.position).to_owned(),
            role(print.locale, member.role),
        ])
    });
    Table::new(columns, rows.collect()).into()
}

/// Millionths of a degree as degrees with six digits.
pub(crate) fn degrees(millionths: i32) -> String {
    let sign = if millionths < 0 { "−" } else { "" };
    let size = millionths.unsigned_abs();
    format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
}

pub(crate) fn or_dash(text: &str) -> &str {
    if text.trim().is_empty() { "—" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_keep_their_sign_and_leading_zeros() {
        assert_eq!(degrees(43_238_949), "43.238949");
        assert_eq!(degrees(-5), "−0.000005");
        assert_eq!(degrees(i32::MIN), "−2147.483648");
    }
}
