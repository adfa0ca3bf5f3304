//! Livelihood projects: from solicitation to satisfaction.

use super::cards::{extended, pick};
use super::chart;
use super::desk::{Desk, folder};
use super::pages::{Planned, Sheet};
use super::section::Section;
use super::site::extra;
use super::values::{choice, date, full_day, maybe_date};
use crate::fields::Decimal;
use crate::language::Words;
use crate::model::{Kind, Milestone, Progress, Project, ProjectStatus, Satisfaction, SupervisionEvent, SupervisionGroup, Thing, Vote};
use crate::view::View;

/// The list of projects by year and the page of each.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let library = desk.library;
    let projects = &library.relations().projects;
    if projects.is_empty() {
        return Vec::new();
    }
    let years = projects.chunk_by(|a, b| library.project(a).record.year == library.project(b).record.year).map(|year| {
        View::map([
            ("year", View::from(i64::from(library.project(&year[0]).record.year))),
            ("projects", View::list(pick(&desk.cards.projects, year))),
        ])
    });
    let mut list = Sheet::new("projects", "projects", desk.section_name(Section::Projects));
    list.section = Some(Section::Projects);
    list.description = desk.columns.section(Section::Projects).about.clone();
    list.values = vec![("years", View::list(years))];
    let pages = projects.iter().map(|id| desk.page(sheet(desk, library.project(id))));
    std::iter::once(desk.page(list)).chain(pages).collect()
}

fn sheet(desk: &Desk<'_>, thing: &Thing<Project>) -> Sheet {
    let record = &thing.record;
    let stories = desk.library.relations().of_project.get(&thing.id).map_or(&[][..], |members| &members.stories);
    let mut sheet = Sheet::new(folder(Kind::Project, &thing.id), "project", desk.words(&record.title.value).clone());
    sheet.section = Some(Section::Projects);
    sheet.description = record.target.in_language(&desk.language).clone();
    sheet.crumbs = vec![desk.section_crumb(Section::Projects)];
    sheet.inputs = vec![thing.path.clone()];
    sheet.short_id = record.short_id.as_ref().map(|id| id.value.clone());
    sheet.values = vec![("project", view(desk, thing)), ("stories", View::list(pick(&desk.cards.stories, stories)))];
    sheet
}

/// An amount that editors give in units of ten thousand: Chinese readers count so too, others in millions.
fn money(desk: &Desk<'_>, amount: &Decimal) -> View {
    if desk.language.is_chinese() {
        return View::from(amount.shared());
    }
    let millions = format!("{:.6}", amount.number() / 100.0);
    View::text(millions.trim_end_matches('0').trim_end_matches('.'))
}

fn view(desk: &Desk<'_>, thing: &Thing<Project>) -> View {
    let record = &thing.record;
    let mut newest_first: Vec<&Progress> = record.progress.iter().collect();
    newest_first.sort_by_key(|progress| std::cmp::Reverse(progress.date));
    let person = View::map([("name", desk.text(&record.lead_person.name)), ("post", desk.text(&record.lead_person.post))]);
    let money = |amount: Option<&Decimal>| amount.map_or(View::Nothing, |amount| self::money(desk, amount));
    extended(
        &desk.cards.projects[&thing.id],
        vec![
            ("proposed_by", desk.texts(&record.proposed_by)),
            ("candidate_count", View::from(record.candidate_count.as_ref().map(|count| i64::from(count.value)))),
            ("elected_count", View::from(record.elected_count.as_ref().map(|count| i64::from(count.value)))),
            ("vote", record.vote.as_ref().map_or(View::Nothing, |vote| self::vote(desk, &vote.value))),
            ("invest_total", money(record.invest_total.as_ref())),
            ("invest_year", money(record.invest_year.as_ref())),
            ("invest_source", desk.maybe(record.invest_source.as_ref())),
            ("lead_person", person),
            ("co_units", desk.texts(&record.co_units)),
            ("target", desk.text(&record.target)),
            ("milestones", View::list(record.milestones.iter().map(|milestone| self::milestone(desk, milestone)))),
            ("progress", View::list(newest_first.into_iter().map(|step| progress(desk, thing, step)))),
            ("supervision_group", record.supervision_group.as_ref().map_or(View::Nothing, |group| self::group(desk, group))),
            ("events", View::list(record.events.iter().map(|event| self::event(desk, event)))),
            ("satisfaction", record.satisfaction.as_ref().map_or(View::Nothing, |test| satisfaction(desk, &test.value))),
            ("charts", charts(desk, record)),
            ("stages", View::list(stages(desk, record))),
            ("photos", desk.pictures(&thing.path, &record.photos)),
            ("intro_html", desk.intro(record.intro.as_ref(), desk.text_of(thing))),
            ("extra", extra(&record.extra.0)),
        ],
    )
}

