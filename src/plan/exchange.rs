//! How practices travel: practices by districts, what was promoted, and the exchanges of the districts.

use super::Group;
use super::cards::{extended, pick};
use super::desk::Desk;
use super::made_of::MadeOf;
use super::pager::slices;
use super::pages::{Planned, Sheet};
use super::practice::{adoption, promotion};
use super::section::Section;
use super::side_by_side;
use super::story::numbered;
use crate::fields::Id;
use crate::language::Words;
use crate::model::{Adoption, Kind, Level, Promotion, Story, StoryKind, Thing};
use crate::view::View;

/// What the page is called, and its folder.
pub(super) const MATRIX: (Words, &str) = (Words { en: "Practices and districts", zh: "各区互学" }, "practices/matrix");

const ABOUT: Words = Words {
    en: "Which district made a practice, and who took it over, how and when.",
    zh: "哪条做法是哪个区首创的，谁在什么时候怎么借鉴的。",
};

/// The pages, where there are practices; what was promoted and the exchanges stand on the first.
pub(super) const GROUP: Group = Group { made_of, shows_only_fields: true, pages };

fn made_of(desk: &Desk<'_>, made_of: &mut MadeOf<'_, '_>) {
    made_of.names();
    for practice in practices(desk) {
        made_of.thing(practice).cards(&desk.cards.stories, [&practice.id]);
    }
    exchanges(desk).iter().chain(&side_by_side::links(desk)).for_each(|view| {
        made_of.view(view);
    });
}

fn pages(desk: &Desk<'_>) -> Planned {
    let practices = practices(desk);
    if practices.is_empty() {
        return Vec::new();
    }
    let columns = columns(desk, &practices);
    let per_page = usize::from(desk.library.settings().stories_per_page);
    let pages = slices(&desk.prefix, MATRIX.1, &practices, per_page).into_iter().map(|slice| {
        let mut sheet = Sheet::new(slice.path.clone(), "matrix", numbered(desk, desk.say(MATRIX.0), slice.number));
        sheet.section = Some(Section::Practices);
        sheet.description = desk.say(ABOUT).into();
        sheet.crumbs = vec![desk.section_crumb(Section::Practices)];
        let first = slice.number == 1;
        sheet.values = vec![
            ("districts", View::list(pick(&desk.badges, columns.iter().copied()))),
            ("practices", View::list(slice.items.iter().map(|practice| row(desk, practice, &columns)))),
            ("promoted", View::list(if first { promoted(desk, &practices) } else { Vec::new() })),
            ("exchanges", View::list(if first { exchanges(desk) } else { Vec::new() })),
            ("meetings", View::list(if first { side_by_side::links(desk) } else { Vec::new() })),
            ("pager", slice.pager),
        ];
        desk.page(sheet)
    });
    pages.collect()
}

/// The stories in which the districts stand side by side.
fn exchanges(desk: &Desk<'_>) -> Vec<View> {
    let stories = desk.library.relations().stories.iter();
    pick(&desk.cards.stories, stories.filter(|id| desk.library.story(id).record.kind == StoryKind::Compare))
}

fn practices<'a>(desk: &Desk<'a>) -> Vec<&'a Thing<Story>> {
    let stories = &desk.library.relations().stories;
    desk.library.practices(stories).map(|id| desk.library.story(id)).collect()
}

/// The districts that made or adopted one of the practices, in official order.
fn columns<'a>(desk: &Desk<'a>, practices: &[&Thing<Story>]) -> Vec<&'a Id> {
    let takes_part =
        |id: &&Id| practices.iter().any(|practice| practice.home.as_ref() == Some(*id) || adoptions(desk, practice, id).next().is_some());
    desk.library.relations().districts.iter().filter(takes_part).collect()
}

/// The adoptions of a practice by a district or its stations.
fn adoptions<'t>(desk: &Desk<'_>, practice: &'t Thing<Story>, district: &Id) -> impl Iterator<Item = &'t Adoption> {
    practice.record.adoptions.iter().filter(move |adoption| {
        let adopter = &adoption.adopter.value;
        let station = desk.library.stations().get(adopter);
        station.map_or(Some(adopter), |station| station.home.as_ref()) == Some(district)
    })
}

fn row(desk: &Desk<'_>, practice: &Thing<Story>, columns: &[&Id]) -> View {
    let cells = columns.iter().map(|district| {
        let own: Vec<View> = adoptions(desk, practice, district).map(|adoption| self::adoption(desk, adoption)).collect();
        let role = if practice.home.as_ref() == Some(*district) {
            "origin"
        } else if own.is_empty() {
            "none"
        } else {
            "adopted"
        };
        View::map([("district", desk.badge(Some(district))), ("role", View::from(role)), ("adoptions", View::list(own))])
    });
    View::map([("practice", desk.cards.stories[&practice.id].clone()), ("cells", View::list(cells))])
}

/// What the city, or a body above it, has promoted: the latest first.
fn promoted<'a>(desk: &'a Desk<'_>, practices: &[&'a Thing<Story>]) -> Vec<View> {
    let is_wide = |promotion: &&Promotion| match promotion.level {
        Level::National | Level::Region | Level::City => true,
        Level::District | Level::Township => false,
    };
    let wide = |practice: &&'a Thing<Story>| Some((*practice, practice.record.promotion.as_ref().filter(is_wide)?));
    let mut promoted: Vec<(&Thing<Story>, &Promotion)> = practices.iter().filter_map(wide).collect();
    promoted.sort_by_key(|(_, promotion)| std::cmp::Reverse(promotion.date));
    let entry = |(practice, promotion): (&Thing<Story>, &Promotion)| {
        extended(
            &desk.link(Kind::Story, &practice.id),
            vec![("district", desk.badge(practice.home.as_ref())), ("promotion", self::promotion(desk, promotion))],
        )
    };
    promoted.into_iter().map(entry).collect()
}
