//! How much a template may use up for one page. The engine knows no bound for loops that write nothing and for values that grow; so templates are
//! compiled with calls in them that count, and what has no end is told at its place.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::scan::{Mark, marks};

/// What the engine's error says when there was too much of something.
pub(super) const ENDLESS: &str = "the loops have no end";
/// What the engine's error says when a value became too large.
pub(super) const GROWN: &str = "the value has no end";

/// Names of the functions that count, which no theme has a reason to use.
const TURN: &str = "wanjia_turn";
const WEIGH: &str = "wanjia_weigh";

/// What the loops of one page may cost: five million turns. A page of so many pieces would not fit into the largest page.
const MOST: u64 = 20_000_000;
/// What a turn costs besides the text in it.
const ONE_TURN: u64 = 4;
/// The largest text that a value may be, in bytes.
const LARGEST_TEXT: usize = 16 << 20;
/// The longest list that a value may be.
const LONGEST_LIST: usize = 1_000_000;

thread_local! {
    /// What the page that this thread makes has cost. A page is made by one thread from its beginning to its end.
    static SPENT: Cell<u64> = const { Cell::new(0) };
}

/// Begins the count for a page.
pub fn begin_page() {
    SPENT.set(0);
}

/// Whether a page was given up because a template used up too much.
pub fn has_no_end(error: &Error) -> bool {
    let text = error.to_string();
    text.contains(ENDLESS) || text.contains(GROWN)
}

fn spend(cost: u64) -> TeraResult<Value> {
    let spent = SPENT.get().saturating_add(cost);
    SPENT.set(spent);
    if spent > MOST { Err(Error::message(ENDLESS)) } else { Ok(Value::from("")) }
}

fn turn(given: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    spend(ONE_TURN + given.must_get::<u64>("n")?)
}

/// Growing by a piece means copying the whole, so a large value costs more.
fn weigh(given: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let Some(value) = given.get::<Value>("v")? else { return Ok(Value::from("")) };
    let (size, most, piece) = match value.as_str() {
        Some(text) => (text.len(), LARGEST_TEXT, 32),
        None => (value.len().unwrap_or_default(), LONGEST_LIST, 2),
    };
    if size > most { Err(Error::message(GROWN)) } else { spend((size / piece) as u64) }
}

/// A text of this many bytes, if that is not too much.
fn within(bytes: usize) -> TeraResult<()> {
    if bytes > LARGEST_TEXT { Err(Error::message(GROWN)) } else { Ok(()) }
}

/// The filters of the engine that can make much of little, with a bound.
fn replace(text: StringInput<'_>, given: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from = given.must_get::<&str>("from")?;
    let to = given.must_get::<StringInput<'_>>("to")?;
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let replaced = |text: &str, to: &str| {
        let grows = to.len().saturating_sub(from.len());
        within(text.len().saturating_add(text.matches(from).count().saturating_mul(grows)))?;
        Ok(text.replace(from, to))
    };
    if is_safe {
        replaced(&text.rendered(state)?, &to.rendered(state)?).map(|text| Value::safe_string(&text))
    } else {
        replaced(text.as_str(), to.as_str()).map(Value::from)
    }
}

fn join(values: &[Value], given: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let between = given.get::<StringInput<'_>>("sep")?;
    let holds_safe = values.iter().any(|value| value.is_string() && value.is_safe()) || between.as_ref().is_some_and(StringInput::is_safe);
    let is_safe = state.autoescaping_enabled() && holds_safe;
    let between = match &between {
        Some(between) if is_safe => between.rendered(state)?.into_owned(),
        Some(between) => between.as_str().to_owned(),
        None => String::new(),
    };
    let mut joined = String::new();
    for (number, value) in values.iter().enumerate() {
        if number > 0 {
            joined.push_str(&between);
        }
        match value.as_str() {
            _ if is_safe && value.is_undefined() => {}
            _ if is_safe => joined.push_str(&state.escape_if_needed(value)?),
            Some(text) => joined.push_str(text),
            None => joined.push_str(&value.to_string()),
        }
        within(joined.len())?;
    }
    Ok(if is_safe { Value::safe_string(&joined) } else { Value::from(joined) })
}

