//! Links to other sites → what becomes of those who follow them. The only module that uses the network; only `cli` calls it, when it is
//! told to, and no build ever does.

mod address;
mod ask;
mod client;
mod known;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use ask::{Asked, Listener, Manner, ask};
pub use known::Known;

use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::language::Words;
use crate::source::Spanned;

/// What came of asking for an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// It is there, or would be for somebody who may see it.
    Alive,
    /// It has moved for good, to this address.
    Moved(String),
    /// It is gone; with the status of the answer, 404 or 410.
    Gone(u16),
    /// Its host does not want to be asked now.
    Busy,
    /// Whoever follows the link meets nobody.
    Unreachable(Reason),
    /// Its host is in a private network, which is not asked.
    Private,
}

/// Why nobody is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// There is no host of this name, or names cannot be looked up.
    NoHost,
    /// The host takes no connection, or not in time.
    NoConnection,
    /// The host takes connections, but no answer came in time.
    Silent,
    /// What came is no answer, or was cut off.
    CutOff,
    /// Who answers cannot prove to be the host.
    Certificate,
    /// The address leads to another, and so on, without an end.
    Circle,
    /// The host answers with an error of its own.
    Fault(u16),
}

impl Reason {
    /// Whether the way to the host is broken, and not only this one address.
    fn is_of_the_host(self) -> bool {
        match self {
            Self::NoHost | Self::NoConnection | Self::Silent => true,
            Self::CutOff | Self::Certificate | Self::Circle | Self::Fault(_) => false,
        }
    }

    fn say(self) -> Arg {
        let words = |en, zh| Arg::Word(Words { en, zh });
        match self {
            Self::NoHost => words("there is no such host", "没有这个网站（域名无法解析）"),
            Self::NoConnection => words("no connection comes about", "连不上（连接被拒绝、中断或超时）"),
            Self::Silent => words("no answer in time", "等了很久没有回答"),
            Self::CutOff => words("the answer cannot be read", "回答不完整或无法识别"),
            Self::Certificate => words("its certificate is not trusted", "安全证书不可信"),
            Self::Circle => words("it leads from one address to the next without an end", "地址来回跳转，没有尽头"),
            Self::Fault(status) => {
                Arg::Sentence { en: format!("the site answers with error {status}"), zh: format!("对方网站出错（{status}）") }
            }
        }
    }
}

/// What is told of `links`, given the answers by the addresses that were asked; nothing of those without one.
pub fn problems(links: &[Spanned<impl Borrow<str>>], answers: &BTreeMap<String, Answer>) -> Diagnostics {
    let mut problems = Diagnostics::new();
    for link in links {
        let Some(address) = address::question(link.value.borrow()) else { continue };
        let problem = |code| Diagnostic::new(code, link.span.clone()).arg("address", short(address.as_str()));
        match answers.get(address.as_str()) {
            Some(Answer::Gone(status)) => problems.push(problem(Code::GoneAddress).arg("status", status.to_string())),
            Some(Answer::Unreachable(reason)) => problems.push(problem(Code::UnreachableAddress).arg("reason", reason.say())),
            Some(Answer::Moved(to)) => problems.push(problem(Code::MovedAddress).arg("to", short(to))),
            Some(Answer::Alive | Answer::Busy | Answer::Private) | None => {}
        }
    }
    problems
}

/// An address as it is shown: somebody else wrote it, at any length.
fn short(address: &str) -> String {
    const LONGEST: usize = 200;
    match address.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &address[..end]),
        None => address.to_owned(),
    }
}
