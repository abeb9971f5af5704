import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { sendMessage, signInAsDemoOwner, unique } from "../accounts";
import { environment } from "../environment";
import { expect, hydrated, test } from "../fixtures";
import { Widget } from "../pages/widget";

/** The pictures of the documentation. */
const DOCUMENTATION = resolve(__dirname, "../../docs/images");

/** Another folder is for reviewing: it gets every page in every width and scheme. */
const folder = resolve(process.env.CARBOT_SCREENSHOT_DIR || DOCUMENTATION);
const isReview = folder !== DOCUMENTATION;

const WIDTHS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Pages of the dashboard by the names of their pictures. */
const PAGES = {
  overview: "/",
  conversations: "/conversations",
  knowledge: "/knowledge",
  services: "/knowledge/services",
  business: "/business",
  hours: "/business/hours",
  "client-keys": "/client-keys",
  "landing-pages": "/landing-pages",
} as const;

/** Pages that only a review needs. */
const FURTHER_PAGES = {
  "knowledge-new": "/knowledge/new",
  "services-new": "/knowledge/services/new",
  legal: "/business/legal",
  "chat-look": "/business/chat",
} as const;

const DOCUMENTED = ["overview", "conversations", "knowledge", "business", "client-keys"] as const;

/** What visitors asked, so that the inbox of a fresh demo shows something. */
const CONVERSATIONS = [
  ["Guten Morgen, was kostet eine große Inspektion?", "Und wie lange dauert das?"],
  ["Haben Sie am Samstag geöffnet?"],
  ["Mein Auto springt nicht an, was soll ich tun?"],
  ["How much is a tyre change?", "Do you speak English?"],
  ["Kann ich mit Karte bezahlen?", "Wo kann ich parken?"],
  ["Was kostet ein Ölwechsel?", "Habt ihr am Samstag offen?", "Danke!"],
];

type Scheme = "light" | "dark";

test.describe.configure({ mode: "serial", timeout: 240_000 });

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

test("the dashboard", async ({ page, context, browser }) => {
  await signInAsDemoOwner(context);
  for (const messages of CONVERSATIONS) {
    const session = `pictures-${unique()}-${unique()}`;
    for (const message of messages) {
      await sendMessage(context, environment.demoKey, session, message);
    }
  }
  for (const name of DOCUMENTED) {
    await page.goto(PAGES[name]);
    await hydrated(page);
    await save(page, name);
  }
  await openTranscript(page);
  await save(page, "transcript");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(PAGES.overview);
  await hydrated(page);
  await save(page, "overview-dark");

  if (!isReview) return;
  const storageState = await context.storageState();
  await eachVariant(browser, storageState, async (page, suffix) => {
    for (const [name, path] of Object.entries({ ...PAGES, ...FURTHER_PAGES })) {
      await page.goto(path);
      await hydrated(page);
      await save(page, name + suffix, true);
    }
    await openTranscript(page);
    await save(page, `transcript${suffix}`, true);
  });
  await eachVariant(browser, undefined, async (page, suffix) => {
    for (const name of ["login", "register", "not-found"]) {
      await page.goto(`/${name}`);
      await hydrated(page);
      await save(page, name + suffix, true);
    }
  });
});

test("the chat on a customer's website", async ({ page, browser }) => {
  await page.goto(environment.siteUrl);
  await talk(page);
  await save(page, "widget");
  const phone = await browser.newPage({ viewport: WIDTHS.phone, reducedMotion: "reduce" });
  await phone.goto(environment.siteUrl);
  await talk(phone);
  await save(phone, "widget-phone");
  await phone.close();

  if (!isReview) return;
  await eachVariant(browser, undefined, async (page, suffix) => {
    await page.goto(environment.siteUrl);
    await expect(new Widget(page).trigger).toBeVisible();
    await save(page, `customer-site${suffix}`);
    await talk(page);
    await save(page, `widget${suffix}`);
  });
});

test("the landing page", async ({ page, browser }) => {
  await page.goto(environment.pageUrl);
  await expect(new Widget(page).trigger).toBeVisible();
  await save(page, "landing-page");

  if (!isReview) return;
  await eachVariant(browser, undefined, async (page, suffix) => {
    for (const [name, path] of [
      ["landing-page", "/"],
      ["landing-page-en", "/en"],
      ["imprint", "/impressum"],
      ["privacy", "/datenschutz"],
      ["landing-page-not-found", "/gibt-es-nicht"],
    ] as const) {
      await page.goto(environment.pageUrl + path);
      await save(page, name + suffix, true);
    }
  });
});

test.beforeEach(({ allowMessages }) => allowMessages(/status of 404/));

async function save(page: Page, name: string, fullPage = false): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: "disabled" });
}

async function openTranscript(page: Page): Promise<void> {
  await page.goto("/conversations");
  await hydrated(page);
  await page.getByRole("main").getByRole("link", { name: "Ölwechsel" }).first().click();
  await expect(page.getByRole("main").locator("li[data-role]").first()).toBeVisible();
}

async function talk(page: Page): Promise<void> {
  const widget = new Widget(page);
  await widget.open();
  await widget.ask("Was kostet ein Ölwechsel?");
  await widget.ask("Habt ihr am Samstag offen?");
}

/** Does something at both widths in both schemes; the suffix names them: `-390-dark`. */
async function eachVariant(
  browser: Browser,
  storageState: Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>> | undefined,
  action: (page: Page, suffix: string) => Promise<void>,
): Promise<void> {
  for (const viewport of Object.values(WIDTHS)) {
    for (const colorScheme of ["light", "dark"] satisfies Scheme[]) {
      const context = await browser.newContext({
        viewport,
        colorScheme,
        storageState,
        reducedMotion: "reduce",
      });
      await action(await context.newPage(), `-${viewport.width}-${colorScheme}`);
      await context.close();
    }
  }
}
