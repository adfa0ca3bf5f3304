//! Every field that a template may use stands in `docs/theme-contract.md`. `UPDATE_EXPECT=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use wanjia::diagnostics::Diagnostics;
use wanjia::pipeline;
use wanjia::plan::page::{Make, Page};
use wanjia::view::View;

/// Values that stand in many places, and a field that only they have.
const CARDS: [(&str, &str); 9] = [
    ("story", "lead_fact"),
    ("station", "plate_name"),
    ("deputy", "annotation"),
    ("district", "seal"),
    ("campaign", "running"),
    ("project", "lead_unit"),
    ("picture", "mime"),
    ("moment", "stamp"),
    ("chart", "value_heading"),
];

/// What every page has; told once.
const EVERYWHERE: [&str; 3] = ["site", "page", "pager"];

const HEAD: &str = "# What a template may use

Every field of every page kind, as sites fill it in which everything is written, or nothing but what must be; made by a test from the program itself
(`UPDATE_EXPECT=1 cargo test --test suite theme_contract` writes it anew). A field that leaves this list is a change that theme authors must be told of.

`a[].b` is the field `b` of each entry of the list `a`. *story card* and the like are described under [Cards](#cards). A value that may be missing is
*nothing*; test it with `{% if … %}`. Paths are relative to the site: write `{{ root }}` before them.

Besides these, every template sees `root` (how links reach the site's root from this page), `lang` (the language tag), `t` (the words of the theme's
`i18n` files), `assets` (the theme's static files by name) and `shared` (the theme's templates in `shared/` by name, ready rendered; they
see `site`, `root`, `lang`, `t` and `assets`, but no page).
";

type Fields = BTreeMap<String, BTreeSet<&'static str>>;
type Map = [(std::borrow::Cow<'static, str>, View)];

/// What the views hold: the keys of each card, and the fields by page kind and card.
#[derive(Default)]
struct Contract {
    cards: BTreeMap<&'static str, BTreeSet<String>>,
    sections: BTreeMap<String, Fields>,
}

fn card_of(map: &Map) -> Option<&'static str> {
    CARDS.iter().find(|(_, only)| map.iter().any(|(key, _)| key == only)).map(|(card, _)| *card)
}

fn small_shape(map: &Map) -> Option<&'static str> {
    let keys: Vec<&str> = map.iter().map(|(key, _)| &**key).collect();
    match keys[..] {
        ["id", "name"] => Some("choice (`id`, `name`)"),
        ["title", "path"] => Some("link (`title`, `path`)"),
        _ => None,
    }
}

impl Contract {
    /// Learns which keys the cards have: those that all of one kind share.
    fn learn(&mut self, view: &View) {
        match view {
            View::Map(map) => {
                if let Some(card) = card_of(&map.values) {
                    let keys: BTreeSet<String> = map.values.iter().map(|(key, _)| key.to_string()).collect();
                    let known = self.cards.entry(card).or_insert_with(|| keys.clone());
                    *known = known.intersection(&keys).cloned().collect();
                }
                map.values.iter().for_each(|(_, value)| self.learn(value));
            }
            View::List(list) => list.values.iter().for_each(|value| self.learn(value)),
            View::Nothing | View::Truth(_) | View::Integer(_) | View::Number(_) | View::Text(_) | View::Word(_) | View::Body(_) => {}
        }
    }

    fn note(&mut self, section: &str, path: &str, view: &View) {
        let kind = match view {
            View::Nothing => "nothing",
            View::Truth(_) => "true or false",
            View::Integer(_) | View::Number(_) => "number",
            View::Text(_) | View::Word(_) => "text",
            View::Body(_) => "HTML",
            View::List(_) => "list",
            View::Map(map) => match card_of(&map.values) {
                Some(card) => return self.note_card(section, path, card, &map.values),
                None => small_shape(&map.values).unwrap_or("map"),
            },
        };
        if !path.is_empty() {
            self.field(section, path, kind);
        }
        match view {
            View::List(list) => list.values.iter().for_each(|value| self.note(section, &format!("{path}[]"), value)),
            View::Map(map) if small_shape(&map.values).is_none() && !path.ends_with("extra") => self.note_all(section, path, &map.values),
            View::Map(_)
            | View::Nothing
            | View::Truth(_)
            | View::Integer(_)
            | View::Number(_)
            | View::Text(_)
            | View::Word(_)
            | View::Body(_) => {}
        }
    }

    /// A card is described once; what stands beside its own fields is told here.
    fn note_card(&mut self, section: &str, path: &str, card: &'static str, map: &Map) {
        self.field(section, path, CARD_NAMES.iter().find(|(name, _)| *name == card).unwrap().1);
        let own = self.cards[card].clone();
        let (shared, more): (Vec<_>, Vec<_>) = map.iter().cloned().partition(|(key, _)| own.contains(&**key));
        self.note_all(section, path, &more);
        self.note_all(&format!("card {card}"), "", &shared);
    }

    fn note_all(&mut self, section: &str, path: &str, map: &Map) {
        for (key, value) in map {
            let path = if path.is_empty() { key.to_string() } else { format!("{path}.{key}") };
            self.note(section, &path, value);
        }
    }

    fn field(&mut self, section: &str, path: &str, kind: &'static str) {
        self.sections.entry(section.to_owned()).or_default().entry(path.to_owned()).or_default().insert(kind);
    }
}

const CARD_NAMES: [(&str, &str); 9] = [
    ("story", "story card"),
    ("station", "station card"),
    ("deputy", "deputy card"),
    ("district", "district badge"),
    ("campaign", "campaign card"),
    ("project", "project card"),
    ("picture", "picture"),
    ("moment", "moment"),
    ("chart", "chart"),
];

fn contract() -> Contract {
    let plans = pipeline::specimens(&mut Diagnostics::new());
    let pages = plans.iter().flat_map(|plan| plan.pages.values()).map(|page| &**page);
    let template = |page: &'_ Page| match &page.make {
        Make::Template { kind, view, .. } => Some((*kind, view.clone())),
        Make::Written(_) | Make::Pack(_) | Make::Copy(..) | Make::Picture(..) => None,
    };
    let views: Vec<(&str, View)> = pages.filter_map(template).collect();
    let mut contract = Contract::default();
    views.iter().for_each(|(_, view)| contract.learn(view));
    for (kind, view) in views {
        let View::Map(map) = view else { continue };
        let (everywhere, own): (Vec<_>, Vec<_>) = map.values.iter().cloned().partition(|(key, _)| EVERYWHERE.contains(&&**key));
        contract.note_all("", "", &everywhere);
        contract.sections.entry(kind.to_owned()).or_default();
        contract.note_all(kind, "", &own);
    }
    contract
}

