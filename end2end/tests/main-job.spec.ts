import { signInAsDemoOwner, unique } from "../accounts";
import { namedPrices, pricesOf, profile, saturdayAnswer } from "../demo-profile";
import { environment } from "../environment";
import { expect, test } from "../fixtures";
import { ConversationsPage } from "../pages/conversations";
import { Widget } from "../pages/widget";

test("before the click the page loads the launcher and stores nothing", async ({
  page,
  context,
}) => {
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(environment.siteUrl, { waitUntil: "networkidle" });
  await expect(new Widget(page).trigger).toBeVisible();

  const toCarbot = requests.filter((url) => url.startsWith(environment.url));
  expect(toCarbot).toEqual([`${environment.url}/widget.js`]);
  const stored = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  expect(stored).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test("a visitor asks on a customer's website and the owner reads it in the dashboard", async ({
  page,
  newContext,
}) => {
  expect(new URL(environment.siteUrl).host).not.toBe(new URL(environment.url).host);
  await page.goto(environment.siteUrl);
  const widget = new Widget(page);
  await widget.open();
  await expect(widget.replies.first()).toContainText(profile.business.name);
  await expect(widget.panel.getByText("Sie schreiben mit einem KI-Assistenten")).toBeVisible();

  const visitor = `Frau Quellbach-${unique()}`;
  await widget.ask(`Guten Tag, hier ist ${visitor}.`);

  const priceReply = await widget.ask("Was kostet ein Ölwechsel?");
  const prices = namedPrices(priceReply);
  expect(prices.length, priceReply).toBeGreaterThan(0);
  expect(pricesOf("Ölwechsel"), priceReply).toEqual(expect.arrayContaining(prices));

  const hoursReply = await widget.ask("Habt ihr am Samstag offen?");
  expect(hoursReply).toMatch(saturdayAnswer(new Date()));

  const ownersContext = await newContext();
  await signInAsDemoOwner(ownersContext);
  const conversations = new ConversationsPage(await ownersContext.newPage());
  await conversations.open();
  await conversations.conversation(visitor).click();
  await expect(conversations.heading("Gespräch")).toBeVisible();
  await expect(conversations.messages("user")).toContainText([
    visitor,
    "Was kostet ein Ölwechsel?",
    "Habt ihr am Samstag offen?",
  ]);
  await expect(conversations.messages("assistant")).toHaveCount(3);
  const shown = await conversations.messages("assistant").allTextContents();
  expect(plain(shown[1])).toBe(plain(priceReply));
  expect(plain(shown[2])).toBe(plain(hoursReply));
});

/** Both sides lay out lists and paragraphs in their own way; the words are the same. */
function plain(text = ""): string {
  return text.replace(/\s/g, "");
}
