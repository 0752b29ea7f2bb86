//! Bank statements read and compared with the payments that were ordered.

use baqylau_domain::identifiers::PaymentId;
use baqylau_domain::money::Tiyn;
use baqylau_domain::payment_order::{
    FaultKind, KnownPayment, LineOutcome, NotAStatement, Side, Statement, StatementLine,
    encode_kz1048, payment_reference, reconcile, to_record,
};
use baqylau_domain::schooling::{Payment, PaymentEvent, PaymentState};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const ACCOUNT: &str = "KZ946017111000000330";
const OWN: &str = "KZ24070105KSN0000000";

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, d).unwrap()
}

fn id(n: u32) -> PaymentId {
    PaymentId::new(Uuid::from_u128(u128::from(n)))
}

fn known(number: u32, amount: i64, state: PaymentState) -> KnownPayment {
    KnownPayment {
        id: id(number),
        reference: payment_reference("470000000".parse().unwrap(), number),
        number,
        account: ACCOUNT.to_owned(),
        bin: "230940999005".to_owned(),
        amount: Tiyn(amount),
        state,
    }
}

/// Four entries as a bank writes them: paid, come back, of nobody, in dollars.
const MESSAGE: &str = "{1:F01KKMFKZ2AA0010000000000}{2:O9400000}{4:
:20:STMT-1
:25:KZ24070105KSN0000000
:28C:12/1
:60F:C261015KZT90000000,00
:61:2610161016D25599168,14NTRFBQ47-147//070-1
:86:/NUM/147
/NAME/ТОО «Школа-образец»
/IDN/230940999005
KZ946017111000000330 Оплата по акту
:61:261017RD100,5NTRFBQ47-148//070-2
возврат: счет закрыт
:61:261017C7,00NMSCNONREF
:86:Проценты
:61:2610170000X1,00NTRFNONREF
:62F:C261017KZT1,00
-}
";

#[test]
fn messages_are_read_entry_by_entry_and_what_cannot_be_read_is_named_by_its_line() {
    let read = Statement::read(MESSAGE.as_bytes()).unwrap();
    assert_eq!(read.account, OWN);
    let brief = |line: &StatementLine| (line.at, line.day, line.side, line.sum.0);
    let lines: Vec<_> = read.lines.iter().map(brief).collect();
    assert_eq!(
        lines,
        [
            (6, day(16), Side::Debit, 2_559_916_814),
            (11, day(17), Side::Credit, 10_050),
            (13, day(17), Side::Credit, 700),
        ]
    );
    let first = &read.lines[0];
    assert_eq!(first.reference, "BQ47-147");
    assert_eq!(first.number, "147");
    assert_eq!(first.account, ACCOUNT);
    assert_eq!(first.bin, "230940999005");
    assert_eq!(first.name, "ТОО «Школа-образец»");
    assert_eq!(read.lines[1].words, "возврат: счет закрыт");
    assert_eq!(read.lines[2].reference, "");
    let faults: Vec<_> = read.faults.iter().map(|f| (f.at, f.what)).collect();
    assert_eq!(faults, [(15, FaultKind::Side)]);
    // The same in the single-byte letters of a bank, with the line ends of Windows.
    let bytes = encode_kz1048(&MESSAGE.replace('\n', "\r\n")).unwrap();
    assert_eq!(Statement::read(&bytes).unwrap(), read);
    let dollars = MESSAGE.replace("KZT90000000,00", "USD90000000,00");
    let read = Statement::read(dollars.as_bytes()).unwrap();
    assert_eq!(read.lines, []);
    assert!(read.faults.iter().all(|f| f.what == FaultKind::Currency));
}

