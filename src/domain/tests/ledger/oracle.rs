//! The ledger again, as naively as can be: plain numbers in plain maps, no double entry, no holds.
//! It says what must be allowed and what everybody must have afterwards.

use baqylau_domain::calendar::Period;
use std::collections::{BTreeMap, BTreeSet};

/// What became of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    Free,
    Held { university: u64 },
    Paid { act: u64 },
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    Issued,
    Placed,
    Studying,
    Between,
    Away { from: Period },
    Ended,
    Used,
    Withdrawn,
}

#[derive(Debug, Clone)]
pub struct Voucher {
    pub nominal: i64,
    pub student: Option<u64>,
    pub life: Life,
    pub months: Vec<(Period, i64, Cell)>,
    pub window: Option<(Period, Period)>,
}

impl Voucher {
    pub fn sum(&self, of: impl Fn(Cell) -> bool) -> i64 {
        let months = self.months.iter().filter(|month| of(month.2));
        months.map(|month| month.1).sum()
    }

    fn held(&self, wanted: impl Fn(Period) -> bool) -> Vec<(usize, u64)> {
        let months = self.months.iter().enumerate();
        months
            .filter_map(|(place, month)| match month.2 {
                Cell::Held { university } if wanted(month.0) => Some((place, university)),
                _ => None,
            })
            .collect()
    }

    fn is_away(&self, period: Period) -> bool {
        matches!(self.life, Life::Away { from } if period >= from)
    }

    fn at(&self, period: Period) -> Option<usize> {
        self.months.iter().rposition(|month| month.0 == period)
    }

    fn span(&self) -> Option<(Period, Period)> {
        let paid = self.months.iter().filter(|month| month.2 != Cell::Gone);
        let months: Vec<Period> = paid.map(|month| month.0).collect();
        Some((*months.iter().min()?, *months.iter().max()?))
    }

    /// Used up, or ended without a single month paid.
    fn settle(&mut self) {
        if self.life == Life::Studying && self.held(|_| true).is_empty() {
            let paid = self.sum(|cell| matches!(cell, Cell::Paid { .. }));
            self.life = if paid > 0 { Life::Used } else { Life::Ended };
        }
    }
}

#[derive(Debug, Clone)]
pub struct Act {
    pub university: u64,
    pub period: Period,
    pub people: u32,
    pub total: i64,
    pub invoiced: bool,
    pub redeemed: (i64, u32),
    pub paid: bool,
}

#[derive(Debug, Clone, Default)]
pub struct University {
    pub amount: i64,
    pub committed: i64,
    pub owed: i64,
    pub sanctions: BTreeMap<u64, bool>,
}

/// What the naive ledger knows.
#[derive(Debug, Clone, Default)]
pub struct Oracle {
    pub budget: i64,
    pub stipends: i64,
    pub vouchers: BTreeMap<u64, Voucher>,
    pub universities: BTreeMap<u64, University>,
    pub acts: BTreeMap<u64, Act>,
    pub students: BTreeSet<u64>,
    pub student_blocks: BTreeSet<(u64, u64)>,
    pub university_blocks: BTreeSet<(u64, u64)>,
    pub stipend_months: BTreeSet<(u64, Period)>,
    pub paid_months: BTreeSet<(u64, Period)>,
}

/// What is asked, in small numbers.
#[derive(Debug, Clone, Copy)]
pub enum Ask {
    Emit {
        voucher: u64,
        nominal: i64,
        parts: u32,
    },
    Place {
        voucher: u64,
        student: u64,
    },
    Cancel {
        voucher: u64,
    },
    Reserve {
        voucher: u64,
        university: u64,
        admitted: bool,
        contract_of: u64,
    },
    SignAct {
        act: u64,
        university: u64,
        period: Period,
        people: u32,
        total: i64,
    },
    Invoice {
        act: u64,
        total: i64,
    },
    Redeem {
        voucher: u64,
        act: u64,
        period: Period,
        attended: u32,
    },
    Release {
        voucher: u64,
        period: Period,
    },
    End {
        voucher: u64,
        in_month: Period,
        future: bool,
    },
    Move {
        voucher: u64,
        from: Period,
    },
    Leave {
        voucher: u64,
        from: Period,
    },
    Return {
        voucher: u64,
        resume: Period,
    },
    Stipend {
        voucher: u64,
        act: u64,
        period: Period,
        attended: u32,
        amount: i64,
    },
    BlockStudent {
        student: u64,
        paper: u64,
        lift: bool,
    },
    BlockUniversity {
        university: u64,
        paper: u64,
        lift: bool,
    },
    Suspend {
        university: u64,
        sanction: u64,
    },
    Resume {
        university: u64,
        sanction: u64,
    },
    Pay {
        act: u64,
        total: i64,
    },
    PaymentBack {
        act: u64,
    },
}

