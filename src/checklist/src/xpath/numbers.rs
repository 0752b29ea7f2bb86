//! Number functions.

use super::ast::Expr;
use super::eval::{Context, EvalError};
use super::table::Function;
use super::tree::NodeId;
use super::value::Value;

/// Sum over nodes; blanks are skipped, so that an empty row does not blank the whole score
/// (JavaRosa's choice).
pub(super) fn sum(context: &Context<'_>, nodes: &[NodeId]) -> f64 {
    nodes
        .iter()
        .filter_map(|node| {
            let text = context.tree.string_value(*node);
            if text.is_empty() {
                None
            } else {
                Some(super::value::text_number(
                    &text,
                    context.host.offset_seconds(),
                ))
            }
        })
        .sum()
}

/// Largest or smallest of all arguments, every node of a node-set on its own; NaN when any is
/// not a number, or there is none.
pub(super) fn extreme(
    context: &Context<'_>,
    args: &[Expr],
    largest: bool,
) -> Result<f64, EvalError> {
    let mut found: Option<f64> = None;
    for argument in args {
        let values = match context.eval(argument)? {
            Value::Nodes(nodes) => nodes
                .into_iter()
                .map(|n| context.to_number(&Value::Nodes(vec![n])))
                .collect(),
            value => vec![context.to_number(&value)],
        };
        for value in values {
            found = Some(match found {
                None => value,
                Some(best) if best.is_nan() || value.is_nan() => f64::NAN,
                Some(best) => {
                    if largest {
                        best.max(value)
                    } else {
                        best.min(value)
                    }
                }
            });
        }
    }
    Ok(found.unwrap_or(f64::NAN))
}

/// Rounds half away from zero to a number of decimal places, which may be negative.
pub(super) fn round(number: f64, places: f64) -> f64 {
    if !number.is_finite() {
        return number;
    }
    if places.is_nan() {
        return f64::NAN;
    }
    let places = places.trunc().clamp(-300.0, 300.0) as i32;
    if places == 0 {
        return number.round();
    }
    // Shifting in decimal text keeps 1.005 from becoming 1.00499999…
    let shifted = shift(number, places).round();
    shift(shifted, -places)
}

fn shift(number: f64, places: i32) -> f64 {
    format!("{number:e}")
        .split_once('e')
        .and_then(|(digits, exponent)| {
            let exponent: i32 = exponent.parse().ok()?;
            format!("{digits}e{}", exponent + places).parse().ok()
        })
        .unwrap_or(f64::NAN)
}

/// Power; one to any power is one and a negative base takes whole powers only.
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    base.powf(exponent)
}

/// Functions of one number.
pub(super) fn of_one(function: Function, x: f64) -> f64 {
    match function {
        Function::Int => x.trunc(),
        Function::Floor => x.floor(),
        Function::Ceiling => x.ceil(),
        Function::Log => x.ln(),
        Function::Log10 => x.log10(),
        Function::Abs => x.abs(),
        Function::Sin => x.sin(),
        Function::Cos => x.cos(),
        Function::Tan => x.tan(),
        Function::Asin => x.asin(),
        Function::Acos => x.acos(),
        Function::Atan => x.atan(),
        Function::Sqrt => x.sqrt(),
        Function::Exp => x.exp(),
        Function::Exp10 => 10f64.powf(x),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_decimal_not_binary() {
        assert_eq!(round(1.005, 2.0).to_string(), "1.01");
        assert_eq!(round(-1.5, 0.0).to_string(), "-2");
        assert_eq!(round(1234.5, -2.0).to_string(), "1200");
    }
}
