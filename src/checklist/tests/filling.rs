//! Rules of filling a form, as stories.

// Only tests live here; they may panic as tests do.
#![allow(clippy::unwrap_used)]

mod support;

use baqylau_checklist::{BlockerKind, EditError, FieldError, Instance, LangId};
use support::{env, form, get, load, open, path};

const FIRE: &str = "
survey
| type          | name    | label::Қазақша (kk) | label::Русский (ru)   | relevant        | required | constraint | constraint_message::Русский (ru) | calculation | violation            | appearance | severity | evidence | evidence_hint::Русский (ru) |
| begin_group   | s_fire  | Өрт                 | Пожар                 |                 |          |            |                                  |             |                      |            |          |          |                             |
| select_one yn | B01     | Сигнал бар ма?      | Сигнализация есть?    |                 | yes      |            |                                  |             | . = 'no'             |            | G        | photo    | Фото щитка                  |
| select_one yn | B02     | Жұмыс істей ме?     | Сигнализация работает?| ${B01} = 'yes'  | yes      |            |                                  |             | . = 'no'             |            | S        |          |                             |
| begin_group   | B08     | Шығу                | Выходы                |                 |          |            |                                  |             | ${B08_locked} > 0    | item       | G        | photo    |                             |
| integer       | B08_seen   | Қаралды          | Осмотрено             |                 | yes      | . >= 0     | Не меньше нуля                   |             |                      |            |          |          |                             |
| integer       | B08_locked |                  | Заперто из ${B08_seen}|                 | yes      | . <= ${B08_seen} | Не больше осмотренных      |             |                      |            |          |          |                             |
| end_group     |         |                     |                       |                 |          |            |                                  |             |                      |            |          |          |                             |
| end_group     |         |                     |                       |                 |          |            |                                  |             |                      |            |          |          |                             |
choices
| list_name | name        | label::Қазақша (kk) | label::Русский (ru) |
| yn        | yes         | иә                  | да                  |
| yn        | no          | жоқ                 | нет                 |
| yn        | not_checked | тексерілмеді        | не проверялось      |
settings
| form_title | form_id | version    | default_language |
| Fire       | FIRE    | 2026112201 | Қазақша (kk)     |
";

fn ru(instance: &Instance) -> LangId {
    instance.form().language("ru").unwrap()
}

#[test]
fn a_question_appears_when_its_condition_is_met_and_keeps_its_answer_when_hidden() {
    let mut visit = open(FIRE);
    assert!(!visit.is_relevant(&path("/s_fire/B02")));
    let changes = visit.set(&path("/s_fire/B01"), "yes").unwrap();
    assert!(
        changes
            .of(&path("/s_fire/B02"))
            .unwrap()
            .relevance_changed()
    );
    visit.set(&path("/s_fire/B02"), "no").unwrap();
    assert_eq!(visit.sections(ru(&visit))[0].violations, 1);
    visit.set(&path("/s_fire/B01"), "no").unwrap();
    assert!(!visit.is_relevant(&path("/s_fire/B02")));
    assert_eq!(get(&visit, "/s_fire/B02"), "no");
    assert!(!visit.to_xml("uuid:1").contains("B02"));
    visit.set(&path("/s_fire/B01"), "yes").unwrap();
    assert!(visit.is_relevant(&path("/s_fire/B02")));
}

