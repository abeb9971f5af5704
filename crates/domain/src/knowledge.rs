//! Questions a business answers in its own words.

use crate::{Carbot, Error, Result, businesses, entities::knowledge_entry};
use api::{
    ids::{BusinessId, KnowledgeEntryId, UserId},
    knowledge::{KnowledgeEntry, KnowledgeInput},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter,
    QueryOrder, Set,
};

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

/// Adds an entry at the end.
pub async fn create_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    business_id: BusinessId,
    input: KnowledgeInput,
) -> Result<KnowledgeEntry> {
    input.validate()?;
    let transaction = carbot.database.begin().await?;
    businesses::find_owned(&transaction, user_id, business_id).await?;
    let last = knowledge_entry::Entity::find()
        .filter(knowledge_entry::Column::BusinessId.eq(business_id))
        .order_by_desc(knowledge_entry::Column::Position)
        .one(&transaction)
        .await?;
    let position = last.map_or(0, |it| it.position + 1);
    let model = new_model(carbot, business_id, position, &input)?
        .insert(&transaction)
        .await?;
    businesses::touch(carbot, &transaction, business_id).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    to_entry(model)
}

/// Replaces what an entry says.
pub async fn update_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    entry_id: KnowledgeEntryId,
    input: KnowledgeInput,
) -> Result<KnowledgeEntry> {
    input.validate()?;
    let transaction = carbot.database.begin().await?;
    let found = find_owned(&transaction, user_id, entry_id).await?;
    let mut model = to_active_model(&input)?;
    model.id = Set(entry_id);
    model.updated_at = Set(carbot.clock.now());
    let updated = model.update(&transaction).await?;
    businesses::touch(carbot, &transaction, found.business_id).await?;
    transaction.commit().await?;
    carbot.forget_business(found.business_id).await;
    to_entry(updated)
}

/// Deletes an entry.
pub async fn delete_knowledge_entry(
    carbot: &Carbot,
    user_id: UserId,
    entry_id: KnowledgeEntryId,
) -> Result<()> {
    let transaction = carbot.database.begin().await?;
    let found = find_owned(&transaction, user_id, entry_id).await?;
    let business_id = found.business_id;
    found.delete(&transaction).await?;
    businesses::touch(carbot, &transaction, business_id).await?;
    transaction.commit().await?;
    carbot.forget_business(business_id).await;
    Ok(())
}

async fn find_owned(
    connection: &impl ConnectionTrait,
    user_id: UserId,
    entry_id: KnowledgeEntryId,
) -> Result<knowledge_entry::Model> {
    let entry = knowledge_entry::Entity::find_by_id(entry_id)
        .one(connection)
        .await?
        .ok_or(Error::NotFound)?;
    businesses::find_owned(connection, user_id, entry.business_id).await?;
    Ok(entry)
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
    Ok(())
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
            is_active: model.is_active,
        },
    })
}