fn table(text: &mut String, fields: &Fields) {
    if fields.is_empty() {
        return text.push_str("\nNothing of its own.\n");
    }
    text.push_str("\n| field | what it is |\n|---|---|\n");
    for (path, kinds) in fields {
        let mut kinds: Vec<&str> = kinds.iter().copied().collect();
        kinds.sort_by_key(|kind| (*kind == "nothing", *kind));
        writeln!(text, "| `{path}` | {} |", kinds.join(" or ")).unwrap();
    }
}

fn document() -> String {
    let contract = contract();
    let mut text = HEAD.to_owned();
    text.push_str("\n## Every page\n");
    table(&mut text, &contract.sections[""]);
    text.push_str("\n## Page kinds\n");
    for (kind, fields) in contract.sections.iter().filter(|(section, _)| !section.is_empty() && !section.starts_with("card ")) {
        write!(text, "\n### `{kind}.html`\n").unwrap();
        table(&mut text, fields);
    }
    text.push_str("\n## Cards\n");
    for (card, name) in CARD_NAMES {
        write!(text, "\n### {name}\n").unwrap();
        contract.sections.get(&format!("card {card}")).into_iter().for_each(|fields| table(&mut text, fields));
    }
    text
}

#[test]
fn the_theme_contract_lists_every_field_that_a_template_may_use() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/theme-contract.md");
    let document = document();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, &document).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    let fields = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<String>>();
    let (now, before) = (fields(&document), fields(&written));
    let new: Vec<_> = now.difference(&before).collect();
    let gone: Vec<_> = before.difference(&now).collect();
    assert!(written == document, "docs/theme-contract.md is not up to date:\nnew {new:#?}\ngone {gone:#?}");
}
