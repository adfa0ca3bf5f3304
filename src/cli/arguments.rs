//! What may be written after `wanjia`. The texts of the help stand in `help.rs`, in both languages.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::DateTime;

use crate::author::Variety;
use crate::date::{Moment, read_moment};
use crate::language::Speech;
use crate::settings::ReviewLevel;

/// A whole command line.
#[derive(Debug, Parser)]
#[command(name = "wanjia", version, disable_help_flag = true, disable_version_flag = true, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Common {
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    pub(super) site: PathBuf,
    #[arg(long, global = true, value_name = "DIR", default_value = "public")]
    pub(super) out: PathBuf,
    #[arg(long, global = true, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    #[arg(long, global = true, value_name = "DATE", value_parser = as_of)]
    pub(super) as_of: Option<DateTime>,
    #[arg(long, global = true, value_name = "N", default_value_t = 4000, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) port: u16,
    #[arg(long, global = true, value_name = "zh|en", ignore_case = true)]
    pub(super) lang: Option<Lang>,
    #[arg(long, global = true, value_name = "human|json|sarif|github|html", default_value = "human")]
    pub(super) format: Format,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    Zh,
    En,
}

impl Lang {
    pub(super) fn speech(self) -> Speech {
        match self {
            Self::Zh => Speech::Chinese,
            Self::En => Speech::English,
        }
    }
}

/// The form in which problems are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
    Sarif,
    Github,
    Html,
}

/// What Wanjia can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(BuildOptions),
    Check(CheckOptions),
    Fix(FixOptions),
    Serve(ServeArguments),
    New(NewOptions),
    Init(InitOptions),
    Report(ReportOptions),
    Schema(SchemaOptions),
    Sign(SignOptions),
    Next(NextOptions),
    Explain {
        #[arg(value_name = "CODE|PAGE")]
        subject: String,
    },
}

/// Options of `build`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct BuildOptions {
    #[arg(long)]
    pub(super) dry_run: bool,
    #[arg(long)]
    pub(super) verify: bool,
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) watch: bool,
    #[arg(long, requires = "watch")]
    pub(super) poll: bool,
}

/// Options of `check`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct CheckOptions {
    #[arg(long)]
    pub(super) changed: bool,
    #[arg(long)]
    pub(super) external: bool,
}

/// Options of `fix`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct FixOptions {
    #[arg(long)]
    pub(super) write: bool,
}

/// Options of `serve`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ServeArguments {
    #[arg(long)]
    pub(super) open: bool,
    #[arg(long, value_name = "ADDR", value_parser = host)]
    pub(super) host: Option<String>,
    #[arg(long)]
    pub(super) poll: bool,
}

/// Options of `report`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct ReportOptions {
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) from: Option<jiff::civil::Date>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) to: Option<jiff::civil::Date>,
}

/// Options of `schema`.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct SchemaOptions {
    #[arg(value_name = "KIND", conflicts_with = "write")]
    pub(super) kind: Option<String>,
    #[arg(long)]
    pub(super) write: bool,
}

/// Options of `next`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct NextOptions {
    #[arg(long, value_name = "N", default_value_t = 14, value_parser = clap::value_parser!(u16).range(1..=366))]
    pub(super) days: u16,
}

/// Options of `sign`: a signature, a sheet or a ledger.
#[derive(Debug, clap::Args)]
pub(super) struct SignOptions {
    #[arg(value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    #[arg(long, value_name = "LEVEL", requires = "file", requires = "by")]
    pub(super) level: Option<ReviewLevel>,
    #[arg(long, value_name = "NAME", requires = "level")]
    pub(super) by: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "level")]
    pub(super) role: Option<String>,
    #[arg(long, value_name = "NAME", requires = "level")]
    pub(super) proof: Option<String>,
    #[arg(long, value_name = "TEXT", requires = "level")]
    pub(super) result: Option<String>,
    #[arg(long, value_name = "TIME", requires = "level", value_parser = moment)]
    pub(super) at: Option<Moment>,
    #[arg(long, requires = "level")]
    pub(super) again: bool,
    #[arg(long, value_name = "HTML", requires = "file", conflicts_with = "level")]
    pub(super) sheet: Option<PathBuf>,
    #[arg(long, value_name = "CSV", conflicts_with_all = ["file", "level"])]
    pub(super) ledger: Option<PathBuf>,
}

/// Options of `new`.
#[derive(Debug, clap::Args)]
pub(super) struct NewOptions {
    #[arg(value_name = "KIND")]
    pub(super) kind: Variety,
    #[arg(long, value_name = "TEXT")]
    pub(super) title: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(super) district: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(super) station: Option<String>,
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) date: Option<jiff::civil::Date>,
    #[arg(long, value_name = "ID")]
    pub(super) id: Option<String>,
}

/// Options of `init`: a site, or a theme for the site.
#[derive(Debug, clap::Args)]
pub(super) struct InitOptions {
    #[arg(value_name = "DIR", required_unless_present = "theme", conflicts_with = "theme")]
    pub(super) dir: Option<PathBuf>,
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
    #[arg(long, value_name = "THEME", requires = "theme", default_value = "default")]
    pub(super) from: String,
    #[arg(long, requires = "theme")]
    pub(super) copy: bool,
}

impl ValueEnum for Variety {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.name()))
    }
}

impl ValueEnum for ReviewLevel {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.id()).alias(self.words().zh))
    }
}

fn moment(text: &str) -> Result<Moment, &'static str> {
    read_moment(text).map_err(|_| "date")
}

fn base_url(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '?' | '#'));
    if plain && host.starts_with(|c: char| c.is_alphanumeric() || c == '[') { Ok(text.to_owned()) } else { Err("address") }
}

/// An address or a name of this computer, without a port.
fn host(text: &str) -> Result<String, &'static str> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let name = bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    if bare.parse::<std::net::IpAddr>().is_ok() || name && !bare.is_empty() { Ok(bare.to_owned()) } else { Err("host") }
}

fn as_of(text: &str) -> Result<DateTime, &'static str> {
    read_moment(text).map(Moment::datetime).map_err(|_| "date")
}

fn day(text: &str) -> Result<jiff::civil::Date, &'static str> {
    crate::date::read_date(text).map_err(|_| "date")
}
