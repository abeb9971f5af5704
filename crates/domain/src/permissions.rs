//! Who may do what: one pure function decides.
//!
//! Three things must agree: the plan of the account (its tier), the role somebody has in it, and,
//! for an API token, its scopes. Whatever is granted holds for the account's own things only.
//! Operators run the installation; neither a plan nor a role gives anything of theirs.

use api::{
    accounts::Tier,
    permissions::{PERMISSIONS, grants},
    team::Role,
};

/// What somebody has been given, in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The plan of the account.
    pub tier: Tier,
    /// The role in it.
    pub role: Role,
    /// Whether the person runs this installation.
    pub is_operator: bool,
    /// What the API token may do; nothing limits a person who signed in.
    pub scopes: Option<Vec<String>>,
}

/// Running a business: allowed on every plan. With a key comes proving its domain, and whoever
/// may make keys may end them, or a leaked one would answer for ever.
const EVERY_TIER: [&str; 15] = [
    "*:own_businesses",
    "*:own_knowledge",
    "*:own_conversations",
    "*:own_appointments",
    "*:own_team",
    "*:own_tokens",
    "*:own_webhooks",
    "*:own_billing",
    "*:own_privacy",
    "read:own_audit_log",
    "read:own_keys",
    "create:own_keys",
    "verify:own_keys",
    "delete:own_keys",
    "read:own_analytics",
];
const PREMIUM: [&str; 3] = ["*:own_keys", "*:own_landing_pages", "read:templates"];
const ENTERPRISE: [&str; 1] = ["*:*"];

/// What a plan allows, with wildcards.
pub fn of_tier(tier: Tier) -> Vec<&'static str> {
    let more: &[&str] = match tier {
        Tier::Basic => &[],
        Tier::Premium => &PREMIUM,
        Tier::Enterprise => &ENTERPRISE,
    };
    EVERY_TIER.iter().chain(more).copied().collect()
}

/// What those who only look on may read.
const DAILY_WORK: [&str; 9] = [
    "read:own_businesses",
    "read:own_knowledge",
    "read:own_conversations",
    "read:own_appointments",
    "read:own_keys",
    "read:own_landing_pages",
    "read:own_analytics",
    "read:own_team",
    "read:templates",
];
const AGENTS_WORK: [&str; 2] = ["update:own_conversations", "*:own_appointments"];
/// What administrators leave to owners.
const OWNERS_MATTERS: [&str; 4] = [
    "*:own_billing",
    "create:own_privacy",
    "update:own_privacy",
    "delete:own_privacy",
];
/// What operators may do, beside what they may do in their account.
const OPERATORS_MATTERS: [&str; 2] = ["admin:users", "admin:system"];

/// Whether what was given is enough for `permission`, such as `read:own_keys`.
pub fn allows(grant: &Grant, permission: &str) -> bool {
    let any = |patterns: &[&str]| patterns.iter().any(|it| grants(it, permission));
    if permission.starts_with("admin:") {
        return grant.is_operator && grant.scopes.is_none() && any(&OPERATORS_MATTERS);
    }
    let by_role = match grant.role {
        Role::Owner => true,
        Role::Admin => !any(&OWNERS_MATTERS),
        Role::Agent => any(&DAILY_WORK) || any(&AGENTS_WORK),
        Role::Viewer => any(&DAILY_WORK),
    };
    by_role && any(&of_tier(grant.tier)) && allowed_by_scopes(grant.scopes.as_deref(), permission)
}

/// A token does what its scopes say, but never makes or ends tokens: a stolen one must not be
/// able to outlive itself.
fn allowed_by_scopes(scopes: Option<&[String]>, permission: &str) -> bool {
    let Some(scopes) = scopes else {
        return true;
    };
    !grants("*:own_tokens", permission) && scopes.iter().any(|it| grants(it, permission))
}

/// Every permission inside the account that was given.
pub fn list_allowed(grant: &Grant) -> Vec<&'static str> {
    let is_allowed = |it: &&str| allows(grant, it);
    PERMISSIONS.iter().copied().filter(is_allowed).collect()
}

