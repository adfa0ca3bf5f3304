//! From the library to what each measure counts.

use jiff::civil::{Date, date};

use super::{Detail, Item, Measure, Row};
use crate::fields::Id;
use crate::model::{
    Activity, ActivityKind, Campaign, CounterSource, Deed, DeedAt, Kind, Level, Library, ProjectStatus, ReceptionSession, SessionStatus,
    Station, StationStatus, Story, StoryKind, Suggestion, Thing,
};

/// The items of `measure`, in the order of the site.
pub(super) fn of(measure: Measure, library: &Library, today: Date) -> Vec<Item> {
    match measure {
        Measure::Stations => stations(library, |_| true),
        Measure::HonoredStations => {
            stations(library, |station| station.honors.iter().any(|honor| honor.valid_until.is_none_or(|last| last >= today)))
        }
        Measure::Deputies => deputies(library, today),
        Measure::Seats => seats(library, today, |_| true),
        Measure::SeatsAt(wanted) => seats(library, today, |level| level == wanted),
        Measure::Stories => stories(library, |_| true),
        Measure::Practices => stories(library, |kind| kind == StoryKind::Practice),
        Measure::HomeVisits => activities(library, ActivityKind::HomeVisit, |_| 1),
        Measure::Trainings => activities(library, ActivityKind::Training, |_| 1),
        Measure::TrainingHours => activities(library, ActivityKind::Training, |activity| activity.hours.map_or(0, u64::from)),
        Measure::Adoptions => adoptions(library),
        Measure::Receptions => receptions(library, |_| 1),
        Measure::Visitors => receptions(library, |session| session.visitors.map_or(0, u64::from)),
        Measure::Opinions => receptions(library, |session| session.opinions.as_ref().map_or(0, |opinions| u64::from(opinions.value.total))),
        Measure::Projects => projects(library, |status| status != ProjectStatus::Candidate),
        Measure::Suggestions => suggestions(library, |suggestion| Some(suggestion.raised_on)),
        Measure::SuggestionsAnswered => suggestions(library, |suggestion| suggestion.replied_on.as_ref().map(|day| day.value)),
        Measure::ProjectsDone => projects(library, |status| status == ProjectStatus::Done),
        Measure::Deeds => deeds(library, &library.relations().deeds, |_| 1),
        Measure::Beneficiaries => deeds(library, &library.relations().deeds, beneficiaries),
    }
}

/// The items of a campaign that the site counts by itself.
pub(super) fn of_campaign(library: &Library, campaign: &Thing<Campaign>, source: CounterSource) -> Vec<Item> {
    let members = library.members_of_campaign(&campaign.id);
    match source {
        CounterSource::Deeds => deeds(library, &members.deeds, |_| 1),
        CounterSource::Beneficiaries => deeds(library, &members.deeds, beneficiaries),
        CounterSource::Stories => members.stories.iter().map(|id| published(library.story(id))).collect(),
    }
}

fn item(kind: Kind, id: &Id, district: Option<&Id>, day: Option<Date>) -> Item {
    Item { page: (kind, id.clone()), district: district.cloned(), day, amount: 1, detail: None, row: None }
}

fn standing(library: &Library) -> impl Iterator<Item = &Thing<Station>> {
    let stations = library.relations().stations.iter().map(|id| library.station(id));
    stations.filter(|station| station.record.status != StationStatus::Merged)
}

fn stations(library: &Library, counts: impl Fn(&Station) -> bool) -> Vec<Item> {
    let counted = standing(library).filter(|station| counts(&station.record));
    counted.map(|station| item(Kind::Station, &station.id, station.home.as_ref(), None)).collect()
}

fn deputies(library: &Library, today: Date) -> Vec<Item> {
    let all = library.relations().deputies.iter().map(|id| library.deputy(id));
    let serving = all.filter(|deputy| deputy.record.seats_on(today).next().is_some());
    serving.map(|deputy| item(Kind::Deputy, &deputy.id, deputy.home.as_ref(), None)).collect()
}

fn seats(library: &Library, today: Date, counts: impl Fn(Level) -> bool) -> Vec<Item> {
    let all = library.relations().deputies.iter().map(|id| library.deputy(id));
    let seats = all.flat_map(|deputy| deputy.record.seats_on(today).map(move |seat| (deputy, seat)));
    let counted = seats.filter(|(_, seat)| counts(seat.level));
    let seat = |(deputy, seat): (&Thing<_>, &crate::model::Membership)| Item {
        detail: Some(Detail::Words(seat.level.words())),
        ..item(Kind::Deputy, &deputy.id, deputy.home.as_ref(), None)
    };
    counted.map(seat).collect()
}

