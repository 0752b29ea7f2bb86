//! A synthetic checklist of any length in the shape of the national ones.

use crate::measure::Outcome;
use baqylau_checklist::{Form, read_rows};
use std::sync::Arc;

/// Columns of the national workbooks, as far as they say something here.
const COLUMNS: [&str; 18] = [
    "type",
    "name",
    "label::Қазақша (kk)",
    "label::Русский (ru)",
    "label::English (en)",
    "required",
    "relevant",
    "constraint",
    "constraint_message::Русский (ru)",
    "calculation",
    "appearance",
    "severity",
    "norm",
    "norm_cert",
    "effect",
    "effect_basis",
    "violation",
    "evidence",
];

/// Requirements of the usual length, in three languages.
const TEXTS: [[&str; 3]; 4] = [
    [
        "Эвакуациялық шығу есіктері іштен кілтсіз ашылады; шығатын жерлер жабылмаған",
        "Двери эвакуационных выходов открываются изнутри без ключа; выходы не заперты",
        "Emergency exit doors open from inside without a key; exits are not locked",
    ],
    [
        "Автоматты өрт дабылы бар, жобаға сәйкес және жарамды",
        "Автоматическая пожарная сигнализация имеется, соответствует проекту и исправна",
        "An automatic fire alarm is installed, matches the design and works",
    ],
    [
        "Жұмыскерлер оқыту мен өртке қарсы нұсқамадан кейін жұмысқа жіберілген; журнал жүргізіледі",
        "Работники допущены к работе после обучения и противопожарного инструктажа; журнал ведётся",
        "Employees are allowed to work only after fire training and briefing; the log is kept",
    ],
    [
        "Бейнебақылау кіреберістерді, периметрді, адам көп жиналатын орындарды қамтиды; камералар жұмыс істейді",
        "Видеонаблюдение охватывает входы, периметр, места скопления; камеры работают",
        "Video surveillance covers entrances, perimeter and crowded places; cameras work",
    ],
];

/// Rows of one section: its two borders, seventeen plain questions, an item of two questions, a
/// number, a calculation and a note.
const SECTION: usize = 26;

/// A row by column name.
type Cells<'a> = Vec<(&'a str, String)>;

/// A form of so many rows of the survey sheet, whole sections only.
pub fn synthetic(rows: usize) -> Outcome<Arc<Form>> {
    let mut survey = vec![COLUMNS.map(str::to_owned).to_vec()];
    let mut add = |cells: Cells<'_>| {
        let row = COLUMNS.iter().map(|column| {
            let found = cells.iter().find(|(name, _)| name == column);
            found.map_or_else(String::new, |(_, text)| text.clone())
        });
        survey.push(row.collect());
    };
    for section in 0..rows / SECTION {
        add(titled("begin_group", format!("s{section}"), section));
        for question in 0..17 {
            let list = if question % 4 == 3 {
                "select_one yn_na"
            } else {
                "select_one yn"
            };
            let mut cells = titled(list, format!("Q{section}_{question}"), question);
            cells.push(("required", "yes".to_owned()));
            cells.extend(consequence(". = 'no'", question));
            add(cells);
        }
        let within = format!("I{section}_within");
        let mut item = titled("begin_group", format!("I{section}"), 2);
        item.push(("appearance", "item".to_owned()));
        item.extend(consequence(&format!("${{{within}}} = 'no'"), 1));
        add(item);
        let mut question = titled("select_one yn", within.clone(), 2);
        question.push(("required", "yes".to_owned()));
        add(question);
        let mut date = titled("date", format!("I{section}_date"), 1);
        date.push(("required", format!("${{{within}}} = 'yes'")));
        date.push(("relevant", format!("${{{within}}} != 'not_checked'")));
        date.push(("constraint", ". <= today()".to_owned()));
        date.push((
            "constraint_message::Русский (ru)",
            "Дата не может быть позже".to_owned(),
        ));
        add(date);
        add(vec![("type", "end_group".to_owned())]);
        let mut number = titled("integer", format!("N{section}"), 3);
        number.push(("required", "yes".to_owned()));
        number.push(("constraint", ". >= 0".to_owned()));
        number.extend(consequence(". < 30", 3));
        add(number);
        let mut sum = titled("calculate", format!("K{section}"), 0);
        let formula = format!(
            "if(${{N{section}}} != '' and ${{Q{section}_0}} = 'yes', round(${{N{section}}} div 30, 2), '')"
        );
        sum.push(("calculation", formula));
        add(sum);
        let mut note = titled("note", format!("K{section}_shown"), 0);
        note.push(("relevant", format!("${{K{section}}} != ''")));
        add(note);
        add(vec![("type", "end_group".to_owned())]);
    }
    let rows = |cells: &[&[&str]]| -> Vec<Vec<String>> {
        cells
            .iter()
            .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
            .collect()
    };
    let choices = rows(&[
        &[
            "list_name",
            "name",
            "label::Қазақша (kk)",
            "label::Русский (ru)",
            "label::English (en)",
        ],
        &["yn", "yes", "Иә", "Да", "Yes"],
        &["yn", "no", "Жоқ", "Нет", "No"],
        &[
            "yn",
            "not_checked",
            "Тексерілмеді",
            "Не проверялось",
            "Not checked",
        ],
        &["yn_na", "yes", "Иә", "Да", "Yes"],
        &["yn_na", "no", "Жоқ", "Нет", "No"],
        &[
            "yn_na",
            "na",
            "Қолданылмайды",
            "Неприменимо",
            "Not applicable",
        ],
        &[
            "yn_na",
            "not_checked",
            "Тексерілмеді",
            "Не проверялось",
            "Not checked",
        ],
    ]);
    let settings = rows(&[
        &["form_title", "form_id", "version", "default_language"],
        &["Өлшеу", "BENCH", "1", "Қазақша (kk)"],
    ]);
    let sheets = [
        ("survey", survey),
        ("choices", choices),
        ("settings", settings),
    ];
    match read_rows(&sheets) {
        Ok(loaded) => Ok(loaded.form),
        Err(refused) => {
            let first = refused.diagnostics.first().map(|one| format!("{one:?}"));
            Err(format!("the synthetic form is refused: {first:?}").into())
        }
    }
}

fn titled(kind: &str, name: String, text: usize) -> Cells<'_> {
    let [kk, ru, en] = TEXTS.get(text % TEXTS.len()).copied().unwrap_or([""; 3]);
    vec![
        ("type", kind.to_owned()),
        ("name", name),
        ("label::Қазақша (kk)", kk.to_owned()),
        ("label::Русский (ru)", ru.to_owned()),
        ("label::English (en)", en.to_owned()),
    ]
}

fn consequence(violation: &str, variety: usize) -> Cells<'static> {
    let severity = ["G", "S", "M", "I"]
        .get(variety % 4)
        .copied()
        .unwrap_or("I");
    let evidence = ["photo", "document", "none"]
        .get(variety % 3)
        .copied()
        .unwrap_or("none");
    vec![
        ("severity", severity.to_owned()),
        ("norm", "PPB".to_owned()),
        ("norm_cert", "A".to_owned()),
        ("effect", "FIX".to_owned()),
        ("effect_basis", "proposed".to_owned()),
        ("violation", violation.to_owned()),
        ("evidence", evidence.to_owned()),
    ]
}
