//! Files from pixels.

use super::{
    MadeFile,
    pixels::{Pixels, scaled},
};
use image::{
    ExtendedColorType, ImageEncoder as _, RgbaImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
    imageops,
};
use webp::{Encoder, WebPConfig};

/// Of a picture on a page (0 to 100): what ADR 20 has measured.
const QUALITY: f32 = 75.0;
/// Of the search for what is repeated in drawings; more takes longer and gains little.
const LOSSLESS_EFFORT: f32 = 75.0;
/// Sides of the squares of an icon: in the browser's tab, on the home screen.
const ICON_SIDES: [u32; 2] = [32, 180];

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum EncodeError {
    #[error("{0}")]
    Resize(#[from] fast_image_resize::ResizeError),
    #[error("{0}")]
    Image(#[from] image::ImageError),
    #[error("libwebp: {0}")]
    WebP(String),
}

/// WebP files of these widths.
pub(super) fn webp_files(
    picture: &Pixels,
    widths: Vec<u32>,
    is_drawn: bool,
) -> Result<Vec<MadeFile>, EncodeError> {
    widths
        .into_iter()
        .map(|width| {
            let scale = f64::from(width) / f64::from(picture.width());
            let resized = picture.resized(width, scaled(picture.height(), scale))?;
            Ok(MadeFile {
                name: format!("{width}.webp"),
                media_type: "image/webp",
                width,
                height: resized.height(),
                content: smallest_webp(&resized, is_drawn)?,
            })
        })
        .collect()
}

/// Drawings and what is transparent are kept exactly where that costs no more bytes.
fn smallest_webp(picture: &Pixels, is_drawn: bool) -> Result<Vec<u8>, EncodeError> {
    let lossy = webp(picture, false)?;
    if is_drawn || matches!(picture, Pixels::Transparent(_)) {
        let lossless = webp(picture, true)?;
        if lossless.len() <= lossy.len() {
            return Ok(lossless);
        }
    }
    Ok(lossy)
}

fn webp(picture: &Pixels, is_lossless: bool) -> Result<Vec<u8>, EncodeError> {
    let mut config =
        WebPConfig::new().map_err(|()| EncodeError::WebP("no configuration".to_owned()))?;
    config.lossless = i32::from(is_lossless);
    config.quality = if is_lossless {
        LOSSLESS_EFFORT
    } else {
        QUALITY
    };
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture {
        Pixels::Opaque(picture) => Encoder::from_rgb(picture, width, height),
        Pixels::Transparent(picture) => Encoder::from_rgba(picture, width, height),
    };
    let written = encoder
        .encode_advanced(&config)
        .map_err(|error| EncodeError::WebP(format!("{error:?}")))?;
    Ok(written.to_vec())
}

/// The squares of an icon as PNG, and the smallest as ICO for what asks for nothing else.
pub(super) fn icon_files(picture: &Pixels) -> Result<Vec<MadeFile>, EncodeError> {
    let longest = picture.width().max(picture.height());
    let mut files = Vec::new();
    for side in ICON_SIDES {
        // The smallest is always made; others are not made of too few pixels.
        if side > ICON_SIDES[0] && longest < side {
            continue;
        }
        let content = png(&square(picture, side)?)?;
        if side == ICON_SIDES[0] {
            files.push(MadeFile {
                name: "favicon.ico".to_owned(),
                media_type: "image/x-icon",
                width: side,
                height: side,
                content: ico(&content, side),
            });
        }
        files.push(MadeFile {
            name: format!("{side}.png"),
            media_type: "image/png",
            width: side,
            height: side,
            content,
        });
    }
    Ok(files)
}

/// The whole picture in the middle of a transparent square.
fn square(picture: &Pixels, side: u32) -> Result<RgbaImage, EncodeError> {
    let scale = f64::from(side) / f64::from(picture.width().max(picture.height()));
    let width = scaled(picture.width(), scale).min(side);
    let height = scaled(picture.height(), scale).min(side);
    let small = picture.resized(width, height)?.to_transparent();
    let mut square = RgbaImage::new(side, side);
    let (left, top) = ((side - width) / 2, (side - height) / 2);
    imageops::replace(&mut square, &small, left.into(), top.into());
    Ok(square)
}

fn png(picture: &RgbaImage) -> Result<Vec<u8>, EncodeError> {
    let mut content = Vec::new();
    PngEncoder::new_with_quality(&mut content, CompressionType::Best, FilterType::Adaptive)
        .write_image(
            picture,
            picture.width(),
            picture.height(),
            ExtendedColorType::Rgba8,
        )?;
    Ok(content)
}

/// An icon file around one PNG: a directory of one entry, which every browser of the last fifteen
/// years reads.
fn ico(png: &[u8], side: u32) -> Vec<u8> {
    const HEADER: u32 = 6 + 16;
    let side = u8::try_from(side).unwrap_or(0);
    let length = u32::try_from(png.len()).unwrap_or(u32::MAX);
    let mut file = vec![0, 0, 1, 0, 1, 0, side, side, 0, 0, 1, 0, 32, 0];
    file.extend(length.to_le_bytes());
    file.extend(HEADER.to_le_bytes());
    file.extend(png);
    file
}
