//! Simulator program.
fn main(){}
