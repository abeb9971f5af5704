import type { BrowserContext, Page } from "@playwright/test";
import { createTestKey, newAccount, register, unique } from "../accounts";
import { environment } from "../environment";
import { expect, expectAccessible, test } from "../fixtures";
import { ConversationsPage } from "../pages/conversations";
import { scriptTag, Widget } from "../pages/widget";

const CHAT = `${environment.url}/api/v1/widget/chat`;
const DEMO_TAG = scriptTag(environment.url, environment.demoKey);
const PHONE = { width: 390, height: 844 };

/** Counts the messages that leave the browser. */
function countMessages(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.url() === CHAT && request.method() === "POST") count += 1;
  });
  return () => count;
}

test("the chat is used with the keyboard alone", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await expect(widget.trigger).toHaveAccessibleName("Chat öffnen");
  await page.getByRole("link", { name: "Kontakt" }).focus();
  await page.keyboard.press("Tab");
  await expect(widget.trigger).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(widget.replies).toHaveCount(1);
  await expect(widget.input).toBeFocused();
  await expect(widget.trigger).toHaveAttribute("aria-expanded", "true");

  await page.keyboard.type("Wie ist Ihre Telefonnummer?");
  await page.keyboard.press("Enter");
  await expect(widget.replies).toHaveCount(2);
  await expect(widget.input).toBeFocused();
  await expect(widget.input).toHaveValue("");

  await page.keyboard.press("Escape");
  await expect(widget.panel).toBeHidden();
  await expect(widget.trigger).toBeFocused();
  await expect(widget.trigger).toHaveAttribute("aria-expanded", "false");
});

test("Shift and Enter break the line, Enter sends", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await widget.input.focus();
  await page.keyboard.type("Guten Tag");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("und bis bald");
  await expect(widget.questions).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(widget.questions).toHaveText([/Guten Tag\s+und bis bald/]);
});

test("Enter pressed twice sends once", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  const sent = countMessages(page);
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await widget.input.fill("Wo finde ich Sie?");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(widget.replies).toHaveCount(2);
  await expect(widget.questions).toHaveCount(1);
  expect(sent()).toBe(1);
});

test("a suggestion is asked by a click", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  const suggestion = widget.suggestions.first();
  const text = (await suggestion.textContent()) ?? "";
  await suggestion.click();
  await expect(widget.questions).toHaveText([text]);
  await expect(widget.replies).toHaveCount(2);
});

test("the session goes on after a reload", async ({ page, hostPage, context }) => {
  const { key } = await keyOfNewAccount(context);
  hostPage.content = { body: scriptTag(environment.url, key) };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  const visitor = `Frau Wieder-${unique()}`;
  await widget.ask(`Guten Tag, hier ist ${visitor}.`);
  await page.reload();
  await widget.open();
  await widget.ask("Ich bin wieder da.");

  const conversations = new ConversationsPage(await context.newPage());
  await conversations.open();
  await conversations.conversation(visitor).click();
  await expect(conversations.messages("user")).toContainText([visitor, "Ich bin wieder da."]);
});

test("an unknown key is explained kindly and what was typed stays", async ({
  page,
  hostPage,
  allowMessages,
}) => {
  allowMessages(/status of 401/);
  hostPage.content = { body: scriptTag(environment.url, `cb_test_${"0".repeat(32)}`) };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.trigger.click();
  await expect(widget.alert).toContainText("Der Chat ist auf dieser Seite gerade nicht verfügbar.");

  await widget.input.fill("Sind Sie da?");
  await page.keyboard.press("Enter");
  await expect(widget.alert).toBeVisible();
  const typed = await widget.input.inputValue();
  const said = await widget.questions.allTextContents();
  expect([typed, ...said]).toContain("Sind Sie da?");
});