fn indent(text: StringInput<'_>, given: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    const WIDEST: usize = 1_000;
    let width = given.get::<usize>("width")?.unwrap_or(4).min(WIDEST);
    let sign = given.get::<StringInput<'_>>("indentation")?;
    let (first, blank) = (given.get::<bool>("first")?.unwrap_or(false), given.get::<bool>("blank")?.unwrap_or(false));
    if sign.as_ref().is_some_and(|sign| sign.as_str().chars().count() != 1) {
        return Err(Error::message("The `indentation` argument must contain exactly one character"));
    }
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || sign.as_ref().is_some_and(StringInput::is_safe));
    let written = if is_safe { text.rendered(state)? } else { text.as_str().into() };
    let sign = match &sign {
        Some(sign) if is_safe => sign.rendered(state)?,
        Some(sign) => sign.as_str().into(),
        None => " ".into(),
    };
    within(written.len().saturating_add(written.lines().count().saturating_mul(width * sign.len())))?;
    let before = sign.repeat(width);
    let line = |(number, line): (usize, &str)| {
        let is_indented = if number == 0 { first } else { blank || !line.is_empty() };
        format!("{}{line}", if is_indented { before.as_str() } else { "" })
    };
    let mut indented = written.lines().enumerate().map(line).collect::<Vec<_>>().join("\n");
    if written.ends_with('\n') {
        indented.push('\n');
    }
    Ok(if is_safe { Value::safe_string(&indented) } else { Value::from(indented) })
}

/// Teaches the engine to count.
pub(super) fn register(templates: &mut Tera) {
    templates.register_function(TURN, turn);
    templates.register_function(WEIGH, weigh);
    templates.register_filter("replace", replace);
    templates.register_filter("join", join);
    templates.register_filter("indent", indent);
}

/// The texts with what counts in them, and where that stands.
pub(super) fn counted(texts: &BTreeMap<String, Arc<str>>) -> (BTreeMap<String, String>, Marks) {
    let marks: BTreeMap<String, Vec<Mark>> = texts.iter().map(|(name, text)| (name.clone(), marks(text, TURN, WEIGH))).collect();
    let with = |(name, text): (&String, &Arc<str>)| {
        let mut counted = String::with_capacity(text.len() * 2);
        let mut from = 0;
        for mark in &marks[name] {
            counted.push_str(&text[from..mark.at]);
            counted.push_str(&mark.text);
            from = mark.at;
        }
        counted.push_str(&text[from..]);
        (name.clone(), counted)
    };
    (texts.iter().map(with).collect(), Marks(marks))
}

/// What was put into the templates: the engine's places are those of the texts with it.
#[derive(Default)]
pub(super) struct Marks(BTreeMap<String, Vec<Mark>>);

impl Marks {
    /// The place in `text`, as it was written, of what the engine calls `place`. In a mark of ours, the tag before it is meant.
    pub(super) fn written(&self, template: &str, text: &str, place: Range<usize>) -> Range<usize> {
        match (self.offset(template, place.start), self.offset(template, place.end)) {
            ((at, true), _) => {
                let before = text.get(..at).unwrap_or_default();
                before.rfind("{%").max(before.rfind("{{")).unwrap_or(at)..at
            }
            ((start, false), (end, _)) => start..end.max(start),
        }
    }

    /// Where `offset` is in the text as it was written, and whether it lies in a mark.
    fn offset(&self, template: &str, offset: usize) -> (usize, bool) {
        let mut before = 0;
        for mark in self.0.get(template).into_iter().flatten() {
            let at = mark.at + before;
            if offset < at {
                break;
            }
            if offset < at + mark.text.len() {
                return (mark.at, true);
            }
            before += mark.text.len();
        }
        (offset - before, false)
    }

