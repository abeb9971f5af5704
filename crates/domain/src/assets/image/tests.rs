//! Real files, made here, and what somebody may send in their place.

use super::*;
use ::image::{Rgb, RgbImage, Rgba, RgbaImage, codecs::jpeg::JpegEncoder, load_from_memory};

/// A photo of a kind: red on the left, blue on the right, with some texture.
fn photo(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let texture = u8::try_from((x * 7 + y * 13) % 32).expect("small");
        if x < width / 2 {
            Rgb([200, texture, 0])
        } else {
            Rgb([0, texture, 200])
        }
    })
}

fn written(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture
        .into()
        .write_to(&mut file, format)
        .expect("is written");
    file.into_inner()
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, 90)
        .encode_image(picture)
        .expect("is written");
    file
}

/// Puts the way a camera was held (Exif 2.3, 4.6.4) into a JPEG, and a word nobody may read.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"48.137 N, 11.575 E");
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    let mut file = vec![0xff, 0xd8, 0xff, 0xe1];
    file.extend(length);
    file.extend(exif);
    file.extend(&jpeg[2..]);
    file
}

/// The beginning of a PNG of any size, with next to nothing in it.
fn hollow_png(width: u32, height: u32) -> Vec<u8> {
    let chunk = |kind: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).expect("short").to_be_bytes();
        let body = [kind.as_slice(), data].concat();
        let check = crc32fast::hash(&body).to_be_bytes();
        [length.as_slice(), &body, &check].concat()
    };
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 6, 0, 0, 0]);
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &header),
        chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

fn code<T: std::fmt::Debug>(result: Result<T, ValueError>) -> &'static str {
    result.expect_err("refused").code
}

#[test]
fn a_file_is_what_its_content_says() {
    let picture = photo(40, 30);
    for (format, media_type) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::WebP, "image/webp"),
        (ImageFormat::Gif, "image/gif"),
    ] {
        let header = read_header(&written(picture.clone(), format)).expect("is taken");
        assert_eq!(
            (header.media_type, header.width, header.height),
            (media_type, 40, 30)
        );
        assert!(header.is_quick);
    }
    let header = read_header(&jpeg(&picture)).expect("is taken");
    assert_eq!(header.media_type, "image/jpeg");
}

#[test]
fn what_is_no_picture_is_refused() {
    let check = |file: &[u8], expected: &str| assert_eq!(code(read_header(file)), expected);
    check(b"", "unsupported_picture");
    check(
        b"<!doctype html><script>alert(1)</script>",
        "unsupported_picture",
    );
    check(b"MZ\x90\0", "unsupported_picture");
    check(
        &written(photo(4, 4), ImageFormat::Png)[..4],
        "unsupported_picture",
    );
    check(b"\0\0\0\x20ftypavif\0\0\0\0avifmif1", "unsupported_picture");
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
    check(svg, "svg_not_supported");
    check(
        &[b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n", &svg[..]].concat(),
        "svg_not_supported",
    );
    check(b"\x89PNG\r\n\x1a\n<html>", "damaged_picture");
    check(b"\xff\xd8\xff<html>", "damaged_picture");
    check(b"GIF89a", "damaged_picture");
}

#[test]
fn the_size_is_checked_before_memory_is_taken() {
    let bomb = hollow_png(60_000, 60_000);
    assert!(bomb.len() < 100);
    for (width, height) in [
        (60_000, 60_000),
        (6_400, 6_400),
        (16_384, 10),
        (u32::MAX / 2, 1),
    ] {
        let file = hollow_png(width, height);
        assert_eq!(code(read_header(&file)), "too_many_pixels", "{width}");
        assert_eq!(code(make_files(&file, AssetKind::Photo)), "too_many_pixels");
    }
    // A size that is allowed is not a picture yet.
    let hollow = hollow_png(600, 600);
    assert!(read_header(&hollow).is_ok());
    assert_eq!(
        code(make_files(&hollow, AssetKind::Photo)),
        "damaged_picture"
    );
    assert_eq!(code(read_header(&hollow_png(0, 5))), "damaged_picture");
}

#[test]
fn a_picture_that_ends_early_is_refused() {
    let picture = photo(200, 150);
    let whole = jpeg(&picture);
    for part in [whole.len() / 2, whole.len() - 2, 30] {
        assert_eq!(
            code(read_header(&whole[..part])),
            "damaged_picture",
            "{part}"
        );
    }
    // Phones put films behind their photos.
    let with_film = [&whole[..], b"\xff\xda film \xff\xd8"].concat();
    assert!(read_header(&with_film).is_ok());
    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = written(picture.clone(), format);
        let half = &whole[..whole.len() / 2];
        let made = read_header(half).and_then(|_| make_files(half, AssetKind::Photo));
        assert_eq!(code(made), "damaged_picture", "{format:?}");
    }
}

