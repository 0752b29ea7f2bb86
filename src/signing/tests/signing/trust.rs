//! Chains: made by OpenSSL, climbed by us.

use crate::fixtures::{Bench, fixture, now, open, validity};
use baqylau_signing::demo_ca::DemoCa;
use baqylau_signing::{Certificate, ChainProblem, TrustStore};
use chrono::{DateTime, TimeDelta, Utc};
use rand_core::OsRng;
use std::time::SystemTime;

#[test]
fn an_authority_of_the_same_name_with_another_key_issues_nothing() {
    let impostor = DemoCa::generate(validity(), &mut OsRng).expect("authority");
    assert_eq!(
        impostor.certificate().subject().common_name,
        fixture().ca.certificate().subject().common_name
    );
    let certificate = open(&fixture().head).certificate().clone();
    let problem = impostor
        .trust_store()
        .chain(&certificate, &[], now())
        .expect_err("refused");
    assert!(
        matches!(problem, ChainProblem::UnknownIssuer { .. }),
        "{problem:?}"
    );
    // Both together: the right one is found by its key, whatever the order.
    let mut both = impostor.trust_store();
    both.add_demonstration_anchor(fixture().ca.certificate().clone());
    let chain = both.chain(&certificate, &[], now()).expect("found");
    assert_eq!(
        chain.certificates,
        [certificate, fixture().ca.certificate().clone()]
    );
}

#[test]
fn an_offered_root_is_not_believed() {
    let certificate = open(&fixture().head).certificate().clone();
    let mut store = TrustStore::new();
    store.add_anchor(
        DemoCa::generate(validity(), &mut OsRng)
            .expect("authority")
            .certificate()
            .clone(),
    );
    let offered = [fixture().ca.certificate().clone()];
    let problem = store
        .chain(&certificate, &offered, now())
        .expect_err("refused");
    assert!(!problem.is_undecided(), "{problem:?}");
}

#[test]
fn anchors_are_read_from_a_bundle() {
    let first = fixture().ca.certificate();
    let second = open(&fixture().head).certificate().clone();
    let mut store = TrustStore::new();
    let bundle = [first.to_pem(), second.to_pem()].concat();
    assert_eq!(store.add_anchors_from(bundle.as_bytes()), Ok(2));
    assert_eq!(store.add_anchors_from(first.der()), Ok(1));
    assert!(store.add_anchors_from(b"nothing").is_err());
    assert_eq!(store.anchors().count(), 3);
}

/// Root, intermediate, leaf and variations, all by OpenSSL with one key each.
struct Pki {
    bench: Bench,
}

impl Pki {
    fn new() -> Option<Self> {
        let bench = Bench::new()?;
        for (index, key) in ["root", "middle", "leaf"].into_iter().enumerate() {
            let pem = match index {
                0 => fixture().ca.key().to_pkcs8(),
                1 => open(&fixture().head).key().to_pkcs8(),
                _ => open(&fixture().citizen).key().to_pkcs8(),
            };
            let pem = baqylau_signing::pem::encode("PRIVATE KEY", &pem.expect("key"));
            bench.write(&format!("{key}.key"), pem);
        }
        bench.write("conf", "[req]\ndistinguished_name=dn\n[dn]\n");
        let pki = Self { bench };
        pki.bench.succeed(
            "req -x509 -config conf -key root.key -subj /CN=Root -days 3650 -out root.pem \
             -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign \
             -addext subjectKeyIdentifier=hash",
        );
        Some(pki)
    }

    /// Issues `name` for the key `key` from `issuer` with these extensions.
    fn issue(&self, name: &str, key: &str, issuer: (&str, &str), days: u32, extensions: &str) {
        let both = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n";
        self.bench.write("ext", format!("{both}{extensions}\n"));
        self.bench.succeed(&format!(
            "req -new -config conf -key {key}.key -subj /CN={name} -out {name}.csr"
        ));
        let (issuer, issuer_key) = issuer;
        self.bench.succeed(&format!(
            "x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer_key}.key -extfile ext \
             -days {days} -out {name}.pem"
        ));
    }

    fn certificate(&self, name: &str) -> Certificate {
        Certificate::parse(&self.bench.read(&format!("{name}.pem"))).expect("certificate")
    }

    fn store(&self) -> TrustStore {
        let mut store = TrustStore::new();
        store.add_anchor(self.certificate("root"));
        store
    }

