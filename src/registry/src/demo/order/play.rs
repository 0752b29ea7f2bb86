//! How people of the demonstration act: by the operations everybody sends, decided by the registry as
//! of the moment they were received, signed with their own keys.

use super::super::generator;
use super::super::people::Account;
use super::fault;
use crate::context::Context;
use crate::demo::DemoFault;
use crate::environment::{Generator, SeededRandomness};
use crate::operations::Turn;
use crate::schooling;
use crate::store::{Tx, rows};
use baqylau_domain::Moment;
use baqylau_domain::identifiers::{BlobHash, Kato, OrganisationId};
use baqylau_domain::people::AccountRole;
use baqylau_domain::schooling::{SchoolingOp, SchoolingRecord};
use baqylau_protocol::blob;
use baqylau_protocol::receipt::Outcome;
use std::sync::Arc;

/// Who acts.
#[derive(Clone, Copy)]
pub(super) enum Who {
    /// The department's officer.
    Officer,
    /// Who approves in the department.
    Head,
    /// The financial centre: who accepts registers.
    Centre,
    /// The financial centre: who pays.
    Payer,
    /// Head of a school, by its number.
    School(u32),
}

/// A signature that was made and isn't sent yet.
pub(super) struct Signed {
    pub(super) who: Who,
    pub(super) document: BlobHash,
    pub(super) signature: BlobHash,
    pub(super) at: Moment,
    file: Vec<u8>,
}

/// A transaction the order is played in.
pub(super) struct Play<'a> {
    pub(super) context: &'a Context,
    pub(super) tx: &'a Tx<'a>,
    pub(super) accounts: &'a [Account],
    pub(super) region: Kato,
    pub(super) random: Generator,
}

impl<'a> Play<'a> {
    /// The account of somebody.
    pub(super) fn account(&self, who: Who) -> Result<&'a Account, DemoFault> {
        let nth = |role, nth| {
            let here = |account: &&Account| {
                let person = &account.person;
                person.role == role && person.actor().covers(self.region)
            };
            self.accounts.iter().filter(here).nth(nth)
        };
        let found = match who {
            Who::Officer => nth(AccountRole::EducationOfficer, 0),
            Who::Head => nth(AccountRole::EducationOfficer, 1),
            Who::Centre => nth(AccountRole::FinancialCentre, 0),
            Who::Payer => nth(AccountRole::FinancialCentre, 1),
            Who::School(number) => self.head_of(super::school(number)),
        };
        found.ok_or_else(|| fault("account"))
    }

    fn head_of(&self, school: OrganisationId) -> Option<&'a Account> {
        let mut accounts = self.accounts.iter();
        accounts.find(|account| account.person.organisation == Some(school))
    }

    /// Somebody asks for something, and it counts.
    pub(super) fn does(&self, who: Who, op: SchoolingOp, at: Moment) -> Result<(), DemoFault> {
        let person = &self.account(who)?.person;
        let turn = Turn::Arriving(None);
        match schooling::run(self.context, self.tx, &op, person, at, turn)? {
            Outcome::Applied => Ok(()),
            other => Err(fault(format!("{} {}: {other:?}", op.word(), op.about()))),
        }
    }

    /// A record by its kind and identity.
    pub(super) fn record(
        &self,
        kind: &str,
        id: impl ToString,
    ) -> Result<SchoolingRecord, DemoFault> {
        let found = schooling::record(self.tx, kind, &id.to_string())?;
        found.ok_or_else(|| fault(kind))
    }

    /// Keeps files, as whoever uploads them does.
    pub(super) fn keep(&self, who: Who, files: &[&[u8]], at: Moment) -> Result<(), DemoFault> {
        self.context.blobs.put_all(files)?;
        let uploader = Some(self.account(who)?.person.id);
        for file in files {
            let length = u64::try_from(file.len()).unwrap_or(0);
            rows::put_blob(self.tx, blob::hash(file), length, uploader, at)?;
        }
        Ok(())
    }

    /// Somebody signs bytes.
    pub(super) fn signs(
        &mut self,
        who: Who,
        bytes: &[u8],
        at: Moment,
    ) -> Result<Signed, DemoFault> {
        let mut random = std::mem::replace(&mut self.random, generator());
        let signed = self.signed_with(who, bytes, at, &mut random);
        self.random = random;
        signed
    }

    /// The same with randomness of its own, that what is signed decides.
    pub(super) fn signed(&self, who: Who, bytes: &[u8], at: Moment) -> Result<Signed, DemoFault> {
        let seed = bytes.iter().fold(0_u64, |seed, byte| {
            seed.wrapping_mul(257).wrapping_add(u64::from(*byte))
        });
        let mut random = Generator(Arc::new(SeededRandomness::new(seed)));
        self.signed_with(who, bytes, at, &mut random)
    }

    fn signed_with(
        &self,
        who: Who,
        bytes: &[u8],
        at: Moment,
        random: &mut Generator,
    ) -> Result<Signed, DemoFault> {
        let key = &self.account(who)?.key_file;
        let file = baqylau_signing::sign_detached(key, bytes, at, random).map_err(fault)?;
        Ok(Signed {
            who,
            document: blob::hash(bytes),
            signature: blob::hash(&file),
            at,
            file,
        })
    }

    /// Uploads signatures and sends what each is for.
    pub(super) fn send(
        &self,
        signed: &[Signed],
        op: impl Fn(usize, &Signed) -> SchoolingOp,
    ) -> Result<(), DemoFault> {
        let files: Vec<&[u8]> = signed.iter().map(|one| one.file.as_slice()).collect();
        self.context.blobs.put_all(&files)?;
        for (place, one) in signed.iter().enumerate() {
            self.keep(one.who, &[&one.file], one.at)?;
            self.does(one.who, op(place, one), one.at)?;
        }
        Ok(())
    }
}
