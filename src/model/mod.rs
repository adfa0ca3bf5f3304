//! The entities, each declared once with all its fields.

mod campaign;
mod deeds;
mod deputy;
mod district;
mod kind;
mod library;
mod link;
mod opinions;
mod page;
mod photo;
mod project;
mod review;
mod station;
mod story;
mod suggestion;
mod tasks;
mod untranslated;

pub use campaign::*;
pub use deeds::*;
pub use deputy::*;
pub use district::*;
pub use kind::Kind;
pub use library::{DeedAt, Library, MediaFile, Members, Parts, Reason, Relations, Tag, Thing, Things, Waiting, Withheld, tag_key};
pub use link::{Linked, Target};
pub use opinions::*;
pub use page::*;
pub use photo::*;
pub use project::*;
pub use review::*;
pub use station::*;
pub use story::*;
pub use suggestion::*;
pub use tasks::*;
pub use untranslated::Untranslated;
