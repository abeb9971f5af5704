//! What the settings say of where files are kept.

use std::{
    collections::BTreeMap,
    fmt,
    net::IpAddr,
    path::{Path, PathBuf},
};

/// Variables of the environment that say how a bucket is reached, under the names AWS gives them.
/// Others that begin with `AWS_` belong to other programs.
const AWS_NAMES: [&str; 14] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_REGION",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    ALLOW_HTTP,
    "AWS_VIRTUAL_HOSTED_STYLE_REQUEST",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
];
/// Read here; the client is told in another way.
const ALLOW_HTTP: &str = "AWS_ALLOW_HTTP";

/// Where files are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageSettings {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket.
    S3(S3Settings),
}

/// A bucket of an S3-compatible service.
#[derive(Clone, PartialEq, Eq)]
pub struct S3Settings {
    /// Its name.
    pub bucket: String,
    /// What all names in it begin with; can be empty.
    pub prefix: String,
    /// Values by the names of [`AWS_NAMES`].
    values: BTreeMap<String, String>,
}

/// The place for files cannot be used; says why in one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidStorage(pub String);

impl StorageSettings {
    /// Whether a variable of the environment says how a bucket is reached.
    pub fn is_aws_name(name: &str) -> bool {
        AWS_NAMES.contains(&name)
    }

    /// Reads `CARBOT_STORAGE_URL`: `s3://BUCKET/PREFIX`, `file:///FOLDER`, or nothing, which means
    /// `uploads` in the data directory. `aws` are the variables that [`Self::is_aws_name`] knows.
    pub fn read(
        url: Option<&str>,
        aws: &BTreeMap<String, String>,
        data_dir: &Path,
    ) -> Result<Self, InvalidStorage> {
        let Some(url) = url else {
            return Ok(Self::Folder(data_dir.join("uploads")));
        };
        if let Some(folder) = url.strip_prefix("file://") {
            let is_plain = folder.starts_with('/') && !folder.contains(['?', '#', '%']);
            return if is_plain {
                Ok(Self::Folder(PathBuf::from(folder)))
            } else {
                Err(invalid("a folder is written file:///PATH, from the root"))
            };
        }
        match url.strip_prefix("s3://") {
            Some(rest) => S3Settings::read(rest, aws).map(Self::S3),
            None => Err(invalid("must begin with s3:// or file:///")),
        }
    }
}

impl fmt::Display for StorageSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => {
                let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.clone());
                write!(formatter, "file://{}", folder.display())
            }
            Self::S3(S3Settings { bucket, prefix, .. }) if prefix.is_empty() => {
                write!(formatter, "s3://{bucket}")
            }
            Self::S3(S3Settings { bucket, prefix, .. }) => {
                write!(formatter, "s3://{bucket}/{prefix}")
            }
        }
    }
}

impl S3Settings {
    fn read(rest: &str, aws: &BTreeMap<String, String>) -> Result<Self, InvalidStorage> {
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');
        let is_plain = |text: &str, more: &[u8]| {
            text.bytes()
                .all(|it| it.is_ascii_alphanumeric() || more.contains(&it))
        };
        if !(3..=63).contains(&bucket.len()) || !is_plain(bucket, b".-") {
            return Err(invalid(
                "s3:// is followed by the name of a bucket, without key or host",
            ));
        }
        let has_empty_part = !prefix.is_empty() && prefix.split('/').any(str::is_empty);
        if !is_plain(prefix, b"._-/") || has_empty_part || prefix.contains("..") {
            return Err(invalid(
                "what follows the bucket may hold letters, digits, dots, hyphens and slashes",
            ));
        }
        let settings = Self {
            bucket: bucket.to_owned(),
            prefix: prefix.to_owned(),
            values: aws.clone(),
        };
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), InvalidStorage> {
        let is_set = |name: &str| self.values.contains_key(name);
        let (id, secret) = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
        if is_set(id) != is_set(secret) {
            return Err(InvalidStorage(format!("{id} and {secret} belong together")));
        }
        for name in [ALLOW_HTTP, "AWS_VIRTUAL_HOSTED_STYLE_REQUEST"] {
            if self
                .values
                .get(name)
                .is_some_and(|it| it != "true" && it != "false")
            {
                return Err(InvalidStorage(format!("{name} must be true or false")));
            }
        }
        let Some(endpoint) = self.endpoint() else {
            let has_region = is_set("AWS_REGION") || is_set("AWS_DEFAULT_REGION");
            return has_region.then_some(()).ok_or_else(|| {
                InvalidStorage(
                    "AWS_REGION is needed, or AWS_ENDPOINT_URL for another service".to_owned(),
                )
            });
        };
        let (scheme, host) = endpoint.split_once("://").unwrap_or_default();
        if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(['@', '?']) {
            // Not shown: it may hold a password.
            return Err(InvalidStorage(
                "AWS_ENDPOINT_URL must be https://HOST, without a key in it".to_owned(),
            ));
        }
        if scheme == "http" && !self.allows_http() {
            return Err(InvalidStorage(format!(
                "AWS_ENDPOINT_URL: `{endpoint}` must use https, or AWS_ALLOW_HTTP=true must say that the network is trusted"
            )));
        }
        Ok(())
    }

