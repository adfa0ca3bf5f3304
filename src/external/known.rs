//! What was heard before, as it is kept from one time to the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Answer;

/// Answers by addresses, with the second since 1970 at which each was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known(BTreeMap<String, (i64, Answer)>);

/// Seconds.
const DAY: i64 = 24 * 60 * 60;

impl Known {
    /// What [`to_text`](Self::to_text) wrote; nothing where it is damaged.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As JSON, without what does not count any more at the second `now`.
    pub fn to_text(&self, now: i64) -> String {
        let counting = self.0.iter().filter(|(_, (at, answer))| counts(*at, answer, now));
        let counting: BTreeMap<&String, &(i64, Answer)> = counting.collect();
        serde_json::to_string_pretty(&counting).expect("texts and numbers are JSON") + "\n"
    }

    /// What was heard of `address`, if it still counts at the second `now`.
    pub fn get(&self, address: &str, now: i64) -> Option<&Answer> {
        self.0.get(address).filter(|(at, answer)| counts(*at, answer, now)).map(|(_, answer)| answer)
    }

    /// Remembers what was heard of `address` at the second `now`.
    pub fn put(&mut self, address: &str, answer: &Answer, now: i64) {
        if counts(now, answer, now) {
            self.0.insert(address.to_owned(), (now, answer.clone()));
        }
    }
}

/// Whether an answer of the second `at` counts at the second `now`. A page that is gone may come back soon; where nobody was met, one asks
/// again.
fn counts(at: i64, answer: &Answer, now: i64) -> bool {
    let lasts = match answer {
        Answer::Alive | Answer::Moved(_) => 7 * DAY,
        Answer::Gone(_) => DAY,
        Answer::Busy | Answer::Unreachable(_) | Answer::Private => return false,
    };
    (0..lasts).contains(&(now - at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::external::Reason;

    #[test]
    fn an_answer_counts_as_long_as_it_is_likely_to_be_true() {
        let mut known = Known::default();
        let answers = [
            ("alive", Answer::Alive),
            ("gone", Answer::Gone(404)),
            ("moved", Answer::Moved("https://b.cn/".to_owned())),
            ("busy", Answer::Busy),
            ("silent", Answer::Unreachable(Reason::Silent)),
        ];
        answers.iter().for_each(|(address, answer)| known.put(address, answer, 1_000_000));
        let counting = |after: i64| {
            let known = Known::read(&known.to_text(1_000_000));
            answers.iter().filter(|(name, _)| known.get(name, 1_000_000 + after).is_some()).map(|(name, _)| *name).collect::<Vec<_>>()
        };
        assert_eq!(counting(0), ["alive", "gone", "moved"]);
        assert_eq!(counting(DAY), ["alive", "moved"]);
        assert_eq!((counting(7 * DAY - 1).len(), counting(7 * DAY).len(), counting(-1).len()), (2, 0, 0));
        assert_eq!(Known::read("{damaged"), Known::default());
    }
}