test("a message that was not delivered can be sent again, once", async ({
  page,
  hostPage,
  context,
  allowMessages,
}) => {
  allowMessages(/net::ERR_FAILED/);
  const { key } = await keyOfNewAccount(context);
  hostPage.content = { body: scriptTag(environment.url, key) };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await page.route(CHAT, (route) => route.abort());
  const question = `Sind Sie da, ${unique()}?`;
  await widget.input.fill(question);
  await page.keyboard.press("Enter");
  await expect(widget.alert).toContainText("Der Chat ist gerade nicht erreichbar.");
  await expect(widget.questions).toHaveText([question]);

  await page.unroute(CHAT);
  await widget.retry.click();
  await expect(widget.replies).toHaveCount(2);
  await expect(widget.questions).toHaveText([question]);
  await expect(widget.alert).toHaveCount(0);

  const conversations = new ConversationsPage(await context.newPage());
  await conversations.open();
  await conversations.conversation(question).click();
  await expect(conversations.messages("user")).toHaveText([question]);
});

test("a server that is out of order is told with the phone number", async ({
  page,
  hostPage,
  allowMessages,
}) => {
  allowMessages(/status of 503/);
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await page.route(CHAT, (route) =>
    route.fulfill({ status: 503, headers: { "access-control-allow-origin": "*" }, body: "" }),
  );
  await widget.input.fill("Sind Sie da?");
  await page.keyboard.press("Enter");
  await expect(widget.alert).toContainText("Das hat leider nicht geklappt.");
  await expect(widget.retry).toBeVisible();
  await expect(widget.alert.getByRole("link", { name: /^Anrufen/ })).toHaveAttribute("href", /^tel:/);
});

test("a chat that does not load says so and can be tried again", async ({
  page,
  hostPage,
  allowMessages,
}) => {
  allowMessages(/net::ERR_FAILED/, /CarBot: .*Failed to fetch dynamically imported module/);
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const bundle = `${environment.url}/widget/**`;
  await page.route(bundle, (route) => route.abort());
  const widget = new Widget(page);
  await widget.trigger.click();
  await expect(widget.alert).toHaveText("Der Chat lässt sich gerade nicht laden.");
  await page.unroute(bundle);
  await widget.retry.click();
  await expect(widget.replies).toHaveCount(1);
});

test("20 kB of pasted text are cut to what one message may hold", async ({ page, hostPage, context }) => {
  hostPage.content = { body: DEMO_TAG };
  const sent = countMessages(page);
  await page.goto(hostPage.url);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const widget = new Widget(page);
  await widget.open();
  await page.evaluate(() => navigator.clipboard.writeText("Ölwechsel und Inspektion. ".repeat(800)));
  await widget.input.focus();
  await page.keyboard.press("ControlOrMeta+V");
  await expect(widget.input).toHaveValue(/^Ölwechsel/);
  expect((await widget.input.inputValue()).length).toBeLessThanOrEqual(4_000);
  await page.keyboard.press("Enter");
  await expect(widget.questions).toHaveCount(1);
  await expect(widget.input).toHaveValue("");
  expect(sent()).toBe(1);
});

test("text of visitors and page is shown as text", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  const text = '<img src=x onerror="alert(1)"> **fett** [x](javascript:alert(1))';
  await widget.ask(text);
  await expect(widget.questions).toHaveText([text]);
  await expect(widget.panel.locator("img, a[href^='javascript']")).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });

  test("the chat fills the screen and closes by its button", async ({ page, hostPage }) => {
    hostPage.content = { body: DEMO_TAG };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.trigger.tap();
    await expect(widget.replies).toHaveCount(1);
    await expect
      .poll(() => widget.panel.boundingBox())
      .toEqual({ x: 0, y: 0, ...PHONE });
    await expect(widget.trigger).toBeHidden();
    await expect(widget.input).toBeInViewport({ ratio: 1 });
    await widget.panel.getByRole("button", { name: "Chat schließen" }).tap();
    await expect(widget.panel).toBeHidden();
    await expect(widget.trigger).toBeVisible();
  });
});