    /// Where the service is, where it is not AWS itself.
    pub fn endpoint(&self) -> Option<&str> {
        self.values.get("AWS_ENDPOINT_URL").map(String::as_str)
    }

    /// Whether requests may travel in the clear: on this machine, or where the operator says so.
    pub(super) fn allows_http(&self) -> bool {
        let is_allowed = self.values.get(ALLOW_HTTP).is_some_and(|it| it == "true");
        is_allowed || self.endpoint().is_some_and(is_loopback)
    }

    /// What the client is told, by its own names.
    pub(super) fn options(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .filter(|(name, _)| name.as_str() != ALLOW_HTTP)
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

// Without keys.
impl fmt::Debug for S3Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("S3Settings")
            .field("bucket", &self.bucket)
            .field("prefix", &self.prefix)
            .field("endpoint", &self.endpoint())
            .finish_non_exhaustive()
    }
}

fn invalid(reason: &str) -> InvalidStorage {
    InvalidStorage(format!("CARBOT_STORAGE_URL: {reason}"))
}

fn is_loopback(url: &str) -> bool {
    let host = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: Option<&str>, aws: &[(&str, &str)]) -> Result<StorageSettings, InvalidStorage> {
        let aws = aws
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        StorageSettings::read(url, &aws, Path::new("data"))
    }

    #[test]
    fn files_are_in_the_data_directory_a_folder_or_a_bucket() {
        let folder = |path: &str| StorageSettings::Folder(PathBuf::from(path));
        assert_eq!(read(None, &[]), Ok(folder("data/uploads")));
        assert_eq!(
            read(Some("file:///srv/files"), &[]),
            Ok(folder("/srv/files"))
        );
        let aws = [
            ("AWS_REGION", "eu-central-1"),
            ("AWS_ACCESS_KEY_ID", "AKIA"),
            ("AWS_SECRET_ACCESS_KEY", "hunter2"),
        ];
        let bucket = read(Some("s3://my-bucket/car/bot/"), &aws).expect("valid");
        assert_eq!(bucket.to_string(), "s3://my-bucket/car/bot");
        assert!(!format!("{bucket:?}").contains("hunter2"));
    }

    #[test]
    fn what_is_wrong_is_said_in_one_sentence() {
        let check = |url: &str, aws: &[(&str, &str)], expected: &str| {
            let error = read(Some(url), aws).expect_err("refused").to_string();
            assert!(error.contains(expected), "{error}");
            assert!(
                !error.contains('\n') && !error.contains("hunter2"),
                "{error}"
            );
        };
        let region = [("AWS_REGION", "eu-central-1")];
        check("uploads", &[], "must begin with s3://");
        check("file://uploads", &[], "file:///PATH");
        check("s3://", &region, "name of a bucket");
        check("s3://AKIA:hunter2@bucket", &region, "without key or host");
        check("s3://bucket/a//b", &region, "may hold");
        check("s3://bucket/../b", &region, "may hold");
        check("s3://bucket", &[], "AWS_REGION is needed");
        let half = [("AWS_REGION", "x"), ("AWS_SECRET_ACCESS_KEY", "hunter2")];
        check("s3://bucket", &half, "belong together");
        let endpoint = |url: &'static str| [("AWS_ENDPOINT_URL", url)];
        check(
            "s3://bucket",
            &endpoint("minio:9000"),
            "must be https://HOST",
        );
        check(
            "s3://bucket",
            &endpoint("http://minio:9000"),
            "must use https",
        );
        check(
            "s3://bucket",
            &endpoint("https://me:hunter2@minio"),
            "https://HOST",
        );
        let maybe = [
            ("AWS_ENDPOINT_URL", "http://minio:9000"),
            (ALLOW_HTTP, "maybe"),
        ];
        check("s3://bucket", &maybe, "must be true or false");
        let trusted = [
            ("AWS_ENDPOINT_URL", "http://minio:9000"),
            (ALLOW_HTTP, "true"),
        ];
        assert!(read(Some("s3://bucket"), &trusted).is_ok());
        for local in [
            "http://127.0.0.1:9000",
            "http://localhost",
            "http://[::1]:9000/",
        ] {
            assert!(read(Some("s3://bucket"), &[("AWS_ENDPOINT_URL", local)]).is_ok());
        }
        let disguised = endpoint("http://127.0.0.1.example.com");
        check("s3://bucket", &disguised, "must use https");
    }
}
