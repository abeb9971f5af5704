//! What an uploaded file is, and the files made of it.
//!
//! Only pixels get through: what is served is written anew from them, so that neither metadata nor
//! anything else that hides in an uploaded file ever reaches a visitor. Nothing here does IO; the
//! caller sees to it that it does not run on the threads of requests.

mod encode;
mod jpeg;
mod pixels;

use super::kinds::Recipe;
use api::{assets::AssetKind, problem::ValueError};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, metadata::Orientation};
use pixels::Pixels;
use std::io::Cursor;

/// Most pixels of a picture.
const MAX_PIXELS: u64 = 40_000_000;
/// WebP has no longer side.
const MAX_SIDE: u32 = 16_383;
/// Memory a decoder may take: 40 million pixels with four channels, twice.
const MAX_MEMORY: u64 = 2 * 4 * MAX_PIXELS;
/// Pictures of so many pixels are made ready while their owner waits.
const QUICK_PIXELS: u64 = 512 * 512;
/// The same for their files.
const QUICK_BYTES: usize = 256 * 1024;

/// Not one of the formats that are taken.
const UNSUPPORTED: ValueError = ValueError::new(
    "unsupported_picture",
    "must be a PNG, JPEG, WebP or GIF picture; what counts is its content, not its name",
);
/// SVG holds scripts and addresses.
const SVG: ValueError = ValueError::new(
    "svg_not_supported",
    "is an SVG, which is not taken; save it as PNG with at least 640 pixels",
);
const DAMAGED: ValueError = ValueError::new("damaged_picture", "cannot be read to its end");
const TOO_MANY_PIXELS: ValueError = ValueError::new(
    "too_many_pixels",
    "must have at most 40 million pixels and 16,383 on a side",
);

/// What the beginning of a file says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// What it is, by its content.
    pub media_type: &'static str,
    /// Width when it stands upright.
    pub width: u32,
    /// Height when it stands upright.
    pub height: u32,
    /// Whether its sizes are made in a moment.
    pub is_quick: bool,
}

/// A file made of a picture.
#[derive(Clone, Debug)]
pub(super) struct MadeFile {
    /// Its name, without a folder.
    pub name: String,
    /// What it is.
    pub media_type: &'static str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What is in it.
    pub content: Vec<u8>,
}

/// Reads what a file is, and nothing of its pixels: the size it claims is checked before memory is
/// taken for it.
pub(super) fn read_header(file: &[u8]) -> Result<Header, ValueError> {
    let format = format_of(file)?;
    if format == ImageFormat::Jpeg && !jpeg::is_complete(file) {
        return Err(DAMAGED);
    }
    let mut decoder = open(file, format)?;
    let (width, height) = upright(decoder.dimensions(), orientation_of(&mut decoder));
    let pixels = u64::from(width) * u64::from(height);
    Ok(Header {
        media_type: format.to_mime_type(),
        width,
        height,
        is_quick: pixels <= QUICK_PIXELS && file.len() <= QUICK_BYTES,
    })
}

/// Makes the files of a picture that are served.
pub(super) fn make_files(file: &[u8], kind: AssetKind) -> Result<Vec<MadeFile>, ValueError> {
    let recipe = Recipe::of(kind);
    let picture = read(file, recipe.largest())?;
    let made = match recipe {
        Recipe::Widths { is_drawn, .. } => {
            encode::webp_files(&picture, Recipe::widths(picture.width()), is_drawn)
        }
        Recipe::Icons => encode::icon_files(&picture),
    };
    // What could be read can be written, unless memory ends.
    made.map_err(|error| {
        tracing::warn!(%error, "a picture could not be written");
        DAMAGED
    })
}

/// The format by the first bytes of the content.
fn format_of(file: &[u8]) -> Result<ImageFormat, ValueError> {
    match image::guess_format(file) {
        Ok(
            format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP | ImageFormat::Gif),
        ) => Ok(format),
        _ if looks_like_svg(file) => Err(SVG),
        _ => Err(UNSUPPORTED),
    }
}

/// Whether a file begins as SVG does; only for a better answer.
fn looks_like_svg(file: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&file[..file.len().min(1024)]);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<svg") || (start.starts_with("<?xml") && start.contains("<svg"))
}

/// A decoder that has read the header, of a picture that is not too large.
fn open(file: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, ValueError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    let is_small = width <= MAX_SIDE
        && height <= MAX_SIDE
        && u64::from(width) * u64::from(height) <= MAX_PIXELS
        && decoder.total_bytes() <= MAX_MEMORY;
    if !is_small {
        return Err(TOO_MANY_PIXELS);
    }
    if width == 0 || height == 0 {
        return Err(DAMAGED);
    }
    Ok(decoder)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "called as `map_err(refused)`"
)]
fn refused(error: image::ImageError) -> ValueError {
    match error {
        image::ImageError::Limits(_) => TOO_MANY_PIXELS,
        _ => DAMAGED,
    }
}

/// How a camera was held, where it says so.
fn orientation_of(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    if lies_on_its_side(orientation) {
        (height, width)
    } else {
        (width, height)
    }
}

const fn lies_on_its_side(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// The pixels of a picture, upright, in sRGB, at most `largest` wide. Made smaller before anything
/// else is done with them: a photo of 40 million pixels takes 120 MB.
fn read(file: &[u8], largest: u32) -> Result<Pixels, ValueError> {
    let mut decoder = open(file, format_of(file)?)?;
    let orientation = orientation_of(&mut decoder);
    let profile = decoder.icc_profile().unwrap_or_default();
    let (width, height) = decoder.dimensions();
    let picture = DynamicImage::from_decoder(decoder).map_err(refused)?;
    let (upright_width, _) = upright((width, height), orientation);
    let scale = f64::from(largest) / f64::from(upright_width);
    let mut picture = if scale < 1.0 {
        pixels::resized(
            &picture,
            pixels::scaled(width, scale),
            pixels::scaled(height, scale),
        )
        .map_err(|_| DAMAGED)?
    } else {
        picture
    };
    picture.apply_orientation(orientation);
    Ok(Pixels::from_picture(picture, profile.as_deref()))
}

#[cfg(test)]
mod tests;
