//! The word of a variant, as serde names it: for columns that hold one, without a text made for it.

use serde::ser::{Impossible, Serialize, Serializer};
use std::fmt;

/// Takes the name of a variant without content, and nothing else.
pub(super) struct OneWord;

/// Something else was given.
#[derive(Debug)]
pub(super) struct NoWord;

impl fmt::Display for NoWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one word")
    }
}

impl std::error::Error for NoWord {}

impl serde::ser::Error for NoWord {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! refused {
    ($($method:ident($($kind:ty),*);)*) => {$(
        fn $method(self, $(_: $kind),*) -> Result<Self::Ok, NoWord> {
            Err(NoWord)
        }
    )*};
}

type Parts = Impossible<&'static str, NoWord>;

impl Serializer for OneWord {
    type Ok = &'static str;
    type Error = NoWord;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
    ) -> Result<Self::Ok, NoWord> {
        Ok(word)
    }

    refused! {
        serialize_bool(bool);
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
        serialize_f32(f32);
        serialize_f64(f64);
        serialize_char(char);
        serialize_str(&str);
        serialize_bytes(&[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(&'static str);
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Result<Self::Ok, NoWord> {
        Err(NoWord)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, NoWord> {
        Err(NoWord)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Self::Ok, NoWord> {
        Err(NoWord)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts, NoWord> {
        Err(NoWord)
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts, NoWord> {
        Err(NoWord)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts, NoWord> {
        Err(NoWord)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts, NoWord> {
        Err(NoWord)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts, NoWord> {
        Err(NoWord)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts, NoWord> {
        Err(NoWord)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Parts, NoWord> {
        Err(NoWord)
    }
}