#[test]
fn an_item_tells_severity_violation_and_what_is_missing() {
    let mut visit = open(FIRE);
    let lang = ru(&visit);
    let items = visit.items(lang);
    assert_eq!(
        items.iter().map(|i| i.id.as_str()).collect::<Vec<_>>(),
        ["B01", "B02", "B08"]
    );
    let first = &items[0];
    assert_eq!(first.section, "s_fire");
    assert_eq!(first.label.text, "Сигнализация есть?");
    assert_eq!(first.extra["severity"], "G");
    assert_eq!(first.texts["evidence_hint"].text, "Фото щитка");
    assert!(!first.answered && first.required && !first.violation);
    assert_eq!(first.fields[0].choices[2].label.text, "не проверялось");
    visit.set(&path("/s_fire/B01"), "no").unwrap();
    let item = visit.item(&path("/s_fire/B01"), lang).unwrap();
    assert!(item.answered && item.violation && !item.not_checked);
    visit.set(&path("/s_fire/B01"), "not_checked").unwrap();
    let item = visit.item(&path("/s_fire/B01"), lang).unwrap();
    assert!(item.not_checked && !item.violation);
    let section = &visit.sections(lang)[0];
    assert_eq!(
        (section.total, section.answered, section.not_checked),
        (2, 1, 1)
    );
}

#[test]
fn a_group_item_is_judged_as_a_whole_and_its_label_follows_the_answers() {
    let mut visit = open(FIRE);
    let lang = ru(&visit);
    visit.set(&path("/s_fire/B08/B08_seen"), "7").unwrap();
    let changes = visit.set(&path("/s_fire/B08/B08_locked"), "2").unwrap();
    assert!(
        changes
            .of(&path("/s_fire/B08"))
            .unwrap()
            .violation_changed()
    );
    let item = visit.item(&path("/s_fire/B08/B08_locked"), lang).unwrap();
    assert_eq!(item.id, "B08");
    assert!(item.violation && item.answered);
    assert_eq!(item.fields[1].label.text, "Заперто из 7");
    let changes = visit.set(&path("/s_fire/B08/B08_seen"), "9").unwrap();
    assert!(
        changes
            .of(&path("/s_fire/B08/B08_locked"))
            .unwrap()
            .label_changed()
    );
}

#[test]
fn a_text_missing_in_one_language_falls_back_and_says_so() {
    let visit = open(FIRE);
    let kk = visit.form().language("kk").unwrap();
    let item = visit.item(&path("/s_fire/B08"), kk).unwrap();
    assert!(item.fields[1].label.missing_translation);
    assert!(!item.fields[0].label.missing_translation);
}

#[test]
fn finishing_is_blocked_by_missing_and_impossible_answers_in_the_asked_language() {
    let mut visit = open(FIRE);
    let lang = ru(&visit);
    visit.set(&path("/s_fire/B01"), "no").unwrap();
    visit.set(&path("/s_fire/B08/B08_seen"), "3").unwrap();
    visit.set(&path("/s_fire/B08/B08_locked"), "5").unwrap();
    let blockers = visit.blockers(lang);
    assert_eq!(blockers.len(), 1, "{blockers:?}");
    assert_eq!(blockers[0].kind, BlockerKind::Constraint);
    assert_eq!(blockers[0].message.text, "Не больше осмотренных");
    assert_eq!(blockers[0].item, "B08");
    assert_eq!(blockers[0].field, path("/s_fire/B08/B08_locked"));
    // Raising the other number heals it without touching this one.
    visit.set(&path("/s_fire/B08/B08_seen"), "5").unwrap();
    assert!(visit.blockers(lang).is_empty());
    visit.set(&path("/s_fire/B08/B08_seen"), "").unwrap();
    let kinds: Vec<_> = visit.blockers(lang).into_iter().map(|b| b.kind).collect();
    assert!(kinds.contains(&BlockerKind::Required), "{kinds:?}");
}

#[test]
fn letters_in_a_number_are_kept_and_reported() {
    let mut visit = open(FIRE);
    visit.set(&path("/s_fire/B08/B08_seen"), "12a").unwrap();
    assert_eq!(get(&visit, "/s_fire/B08/B08_seen"), "12a");
    let item = visit.item(&path("/s_fire/B08"), ru(&visit)).unwrap();
    assert!(
        item.fields[0]
            .errors
            .iter()
            .any(|e| matches!(e, FieldError::Kind(_)))
    );
    assert!(visit.value(&path("/s_fire/B08/B08_seen")).unwrap().is_err());
}

