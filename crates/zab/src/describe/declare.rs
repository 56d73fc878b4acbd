//! Declaring what describes itself: each of these macros writes the type that it is given, its [`Describe`](crate::describe::Describe), and its
//! type in TypeScript.

/// Declares enums of words, each variant with the way it is spelt. What a variant holds beside its word is not described.
#[macro_export]
macro_rules! words {
    ($($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$doc:meta])* $variant:ident $(($inner:ty))? $word:literal),* $(,)?
    })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$doc])* $variant $(($inner))?),* }

        impl $name {
            /// The type in TypeScript, with Rust's names.
            pub const TYPE: &'static str =
                concat!("export type ", stringify!($name), " =" $(, " | '", $word, "'")*, ";\n");

            /// How it is spelt.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant { .. } => $word),* }
            }
        }

        impl $crate::describe::Describe for $name {
            fn describe(&self, visitor: &mut dyn $crate::describe::Visitor) {
                visitor.word(self.word());
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.word())
            }
        }
    )*};
}

/// Declares structs of fields, or an enum of variants with fields; `by "kind"` names the field that tells the variants apart.
///
/// A `struct Vote (short)` is written as it is displayed where it is short. A variant's fields stand in braces.
/// `Created(path: String)` is a field that has a name only here; `Stat(..stat: Stat)` has the fields of what it holds, and
/// `Noted(= note: Note)` is described as what it holds.
#[macro_export]
macro_rules! records {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident $(($short:ident))? {
        $($(#[$doc:meta])* $fvis:vis $field:ident: $type:ty),* $(,)?
    })*) => {$(
        $(#[$meta])*
        $vis struct $name { $($(#[$doc])* $fvis $field: $type),* }

        impl $name {
            /// The type in TypeScript, with Rust's names.
            pub const TYPE: &'static str = concat!(
                "export type ", stringify!($name), " = {" $(, " ", stringify!($field), ": ", stringify!($type), ";")*, " };\n"
            );
        }

        impl $crate::describe::Describe for $name {
            fn describe(&self, visitor: &mut dyn $crate::describe::Visitor) {
                visitor.record($crate::shape!(None, $($field)*), &[$(&self.$field),*]);
            }
            $(
                fn $short(&self) -> Option<&dyn ::std::fmt::Display> {
                    Some(self)
                }
            )?
        }
    )*};
    ($(#[$meta:meta])* $vis:vis enum $name:ident by $tag:literal {
        $($(#[doc = $doc:literal])* $variant:ident
            $({ $($(#[$fdoc:meta])* $field:ident: $type:ty),* $(,)? })?
            $(( $($unnamed:ident: $utype:ty),* ))?
            $((.. $flat:ident: $ftype:ty))?
            $((= $same:ident: $stype:ty))?
        ),* $(,)?
    }) => {
        $(#[$meta])*
        $vis enum $name {
            $($(#[doc = $doc])* $variant
                $({ $($(#[$fdoc])* $field: $type),* })? $(( $($utype),* ))? $(($ftype))? $(($stype))?
            ),*
        }

        impl $name {
            /// The type in TypeScript, with Rust's names.
            pub const TYPE: &'static str = concat!("export type ", stringify!($name), " =" $(, $crate::records!(
                @type $tag $variant $({ $($field: $type),* })? $({ $($unnamed: $utype),* })? $((.. $ftype))? $((= $stype))?
            ))*, ";\n");

            /// The words that tell its variants apart, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($crate::camel_case!($variant)),*];

            /// What its variants mean, in the same order, as their comments say it.
            pub const MEANINGS: &'static [&'static str] = &[$(concat!($($doc),*)),*];
        }

        impl $crate::describe::Describe for $name {
            fn describe(&self, visitor: &mut dyn $crate::describe::Visitor) {
                match self {$(
                    $name::$variant $({ $($field),* })? $(( $($unnamed),* ))? $(($flat))? $(($same))? => $crate::records!(
                        @visit visitor $tag $variant $({ $($field),* })? $({ $($unnamed),* })? $((.. $flat))? $((= $same))?
                    ),
                )*}
            }
        }
    };
    (@type $tag:literal $variant:ident $({ $($field:ident: $type:ty),* })?) => {
        concat!(
            "\n  | { ", $tag, ": \"", stringify!($variant), "\""
            $($(, "; ", stringify!($field), ": ", stringify!($type))*)?, " }"
        )
    };
    (@type $tag:literal $variant:ident (.. $type:ty)) => {
        concat!("\n  | ({ ", $tag, ": \"", stringify!($variant), "\" } & ", stringify!($type), ")")
    };
    (@type $tag:literal $variant:ident (= $type:ty)) => { concat!("\n  | ", stringify!($type)) };
    (@visit $visitor:ident $tag:literal $variant:ident $({ $($field:ident),* })?) => {{
        $visitor.record($crate::shape!(Some(($tag, $crate::camel_case!($variant))), $($($field)*)?), &[$($($field),*)?]);
    }};
    (@visit $visitor:ident $tag:literal $variant:ident (.. $inner:ident)) => {{
        $visitor.tag(($tag, $crate::camel_case!($variant)));
        $inner.describe($visitor);
    }};
    (@visit $visitor:ident $tag:literal $variant:ident (= $inner:ident)) => { $inner.describe($visitor) };
}

/// The shape of a record.
#[doc(hidden)]
#[macro_export]
macro_rules! shape {
    ($tag:expr, $($field:ident)*) => {
        const { &$crate::describe::Shape { tag: $tag, names: &[$($crate::camel_case!($field)),*] } }
    };
}