fn stories(library: &Library, counts: impl Fn(StoryKind) -> bool) -> Vec<Item> {
    let all = library.relations().stories.iter().map(|id| library.story(id)).filter(|story| counts(story.record.kind));
    all.map(published).collect()
}

/// A story counts on its day of publication.
fn published(story: &Thing<Story>) -> Item {
    item(Kind::Story, &story.id, story.home.as_ref(), Some(story.record.date.value.date))
}

/// The activities of one kind, each with what it adds; those that add nothing are left out.
fn activities(library: &Library, kind: ActivityKind, amount: impl Fn(&Activity) -> u64) -> Vec<Item> {
    let all = library.relations().stories.iter().map(|id| library.story(id));
    let told = all.filter_map(|story| Some((story, story.record.activity.as_ref().filter(|activity| activity.kind == kind)?)));
    let counted = told.map(|(story, activity)| {
        let day = story.record.event_date.unwrap_or(story.record.date.value.date);
        Item { amount: amount(activity), ..item(Kind::Story, &story.id, story.home.as_ref(), Some(day)) }
    });
    counted.filter(|item| item.amount > 0).collect()
}

fn adoptions(library: &Library) -> Vec<Item> {
    let practices = library.practices(&library.relations().stories).map(|id| library.story(id));
    let all = practices.flat_map(|practice| practice.record.adoptions.iter().map(move |adoption| (practice, adoption)));
    let adopted = |(practice, adoption): (&Thing<_>, &crate::model::Adoption)| {
        let adopter = &adoption.adopter.value;
        let station = library.stations().get(adopter);
        let (kind, district) = station.map_or((Kind::District, Some(adopter)), |station| (Kind::Station, station.home.as_ref()));
        let detail = Some(Detail::Page(kind, adopter.clone()));
        Item { detail, ..item(Kind::Story, &practice.id, district, Some(adoption.date)) }
    };
    all.map(adopted).collect()
}

/// The receptions that were held, each with what it adds; those that add nothing are left out.
fn receptions(library: &Library, amount: impl Fn(&ReceptionSession) -> u64) -> Vec<Item> {
    let all = library.relations().stations.iter().map(|id| library.station(id));
    let sessions = all.flat_map(|station| station.record.sessions.iter().map(move |session| (station, session)));
    let held = sessions.filter(|(_, session)| session.status == SessionStatus::Held);
    let reception = |(station, session): (&Thing<Station>, &ReceptionSession)| Item {
        amount: amount(session),
        detail: session.topic.clone().map(Detail::Text),
        ..item(Kind::Station, &station.id, station.home.as_ref(), Some(session.day()))
    };
    held.map(reception).filter(|item| item.amount > 0).collect()
}

/// Projects count to the first day of their year.
fn projects(library: &Library, counts: impl Fn(ProjectStatus) -> bool) -> Vec<Item> {
    let all = library.relations().projects.iter().map(|id| library.project(id)).filter(|project| counts(project.record.status));
    let project = |project: &Thing<crate::model::Project>| {
        let record = &project.record;
        let district = record.district.as_ref().map(|district| &district.id).or(project.home.as_ref());
        let day = i16::try_from(record.year).ok().map(|year| date(year, 1, 1));
        Item { day, ..item(Kind::Project, &project.id, district, None) }
    };
    all.map(project).collect()
}

/// Suggestions on the day that `day` tells; those without one are left out.
fn suggestions(library: &Library, day: impl Fn(&Suggestion) -> Option<Date>) -> Vec<Item> {
    let all = library.relations().suggestions.iter().map(|id| library.suggestion(id));
    let counted = all.filter_map(|suggestion| Some((suggestion, day(&suggestion.record)?)));
    counted.map(|(suggestion, day)| item(Kind::Suggestion, &suggestion.id, suggestion.home.as_ref(), Some(day))).collect()
}

/// Deeds on the day on which they were finished, each with what it adds; those that add nothing are left out.
fn deeds(library: &Library, deeds: &[DeedAt], amount: impl Fn(&Deed) -> u64) -> Vec<Item> {
    let counted = deeds.iter().map(|at| {
        let (ledger, deed) = library.deed(at);
        let row = Row { anchor: deed.anchor(), name: deed.title.clone() };
        let item = item(Kind::Deeds, &ledger.id, ledger.home.as_ref(), Some(deed.date.value));
        Item { amount: amount(deed), row: Some(row), ..item }
    });
    counted.filter(|item| item.amount > 0).collect()
}

fn beneficiaries(deed: &Deed) -> u64 {
    deed.beneficiaries.as_ref().map_or(0, |people| u64::from(people.value))
}