#[test]
fn only_questions_take_answers() {
    let mut visit = open(FIRE);
    let group = visit.set(&path("/s_fire"), "x");
    assert!(matches!(group, Err(EditError::NotAnswerable { .. })));
    let nothing = visit.set(&path("/s_fire/B99"), "x");
    assert!(matches!(nothing, Err(EditError::UnknownPath { .. })));
}

const ROOMS: &str = "
survey
| type         | name     | label  | calculation                            | repeat_count | required | default |
| integer      | n        | Rooms  |                                        |              |          |         |
| begin_repeat | room     | Room   |                                        |              |          |         |
| text         | title    | Title  |                                        |              |          |         |
| decimal      | area     | Area   |                                        |              |          | 10      |
| calculate    | number   |        | position(..)                           |              |          |         |
| calculate    | share    |        | round(${area} div ${total} * 100, 1)   |              |          |         |
| calculate    | before   |        | if(position(..) > 1, indexed-repeat(${area}, ${room}, position(..) - 1), 0) | | | |
| end_repeat   |          |        |                                        |              |          |         |
| calculate    | total    |        | sum(${area})                           |              |          |         |
| calculate    | rooms    |        | count(${room})                         |              |          |         |
| begin_repeat | desk     | Desk   |                                        | ${n}         |          |         |
| text         | owner    | Owner  |                                        |              |          |         |
| end_repeat   |          |        |                                        |              |          |         |
";

#[test]
fn rows_know_their_number_and_sums_follow_rows() {
    let mut visit = open(ROOMS);
    assert_eq!(visit.row_count(&path("/room")), 1);
    assert_eq!(
        (get(&visit, "/total"), get(&visit, "/rooms")),
        ("10".into(), "1".into())
    );
    let (second, changes) = visit.add_row(&path("/room")).unwrap();
    assert_eq!(second, path("/room[2]"));
    assert_eq!(changes.rows, [path("/room")]);
    visit.set(&path("/room[2]/area"), "30").unwrap();
    assert_eq!(get(&visit, "/total"), "40");
    assert_eq!(get(&visit, "/room[1]/share"), "25");
    assert_eq!(get(&visit, "/room[2]/share"), "75");
    assert_eq!(get(&visit, "/room[2]/before"), "10");
    let repeats = visit.repeats(visit.form().default_language());
    assert_eq!(repeats[0].rows, [path("/room[1]"), path("/room[2]")]);
    assert!(!repeats[0].counted && repeats[1].counted);
    visit.remove_row(&path("/room[1]")).unwrap();
    assert_eq!(get(&visit, "/room[1]/area"), "30");
    assert_eq!(get(&visit, "/room[1]/number"), "1");
    assert_eq!(get(&visit, "/total"), "30");
    assert_eq!(get(&visit, "/room[1]/before"), "0");
}

#[test]
fn an_empty_row_does_not_blank_the_total() {
    let mut visit = open(ROOMS);
    visit.add_row(&path("/room")).unwrap();
    visit.set(&path("/room[2]/area"), "").unwrap();
    assert_eq!(get(&visit, "/total"), "10");
}

#[test]
fn lowering_a_count_removes_rows_and_undo_brings_their_answers_back() {
    let mut visit = open(ROOMS);
    visit.set(&path("/n"), "3").unwrap();
    visit.set(&path("/desk[3]/owner"), "Айгүл").unwrap();
    visit.set(&path("/n"), "1").unwrap();
    assert_eq!(visit.row_count(&path("/desk")), 1);
    let refused = visit.add_row(&path("/desk"));
    assert!(matches!(refused, Err(EditError::CountedRows { .. })));
    visit.undo().unwrap();
    assert_eq!(visit.row_count(&path("/desk")), 3);
    assert_eq!(get(&visit, "/desk[3]/owner"), "Айгүл");
    assert_eq!(get(&visit, "/n"), "3");
    visit.redo().unwrap();
    assert_eq!(visit.row_count(&path("/desk")), 1);
}

