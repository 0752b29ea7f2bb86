//! Services that answer, are slow, lie or are gone, and what is made of it.

mod extending;
mod gathering;
mod importing;
mod national;
mod world;