    fn chain(&self, offered: &[&str], at: DateTime<Utc>) -> Result<usize, ChainProblem> {
        let offered: Vec<_> = offered.iter().map(|name| self.certificate(name)).collect();
        self.store()
            .chain(&self.certificate("leaf"), &offered, at)
            .map(|chain| chain.certificates.len())
    }
}

const AUTHORITY: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign";
const LEAF: &str = "keyUsage=digitalSignature,nonRepudiation";

fn clock() -> DateTime<Utc> {
    DateTime::<Utc>::from(SystemTime::now()) + TimeDelta::seconds(5)
}

#[test]
fn an_intermediate_helps_wherever_it_comes_from() {
    let Some(pki) = Pki::new() else { return };
    pki.issue("middle", "middle", ("root", "root"), 3000, AUTHORITY);
    pki.issue("leaf", "leaf", ("middle", "middle"), 3000, LEAF);
    assert_eq!(pki.chain(&["middle"], clock()), Ok(3));
    assert!(matches!(
        pki.chain(&[], clock()),
        Err(ChainProblem::UnknownIssuer { .. })
    ));
    let mut store = pki.store();
    store.add_intermediate(pki.certificate("middle"));
    assert!(store.chain(&pki.certificate("leaf"), &[], clock()).is_ok());
    // A store that does not hold the root believes nothing, whatever is offered.
    let mut other = TrustStore::new();
    other.add_anchor(fixture().ca.certificate().clone());
    let offered = [pki.certificate("middle"), pki.certificate("root")];
    assert!(
        other
            .chain(&pki.certificate("leaf"), &offered, clock())
            .is_err()
    );
}

#[test]
fn an_authority_is_held_to_its_validity() {
    let Some(pki) = Pki::new() else { return };
    pki.issue("middle", "middle", ("root", "root"), 10, AUTHORITY);
    pki.issue("leaf", "leaf", ("middle", "middle"), 3000, LEAF);
    assert_eq!(pki.chain(&["middle"], clock()), Ok(3));
    let late = pki.chain(&["middle"], clock() + TimeDelta::days(11));
    assert!(
        matches!(late, Err(ChainProblem::IssuerExpired { level: 1, .. })),
        "{late:?}"
    );
    let early = pki.chain(&["middle"], clock() - TimeDelta::days(1));
    assert!(
        matches!(early, Err(ChainProblem::IssuerNotYetValid { level: 1, .. })),
        "{early:?}"
    );
}

#[test]
fn only_authorities_issue() {
    let Some(pki) = Pki::new() else { return };
    for extensions in [
        LEAF,
        "basicConstraints=CA:FALSE",
        "basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature",
    ] {
        pki.issue("middle", "middle", ("root", "root"), 3000, extensions);
        pki.issue("leaf", "leaf", ("middle", "middle"), 3000, LEAF);
        let refused = pki.chain(&["middle"], clock());
        assert_eq!(
            refused,
            Err(ChainProblem::NotAnAuthority { level: 1 }),
            "{extensions}"
        );
    }
}

#[test]
fn the_number_of_authorities_below_one_is_held_to() {
    let Some(pki) = Pki::new() else { return };
    let limited = "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=keyCertSign";
    pki.issue("middle", "middle", ("root", "root"), 3000, limited);
    pki.issue("leaf", "leaf", ("middle", "middle"), 3000, LEAF);
    assert_eq!(pki.chain(&["middle"], clock()), Ok(3));
    pki.issue("lower", "middle", ("middle", "middle"), 3000, AUTHORITY);
    pki.issue("leaf", "leaf", ("lower", "middle"), 3000, LEAF);
    let refused = pki.chain(&["lower", "middle"], clock());
    assert_eq!(refused, Err(ChainProblem::TooLong { level: 2 }));
}

