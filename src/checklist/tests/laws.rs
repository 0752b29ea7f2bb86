//! Laws that hold for every sequence of steps and every workbook.

mod support;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use baqylau_checklist::xpath::parse;
use baqylau_checklist::{Instance, NodePath, read_rows};
use proptest::prelude::*;
use support::{env, form, path};

const HOUSE: &str = "
survey
| type              | name   | label          | relevant       | required | constraint | calculation                 | repeat_count | choice_filter | violation  | appearance |
| begin_group       | s      | S              |                |          |            |                             |              |               |            |            |
| select_one yn     | a      | A              |                | yes      |            |                             |              |               | . = 'no'   |            |
| integer           | n      | N              | ${a} != 'na'   | ${a} = 'yes' | . < 6  |                             |              |               | . > 3      |            |
| select_one city   | city   | C of ${n}      |                |          |            |                             |              | kind = ${a}   |            |            |
| calculate         | sum    |                |                |          |            | sum(${x}) + coalesce(${n}, 0) |            |               |            |            |
| end_group         |        |                |                |          |            |                             |              |               |            |            |
| begin_repeat      | r      | R              | ${n} != 2      |          |            |                             |              |               |            |            |
| integer           | x      | X              |                | ${sum} > 4 | . <= ${sum} |                          |              |               |            |            |
| calculate         | no     |                |                |          |            | position(..) * 10 + count(${r}) |          |               |            |            |
| begin_group       | it     | I              | ${x} != 1      |          |            |                             |              |               | ${y} < ${x} | item      |
| integer           | y      | Y              |                | yes      |            |                             |              |               |            |            |
| calculate         | z      | Z              |                |          |            | ${y} * ${no}                |              |               |            |            |
| end_group         |        |                |                |          |            |                             |              |               |            |            |
| begin_repeat      | q      | Q              |                |          |            |                             | ${x}         |               |            |            |
| text              | t      | T              |                |          |            |                             |              |               |            |            |
| end_repeat        |        |                |                |          |            |                             |              |               |            |            |
| end_repeat        |        |                |                |          |            |                             |              |               |            |            |
| calculate         | last   |                |                |          |            | join(',', ${z}) |     |               |            |            |
choices
| list_name | name | label | kind |
| yn        | yes  | Yes   |      |
| yn        | no   | No    |      |
| yn        | na   | NA    |      |
| city      | k    | K     | yes  |
| city      | s    | S     | no   |
";

