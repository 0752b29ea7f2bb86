//! Function calls: truth, selection, dates and dispatch to the other families.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ast::Expr;
use super::dates;
use super::eval::{Context, EvalError};
use super::table::Function;
use super::value::Value;
use super::{digest, geo, nodes, numbers, strings};

/// Value of a call; the parser has checked the number of arguments.
pub(super) fn call(
    context: &Context<'_>,
    function: Function,
    args: &[Expr],
) -> Result<Value, EvalError> {
    use Function as F;
    let host = context.host;
    let offset = host.offset_seconds();
    let text = |index: usize| argument(args, index).map_or(Ok(String::new()), |a| context.text(a));
    let number = |index: usize| argument(args, index).map_or(Ok(f64::NAN), |a| context.number(a));
    let truth = |index: usize| argument(args, index).map_or(Ok(false), |a| context.truth(a));
    let value =
        |index: usize| argument(args, index).map_or(Ok(Value::empty()), |a| context.eval(a));
    let nodes_of = |index: usize| {
        argument(args, index).map_or(Ok(Vec::new()), |a| context.nodes(a, function.name()))
    };
    // The argument, or the context node when it is left out.
    let value_or_here = || match args.first() {
        Some(argument) => context.eval(argument),
        None => Ok(Value::Nodes(vec![context.node])),
    };
    let named_node = || -> Result<_, EvalError> {
        Ok(match args.first() {
            Some(argument) => context.nodes(argument, function.name())?.first().copied(),
            None => Some(context.node),
        })
    };

    Ok(match function {
        F::If => return if truth(0)? { value(1) } else { value(2) },
        F::True => Value::Bool(true),
        F::False => Value::Bool(false),
        F::Boolean => Value::Bool(truth(0)?),
        F::Not => Value::Bool(!truth(0)?),
        F::BooleanFromString => Value::Bool(matches!(text(0)?.as_str(), "1" | "true")),
        F::Coalesce => {
            for index in 0..args.len() {
                let found = value(index)?;
                let found_text = context.to_text(&found);
                let nothing = found_text.is_empty()
                    || matches!(found, Value::Number(number) if number.is_nan());
                if !nothing || index + 1 == args.len() {
                    return Ok(Value::Text(found_text));
                }
            }
            Value::empty()
        }
        F::Once => {
            let kept = context.tree.string_value(context.current).into_owned();
            match value(0)? {
                _ if !kept.is_empty() => Value::Text(kept),
                Value::Number(number) if number.is_nan() => Value::empty(),
                first => first,
            }
        }
        F::Checklist | F::WeightedChecklist => {
            checklist(context, args, function == F::WeightedChecklist)?
        }

        F::String => Value::Text(context.to_text(&value_or_here()?)),
        F::Concat | F::Join => {
            let (separator, rest) = match (function, args.split_first()) {
                (F::Join, Some((first, rest))) => (context.text(first)?, rest),
                _ => (String::new(), args),
            };
            Value::Text(strings::all(context, rest)?.join(&separator))
        }
        F::Substr => {
            let end = if args.len() > 2 {
                Some(number(2)?)
            } else {
                None
            };
            Value::Text(strings::substr(&text(0)?, number(1)?, end))
        }
        F::Substring => {
            let length = if args.len() > 2 {
                Some(number(2)?)
            } else {
                None
            };
            Value::Text(strings::substring(&text(0)?, number(1)?, length))
        }
        F::SubstringBefore => {
            let (whole, part) = (text(0)?, text(1)?);
            let found = whole
                .split_once(part.as_str())
                .map_or("", |(before, _)| before);
            Value::Text(if part.is_empty() {
                String::new()
            } else {
                found.to_owned()
            })
        }
        F::SubstringAfter => {
            let (whole, part) = (text(0)?, text(1)?);
            let found = whole
                .split_once(part.as_str())
                .map_or("", |(_, after)| after);
            Value::Text(if part.is_empty() {
                whole
            } else {
                found.to_owned()
            })
        }
        F::Translate => Value::Text(strings::translate(&text(0)?, &text(1)?, &text(2)?)),
        F::StringLength => Value::Number(context.to_text(&value_or_here()?).chars().count() as f64),
        F::NormalizeSpace => Value::Text(strings::normalize_space(
            &context.to_text(&value_or_here()?),
        )),
        F::Contains => Value::Bool(text(0)?.contains(&text(1)?)),
        F::StartsWith => Value::Bool(text(0)?.starts_with(&text(1)?)),
        F::EndsWith => Value::Bool(text(0)?.ends_with(&text(1)?)),
        F::Regex => Value::Bool(strings::full_match(&text(0)?, &text(1)?)?),
        F::Uuid => {
            let length = if args.is_empty() {
                None
            } else {
                Some(number(0)?)
            };
            Value::Text(strings::uuid(host, length))
        }
        F::Digest => {
            let encoding = if args.len() > 2 {
                text(2)?
            } else {
                "base64".to_owned()
            };
            Value::Text(digest::digest(&text(0)?, &text(1)?, &encoding)?)
        }
        F::Base64Decode => {
            let bytes = STANDARD.decode(text(0)?.trim()).unwrap_or_default();
            Value::Text(String::from_utf8_lossy(&bytes).into_owned())
        }

        F::Number => Value::Number(context.to_number(&value_or_here()?)),
        F::Count => Value::Number(nodes_of(0)?.len() as f64),
        F::CountNonEmpty => {
            let filled = nodes_of(0)?
                .into_iter()
                .filter(|node| !context.tree.string_value(*node).is_empty())
                .count();
            Value::Number(filled as f64)
        }
        F::Sum => Value::Number(numbers::sum(context, &nodes_of(0)?)),
        F::Max | F::Min => Value::Number(numbers::extreme(context, args, function == F::Max)?),
        F::Round => {
            let places = if args.len() > 1 { number(1)? } else { 0.0 };
            Value::Number(numbers::round(number(0)?, places))
        }
        F::Atan2 => Value::Number(number(0)?.atan2(number(1)?)),
        F::Pow => Value::Number(numbers::power(number(0)?, number(1)?)),
        F::Pi => Value::Number(std::f64::consts::PI),
        F::Random => Value::Number(host.random()),
        F::Int
        | F::Floor
        | F::Ceiling
        | F::Log
        | F::Log10
        | F::Abs
        | F::Sin
        | F::Cos
        | F::Tan
        | F::Asin
        | F::Acos
        | F::Atan
        | F::Sqrt
        | F::Exp
        | F::Exp10 => Value::Number(numbers::of_one(function, number(0)?)),

        F::Position => Value::Number(match args.first() {
            None => context.position as f64,
            Some(argument) => match context.nodes(argument, "position")?.first() {
                Some(node) => nodes::row_number(context.tree, *node) as f64,
                None => f64::NAN,
            },
        }),
        F::Last => Value::Number(context.size as f64),
        F::Instance => {
            let id = text(0)?;
            match host.instance(&id) {
                Some(node) => Value::Nodes(vec![node]),
                None => return Err(EvalError::NoInstance(id)),
            }
        }
        F::Current => Value::Nodes(vec![context.current]),
        F::Randomize => {
            let mut found = nodes_of(0)?;
            let seed = if args.len() > 1 {
                number(1)?
            } else {
                (host.random() * 2_147_483_646.0) + 1.0
            };
            nodes::shuffle(&mut found, seed);
            Value::Nodes(found)
        }
        F::IndexedRepeat => Value::Nodes(nodes::indexed_repeat(context, args)?),
        F::Id => Value::Nodes(nodes::by_id(context, &value(0)?)),
        F::Name => Value::Text(named_node()?.map_or(String::new(), |node| {
            context.tree.qualified_name(node).into_owned()
        })),
        F::LocalName => Value::Text(named_node()?.map_or(String::new(), |node| {
            context.tree.local_name(node).to_owned()
        })),
        F::NamespaceUri => Value::Text(named_node()?.map_or(String::new(), |node| {
            context.tree.namespace_uri(node).to_owned()
        })),
        F::Lang => Value::Bool(nodes::language_is(context, &text(0)?)),

        F::Selected => {
            let (all, wanted) = (text(0)?, text(1)?);
            let wanted = wanted.trim();
            let found = if wanted.is_empty() {
                all.trim().is_empty()
            } else {
                all.split_whitespace().any(|word| word == wanted)
            };
            Value::Bool(found)
        }
        F::SelectedAt => {
            let (all, at) = (text(0)?, number(1)?);
            let found = if at >= 0.0 {
                all.split_whitespace().nth(at as usize)
            } else {
                None
            };
            Value::Text(found.unwrap_or_default().to_owned())
        }
        F::CountSelected => Value::Number(text(0)?.split_whitespace().count() as f64),
        F::ChoiceName => Value::Text(host.choice_name(&text(0)?, &text(1)?).unwrap_or_default()),
        F::Itext => {
            let id = text(0)?;
            match host.itext(&id) {
                Some(found) => Value::Text(found),
                None => return Err(EvalError::NoText(id)),
            }
        }
        F::PullData => Value::Text(host.pull_data(&text(0)?, &text(1)?, &text(2)?, &text(3)?)),
        F::Property => Value::Text(host.property(&text(0)?)),

        F::Today => Value::Date(dates::today(host.now(), offset)),
        F::Now => Value::Date(dates::present(host.now())),
        F::Date | F::DateTime => date(context, &value(0)?),
        F::DecimalDateTime => {
            let given = value(0)?;
            Value::Number(match context.moment(&given) {
                Some(moment) => moment.days(),
                None => context.to_number(&given),
            })
        }
        F::DecimalTime => Value::Number(dates::day_fraction(&text(0)?, offset).unwrap_or(f64::NAN)),
        F::FormatDate | F::FormatDateTime => {
            let given = value(0)?;
            let moment = match date(context, &given) {
                Value::Date(moment) => Some(moment),
                _ => None,
            };
            let pattern = text(1)?;
            Value::Text(moment.map_or(String::new(), |moment| {
                dates::format(moment, &pattern, offset, host.calendar())
            }))
        }

        F::Area => Value::Number(geo::area(&geo::points(context, args)?)),
        F::Distance => Value::Number(geo::distance(&geo::points(context, args)?)),
        F::Geofence => Value::Bool(geo::inside(&text(0)?, &text(1)?)),
    })
}

