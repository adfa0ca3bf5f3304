//! `wanjia explain`: what a problem's code means, or which files a page is made from.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::End;
use super::arguments::Common;
use super::request::{failed, request};
use super::screen::Screen;
use crate::diagnostics::{Code, Severity, closest, visible};
use crate::language::{Speech, Words};
use crate::pipeline;
use crate::plan::Plan;
use crate::plan::address::Address;
use crate::plan::page::{Make, Page};
use crate::source::{SourcePath, without_index};
use crate::view::{Fill, View};

const ERROR: Words = Words { en: "error: nothing is published until it is mended", zh: "错误：改好之前不发布" };
const STRICTER: Words = Words {
    en: "warning: the site is published all the same; an error where the profile is gov-strict",
    zh: "警告：照常发布，请核对；规范为 gov-strict 时是错误",
};
const WARNING: Words = Words { en: "warning: the site is published all the same", zh: "警告：照常发布，请核对" };
const WHY: Words = Words { en: "Why", zh: "为什么" };
const WHAT_TO_DO: Words = Words { en: "What to do", zh: "怎么办" };
const MADE_FROM: Words = Words { en: "is made from", zh: "来自这些文件" };
const SETTINGS_TOO: Words = Words { en: "  site.yaml, and what stands on every page", zh: "  site.yaml，以及每一页都有的内容" };
const GATHERED: Words = Words { en: "  all published pages", zh: "  所有已发布的页面" };
const THEME: Words = Words { en: " of the theme", zh: "（主题模板）" };
const SHOWN_ON: Words = Words { en: "is shown on", zh: "出现在这些页面" };

pub(super) fn run(common: &Common, subject: &str, screen: Screen) -> End {
    if let Some(code) = Code::of(subject) {
        screen.say(&code_in_words(code, screen.speech));
        return End::Fine;
    }
    if looks_like_a_code(subject) {
        screen.tell(&unknown_code(subject, screen.speech));
        return End::Usage;
    }
    page(common, subject, screen)
}

fn code_in_words(code: Code, speech: Speech) -> String {
    let severity = match (code.severity(), code.strict_severity()) {
        (Severity::Warning, Severity::Error) => STRICTER,
        (Severity::Error, _) => ERROR,
        (Severity::Warning, Severity::Warning) => WARNING,
    };
    let colon = match speech {
        Speech::English => ": ",
        Speech::Chinese => "：",
    };
    let (message, why, hint) = (blanks(code.message().say(speech)), code.why().say(speech), blanks(code.hint().say(speech)));
    let to_do = if hint == "…" { String::new() } else { format!("\n{}{colon}{hint}", WHAT_TO_DO.say(speech)) };
    format!("{} · {}\n\n{message}\n\n{}{colon}{why}{to_do}", code.id(), severity.say(speech), WHY.say(speech))
}

/// A message without the names that only a real problem fills in.
fn blanks(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push('…');
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    text + rest
}

fn looks_like_a_code(subject: &str) -> bool {
    let letters = subject.chars().take_while(char::is_ascii_alphabetic).count();
    let digits = subject.chars().skip(letters).filter(char::is_ascii_digit).count();
    (1..=5).contains(&letters) && (1..=5).contains(&digits) && letters + digits == subject.chars().count()
}

fn unknown_code(subject: &str, speech: Speech) -> String {
    let upper = subject.to_ascii_uppercase();
    let family = upper.trim_end_matches(|c: char| c.is_ascii_digit());
    let mut similar: Vec<&str> = Code::ALL.iter().map(|code| code.id()).filter(|id| id.starts_with(family)).collect();
    similar.extend(closest(&upper, Code::ALL.iter().map(|code| code.id())).and_then(|id| Code::of(&id)).map(Code::id));
    similar.sort_unstable();
    similar.dedup();
    let list = similar.join(", ");
    match (speech, similar.is_empty()) {
        (Speech::English, true) => format!("there is no code `{upper}`"),
        (Speech::English, false) => format!("there is no code `{upper}`; similar ones: {list}"),
        (Speech::Chinese, true) => format!("没有代码 `{upper}`"),
        (Speech::Chinese, false) => format!("没有代码 `{upper}`，相近的有：{list}"),
    }
}

fn page(common: &Common, subject: &str, screen: Screen) -> End {
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let (plan, problems) = match pipeline::plan(&request) {
        Ok(planned) => planned,
        Err(failure) => return failed(&failure, screen),
    };
    if let Some(page) = addresses(subject).into_iter().find_map(|address| plan.pages.get(&address)) {
        screen.say(&made_from(page, &plan, screen.speech));
        return End::Fine;
    }
    let makers = Makers::of(&plan);
    let shown: Vec<&Page> =
        plan.pages.values().map(|page| &**page).filter(|page| makers.sources(page).iter().any(|input| input.as_str() == subject)).collect();
    if !shown.is_empty() {
        screen.say(&shown_on(subject, &shown, screen.speech));
        return End::Fine;
    }
    screen.tell(&unknown_page(subject, &plan, screen.speech));
    if problems.has_errors() { End::Problems } else { End::Usage }
}

