import { expect, expectAccessible, expectNoHorizontalOverflow, test } from "../fixtures";
import { unique } from "../accounts";
import { BusinessPage } from "../pages/business";
import { LandingPagesPage } from "../pages/landing-pages";

/** A picture of two by two pixels. */
const LOGO = {
  name: "logo.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mMQCn8ARAwQCgAg0gUlyNu7WQAAAABJRU5ErkJggg==",
    "base64",
  ),
};

test.describe("as the requirement tells it", () => {
  test.use({ locale: "en-US" });

  test("a page is made, customised, previewed and published", async ({
    ownersPage: page,
    account,
    newContext,
  }) => {
    await new BusinessPage(page).fillImprint(account.companyName);
    const pages = new LandingPagesPage(page);
    await pages.goto("/");
    await page.getByTestId("create-landing-page").click();
    await expect(page).toHaveURL("/landing-pages/create");

    await page.getByTestId("template-modern-minimalist").click();
    await page.getByTestId("select-template-button").click();

    const subdomain = `test-workshop-${unique()}`;
    await pages.name.fill("Test Auto Workshop");
    await page.getByTestId("business-description").fill("Professional car repair services");
    await pages.subdomain.fill(subdomain);
    await page.getByTestId("logo-upload").setInputFiles(LOGO);
    await expect(page.getByTestId("logo-preview")).toBeVisible();
    await page.getByTestId("primary-color").fill("#007bff");

    await page.getByTestId("preview-button").click();
    await expect(page.getByTestId("preview-iframe")).toBeVisible();

    await page.getByTestId("publish-button").click();
    await expect(page.getByTestId("success-message")).toContainText("Landing page published successfully");

    const address = (await pages.address.getAttribute("href")) ?? "";
    expect(address).toContain(subdomain);
    const visitor = await (await newContext()).newPage();
    await visitor.goto(address);
    await expect(visitor.locator("h1")).toContainText("Test Auto Workshop");
    await expect(visitor.locator(".mark img")).toBeVisible();
    await expect(visitor.locator("[data-carbot-widget]")).toBeAttached();
  });
});

test("what is written is saved by itself, shown in the preview, and taken back", async ({
  ownersPage: page,
}) => {
  const pages = new LandingPagesPage(page);
  await pages.create("classic-cars");
  await page.getByTestId("preview-button").click();
  await pages.name.fill("Klassik am Fluss");
  await pages.saved();
  await expect(pages.preview.getByRole("heading", { level: 1 })).toHaveText("Klassik am Fluss");

  await page.reload();
  await expect(pages.name).toHaveValue("Klassik am Fluss");
  await pages.goto(new URL(page.url()).pathname);
  await pages.name.fill("Klassik am Berg");
  await pages.saved();
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await expect(pages.name).toHaveValue("Klassik am Fluss");
});

test("a review is added, sections change places, and rows are removed", async ({ ownersPage: page }) => {
  const pages = new LandingPagesPage(page);
  await pages.create("dealer");
  await page.getByRole("heading", { level: 2, name: "Kundenstimmen" }).click();
  await page.getByLabel("Was gesagt wurde").fill("Schnell und ehrlich.");
  await page.getByLabel("Von wem").fill("Familie K.");
  await pages.saved();
  await page.reload();
  await pages.goto(new URL(page.url()).pathname);
  await page.getByRole("heading", { level: 2, name: "Kundenstimmen" }).click();
  await expect(page.getByLabel("Was gesagt wurde").first()).toHaveValue("Schnell und ehrlich.");

  const first = page.locator(".section-row").first();
  await expect(first).toContainText("Bilder");
  await page.getByRole("button", { name: "Leistungen und Preise nach oben" }).click();
  await expect(first).toContainText("Leistungen und Preise");

  // What was unfolded stays unfolded.
  await page.getByRole("button", { name: "Stimme 1 löschen" }).click();
  await expect(page.getByRole("button", { name: "Stimme 1 löschen" })).toHaveCount(0);
});

test("a second window does not overwrite what the first one saved", async ({
  ownersPage: page,
  context,
  allowMessages,
}) => {
  allowMessages(/status of 412/);
  const pages = new LandingPagesPage(page);
  await pages.create();
  const other = new LandingPagesPage(await context.newPage());
  await other.goto(new URL(page.url()).pathname);
  await other.name.fill("Aus dem zweiten Fenster");
  await other.saved();
  await pages.name.fill("Aus dem ersten Fenster");
  await expect(page.getByText("In einem anderen Fenster geändert.")).toBeVisible();
  await page.reload();
  await expect(pages.name).toHaveValue("Aus dem zweiten Fenster");
});

test("the editor is accessible and fits a phone", async ({ ownersPage: page }) => {
  const pages = new LandingPagesPage(page);
  await pages.create("ev-specialist");
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoHorizontalOverflow(page);
  await pages.goto("/landing-pages");
  await expectAccessible(page);
  await pages.goto("/landing-pages/create");
  await expectAccessible(page);
  await expectNoHorizontalOverflow(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a page is made, saved and published", async ({ ownersPage: page, account }) => {
    await new BusinessPage(page).fillImprint(account.companyName);
    const pages = new LandingPagesPage(page);
    await page.goto("/landing-pages/create");
    await page.getByTestId("template-tyre-service").click();
    await page.getByTestId("select-template-button").click();
    await pages.name.fill("Reifen ohne Skript");
    await page.getByRole("button", { name: "Speichern" }).click();
    await expect(pages.success).toBeVisible();
    await expect(pages.name).toHaveValue("Reifen ohne Skript");
    await pages.publish.click();
    await expect(pages.success).toHaveText("Ihre Website ist online.");
  });
});