#[test]
fn a_million_rows_by_a_slip_of_the_finger_do_not_freeze_the_laptop() {
    let mut visit = open(ROOMS);
    visit.set(&path("/n"), "1000000").unwrap();
    assert!(visit.row_count(&path("/desk")) <= 1000);
    assert_eq!(visit.faults().count(), 1);
    visit.set(&path("/n"), "1").unwrap();
    assert_eq!(visit.faults().count(), 0);
}

#[test]
fn calculations_chain_in_any_order_of_rows() {
    let mut visit = open(
        "
        survey
        | type      | name | label | calculation   |
        | calculate | c    |       | ${b} + 1      |
        | calculate | b    |       | ${a} * 2      |
        | integer   | a    | A     |               |
        | calculate | gone |       | ${a} + ${nil} |
        | integer   | nil  | N     |               |
    ",
    );
    visit.set(&path("/a"), "4").unwrap();
    assert_eq!(
        (get(&visit, "/b"), get(&visit, "/c")),
        ("8".into(), "9".into())
    );
    // What is no number is no answer, not the text NaN.
    assert_eq!(get(&visit, "/gone"), "");
}

#[test]
fn a_hidden_answer_reads_as_empty_elsewhere() {
    let mut visit = open(
        "
        survey
        | type       | name | label | relevant     | calculation        |
        | text       | ask  | Ask   |              |                    |
        | begin_group| g    | G     | ${ask} = 'y' |                    |
        | integer    | x    | X     |              |                    |
        | end_group  |      |       |              |                    |
        | calculate  | seen |       |              | coalesce(${x}, '-')|
    ",
    );
    visit.set(&path("/ask"), "y").unwrap();
    visit.set(&path("/g/x"), "5").unwrap();
    assert_eq!(get(&visit, "/seen"), "5");
    visit.set(&path("/ask"), "n").unwrap();
    assert_eq!(get(&visit, "/seen"), "-");
    visit.set(&path("/ask"), "y").unwrap();
    assert_eq!(get(&visit, "/seen"), "5");
}

#[test]
fn once_keeps_the_first_value_and_a_trigger_sets_again() {
    let mut visit = open(
        "
        survey
        | type      | name  | label | calculation       | trigger |
        | text      | a     | A     |                   |         |
        | calculate | first |       | once(${a})        |         |
        | text      | copy  | Copy  | concat('<', ${a}, '>') | ${a} |
    ",
    );
    visit.set(&path("/a"), "x").unwrap();
    assert_eq!(
        (get(&visit, "/first"), get(&visit, "/copy")),
        ("x".into(), "<x>".into())
    );
    visit.set(&path("/copy"), "mine").unwrap();
    assert_eq!(get(&visit, "/copy"), "mine");
    visit.set(&path("/a"), "y").unwrap();
    assert_eq!(
        (get(&visit, "/first"), get(&visit, "/copy")),
        ("x".into(), "<y>".into())
    );
    visit.undo().unwrap();
    assert_eq!(
        (get(&visit, "/first"), get(&visit, "/copy")),
        ("x".into(), "mine".into())
    );
}

const CITIES: &str = "
survey
| type              | name   | label  | choice_filter            | calculation                             |
| select_one region | region | Region |                          |                                         |
| select_one city   | city   | City   | region = ${region}       |                                         |
| select_multiple city | many | Many  |                          |                                         |
| calculate         | label  |        |                          | jr:choice-name(${city}, '${city}')      |
| calculate         | second |        |                          | jr:choice-name(selected-at(${many}, 1), '${many}') |
| calculate         | from   |        |                          | instance('city')/root/item[name = ${city}]/region |
choices
| list_name | name | label  | region |
| region    | a    | Ақмола |        |
| region    | b    | Абай   |        |
| city      | k    | Көкшетау | a    |
| city      | s    | Семей  | b      |
";