/// The way of a project from solicitation to satisfaction: what each stage came to, where it stands on the page, and whether it is behind it.
fn stages(desk: &Desk<'_>, record: &Project) -> Vec<View> {
    let is_elected = record.status != ProjectStatus::Candidate;
    let count = |count: usize, words: Words| (count > 0).then(|| desk.say(words).replace("{}", &count.to_string()));
    let candidates = record.candidate_count.as_ref().map_or(0, |count| count.value as usize);
    let vote = record.vote.as_ref().map(|vote| full_day(&desk.language, vote.value.date));
    let latest = record.progress.iter().filter(|_| is_elected).max_by_key(|progress| progress.date);
    let test = record.satisfaction.as_ref().and_then(|test| test.value.result).map(|result| desk.say(result.words()).to_owned());
    let percent = latest.map(|progress| format!("{}%", progress.percent));
    let sources = count(record.proposed_by.len(), Words { en: "{} sources", zh: "{}个来源" });
    let candidates = count(candidates, Words { en: "{} candidates", zh: "候选{}项" });
    let events = count(record.events.len(), Words { en: "{} times", zh: "{}次" });
    [
        (Words { en: "Solicitation", zh: "征集" }, sources, true, "who"),
        (Words { en: "Candidates", zh: "初定候选" }, candidates, true, "who"),
        (Words { en: "Vote", zh: "代表票决" }, vote, record.vote.is_some(), "vote"),
        (Words { en: "Implementation", zh: "组织实施" }, percent, is_elected, "progress"),
        (Words { en: "Supervision", zh: "代表监督" }, events, !record.events.is_empty(), "supervision"),
        (Words { en: "Satisfaction", zh: "满意度测评" }, test, record.satisfaction.is_some(), "satisfaction"),
    ]
    .map(|(name, note, is_reached, id)| stage(desk.say(name), note, is_reached, id))
    .into()
}

/// A stage that was not reached leads nowhere.
fn stage(name: &'static str, note: Option<String>, is_reached: bool, id: &'static str) -> View {
    let anchor = (is_reached && note.is_some()).then_some(id);
    View::map([("name", View::from(name)), ("note", View::from(note)), ("reached", View::from(is_reached)), ("anchor", View::from(anchor))])
}

fn charts(desk: &Desk<'_>, record: &Project) -> View {
    View::map([
        ("progress", chart::progress(desk, record)),
        ("vote", record.vote.as_ref().map_or(View::Nothing, |vote| chart::vote(desk, &vote.value))),
        ("satisfaction", record.satisfaction.as_ref().map_or(View::Nothing, |test| chart::satisfaction(desk, &test.value))),
    ])
}

fn vote(desk: &Desk<'_>, vote: &Vote) -> View {
    let number = |number: u32| View::from(i64::from(number));
    let share = i64::from(vote.yes) * 1000 / i64::from(vote.present.value.max(1));
    View::map([
        ("meeting", desk.text(&vote.meeting)),
        ("date", date(desk, vote.date)),
        ("due", number(vote.due.value)),
        ("present", number(vote.present.value)),
        ("yes", number(vote.yes)),
        ("no", number(vote.no)),
        ("abstain", number(vote.abstain)),
        ("invalid", number(vote.invalid)),
        ("method", choice(desk, vote.method.id(), vote.method.words())),
        ("passed", View::from(vote.passed)),
        ("yes_share", View::from(share)),
    ])
}

fn milestone(desk: &Desk<'_>, milestone: &Milestone) -> View {
    View::map([("name", desk.text(&milestone.name)), ("due", date(desk, milestone.due)), ("done", maybe_date(desk, milestone.done))])
}

fn progress(desk: &Desk<'_>, thing: &Thing<Project>, progress: &Progress) -> View {
    View::map([
        ("date", date(desk, progress.date)),
        ("percent", View::from(i64::from(progress.percent))),
        ("light", progress.light.map_or(View::Nothing, |light| choice(desk, light.id(), light.words()))),
        ("note", desk.maybe(progress.note.as_ref())),
        ("photo", progress.photo.as_ref().map_or(View::Nothing, |photo| desk.picture(&thing.path, photo))),
    ])
}

fn group(desk: &Desk<'_>, group: &SupervisionGroup) -> View {
    let members = group.members.iter().map(|member| &member.id);
    View::map([
        ("leader", desk.cards.deputies.get(&group.leader.id).cloned().unwrap_or_default()),
        ("members", View::list(pick(&desk.cards.deputies, members))),
        ("unit", desk.maybe(group.unit.as_ref())),
    ])
}

fn event(desk: &Desk<'_>, event: &SupervisionEvent) -> View {
    View::map([
        ("kind", choice(desk, event.kind.id(), event.kind.words())),
        ("date", date(desk, event.date)),
        ("deputies", View::list(event.deputies.iter().map(|deputy| desk.link(Kind::Deputy, &deputy.id)))),
        ("place", desk.maybe(event.place.as_ref())),
        ("finding", desk.maybe(event.finding.as_ref())),
        ("answer", desk.maybe(event.answer.as_ref())),
    ])
}

fn satisfaction(desk: &Desk<'_>, test: &Satisfaction) -> View {
    let number = |number: u32| View::from(i64::from(number));
    View::map([
        ("date", date(desk, test.date)),
        ("body", desk.text(&test.body)),
        ("size", number(test.size.value)),
        ("satisfied", number(test.satisfied)),
        ("basic", number(test.basic)),
        ("unsatisfied", number(test.unsatisfied)),
        ("result", test.result.map_or(View::Nothing, |result| View::from(desk.say(result.words())))),
    ])
}