#[test]
fn a_table_is_read_by_its_headings_wherever_they_stand() {
    let table = "Выписка по счету;KZ24070105KSN0000000;;;;;;\n\
        за период;01.10.2026 - 17.10.2026;;;;;;\n\
        Дата операции;Номер документа;Дебет;Кредит;Наименование бенефициара;БИН/ИИН;ИИК бенефициара;Назначение платежа\n\
        16.10.2026;147;25 599 168,14;;\"ТОО \"\"Школа; образец\"\"\";230940999005;KZ946017111000000330;Оплата\n\
        17.10.2026;9;;100,50;Банк;;;\"Возврат BQ47-148:\nсчет закрыт\"\n\
        17.10.2026;10;1,234;;;;;\n\
        ;;5,00;;;;;\n\
        Итого;;25 599 169,14;100,50;;;;\n\
        ;;;;;;;\n";
    let read = Statement::read(table.as_bytes()).unwrap();
    assert_eq!(read.account, OWN);
    assert_eq!(read.lines.len(), 2);
    let first = &read.lines[0];
    assert_eq!(
        (first.day, first.side, first.sum, first.at),
        (day(16), Side::Debit, Tiyn(2_559_916_814), 4)
    );
    assert_eq!(first.name, "ТОО \"Школа; образец\"");
    assert_eq!(
        (first.number.as_str(), first.account.as_str()),
        ("147", ACCOUNT)
    );
    assert_eq!(read.lines[1].side, Side::Credit);
    assert!(read.lines[1].words.contains("счет закрыт"));
    let faults: Vec<_> = read.faults.iter().map(|f| (f.at, f.what)).collect();
    assert_eq!(faults, [(7, FaultKind::Sum), (8, FaultKind::Day)]);

    let kazakh = "Күні\tҚұжат нөмірі\tСомасы\tТөлем мақсаты\n2026-10-16\t147\t-5,00\tBQ47-147\n";
    let read = Statement::read(&encode_kz1048(kazakh).unwrap()).unwrap();
    assert_eq!(
        (read.lines[0].side, read.lines[0].sum),
        (Side::Debit, Tiyn(500))
    );

    let unended = format!("{table}16.10.2026;1;1,00;;\"никогда");
    let read = Statement::read(unended.as_bytes()).unwrap();
    assert_eq!(read.faults.last().map(|f| f.what), Some(FaultKind::Quote));
    assert_eq!(Statement::read(b"%PDF-1.7"), Err(NotAStatement::Form));
    assert_eq!(Statement::read(b""), Err(NotAStatement::Form));
}

/// Documents as three banks write them: sums in columns of their own, or one sum with the accounts.
const EXCHANGE: &str = "1CClientBankExchange
ВерсияФормата=2.00
Кодировка=Windows
РасчСчет=KZ24070105KSN0000000
СекцияРасчСчет
НачальныйОстаток=129464.83
КонецРасчСчет
СекцияДокумент=Выписка
НомерДокумента=147
ДатаДокумента=15.10.2026
СуммаРасход=25599168.14
ПолучательНаименование=ТОО Школа
ПолучательБИН_ИИН=230940999005
ПолучательИИК=KZ946017111000000330
ПлательщикИИК=KZ24070105KSN0000000
ДатаОперации=16.10.2026
НазначениеПлатежа=Оплата по акту
Реф. BQ47-147
КонецДокумента
СЕКЦИЯДОКУМЕНТ=Платежное поручение
Номер=9
Сумма=7745.7
ПлательщикИИК=KZ946017111000000330
ПлательщикНаименование=Школа
ПолучательИИК=KZ24070105KSN0000000
ДатаПоступило=17.10.2026
НазначениеПлатежа=Возврат
КонецДокумента
СекцияДокумент=Выписка
Сумма=5
ДатаОперации=17.10.2026
КонецДокумента
КонецФайла
";

#[test]
fn the_exchange_format_of_accountants_is_read_document_by_document() {
    let read = Statement::read(&encode_kz1048(EXCHANGE).unwrap()).unwrap();
    assert_eq!(read.account, OWN);
    let [paid, back] = read.lines.as_slice() else {
        panic!("{read:?}");
    };
    assert_eq!(
        (paid.at, paid.day, paid.side, paid.sum),
        (8, day(16), Side::Debit, Tiyn(2_559_916_814))
    );
    assert_eq!(
        (paid.account.as_str(), paid.bin.as_str()),
        (ACCOUNT, "230940999005")
    );
    assert_eq!(paid.words, "Оплата по акту Реф. BQ47-147");
    assert_eq!(
        (back.side, back.sum, back.name.as_str()),
        (Side::Credit, Tiyn(774_570), "Школа")
    );
    let faults: Vec<_> = read.faults.iter().map(|f| (f.at, f.what)).collect();
    assert_eq!(
        faults,
        [(29, FaultKind::Side)],
        "whose money it was isn't guessed"
    );
}

fn line(d: u32, side: Side, sum: i64, reference: &str) -> StatementLine {
    StatementLine {
        day: day(d),
        side,
        sum: Tiyn(sum),
        reference: reference.to_owned(),
        number: String::new(),
        account: String::new(),
        bin: String::new(),
        name: String::new(),
        words: String::new(),
        at: 1,
    }
}

