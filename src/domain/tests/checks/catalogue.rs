//! The table of checks is whole: every line of the seeds has its check, every check its words.

use crate::world::{case_of, facts, run, subject_of};
use baqylau_domain::checks::{CATALOGUE, CheckId, SEED_LINES, Source, Topic};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[test]
fn the_table_has_one_row_for_each_code_in_their_order() {
    let rows: Vec<CheckId> = CATALOGUE.iter().map(|check| check.id).collect();
    assert_eq!(rows, CheckId::ALL);
    for id in CheckId::ALL {
        assert_eq!(id.check().id, *id);
        assert_eq!(id.code().parse(), Ok(*id));
        assert_eq!(
            serde_json::to_string(id).unwrap(),
            format!("\"{}\"", id.code())
        );
    }
    assert!("org-nothing".parse::<CheckId>().is_err());
}

#[test]
fn codes_are_unique_and_read_back() {
    let codes: BTreeSet<&str> = Source::ALL.iter().map(|source| source.code()).collect();
    assert_eq!(codes.len(), Source::ALL.len());
    for source in Source::ALL {
        assert_eq!(source.code().parse(), Ok(*source));
    }
    let codes: BTreeSet<&str> = Topic::ALL.iter().map(|topic| topic.code()).collect();
    assert_eq!(codes.len(), Topic::ALL.len());
}

#[test]
fn every_line_of_the_seeds_has_a_check_and_every_check_names_lines_that_exist() {
    let lines: BTreeSet<&str> = SEED_LINES.iter().map(|line| line.key).collect();
    assert_eq!(lines.len(), SEED_LINES.len(), "keys are unique");
    let named: BTreeSet<&str> = CATALOGUE
        .iter()
        .flat_map(|check| check.seeds)
        .copied()
        .collect();
    assert_eq!(lines, named);
    // What no seed names is a proposal, and says so.
    for check in CATALOGUE.iter().filter(|check| check.seeds.is_empty()) {
        assert_eq!(
            check.basis,
            baqylau_domain::policy::Basis::Proposal,
            "{:?}",
            check.id
        );
    }
}

#[test]
fn the_lines_stand_in_the_seeds_word_for_word() {
    let folder = std::env::var_os("BAQYLAU_SEEDS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds"),
        PathBuf::from,
    );
    for seed in ["ortabilim", "jogarybilim"] {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{seed}.txt"))) else {
            println!("skipped: the seed {seed} isn't here");
            continue;
        };
        for line in SEED_LINES.iter().filter(|line| line.seed == seed) {
            assert!(text.contains(line.words), "{seed}: {}", line.words);
        }
    }
}

#[test]
fn a_check_reads_what_it_says_it_needs_and_nothing_else() {
    for check in CheckId::ALL.iter().copied() {
        let world = facts(check.check().programmes[0]);
        let report = run(&case_of(check), &world);
        let row = report.row(check, &subject_of(check)).unwrap();
        let read: BTreeSet<Topic> = row.read.iter().map(|key| key.topic).collect();
        let needs: BTreeSet<Topic> = check.check().needs.iter().copied().collect();
        assert_eq!(read, needs, "{check:?}");
        for piece in &row.evidence {
            assert!(
                check.check().sources.contains(&piece.source),
                "{check:?} took the word of {:?}",
                piece.source
            );
        }
    }
}

/// The table for people, as it stands in the README beside the checks.
fn table() -> String {
    let mut text = String::from(
        "| check | of each | asked of | needs | follows from a failure (programme: what, basis) | lines of the seeds |\n|---|---|---|---|---|---|\n",
    );
    for check in CATALOGUE {
        let join = |parts: Vec<&str>| parts.join(", ");
        let follows: Vec<String> = check
            .weights
            .iter()
            .map(|weight| {
                let programmes: Vec<&str> = weight.programmes.iter().map(|p| p.code()).collect();
                let moments: Vec<&str> = weight.moments.iter().map(|m| m.code()).collect();
                format!(
                    "{} at {}: {} ({:?}; {})",
                    programmes.join(", "),
                    moments.join(", "),
                    weight.consequence.code(),
                    weight.basis,
                    weight.text
                )
            })
            .collect();
        let seeds: Vec<String> = SEED_LINES
            .iter()
            .filter(|line| check.seeds.contains(&line.key))
            .map(|line| format!("{}: «{}»", line.seed, line.words))
            .collect();
        writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {} |",
            check.id.code(),
            check.scope.code(),
            join(check.sources.iter().map(|s| s.code()).collect()),
            join(check.needs.iter().map(|t| t.code()).collect()),
            if follows.is_empty() {
                "review".to_owned()
            } else {
                follows.join("; ")
            },
            if seeds.is_empty() {
                "none: a proposal".to_owned()
            } else {
                seeds.join("; ")
            },
        )
        .unwrap();
    }
    text
}

#[test]
fn the_readme_lists_the_checks_and_their_seeds() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks/README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("<!-- table -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end of table -->").unwrap();
    let wanted = format!(
        "{before}<!-- table -->\n{}<!-- end of table -->{after}",
        table()
    );
    if std::env::var_os("BAQYLAU_BLESS").is_some() {
        std::fs::write(&path, wanted).unwrap();
    } else {
        assert!(readme == wanted, "BAQYLAU_BLESS=1 writes the table anew");
    }
}
