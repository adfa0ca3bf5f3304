//! Library to [`Plan`]: which pages exist, what each shows, what each slot points at.

pub mod address;
pub mod page;

use std::collections::BTreeMap;

use address::Address;
use page::Page;

/// Every page of the site; no two at one address.
#[derive(Debug, Default)]
pub struct Plan {
    /// The pages by their addresses.
    pub pages: BTreeMap<Address, Page>,
}