test("a strict policy of the page does not disturb the chat", async ({ page, hostPage }) => {
  hostPage.content = {
    body: DEMO_TAG,
    policy: [
      "default-src 'none'",
      `script-src ${environment.url} 'wasm-unsafe-eval'`,
      `connect-src ${environment.url}`,
      "style-src 'self'",
      "img-src data:",
      "require-trusted-types-for 'script'",
    ].join("; "),
  };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("Wo finde ich Sie?");
  // Styles came through as well.
  await expect(widget.host).toHaveCSS("position", "fixed");
  await expect(widget.send).toHaveCSS("cursor", "pointer");
});

test("hostile styles of the page stay outside", async ({ page, hostPage }) => {
  hostPage.content = {
    body: `<style>* { all: unset !important } div, button, textarea { display: none !important; color: red !important }</style>${DEMO_TAG}`,
  };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("Wo finde ich Sie?");
  await expect(widget.host).toHaveCSS("position", "fixed");
});

test("destroy leaves no node and the page can begin anew", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await expect(widget.trigger).toBeVisible();
  const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);
  const withWidget = await nodes();
  await widget.open();
  await widget.ask("Wo finde ich Sie?");
  await page.evaluate(() => (window as unknown as { CarBot: { destroy(): void } }).CarBot.destroy());
  await expect(widget.host).toHaveCount(0);
  expect(await nodes()).toBe(withWidget - 1);
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme} scheme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    test("the open chat meets WCAG 2.2 AA", async ({ page, hostPage }) => {
      hostPage.content = { body: DEMO_TAG };
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await expect(widget.trigger).toBeVisible();
      await expectAccessible(page, { part: "[data-carbot-widget]" });
      await widget.open();
      await expectAccessible(page, { part: "[data-carbot-widget]" });
      await widget.ask("Was kostet ein Ölwechsel?");
      await expectAccessible(page, { part: "[data-carbot-widget]" });
      await expect(widget.messages.first()).toBeVisible();
      const surface = await widget.panel.evaluate((it) => getComputedStyle(it).backgroundColor);
      const brightness = (surface.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, it) => sum + Number(it), 0);
      expect(brightness > 3 * 128, surface).toBe(colorScheme === "light");
    });

    test("a failure meets WCAG 2.2 AA", async ({ page, hostPage, allowMessages }) => {
      allowMessages(/net::ERR_FAILED/);
      hostPage.content = { body: DEMO_TAG };
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await widget.open();
      await page.route(CHAT, (route) => route.abort());
      await widget.input.fill("Sind Sie da?");
      await page.keyboard.press("Enter");
      await expect(widget.alert).toBeVisible();
      await expectAccessible(page, { part: "[data-carbot-widget]" });
    });
  });
}

test("the page drives the chat through its SDK", async ({ page, hostPage }) => {
  hostPage.content = {
    body: `<script>window.CarBot = window.CarBot || { q: [] }; window.heard = [];
      for (const name of ["ready", "open", "message", "close"]) {
        CarBot.q.push(["on", name, () => heard.push(name)]);
      }</script>${DEMO_TAG}`,
  };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await expect(widget.trigger).toBeVisible();
  const call = (name: string, ...values: string[]) =>
    page.evaluate(
      ([name, values]) =>
        (window as unknown as { CarBot: Record<string, (...values: string[]) => void> }).CarBot[name]?.(...values),
      [name, values] as const,
    );
  await call("send", "Wo finde ich Sie?");
  await expect(widget.questions).toHaveText(["Wo finde ich Sie?"]);
  await expect(widget.replies).toHaveCount(2);
  await call("prefill", "Guten Tag");
  await expect(widget.input).toHaveValue("Guten Tag");
  await call("close");
  await expect(widget.panel).toBeHidden();
  await call("hide");
  await expect(widget.trigger).toBeHidden();
  await call("show");
  await expect(widget.trigger).toBeVisible();
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(heard).toEqual(["ready", "open", "message", "message", "close"]);
});

/** A test key of a new business. */
async function keyOfNewAccount(context: BrowserContext) {
  await register(context, newAccount());
  return createTestKey(context);
}
