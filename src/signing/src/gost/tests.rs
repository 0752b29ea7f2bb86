//! The examples of RFC 7091 and GOST R 34.10-2012, appendix A, on the curves they use (a = 7).

use super::comb::{Affine, Comb};
use super::combine::combine;
use super::curve::{Curve, Field, Point};
use super::field::Number;
use super::signature::{Secret, read_digest, read_point, verify};
use crypto_bigint::modular::{ConstMontyForm, ConstMontyParams};
use crypto_bigint::{Choice, CtAssign, U256, U512, Uint, const_monty_params};
use std::sync::OnceLock;

const_monty_params!(
    ExamplePrime256,
    U256,
    "8000000000000000000000000000000000000000000000000000000000000431"
);
const_monty_params!(
    ExampleOrder256,
    U256,
    "8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3"
);
const_monty_params!(
    ExamplePrime512,
    U512,
    "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373"
);
const_monty_params!(
    ExampleOrder512,
    U512,
    "4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15da82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6df"
);

/// The primes of the examples lie nowhere near a power of two.
impl<M: ConstMontyParams<L>, const L: usize> Number<L> for ConstMontyForm<M, L> {
    const ZERO: Self = ConstMontyForm::ZERO;
    const ONE: Self = ConstMontyForm::ONE;
    const PRIME: Uint<L> = *Self::MODULUS.as_ref();

    fn from_reduced(number: &Uint<L>) -> Self {
        Self::new(number)
    }

    fn retrieve(&self) -> Uint<L> {
        ConstMontyForm::retrieve(self)
    }

    fn double(&self) -> Self {
        ConstMontyForm::double(self)
    }

    fn square(&self) -> Self {
        ConstMontyForm::square(self)
    }

    fn invert(&self) -> Option<Self> {
        ConstMontyForm::invert(self).into_option()
    }

    fn assign_if(&mut self, other: &Self, choice: Choice) {
        self.ct_assign(other, choice);
    }
}

/// The sum for a = 7: algorithm 1 of the paper, which takes any a.
fn add_any<C: Curve<L>, const L: usize>(left: &Point<C, L>, right: &Point<C, L>) -> Point<C, L> {
    let [x1, y1, z1] = [left.x(), left.y(), left.z()];
    let [x2, y2, z2] = [right.x(), right.y(), right.z()];
    let triple_b = C::B.double() + C::B;
    let t0 = x1 * x2;
    let t1 = y1 * y2;
    let t2 = z1 * z2;
    let t3 = (x1 + y1) * (x2 + y2) - (t0 + t1);
    let t4 = (x1 + z1) * (x2 + z2) - (t0 + t2);
    let t5 = (y1 + z1) * (y2 + z2) - (t1 + t2);
    let z3 = triple_b * t2 + C::times_a(&t4);
    let x3 = t1 - z3;
    let z3 = t1 + z3;
    let y3 = x3 * z3;
    let t1 = t0.double() + t0;
    let t2 = C::times_a(&t2);
    let t4 = triple_b * t4;
    let t1 = t1 + t2;
    let t2 = C::times_a(&(t0 - t2));
    let t4 = t4 + t2;
    Point::from_parts(t3 * x3 - t5 * t4, y3 + t1 * t4, t5 * z3 + t3 * t1)
}

