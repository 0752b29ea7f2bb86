//! Recorded XPath evaluations of other engines, replayed on ours.

// Only tests live here; they may panic as tests do.
#![allow(clippy::unwrap_used, clippy::float_cmp)]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::PathBuf;

use baqylau_checklist::xpath::dates::CalendarNames;
use baqylau_checklist::xpath::dom::{Dom, QName};
use baqylau_checklist::xpath::{Context, Host, NodeId, NodeKind, Tree, Value, parse};
use chrono::{DateTime, FixedOffset};
use serde_json::Value as Json;

const PHOENIX: i32 = -7 * 3600;

fn interop() -> PathBuf {
    std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        PathBuf::from,
    )
}

struct World {
    calendar: CalendarNames,
    now: DateTime<FixedOffset>,
    instances: BTreeMap<String, NodeId>,
    random: std::cell::Cell<u64>,
    itext: BTreeMap<String, String>,
}

impl Host for World {
    fn now(&self) -> DateTime<FixedOffset> {
        self.now
    }
    fn offset_seconds(&self) -> i32 {
        PHOENIX
    }
    fn random(&self) -> f64 {
        let next = self
            .random
            .get()
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.random.set(next);
        (next >> 11) as f64 / (1u64 << 53) as f64
    }
    fn instance(&self, id: &str) -> Option<NodeId> {
        self.instances.get(id).copied()
    }
    fn choice_name(&self, _: &str, _: &str) -> Option<String> {
        None
    }
    fn itext(&self, id: &str) -> Option<String> {
        self.itext.get(id).cloned()
    }
    fn pull_data(&self, _: &str, _: &str, _: &str, _: &str) -> String {
        String::new()
    }
    fn property(&self, _: &str) -> String {
        String::new()
    }
    fn calendar(&self) -> &CalendarNames {
        &self.calendar
    }
}

/// Just enough of an XML reader for the documents of the vectors.
struct Xml<'a> {
    rest: &'a str,
    dom: Dom,
    scopes: Vec<BTreeMap<String, String>>,
    recorded: BTreeMap<String, String>,
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

impl<'a> Xml<'a> {
    fn read(source: &'a str) -> (Dom, NodeId) {
        let mut xml = Xml {
            rest: source,
            dom: Dom::default(),
            scopes: vec![],
            recorded: BTreeMap::new(),
        };
        let document = xml.dom.add_document();
        xml.content(document, true);
        for (prefix, uri) in [
            ("xhtml", "http://www.w3.org/1999/xhtml"),
            ("h", "http://www.w3.org/1999/xhtml"),
            ("jr", "http://openrosa.org/javarosa"),
            ("xml", "http://www.w3.org/XML/1998/namespace"),
            ("xf", "http://www.w3.org/2002/xforms"),
            ("orx", "http://openrosa.org/xforms"),
            ("enk", "http://enketo.org/xforms"),
        ] {
            xml.recorded.entry(prefix.into()).or_insert(uri.into());
        }
        for (prefix, uri) in &xml.recorded {
            xml.dom.declare(prefix, uri);
        }
        (xml.dom, document)
    }