#[test]
fn a_line_settles_only_the_payment_it_names_with_the_very_sum() {
    let payments = [
        known(147, 500, PaymentState::Sent),
        known(14, 500, PaymentState::Ordered),
        known(15, 700, PaymentState::Paid { on: day(3) }),
    ];
    let outcome = |line: StatementLine| reconcile(&[line], &payments).remove(0);
    let payment = id(147);
    use LineOutcome as Is;
    use Side::{Credit, Debit};
    assert_eq!(
        outcome(line(5, Debit, 500, "BQ47-147")),
        Is::Paid { payment }
    );
    assert_eq!(
        outcome(line(5, Debit, 500, "bq47-147")),
        Is::Paid { payment }
    );
    assert_eq!(outcome(line(5, Debit, 500, "BQ47-1471")), Is::Unknown);
    assert_eq!(
        outcome(line(5, Debit, 501, "BQ47-147")),
        Is::SumDiffers {
            payment,
            ordered: Tiyn(500)
        },
        "a tiyn is enough"
    );
    assert_eq!(
        outcome(line(5, Credit, 500, "BQ47-147")),
        Is::Returned { payment }
    );
    assert_eq!(
        outcome(line(3, Debit, 700, "BQ47-15")),
        Is::Recorded { payment: id(15) }
    );
    assert_eq!(
        outcome(line(4, Debit, 700, "BQ47-15")),
        Is::Twice { payment: id(15) },
        "money that went on another day went again"
    );
    assert_eq!(
        outcome(line(4, Credit, 700, "BQ47-15")),
        Is::Returned { payment: id(15) }
    );
    assert_eq!(
        outcome(line(2, Credit, 700, "BQ47-15")),
        Is::Ambiguous {
            payments: vec![id(15)]
        },
        "nothing comes back before it went"
    );
    // The reference within the words, whole and broken over two lines.
    let mut said = line(5, Debit, 500, "");
    said.words = "Оплата по акту, BQ47-147.".to_owned();
    assert_eq!(outcome(said.clone()), Is::Paid { payment });
    said.words = "Оплата BQ4 7-147".to_owned();
    assert_eq!(outcome(said.clone()), Is::Paid { payment });
    said.words = "BQ47-147 и BQ47-14".to_owned();
    assert_eq!(
        outcome(said.clone()),
        Is::Ambiguous {
            payments: vec![id(14), id(147)]
        }
    );
    // Without a reference the number counts only with account or БИН.
    said.words.clear();
    said.number = "147".to_owned();
    assert_eq!(outcome(said.clone()), Is::Unknown);
    said.bin = "230940999005".to_owned();
    assert_eq!(outcome(said.clone()), Is::Paid { payment });
    said.side = Credit;
    assert_eq!(
        outcome(said),
        Is::Unknown,
        "money that comes has the number of another order"
    );
}

#[test]
fn what_is_recorded_is_what_was_confirmed_and_once() {
    let payments = [
        known(1, 500, PaymentState::Ordered),
        known(2, 700, PaymentState::Sent),
    ];
    let mut back = line(7, Side::Credit, 700, "BQ47-2");
    back.words = "счет закрыт".to_owned();
    let lines = [
        line(5, Side::Debit, 500, "BQ47-1"),
        line(5, Side::Debit, 500, "BQ47-1"),
        back,
        line(5, Side::Debit, 700, "BQ47-2"),
        line(5, Side::Debit, 1, "BQ47-2"),
    ];
    let all = |lines: &[StatementLine], confirmed: &[usize]| {
        to_record(lines, &payments, &confirmed.iter().copied().collect())
    };
    let reason = "счет закрыт".into();
    let back = PaymentEvent::Returned { on: day(7), reason };
    let paid = || PaymentEvent::Paid { on: day(5) };
    assert_eq!(
        all(&lines, &[0, 1, 2, 3, 4, 99]),
        [
            (id(1), PaymentEvent::Sent),
            (id(1), paid()),
            (id(2), paid()),
            (id(2), back.clone()),
        ]
    );
    assert_eq!(all(&lines, &[2]), [(id(2), back)]);
    assert_eq!(all(&lines, &[]), []);
}

/// States a payment may be in, lines a bank may write of it.
fn state() -> impl Strategy<Value = PaymentState> {
    prop_oneof![
        Just(PaymentState::Ordered),
        Just(PaymentState::Sent),
        (1u32..4).prop_map(|d| PaymentState::Paid { on: day(d) }),
        (1u32..4).prop_map(|d| PaymentState::Returned {
            on: day(d),
            reason: "нет".into()
        }),
    ]
}

