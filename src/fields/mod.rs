//! Fields: what an editor may write, declared once; and reading it from a tree of spanned raw scalars.
//!
//! `record!` declares an entity: from one list come the struct, the table of its fields and the reader. The JSON Schema,
//! the reference page and what `new` writes are made from the same table.

mod check;
mod choice;
mod declaration;
mod id;
mod node;
mod read;
mod record;
mod reference;
mod schema;
mod skeleton;
mod specimen;
mod translation;
mod values;

pub use check::{MOBILE, is_mobile};
pub use choice::{Choice, choices_of};
pub use declaration::{Check, Declaration, Item, Presence, RecordDeclaration, Shape};
pub use id::{ById, Id, IdFault, Index};
pub use node::{Entry, Mark, Node, Style, Value};
pub use read::{Field, Fields, Named, Reader, Record};
pub use reference::reference;
pub use schema::{InTranslations, schema, translation_schema};
pub use skeleton::{Others, quoted, skeleton};
pub use specimen::{Extent, Given, specimen};
pub use translation::{Joiner, Translated, TranslatedField, holds_words, read as read_translation};
pub use values::{Chronological, Counts, Decimal, Extra, Markdown, Passage, Referable, Reference, day};

pub(crate) use choice::choices;
pub(crate) use record::record;