    fn until(&mut self, end: &str) -> &'a str {
        let at = self.rest.find(end).unwrap_or(self.rest.len());
        let found = &self.rest[..at];
        self.rest = self.rest.get(at + end.len()..).unwrap_or("");
        found
    }

    fn content(&mut self, parent: NodeId, top: bool) {
        let mut text = String::new();
        let mut pending = false;
        loop {
            if self.rest.is_empty() || self.rest.starts_with("</") {
                if pending && !top {
                    self.dom.add_text(parent, &text);
                }
                return;
            }
            if self.rest.starts_with("<![CDATA[") {
                // A CDATA section is a node of its own, as in the recorded paths.
                if pending && !top {
                    self.dom.add_text(parent, &std::mem::take(&mut text));
                    pending = false;
                }
                self.rest = &self.rest["<![CDATA[".len()..];
                let body = self.until("]]>");
                self.dom.add_text(parent, body);
                continue;
            }
            if !self.rest.starts_with('<') {
                let at = self.rest.find('<').unwrap_or(self.rest.len());
                text.push_str(&unescape(&self.rest[..at]));
                pending = true;
                self.rest = &self.rest[at..];
                continue;
            }
            if pending && !top {
                self.dom.add_text(parent, &std::mem::take(&mut text));
            }
            text.clear();
            pending = false;
            if self.rest.starts_with("<!--") {
                self.rest = &self.rest[4..];
                let body = self.until("-->");
                self.dom.add_comment(parent, body);
            } else if self.rest.starts_with("<!DOCTYPE") {
                let body = self.until(">");
                self.dom.add_instruction(parent, "!doctype", body);
            } else if self.rest.starts_with("<?") {
                self.rest = &self.rest[2..];
                let body = self.until("?>");
                let (target, data) = body.split_once(' ').unwrap_or((body, ""));
                if target != "xml" {
                    self.dom.add_instruction(parent, target, data);
                }
            } else {
                self.element(parent);
            }
        }
    }

    fn uri(&self, prefix: &str) -> String {
        if prefix == "xml" {
            return "http://www.w3.org/XML/1998/namespace".into();
        }
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| scope.get(prefix))
            .cloned()
            .unwrap_or_default()
    }

    fn element(&mut self, parent: NodeId) {
        self.rest = &self.rest[1..];
        let end = self
            .rest
            .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
            .unwrap();
        let name = &self.rest[..end];
        self.rest = &self.rest[end..];
        let mut attributes = Vec::new();
        let mut empty = false;
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                empty = true;
                break;
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                break;
            }
            let key = self.until("=").trim();
            self.rest = self.rest.trim_start();
            let quote = &self.rest[..1];
            self.rest = &self.rest[1..];
            let value = unescape(self.until(quote));
            attributes.push((key, value));
        }
        let mut scope = BTreeMap::new();
        for (key, value) in &attributes {
            if *key == "xmlns" {
                scope.insert(String::new(), value.clone());
            } else if let Some(prefix) = key.strip_prefix("xmlns:") {
                scope.insert(prefix.to_owned(), value.clone());
                self.recorded.insert(prefix.to_owned(), value.clone());
            }
        }
        self.scopes.push(scope);
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let uri = self.uri(prefix);
        let node = self.dom.add_element(
            parent,
            QName {
                prefix,
                local,
                uri: &uri,
            },
        );
        for (key, value) in &attributes {
            if *key == "xmlns" || key.starts_with("xmlns:") {
                continue;
            }
            let (prefix, local) = key.split_once(':').unwrap_or(("", key));
            let uri = if prefix.is_empty() {
                String::new()
            } else {
                self.uri(prefix)
            };
            self.dom.add_attribute(
                node,
                QName {
                    prefix,
                    local,
                    uri: &uri,
                },
                value,
            );
        }
        if !empty {
            self.content(node, false);
            self.until(">");
        }
        self.scopes.pop();
    }
}

/// The tree as a form engine sees it: `/` is the primary instance for nodes inside it.
struct Rooted {
    dom: Dom,
    primary: Option<NodeId>,
    model: Option<NodeId>,
}

impl Tree for Rooted {
    fn document(&self, node: NodeId) -> NodeId {
        let mut next = Some(node);
        while let Some(at) = next {
            if let (Some(primary), true) = (self.primary, Some(at) == self.model) {
                return primary;
            }
            next = self.dom.parent(at);
        }
        self.dom.document(node)
    }
    fn kind(&self, node: NodeId) -> NodeKind {
        if Some(node) == self.primary {
            NodeKind::Document
        } else {
            self.dom.kind(node)
        }
    }
    fn parent(&self, node: NodeId) -> Option<NodeId> {
        self.dom.parent(node)
    }
    fn children(&self, node: NodeId, out: &mut Vec<NodeId>) {
        self.dom.children(node, out);
    }
    fn attributes(&self, node: NodeId, out: &mut Vec<NodeId>) {
        self.dom.attributes(node, out);
    }
    fn local_name(&self, node: NodeId) -> &str {
        self.dom.local_name(node)
    }
    fn qualified_name(&self, node: NodeId) -> Cow<'_, str> {
        self.dom.qualified_name(node)
    }
    fn namespace_uri(&self, node: NodeId) -> &str {
        self.dom.namespace_uri(node)
    }
    fn matches(&self, node: NodeId, prefix: Option<&str>, local: Option<&str>) -> bool {
        let plain = self.primary.is_some() && prefix.is_none();
        (plain && local == Some(self.dom.local_name(node))) || self.dom.matches(node, prefix, local)
    }
    fn string_value(&self, node: NodeId) -> Cow<'_, str> {
        self.dom.string_value(node)
    }
    fn compare(&self, left: NodeId, right: NodeId) -> std::cmp::Ordering {
        self.dom.compare(left, right)
    }
}