macro_rules! example {
    ($curve:ident, $uint:ident, $prime:ident, $order:ident, $b:literal, $x:expr, $y:literal) => {
        #[derive(Clone, Copy, PartialEq, Eq)]
        struct $curve;

        impl Curve<{ $uint::LIMBS }> for $curve {
            type Field = ConstMontyForm<$prime, { $uint::LIMBS }>;
            type Order = $order;
            const B: Field<Self, { $uint::LIMBS }> = ConstMontyForm::new(&$uint::from_be_hex($b));
            const GENERATOR: Point<Self, { $uint::LIMBS }> = Point::known(
                ConstMontyForm::new(&$x),
                ConstMontyForm::new(&$uint::from_be_hex($y)),
            );

            fn times_a(x: &Field<Self, { $uint::LIMBS }>) -> Field<Self, { $uint::LIMBS }> {
                x.double().double().double() - *x
            }

            fn add(
                left: &Point<Self, { $uint::LIMBS }>,
                right: &Point<Self, { $uint::LIMBS }>,
            ) -> Point<Self, { $uint::LIMBS }> {
                add_any(left, right)
            }

            fn double(point: &Point<Self, { $uint::LIMBS }>) -> Point<Self, { $uint::LIMBS }> {
                add_any(point, point)
            }

            fn add_affine(
                left: &Point<Self, { $uint::LIMBS }>,
                right: &Affine<Self, { $uint::LIMBS }>,
            ) -> Point<Self, { $uint::LIMBS }> {
                add_any(left, &Point::known(right.x, right.y))
            }

            fn slope(
                x: &Field<Self, { $uint::LIMBS }>,
                z_square: &Field<Self, { $uint::LIMBS }>,
            ) -> Field<Self, { $uint::LIMBS }> {
                let square = x.square();
                square.double() + square + Self::times_a(&z_square.square())
            }

            fn comb() -> &'static Comb<Self, { $uint::LIMBS }> {
                static COMB: OnceLock<Comb<$curve, { $uint::LIMBS }>> = OnceLock::new();
                COMB.get_or_init(Comb::new)
            }
        }
    };
}

example!(
    Example256,
    U256,
    ExamplePrime256,
    ExampleOrder256,
    "5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e",
    U256::from_u8(2),
    "08e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8"
);
example!(
    Example512,
    U512,
    ExamplePrime512,
    ExampleOrder512,
    "1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac4361834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adc",
    U512::from_be_hex(
        "24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9a"
    ),
    "2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371e"
);

/// Octets of a number printed big-endian, as НУЦ РК would write them.
fn little<const L: usize>(printed: &str) -> Vec<u8> {
    let mut octets = hex::decode(printed).expect("hexadecimal");
    octets.reverse();
    octets.resize(Uint::<L>::BYTES, 0);
    octets
}

/// d, Q, e, k, r and s as the standard prints them.
fn check<C: Curve<L>, const L: usize>(d: &str, q: [&str; 2], e: &str, k: &str, r: &str, s: &str) {
    let key = Secret::<C, L>::read(&little::<L>(d)).expect("key");
    let point = [little::<L>(q[0]), little::<L>(q[1])].concat();
    assert_eq!(key.public().to_octets(), point);
    let public = read_point::<C, L>(&point).expect("a point of the curve");
    assert!(public == key.public());
    let digest = little::<L>(e);
    let signature = [little::<L>(r), little::<L>(s)].concat();
    let number = read_digest::<C, L>(&digest).expect("digest");
    let nonce = Secret::<C, L>::read(&little::<L>(k)).expect("nonce");
    assert_eq!(key.sign_with(&number, &nonce).as_deref(), Some(&*signature));
    assert!(verify(&public, &digest, &signature));

    // Hedged signatures differ with the randomness and verify all the same.
    let hedged = [0, 1].map(|octet| key.sign(&digest, &[octet; 64]).expect("signed"));
    assert_ne!(hedged[0], hedged[1]);
    for signature in &hedged {
        assert!(verify(&public, &digest, signature));
        let mut other = digest.clone();
        other[0] ^= 1;
        assert!(!verify(&public, &other, signature));
    }

    // What must be refused before anything is calculated.
    let octets = Uint::<L>::BYTES;
    for half in [0, octets] {
        for value in [vec![0; octets], vec![0xff; octets]] {
            let mut bad = signature.clone();
            bad[half..half + octets].copy_from_slice(&value);
            assert!(!verify(&public, &digest, &bad));
        }
    }
    assert!(!verify(&public, &digest, &signature[1..]));
    assert!(!verify(&public, &digest[1..], &signature));
    let mut off = point.clone();
    off[0] ^= 1;
    assert!(read_point::<C, L>(&off).is_none());
    assert!(read_point::<C, L>(&vec![0xff; 2 * octets]).is_none());
    assert!(Secret::<C, L>::read(&vec![0; octets]).is_none());
    assert!(Secret::<C, L>::read(&vec![0xff; octets]).is_none());
}

