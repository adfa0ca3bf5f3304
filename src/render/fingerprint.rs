//! What decides whether a page must be made again.

use jiff::civil::{Date, DateTime};

use crate::digest::{Digest, Feeder};
use crate::plan::page::{Make, Page};
use crate::plan::written::{Calendar, Event, Written};
use crate::theme::Theme;

/// Digest of the generator's version, the theme, the template and all that the page shows: equal fingerprints, equal bytes.
pub fn fingerprint(page: &Page, theme: &Theme) -> Digest {
    let (known_theme, known) = page.memory.get_or_init(|| (theme.digest, computed(page, theme)));
    if *known_theme == theme.digest { *known } else { computed(page, theme) }
}

fn computed(page: &Page, theme: &Theme) -> Digest {
    Digest::build(|feeder| {
        feeder.text(env!("CARGO_PKG_VERSION")).text(page.address.as_str()).text(page.language.tag());
        match &page.make {
            Make::Template { kind, view, root } => {
                feeder.text(kind).digest(theme.digest).digest(view.digest()).text(root.as_deref().unwrap_or(""))
            }
            Make::Written(written) => self::written(feeder, written, theme),
            Make::Pack(pack) => feeder.text("pack").text(&format!("{pack:?}")),
            // A preview makes the file from where it lies, so a file that was moved is another one.
            Make::Picture(path, order) => feeder.text("picture").text(path.as_str()).digest(order.made_of()),
            Make::Copy(path, digest) => feeder.text("copy").text(path.as_str()).digest(*digest),
        };
    })
}

fn written<'a>(feeder: &'a mut Feeder, written: &Written, theme: &Theme) -> &'a mut Feeder {
    match written {
        Written::Feed(feed, format) => feed.entries.iter().fold(
            feeder.text("feed").text(format.file_name()).text(&feed.title).text(&feed.page_url).text(&feed.base_url).text(&feed.author),
            |feeder, entry| feeder.text(&entry.title).text(&entry.url).text(&entry.updated).text(&entry.summary),
        ),
        Written::Calendar(calendar) => self::calendar(feeder, calendar),
        Written::Sitemap(sitemap) => sitemap.pages.iter().fold(feeder.text("sitemap").text(&sitemap.base_url), |feeder, listed| {
            let feeder = feeder.text(listed.address.as_str()).text(listed.day.as_deref().unwrap_or(""));
            listed.translations.iter().fold(feeder, |feeder, (language, address)| feeder.text(language.tag()).text(address.as_str()))
        }),
        Written::Machine(machine) => feeder.text("machine").digest(theme.digest).text(&format!("{machine:?}")),
        Written::Code(url) => feeder.text("code").text(url),
        Written::Table(_, digest, format) => feeder.text("table").digest(*digest).text(format.name()),
        Written::Search(index, file) => feeder.text("search").digest(index.digest_of(*file)),
    }
}

fn calendar<'a>(feeder: &'a mut Feeder, calendar: &Calendar) -> &'a mut Feeder {
    let Calendar { name, stamp, events } = calendar;
    events.iter().fold(feeder.text("calendar").text(name).number(day(*stamp)), |feeder, event| {
        let Event { uid, summary, place, description, day: on, hours, is_changed, is_cancelled } = &**event;
        let (first, last) = hours.map_or((0, 0), |(first, last)| (moment(first), moment(last)));
        let feeder = feeder.text(uid).text(summary).text(place).text(description);
        feeder.number(day(*on)).number(first).number(last).number(u64::from(*is_changed) << 1 | u64::from(*is_cancelled))
    })
}

fn day(date: Date) -> u64 {
    (date.year().unsigned_abs() as u64) << 16 | (date.month().unsigned_abs() as u64) << 8 | date.day().unsigned_abs() as u64
}

/// Never 0.
fn moment(moment: DateTime) -> u64 {
    day(moment.date()) << 16 | (moment.hour().unsigned_abs() as u64) << 8 | moment.minute().unsigned_abs() as u64
}
