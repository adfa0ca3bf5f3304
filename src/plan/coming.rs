//! What will change by itself, because its time comes.

use jiff::civil::{Date, DateTime, Time};

use super::cards::is_former_on;
use super::sessions::Receptions;
use crate::fields::choices;
use crate::model::{Kind, Library, Reason};
use crate::source::SourcePath;

choices! {
    /// Why the site will change.
    Change {
        Appears = "appears", "is published", "发布";
        Expires = "expires", "is withdrawn", "到期撤下";
        MourningBegins = "mourning_begins", "mourning begins: without colours", "哀悼日开始，网站变灰";
        MourningEnds = "mourning_ends", "mourning is over: colours again", "哀悼日结束，恢复彩色";
        Receives = "receives", "deputies receive today", "今天有代表接待";
        TermEnds = "term_ends", "the term is over: a former deputy", "任期已满，列入往届代表";
        CampaignBegins = "campaign_begins", "the campaign begins", "主题活动开始";
        CampaignEnds = "campaign_ends", "the campaign is over", "主题活动结束";
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// From when on the site is to be different.
    pub at: DateTime,
    /// Why.
    pub change: Change,
    /// What changes: titles or names.
    pub what: Vec<String>,
    /// The file that says so, where one does.
    pub file: Option<SourcePath>,
}

/// Everything that changes by itself after `as_of`, through the day `last`, in order.
pub fn coming(library: &Library, as_of: DateTime, last: Date) -> Vec<Coming> {
    let mut all: Vec<Coming> = stories(library).chain(mourning(library)).chain(campaigns(library)).chain(terms(library)).collect();
    all.extend(receptions(library, as_of.date(), last));
    all.retain(|one| one.at > as_of && one.at.date() <= last);
    all.sort_by(|a, b| (a.at, a.change, &a.file, &a.what).cmp(&(b.at, b.change, &b.file, &b.what)));
    all
}

fn stories(library: &Library) -> impl Iterator<Item = Coming> {
    let appearing = library.withheld().iter().filter(|one| one.kind == Kind::Story).filter_map(|one| match one.reason {
        Reason::Scheduled(at) => Some(of_file(at, Change::Appears, &one.title, &one.path)),
        Reason::Draft | Reason::Expired(_) | Reason::NotPublic | Reason::Unsigned(_) => None,
    });
    let expiring = library.stories().values().filter_map(|story| {
        let at = story.record.expires?.end();
        Some(of_file(at, Change::Expires, story.record.title.value.main(), &story.path))
    });
    appearing.chain(expiring)
}

fn mourning(library: &Library) -> impl Iterator<Item = Coming> {
    let edge = |day: Date, change| Coming { at: midnight(day), change, what: Vec::new(), file: Some(SourcePath::new("site.yaml")) };
    let days = library.settings().mourning.iter();
    days.flat_map(move |days| [edge(days.from, Change::MourningBegins), edge(after(days.last()), Change::MourningEnds)])
}

fn campaigns(library: &Library) -> impl Iterator<Item = Coming> {
    library.campaigns().values().flat_map(|campaign| {
        let (name, path) = (campaign.record.name.main(), &campaign.path);
        let begins = of_file(midnight(campaign.record.start), Change::CampaignBegins, name, path);
        let ends = campaign.record.end.map(|end| of_file(midnight(after(end)), Change::CampaignEnds, name, path));
        [Some(begins), ends].into_iter().flatten()
    })
}

/// The day on which a deputy's last seat is over.
fn terms(library: &Library) -> impl Iterator<Item = Coming> {
    library.deputies().values().filter_map(|deputy| {
        let last = deputy.record.memberships.iter().filter_map(|membership| membership.to.as_ref()).map(|to| to.value).max()?;
        let ends = after(last);
        let is_last = !is_former_on(last, &deputy.record) && is_former_on(ends, &deputy.record);
        is_last.then(|| of_file(midnight(ends), Change::TermEnds, deputy.record.name.main(), &deputy.path))
    })
}

/// Each day on which somebody receives, with the stations.
fn receptions(library: &Library, today: Date, last: Date) -> Vec<Coming> {
    let receptions = Receptions::new(library, today);
    let entries = receptions.together(&library.relations().stations);
    let wanted = entries.iter().filter(|entry| entry.session.date <= last && entry.session.date > today && entry.session.is_on());
    let mut days: Vec<Coming> = Vec::new();
    for entry in wanted {
        let (at, name) = (midnight(entry.session.date), entry.station.record.name.main().to_string());
        match days.last_mut().filter(|day| day.at == at) {
            Some(day) if day.what.contains(&name) => {}
            Some(day) => day.what.push(name),
            None => days.push(Coming { at, change: Change::Receives, what: vec![name], file: None }),
        }
    }
    days
}

fn of_file(at: DateTime, change: Change, title: &str, path: &SourcePath) -> Coming {
    Coming { at, change, what: vec![title.to_owned()], file: Some(path.clone()) }
}

fn midnight(day: Date) -> DateTime {
    day.to_datetime(Time::midnight())
}

fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}
