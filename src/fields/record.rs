//! The macro that declares a record.

/// Declares an entity or a part of one. Each line of the list gives, in this order: whether the field is required, the Rust name
/// (`as "other"` where English name and Rust name differ), the type, the Chinese name, the meaning in Chinese, an example, and checks.
/// The doc comment is the meaning in English. `given` fields are not written by the editor: they begin with their default.
/// `order` clauses name dates of which the second must not be earlier.
macro_rules! record {
    (
        $(#[doc = $meaning_en:literal])+
        $name:ident = $id:literal, $words_en:literal, $words_zh:literal, $meaning_zh:literal {
            $(
                $(#[doc = $en:literal])+
                $presence:ident $field:ident $(as $written:literal)? : $type:ty $(= $default:expr)? ,
                    $alias:literal, $zh:literal, $example:literal $(, [$($check:expr),+ $(,)?])? ;
            )+
        }
        $(given { $($(#[$given_doc:meta])+ $given:ident: $given_type:ty;)+ })?
        $(order { $($earlier:ident <= $later:ident;)+ })?
    ) => {
        $(#[doc = $meaning_en])+
        #[derive(Clone, Debug)]
        pub struct $name {
            $($(#[doc = $en])+ pub $field: $type,)+
            $($($(#[$given_doc])+ pub $given: $given_type,)+)?
        }

        impl $crate::fields::Record for $name {
            const RECORD: &'static $crate::fields::RecordDeclaration = &$crate::fields::RecordDeclaration {
                name: $id,
                words: $crate::language::Words { en: $words_en, zh: $words_zh },
                meaning: $crate::language::Words { en: concat!($($meaning_en),+), zh: $meaning_zh },
                fields: &[$(
                    $crate::fields::Declaration {
                        name: $crate::fields::record!(@name $field $($written)?),
                        alias: $alias,
                        presence: $crate::fields::record!(@presence $presence),
                        shape: <$type as $crate::fields::Field>::SHAPE,
                        meaning: $crate::language::Words { en: concat!($($en),+), zh: $zh },
                        example: $example,
                        checks: &[$($($check),+)?],
                    }
                ),+],
            };

            fn from_fields(
                fields: &mut $crate::fields::Fields<'_, '_>,
                reader: &mut $crate::fields::Reader<'_>,
            ) -> Option<Self> {
                $(let $field: Option<$type> = $crate::fields::record!(@read $presence fields reader $($default)?);)+
                $($(fields.in_order(
                    (stringify!($earlier), $earlier.as_ref().and_then($crate::fields::day)),
                    (stringify!($later), $later.as_ref().and_then($crate::fields::day)),
                    reader,
                );)+)?
                Some(Self {
                    $($field: $field?,)+
                    $($($given: Default::default(),)+)?
                })
            }

            fn join(&mut self, words: &$crate::fields::Translated, joiner: &mut $crate::fields::Joiner<'_>) {
                $(
                    if let Some(field) = words.field($crate::fields::record!(@name $field $($written)?)) {
                        joiner.field(&mut self.$field, field);
                    }
                )+
            }

            fn count_untranslated(&self, language: &$crate::language::Language) -> usize {
                [$($crate::fields::Field::untranslated(&self.$field, language)),+].iter().sum()
            }
        }

        impl $crate::fields::Field for $name {
            const SHAPE: $crate::fields::Shape =
                $crate::fields::Shape::Group { record: <Self as $crate::fields::Record>::RECORD };

            fn read(
                node: &$crate::fields::Node<'_>,
                field: $crate::fields::Named<'_>,
                reader: &mut $crate::fields::Reader<'_>,
            ) -> Option<Self> {
                reader.group(node, field)
            }

            fn translate(
                &mut self,
                words: &$crate::fields::Translated,
                _: &$crate::fields::TranslatedField,
                joiner: &mut $crate::fields::Joiner<'_>,
            ) {
                $crate::fields::Record::join(self, words, joiner);
            }

            fn untranslated(&self, language: &$crate::language::Language) -> usize {
                $crate::fields::Record::count_untranslated(self, language)
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $written:literal) => { $written };
    (@presence required) => { $crate::fields::Presence::Required };
    (@presence optional) => { $crate::fields::Presence::Optional };
    (@read required $fields:ident $reader:ident) => { $fields.required($reader) };
    (@read optional $fields:ident $reader:ident) => { Some($fields.optional($reader)) };
    (@read optional $fields:ident $reader:ident $default:expr) => { Some($fields.optional_or($reader, $default)) };
}

pub(crate) use record;
