//! Needs loaded from a file: what is recognised, what each line comes to, what is refused.

use baqylau_domain::identifiers::OrganisationId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::encode_kz1048;
use baqylau_domain::schooling::{
    Entered, KnownNeed, MOST_NEED_LINES, Need, NeedColumn, NeedFault, NeedLine, NeedOutcome,
    NeedsFile, NotNeeds, judge_needs,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const FIRST: &str = "230940999005";
const SECOND: &str = "230940999602";

fn need(nth: u128, pupils: u32, beyond: u32, first: i64, others: i64) -> Need {
    Need {
        school: OrganisationId::new(Uuid::from_u128(nth)),
        first_shift: Tiyn(first),
        others: Tiyn(others),
        pupils_beyond: beyond,
        pupils,
    }
}

/// Two schools that take part, the first with 442 places.
fn known() -> BTreeMap<String, KnownNeed> {
    let of = |nth, places| KnownNeed {
        need: need(nth, 100, 0, 1_000_000, 0),
        takes_part: true,
        several: false,
        places,
    };
    let first = (FIRST.to_owned(), of(1, Some(442)));
    let second = (SECOND.to_owned(), of(2, None));
    [first, second].into()
}

fn one(text: &str) -> NeedOutcome {
    let file = NeedsFile::read_text(text.as_bytes()).unwrap();
    let outcomes = judge_needs(&file.lines, &known());
    assert_eq!(outcomes.len(), 1, "{text}");
    outcomes[0]
}

#[test]
fn headings_are_recognised_in_three_languages_whatever_divides_them() {
    let all = NeedColumn::ALL.to_vec();
    for (heading, columns) in [
        (
            "БИН;Наименование;Учащихся всего;Учащихся вне 1-й смены;Стоимость 1-й смены, ₸;Стоимость остальных, ₸",
            all.clone(),
        ),
        (
            "БСН\tАтауы\tОқушылар\t1-ауысымнан тыс оқушылар\t1-ауысым құны, ₸\tҚалғандарының құны, ₸",
            all.clone(),
        ),
        (
            "BIN,Name,Pupils,Pupils beyond the first shift,Cost of the first shift,Cost of the others",
            all,
        ),
        (
            "Бин школы;Потребность первой смены",
            vec![NeedColumn::FirstShift],
        ),
        // Look-alike Latin letters in a Kazakh word.
        ("БСН;Бiрiншi ауысым", vec![NeedColumn::FirstShift]),
        (
            "БИН;Контингент;Учащиеся 1-й смены",
            vec![NeedColumn::Pupils],
        ),
        (
            "БИН;Учащиеся 2-й смены;Стоимость 2-й смены",
            vec![NeedColumn::Beyond, NeedColumn::Others],
        ),
    ] {
        let text = format!("Потребность на 2026 год\n\n{heading}\n");
        let file = NeedsFile::read_text(text.as_bytes()).unwrap();
        assert_eq!(file.columns, columns, "{heading}");
        assert!(file.lines.is_empty());
    }
    for (text, why) in [
        ("", NotNeeds::Headings),
        ("БИН;Школа\n230940999005;Лицей\n", NotNeeds::Headings),
        ("Учащиеся;1-я смена\n100;5\n", NotNeeds::Headings),
        (
            "БИН;1-я смена;Стоимость 1-й смены\n",
            NotNeeds::ColumnTwice(Some(NeedColumn::FirstShift)),
        ),
        ("БИН;БИН;Учащиеся\n", NotNeeds::ColumnTwice(None)),
        ("БИН;Учащиеся\n230940999005;\"100\n", NotNeeds::Quote(2)),
    ] {
        assert_eq!(NeedsFile::read_text(text.as_bytes()), Err(why), "{text}");
    }
}

#[test]
fn a_file_of_a_russian_windows_reads_as_one_of_utf_8() {
    let text = "БИН;Учащихся всего;Стоимость 1-й смены\r\n230940999005;442;25 599 168,14\r\n";
    let expected = NeedsFile::read_text(text.as_bytes()).unwrap();
    let values = [
        (NeedColumn::Pupils, Entered::Value(442)),
        (NeedColumn::FirstShift, Entered::Value(2_559_916_814)),
    ];
    assert_eq!(expected.lines[0].entered, values.into());
    let windows = encode_kz1048(text).unwrap();
    assert_eq!(NeedsFile::read_text(&windows).unwrap(), expected);
    let marked = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    assert_eq!(NeedsFile::read_text(&marked).unwrap(), expected);
    let wide: Vec<u8> = [0xFEFF_u16]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(NeedsFile::read_text(&wide).unwrap(), expected);
}

#[test]
fn a_line_sets_what_it_names_and_leaves_the_rest() {
    let heads = "БИН;Учащиеся;Вне 1-й смены;1-я смена;Остальные";
    let before = need(1, 100, 0, 1_000_000, 0);
    for (cells, after) in [
        ("230940999005;442;;;", need(1, 442, 0, 1_000_000, 0)),
        ("230940999005;;;20000,50;", need(1, 100, 0, 2_000_050, 0)),
        ("=\"230940999005\";500;58;1;2", need(1, 500, 58, 100, 200)),
        ("'230940 999005;442,00;;;", need(1, 442, 0, 1_000_000, 0)),
        ("230940999005;0;0;0;0", need(1, 0, 0, 0, 0)),
    ] {
        let outcome = one(&format!("{heads}\n{cells}\nИтого;;;5;5\n"));
        assert_eq!(outcome, NeedOutcome::Sets { before, after }, "{cells}");
    }
    assert_eq!(
        one(&format!("{heads}\n230940999005;;;;\n")),
        NeedOutcome::Empty(before.school)
    );
    assert_eq!(
        one(&format!("{heads}\n230940999005;100;0;10000;0\n")),
        NeedOutcome::Same(before.school)
    );
}

#[test]
fn a_line_that_is_not_taken_says_why() {
    let heads = "БИН;Учащиеся;Вне 1-й смены;1-я смена;Остальные";
    let above = NeedFault::AbovePlaces {
        pupils: 443,
        places: 442,
    };
    for (cells, fault) in [
        (";442;;;", NeedFault::Bin),
        ("2,30941E+11;442;;;", NeedFault::Bin),
        ("230940999006;442;;;", NeedFault::Bin),
        ("230140000008;442;;;", NeedFault::Unknown),
        (
            "230940999005;много;;;",
            NeedFault::Unread(NeedColumn::Pupils),
        ),
        (
            "230940999005;12,5;;;",
            NeedFault::Unread(NeedColumn::Pupils),
        ),
        (
            "230940999005;;;1,234;",
            NeedFault::Unread(NeedColumn::FirstShift),
        ),
        (
            "230940999005;;;#REF!;",
            NeedFault::Unread(NeedColumn::FirstShift),
        ),
        (
            "230940999005;-1;;;",
            NeedFault::OutOfRange(NeedColumn::Pupils),
        ),
        (
            "230940999005;9999999999;;;",
            NeedFault::OutOfRange(NeedColumn::Pupils),
        ),
        (
            "230940999005;;;-0,01;",
            NeedFault::OutOfRange(NeedColumn::FirstShift),
        ),
        ("230940999005;5;6;;1", NeedFault::Beyond),
        ("230940999005;500;60;;", NeedFault::Unfit),
        ("230940999005;;;;7", NeedFault::Unfit),
        ("230940999005;0;;;", NeedFault::NoPupils),
        ("230940999005;443;;;", above),
    ] {
        let outcome = one(&format!("{heads}\n{cells}\n"));
        // A БИН that could be and belongs to nobody may be of either kind by its check digit.
        let possible =
            cells.starts_with("230140000008") && outcome == NeedOutcome::Refused(NeedFault::Bin);
        assert!(
            possible || outcome == NeedOutcome::Refused(fault),
            "{cells}: {outcome:?}"
        );
    }
    let twice = format!("{heads}\n{FIRST};1;;;\n{SECOND};1;;;\n{FIRST};2;;;\n");
    let file = NeedsFile::read_text(twice.as_bytes()).unwrap();
    let outcomes = judge_needs(&file.lines, &known());
    let refused = NeedOutcome::Refused(NeedFault::Twice);
    assert_eq!((outcomes[0], outcomes[2]), (refused, refused));
    assert!(matches!(outcomes[1], NeedOutcome::Sets { .. }));
    let mut several = known();
    several.values_mut().for_each(|one| one.several = true);
    assert_eq!(
        judge_needs(&file.lines[1..2], &several),
        [NeedOutcome::Refused(NeedFault::Several)]
    );
    let mut away = known();
    away.values_mut().for_each(|one| one.takes_part = false);
    assert_eq!(
        judge_needs(&file.lines[1..2], &away),
        [NeedOutcome::Refused(NeedFault::TakesNoPart)]
    );
}

#[test]
fn a_file_of_too_many_lines_is_refused() {
    let mut text = "БИН;Учащиеся\n".to_owned();
    text.push_str(&"230940999005;1\n".repeat(MOST_NEED_LINES));
    assert!(NeedsFile::read_text(text.as_bytes()).is_ok());
    text.push_str("230940999602;1\n");
    assert_eq!(
        NeedsFile::read_text(text.as_bytes()),
        Err(NotNeeds::TooLong)
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut whole = "БИН;Учащиеся;1-я смена\n".as_bytes().to_vec();
        whole.extend(&bytes);
        for bytes in [bytes, whole] {
            if let Ok(file) = NeedsFile::read_text(&bytes) {
                let outcomes = judge_needs(&file.lines, &known());
                prop_assert_eq!(outcomes.len(), file.lines.len());
            }
        }
    }

    /// What is written in any of the ways reads back to the tiyn, in any order of lines.
    #[test]
    fn figures_are_read_back_as_they_were_written(
        first in (0_u32..5_000, 0_i64..1_000_000_000_000),
        second in (0_u32..5_000, 0_i64..1_000_000_000_000),
        separator in prop::sample::select(vec![';', '\t']),
        turned in any::<bool>(),
    ) {
        let money = |tiyn: i64| format!("{},{:02}", tiyn / 100, tiyn % 100);
        let line = |bin: &str, (pupils, tiyn): (u32, i64)| {
            [bin.to_owned(), pupils.to_string(), money(tiyn)].join(&separator.to_string())
        };
        let mut lines = [line(FIRST, first), line(SECOND, second)];
        if turned {
            lines.reverse();
        }
        let head = ["БИН", "Учащиеся", "1-я смена"].join(&separator.to_string());
        let file = NeedsFile::read_text(format!("{head}\n{}\n", lines.join("\n")).as_bytes()).unwrap();
        let mut read: Vec<NeedLine> = file.lines;
        read.sort_by(|a, b| a.bin.cmp(&b.bin));
        for (line, (pupils, tiyn)) in read.iter().zip([first, second]) {
            let values = [
                (NeedColumn::Pupils, Entered::Value(i64::from(pupils))),
                (NeedColumn::FirstShift, Entered::Value(tiyn)),
            ];
            prop_assert_eq!(&line.entered, &values.into());
        }
    }

    /// No line that is taken leaves a need the distribution would refuse.
    #[test]
    fn a_need_that_is_taken_can_be_distributed(
        pupils in prop::option::of(-5_i64..600),
        beyond in prop::option::of(-5_i64..600),
        first in prop::option::of(-5_i64..1_000),
        others in prop::option::of(-5_i64..1_000),
    ) {
        let cell = |value: Option<i64>| value.map(|one| one.to_string()).unwrap_or_default();
        let text = format!(
            "БИН;Учащиеся;Вне 1-й смены;1-я смена;Остальные\n{FIRST};{};{};{};{}\n",
            cell(pupils), cell(beyond), cell(first), cell(others),
        );
        if let NeedOutcome::Sets { after, .. } = one(&text) {
            let rule = baqylau_domain::schooling::DistributionRule::pilot();
            let done = baqylau_domain::schooling::distribute(Tiyn(10_000), &[after], &rule);
            prop_assert!(done.is_ok());
            prop_assert!(after.pupils - after.pupils_beyond <= 442);
        }
    }
}
