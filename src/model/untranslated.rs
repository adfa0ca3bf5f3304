//! What a site in several languages does not yet say in each of them.

use serde::{Deserialize, Serialize};

use super::Library;
use super::library::Things;
use crate::fields::Record;
use crate::language::Language;
use crate::source::SourcePath;

/// What is not yet said in a language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untranslated {
    /// The language's tag.
    pub language: String,
    /// How many texts each file lacks; the file that lacks most is the first.
    pub files: Vec<(SourcePath, usize)>,
}

impl Untranslated {
    /// All texts of all files.
    pub fn texts(&self) -> usize {
        self.files.iter().map(|(_, texts)| texts).sum()
    }
}

impl Library {
    /// What is shown in another language than the page's, for each language in which something is.
    pub fn untranslated(&self) -> Vec<Untranslated> {
        let languages = self.settings().languages.iter().skip(1).map(|language| &language.value);
        languages.map(|language| self.untranslated_into(language)).filter(|one| !one.files.is_empty()).collect()
    }

    fn untranslated_into(&self, language: &Language) -> Untranslated {
        let settings = (SourcePath::new("site.yaml"), self.settings().count_untranslated(language));
        let mut files = vec![settings];
        files.extend(lacking(self.districts(), language));
        files.extend(lacking(self.stations(), language));
        files.extend(lacking(self.deputies(), language));
        files.extend(lacking(self.campaigns(), language));
        files.extend(lacking(self.projects(), language));
        files.extend(lacking(self.suggestions(), language));
        files.extend(lacking(self.tasks(), language));
        files.extend(lacking(self.opinions(), language));
        files.extend(lacking(self.deeds(), language));
        files.extend(lacking_with_body(self.stories(), language, |story| story.lang.as_ref()));
        files.extend(lacking_with_body(self.pages(), language, |_| None));
        files.retain(|(_, texts)| *texts > 0);
        files.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        Untranslated { language: language.tag().to_owned(), files }
    }
}

fn lacking<R: Record>(things: &Things<R>, language: &Language) -> Vec<(SourcePath, usize)> {
    things.values().map(|thing| (thing.path.clone(), thing.record.count_untranslated(language))).collect()
}

/// The same of things whose text is a file of its own in each language; `own` is the original's, where it is not the site's.
fn lacking_with_body<R: Record>(
    things: &Things<R>,
    language: &Language,
    own: impl Fn(&R) -> Option<&Language>,
) -> Vec<(SourcePath, usize)> {
    let foreign = things.values().filter(|thing| own(&thing.record) != Some(language));
    let count = |body: bool, record: &R| usize::from(body) + record.count_untranslated(language);
    foreign
        .map(|thing| (thing.path.clone(), count(thing.text.is_some() && !thing.other_texts.contains_key(language), &thing.record)))
        .collect()
}
