//! [`Library`](crate::model) to [`Plan`]: which pages exist, what each shows, what each slot points at.

pub mod address;