/// What a person may mean by a page: a web address, a path in the site, a file of the output. A site below a path of its host
/// has its pages without that path.
fn addresses(subject: &str) -> Vec<Address> {
    let plain = subject.split(['?', '#']).next().unwrap_or(subject);
    let rest = plain.split_once("://").map_or(plain, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let decoded = percent_decode_str(rest).decode_utf8_lossy().into_owned();
    let mut path = decoded.trim_start_matches("./").trim_matches('/');
    let mut addresses = Vec::new();
    loop {
        addresses.extend(Address::file(path));
        addresses.extend(Address::page(path));
        match path.split_once('/') {
            Some((_, inner)) => path = inner,
            None => return addresses,
        }
    }
}

fn made_from(page: &Page, plan: &Plan, speech: Speech) -> String {
    let mut lines = vec![format!("/{} {}", visible(page.address.as_str()), MADE_FROM.say(speech))];
    lines.extend(Makers::of(plan).sources(page).iter().map(|path| format!("  {}", visible(path.as_str()))));
    match &page.make {
        Make::Template { kind, .. } => {
            lines.push(SETTINGS_TOO.say(speech).to_owned());
            lines.push(format!("  templates/{kind}.html{}", THEME.say(speech)));
        }
        Make::Written(_) => lines.push(GATHERED.say(speech).to_owned()),
        Make::Pack(_) | Make::Copy(..) | Make::Picture(..) => {}
    }
    lines.join("\n")
}

/// Which files made what stands at a path of the site: a page that shows a card or a link shows what is in that file.
struct Makers<'p>(BTreeMap<String, &'p [SourcePath]>);

impl<'p> Makers<'p> {
    fn of(plan: &'p Plan) -> Self {
        Self(plan.pages.values().map(|page| (page.address.href(), &page.inputs[..])).collect())
    }

    /// The page's own file first, then those of all that it shows; without what stands on every page.
    fn sources(&self, page: &'p Page) -> Vec<&'p SourcePath> {
        let mut sources: Vec<&SourcePath> = page.inputs.iter().collect();
        let own = sources.len();
        if let Make::Template { view: View::Map(map), .. } = &page.make {
            for (name, value) in map.values.iter().filter(|(name, _)| !matches!(&**name, "site" | "page")) {
                self.gather(name, value, &mut sources);
            }
        }
        sources[own..].sort();
        let mut known = BTreeSet::new();
        sources.retain(|source| known.insert(*source));
        sources
    }

    fn gather(&self, name: &str, value: &View, sources: &mut Vec<&'p SourcePath>) {
        match value {
            View::Text(text) if name == "path" => self.add(text, sources),
            View::Body(body) => body.fills.iter().for_each(|fill| match fill {
                Fill::Inside { path, .. } | Fill::Picture { path, .. } => self.add(path, sources),
                Fill::Here(_) | Fill::Outside { .. } | Fill::Nothing => {}
            }),
            View::List(list) => list.values.iter().for_each(|value| self.gather(name, value, sources)),
            View::Map(map) => map.values.iter().for_each(|(name, value)| self.gather(name, value, sources)),
            View::Nothing | View::Truth(_) | View::Integer(_) | View::Number(_) | View::Text(_) | View::Word(_) => {}
        }
    }

    fn add(&self, path: &str, sources: &mut Vec<&'p SourcePath>) {
        let path = path.split('#').next().unwrap_or(path);
        sources.extend(self.0.get(path).copied().unwrap_or_default());
    }
}

fn shown_on(subject: &str, pages: &[&Page], speech: Speech) -> String {
    let mut lines = vec![format!("{} {}", visible(subject), SHOWN_ON.say(speech))];
    lines.extend(pages.iter().map(|page| format!("  /{}", visible(page.address.as_str()))));
    lines.join("\n")
}

fn unknown_page(subject: &str, plan: &Plan, speech: Speech) -> String {
    let wanted = subject.trim_matches('/');
    let paths = plan.pages.keys().map(|address| without_index(address.as_str()).trim_end_matches('/'));
    let meant = closest(wanted, paths.filter(|path| !path.is_empty()));
    let subject = visible(subject);
    match (speech, meant) {
        (Speech::English, None) => format!("the site has no page `{subject}`"),
        (Speech::English, Some(meant)) => format!("the site has no page `{subject}`; did you mean `/{meant}/`?"),
        (Speech::Chinese, None) => format!("网站里没有页面 `{subject}`"),
        (Speech::Chinese, Some(meant)) => format!("网站里没有页面 `{subject}`，是不是想写 `/{meant}/`？"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_both_languages() {
        for code in Code::ALL {
            for speech in [Speech::English, Speech::Chinese] {
                let text = code_in_words(*code, speech);
                assert!(text.starts_with(code.id()) && text.lines().count() >= 5, "{text}");
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }

    #[test]
    fn a_mistyped_code_finds_its_family() {
        assert!(looks_like_a_code("LNK10") && looks_like_a_code("lnk999") && !looks_like_a_code("stations/kly-017"));
        assert!(unknown_code("num9", Speech::English).starts_with("there is no code `NUM9`; similar ones: NUM101, NUM102, "));
    }

    #[test]
    fn a_page_may_be_named_in_many_ways() {
        let wanted = Address::page("stations/kly-017").expect("a safe name");
        for subject in
            ["/stations/kly-017/", "stations/kly-017", "stations/kly-017/index.html", "https://rd.example.cn/rd/stations/kly-017/?a#b"]
        {
            assert!(addresses(subject).contains(&wanted), "{subject}");
        }
        assert!(addresses("https://rd.example.cn/").contains(&Address::page("").expect("home")));
    }
}
