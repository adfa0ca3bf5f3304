//! Fields with a fixed list of values.

use super::declaration::Item;
use crate::diagnostics::Arg;

/// A type whose values are a fixed list; `choices!` makes them.
pub trait Choice: Copy + 'static {
    /// Every value with its id and words, in order.
    const ITEMS: &'static [Item];

    /// The value with this number in [`Choice::ITEMS`].
    fn at(number: usize) -> Option<Self>;
}

/// The values in words, for a hint.
pub fn choices_of(items: &[Item]) -> Arg {
    let en: Vec<String> = items.iter().map(|item| format!("`{}` ({})", item.id, item.words.en)).collect();
    let zh: Vec<String> = items.iter().map(|item| format!("`{}`（{}）", item.id, item.words.zh)).collect();
    Arg::Sentence { en: en.join(", "), zh: zh.join("、") }
}

/// Declares a choice: `News = "news", "work news", "工作动态";` gives the id that is written, and the words in both languages
/// that readers see; the Chinese ones may also be written.
macro_rules! choices {
    ($(
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$item_doc:meta])* $variant:ident = $id:literal, $en:literal, $zh:literal;)+
        }
    )+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$item_doc])* #[doc = concat!("`", $id, "` ", $zh, ": ", $en, ".")] $variant,)+
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// What is written and stored.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// What readers see.
            pub const fn words(self) -> $crate::language::Words {
                match self { $(Self::$variant => $crate::language::Words { en: $en, zh: $zh }),+ }
            }
        }

        impl $crate::fields::Choice for $name {
            const ITEMS: &'static [$crate::fields::Item] =
                &[$($crate::fields::Item { id: $id, words: $crate::language::Words { en: $en, zh: $zh } }),+];

            fn at(number: usize) -> Option<Self> {
                Self::ALL.get(number).copied()
            }
        }

        impl $crate::fields::Field for $name {
            const SHAPE: $crate::fields::Shape =
                $crate::fields::Shape::Choice { items: <Self as $crate::fields::Choice>::ITEMS };

            fn read(
                node: &$crate::fields::Node<'_>,
                field: $crate::fields::Named<'_>,
                reader: &mut $crate::fields::Reader<'_>,
            ) -> Option<Self> {
                reader.choice(node, field)
            }
        }
    )+};
}

pub(crate) use choices;
