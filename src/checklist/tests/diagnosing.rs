//! Mistakes of authors, told by sheet and cell.

mod support;

use baqylau_checklist::{Problem, Severity, read};
use support::load;

/// Errors as `place code suggestion`.
fn errors(text: &str) -> Vec<String> {
    match load(text) {
        Ok(_) => Vec::new(),
        Err(refused) => refused
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error)
            .map(|d| {
                let suggestion = d.suggestion.clone().unwrap_or_default();
                format!("{} {} {suggestion}", d.place(), d.problem.code())
                    .trim()
                    .to_owned()
            })
            .collect(),
    }
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(errors(text), expected);
}

#[test]
fn a_misspelt_reference_is_told_with_the_meant_name() {
    check(
        "survey
         | type | name      | label | relevant            |
         | text | fire_exit | Exit  |                     |
         | text | b         | B     | ${fire_exti} = 'x'  |",
        &["survey!D3 unknown-reference fire_exit"],
    );
}

#[test]
fn a_misspelt_function_type_and_list_are_told() {
    check(
        "survey
         | type           | name | label | relevant            |
         | slect_one yn   | a    | A     |                     |
         | select_one ynn | b    | B     | slected(${b}, 'x')  |
         choices
         | list_name | name |
         | yn        | yes  |",
        &[
            "survey!A2 unknown-type select_one",
            "survey!A3 unknown-list yn",
            "survey!D3 unknown-function selected",
        ],
    );
}

#[test]
fn circles_are_told_with_all_their_cells() {
    let refused = load(
        "survey
         | type      | name | label | calculation | relevant |
         | calculate | a    |       | ${b} + 1    |          |
         | calculate | b    |       | ${c} + 1    |          |
         | text      | c    | C     |             | ${a} > 1 |",
    )
    .unwrap_err();
    let cycle = refused
        .diagnostics
        .iter()
        .find_map(|d| match &d.problem {
            Problem::Cycle { cells, .. } => Some(cells.clone()),
            _ => None,
        })
        .unwrap();
    assert_eq!(cycle, "D2, D3, E4");
}

#[test]
fn a_question_that_hides_itself_is_a_circle() {
    check(
        "survey
         | type | name | label | relevant  |
         | text | a    | A     | ${a} = '' |",
        &["survey!D2 cycle"],
    );
}

#[test]
fn a_constraint_on_oneself_is_no_circle() {
    check(
        "survey
         | type    | name | label | constraint | calculation |
         | integer | a    | A     | ${a} > 1   |             |",
        &[],
    );
}

#[test]
fn structure_mistakes_are_located() {
    check(
        "survey
         | type        | name | label |
         | begin_group | g    | G     |
         | text        | a    | A     |
         | text        | a    | A     |
         | text        | 1b   | B     |
         | text        |      | C     |
         | end_repeat  |      |       |
         | begin_group | h    | H     |",
        &[
            "survey!B4 duplicate-name",
            "survey!B5 bad-name",
            "survey!B6 missing-name",
            "survey!A7 unmatched-end",
            "survey!A8 unclosed",
        ],
    );
}

#[test]
fn broken_expressions_are_located_wherever_they_stand() {
    check(
        "survey
         | type    | name | label  | violation | constraint | required | default   |
         | integer | a    | A ${x} | . <       | (1         | ${       | concat(1, |",
        &[
            "survey!C2 unknown-reference",
            "survey!D2 syntax",
            "survey!E2 syntax",
            "survey!F2 syntax",
            "survey!G2 syntax",
        ],
    );
}

#[test]
fn duplicate_choices_are_errors_unless_allowed() {
    let sheet = "survey
         | type         | name | label |
         | select_one l | a    | A     |
         choices
         | list_name | name | label |
         | l         | x    | X     |
         | l         | x    | Y     |";
    check(sheet, &["choices!B3 duplicate-choice"]);
    let allowed = format!("{sheet}\nsettings\n| allow_choice_duplicates |\n| yes |");
    check(&allowed, &[]);
}

#[test]
fn missing_translations_and_nearly_known_columns_are_warnings() {
    let loaded = load(
        "survey
         | type | name | label::Русский (ru) | label::English (en) | relevent | severity |
         | text | a    | А                   |                     |          | G        |",
    )
    .unwrap();
    let found: Vec<String> = loaded
        .warnings
        .iter()
        .map(|d| format!("{} {} {:?}", d.place(), d.problem.code(), d.suggestion))
        .collect();
    assert!(
        found.contains(&"survey!E1 unknown-column Some(\"relevant\")".to_owned()),
        "{found:?}"
    );
    assert!(
        found.iter().any(|f| f.contains("missing-translation")),
        "{found:?}"
    );
    assert!(!found.iter().any(|f| f.contains("severity")), "{found:?}");
}

#[test]
fn rubbish_is_refused_not_a_crash() {
    for bytes in [
        &b""[..],
        b"PK\x03\x04rubbish",
        &[0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3],
        b"<html>",
    ] {
        let refused = read(bytes).unwrap_err();
        assert!(matches!(
            refused.diagnostics[0].problem,
            Problem::Unreadable { .. }
        ));
    }
}

#[test]
fn leading_blank_rows_and_dirty_headers_are_understood() {
    let loaded = load(
        "survey
         | | | | |
         | Type | Name | Label : English | Constraint Message | relevance |
         | note |      | Hi              |                    |           |
         | text | a    | A               | no                 | 1 = 1     |",
    )
    .unwrap();
    let def = loaded.form.def(loaded.form.find("/a").unwrap());
    assert_eq!(def.row, 4);
}

#[test]
fn absurd_nesting_is_refused_once_and_with_a_place() {
    let mut sheet = String::from("survey\n| type | name | label |\n");
    for depth in 0..5000 {
        sheet.push_str(&format!("| begin_group | g{depth} | G |\n"));
    }
    for _ in 0..5000 {
        sheet.push_str("| end_group | | |\n");
    }
    check(&sheet, &["survey!A62 too-deep"]);
}

#[test]
fn a_calculation_of_itself_is_a_circle_unless_it_is_set_by_a_trigger_or_once() {
    let form = |calculation: &str, trigger: &str| {
        format!(
            "survey
             | type      | name | label | calculation   | trigger   |
             | text      | a    | A     |               |           |
             | calculate | n    |       | {calculation} | {trigger} |"
        )
    };
    check(&form("concat(${n}, 'x')", ""), &["survey!D3 cycle"]);
    check(&form("concat(., 'x')", ""), &["survey!D3 cycle"]);
    check(&form("once(${a})", ""), &[]);
    check(&form("concat(${n}, 'x')", "${a}"), &[]);
}
