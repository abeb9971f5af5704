//! Pixels in sRGB, eight bits a channel.

use fast_image_resize::{ResizeError, Resizer};
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// A picture as it is written.
#[derive(Clone, Debug)]
pub(super) enum Pixels {
    /// Without transparency.
    Opaque(RgbImage),
    /// With some.
    Transparent(RgbaImage),
}

impl Pixels {
    /// Converts to sRGB where the picture has a profile of its own, and drops a transparency that
    /// nothing uses.
    pub fn from_picture(picture: DynamicImage, profile: Option<&[u8]>) -> Self {
        let is_transparent =
            picture.color().has_alpha() && picture.to_rgba8().pixels().any(|it| it.0[3] != u8::MAX);
        let mut pixels = if is_transparent {
            Self::Transparent(picture.into_rgba8())
        } else {
            Self::Opaque(picture.into_rgb8())
        };
        if let Some(profile) = profile {
            // A profile that cannot be read is no reason to refuse a picture.
            if let Err(error) = pixels.convert(profile) {
                tracing::debug!(%error, "the colours of a picture are taken for sRGB");
            }
        }
        pixels
    }

    /// Converts colours from `profile` (ICC) to sRGB.
    fn convert(&mut self, profile: &[u8]) -> Result<(), moxcms::CmsError> {
        let profile = ColorProfile::new_from_slice(profile)?;
        // The pixels are RGB already, whatever the file had.
        if profile.color_space != DataColorSpace::Rgb {
            return Ok(());
        }
        let layout = match self {
            Self::Opaque(_) => Layout::Rgb,
            Self::Transparent(_) => Layout::Rgba,
        };
        let transform = profile.create_transform_8bit(
            layout,
            &ColorProfile::new_srgb(),
            layout,
            TransformOptions::default(),
        )?;
        let samples: &mut [u8] = match self {
            Self::Opaque(picture) => picture,
            Self::Transparent(picture) => picture,
        };
        let source = samples.to_vec();
        transform.transform(&source, samples)
    }

    pub fn width(&self) -> u32 {
        match self {
            Self::Opaque(picture) => picture.width(),
            Self::Transparent(picture) => picture.width(),
        }
    }

    pub fn height(&self) -> u32 {
        match self {
            Self::Opaque(picture) => picture.height(),
            Self::Transparent(picture) => picture.height(),
        }
    }

    /// The same picture in another size.
    pub fn resized(&self, width: u32, height: u32) -> Result<Self, ResizeError> {
        if (width, height) == (self.width(), self.height()) {
            return Ok(self.clone());
        }
        let picture = match self {
            Self::Opaque(picture) => DynamicImage::from(picture.clone()),
            Self::Transparent(picture) => DynamicImage::from(picture.clone()),
        };
        let resized = resized(&picture, width, height)?;
        Ok(match self {
            Self::Opaque(_) => Self::Opaque(resized.into_rgb8()),
            Self::Transparent(_) => Self::Transparent(resized.into_rgba8()),
        })
    }

    /// The same with a channel for transparency.
    pub fn to_transparent(&self) -> RgbaImage {
        match self {
            Self::Opaque(picture) => DynamicImage::from(picture.clone()).into_rgba8(),
            Self::Transparent(picture) => picture.clone(),
        }
    }
}

/// A picture in another size, without dark seams around what is transparent.
pub(super) fn resized(
    picture: &DynamicImage,
    width: u32,
    height: u32,
) -> Result<DynamicImage, ResizeError> {
    let mut resized = DynamicImage::new(width, height, picture.color());
    Resizer::new().resize(picture, &mut resized, None)?;
    Ok(resized)
}

/// A side in a new scale, at least one pixel.
pub(super) fn scaled(side: u32, scale: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sides are small and scales positive"
    )]
    let scaled = (f64::from(side) * scale).round() as u32;
    scaled.max(1)
}
