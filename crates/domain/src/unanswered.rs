//! Questions of visitors the assistant had to pass on, for the owner to answer.
//!
//! Questions that differ in case, punctuation, spaces or the spelling of
//! umlauts only are the same one. A question goes when an active entry asks it
//! in the same way, and comes back when it is passed on again; one that was
//! dismissed stays away.

use crate::{
    Carbot, Error, Result, businesses,
    conversations::Turn,
    entities::{dismissed_question, message, unanswered_question},
    paging,
};
use api::{
    Language,
    conversations::Page,
    ids::{BusinessId, MessageId, UserId},
    knowledge::{KnowledgeInput, UnansweredQuestion},
    widget::parse_message,
};
use chrono::{DateTime, SubsecRound as _, TimeZone as _, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, Select, Set, sea_query::OnConflict,
};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};

/// How many values one statement compares with.
const CHUNK: usize = 500;

/// A page of a business's unanswered questions, the last asked first.
pub async fn list_unanswered(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<UnansweredQuestion>> {
    let connection = carbot.database.connection();
    businesses::find_owned(connection, user_id, business_id).await?;
    let hash = unanswered_question::Column::QuestionHash;
    let last_asked_at = || unanswered_question::Column::AskedAt.max();
    let mut select = open(business_id)
        .select_only()
        .column(hash)
        .column_as(unanswered_question::Column::Id.count(), "count")
        .column_as(last_asked_at(), "last_asked_at")
        .group_by(hash);
    if let Some(cursor) = cursor {
        let (time, last) = parse_cursor(cursor)?;
        let beside = Condition::all()
            .add(last_asked_at().eq(time))
            .add(hash.gt(last));
        let after = Condition::any().add(last_asked_at().lt(time)).add(beside);
        select = select.having(after);
    }
    let limit = paging::page_size(limit);
    let groups = select
        .order_by_desc(last_asked_at())
        .order_by_asc(hash)
        .limit(limit + 1)
        .into_tuple::<Group>()
        .all(connection)
        .await?;
    let words = find_words(connection, business_id, &groups).await?;
    let cursor = |it: &Group| format!("{}.{}", it.2.timestamp_micros(), it.0);
    paging::to_page(groups, limit, cursor, |(hash, count, last_asked_at)| {
        let (question, language) = words.get(&hash).cloned().ok_or(Error::NotFound)?;
        Ok(UnansweredQuestion {
            question,
            language,
            count,
            last_asked_at,
        })
    })
}

/// Hash, how often, when last.
type Group = (String, i64, DateTime<Utc>);

fn parse_cursor(text: &str) -> Result<(DateTime<Utc>, &str)> {
    let parsed = text.split_once('.').and_then(|(micros, hash)| {
        let time = Utc.timestamp_micros(micros.parse().ok()?).single()?;
        Some((time, hash))
    });
    parsed.ok_or_else(paging::invalid_cursor)
}

/// The open questions of all businesses of an account that were asked since a time, the most
/// frequent first.
pub(crate) async fn find_frequent(
    carbot: &Carbot,
    user_id: UserId,
    since: DateTime<Utc>,
    limit: u64,
) -> Result<Vec<UnansweredQuestion>> {
    let connection = carbot.database.connection();
    let mut questions = Vec::new();
    for business in businesses::owned_by(user_id).all(connection).await? {
        let id = unanswered_question::Column::Id;
        let hash = unanswered_question::Column::QuestionHash;
        let groups = open(business.id)
            .select_only()
            .column(hash)
            .column_as(id.count(), "count")
            .column_as(unanswered_question::Column::AskedAt.max(), "last_asked_at")
            .filter(unanswered_question::Column::AskedAt.gte(since))
            .group_by(hash)
            .order_by_desc(id.count())
            .order_by_asc(hash)
            .limit(limit)
            .into_tuple::<Group>()
            .all(connection)
            .await?;
        let words = find_words(connection, business.id, &groups).await?;
        for (hash, count, last_asked_at) in groups {
            let (question, language) = words.get(&hash).cloned().ok_or(Error::NotFound)?;
            questions.push(UnansweredQuestion {
                question,
                language,
                count,
                last_asked_at,
            });
        }
    }
    questions.sort_by_key(|it| (-it.count, std::cmp::Reverse(it.last_asked_at)));
    questions.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(questions)
}

/// How many different questions wait for an answer.
pub async fn count_unanswered(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<u64> {
    let connection = carbot.database.connection();
    businesses::find_owned(connection, user_id, business_id).await?;
    let count = open(business_id)
        .select_only()
        .column(unanswered_question::Column::QuestionHash)
        .distinct()
        .count(connection)
        .await?;
    Ok(count)
}

/// Takes a question from the list, for good.
pub async fn dismiss_unanswered(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    question: &str,
) -> Result<()> {
    let question = parse_message(question).map_err(|it| it.at("/question"))?;
    let hash = hash_of(&question).ok_or(Error::NotFound)?;
    let transaction = carbot.database.begin().await?;
    businesses::find_owned(&transaction, user_id, business_id).await?;
    let asked = unanswered_question::Entity::find()
        .filter(unanswered_question::Column::BusinessId.eq(business_id))
        .filter(unanswered_question::Column::QuestionHash.eq(&hash))
        .count(&transaction)
        .await?;
    if asked == 0 {
        return Err(Error::NotFound);
    }
    let model = dismissed_question::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        business_id: Set(business_id),
        question_hash: Set(hash),
        dismissed_at: Set(carbot.clock.now()),
    };
    let once = OnConflict::columns([
        dismissed_question::Column::BusinessId,
        dismissed_question::Column::QuestionHash,
    ])
    .do_nothing()
    .to_owned();
    dismissed_question::Entity::insert(model)
        .on_conflict(once)
        .exec_without_returning(&transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// Keeps that a message was a question without an answer.
pub(crate) async fn record(
    connection: &impl ConnectionTrait,
    turn: &Turn,
    message_id: MessageId,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(hash) = hash_of(&turn.message) else {
        return Ok(());
    };
    let model = unanswered_question::ActiveModel {
        id: Set(uuid::Uuid::now_v7()),
        business_id: Set(turn.business_id),
        message_id: Set(message_id),
        question_hash: Set(hash),
        language: Set(turn.language.code().to_owned()),
        // As exact as the cursor of the list and the other database.
        asked_at: Set(now.trunc_subsecs(6)),
    };
    unanswered_question::Entity::insert(model)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Takes questions that have an answer now from the list.
pub(crate) async fn settle<'a>(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    questions: impl IntoIterator<Item = &'a str>,
) -> Result<()> {
    let hashes: BTreeSet<String> = questions.into_iter().filter_map(hash_of).collect();
    let hashes: Vec<_> = hashes.into_iter().collect();
    for chunk in hashes.chunks(CHUNK) {
        unanswered_question::Entity::delete_many()
            .filter(unanswered_question::Column::BusinessId.eq(business_id))
            .filter(unanswered_question::Column::QuestionHash.is_in(chunk))
            .exec(connection)
            .await?;
    }
    Ok(())
}

/// What an entry answers, while it is used.
pub(crate) fn answered_by(entry: &KnowledgeInput) -> impl Iterator<Item = &str> {
    let questions = entry.variants.iter().chain([&entry.question]);
    questions.filter(|_| entry.is_active).map(String::as_str)
}

/// Whether two texts ask the same question in the same way.
pub(crate) fn is_same_question(left: &str, right: &str) -> bool {
    normalized(left) == normalized(right)
}

/// Questions of a business that were not dismissed.
fn open(business_id: BusinessId) -> Select<unanswered_question::Entity> {
    let dismissed = dismissed_question::Entity::find()
        .select_only()
        .column(dismissed_question::Column::QuestionHash)
        .filter(dismissed_question::Column::BusinessId.eq(business_id))
        .into_query();
    unanswered_question::Entity::find()
        .filter(unanswered_question::Column::BusinessId.eq(business_id))
        .filter(unanswered_question::Column::QuestionHash.not_in_subquery(dismissed))
}

/// The words in which each question was last asked, with the language of its reply.
async fn find_words(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    groups: &[Group],
) -> Result<HashMap<String, (String, Language)>> {
    if groups.is_empty() {
        return Ok(HashMap::new());
    }
    let mut last = Condition::any();
    for (hash, _, time) in groups {
        let one = Condition::all()
            .add(unanswered_question::Column::QuestionHash.eq(hash))
            .add(unanswered_question::Column::AskedAt.eq(*time));
        last = last.add(one);
    }
    let rows = unanswered_question::Entity::find()
        .filter(unanswered_question::Column::BusinessId.eq(business_id))
        .filter(last)
        .all(connection)
        .await?;
    let messages = message::Entity::find()
        .filter(message::Column::Id.is_in(rows.iter().map(|it| it.message_id)))
        .all(connection)
        .await?;
    let texts: HashMap<_, _> = messages.into_iter().map(|it| (it.id, it.content)).collect();
    rows.into_iter()
        .filter_map(|row| Some((texts.get(&row.message_id)?.clone(), row)))
        .map(|(text, row)| {
            let language = row.language.parse().map_err(Error::internal)?;
            Ok((row.question_hash, (text, language)))
        })
        .collect()
}

/// What stands for a question in the tables, whatever its length; nothing for
/// a text without words.
fn hash_of(question: &str) -> Option<String> {
    let normalized = normalized(question);
    (!normalized.is_empty()).then(|| hex::encode(Sha256::digest(normalized)))
}

/// The words of a question, the same for every way to type them.
fn normalized(question: &str) -> String {
    let mut words = String::new();
    let mut is_between = false;
    for letter in question.chars().flat_map(char::to_lowercase) {
        if !letter.is_alphanumeric() {
            // The dot of a lower-cased İ and accents that stand alone part no words.
            is_between |= !('\u{300}'..='\u{36f}').contains(&letter);
            continue;
        }
        if is_between && !words.is_empty() {
            words.push(' ');
        }
        is_between = false;
        match letter {
            'ä' => words.push_str("ae"),
            'ö' => words.push_str("oe"),
            'ü' => words.push_str("ue"),
            'ß' => words.push_str("ss"),
            other => words.push(other),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_typed_differently_are_the_same() {
        let check = |left: &str, right: &str, expected: bool| {
            assert_eq!(is_same_question(left, right), expected, "{left} {right}");
        };
        check("Habt ihr  Räder?", "habt ihr raeder", true);
        check("  Große\nReifen!!", "grosse reifen", true);
        check("Öl-Wechsel", "öl wechsel", true);
        check("İade var mı?", "iade var mı", true);
        check("Habt ihr Räder?", "Habt ihr Reifen?", false);
        check("Ölwechsel", "Öl Wechsel", false);
    }

    #[test]
    fn a_text_without_words_is_no_question() {
        assert_eq!(hash_of("?? …"), None);
        assert_eq!(hash_of(&"x".repeat(4_000)).map(|it| it.len()), Some(64));
    }

    #[test]
    fn a_made_up_cursor_is_refused() {
        for text in ["", "x", ".x", "99999999999999999999.x"] {
            assert!(parse_cursor(text).is_err(), "{text}");
        }
        assert!(parse_cursor("1795080600000000.ab").is_ok());
    }
}
