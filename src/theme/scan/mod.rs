//! Templates against the contract: what each asks for, in every branch, must be there.
//!
//! It cannot see: a field that is computed (`x[name]`), what a filter makes of a value (other than the plain ones), and what the editor passes
//! on in `extra`. There it says nothing. What a condition makes sure of with `is defined` may be missing, and what is there on one page or in one call of
//! a component may be missing in another: a branch may know which.

mod counting;
mod doubling;
mod shape;
mod tokens;
mod tree;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

pub(super) use counting::{Mark, marks};
pub(super) use doubling::{Doubling, doubling};
pub(crate) use shape::Shape;
use tree::{Tree, tree};
pub(crate) use walk::Unknown;
use walk::Walk;

/// What templates may ask for: the names of each page kind, and of what is shared.
#[derive(Debug, Default)]
pub struct Contract(BTreeMap<String, BTreeMap<String, Shape>>);

impl Contract {
    /// Learns from what `template` sees on one page.
    pub fn learn<'v>(&mut self, template: &str, values: impl IntoIterator<Item = (&'v str, &'v Value)>) {
        let names = self.0.entry(template.to_owned()).or_default();
        for (name, value) in values {
            // Every file may or may not be there, and is asked for by its name.
            let shape = if name == "assets" { Shape::Any } else { Shape::of(value) };
            let known = names.remove(name).unwrap_or(Shape::Nothing);
            names.insert(name.to_owned(), known.or(shape));
        }
    }
}

/// The names in the templates `texts` that are not in the contract.
pub(super) fn unknown(texts: &BTreeMap<String, Arc<str>>, contract: &Contract) -> Vec<Unknown> {
    let trees: BTreeMap<String, Tree> = texts.iter().filter_map(|(name, text)| Some((name.clone(), tree(text)?))).collect();
    let mut walk = Walk::new(&trees);
    for (template, names) in &contract.0 {
        if let Some((template, _)) = trees.get_key_value(template) {
            walk.template(template, names);
        }
    }
    walk.found()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{carried, carried_names};

    fn found(templates: &[(&str, &str)]) -> Vec<String> {
        let texts = templates.iter().map(|(name, text)| ((*name).to_owned(), Arc::from(*text))).collect();
        let card = serde_json::json!({"title": "a", "path": "b", "day": {"text": "c"}, "extra": {}});
        let page = serde_json::json!({"title": "a", "cards": [card, null], "none": null, "lead": card});
        let mut contract = Contract::default();
        let (page, root) = (Value::from_serializable(&page), Value::from("../"));
        contract.learn("a.html", [("page", &page), ("root", &root)]);
        unknown(&texts, &contract).iter().map(|found| format!("{}:{} {}", found.template, found.place.start, found.name)).collect()
    }

    fn in_one(text: &str) -> Vec<String> {
        found(&[("a.html", text)])
    }

    #[test]
    fn a_name_that_is_not_there_is_found_in_every_branch_and_place() {
        let wrong = [
            "{{ pege.title }}",
            "{% if page.titel %}{% endif %}",
            "{% if page.none %}{{ page.none.x }}{{ page.titel }}{% endif %}",
            "{% if page.title %}{% else %}{{ page.titel }}{% endif %}",
            "{% if a %}{% endif %}",
            "{% for c in page.cards %}{{ c.titel }}{% endfor %}",
            "{% for c in page.cards[:2] | reverse %}{{ c.day.txt }}{% else %}{% endfor %}",
            "{{ page.cards[0].titel }}",
            "{{ page[\"titel\"] }}",
            "{{ page.lead?.titel or page.title }}",
            "{% set c = page.lead or page.cards | first %}{{ c.titel }}",
            "{{ page.titel | default(value=\"x\") }}",
            "{{ \"a\" if page.titel else \"b\" }}",
            "{% set all = [c.titel for c in page.cards if c.path] %}",
            "{{ page.title.x }}",
            "{{ not page.titel }}",
            "{% for c in page.cards %}{% if not loop.last and c.titel is not none %}{% endif %}{% endfor %}",
            "{% filter upper | replace(from=page.titel, to=\"\") %}{% endfilter %}",
        ];
        let missed: Vec<&str> = wrong.into_iter().filter(|text| in_one(text).len() != 1).collect();
        assert_eq!(missed, Vec::<&str>::new());
    }

    #[test]
    fn what_is_there_or_cannot_be_known_is_no_mistake() {
        let right = [
            "{{ root }}{{ page.title | upper }}{{ page.none.anything }}",
            "{{ page.lead.extra.a.b }}{{ page[\"ti\" ~ \"tle\"].x }}",
            "{% if page.titel is defined %}{{ page.titel }}{% endif %}{% if page.a is defined and page.a %}{% endif %}",
            "{% if page.title %}{% set x = 1 %}{% endif %}{{ x }}",
            "{% for c in page.cards %}{% set_global x = c %}{% endfor %}{{ x.title }}",
            "{% for k, v in page %}{{ k }}{% endfor %}{{ range(end=3) }}",
            "{% raw %}{{ nothing }}{% endraw %}{# {{ nothing }} #}",
            "{{ 100 - page.cards | length * 2 }}{{ -1 }}{{ (page.lead or page.title) }}{{ 1 not in [1, 2] }}",
        ];
        let told: Vec<_> = right.into_iter().map(|text| (text, in_one(text))).filter(|(_, found)| !found.is_empty()).collect();
        assert_eq!(told, Vec::new());
        assert!(right.into_iter().all(|text| tree(text).is_some()));
    }

    #[test]
    fn components_blocks_and_includes_see_what_they_are_given() {
        let base = "{% block main %}{{ page.titel }}{% endblock main %}{% include \"part.html\" %}";
        let child = "{% extends \"base.html\" %}{% block main %}{{ super() }}{{ <card c={page.lead} /> }}{% <frame> %}{{ page.lead.x }}{% </frame> %}{% endblock %}";
        let parts = "{% component card(c: map, level: integer = 3, @root, @page) %}{{ c.day.txt }}{{ <inner d={c.day} /> }}{{ level }}{{ root }}{{ other }}{% endcomponent %}\
            {% component inner(d, @page) %}{{ d.text }}{{ d.y }}{{ page.z }}{% endcomponent inner %}\
            {% component frame() %}{{ body }}{% endcomponent %}{% component never(c) %}{{ anything }}{% endcomponent %}";
        let found = found(&[("a.html", child), ("base.html", base), ("part.html", "{{ page.w }}"), ("parts.html", parts)]);
        let names: Vec<&str> = found.iter().map(|found| found.rsplit(' ').next().expect("a name")).collect();
        assert_eq!(names, ["x", "titel", "w", "txt", "other", "y", "z"]);
    }

    #[test]
    fn a_component_may_be_given_different_things() {
        let parts = "{% component any(x, is_day: bool = false) %}{% if is_day %}{{ x.text }}{% else %}{{ x.title }}{% endif %}{{ x.z }}{% endcomponent %}";
        let page = "{{ <any x={page.lead} /> }}{{ <any x={page.lead.day} is_day={true} /> }}";
        assert_eq!(found(&[("a.html", page), ("parts.html", parts)]), ["parts.html:110 z"]);
    }

    #[test]
    fn every_template_that_the_program_carries_is_understood() {
        for name in carried_names() {
            for file in carried(name).iter().filter(|file| file.name.starts_with("templates/")) {
                let text = String::from_utf8(file.bytes.to_vec()).expect("a template is text");
                assert!(tree(&text).is_some(), "{name}: {}", file.name);
            }
        }
    }
}
