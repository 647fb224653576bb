//! Expressions: compiled by minijinja, bounded, and forgiving about fields that are missing.

use std::sync::OnceLock;

use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior};

use crate::template::{self, TemplateError, bounded_environment, explain, unknown_field};

/// The most bytes of an expression.
const MAX_BYTES: usize = 16 * 1024;

/// Checks an expression on save.
pub(super) fn check(expression: &str, known: &[String]) -> Result<(), String> {
    if expression.trim().is_empty() {
        return Err("Enter an expression, such as file.size > 1000.".to_owned());
    }
    check_bounds(expression).map_err(|error| error.message)?;
    let compiled = environment()
        .compile_expression(expression)
        .map_err(|error| explain(&error, expression, known).message)?;
    let mut used: Vec<_> = compiled.undeclared_variables(true).into_iter().collect();
    used.sort();
    used.retain(|path| !template::is_function(path) && !template::is_known(path, known));
    match used.first() {
        Some(path) => Err(unknown_field(path, known)),
        None => Ok(()),
    }
}

/// What the expression gives for the fields of `context`.
pub(super) fn evaluate(expression: &str, context: &Value) -> Result<bool, TemplateError> {
    check_bounds(expression)?;
    environment()
        .compile_expression(expression)
        .and_then(|compiled| compiled.eval(context))
        .map(|value| value.is_true())
        .map_err(|error| explain(&error, expression, &[]))
}

fn check_bounds(expression: &str) -> Result<(), TemplateError> {
    if expression.len() > MAX_BYTES {
        let message = format!(
            "This has {} bytes; at most {MAX_BYTES} are possible.",
            expression.len()
        );
        return Err(TemplateError::at(expression, 0, message));
    }
    template::check_expression(expression)
}

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = bounded_environment();
        environment.set_undefined_behavior(UndefinedBehavior::Chainable);
        environment
    })
}
