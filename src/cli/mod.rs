//! The command line: arguments in, sentences out. The only part that prints, exits, and reads environment and clock.

mod arguments;
mod build;
mod calm;
mod check;
mod environment;
mod explain;
mod fix;
mod help;
mod init;
mod meter;
mod new;
mod next;
mod report;
mod request;
mod schema;
mod screen;
mod serve;
mod sign;
mod summary;
mod usage;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches, ValueEnum};

use arguments::{Arguments, Command, Format, Lang};
use screen::Screen;

use crate::language::Speech;

/// How a command ended; programs read it as the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// All is well.
    Fine,
    /// The content has problems, and nothing was published.
    Problems,
    /// The command line was wrong.
    Usage,
    /// The machine could not do it.
    Machine,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Fine => 0,
            End::Problems => 1,
            End::Usage => 2,
            End::Machine => 3,
        })
    }
}

/// Does what the command line asks for.
pub fn run() -> ExitCode {
    let words = environment::arguments();
    let speech = asked_language(&words).unwrap_or_else(environment::speech);
    let parsed = help::localized(Arguments::command(), speech).try_get_matches_from(words);
    match parsed.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => {
            let speech = arguments.common.lang.map_or(speech, Lang::speech);
            obey(&arguments, Screen { speech, format: arguments.common.format }).into()
        }
        Err(error) => refuse(&error, Screen { speech, format: Format::Human }).into(),
    }
}

/// The language after `--lang`, so that also the complaint about a wrong command line is in it.
fn asked_language(words: &[OsString]) -> Option<Speech> {
    let texts: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let follows = texts.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    let joined = texts.iter().find_map(|word| word.strip_prefix("--lang="));
    Lang::from_str(follows.or(joined)?, true).ok().map(Lang::speech)
}

fn refuse(error: &clap::Error, screen: Screen) -> End {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let nothing_said = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if asked {
        screen.say(error.render().to_string().trim_end());
        return End::Fine;
    }
    let complaint = if nothing_said { error.render().to_string() } else { usage::sentence(error, screen.speech) };
    screen.tell(complaint.trim_end());
    End::Usage
}

fn obey(arguments: &Arguments, screen: Screen) -> End {
    let common = &arguments.common;
    match &arguments.command {
        Command::Build(options) => build::run(common, *options, screen),
        Command::Check(options) => check::run(common, *options, screen),
        Command::Fix(options) => fix::run(common, *options, screen),
        Command::Serve(options) => serve::run(common, options, screen),
        Command::New(options) => new::run(common, options, screen),
        Command::Init(options) => init::run(common, options, screen),
        Command::Schema(options) => schema::run(common, options, screen),
        Command::Report(options) => report::run(common, options, screen),
        Command::Next(options) => next::run(common, *options, screen),
        Command::Sign(options) => sign::run(common, options, screen),
        Command::Explain { subject } => explain::run(common, subject, screen),
    }
}