#[test]
fn the_example_of_rfc_7091_comes_out_number_for_number() {
    check::<Example256, { U256::LIMBS }>(
        "7a929ade789bb9be10ed359dd39a72c11b60961f49397eee1d19ce9891ec3b28",
        [
            "7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80b",
            "26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77da",
        ],
        "2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5",
        "77105c9b20bcd3122823c8cf6fcc7b956de33814e95b7fe64fed924594dceab3",
        "41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493",
        "01456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40",
    );
}

#[test]
fn the_512_bit_example_of_the_standard_comes_out_number_for_number() {
    check::<Example512, { U512::LIMBS }>(
        "0ba6048aadae241ba40936d47756d7c93091a0e8514669700ee7508e508b102072e8123b2200a0563322dad2827e2714a2636b7bfd18aadfc62967821fa18dd4",
        [
            "115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1",
            "37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beec",
        ],
        "3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c5917184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8c",
        "0359e7f4b1410feacc570456c6801496946312120b39d019d455986e364f365886748ed7a44b3e794434006011842286212273a6d14cf70ea3af71bb1ae679f1",
        "2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd35492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36",
        "1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4a",
    );
}

/// The two formulas for the sum agree on the curves of НУЦ РК, doubling, opposites and infinity
/// included; and the order is the order.
fn formulas_agree<C: Curve<L>, const L: usize>() {
    let generator = C::GENERATOR;
    let (x, y) = generator.coordinates().expect("finite");
    assert!(Point::<C, L>::from_coordinates(&x, &y).is_some());
    let modulus = super::curve::Scalar::<C, L>::MODULUS;
    let last = modulus.as_ref().wrapping_sub(&Uint::ONE);
    let opposite = *C::comb().times(&last);
    let infinity = C::add(&opposite, &generator);
    assert!(infinity.coordinates().is_none());
    assert!(C::comb().times(modulus.as_ref()).coordinates().is_none());
    let mut point = generator;
    for number in 1u8..40 {
        assert!(*C::comb().times(&Uint::from_u8(number)) == point);
        assert!(combine(&Uint::ZERO, &generator, &Uint::from_u8(number)) == point);
        assert!(combine(&Uint::from_u8(number), &generator, &Uint::ZERO) == point);
        assert!(C::double(&point) == C::add(&point, &point));
        assert!(C::add(&point, &generator) == add_any(&point, &generator));
        assert!(C::add(&point, &infinity) == point);
        point = C::add(&point, &generator);
    }
    assert!(combine(&last, &generator, &last) == C::double(&opposite));

    // Numbers of all lengths, against doubling and adding bit by bit.
    let mut number = last.shr_vartime(1);
    for _ in 0..60 {
        number = number
            .wrapping_mul(&Uint::<L>::from_u64(0x9e37_79b9_7f4a_7c15))
            .wrapping_add(&Uint::from_u8(11))
            .shr_vartime(1);
        let mut slow = infinity;
        for bit in (0..Uint::<L>::BITS).rev() {
            slow = C::double(&slow);
            if number.bit_vartime(bit) {
                slow = C::add(&slow, &generator);
            }
        }
        let reduced = super::curve::Scalar::<C, L>::new(&number).retrieve();
        assert!(*C::comb().times(&reduced) == slow);
        assert!(combine(&Uint::ZERO, &generator, &reduced) == slow);
        assert!(combine(&reduced, &generator, &Uint::ZERO) == slow);
        assert!(
            combine(&reduced, &slow, &reduced)
                == C::add(&slow, &{
                    *C::comb()
                        .times(&(super::curve::Scalar::<C, L>::new(&number).square()).retrieve())
                })
        );
    }
}

#[test]
fn both_curves_have_the_generator_and_the_order_they_name() {
    formulas_agree::<super::sets::Tc26A, { U512::LIMBS }>();
    formulas_agree::<super::sets::CryptoProA, { U256::LIMBS }>();
}