impl Oracle {
    fn is_student_free(&self, student: u64) -> bool {
        !self.student_blocks.iter().any(|(who, _)| *who == student)
    }

    fn is_university_free(&self, university: u64) -> bool {
        !self
            .university_blocks
            .iter()
            .any(|(who, _)| *who == university)
    }

    fn is_paused(&self, university: u64) -> bool {
        self.universities[&university]
            .sanctions
            .values()
            .any(|open| *open)
    }

    /// Whether another voucher pays the student's study within a span.
    fn overlaps(&self, voucher: u64, student: Option<u64>, span: Option<(Period, Period)>) -> bool {
        let Some((from, to)) = span else { return false };
        self.vouchers.iter().any(|(id, other)| {
            *id != voucher
                && other.student == student
                && other
                    .window
                    .is_some_and(|(first, last)| first <= to && from <= last)
        })
    }

    /// Takes months back to the budget, or to the student for another university.
    fn let_go(&mut self, voucher: u64, months: &[(usize, u64)], keep: bool) {
        let Some(row) = self.vouchers.get_mut(&voucher) else {
            return;
        };
        for (place, university) in months {
            let sum = row.months[*place].1;
            row.months[*place].2 = if keep { Cell::Free } else { Cell::Gone };
            let place = self.universities.get_mut(university).unwrap();
            place.amount -= sum;
            place.committed -= sum;
            if !keep {
                self.budget += sum;
            }
        }
    }

    fn may_move(&self, student: Option<u64>, months: &[(usize, u64)]) -> bool {
        student.is_some_and(|student| self.is_student_free(student))
            && months
                .iter()
                .all(|(_, university)| self.is_university_free(*university))
    }