#[test]
fn choices_are_filtered_and_a_stale_choice_is_told_not_dropped() {
    let mut visit = open(CITIES);
    let lang = visit.form().default_language();
    visit.set(&path("/region"), "a").unwrap();
    let names = |visit: &Instance| {
        let item = visit.item(&path("/city"), lang).unwrap();
        item.fields[0]
            .choices
            .iter()
            .map(|c| c.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&visit), ["k"]);
    visit.set(&path("/city"), "k").unwrap();
    assert_eq!(
        (get(&visit, "/label"), get(&visit, "/from")),
        ("Көкшетау".into(), "a".into())
    );
    let changes = visit.set(&path("/region"), "b").unwrap();
    assert!(changes.of(&path("/city")).unwrap().choices_changed());
    assert_eq!(names(&visit), ["s"]);
    assert_eq!(get(&visit, "/city"), "k");
    assert_eq!(visit.blockers(lang)[0].kind, BlockerKind::NotOffered);
    visit.set(&path("/many"), "k s").unwrap();
    assert_eq!(get(&visit, "/second"), "Семей");
}

#[test]
fn dates_are_those_of_the_inspection() {
    let mut visit = open(
        "
        survey
        | type      | name  | label | constraint    | calculation           | default  |
        | date      | d     | D     | . <= today()  |                       |          |
        | today     | t     |       |               |                       |          |
        | calculate | next  |       |               | format-date(date(${d} + 1), '%d.%m.%Y') | |
        | date      | def   | Def   |               |                       | today()  |
    ",
    );
    assert_eq!(get(&visit, "/t"), "2026-11-22");
    assert_eq!(get(&visit, "/def"), "2026-11-22");
    visit.set(&path("/d"), "2026-11-22").unwrap();
    let lang = visit.form().default_language();
    assert!(visit.blockers(lang).is_empty());
    assert_eq!(get(&visit, "/next"), "23.11.2026");
    visit.set(&path("/d"), "2026-11-23").unwrap();
    assert_eq!(visit.blockers(lang)[0].kind, BlockerKind::Constraint);
}

#[test]
fn nested_repeats_stay_in_their_own_row() {
    let mut visit = open(
        "
        survey
        | type         | name  | label | calculation  | relevant     |
        | begin_repeat | floor | Floor |              |              |
        | text         | kind  | Kind  |              |              |
        | begin_repeat | door  | Door  |              |              |
        | integer      | w     | W     |              | ${kind} = 'a'|
        | end_repeat   |       |       |              |              |
        | calculate    | width |       | sum(${w})    |              |
        | end_repeat   |       |       |              |              |
        | calculate    | all   |       | sum(${w})    |              |
    ",
    );
    visit.add_row(&path("/floor")).unwrap();
    for (at, text) in [
        ("/floor[1]/kind", "a"),
        ("/floor[2]/kind", "a"),
        ("/floor[1]/door[1]/w", "1"),
        ("/floor[2]/door[1]/w", "10"),
    ] {
        visit.set(&path(at), text).unwrap();
    }
    visit.add_row(&path("/floor[2]/door")).unwrap();
    visit.set(&path("/floor[2]/door[2]/w"), "5").unwrap();
    assert_eq!(get(&visit, "/floor[1]/width"), "1");
    assert_eq!(get(&visit, "/floor[2]/width"), "15");
    assert_eq!(get(&visit, "/all"), "16");
    visit.set(&path("/floor[2]/kind"), "b").unwrap();
    assert_eq!(get(&visit, "/all"), "1");
    assert!(visit.is_relevant(&path("/floor[1]/door[1]/w")));
}

