//! The entities, each declared once with all its fields.

mod campaign;
mod deputy;
mod district;
mod kind;
mod page;
mod photo;
mod project;
mod station;
mod story;

pub use campaign::*;
pub use deputy::*;
pub use district::*;
pub use kind::Kind;
pub use page::*;
pub use photo::*;
pub use project::*;
pub use station::*;
pub use story::*;