/// The scopes somebody can give a token, for a form: reading, and everything, of each resource.
pub fn list_scopes(grant: &Grant) -> Vec<String> {
    let mut scopes: Vec<String> = Vec::new();
    for permission in PERMISSIONS {
        let Some((_, resource)) = permission.split_once(':') else {
            continue;
        };
        for action in ["read", "*"] {
            let scope = format!("{action}:{resource}");
            // All of what can only be read is reading.
            let is_more = action == "read"
                || PERMISSIONS
                    .iter()
                    .any(|it| !it.starts_with("read:") && grants(&scope, it));
            if is_more && may_pass_on(grant, &scope) && !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
    }
    scopes
}

/// Whether somebody with this grant may make a token with this scope: all that the scope stands
/// for is theirs, and a token can use it.
pub(crate) fn may_pass_on(grant: &Grant, scope: &str) -> bool {
    let mut usable = PERMISSIONS
        .iter()
        .filter(|it| grants(scope, it) && !grants("*:own_tokens", it))
        .peekable();
    usable.peek().is_some() && usable.all(|it| allows(grant, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(tier: Tier, role: Role) -> Grant {
        Grant {
            tier,
            role,
            is_operator: false,
            scopes: None,
        }
    }

    #[test]
    fn plans_differ_in_keys_and_landing_pages() {
        use Tier::{Basic, Enterprise, Premium};
        let check = |permission: &str, expected: [bool; 3]| {
            let found = [Basic, Premium, Enterprise]
                .map(|tier| allows(&grant(tier, Role::Owner), permission));
            assert_eq!(found, expected, "{permission}");
        };
        check("read:own_keys", [true, true, true]);
        check("create:own_keys", [true, true, true]);
        check("delete:own_keys", [true, true, true]);
        check("update:own_keys", [false, true, true]);
        check("read:own_analytics", [true, true, true]);
        check("create:own_landing_pages", [false, true, true]);
        check("read:own_landing_pages", [false, true, true]);
        check("read:templates", [false, true, true]);
        check("update:own_businesses", [true, true, true]);
        check("delete:own_knowledge", [true, true, true]);
        check("update:own_conversations", [true, true, true]);
        check("update:own_appointments", [true, true, true]);
        check("update:own_billing", [true, true, true]);
        check("delete:own_privacy", [true, true, true]);
        check("admin:users", [false, false, false]);
        check("admin:system", [false, false, false]);
    }

    #[test]
    fn roles_divide_the_work() {
        use Role::{Admin, Agent, Owner, Viewer};
        let check = |permission: &str, expected: [bool; 4]| {
            let found = [Owner, Admin, Agent, Viewer]
                .map(|role| allows(&grant(Tier::Enterprise, role), permission));
            assert_eq!(found, expected, "{permission}");
        };
        check("read:own_conversations", [true, true, true, true]);
        check("update:own_conversations", [true, true, true, false]);
        check("delete:own_conversations", [true, true, false, false]);
        check("update:own_appointments", [true, true, true, false]);
        check("delete:own_appointments", [true, true, true, false]);
        check("read:own_businesses", [true, true, true, true]);
        check("update:own_businesses", [true, true, false, false]);
        check("create:own_knowledge", [true, true, false, false]);
        check("create:own_keys", [true, true, false, false]);
        check("create:own_team", [true, true, false, false]);
        check("read:own_tokens", [true, true, false, false]);
        check("read:own_audit_log", [true, true, false, false]);
        check("read:own_billing", [true, false, false, false]);
        check("update:own_billing", [true, false, false, false]);
        check("read:own_privacy", [true, true, false, false]);
        check("delete:own_privacy", [true, false, false, false]);
        check("admin:users", [false, false, false, false]);
    }

    #[test]
    fn viewers_only_read() {
        for permission in PERMISSIONS {
            if allows(&grant(Tier::Enterprise, Role::Viewer), permission) {
                assert!(permission.starts_with("read:"), "{permission}");
            }
        }
    }

    #[test]
    fn operators_run_the_installation_and_no_other_account() {
        let operator = Grant {
            is_operator: true,
            ..grant(Tier::Basic, Role::Owner)
        };
        assert!(allows(&operator, "admin:users") && allows(&operator, "admin:system"));
        assert!(!allows(&operator, "admin:everything"));
        assert!(!allows(&operator, "create:own_landing_pages"));
        let token = Grant {
            scopes: Some(vec!["*:*".to_owned(), "admin:users".to_owned()]),
            ..operator
        };
        assert!(!allows(&token, "admin:users"));
    }

    #[test]
    fn a_token_has_what_both_its_scopes_and_its_creator_have() {
        let token = |role: Role, scopes: &[&str]| Grant {
            scopes: Some(scopes.iter().map(|it| (*it).to_owned()).collect()),
            ..grant(Tier::Premium, role)
        };
        let check = |role: Role, scopes: &[&str], permission: &str, expected: bool| {
            let found = allows(&token(role, scopes), permission);
            assert_eq!(found, expected, "{role:?} {scopes:?} {permission}");
        };
        check(Role::Owner, &["read:own_keys"], "read:own_keys", true);
        check(Role::Owner, &["read:own_keys"], "create:own_keys", false);
        check(Role::Owner, &["*:own_keys"], "create:own_keys", true);
        check(Role::Owner, &[], "read:own_keys", false);
        check(Role::Viewer, &["*:*"], "create:own_keys", false);
        check(Role::Viewer, &["*:*"], "read:own_keys", true);
        check(Role::Owner, &["*:*"], "create:own_tokens", false);
    }

    #[test]
    fn only_what_somebody_has_is_passed_on() {
        let check = |tier: Tier, role: Role, scope: &str, expected: bool| {
            let found = may_pass_on(&grant(tier, role), scope);
            assert_eq!(found, expected, "{tier:?} {role:?} {scope}");
        };
        check(Tier::Basic, Role::Owner, "read:own_keys", true);
        check(Tier::Basic, Role::Owner, "*:own_keys", false);
        check(Tier::Premium, Role::Owner, "*:own_keys", true);
        check(Tier::Premium, Role::Owner, "*:*", true);
        check(Tier::Enterprise, Role::Admin, "*:*", false);
        check(Tier::Enterprise, Role::Admin, "update:own_billing", false);
        check(Tier::Enterprise, Role::Owner, "*:own_tokens", false);
    }
}