#[test]
fn stored_answers_rebuild_the_visit_and_unknown_ones_come_back() {
    let mut visit = open(ROOMS);
    visit.add_row(&path("/room")).unwrap();
    visit.set(&path("/room[2]/title"), "Зал").unwrap();
    visit.set(&path("/n"), "2").unwrap();
    let mut snapshot = visit.snapshot();
    let (again, leftover) = Instance::restore(form(ROOMS), env(), &snapshot);
    assert!(leftover.is_empty());
    assert!(again.snapshot() == snapshot);
    snapshot
        .answers
        .insert("/room[2]/gone".into(), "важно".into());
    snapshot.answers.insert("/old".into(), "1".into());
    let (_, leftover) = Instance::restore(form(ROOMS), env(), &snapshot);
    assert_eq!(leftover.unknown["/room[2]/gone"], "важно");
    assert_eq!(leftover.unknown.len(), 2);
}

#[test]
fn answers_stored_one_by_one_are_enough_to_rebuild() {
    let mut visit = open(ROOMS);
    let mut stored = visit.snapshot();
    let apply = |stored: &mut baqylau_checklist::Snapshot,
                 visit: &Instance,
                 changes: &baqylau_checklist::Changes| {
        for (path, text) in changes.answers() {
            stored.answers.insert(path.0.clone(), text.to_owned());
        }
        for repeat in &changes.rows {
            let part = visit.snapshot_under(repeat);
            let below =
                |key: &String| key.starts_with(&format!("{repeat}[")) || key == repeat.as_str();
            stored.answers.retain(|key, _| !below(key));
            stored.rows.retain(|key, _| !below(key));
            stored.answers.extend(part.answers);
            stored.rows.extend(part.rows);
        }
        stored.answers.retain(|_, text| !text.is_empty());
    };
    for step in 0..5 {
        let changes = match step {
            0 => visit.add_row(&path("/room")).unwrap().1,
            1 => visit.set(&path("/room[2]/area"), "7").unwrap(),
            2 => visit.set(&path("/n"), "2").unwrap(),
            3 => visit.remove_row(&path("/room[1]")).unwrap(),
            _ => visit.undo().unwrap(),
        };
        apply(&mut stored, &visit, &changes);
        assert!(stored == visit.snapshot(), "after step {step}");
    }
}

#[test]
fn exports_carry_relevant_answers_escaped() {
    let mut visit = open(FIRE);
    visit.set(&path("/s_fire/B01"), "no").unwrap();
    let xml = visit.to_xml("uuid:7");
    assert!(
        xml.contains("<data id=\"FIRE\" version=\"2026112201\""),
        "{xml}"
    );
    assert!(
        xml.contains("<s_fire><B01>no</B01><B08><B08_seen/>"),
        "{xml}"
    );
    assert!(
        xml.contains("<orx:instanceID>uuid:7</orx:instanceID>"),
        "{xml}"
    );
    let csv = visit.to_csv(ru(&visit));
    assert_eq!(
        csv,
        "path,label,value,value_label\r\n/s_fire/B01,Сигнализация есть?,no,нет\r\n"
    );
}

#[test]
fn personal_answers_stay_out_of_debug_output() {
    let mut visit = open(ROOMS);
    let changes = visit.set(&path("/room[1]/title"), "800101300123").unwrap();
    let printed = format!(
        "{changes:?} {visit:?} {:?} {:?} {:?}",
        visit.snapshot(),
        visit.journal(),
        visit.items(LangId(0)),
    );
    assert!(!printed.contains("800101300123"));
}

#[test]
fn a_compiled_form_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&load(FIRE).unwrap().form);
}

#[test]
fn or_other_asks_which_other() {
    let mut visit = open(
        "
        survey
        | type                  | name | label |
        | select_one f or_other | fuel | Fuel  |
        choices
        | list_name | name | label |
        | f         | gas  | Gas   |
    ",
    );
    assert!(!visit.is_relevant(&path("/fuel_other")));
    visit.set(&path("/fuel"), "other").unwrap();
    assert!(visit.is_relevant(&path("/fuel_other")));
    assert!(visit.blockers(visit.form().default_language()).is_empty());
}

