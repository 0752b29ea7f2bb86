//! What makes searching and ordering words cheap: folded words, and their places in the order of
//! a language.

use baqylau_locale::{Language, Locale, fold};

use crate::table::{Column, Data, NO_CHOICE, NO_DAY, NO_NUMBER};

/// From how many words on several threads are worth starting.
const MANY: usize = 50_000;
/// More threads than this find nothing to do beside the memory they wait for.
const THREADS: usize = 4;

/// Does something to every part of a list, on several threads where it is long.
fn in_parts<T: Sync, R: Send>(all: &[T], each: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(THREADS);
    if all.len() < MANY || threads < 2 {
        return each(all);
    }
    let part = all.len().div_ceil(threads);
    let each = &each;
    let parts: Option<Vec<Vec<R>>> = std::thread::scope(|scope| {
        let started: Vec<_> = all
            .chunks(part)
            .map(|part| scope.spawn(move || each(part)))
            .collect();
        started.into_iter().map(|one| one.join().ok()).collect()
    });
    // A thread that broke off said nothing: its part is done here.
    parts.map_or_else(|| each(all), |parts| parts.into_iter().flatten().collect())
}

/// The words of a column as they are searched.
pub(crate) fn folded(column: &Column) -> &[Box<str>] {
    column.folded.get_or_init(|| match &column.data {
        Data::Text { words, .. } => in_parts(words, |part| {
            part.iter().map(|word| fold(word).into()).collect()
        }),
        _ => Vec::new(),
    })
}

/// Which of a column's words hold what is searched, folded.
pub(crate) fn containing(column: &Column, query: &str) -> Vec<bool> {
    in_parts(folded(column), |part| {
        part.iter()
            .map(|word| !word.is_empty() && baqylau_locale::matches_folded(query, word))
            .collect()
    })
}

/// The place of each word of a column in the order of a language.
pub(crate) fn ranks(column: &Column, language: Language) -> &[u32] {
    column.ranks.get_or_init(|| {
        let Data::Text { words, .. } = &column.data else {
            return Vec::new();
        };
        let keys: Vec<Box<[u8]>> = in_parts(words, |part| {
            let locale = Locale::new(language);
            part.iter()
                .map(|word| locale.sort_key(word).into_boxed_slice())
                .collect()
        });
        let mut order: Vec<u32> = (0..u32::try_from(words.len()).unwrap_or(u32::MAX)).collect();
        let of = |at: &u32| (keys.get(*at as usize), words.get(*at as usize));
        order.sort_unstable_by(|a, b| of(a).cmp(&of(b)));
        let mut ranks = vec![0; words.len()];
        for (rank, at) in order.into_iter().enumerate() {
            if let Some(place) = ranks.get_mut(at as usize) {
                *place = u32::try_from(rank).unwrap_or(u32::MAX);
            }
        }
        ranks
    })
}

/// A column to order by: each row has a number, empty cells the largest whatever the direction.
pub(crate) struct Keys<'t> {
    source: Source<'t>,
    descending: bool,
}

enum Source<'t> {
    Text(&'t [u32], &'t [u32]),
    Whole(&'t [i64]),
    Days(&'t [i32]),
    Small(&'t [u16]),
}

impl<'t> Keys<'t> {
    pub(crate) fn new(column: &'t Column, language: Language, descending: bool) -> Self {
        let source = match &column.data {
            Data::Text { codes, .. } => Source::Text(codes, ranks(column, language)),
            Data::Whole(values) => Source::Whole(values),
            Data::Days(days) => Source::Days(days),
            Data::Small(choices) => Source::Small(choices),
        };
        Self { source, descending }
    }

    #[inline]
    pub(crate) fn of(&self, row: u32) -> u64 {
        let row = row as usize;
        let key = match self.source {
            Source::Text(codes, ranks) => match codes.get(row) {
                None | Some(0) => return u64::MAX,
                Some(code) => ranks.get(*code as usize).map_or(0, |rank| u64::from(*rank)),
            },
            Source::Whole(values) => match values.get(row) {
                None | Some(&NO_NUMBER) => return u64::MAX,
                // From one upwards: the least number is the empty cell's.
                Some(value) => (value ^ i64::MIN).cast_unsigned() - 1,
            },
            Source::Days(days) => match days.get(row) {
                None | Some(&NO_DAY) => return u64::MAX,
                Some(day) => u64::from((day ^ i32::MIN).cast_unsigned()),
            },
            Source::Small(choices) => match choices.get(row) {
                None | Some(&NO_CHOICE) => return u64::MAX,
                Some(choice) => u64::from(*choice),
            },
        };
        if self.descending {
            (u64::MAX - 1) - key
        } else {
            key
        }
    }
}
