//! One newtype per id, so that a user id can never be passed as a business id.
//! All ids are UUIDs of version 7 (RFC 9562): they sort by creation time.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "db", derive(sea_orm::DeriveValueType))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id of version 7 made from the current time and random bits.
            #[cfg(feature = "new-ids")]
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        #[cfg(feature = "new-ids")]
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        // SeaORM asks for this of every primary key; ours are never numbers.
        #[cfg(feature = "db")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// A registered account.
    UserId
);
id!(
    /// A workshop or dealer, owned by one account.
    BusinessId
);
id!(
    /// A client key with which a website may use the widget.
    ClientKeyId
);
id!(
    /// A service a business offers, with its price.
    ServiceId
);
id!(
    /// A question and answer of a business.
    KnowledgeEntryId
);
id!(
    /// A chat of one visitor with one business.
    ConversationId
);
id!(
    /// One message of a conversation.
    MessageId
);
id!(
    /// An appointment with a business.
    AppointmentId
);
id!(
    /// A landing page of a business.
    LandingPageId
);
id!(
    /// A member of a team, or an invitation to become one.
    TeamMemberId
);
id!(
    /// A token with which a program acts for an account.
    ApiTokenId
);
id!(
    /// An entry of the record of what was done.
    AuditEntryId
);
id!(
    /// A webhook endpoint of an account.
    WebhookEndpointId
);
id!(
    /// A message to a webhook endpoint.
    WebhookDeliveryId
);