fn argument(args: &[Expr], index: usize) -> Option<&Expr> {
    args.get(index)
}

/// `date()` of text, number of days or a moment; empty text for what is none.
fn date(context: &Context<'_>, value: &Value) -> Value {
    let offset = context.host.offset_seconds();
    let moment = match value {
        Value::Date(moment) => Some(*moment),
        Value::Number(days) => dates::Moment::from_days(*days, offset),
        Value::Bool(_) => None,
        Value::Text(_) | Value::Nodes(_) => context.moment(value).or_else(|| {
            let text = context.to_text(value);
            super::value::plain_number(&text)
                .and_then(|days| dates::Moment::from_days(days, offset))
        }),
    };
    moment.map_or_else(Value::empty, Value::Date)
}

/// `checklist(min, max, …)` and `weighted-checklist(min, max, answer, weight, …)`; a negative
/// limit is no limit.
fn checklist(context: &Context<'_>, args: &[Expr], weighted: bool) -> Result<Value, EvalError> {
    let mut limits = [0.0; 2];
    for (limit, argument) in limits.iter_mut().zip(args) {
        *limit = context.number(argument)?;
    }
    let rest = args.get(2..).unwrap_or_default();
    let mut total = 0.0;
    if weighted {
        for pair in rest.chunks_exact(2) {
            let [answer, weight] = pair else { continue };
            let answers = truths(context, answer)?;
            let weights = match context.eval(weight)? {
                Value::Nodes(nodes) => nodes
                    .into_iter()
                    .map(|node| context.to_number(&Value::Nodes(vec![node])))
                    .collect(),
                value => vec![context.to_number(&value)],
            };
            for (answer, weight) in answers.into_iter().zip(weights) {
                if answer {
                    total += weight;
                }
            }
        }
    } else {
        for argument in rest {
            total += truths(context, argument)?
                .into_iter()
                .filter(|truth| *truth)
                .count() as f64;
        }
    }
    let [least, most] = limits;
    Ok(Value::Bool(
        (least < 0.0 || total >= least) && (most < 0.0 || total <= most),
    ))
}

/// Truth of each node's content, or of the value itself.
fn truths(context: &Context<'_>, expr: &Expr) -> Result<Vec<bool>, EvalError> {
    Ok(match context.eval(expr)? {
        Value::Nodes(nodes) => nodes
            .into_iter()
            .map(|node| !context.tree.string_value(node).is_empty())
            .collect(),
        value => vec![value.truth()],
    })
}