    /// Whether it is allowed in a month; and if it is, does it.
    pub fn ask(&mut self, ask: Ask, now: Period) -> bool {
        match ask {
            Ask::Emit {
                voucher,
                nominal,
                parts,
            } => {
                let each = if parts == 0 {
                    0
                } else {
                    (2 * nominal + i64::from(parts)) / (2 * i64::from(parts))
                };
                let last = nominal - each * (i64::from(parts) - 1);
                if self.vouchers.contains_key(&voucher)
                    || parts == 0
                    || parts > 12
                    || each <= 0
                    || last <= 0
                    || nominal > self.budget
                {
                    return false;
                }
                self.budget -= nominal;
                let first = Period::new(2025, 9).unwrap();
                let months = (0..parts).map(|place| {
                    let sum = if place + 1 == parts { last } else { each };
                    (
                        first.plus_months(i32::try_from(place).unwrap()).unwrap(),
                        sum,
                        Cell::Free,
                    )
                });
                let row = Voucher {
                    nominal,
                    student: None,
                    life: Life::Issued,
                    months: months.collect(),
                    window: None,
                };
                self.vouchers.insert(voucher, row);
                true
            }
            Ask::Place { voucher, student } => {
                let free = self.students.contains(&student) && self.is_student_free(student);
                match self.vouchers.get_mut(&voucher) {
                    Some(row) if row.life == Life::Issued && free => {
                        row.life = Life::Placed;
                        row.student = Some(student);
                        true
                    }
                    _ => false,
                }
            }
            Ask::Cancel { voucher } => {
                let Some(row) = self.vouchers.get(&voucher) else {
                    return false;
                };
                let free = row
                    .student
                    .is_none_or(|student| self.is_student_free(student));
                if !matches!(row.life, Life::Issued | Life::Placed) || !free {
                    return false;
                }
                let nominal = row.nominal;
                self.budget += nominal;
                let row = self.vouchers.get_mut(&voucher).unwrap();
                row.life = Life::Withdrawn;
                row.months.iter_mut().for_each(|month| month.2 = Cell::Gone);
                true
            }
            Ask::Reserve {
                voucher,
                university,
                admitted,
                contract_of,
            } => {
                let Some(row) = self.vouchers.get(&voucher) else {
                    return false;
                };
                let free = row.sum(|cell| cell == Cell::Free);
                let place = &self.universities[&university];
                let allowed = matches!(row.life, Life::Placed | Life::Between)
                    && admitted
                    && contract_of == university
                    && row
                        .student
                        .is_some_and(|student| self.is_student_free(student))
                    && self.is_university_free(university)
                    && place.committed + free <= place.amount
                    && !self.overlaps(voucher, row.student, row.span());
                if !allowed {
                    return false;
                }
                self.universities.get_mut(&university).unwrap().committed += free;
                let row = self.vouchers.get_mut(&voucher).unwrap();
                row.life = Life::Studying;
                row.window = row.span();
                for month in &mut row.months {
                    if month.2 == Cell::Free {
                        month.2 = Cell::Held { university };
                    }
                }
                true
            }
            Ask::SignAct {
                act,
                university,
                period,
                people,
                total,
            } => {
                if self.acts.contains_key(&act) || period > now || people == 0 || total <= 0 {
                    return false;
                }
                let row = Act {
                    university,
                    period,
                    people,
                    total,
                    invoiced: false,
                    redeemed: (0, 0),
                    paid: false,
                };
                self.acts.insert(act, row);
                true
            }
            Ask::Invoice { act, total } => match self.acts.get_mut(&act) {
                Some(row) if !row.invoiced && row.total == total => {
                    row.invoiced = true;
                    true
                }
                _ => false,
            },
            Ask::Redeem {
                voucher,
                act,
                period,
                attended,
            } => {
                let (Some(row), Some(paper)) = (self.vouchers.get(&voucher), self.acts.get(&act))
                else {
                    return false;
                };
                let Some(place) = row.at(period) else {
                    return false;
                };
                let (_, sum, Cell::Held { university }) = row.months[place] else {
                    return false;
                };
                let allowed = period <= now
                    && !self.paid_months.contains(&(voucher, period))
                    && !row.is_away(period)
                    && (paper.university, paper.period) == (university, period)
                    && paper.invoiced
                    && self.may_move(row.student, &[(place, university)])
                    && !self.is_paused(university)
                    && attended * 2 >= 96
                    && paper.redeemed.0 + sum <= paper.total
                    && paper.redeemed.1 < paper.people;
                if !allowed {
                    return false;
                }
                self.paid_months.insert((voucher, period));
                self.universities.get_mut(&university).unwrap().owed += sum;
                let paper = self.acts.get_mut(&act).unwrap();
                paper.redeemed = (paper.redeemed.0 + sum, paper.redeemed.1 + 1);
                let row = self.vouchers.get_mut(&voucher).unwrap();
                row.months[place].2 = Cell::Paid { act };
                row.settle();
                true
            }
            Ask::Release { voucher, period } => {
                let Some(row) = self.vouchers.get(&voucher) else {
                    return false;
                };
                let months = row.held(|month| month == period);
                if period >= now
                    || row.is_away(period)
                    || months.is_empty()
                    || !self.may_move(row.student, &months)
                {
                    return false;
                }
                self.let_go(voucher, &months, false);
                self.vouchers.get_mut(&voucher).unwrap().settle();
                true
            }
            Ask::End {
                voucher,
                in_month,
                future,
            } => {
                let Some(row) = self.vouchers.get(&voucher) else {
                    return false;
                };
                let alive = matches!(
                    row.life,
                    Life::Placed | Life::Studying | Life::Between | Life::Away { .. }
                );
                let months = row.held(|month| month >= in_month || row.is_away(month));
                let free = row.sum(|cell| cell == Cell::Free);
                let moves = free > 0 || !months.is_empty();
                if !alive
                    || future
                    || in_month > now
                    || (moves && !self.may_move(row.student, &months))
                {
                    return false;
                }
                self.let_go(voucher, &months, false);
                self.budget += free;
                let row = self.vouchers.get_mut(&voucher).unwrap();
                for month in &mut row.months {
                    if month.2 == Cell::Free {
                        month.2 = Cell::Gone;
                    }
                }
                row.life = Life::Ended;
                row.window = row.span();
                true
            }
            Ask::Move { voucher, from } => {
                let Some(row) = self.vouchers.get(&voucher) else {
                    return false;
                };
                let months = row.held(|month| month >= from);
                if row.life != Life::Studying
                    || months.is_empty()
                    || !self.may_move(row.student, &months)
                {
                    return false;
                }
                self.let_go(voucher, &months, true);
                self.vouchers.get_mut(&voucher).unwrap().life = Life::Between;
                true
            }
            Ask::Leave { voucher, from } => match self.vouchers.get_mut(&voucher) {
                Some(row)
                    if row.life == Life::Studying
                        && !row.held(|month| month >= from).is_empty() =>
                {
                    row.life = Life::Away { from };
                    true
                }
                _ => false,
            },
            Ask::Return { voucher, resume } => {
                let Some(row) = self.vouchers.get(&voucher) else {
                    return false;
                };
                let Life::Away { from } = row.life else {
                    return false;
                };
                let mut after = row.clone();
                let waiting = row.held(|month| month >= from);
                let first = waiting
                    .iter()
                    .map(|(place, _)| row.months[*place].0)
                    .min()
                    .unwrap();
                let shift = resume.months_since(first);
                for (place, _) in &waiting {
                    let month = &mut after.months[*place];
                    month.0 = month.0.plus_months(shift).unwrap();
                }
                let distinct: BTreeSet<Period> = after.months.iter().map(|month| month.0).collect();
                let clash = distinct.len() != after.months.len();
                if shift < 0 || clash || self.overlaps(voucher, row.student, after.span()) {
                    return false;
                }
                after.life = Life::Studying;
                after.window = after.span();
                self.vouchers.insert(voucher, after);
                true
            }
            Ask::Stipend {
                voucher,
                act,
                period,
                attended,
                amount,
            } => {
                let (Some(row), Some(paper)) = (self.vouchers.get(&voucher), self.acts.get(&act))
                else {
                    return false;
                };
                let fits = match row.at(period).map(|place| row.months[place].2) {
                    Some(Cell::Held { university }) => university == paper.university,
                    Some(Cell::Paid { act: by }) => by == act,
                    _ => false,
                };
                let allowed = fits
                    && period <= now
                    && paper.period == period
                    && !row.is_away(period)
                    && row
                        .student
                        .is_some_and(|student| self.is_student_free(student))
                    && attended * 2 >= 96
                    && (1..=self.stipends).contains(&amount)
                    && self.stipend_months.insert((voucher, period));
                if allowed {
                    self.stipends -= amount;
                }
                allowed
            }
            Ask::BlockStudent {
                student,
                paper,
                lift,
            } => {
                if !self.students.contains(&student) {
                    false
                } else if lift {
                    self.student_blocks.remove(&(student, paper))
                } else {
                    self.student_blocks.insert((student, paper))
                }
            }
            Ask::BlockUniversity {
                university,
                paper,
                lift,
            } => {
                if lift {
                    self.university_blocks.remove(&(university, paper))
                } else {
                    self.university_blocks.insert((university, paper))
                }
            }
            Ask::Suspend {
                university,
                sanction,
            } => {
                let sanctions = &mut self.universities.get_mut(&university).unwrap().sanctions;
                let new = !sanctions.contains_key(&sanction);
                sanctions.entry(sanction).or_insert(true);
                new
            }
            Ask::Resume {
                university,
                sanction,
            } => {
                let sanctions = &mut self.universities.get_mut(&university).unwrap().sanctions;
                sanctions
                    .get_mut(&sanction)
                    .is_some_and(|open| std::mem::replace(open, false))
            }
            Ask::Pay { act, total } => {
                let Some(paper) = self.acts.get(&act) else {
                    return false;
                };
                let university = paper.university;
                let allowed = !paper.paid
                    && paper.invoiced
                    && paper.redeemed == (paper.total, paper.people)
                    && paper.total == total
                    && self.is_university_free(university)
                    && !self.is_paused(university);
                if allowed {
                    self.acts.get_mut(&act).unwrap().paid = true;
                    self.universities.get_mut(&university).unwrap().owed -= total;
                }
                allowed
            }
            Ask::PaymentBack { act } => {
                let Some(paper) = self.acts.get(&act) else {
                    return false;
                };
                let (university, total) = (paper.university, paper.total);
                if !paper.paid || !self.is_university_free(university) {
                    return false;
                }
                self.acts.get_mut(&act).unwrap().paid = false;
                self.universities.get_mut(&university).unwrap().owed += total;
                true
            }
        }
    }
}
