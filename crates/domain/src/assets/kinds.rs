//! What is made of a picture, by what it is for.

use api::assets::AssetKind;

/// The widths of pictures on pages; none is wider than the uploaded one.
const WIDTHS: [u32; 5] = [320, 640, 960, 1440, 1920];

/// How the files of a picture are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recipe {
    /// WebP in several widths.
    Widths {
        /// Drawn with few colours and hard edges, which photographs' compression blurs.
        is_drawn: bool,
    },
    /// Squares for browsers' tabs and home screens.
    Icons,
}

impl Recipe {
    /// The recipe of a kind.
    pub const fn of(kind: AssetKind) -> Self {
        match kind {
            AssetKind::Favicon => Self::Icons,
            AssetKind::Logo => Self::Widths { is_drawn: true },
            AssetKind::Photo | AssetKind::Gallery | AssetKind::Team | AssetKind::Avatar => {
                Self::Widths { is_drawn: false }
            }
        }
    }

    /// More pixels in a row are of no use.
    pub const fn largest(self) -> u32 {
        match self {
            Self::Widths { .. } => 1920,
            Self::Icons => 512,
        }
    }

    /// The widths that are made of a picture of `width`, its own among them.
    pub fn widths(width: u32) -> Vec<u32> {
        let mut widths: Vec<_> = WIDTHS.into_iter().filter(|it| *it < width).collect();
        widths.push(width);
        widths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_wider_than_what_was_uploaded() {
        assert_eq!(Recipe::widths(1920), [320, 640, 960, 1440, 1920]);
        assert_eq!(Recipe::widths(1200), [320, 640, 960, 1200]);
        assert_eq!(Recipe::widths(320), [320]);
        assert_eq!(Recipe::widths(40), [40]);
    }
}