fn world() -> impl Strategy<Value = (Vec<KnownPayment>, Vec<StatementLine>)> {
    let payments = prop::collection::vec((1i64..4, state()), 1..5).prop_map(|made| {
        let numbered = made.into_iter().zip(1..);
        numbered
            .map(|((sum, state), number)| known(number, sum, state))
            .collect::<Vec<_>>()
    });
    let lines = prop::collection::vec(
        (1u32..5, any::<bool>(), 1i64..4, 1u32..6, 0usize..40),
        0..16,
    )
    .prop_map(|made| {
        let made = made.into_iter().map(|(d, debit, sum, number, at)| {
            let side = if debit { Side::Debit } else { Side::Credit };
            let mut line = line(d, side, sum, &format!("BQ47-{number}"));
            line.at = at;
            line
        });
        made.collect::<Vec<_>>()
    });
    (payments, lines)
}

/// What a record becomes by the events; panics where the rules refuse one.
fn apply(payments: &mut [KnownPayment], events: &[(PaymentId, PaymentEvent)]) {
    for (of, event) in events {
        let one = payments.iter_mut().find(|one| one.id == *of).unwrap();
        let payment = Payment {
            id: one.id,
            act: baqylau_domain::identifiers::SchoolActId::new(Uuid::nil()),
            register: baqylau_domain::identifiers::PaymentRegisterId::new(Uuid::nil()),
            amount: one.amount,
            state: one.state.clone(),
        };
        one.state = payment
            .after(event)
            .expect("the rules take what is to be recorded")
            .state;
    }
}

proptest! {
    /// However a bank orders its lines, they are the same to the payments.
    #[test]
    fn the_order_of_the_lines_decides_nothing(
        (payments, lines) in world(), turn in 0usize..16, back in any::<bool>(),
    ) {
        let told = |lines: &[StatementLine]| {
            let mut told: Vec<_> = lines
                .iter()
                .zip(reconcile(lines, &payments))
                .map(|(line, outcome)| {
                    let line = StatementLine { at: 0, ..line.clone() };
                    (line, format!("{outcome:?}"))
                })
                .collect();
            told.sort();
            told
        };
        let mut other = lines.clone();
        if !other.is_empty() {
            let by = turn % other.len();
            other.rotate_left(by);
        }
        if back {
            other.reverse();
        }
        prop_assert_eq!(told(&lines), told(&other));
    }

    /// A payment is paid and comes back once at most, its sum is that of its line, the rules take
    /// what is recorded, and the same file again says nothing new.
    #[test]
    fn no_payment_is_settled_twice((payments, lines) in world()) {
        let outcomes = reconcile(&lines, &payments);
        let mut settled: BTreeMap<(PaymentId, bool), i64> = BTreeMap::new();
        for (line, outcome) in lines.iter().zip(&outcomes) {
            if let Some(payment) = outcome.settles() {
                let paid = matches!(outcome, LineOutcome::Paid { .. });
                prop_assert_eq!(settled.insert((payment, paid), line.sum.0), None);
                let ordered = payments.iter().find(|one| one.id == payment).unwrap();
                prop_assert_eq!(ordered.amount, line.sum);
                prop_assert_eq!(paid, line.side == Side::Debit);
            }
        }
        let every: BTreeSet<usize> = (0..lines.len()).collect();
        let events = to_record(&lines, &payments, &every);
        let mut after = payments.clone();
        apply(&mut after, &events);
        let again = reconcile(&lines, &after);
        prop_assert!(again.iter().all(|outcome| outcome.settles().is_none()), "{again:?}");
        prop_assert_eq!(to_record(&lines, &after, &every), []);
    }

    /// No file stops the reader, and every sum is above nought.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(read) = Statement::read(&bytes) {
            prop_assert!(read.lines.iter().all(|line| line.sum.0 > 0));
        }
    }

    /// The same of texts that look like statements.
    #[test]
    fn spoilt_statements_are_read_or_refused(
        at in 0usize..MESSAGE.len(), with in ".{0,6}", cut in 0usize..8, exchange in any::<bool>(),
    ) {
        let whole = if exchange { EXCHANGE } else { MESSAGE };
        let mut letters: Vec<char> = whole.chars().collect();
        let at = at.min(letters.len() - 1);
        let end = (at + cut).min(letters.len());
        letters.splice(at..end, with.chars());
        let text: String = letters.into_iter().collect();
        if let Ok(read) = Statement::read(text.as_bytes()) {
            prop_assert!(read.lines.iter().all(|line| line.sum.0 > 0));
        }
        let table = "Дата;Номер;Дебет;Кредит\n".to_owned() + &text.replace(':', ";");
        let _ = Statement::read(table.as_bytes());
    }
}
