import AxeBuilder from "@axe-core/playwright";
import {
  test as base,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from "@playwright/test";
import { type Account, newAccount, register, upgrade } from "./accounts";
import { HostPage } from "./host-page";

export { expect };

/** WCAG 2.2 AA and everything it includes. */
const WCAG_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/**
 * Says only that the machine is slow (the debug bundle is large), or that the browser runs no
 * scripts.
 */
const PRELOADED_TOO_EARLY = /\/pkg\/carbot\.(js|wasm) was preloaded using link preload but not used/;

/** Errors and warnings of a browser, as the test's end judges them. */
class BrowserMessages {
  private readonly allowed = [PRELOADED_TOO_EARLY];
  private readonly messages: string[] = [];

  watch(context: BrowserContext): void {
    context.on("console", (message) => {
      if (["error", "warning", "assert"].includes(message.type())) {
        this.messages.push(`${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => this.messages.push(`uncaught: ${error.error().message}`));
  }

  allow(patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  unexpected(): string[] {
    return this.messages.filter((message) => !this.allowed.some((it) => it.test(message)));
  }
}

interface Fixtures {
  browserMessages: BrowserMessages;
  /** Names the browser messages that this test causes on purpose; any other fails it. */
  allowMessages: (...patterns: RegExp[]) => void;
  /** Another visitor: a browser context of its own, watched like the first. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** A new account, on the premium plan, that the first context is signed in with. */
  account: Account;
  /** The first page, signed in with a new account. */
  ownersPage: Page;
  /** A customer's website on an origin of its own. */
  hostPage: HostPage;
}

export const test = base.extend<Fixtures>({
  browserMessages: async ({}, use) => {
    await use(new BrowserMessages());
  },

  allowMessages: async ({ browserMessages }, use) => {
    await use((...patterns) => browserMessages.allow(patterns));
  },

  context: async ({ context, javaScriptEnabled, browserMessages }, use) => {
    await prepare(context, browserMessages, javaScriptEnabled ?? true);
    await use(context);
    expect(browserMessages.unexpected(), "errors and warnings of the browser").toEqual([]);
  },

  newContext: async ({ browser, context, browserMessages }, use) => {
    // Named as a dependency, so that the first context is judged after the others are closed.
    expect(context.browser()).toBe(browser);
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const another = await browser.newContext(options);
      contexts.push(another);
      await prepare(another, browserMessages, options?.javaScriptEnabled ?? true);
      return another;
    });
    for (const another of contexts) {
      await another.close();
    }
  },

  account: async ({ context }, use) => {
    const account = newAccount();
    await register(context, account);
    upgrade(account);
    await use(account);
  },

  ownersPage: async ({ page, account: _account }, use) => {
    await use(page);
  },

  hostPage: async ({}, use) => {
    const hostPage = await HostPage.start();
    await use(hostPage);
    await hostPage.stop();
  },
});

async function prepare(
  context: BrowserContext,
  messages: BrowserMessages,
  runsScripts: boolean,
): Promise<void> {
  messages.watch(context);
  if (!runsScripts) return;
  await context.addInitScript(() => {
    const page = window as unknown as { isHydrated: boolean };
    page.isHydrated = false;
    const addEventListener = window.addEventListener;
    window.addEventListener = function (this: Window, ...rest: unknown[]) {
      // The dashboard's router begins to listen when it hydrates the page, and hydration is one
      // synchronous step: whoever asks later finds it done.
      if (rest[0] === "popstate") page.isHydrated = true;
      return Reflect.apply(addEventListener, this ?? window, rest);
    } as typeof window.addEventListener;
  });
}

/**
 * Waits until a page of the dashboard answers to what the visitor does, and not only to forms and
 * links; at once where the browser runs no scripts.
 */
export async function hydrated(page: Page): Promise<void> {
  const runsScripts = await page.evaluate(() => "isHydrated" in window);
  if (runsScripts) {
    await page.waitForFunction(() => (window as unknown as { isHydrated: boolean }).isHydrated);
  }
}

/**
 * Fails with a readable list when axe finds what WCAG 2.2 AA forbids, on the whole page or in the
 * part that a selector names; `look` says in the list how the page looked.
 */
export async function expectAccessible(
  page: Page,
  { part, look = "" }: { part?: string; look?: string } = {},
): Promise<void> {
  // Colours in transition would be judged half-way.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      const isEndless = animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
      if (animation.playState === "running" && !isEndless) animation.finish();
    }
  });
  const axe = new AxeBuilder({ page }).withTags(WCAG_TAGS);
  const { violations } = await (part ? axe.include(part) : axe).analyze();
  const findings = violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`,
    ),
  );
  expect.soft(findings, `WCAG 2.2 AA on ${page.url()} ${look}`).toEqual([]);
}

/** Fails when something makes the page wider than the window. */
export async function expectNoHorizontalOverflow(page: Page): Promise<void> {
  const { scrollWidth, innerWidth, culprits } = await page.evaluate(() => ({
    scrollWidth: document.scrollingElement?.scrollWidth ?? 0,
    innerWidth: window.innerWidth,
    culprits: [...document.querySelectorAll("body *")]
      .filter((it) => it.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 5)
      .map((it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") ?? ""}`),
  }));
  expect
    .soft(scrollWidth, `width of ${page.url()}; sticks out: ${culprits.join(", ")}`)
    .toBeLessThanOrEqual(innerWidth);
}
