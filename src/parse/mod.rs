//! One source to one draft, typed and with places: what the editor wrote, not yet compared with any other file.

pub mod markdown;
