import { newAccount, unique } from "../accounts";
import { environment } from "../environment";
import { expect, test } from "../fixtures";
import { ClientKeysPage } from "../pages/client-keys";
import { ConversationsPage } from "../pages/conversations";
import { KnowledgePage } from "../pages/knowledge";
import { RegisterPage } from "../pages/register";
import { Widget } from "../pages/widget";

test("a new owner comes from registration to the first conversation", async ({
  page,
  context,
  newContext,
  hostPage,
}) => {
  const account = newAccount();
  const registration = new RegisterPage(page);
  await registration.open();
  await registration.register(account);
  await expect(registration.heading("Übersicht")).toBeVisible();
  await expect(page.getByTestId("business-heading")).toHaveText(account.companyName);

  const knowledge = new KnowledgePage(page);
  await knowledge.add("Bieten Sie einen Abholservice an?", "Ja, bis **15 km** um die Werkstatt.");
  await expect(knowledge.success).toHaveText("Angelegt.");

  const keys = new ClientKeysPage(page);
  await keys.open();
  await keys.create("localhost", "test");
  await expect(keys.newKey).toContainText("wird nur jetzt angezeigt");
  await expect(keys.key).toHaveText(/^cb_test_[0-9a-f]{32}$/);
  const snippet = await keys.snippet.inputValue();
  expect(snippet).toContain((await keys.key.textContent()) ?? "no key");

  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: environment.url });
  await keys.copy.click();
  await expect(keys.newKey.getByRole("status")).toHaveText("Kopiert");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(snippet);

  await keys.open();
  await expect(keys.row("localhost")).toContainText("Aktiv");
  await expect(keys.newKey).toHaveCount(0);
  expect(await page.content()).not.toContain(/cb_test_[0-9a-f]{32}/.exec(snippet)?.[0]);

  hostPage.content = { body: snippet };
  const visitorsContext = await newContext();
  const visitorsPage = await visitorsContext.newPage();
  await visitorsPage.goto(hostPage.url);
  const widget = new Widget(visitorsPage);
  await widget.open();
  const visitor = `Herr Anfang-${unique()}`;
  await widget.ask(`Guten Tag, hier ist ${visitor}.`);
  expect(await widget.ask("Bieten Sie einen Abholservice an?")).toContain("15 km");

  const conversations = new ConversationsPage(page);
  await conversations.open();
  await conversations.conversation(visitor).click();
  await expect(conversations.messages("user")).toContainText([visitor, "Abholservice"]);
  await expect(conversations.messages("assistant").last()).toContainText("15 km");
});