#[test]
fn a_demand_that_is_not_understood_is_not_ignored() {
    let Some(pki) = Pki::new() else { return };
    let strange = "1.2.3.4.5=critical,DER:05:00";
    let oid = "1.2.3.4.5".parse().expect("oid");
    pki.issue(
        "middle",
        "middle",
        ("root", "root"),
        3000,
        &format!("{AUTHORITY}\n{strange}"),
    );
    pki.issue("leaf", "leaf", ("middle", "middle"), 3000, LEAF);
    let refused = pki.chain(&["middle"], clock());
    assert_eq!(
        refused,
        Err(ChainProblem::CriticalExtension { level: 1, oid })
    );
    pki.issue(
        "leaf",
        "leaf",
        ("root", "root"),
        3000,
        &format!("{LEAF}\n{strange}"),
    );
    let refused = pki.chain(&[], clock());
    assert_eq!(
        refused,
        Err(ChainProblem::CriticalExtension { level: 0, oid })
    );
    pki.issue(
        "leaf",
        "leaf",
        ("root", "root"),
        3000,
        &strange.replace("critical,", ""),
    );
    assert_eq!(pki.chain(&[], clock()), Ok(2));
}

#[test]
fn an_impostor_that_copies_name_and_key_identifier_still_lacks_the_key() {
    let Some(pki) = Pki::new() else { return };
    pki.issue("leaf", "leaf", ("root", "root"), 3000, LEAF);
    let told = pki
        .bench
        .succeed("x509 -in root.pem -noout -ext subjectKeyIdentifier");
    let identifier = told.lines().nth(1).expect("identifier").trim();
    pki.bench.succeed(&format!(
        "req -x509 -config conf -key middle.key -subj /CN=Root -days 3650 -out impostor.pem \
         -addext basicConstraints=critical,CA:TRUE -addext keyUsage=keyCertSign \
         -addext subjectKeyIdentifier={identifier}"
    ));
    let mut store = TrustStore::new();
    store.add_anchor(pki.certificate("impostor"));
    let problem = store
        .chain(
            &pki.certificate("leaf"),
            &[pki.certificate("root")],
            clock(),
        )
        .expect_err("refused");
    assert!(
        matches!(problem, ChainProblem::IssuerSignature { .. }),
        "{problem:?}"
    );
    store.add_anchor(pki.certificate("root"));
    let chain = store
        .chain(&pki.certificate("leaf"), &[], clock())
        .expect("found");
    assert_eq!(chain.certificates.last(), Some(&pki.certificate("root")));
}

#[test]
fn nobody_vouches_for_a_self_issued_certificate() {
    let Some(pki) = Pki::new() else { return };
    pki.bench.succeed(
        "req -x509 -config conf -key leaf.key -subj /CN=Me -days 100 -out leaf.pem \
         -addext keyUsage=digitalSignature,nonRepudiation",
    );
    assert_eq!(pki.chain(&[], clock()), Err(ChainProblem::SelfIssued));
    assert_eq!(pki.chain(&["leaf"], clock()), Err(ChainProblem::SelfIssued));
    let demo = fixture().ca.certificate().clone();
    assert!(TrustStore::new().add_national_anchor(demo).is_err());
}

#[test]
fn short_keys_and_old_hashes_do_not_count() {
    let Some(pki) = Pki::new() else { return };
    pki.bench.succeed("genrsa -out short.key 1024");
    pki.issue("middle", "short", ("root", "root"), 3000, AUTHORITY);
    pki.issue("leaf", "leaf", ("middle", "short"), 3000, LEAF);
    let refused = pki.chain(&["middle"], clock());
    assert_eq!(
        refused,
        Err(ChainProblem::WeakKey {
            level: 1,
            bits: 1024
        })
    );
    pki.bench.succeed(
        "x509 -req -in leaf.csr -CA root.pem -CAkey root.key -extfile ext -days 30 -sha1 \
         -out leaf.pem",
    );
    let undecided = pki.chain(&[], clock()).expect_err("undecided");
    assert!(undecided.is_undecided(), "{undecided:?}");
}

#[test]
fn a_loop_of_authorities_ends() {
    let Some(pki) = Pki::new() else { return };
    // Cross-certificates between two keys that lead nowhere.
    pki.bench.succeed(
        "req -x509 -config conf -key middle.key -subj /CN=a -days 100 -out a.pem \
         -addext basicConstraints=critical,CA:TRUE -addext subjectKeyIdentifier=hash",
    );
    pki.issue("b", "leaf", ("a", "middle"), 100, AUTHORITY);
    pki.issue("a", "middle", ("b", "leaf"), 100, AUTHORITY);
    pki.issue("b", "leaf", ("a", "middle"), 100, AUTHORITY);
    pki.issue("leaf", "root", ("a", "middle"), 100, LEAF);
    assert!(pki.chain(&["a", "b"], clock()).is_err());
}
