//! What of a business's time can still be asked for.

use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// Appointments already taken, and how many there may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Availability {
    /// Length of a slot in minutes; the first slot of a time span begins when the business opens.
    pub slot_minutes: u16,
    /// Appointments that may begin in one slot.
    pub capacity: u16,
    /// Minutes that must lie between now and an appointment.
    pub lead_minutes: u32,
    /// Number of appointments by the beginning of their slot, in local time.
    pub taken: BTreeMap<NaiveDateTime, u16>,
}
