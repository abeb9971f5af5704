//! Questions a business answers in its own words.

use crate::{
    Carbot, Error, Precondition, Result, Revised, businesses, entities::knowledge_entry,
    merge_patch::patched, paging, unanswered,
};
use api::{
    FieldErrors,
    conversations::Page,
    ids::{BusinessId, KnowledgeEntryId, UserId},
    knowledge::{KnowledgeEntry, KnowledgeInput, MAX_ENTRIES, MAX_QUESTION_CHARS, MAX_VARIANTS},
    problem::ValueError,
    values::required_text,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ModelTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::{Map, Value as Json};

/// All entries of a business in the owner's order.
pub async fn list_knowledge(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
) -> Result<Vec<KnowledgeEntry>> {
    let connection = carbot.database.connection();
    businesses::find_owned(connection, user_id, business_id).await?;
    find_all(connection, business_id).await
}

/// A page of the same.
pub async fn page_knowledge(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    cursor: Option<&str>,
    limit: u64,
) -> Result<Page<KnowledgeEntry>> {
    let connection = carbot.database.connection();
    businesses::find_owned(connection, user_id, business_id).await?;
    let mut select =
        knowledge_entry::Entity::find().filter(knowledge_entry::Column::BusinessId.eq(business_id));
    if let Some(cursor) = cursor {
        let (position, id) = paging::parse_position_cursor::<KnowledgeEntryId>(cursor)?;
        let column = knowledge_entry::Column::Position;
        let beside = Condition::all()
            .add(column.eq(position))
            .add(knowledge_entry::Column::Id.gt(id));
        select = select.filter(Condition::any().add(column.gt(position)).add(beside));
    }
    let limit = paging::page_size(limit)?;
    let models = select
        .order_by_asc(knowledge_entry::Column::Position)
        .order_by_asc(knowledge_entry::Column::Id)
        .limit(limit + 1)
        .all(connection)
        .await?;
    let cursor = |it: &knowledge_entry::Model| paging::position_cursor(it.position, it.id);
    paging::to_page(models, limit, cursor, to_entry)
}

/// One entry of a business.
pub async fn find_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    entry_id: KnowledgeEntryId,
) -> Result<Revised<KnowledgeEntry>> {
    let connection = carbot.database.connection();
    let business = businesses::find_owned(connection, user_id, business_id).await?;
    let found = find_in(connection, business_id, entry_id).await?;
    Ok(Revised {
        revision: business.revision,
        value: to_entry(found)?,
    })
}

/// Adds an entry at the end.
pub async fn create_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    input: KnowledgeInput,
) -> Result<Revised<KnowledgeEntry>> {
    create(carbot, user_id, business_id, input, None).await
}

/// Adds an entry that answers a question of a visitor: the question becomes one
/// of its wordings where it is none yet, and is unanswered no longer.
pub async fn answer_question(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    question: &str,
    mut input: KnowledgeInput,
) -> Result<Revised<KnowledgeEntry>> {
    let is_asked = |it: &String| unanswered::is_same_question(it, question);
    let is_known = is_asked(&input.question) || input.variants.iter().any(is_asked);
    let fits = required_text(question, MAX_QUESTION_CHARS).is_ok();
    if !is_known && fits && input.variants.len() < MAX_VARIANTS {
        input.variants.push(question.to_owned());
    }
    create(carbot, user_id, business_id, input, Some(question)).await
}

async fn create(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    input: KnowledgeInput,
    question: Option<&str>,
) -> Result<Revised<KnowledgeEntry>> {
    validate(&input)?;
    let transaction = carbot.database.begin().await?;
    let any = Precondition::Any;
    let revision =
        businesses::raise_revision(carbot, &transaction, user_id, business_id, &any).await?;
    let all =
        knowledge_entry::Entity::find().filter(knowledge_entry::Column::BusinessId.eq(business_id));
    if all.clone().count(&transaction).await? >= MAX_ENTRIES as u64 {
        return Err(ValueError::new("too_many", "are too many").at("").into());
    }
    let last = all
        .order_by_desc(knowledge_entry::Column::Position)
        .one(&transaction)
        .await?;
    let position = last.map_or(0, |it| it.position + 1);
    let model = new_model(carbot, business_id, position, &input)?
        .insert(&transaction)
        .await
        .map_err(refused)?;
    let answered = unanswered::answered_by(&input).chain(question);
    unanswered::settle(&transaction, business_id, answered).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(Revised {
        revision,
        value: to_entry(model)?,
    })
}

/// Replaces what an entry says.
pub async fn update_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    entry_id: KnowledgeEntryId,
    input: KnowledgeInput,
) -> Result<KnowledgeEntry> {
    validate(&input)?;
    let transaction = carbot.database.begin().await?;
    let any = Precondition::Any;
    businesses::raise_revision(carbot, &transaction, user_id, business_id, &any).await?;
    find_in(&transaction, business_id, entry_id).await?;
    let updated = update(carbot, &transaction, entry_id, &input).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    to_entry(updated)
}

