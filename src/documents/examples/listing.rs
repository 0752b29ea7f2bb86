//! How long a register of ten thousand rows takes to become a PDF, and in how much memory, beside
//! ReportLab, WeasyPrint and LibreOffice on the same rows. Each program runs in a process of its
//! own, several times; medians are printed. `--rows N` and `--runs N` change the sizes;
//! `BAQYLAU_BENCH_PYTHON` names the Python that has the libraries. What isn't there is skipped.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use baqylau_documents::listing::{ListColumn, ListPrint, list_pdf};
use baqylau_locale::{Language, Locale};
use chrono::{TimeZone as _, Utc};

const HEADS: [&str; 6] = ["№", "Школа", "БИН", "Регион", "Дата", "Сумма, ₸"];

/// A row by its number: the same in every program.
fn row(n: usize) -> ([String; 5], i64) {
    let mixed = n.wrapping_mul(0x9E37_79B9) >> 5;
    let names = [
        "Ақбілім",
        "Дарын",
        "Үлгі",
        "Қайнар",
        "Іңкәр",
        "Лицей",
        "Гимназия",
    ];
    let name = names.get(mixed % names.len()).copied().unwrap_or_default();
    let words = [
        (n + 1).to_string(),
        format!("ТОО «Школа-лицей «{name}» № {}», город Актау", mixed % 900),
        format!("{:012}", 230_940_000_000_usize + mixed % 1_000_000),
        "Мангистауская область".to_owned(),
        format!("{:02}.{:02}.2026", 1 + mixed % 28, 1 + mixed % 12),
    ];
    let tiyn = i64::try_from(mixed % 9_000_000_000).unwrap_or_default();
    (words, tiyn)
}

fn money(locale: &Locale, tiyn: i128) -> String {
    locale.money_tiyn_plain(i64::try_from(tiyn).unwrap_or(i64::MAX))
}

/// Ours, in this process: seconds and peak memory in MiB.
fn ours(rows: usize, to: &Path) -> Result<(), Box<dyn Error>> {
    let locale = Locale::new(Language::Ru);
    let content: Vec<_> = (0..rows).map(row).collect();
    let start = Instant::now();
    let written = |sum: i128| money(&locale, sum);
    let mut up_to = vec![0_i128];
    for (_, tiyn) in &content {
        up_to.push(up_to.last().copied().unwrap_or_default() + i128::from(*tiyn));
    }
    let last = HEADS.len() - 1;
    let columns = HEADS.iter().enumerate().map(|(at, head)| ListColumn {
        head,
        figures: matches!(at, 0 | 2 | 4 | 5),
        up_to: (at == last).then(|| up_to.clone()),
        written: &written,
    });
    let cell = |row: usize, column: usize| match content.get(row) {
        Some((_, tiyn)) if column == last => money(&locale, i128::from(*tiyn)),
        Some((words, _)) => words.get(column).cloned().unwrap_or_default(),
        None => String::new(),
    };
    let print = ListPrint {
        locale: &locale,
        title: "Реестр платежей",
        facts: vec![("Данные на".to_owned(), "23.11.2026 09:41".to_owned())],
        columns: columns.collect(),
        rows,
        cell: &cell,
        generated_at: Utc
            .with_ymd_and_hms(2026, 11, 23, 4, 41, 0)
            .single()
            .unwrap_or_default(),
        sample: false,
    };
    let pdf = list_pdf(&print, &mut |_| true)?;
    std::fs::write(to, &pdf)?;
    let seconds = start.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM:"));
    let peak = peak.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    println!("{seconds} {}", peak.unwrap_or(0) / 1024);
    Ok(())
}

/// What the others begin with: the rows, the clock, the memory.
const COMMON: &str = r#"
import csv, resource, sys, time
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8"), delimiter="\t"))
font, to = sys.argv[2], sys.argv[3]
def told(start, who=resource.RUSAGE_SELF):
    print(time.perf_counter() - start, resource.getrusage(who).ru_maxrss // 1024)
"#;

const REPORTLAB: &str = r##"
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, LongTable, Paragraph
from reportlab.lib.styles import ParagraphStyle
start = time.perf_counter()
pdfmetrics.registerFont(TTFont("F", font))
style = ParagraphStyle("s", fontName="F", fontSize=7, leading=9)
data = [rows[0]] + [[r[0], Paragraph(r[1], style)] + r[2:] for r in rows[1:]]
table = LongTable(data, repeatRows=1, colWidths=[38, 280, 80, 150, 60, 110])
table.setStyle([("FONT", (0, 0), (-1, -1), "F", 7), ("GRID", (0, 0), (-1, -1), 0.3, "#B8BFC6"),
                ("ALIGN", (-1, 0), (-1, -1), "RIGHT")])
def number(canvas, doc):
    canvas.setFont("F", 7); canvas.drawRightString(800, 20, str(doc.page))
SimpleDocTemplate(to, pagesize=landscape(A4)).build([table], onFirstPage=number, onLaterPages=number)
told(start)
"##;

const WEASYPRINT: &str = r##"
from weasyprint import HTML
from html import escape
start = time.perf_counter()
line = lambda tag, r: "<tr>" + "".join(f"<{tag}>{escape(c)}</{tag}>" for c in r) + "</tr>"
page = ("<style>@font-face{font-family:F;src:url(file://" + font + ")}"
        "@page{size:A4 landscape;@bottom-right{content:counter(page)}}"
        "body{font:7pt F}table{border-collapse:collapse;width:100%}"
        "td,th{border:.3pt solid #B8BFC6;padding:2pt}td:last-child{text-align:right}</style>"
        "<table><thead>" + line("th", rows[0]) + "</thead><tbody>"
        + "".join(line("td", r) for r in rows[1:]) + "</tbody></table>")
HTML(string=page).write_pdf(to)
told(start)
"##;

/// LibreOffice is given a spreadsheet: of the same rows as an HTML page it makes a text document,
/// whose table it hadn't laid out after five minutes.
const LIBREOFFICE: &str = r##"
import html, os, shutil, subprocess, tempfile
folder = tempfile.mkdtemp()
names = {"office": "office", "style": "style", "text": "text", "table": "table",
         "fo": "xsl-fo-compatible"}
spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                  for short, name in names.items())
cell = lambda c: ('<table:table-cell table:style-name="c" office:value-type="string"><text:p>'
                  + html.escape(c) + "</text:p></table:table-cell>")
