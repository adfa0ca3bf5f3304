//! What is wrong with a command line, in the editor's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostics::visible;
use crate::language::{Speech, Words};

const SEE_HELP: Words = Words { en: "`wanjia --help` shows what can be written.", zh: "用 `wanjia --help` 查看用法。" };

/// What each option takes, for people who wrote something else.
const EXPECTED: &[(&str, Words)] = &[
    ("--base-url", Words { en: "an address such as https://rd.example.cn/", zh: "网址，如 https://rd.example.cn/" }),
    ("--as-of", Words { en: "a date such as 2026-10-01 or 2026-10-01T08:30", zh: "日期，如 2026-10-01 或 2026-10-01T08:30" }),
    ("--date", Words { en: "a date such as 2026-10-01", zh: "日期，如 2026-10-01" }),
    ("--host", Words { en: "an address or a name of this computer, without a port", zh: "本机的地址或名称，不带端口" }),
    ("--port", Words { en: "a number from 1 to 65535", zh: "1 到 65535 的数字" }),
];

/// The sentence for `error`; what clap itself prints (help, version) is returned as it is.
pub(super) fn sentence(error: &Error, speech: Speech) -> String {
    let name = |kind| context(error, kind).map(|text| visible(&text).into_owned()).unwrap_or_default();
    let argument = name(ContextKind::InvalidArg);
    let value = name(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => {
            both(speech, format!("`{argument}` needs a value"), format!("`{argument}` 后面要写内容"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => wrong_value(error, &argument, &value, speech),
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            both(speech, format!("`{argument}` is one word too many"), format!("多写了 `{argument}`"))
        }
        ErrorKind::UnknownArgument => both(speech, format!("there is no option `{argument}`"), format!("没有选项 `{argument}`")),
        ErrorKind::InvalidSubcommand => {
            let command = name(ContextKind::InvalidSubcommand);
            both(speech, format!("there is no command `{command}`"), format!("没有命令 `{command}`"))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            both(speech, "which command?".to_owned(), "请写上命令".to_owned())
        }
        ErrorKind::MissingRequiredArgument => both(speech, format!("`{argument}` is missing"), format!("缺少 `{argument}`")),
        ErrorKind::ArgumentConflict if prior(error).is_some_and(|prior| prior != argument) => {
            let prior = prior(error).unwrap_or_default();
            both(speech, format!("`{argument}` and `{prior}` do not go together"), format!("`{argument}` 和 `{prior}` 不能同时写"))
        }
        ErrorKind::ArgumentConflict => both(speech, format!("`{argument}` stands twice"), format!("`{argument}` 写了两次")),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            both(speech, format!("`{argument}` takes one value"), format!("`{argument}` 只能写一个值"))
        }
        ErrorKind::InvalidUtf8 => both(speech, "the command line is not Unicode text".to_owned(), "命令里有无法识别的文字".to_owned()),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::Io | ErrorKind::Format | _ => error.to_string(),
    };
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(|kind| context(error, kind));
    let meant = meant.map(|meant| both(speech, format!("; did you mean `{meant}`?"), format!("，是不是想写 `{meant}`？")));
    format!("{said}{}\n{}", meant.unwrap_or_default(), SEE_HELP.say(speech))
}

/// The argument that stood there first.
fn prior(error: &Error) -> Option<String> {
    context(error, ContextKind::PriorArg).map(|text| visible(&text).into_owned())
}

fn wrong_value(error: &Error, argument: &str, value: &str, speech: Speech) -> String {
    let option = argument.split(' ').next().unwrap_or(argument);
    let expected = EXPECTED.iter().find(|(name, _)| *name == option).map(|(_, words)| words.say(speech).to_owned());
    let expected = expected.or_else(|| context(error, ContextKind::ValidValue)).unwrap_or_default();
    both(speech, format!("`{option}` cannot be `{value}`: write {expected}"), format!("`{option}` 不能写 `{value}`，应写：{expected}"))
}

fn both(speech: Speech, en: String, zh: String) -> String {
    match speech {
        Speech::English => en,
        Speech::Chinese => zh,
    }
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::StyledStr(text) => Some(text.to_string()),
        ContextValue::StyledStrs(texts) => Some(texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        ContextValue::Bool(_) | ContextValue::None => None,
        _ => None,
    }
}