#[test]
fn photos_stand_upright_and_say_nothing_of_where_they_were_taken() {
    let plain = jpeg(&photo(80, 40));
    // Turned to the right to stand upright: the left side becomes the top.
    let file = with_exif(&plain, 6);
    let header = read_header(&file).expect("is taken");
    assert_eq!((header.width, header.height), (40, 80));
    let made = make_files(&file, AssetKind::Photo).expect("is made");
    let [made] = &made[..] else {
        panic!("one size");
    };
    assert_eq!(
        (made.name.as_str(), made.media_type),
        ("40.webp", "image/webp")
    );
    assert_eq!((made.width, made.height), (40, 80));
    let shown = load_from_memory(&made.content)
        .expect("is WebP")
        .into_rgb8();
    assert_eq!(shown.dimensions(), (40, 80));
    let (top, bottom) = (shown.get_pixel(20, 5).0, shown.get_pixel(20, 75).0);
    assert!(top[0] > 150 && top[2] < 60, "{top:?}");
    assert!(bottom[2] > 150 && bottom[0] < 60, "{bottom:?}");
    for word in [&b"Exif"[..], b"EXIF", b"48.137"] {
        assert!(!made.content.windows(word.len()).any(|it| it == word));
    }
    let unturned = read_header(&with_exif(&plain, 1)).expect("is taken");
    assert_eq!((unturned.width, unturned.height), (80, 40));
}

#[test]
fn sizes_are_made_up_to_the_largest_of_use() {
    let made = make_files(&jpeg(&photo(2_000, 500)), AssetKind::Gallery).expect("is made");
    let sizes: Vec<_> = made.iter().map(|it| (it.width, it.height)).collect();
    assert_eq!(
        sizes,
        [(320, 80), (640, 160), (960, 240), (1440, 360), (1920, 480)]
    );
    for it in &made {
        let shown = load_from_memory(&it.content).expect("is WebP");
        assert_eq!((shown.width(), shown.height()), (it.width, it.height));
    }
    // Never above what was uploaded, and never nothing.
    let made = make_files(&jpeg(&photo(700, 10)), AssetKind::Gallery).expect("is made");
    let sizes: Vec<_> = made.iter().map(|it| (it.width, it.height)).collect();
    assert_eq!(sizes, [(320, 5), (640, 9), (700, 10)]);
    let made = make_files(&written(photo(1, 1), ImageFormat::Png), AssetKind::Logo);
    assert_eq!(made.expect("is made")[0].width, 1);
}

#[test]
fn drawings_keep_their_edges_and_their_transparency() {
    let drawing = RgbaImage::from_fn(300, 100, |x, _| {
        if x < 150 {
            Rgba([0x1d, 0x4e, 0xd8, 255])
        } else {
            Rgba([0, 0, 0, 0])
        }
    });
    let file = written(drawing, ImageFormat::Png);
    let made = make_files(&file, AssetKind::Logo).expect("is made");
    let shown = load_from_memory(&made[0].content)
        .expect("is WebP")
        .into_rgba8();
    assert_eq!(shown.get_pixel(149, 50).0, [0x1d, 0x4e, 0xd8, 255]);
    assert_eq!(shown.get_pixel(150, 50).0[3], 0);
    assert!(made[0].content.len() < 1_000, "{}", made[0].content.len());
}