/// Changes what `patch` names of an entry, and nothing else.
pub async fn patch_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    entry_id: KnowledgeEntryId,
    patch: &Map<String, Json>,
    precondition: &Precondition,
) -> Result<Revised<KnowledgeEntry>> {
    let transaction = carbot.database.begin().await?;
    let revision =
        businesses::raise_revision(carbot, &transaction, user_id, business_id, precondition)
            .await?;
    let found = find_in(&transaction, business_id, entry_id).await?;
    let input = patched(&to_entry(found)?.input, patch)?;
    validate(&input)?;
    let updated = update(carbot, &transaction, entry_id, &input).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(Revised {
        revision,
        value: to_entry(updated)?,
    })
}

/// Deletes an entry.
pub async fn delete_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    entry_id: KnowledgeEntryId,
    precondition: &Precondition,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    businesses::raise_revision(carbot, &transaction, user_id, business_id, precondition).await?;
    let found = find_in(&transaction, business_id, entry_id).await?;
    found.delete(&transaction).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(())
}

async fn find_in(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    entry_id: KnowledgeEntryId,
) -> Result<knowledge_entry::Model> {
    knowledge_entry::Entity::find_by_id(entry_id)
        .filter(knowledge_entry::Column::BusinessId.eq(business_id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound)
}

async fn update(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    entry_id: KnowledgeEntryId,
    input: &KnowledgeInput,
) -> Result<knowledge_entry::Model> {
    let mut model = to_active_model(input)?;
    model.id = Set(entry_id);
    model.updated_at = Set(carbot.clock.now());
    let model = model.update(connection).await.map_err(refused)?;
    let answered = unanswered::answered_by(input);
    unanswered::settle(connection, model.business_id, answered).await?;
    Ok(model)
}

/// Checks every field, and that the engine does not mean something else by the intent.
pub(crate) fn validate(input: &KnowledgeInput) -> Result<(), FieldErrors> {
    let mut errors = input.validate().err().unwrap_or_default();
    let is_engines = |name: &String| brain::Intent::ALL.iter().any(|it| it.as_str() == name);
    errors.require(
        "/intent",
        !input.intent.as_ref().is_some_and(is_engines),
        ValueError::new("reserved_intent", "is an intent of CarBot itself"),
    );
    errors.finish(Some(()))
}

/// Another entry in the same language has the intent.
pub(crate) const INTENT_TAKEN: ValueError = ValueError::new(
    "intent_taken",
    "is the intent of another entry in this language",
);

fn refused(error: DbErr) -> Error {
    Error::conflict_on(
        error,
        "uq_knowledge_entries_business_id_language_intent",
        "knowledge_entries.business_id, knowledge_entries.language, knowledge_entries.intent",
        INTENT_TAKEN.at("/intent"),
    )
}

pub(crate) async fn find_all(
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
) -> Result<Vec<KnowledgeEntry>> {
    knowledge_entry::Entity::find()
        .filter(knowledge_entry::Column::BusinessId.eq(business_id))
        .order_by_asc(knowledge_entry::Column::Position)
        .order_by_asc(knowledge_entry::Column::Id)
        .all(connection)
        .await?
        .into_iter()
        .map(to_entry)
        .collect()
}

/// Puts `inputs` in place of all entries of a business.
pub(crate) async fn replace_all(
    carbot: &Carbot,
    connection: &impl ConnectionTrait,
    business_id: BusinessId,
    inputs: &[KnowledgeInput],
) -> Result<()> {
    knowledge_entry::Entity::delete_many()
        .filter(knowledge_entry::Column::BusinessId.eq(business_id))
        .exec(connection)
        .await?;
    for (position, input) in (0..).zip(inputs) {
        new_model(carbot, business_id, position, input)?
            .insert(connection)
            .await?;
    }
    let answered = inputs.iter().flat_map(unanswered::answered_by);
    unanswered::settle(connection, business_id, answered).await
}

fn new_model(
    carbot: &Carbot,
    business_id: BusinessId,
    position: i32,
    input: &KnowledgeInput,
) -> Result<knowledge_entry::ActiveModel> {
    let now = carbot.clock.now();
    let mut model = to_active_model(input)?;
    model.id = Set(KnowledgeEntryId::new());
    model.business_id = Set(business_id);
    model.source = Set("owner".to_owned());
    model.position = Set(position);
    model.created_at = Set(now);
    model.updated_at = Set(now);
    Ok(model)
}

fn to_active_model(input: &KnowledgeInput) -> Result<knowledge_entry::ActiveModel> {
    let variants: Vec<_> = input
        .variants
        .iter()
        .map(|it| it.trim())
        .filter(|it| !it.is_empty())
        .collect();
    Ok(knowledge_entry::ActiveModel {
        language: Set(input.language.code().to_owned()),
        question: Set(input.question.trim().to_owned()),
        variants: Set(serde_json::to_value(variants)?),
        answer: Set(input.answer.trim().to_owned()),
        intent: Set(input.intent.clone()),
        is_active: Set(input.is_active),
        ..Default::default()
    })
}

fn to_entry(model: knowledge_entry::Model) -> Result<KnowledgeEntry> {
    Ok(KnowledgeEntry {
        id: model.id,
        input: KnowledgeInput {
            language: model.language.parse().map_err(Error::internal)?,
            question: model.question,
            variants: serde_json::from_value(model.variants)?,
            answer: model.answer,
            intent: model.intent,
            is_active: model.is_active,
        },
    })
}
