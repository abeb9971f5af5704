//! Enumerations of the wire as the values of form fields.

use serde::Serialize;
#[cfg(feature = "ssr")]
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The name of a variant on the wire: `bank_transfer`; empty for anything but a plain variant.
pub fn wire_name<T: Serialize>(variant: T) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

/// The variant of a name on the wire.
#[cfg(feature = "ssr")]
pub fn from_wire_name<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use api::businesses::{FederalState, PaymentMethod};

    #[test]
    fn variants_go_into_a_form_and_back() {
        assert_eq!(wire_name(PaymentMethod::BankTransfer), "bank_transfer");
        assert_eq!(
            from_wire_name::<FederalState>(&wire_name(FederalState::NW)),
            Some(FederalState::NW)
        );
        assert_eq!(from_wire_name::<FederalState>(""), None);
        assert_eq!(wire_name(Option::<FederalState>::None), "");
    }
}
