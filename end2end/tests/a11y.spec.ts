import type { Page } from "@playwright/test";
import { expect, expectAccessible, expectNoHorizontalOverflow, hydrated, test } from "../fixtures";
import { demoRoutes, FIXED_ROUTES, PUBLIC_ROUTES } from "../routes";

test.use({ contextOptions: { reducedMotion: "reduce" } });

test.beforeEach(({ allowMessages }) => allowMessages(/status of 404.*\/gibt-es-nicht/));

/** Milliseconds for many pages on a busy machine; axe takes seconds for the long lists. */
const SLOW = 300_000;

/** Looks at a page in every width and scheme; it is loaded once, because only styles differ. */
async function expectEveryLookAccessible(page: Page, path: string): Promise<void> {
  await test.step(path, async () => {
    await page.goto(path);
    await hydrated(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await expectAccessible(page, { look: `${colorScheme}, ${width} px` });
      }
    }
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNoHorizontalOverflow(page);
  });
}

/** Several tests, so that the workers share the work. */
const PARTS = 3;

for (let part = 0; part < PARTS; part += 1) {
  test(`pages of the demo business meet WCAG 2.2 AA, part ${part + 1}`, async ({ page, context }) => {
    test.setTimeout(SLOW);
    const routes = await demoRoutes(context, page);
    for (const path of routes.filter((_, index) => index % PARTS === part)) {
      await expectEveryLookAccessible(page, path);
    }
  });
}

test("public pages meet WCAG 2.2 AA", async ({ page }) => {
  test.setTimeout(SLOW);
  for (const path of PUBLIC_ROUTES) {
    await expectEveryLookAccessible(page, path);
  }
});

test("pages of an empty account meet WCAG 2.2 AA", async ({ ownersPage }) => {
  test.setTimeout(SLOW);
  // The others show the same with and without data.
  const routes = ["/", "/conversations", "/knowledge", "/knowledge/services", "/client-keys", "/landing-pages"];
  expect(FIXED_ROUTES).toEqual(expect.arrayContaining(routes));
  for (const path of routes) {
    await expectEveryLookAccessible(ownersPage, path);
  }
});

test.describe("in English", () => {
  test.use({ viewport: { width: 360, height: 740 }, locale: "en-GB", javaScriptEnabled: false });

  test("nothing is wider than a window of 360 px", async ({ page, context }) => {
    for (const path of [...PUBLIC_ROUTES, ...(await demoRoutes(context, page))]) {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await expectNoHorizontalOverflow(page);
    }
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("the menu opens, and closes once a page was chosen", async ({ ownersPage }) => {
    await ownersPage.goto("/");
    await hydrated(ownersPage);
    const link = ownersPage.getByRole("link", { name: "Wissen" });
    await expect(link).toBeHidden();
    await ownersPage.getByText("Menü", { exact: true }).click();
    await link.click();
    await expect(ownersPage).toHaveURL(/\/knowledge$/);
    await expect(link).toBeHidden();
  });
});

test("a form that was refused meets WCAG 2.2 AA", async ({ page, account, allowMessages }) => {
  allowMessages(/status of 401/);
  await page.context().clearCookies();
  await page.goto("/login");
  await hydrated(page);
  await page.getByTestId("email-input").fill(account.email);
  await page.getByTestId("password-input").fill("nicht das richtige");
  await page.getByTestId("login-button").click();
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await expectAccessible(page);
});

test("a keyboard reaches the content first and sees where it is", async ({ ownersPage }) => {
  await ownersPage.goto("/");
  await hydrated(ownersPage);
  await ownersPage.keyboard.press("Tab");
  const skip = ownersPage.getByRole("link", { name: "Zum Inhalt springen" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await ownersPage.keyboard.press("Enter");
  await expect(ownersPage.getByRole("main")).toBeFocused();
});