fn find(dom: &Dom, document: NodeId, path: &str) -> Option<NodeId> {
    let mut node = document;
    for step in path.split('/').filter(|step| !step.is_empty()) {
        let mut all = Vec::new();
        if let Some(name) = step.strip_prefix('@') {
            dom.attributes(node, &mut all);
            node = *all.iter().find(|a| dom.qualified_name(**a) == name)?;
        } else {
            dom.children(node, &mut all);
            let index: usize = step
                .strip_prefix("node()[")?
                .strip_suffix(']')?
                .parse()
                .ok()?;
            node = *all.get(index - 1)?;
        }
    }
    Some(node)
}

fn number(json: &Json) -> f64 {
    match json {
        Json::String(text) => match text.as_str() {
            "Infinity" => f64::INFINITY,
            "-Infinity" => f64::NEG_INFINITY,
            "-0" => -0.0,
            _ => f64::NAN,
        },
        other => other.as_f64().unwrap_or(f64::NAN),
    }
}

fn outcome(case: &Json) -> Result<(), String> {
    let text = |key: &str| case[key].as_str().unwrap_or_default();
    let fails = case.get("error").is_some();
    let expr = match parse(text("expr")) {
        Ok(expr) => expr,
        Err(_) if fails => return Ok(()),
        Err(error) => return Err(format!("{error}")),
    };
    let (dom, document) = Xml::read(text("xml"));
    let node = find(&dom, document, text("context")).ok_or("context not found")?;
    let mut world = World {
        calendar: CalendarNames::default(),
        now: DateTime::parse_from_rfc3339("2026-11-21T12:00:00-07:00").unwrap(),
        instances: BTreeMap::new(),
        random: std::cell::Cell::new(7),
        itext: BTreeMap::new(),
    };
    let mut all = Vec::new();
    let every = parse("//*[local-name() = 'instance'][@id]").unwrap();
    let default_language = parse("//*[local-name() = 'translation'][@default or not(../*[@default])]//*[local-name() = 'text']").unwrap();
    let values = parse("*[local-name() = 'value'][not(@form)]").unwrap();
    {
        let context = Context::at(&dom, &world, document);
        if let Ok(Value::Nodes(nodes)) = context.eval(&every) {
            all = nodes;
        }
        let mut texts = BTreeMap::new();
        if let Ok(Value::Nodes(nodes)) = context.eval(&default_language) {
            for text in nodes {
                let mut attributes = Vec::new();
                dom.attributes(text, &mut attributes);
                let id = attributes
                    .first()
                    .map(|a| dom.string_value(*a).into_owned());
                let inner = Context::at(&dom, &world, text);
                let value = inner.text(&values).unwrap();
                texts.entry(id.unwrap_or_default()).or_insert(value);
            }
        }
        world.itext = texts;
    }
    for instance in all {
        let mut attributes = Vec::new();
        dom.attributes(instance, &mut attributes);
        let id = attributes
            .iter()
            .find(|a| dom.local_name(**a) == "id")
            .unwrap();
        world
            .instances
            .insert(dom.string_value(*id).into_owned(), instance);
    }
    let first = |path: &str| {
        let expr = parse(path).unwrap();
        match Context::at(&dom, &world, document).eval(&expr) {
            Ok(Value::Nodes(nodes)) => nodes.first().copied(),
            _ => None,
        }
    };
    let form = text("xml").contains("http://www.w3.org/2002/xforms\"")
        && text("xml").trim_start().starts_with("<h:html");
    let pick = |path: &str| if form { first(path) } else { None };
    let primary = pick("//*[local-name() = 'instance'][1]");
    let model = pick("//*[local-name() = 'model']");
    let rooted = Rooted {
        dom: dom.clone(),
        primary,
        model,
    };
    let context = Context::at(&rooted, &world, node);
    let value = match context.eval(&expr) {
        Ok(_) if fails => return Err("should fail".into()),
        Ok(value) => value,
        Err(_) if fails => return Ok(()),
        Err(error) => return Err(format!("{error}")),
    };
    if case["nondeterministic"].as_bool() == Some(true) {
        return Ok(());
    }
    match case["requested"].as_u64() {
        Some(1) => {
            let (found, expected) = (context.to_number(&value), number(&case["number"]));
            let close = (found - expected).abs() <= 1e-9 * expected.abs().max(1e-3);
            if close || (found.is_nan() && expected.is_nan()) || found == expected {
                Ok(())
            } else {
                Err(format!("{found} instead of {expected}"))
            }
        }
        Some(2) => {
            let found = context.to_text(&value);
            if found == text("string") {
                Ok(())
            } else {
                Err(format!("{found:?} instead of {:?}", text("string")))
            }
        }
        Some(3) => {
            if Some(value.truth()) == case["boolean"].as_bool() {
                Ok(())
            } else {
                Err(format!("{value:?} instead of {}", case["boolean"]))
            }
        }
        _ => {
            let Some(expected) = case["nodes"].as_array() else {
                return Ok(());
            };
            let Value::Nodes(found) = value else {
                return Err("no nodes".into());
            };
            let expected: Option<Vec<NodeId>> = expected
                .iter()
                .map(|path| find(&dom, document, path.as_str().unwrap_or_default()))
                .collect();
            let expected = expected.ok_or("expected node not found")?;
            // 8 and 9 ask for one node only.
            let same = match case["requested"].as_u64() {
                Some(8 | 9) => found.first() == expected.first(),
                Some(4) => found == expected,
                _ => {
                    let mut sorted = expected.clone();
                    sorted.sort();
                    let mut mine = found.clone();
                    mine.sort();
                    sorted == mine
                }
            };
            if same {
                Ok(())
            } else {
                let show = |nodes: &[NodeId]| {
                    nodes
                        .iter()
                        .map(|n| format!("{}#{}", dom.qualified_name(*n), n.0))
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                Err(format!(
                    "[{}] instead of [{}]",
                    show(&found),
                    show(&expected)
                ))
            }
        }
    }
}

/// Evaluations that must keep agreeing with the recorded ones; raise it when more do.
const FLOOR: usize = 2406;

#[test]
fn recorded_evaluations_of_other_engines_are_repeated() {
    let path = interop().join("xpath/xpath_vectors.jsonl.gz");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: no {}", path.display());
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(bytes.as_slice())
        .read_to_string(&mut text)
        .unwrap();
    let (mut passed, mut total) = (0, 0);
    let mut failed: BTreeMap<String, usize> = BTreeMap::new();
    for line in text.lines() {
        let case: Json = serde_json::from_str(line).unwrap();
        total += 1;
        match outcome(&case) {
            Ok(()) => passed += 1,
            Err(why) => {
                *failed
                    .entry(case["file"].as_str().unwrap().to_owned())
                    .or_default() += 1;
                println!(
                    "{} | {} | {} | {why}",
                    case["file"], case["expr"], case["context"]
                );
            }
        }
    }
    println!("{passed} of {total} agree; others: {failed:?}");
    assert!(total > 2000, "the file of vectors is cut short");
    assert!(
        passed >= FLOOR,
        "{passed} of {total} agree, {FLOOR} did before"
    );
    let _ = NodeKind::Document;
}