line = lambda r: "<table:table-row>" + "".join(map(cell, r)) + "</table:table-row>"
wide = [14, 100, 29, 52, 22, 40]
styles = "".join(f'<style:style style:name="w{w}" style:family="table-column">'
    f'<style:table-column-properties style:column-width="{w}mm"/></style:style>' for w in wide)
columns = "".join(f'<table:table-column table:style-name="w{w}"/>' for w in wide)
source = os.path.join(folder, "list.fods")
open(source, "w", encoding="utf-8").write(
    f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.3" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
    + styles + '<style:style style:name="c" style:family="table-cell">'
    '<style:table-cell-properties fo:border="0.3pt solid #B8BFC6"/>'
    '<style:text-properties fo:font-size="7pt"/></style:style>'
    '<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="297mm" '
    'fo:page-height="210mm" style:print-orientation="landscape"/></style:page-layout>'
    '</office:automatic-styles><office:master-styles><style:master-page style:name="Default" '
    'style:page-layout-name="p"/></office:master-styles><office:body><office:spreadsheet>'
    '<table:table table:name="list">' + columns + "<table:table-header-rows>" + line(rows[0])
    + "</table:table-header-rows>" + "".join(map(line, rows[1:]))
    + "</table:table></office:spreadsheet></office:body></office:document>")
start = time.perf_counter()
subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
    "--convert-to", "pdf", "--outdir", folder, source], check=True,
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
shutil.copy(os.path.join(folder, "list.pdf"), to)
told(start, resource.RUSAGE_CHILDREN)
shutil.rmtree(folder)
"##;

/// Seconds and MiB a program told; `None` when it isn't there.
fn run(command: &mut Command) -> Option<(f64, u64)> {
    let said = command.stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let mut parts = said.split_whitespace();
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The medians of several runs.
fn medians(runs: usize, mut once: impl FnMut() -> Option<(f64, u64)>) -> Option<(f64, u64)> {
    let mut all = Vec::new();
    for _ in 0..runs {
        all.push(once()?);
    }
    let middle = all.len() / 2;
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let seconds = all.get(middle)?.0;
    all.sort_by_key(|one| one.1);
    Some((seconds, all.get(middle)?.1))
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let size = |flag: &str, usual: usize| {
        let value = arguments.iter().skip_while(|a| *a != flag).nth(1);
        value.and_then(|value| value.parse().ok()).unwrap_or(usual)
    };
    let rows = size("--rows", 10_000);
    let runs = size("--runs", 3).max(1);
    let folder = std::env::temp_dir().join(format!("baqylau-listing-{}", std::process::id()));
    if let Some(to) = arguments.iter().skip_while(|a| *a != "--ours").nth(1) {
        return ours(rows, Path::new(to));
    }
    std::fs::create_dir_all(&folder)?;
    let locale = Locale::new(Language::Ru);
    let mut text = HEADS.join("\t");
    let mut total = 0;
    for n in 0..rows {
        let (words, tiyn) = row(n);
        total += i128::from(tiyn);
        write!(
            text,
            "\n{}\t{}",
            words.join("\t"),
            money(&locale, i128::from(tiyn))
        )?;
    }
    write!(text, "\n\tВсего\t\t\t\t{}", money(&locale, total))?;
    let source = folder.join("rows.tsv");
    std::fs::write(&source, text)?;
    let font = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../assets/fonts/IBMPlexSans_400Regular.ttf")
        .canonicalize()?;
    let program = std::env::current_exe()?;
    let to = folder.join("ours.pdf");
    let count = rows.to_string();
    let own = medians(runs, || {
        run(Command::new(&program)
            .args(["--rows", &count, "--ours"])
            .arg(&to))
    });
    let Some((seconds, mib)) = own else {
        return Err("the list wasn't written".into());
    };
    println!("PDF of {rows} rows, medians of {runs} runs");
    let bytes = std::fs::metadata(&to)?.len() / 1024;
    println!("Baqylau (page sums, PDF/A): {seconds:.2} s, {mib} MiB, file {bytes} KiB");
    let python = std::env::var("BAQYLAU_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    for (name, script) in [
        ("ReportLab", REPORTLAB),
        ("WeasyPrint", WEASYPRINT),
        ("LibreOffice", LIBREOFFICE),
    ] {
        let to = folder.join(format!("{name}.pdf"));
        let found = medians(runs, || {
            run(Command::new(&python)
                .args(["-c", &format!("{COMMON}{script}")])
                .args([&source, &font, &to]))
        });
        match found {
            Some((theirs, memory)) => println!(
                "{name}: {theirs:.2} s, {:.1} times; {memory} MiB, {:.1} times; file {} KiB",
                theirs / seconds,
                memory as f64 / (mib.max(1)) as f64,
                std::fs::metadata(&to)?.len() / 1024
            ),
            None => println!("{name}: skipped, it isn't there"),
        }
    }
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