/// A signature, its digest and its key from another implementation, made with a production key
/// layout; the private key is printed big-endian there.
#[test]
fn a_foreign_signature_of_gost_2015_verifies_and_its_key_gives_the_public_half() {
    use crate::algorithm::{DigestAlgorithm, KeyAlgorithm};
    let root = std::env::var_os("BAQYLAU_INTEROP").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/interop"),
        std::path::PathBuf::from,
    );
    let path = root.join("kzpki/vectors/ncalayer-rs_test_gost512.vectors");
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no vectors in the interoperability data");
        return;
    };
    let field = |name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
            .unwrap_or_else(|| panic!("{name}"))
    };
    let octets = |name| hex::decode(field(name)).expect("hexadecimal");
    let digest = DigestAlgorithm::Streebog512
        .hash(field("msg").as_bytes())
        .expect("hash");
    assert_eq!(digest, octets("digest"));
    let secret: Vec<u8> = octets("d").into_iter().rev().collect();
    let key = super::GostPrivateKey::from_random(&secret.try_into().expect("64 octets"));
    let key = key.expect("key");
    assert_eq!(key.algorithm(), KeyAlgorithm::Gost2015Bits512);
    let printed = [octets("qx"), octets("qy")].concat();
    let reversed: Vec<u8> = [octets("qx"), octets("qy")]
        .into_iter()
        .flat_map(|half| half.into_iter().rev())
        .collect();
    let point = key.public_bits().split_off(3);
    assert!(point == printed || point == reversed, "neither byte order");
    let signature = octets("sig");
    assert!(key.public().verify(&digest, &signature));
    for position in 0..signature.len() {
        let mut altered = signature.clone();
        altered[position] ^= 1;
        assert!(!key.public().verify(&digest, &altered), "octet {position}");
    }
}

/// The reduction by a small number against Montgomery's form of the same prime.
#[test]
fn numbers_of_both_fields_agree_with_another_way_to_reduce_them() {
    use super::field::BelowPower;
    const_monty_params!(
        Prime512,
        U512,
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffdc7"
    );
    const_monty_params!(
        Prime256,
        U256,
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd97"
    );
    fn check<A: Number<L>, B: Number<L>, const L: usize>() {
        assert_eq!(A::PRIME, B::PRIME);
        let last = A::PRIME.wrapping_sub(&Uint::ONE);
        let mut numbers = vec![
            Uint::ZERO,
            Uint::ONE,
            Uint::from_u16(568),
            Uint::from_u16(616),
            last,
            last.wrapping_sub(&Uint::ONE),
            Uint::MAX.shr_vartime(1),
        ];
        let mut next = B::from_reduced(&Uint::MAX.shr_vartime(3));
        for _ in 0..40 {
            next = next.square() + B::ONE;
            numbers.push(next.retrieve());
        }
        for x in &numbers {
            let (a, b) = (A::from_reduced(x), B::from_reduced(x));
            assert_eq!(a.square().retrieve(), b.square().retrieve());
            assert_eq!(a.double().retrieve(), b.double().retrieve());
            assert_eq!((-a).retrieve(), (-b).retrieve());
            let inverse = a.invert().map(|inverse| inverse.retrieve());
            assert_eq!(inverse, b.invert().map(|inverse| inverse.retrieve()));
            for y in &numbers {
                let (c, d) = (A::from_reduced(y), B::from_reduced(y));
                assert_eq!((a * c).retrieve(), (b * d).retrieve());
                assert_eq!((a + c).retrieve(), (b + d).retrieve());
                assert_eq!((a - c).retrieve(), (b - d).retrieve());
            }
        }
    }
    check::<
        BelowPower<569, { U512::LIMBS }>,
        ConstMontyForm<Prime512, { U512::LIMBS }>,
        { U512::LIMBS },
    >();
    check::<
        BelowPower<617, { U256::LIMBS }>,
        ConstMontyForm<Prime256, { U256::LIMBS }>,
        { U256::LIMBS },
    >();
}
