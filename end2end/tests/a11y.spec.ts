import { PUBLIC_ROUTES, FIXED_ROUTES, demoRoutes } from "../routes";
import { expect, expectAccessible, expectNoHorizontalOverflow, hydrated, test } from "../fixtures";

// Fading colours would be judged half-way.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test.beforeEach(({ allowMessages }) => allowMessages(/status of 404.*\/gibt-es-nicht/));

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    test.describe(`${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 844 } });

      test("every page meets WCAG 2.2 AA", async ({ page, context }) => {
        test.slow();
        const publicRoutes = PUBLIC_ROUTES.map((path) => ({ path, isPublic: true }));
        for (const { path } of publicRoutes) {
          await page.goto(path);
          await hydrated(page);
          await expectAccessible(page);
        }
        for (const path of await demoRoutes(context, page)) {
          await page.goto(path);
          await hydrated(page);
          await expectAccessible(page);
        }
      });

      test("the pages of an empty account meet WCAG 2.2 AA", async ({ ownersPage }) => {
        test.slow();
        for (const path of FIXED_ROUTES) {
          await ownersPage.goto(path);
          await hydrated(ownersPage);
          await expectAccessible(ownersPage);
        }
      });
    });
  }
}

for (const locale of ["de-DE", "en-GB"]) {
  test.describe(`at 360 px in ${locale}`, () => {
    test.use({ viewport: { width: 360, height: 740 }, locale });

    test("nothing is wider than the window", async ({ page, context }) => {
      test.slow();
      for (const path of PUBLIC_ROUTES) {
        await page.goto(path);
        await expectNoHorizontalOverflow(page);
      }
      for (const path of await demoRoutes(context, page)) {
        await page.goto(path);
        await expectNoHorizontalOverflow(page);
      }
    });

    test("the menu opens and closes", async ({ ownersPage }) => {
      await ownersPage.goto("/");
      await hydrated(ownersPage);
      const menu = ownersPage.getByText(locale === "de-DE" ? "Menü" : "Menu", { exact: true });
      const link = ownersPage.getByRole("link", { name: locale === "de-DE" ? "Wissen" : "Knowledge" });
      await expect(link).toBeHidden();
      await menu.click();
      await link.click();
      await expect(ownersPage).toHaveURL(/\/knowledge$/);
      await expect(link).toBeHidden();
    });
  });
}

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
