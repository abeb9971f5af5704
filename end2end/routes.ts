import type { BrowserContext, Page } from "@playwright/test";
import { sendMessage, signInAsDemoOwner, unique } from "./accounts";
import { environment } from "./environment";

/** Pages that need no login. */
export const PUBLIC_ROUTES = [
  "/login",
  "/register",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/gibt-es-nicht",
];

/** Pages for signed-in users whose address is always the same. */
export const FIXED_ROUTES = [
  "/",
  "/conversations",
  "/appointments",
  "/appointments/list",
  "/appointments/settings",
  "/knowledge",
  "/knowledge/new",
  "/knowledge/unanswered",
  "/knowledge/try",
  "/knowledge/services",
  "/knowledge/services/new",
  "/business",
  "/business/hours",
  "/business/legal",
  "/business/chat",
  "/client-keys",
  "/analytics",
  "/landing-pages",
  "/team",
  "/api-tokens",
  "/settings",
];

/**
 * All pages of the demo business, those of one service, one question and one conversation
 * included. The context is signed in as its owner afterwards.
 */
export async function demoRoutes(context: BrowserContext, page: Page): Promise<string[]> {
  await signInAsDemoOwner(context);
  const session = `routes-${unique()}-${unique()}`;
  await sendMessage(context, environment.demoKey, session, "Was kostet ein Ölwechsel?");
  const found = [];
  for (const [list, link] of [
    ["/knowledge", 'a[href^="/knowledge/entries/"]'],
    ["/knowledge/services", 'a.button-small[href^="/knowledge/services/"]'],
    ["/conversations", 'main a[href^="/conversations/"]'],
  ] as const) {
    await page.goto(list);
    const address = await page.locator(link).first().getAttribute("href");
    if (!address) throw new Error(`${list} has no ${link}`);
    found.push(address);
  }
  return [...FIXED_ROUTES, ...found];
}