    /// Bytes of the marks that stand up to `at` in the text as it was written.
    pub(super) fn before(&self, template: &str, at: usize) -> usize {
        self.0.get(template).into_iter().flatten().filter(|mark| mark.at <= at).map(|mark| mark.text.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{carried, carried_names};

    fn texts(list: &[(&str, &str)]) -> BTreeMap<String, Arc<str>> {
        list.iter().map(|(name, text)| ((*name).to_owned(), Arc::from(*text))).collect()
    }

    #[test]
    fn every_loop_component_and_value_counts_and_places_are_found_again() {
        let text = "{% set a = 1 -%} x {% for b in c -%} {{ b }} {%- endfor %}{% set_global d %}{% for e in f %}{% endfor %}{% endset %}{{ g }}{% raw %}{% for %}{% endraw %}";
        let (counted, marks) = counted(&texts(&[("a.html", text)]));
        let expected = "{% set a = 1 -%}{{ wanjia_weigh(v=a) -}} x {% for b in c -%}{{ wanjia_turn(n=0) -}} {{ b }} {%- endfor %}{% set_global d %}{% for e in f %}{{ wanjia_turn(n=0) }}{% endfor %}{% endset %}{{ wanjia_weigh(v=d) }}{{ g }}{% raw %}{% for %}{% endraw %}";
        assert_eq!(counted["a.html"], expected);
        for found in ["{% set a", "b }}", "g }}", "{% endraw %}"] {
            let (place, meant) = (expected.find(found).expect("it is there"), text.find(found).expect("it is there"));
            assert_eq!(marks.written("a.html", text, place..place + 1), meant..meant + 1, "{found}");
        }
        let in_loop = expected.find("wanjia_turn").expect("it is there");
        assert_eq!(&text[marks.written("a.html", text, in_loop..in_loop + 5)], "{% for b in c -%}");
    }

    #[test]
    fn lists_made_from_lists_count_every_item_and_stay_the_same() {
        let (mut ours, mut theirs) = (Tera::new(), Tera::new());
        register(&mut ours);
        let uses = [
            "{{ [x for x in [1, 2, 3]] | length }}{{ [x for x in [1, 2, 3] if x > 1 or x == 1] | join }}",
            "{% set y = [[1 if a > 1 else 2 for a in [1, 2]] for b in [3, 4] if not b == 3] %}{{ y | length }}{{ y[0] | join }}",
            "{{ [[v, 1][0] for k, v in {\"a\": 1, \"b\": 2}] | join(sep=\"-\") }}{% for x in [y for y in [3]] %}{{ x }}{% endfor %}",
        ];
        for text in uses {
            let (counted, _) = counted(&texts(&[("a.html", text)]));
            assert_eq!(counted["a.html"].matches("wanjia_turn").count(), text.matches(" for ").count(), "{}", counted["a.html"]);
            ours.add_raw_template("a.html", &counted["a.html"]).expect("it compiles");
            theirs.add_raw_template("a.html", text).expect("it compiles");
            let context = tera::Context::new();
            assert_eq!(
                ours.render("a.html", &context).expect("it renders"),
                theirs.render("a.html", &context).expect("it renders"),
                "{text}"
            );
        }
    }

    #[test]
    fn every_template_that_the_program_carries_compiles_with_what_counts() {
        for name in carried_names() {
            let files = carried(name);
            let base = carried("default");
            let text = |file: &super::super::ThemeFile| {
                let name = file.name.strip_prefix("templates/")?.to_owned();
                Some((name, Arc::from(String::from_utf8_lossy(&file.bytes))))
            };
            let texts: BTreeMap<String, Arc<str>> = base.iter().chain(files.iter()).filter_map(text).collect();
            let mut templates = Tera::new();
            register(&mut templates);
            let (counted, _) = counted(&texts);
            let all = counted.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            templates.add_raw_templates(all).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }

    #[test]
    fn filters_that_grow_give_what_the_engines_give() {
        let (mut ours, mut theirs) = (Tera::new(), Tera::new());
        register(&mut ours);
        let uses = [
            "{{ \"a<b<c\" | replace(from=\"<\", to=\"&\") }}",
            "{{ \"a<b<c\" | safe | replace(from=\"<\", to=\"&\") }}",
            "{{ \"a<b<c\" | replace(from=\"b\", to=\"<\" | safe) }}",
            "{{ \"abc\" | replace(from=\"\", to=\"-\") }}",
            "{{ [1, \"<\", true] | join(sep=\"&\") }}{{ [] | join }}{{ [[1], \"x\"] | join }}",
            "{{ [1, \"<\" | safe, \"<\"] | join(sep=\"&\") }}",
            "{{ [\"<\", \"a\"] | join(sep=\"<br>\" | safe) }}",
            "{{ \"a\n\nb<\n\" | indent }}{{ \"a\nb\" | indent(width=2, first=true) }}{{ \"a\n\nb\" | indent(blank=true, indentation=\"<\") }}",
            "{{ \"a\nb<\" | safe | indent(indentation=\"&\") }}{{ \"\" | indent(first=true) }}{{ \"a\r\nb\" | indent }}",
        ];
        for (number, text) in uses.iter().enumerate() {
            let name = format!("{number}.html");
            for engine in [&mut ours, &mut theirs] {
                engine.autoescape_on(vec![".html"]);
                engine.add_raw_template(&name, text).expect("it compiles");
            }
            let context = tera::Context::new();
            let expected = theirs.render(&name, &context).expect("it renders");
            assert_eq!(ours.render(&name, &context).expect("it renders"), expected, "{text}");
        }
    }
}
