//! The filled form for other systems: OpenRosa instance XML and a CSV of answers.

use super::Instance;
use super::store::ROOT;
use crate::kinds::Kind;
use crate::text::LangId;
use crate::xpath::NodeId;

impl Instance {
    /// OpenRosa submission: relevant nodes only; `instance_id` is `uuid:…`, made by the caller.
    pub fn to_xml(&self, instance_id: &str) -> String {
        let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<data id=\"");
        escape(self.form.form_id(), &mut out);
        if !self.form.version().is_empty() {
            out.push_str("\" version=\"");
            escape(self.form.version(), &mut out);
        }
        out.push_str("\" xmlns:orx=\"http://openrosa.org/xforms\">");
        self.children_xml(ROOT, &mut out);
        out.push_str("<orx:meta><orx:instanceID>");
        escape(instance_id, &mut out);
        out.push_str("</orx:instanceID></orx:meta></data>\n");
        out
    }

    fn children_xml(&self, id: NodeId, out: &mut String) {
        let Some(node) = self.store.node(id) else {
            return;
        };
        for child in node.slots.iter().flat_map(|slot| slot.nodes()) {
            let Some(found) = self.store.node(*child).filter(|node| node.relevant) else {
                continue;
            };
            let def = self.form.def(found.def);
            out.push('<');
            out.push_str(&def.name);
            if found.slots.is_empty() && found.value.is_empty() {
                out.push_str("/>");
                continue;
            }
            out.push('>');
            escape(&found.value, out);
            self.children_xml(*child, out);
            out.push_str("</");
            out.push_str(&def.name);
            out.push('>');
        }
    }

    /// Relevant answers as CSV (RFC 4180, UTF-8): path, label, value, and the labels of choices.
    pub fn to_csv(&self, language: LangId) -> String {
        let mut out = String::from("path,label,value,value_label\r\n");
        let mut all = Vec::new();
        self.store.subtree(ROOT, &mut all);
        for id in all {
            let Some(node) = self.store.node(id) else {
                continue;
            };
            let def = self.form.def(node.def);
            let Some(kind) = def.kind() else { continue };
            if !node.relevant || node.value.is_empty() {
                continue;
            }
            let label = self.shown(id, &def.label, language).text;
            let names = self.choice_labels(id, kind, language);
            let path = self.path(id).0;
            let cells = [path.as_str(), &label, &node.value, &names];
            let line: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
            out.push_str(&line.join(","));
            out.push_str("\r\n");
        }
        out
    }

    fn choice_labels(&self, id: NodeId, kind: Kind, language: LangId) -> String {
        if !kind.is_select() {
            return String::new();
        }
        let choices = self.form.all_choices(self.store.def(id));
        let label = |word: &str| {
            let choice = choices.iter().find(|choice| choice.name == word);
            choice.map(|choice| self.shown(ROOT, &choice.label, language).text)
        };
        let words = self.store.value(id).split_whitespace();
        words.filter_map(label).collect::<Vec<_>>().join("; ")
    }
}

/// Escapes text for XML 1.0; characters XML cannot carry are left out.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\r' => out.push_str("&#13;"),
            c if (c as u32) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

/// A CSV cell. A leading formula sign is made harmless for spreadsheets.
fn quoted(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '@', '\t', '\r'])
        || (text.starts_with('-') && crate::xpath::value::plain_number(text).is_none());
    let guard = if risky { "'" } else { "" };
    if risky || text.contains(['"', ',', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