#[test]
fn shrinking_leaves_no_dark_seam_around_what_is_transparent() {
    // White beside transparent black, which a careless average makes grey.
    let picture = RgbaImage::from_fn(1_280, 8, |x, _| {
        if (x / 2) % 2 == 0 {
            Rgba([255, 255, 255, 255])
        } else {
            Rgba([0, 0, 0, 0])
        }
    });
    let file = written(picture, ImageFormat::Png);
    let made = make_files(&file, AssetKind::Logo).expect("is made");
    let small = load_from_memory(&made[0].content)
        .expect("is WebP")
        .into_rgba8();
    assert_eq!(small.width(), 320);
    for pixel in small.pixels().filter(|it| it.0[3] > 60) {
        assert!(pixel.0[0] > 235, "{pixel:?}");
    }
}

#[test]
fn an_icon_is_a_square_in_the_sizes_browsers_ask_for() {
    let made = make_files(
        &written(photo(400, 200), ImageFormat::Png),
        AssetKind::Favicon,
    );
    let made = made.expect("is made");
    let names: Vec<_> = made.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["favicon.ico", "32.png", "180.png"]);
    let large = load_from_memory(&made[2].content)
        .expect("is PNG")
        .into_rgba8();
    assert_eq!(large.dimensions(), (180, 180));
    assert_eq!(large.get_pixel(90, 10).0[3], 0);
    assert_eq!(large.get_pixel(90, 90).0[3], 255);
    // The directory of the ICO points at its PNG (6 and 16 bytes before it).
    assert_eq!(&made[0].content[..6], [0, 0, 1, 0, 1, 0]);
    assert_eq!(&made[0].content[18..22], 22_u32.to_le_bytes());
    assert_eq!(made[0].content[22..], made[1].content);
    let small = make_files(
        &written(photo(16, 16), ImageFormat::Png),
        AssetKind::Favicon,
    );
    let names: Vec<_> = small
        .expect("is made")
        .into_iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(names, ["favicon.ico", "32.png"]);
}

#[test]
fn of_a_moving_picture_the_first_is_shown() {
    use ::image::{Frame, codecs::gif::GifEncoder};
    let mut file = Vec::new();
    let mut encoder = GifEncoder::new(&mut file);
    for color in [[255, 0, 0, 255], [0, 0, 255, 255]] {
        let frame = RgbaImage::from_pixel(20, 20, Rgba(color));
        encoder.encode_frame(Frame::new(frame)).expect("is written");
    }
    drop(encoder);
    let made = make_files(&file, AssetKind::Photo).expect("is made");
    let shown = load_from_memory(&made[0].content)
        .expect("is WebP")
        .into_rgb8();
    let pixel = shown.get_pixel(10, 10).0;
    assert!(pixel[0] > 200 && pixel[2] < 50, "{pixel:?}");
}

#[test]
fn colours_of_other_profiles_become_srgb() {
    let file = {
        let mut file = Vec::new();
        let mut encoder = ::image::codecs::png::PngEncoder::new(&mut file);
        let profile = moxcms::ColorProfile::new_display_p3()
            .encode()
            .expect("is encoded");
        ::image::ImageEncoder::set_icc_profile(&mut encoder, profile).expect("is kept");
        let picture = RgbImage::from_pixel(20, 20, Rgb([200, 100, 100]));
        ::image::ImageEncoder::write_image(
            encoder,
            &picture,
            20,
            20,
            ::image::ExtendedColorType::Rgb8,
        )
        .expect("is written");
        file
    };
    let made = make_files(&file, AssetKind::Logo).expect("is made");
    let shown = load_from_memory(&made[0].content)
        .expect("is WebP")
        .into_rgb8();
    let pixel = shown.get_pixel(10, 10).0;
    // The same red has larger numbers in the smaller space.
    assert!(pixel[0] > 205 && pixel[1] < 100, "{pixel:?}");
}