#[derive(Debug, Clone)]
enum Step {
    Set(String, String),
    Add(String),
    Remove(String),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let answer = prop::sample::select(vec!["", "0", "1", "2", "3", "5", "yes", "no", "na", "k"]);
    let row = 1..4usize;
    prop_oneof![
        8 => (prop::sample::select(vec!["a", "n", "city"]), answer.clone())
            .prop_map(|(name, text)| Step::Set(format!("/s/{name}"), text.to_owned())),
        8 => (row.clone(), prop::sample::select(vec!["x", "it/y"]), answer.clone())
            .prop_map(|(row, name, text)| Step::Set(format!("/r[{row}]/{name}"), text.to_owned())),
        3 => (row.clone(), row.clone(), answer)
            .prop_map(|(r, q, text)| Step::Set(format!("/r[{r}]/q[{q}]/t"), text.to_owned())),
        3 => Just(Step::Add("/r".to_owned())),
        2 => row.prop_map(|row| Step::Remove(format!("/r[{row}]"))),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

/// Does a step; true when it left a record.
fn apply(visit: &mut Instance, step: &Step) -> bool {
    let before = visit.journal().done().len();
    match step {
        Step::Set(at, text) => drop(visit.set(&path(at), text)),
        Step::Add(at) => drop(visit.add_row(&path(at))),
        Step::Remove(at) => drop(visit.remove_row(&path(at))),
        Step::Undo => drop(visit.undo()),
        Step::Redo => drop(visit.redo()),
    }
    visit.journal().done().len() > before
}

/// Everything a screen could show.
fn face(visit: &Instance) -> impl PartialEq + use<> {
    let lang = visit.form().default_language();
    (
        visit.snapshot(),
        visit.items(lang),
        visit.sections(lang),
        visit.blockers(lang),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn undo_takes_back_exactly_what_was_done(steps in prop::collection::vec(step(), 1..25)) {
        let mut visit = Instance::new(form(HOUSE), env());
        for step in &steps {
            if matches!(step, Step::Undo | Step::Redo) {
                continue;
            }
            let before = face(&visit);
            if apply(&mut visit, step) {
                let after = face(&visit);
                visit.undo();
                prop_assert!(face(&visit) == before, "undo of {step:?}");
                visit.redo();
                prop_assert!(face(&visit) == after, "redo of {step:?}");
            } else {
                prop_assert!(face(&visit) == before, "no record of {step:?}");
            }
        }
    }

    #[test]
    fn what_is_updated_step_by_step_equals_what_is_computed_afresh(
        steps in prop::collection::vec(step(), 1..30),
    ) {
        let mut visit = Instance::new(form(HOUSE), env());
        for step in &steps {
            apply(&mut visit, step);
        }
        let json = serde_json::to_string(&visit.snapshot()).unwrap();
        let snapshot = serde_json::from_str(&json).unwrap();
        let (again, leftover) = Instance::restore(form(HOUSE), env(), &snapshot);
        prop_assert!(leftover.is_empty());
        prop_assert!(face(&again) == face(&visit), "{steps:?}");
    }

    #[test]
    fn the_order_of_answers_does_not_matter(
        answers in prop::collection::btree_map(
            prop::sample::select(vec!["/s/a", "/s/n", "/s/city", "/r[1]/x", "/r[1]/it/y", "/r[2]/x", "/r[2]/it/y"]),
            prop::sample::select(vec!["1", "2", "3", "yes", "no"]),
            1..7,
        ),
        seed in any::<u64>(),
    ) {
        let open = || {
            let mut visit = Instance::new(form(HOUSE), env());
            visit.add_row(&path("/r")).unwrap();
            visit
        };
        let (mut one, mut other) = (open(), open());
        let mut shuffled: Vec<_> = answers.iter().collect();
        shuffled.sort_by_key(|(at, _)| at.bytes().fold(seed, |h, b| h.wrapping_mul(31) ^ u64::from(b)));
        for (at, text) in &answers {
            one.set(&path(at), text).unwrap();
        }
        for (at, text) in shuffled {
            other.set(&path(at), text).unwrap();
        }
        prop_assert!(face(&one) == face(&other));
    }

    #[test]
    fn a_kept_journal_still_undoes_after_a_restart(steps in prop::collection::vec(step(), 1..15)) {
        let mut visit = Instance::new(form(HOUSE), env());
        let fresh = face(&visit);
        for step in &steps {
            apply(&mut visit, step);
        }
        let (mut again, _) = Instance::restore(form(HOUSE), env(), &visit.snapshot());
        let json = serde_json::to_string(visit.journal()).unwrap();
        again.set_journal(serde_json::from_str(&json).unwrap());
        while again.undo().is_some() {}
        prop_assert!(face(&again) == fresh);
    }

    #[test]
    fn no_text_crashes_the_parser(source in "[ a-z0-9.$(){}'/\\[\\]*=<>+:,@|-]{0,60}") {
        let _ = parse(&source);
    }

    #[test]
    fn no_workbook_crashes_the_reader(
        rows in prop::collection::vec(prop::collection::vec(cell(), 6), 0..14),
    ) {
        let header = ["type", "name", "label", "relevant", "calculation", "repeat_count"];
        let mut survey = vec![header.map(str::to_owned).to_vec()];
        survey.extend(rows);
        let choices = [["list_name", "name"], ["l", "x"], ["l", "y"]];
        let choices = choices.iter().map(|r| r.map(str::to_owned).to_vec()).collect();
        if let Ok(loaded) = read_rows(&[("survey", survey), ("choices", choices)]) {
            let mut visit = Instance::new(loaded.form, env());
            for item in visit.items(visit.form().default_language()) {
                for field in item.fields {
                    let _ = visit.set(&field.path, "2");
                }
            }
            while visit.undo().is_some() {}
        }
    }
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        6 => prop::sample::select(vec![
            "text", "integer", "begin_group", "end_group", "begin_repeat", "end_repeat",
            "select_one l", "calculate", "note", "a", "b", "c", "d", "${a}", "${b} + 1",
            "count(${c})", "position(..)", "../a", ".", "sum(${a})", "/data/b", "3", "//a",
            "${d} > ${a}", "indexed-repeat(${a}, ${b}, 1)", "x = ${", "once(.)", "1 div 0",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ]
}

/// A form as large as the largest found in use: 1,300 rows, skip logic and calculations.
fn large() -> String {
    let mut text = String::from(
        "survey\n| type | name | label | relevant | required | constraint | calculation | violation |\n",
    );
    for section in 0..26 {
        let _ = writeln!(text, "| begin_group | s{section} | S | | | | | |");
        for row in 0..48 {
            let id: usize = section * 48 + row;
            let relevant = if row % 4 == 3 {
                format!("${{q{}}} = 'yes'", id - 1)
            } else {
                String::new()
            };
            match row % 4 {
                2 => {
                    let _ = writeln!(
                        text,
                        "| select_one yn | q{id} | Q | {relevant} | yes | | | . = 'no' |"
                    );
                }
                1 => {
                    let _ = writeln!(
                        text,
                        "| calculate | q{id} | | | | | ${{q{}}} * 2 + coalesce(${{q{}}}, 0) | |",
                        id - 1,
                        id.saturating_sub(4)
                    );
                }
                _ => {
                    let _ = writeln!(
                        text,
                        "| integer | q{id} | Q | {relevant} | yes | . >= 0 | | . > 30 |"
                    );
                }
            }
        }
        let _ = writeln!(text, "| end_group | | | | | | | |");
    }
    text.push_str("choices\n| list_name | name | label |\n| yn | yes | Y |\n| yn | no | N |\n");
    text
}

#[test]
fn a_keystroke_in_a_form_of_1300_rows_is_not_felt() {
    let began = Instant::now();
    let form = form(&large());
    let read = began.elapsed();
    let began = Instant::now();
    let mut visit = Instance::new(form, env());
    let opened = began.elapsed();
    // Every sum is filled, so that a change at the top runs through all 312 of them.
    for id in (0..1248).step_by(4) {
        visit
            .set(&NodePath(format!("/s{}/q{id}", id / 48)), "1")
            .unwrap();
    }
    let top = visit.set(&path("/s0/q0"), "7").unwrap();
    assert!(top.nodes.len() > 300, "{}", top.nodes.len());
    let mut spent: Vec<Duration> = Vec::new();
    for round in 0..200usize {
        let id = (round * 52) % 1248 / 4 * 4;
        let at = NodePath(format!("/s{}/q{id}", id / 48));
        let began = Instant::now();
        visit.set(&at, &round.to_string()).unwrap();
        spent.push(began.elapsed());
    }
    spent.sort();
    let (median, worst) = (spent[100], spent[199]);
    let began = Instant::now();
    let sections = visit.sections(visit.form().default_language());
    let counted = began.elapsed();
    let began = Instant::now();
    let items = visit.items(visit.form().default_language()).len();
    println!("{items} items in {:?}", began.elapsed());
    println!(
        "read {read:?}, opened {opened:?}, keystroke median {median:?} worst {worst:?}, sections {counted:?}"
    );
    assert_eq!(sections.len(), 26);
    // Unoptimised, on a machine that does other things too; a release build is many times faster
    // than this bound.
    assert!(median < Duration::from_millis(50), "{median:?}");
}