#[test]
fn every_path_of_an_author_leads_to_the_same_answer() {
    let mut visit = open(
        "
        survey
        | type        | name | label | calculation                        |
        | begin_group | g    | G     |                                    |
        | integer     | x    | X     |                                    |
        | calculate   | a    |       | ../x + 1                           |
        | calculate   | b    |       | /data/g/x + 1                      |
        | calculate   | c    |       | //x + 1                            |
        | calculate   | d    |       | ${x} + 1                           |
        | calculate   | f    |       | /myform/g/x + 1                    |
        | end_group   |      |       |                                    |
        | calculate   | e    |       | sum(../g/*[. = 6])                 |
        settings
        | form_id |
        | myform  |
    ",
    );
    visit.set(&path("/g/x"), "5").unwrap();
    for name in ["a", "b", "c", "d", "f"] {
        assert_eq!(get(&visit, &format!("/g/{name}")), "6", "{name}");
    }
    assert_eq!(get(&visit, "/e"), "30");
}

#[test]
fn values_of_choices_are_read_by_people_in_their_language() {
    let mut visit = open(FIRE);
    visit.set(&path("/s_fire/B01"), "no").unwrap();
    let item = visit.item(&path("/s_fire/B01"), ru(&visit)).unwrap();
    assert_eq!(item.fields[0].value_label(), "нет");
    assert_eq!(
        visit.journal().done()[0].place(),
        Some(&path("/s_fire/B01"))
    );
}

#[test]
fn triggers_that_set_off_each_other_come_to_an_end() {
    let mut visit = open(
        "
        survey
        | type    | name | label | calculation | trigger |
        | integer | a    | A     | ${b} + 1    | ${b}    |
        | integer | b    | B     | ${a} + 1    | ${a}    |
    ",
    );
    visit.set(&path("/a"), "1").unwrap();
    assert_eq!(visit.faults().count(), 1);
    visit.undo().unwrap();
    assert_eq!(
        (get(&visit, "/a"), get(&visit, "/b")),
        (String::new(), String::new())
    );
}

#[test]
fn times_of_day_compare_as_times() {
    let mut visit = open(
        "
        survey
        | type | name    | label | constraint     |
        | time | arrived | A     |                |
        | time | let_in  | L     | . >= ${arrived} |
    ",
    );
    let lang = visit.form().default_language();
    visit.set(&path("/arrived"), "09:30").unwrap();
    visit.set(&path("/let_in"), "10:05:00.000+05:00").unwrap();
    assert!(visit.blockers(lang).is_empty());
    visit.set(&path("/let_in"), "09:05:00.000+05:00").unwrap();
    assert_eq!(visit.blockers(lang)[0].kind, BlockerKind::Constraint);
}

#[test]
fn midnight_changes_what_depends_on_the_day_without_a_step_to_undo() {
    let mut visit = open(
        "
        survey
        | type      | name | label | constraint   | calculation                     |
        | date      | d    | D     | . <= today() |                                 |
        | calculate | age  |       |              | int(today() - date(${d}))       |
    ",
    );
    let lang = visit.form().default_language();
    visit.set(&path("/d"), "2026-11-23").unwrap();
    assert_eq!(visit.blockers(lang).len(), 1);
    let steps = visit.journal().done().len();
    let tomorrow = env().now + chrono::Duration::days(1);
    let changes = visit.set_now(tomorrow);
    assert!(changes.of(&path("/age")).unwrap().value_changed());
    assert!(changes.of(&path("/d")).unwrap().validity_changed());
    assert!(visit.blockers(lang).is_empty());
    assert_eq!(
        (get(&visit, "/age"), visit.journal().done().len()),
        ("0".into(), steps)
    );
}
