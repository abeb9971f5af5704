import { profile } from "../demo-profile";
import { environment } from "../environment";
import { expect, expectAccessible, expectNoHorizontalOverflow, test } from "../fixtures";
import { Widget } from "../pages/widget";

const { business } = profile;

for (const javaScriptEnabled of [true, false]) {
  test.describe(`JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("the page says the facts of the profile under its subdomain", async ({ page, context }) => {
      await page.goto(environment.pageUrl);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(business.name);
      await expect(page).toHaveTitle(new RegExp(business.name));
      const main = page.getByRole("main");
      await expect(main.getByRole("link", { name: business.contact.phone }).first()).toBeVisible();
      await expect(main.locator("address").first()).toContainText(business.address.street);
      await expect(main.locator("address").first()).toContainText(business.address.city);
      const saturday = main.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Sa" }) });
      await expect(saturday.first()).toContainText(/0?9(:00)?.*13/);
      const oilChange = profile.services.find((it) => it.name.startsWith("Ölwechsel"));
      expect(oilChange?.price.cents).toBeGreaterThan(0);
      const row = main.locator(".service").filter({ hasText: oilChange?.name });
      await expect(row.locator("dd").first()).toContainText(String((oilChange?.price.cents ?? 0) / 100));
      expect(await context.cookies()).toEqual([]);
    });
  });
}

test("search engines read the same facts as JSON-LD", async ({ page }) => {
  await page.goto(environment.pageUrl);
  const text = await page.locator('script[type="application/ld+json"]').textContent();
  const data = JSON.parse(text ?? "");
  expect(data["@context"]).toBe("https://schema.org");
  expect(data["@type"]).toBe("AutoRepair");
  expect(data.name).toBe(business.name);
  expect(data.telephone.replace(/\D/g, "").slice(-8)).toBe(
    business.contact.phone.replace(/\D/g, "").slice(-8),
  );
  expect(data.address.postalCode).toBe(business.address.postal_code);
  expect(JSON.stringify(data.openingHoursSpecification)).toContain("Saturday");
  const canonical = await page.locator('link[rel="canonical"]').getAttribute("href");
  expect(canonical).toContain(new URL(environment.pageUrl).host);
});

test("the chat on the page answers and no cookie is set", async ({ page, context }) => {
  await page.goto(environment.pageUrl);
  const widget = new Widget(page);
  await widget.open();
  await expect(widget.replies.first()).toContainText(business.name);
  const reply = await widget.ask("Wie lautet Ihre Telefonnummer?");
  expect(reply.replace(/\D/g, "")).toContain(business.contact.phone.replace(/\D/g, "").slice(1));
  expect(await context.cookies()).toEqual([]);
});

test("Impressum and privacy policy name who is responsible", async ({ page }) => {
  await page.goto(environment.pageUrl);
  await page.getByRole("link", { name: "Impressum" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Impressum");
  await expect(page.getByRole("main")).toContainText(business.address.street);
  await page.goto(environment.pageUrl);
  await page.getByRole("link", { name: "Datenschutzerklärung" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Datenschutzerklärung");
});

test("the page is there in English", async ({ page }) => {
  await page.goto(environment.pageUrl);
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("heading", { level: 2, name: "Opening hours" })).toBeVisible();
});

for (const [what, url] of [
  ["an unknown path", `${environment.pageUrl}/gibt-es-nicht`],
  ["an unknown subdomain", environment.pageUrl.replace("//demo.", "//gibt-es-nicht.")],
] as const) {
  test(`${what} answers 404 with a page that says so`, async ({ page, allowMessages }) => {
    allowMessages(/status of 404/);
    const response = await page.goto(url);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Diese Seite gibt es nicht");
    await expectAccessible(page);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(`${colorScheme} scheme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: "reduce" } });

    for (const width of [360, 1280]) {
      test(`all pages are accessible at ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 800 });
        for (const path of ["/", "/en", "/impressum", "/datenschutz"]) {
          await page.goto(environment.pageUrl + path);
          await expectAccessible(page);
          await expectNoHorizontalOverflow(page);
        }
      });
    }
  });
}
