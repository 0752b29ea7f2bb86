//! The two curves of НУЦ РК, number by number.

use super::comb::Comb;
use super::curve::{Curve, Field, Point};
use super::field::BelowPower;
use crypto_bigint::{U256, U512, const_monty_params};
use std::sync::OnceLock;

pub(super) const LIMBS_256: usize = U256::LIMBS;
pub(super) const LIMBS_512: usize = U512::LIMBS;

const_monty_params!(
    Order512,
    U512,
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275"
);
const_monty_params!(
    Order256,
    U256,
    "ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893"
);

/// The curve of GOST 34.10-2015/512: id-tc26-gost-3410-12-512-paramSetA of RFC 7836.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tc26A;

impl Curve<LIMBS_512> for Tc26A {
    /// 2⁵¹² - 569.
    type Field = BelowPower<569, LIMBS_512>;
    type Order = Order512;
    const B: Field<Self, LIMBS_512> = BelowPower::new(U512::from_be_hex(
        "e8c2505dedfc86ddc1bd0b2b6667f1da34b82574761cb0e879bd081cfd0b6265ee3cb090f30d27614cb4574010da90dd862ef9d4ebee4761503190785a71c760",
    ));
    const GENERATOR: Point<Self, LIMBS_512> = Point::known(
        BelowPower::new(U512::from_u8(3)),
        BelowPower::new(U512::from_be_hex(
            "7503cfe87a836ae3a61b8816e25450e6ce5e1c93acf1abc1778064fdcbefa921df1626be4fd036e93d75e6a50e3a41e98028fe5fc235f5b889a589cb5215f2a4",
        )),
    );

    fn comb() -> &'static Comb<Self, LIMBS_512> {
        static COMB: OnceLock<Comb<Tc26A, LIMBS_512>> = OnceLock::new();
        COMB.get_or_init(Comb::new)
    }
}

/// The curve of GOST 34.310-2004: id-GostR3410-2001-CryptoPro-A-ParamSet of RFC 4357.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct CryptoProA;

impl Curve<LIMBS_256> for CryptoProA {
    /// 2²⁵⁶ - 617.
    type Field = BelowPower<617, LIMBS_256>;
    type Order = Order256;
    const B: Field<Self, LIMBS_256> = BelowPower::new(U256::from_u8(166));
    const GENERATOR: Point<Self, LIMBS_256> = Point::known(
        BelowPower::new(U256::from_u8(1)),
        BelowPower::new(U256::from_be_hex(
            "8d91e471e0989cda27df505a453f2b7635294f2ddf23e3b122acc99c9e9f1e14",
        )),
    );

    fn comb() -> &'static Comb<Self, LIMBS_256> {
        static COMB: OnceLock<Comb<CryptoProA, LIMBS_256>> = OnceLock::new();
        COMB.get_or_init(Comb::new)
    }
}
