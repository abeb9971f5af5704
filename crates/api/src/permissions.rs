//! What may be done: permissions are texts, `action:resource`, and lists of them may hold `*` for
//! every action or every resource.
//!
//! All resources are those of the account somebody acts for. What operators may do beyond that,
//! `admin:…`, no wildcard grants.

/// Every permission inside an account.
pub const PERMISSIONS: [&str; 43] = [
    "read:own_businesses",
    "create:own_businesses",
    "update:own_businesses",
    "delete:own_businesses",
    "read:own_knowledge",
    "create:own_knowledge",
    "update:own_knowledge",
    "delete:own_knowledge",
    "read:own_conversations",
    "update:own_conversations",
    "delete:own_conversations",
    "read:own_appointments",
    "update:own_appointments",
    "delete:own_appointments",
    "read:own_keys",
    "create:own_keys",
    "update:own_keys",
    "verify:own_keys",
    "delete:own_keys",
    "read:own_landing_pages",
    "create:own_landing_pages",
    "update:own_landing_pages",
    "delete:own_landing_pages",
    "read:templates",
    "read:own_analytics",
    "read:own_team",
    "create:own_team",
    "update:own_team",
    "delete:own_team",
    "read:own_tokens",
    "create:own_tokens",
    "delete:own_tokens",
    "read:own_webhooks",
    "create:own_webhooks",
    "update:own_webhooks",
    "delete:own_webhooks",
    "read:own_audit_log",
    "read:own_billing",
    "update:own_billing",
    "read:own_privacy",
    "create:own_privacy",
    "update:own_privacy",
    "delete:own_privacy",
];

/// The action that no wildcard stands for: running the installation.
const OPERATORS_ACTION: &str = "admin";

/// Whether `pattern` (`read:own_keys`, `*:own_keys`, `read:*`, `*:*`) grants `permission`.
pub fn grants(pattern: &str, permission: &str) -> bool {
    let (Some((action, resource)), Some((wanted_action, wanted_resource))) =
        (pattern.split_once(':'), permission.split_once(':'))
    else {
        return false;
    };
    let action_fits =
        action == wanted_action || (action == "*" && wanted_action != OPERATORS_ACTION);
    action_fits && (resource == wanted_resource || resource == "*")
}

/// Whether a scope is a permission, or a pattern that grants at least one.
pub fn is_scope(text: &str) -> bool {
    PERMISSIONS.iter().any(|it| grants(text, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_every_action_and_resource_but_no_operators() {
        let check = |pattern: &str, permission: &str, expected: bool| {
            assert_eq!(
                grants(pattern, permission),
                expected,
                "{pattern} {permission}"
            );
        };
        check("read:own_keys", "read:own_keys", true);
        check("read:own_keys", "create:own_keys", false);
        check("read:own_keys", "read:own_team", false);
        check("*:own_keys", "delete:own_keys", true);
        check("*:own_keys", "delete:own_team", false);
        check("read:*", "read:own_team", true);
        check("read:*", "update:own_team", false);
        check("*:*", "delete:own_billing", true);
        check("*:*", "admin:users", false);
        check("*:users", "admin:users", false);
        check("admin:users", "admin:users", true);
        check("*", "read:own_keys", false);
        check("", "read:own_keys", false);
        check("read:own", "read:own_keys", false);
    }

    #[test]
    fn permissions_are_all_different_and_are_scopes() {
        let mut sorted = PERMISSIONS.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), PERMISSIONS.len());
        assert!(PERMISSIONS.iter().all(|it| is_scope(it)));
        assert!(is_scope("*:*") && is_scope("read:*") && is_scope("*:own_keys"));
        assert!(!is_scope("admin:users") && !is_scope("read:keys") && !is_scope("read"));
    }
}
