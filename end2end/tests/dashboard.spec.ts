import { expect, hydrated, test } from "../fixtures";
import { BusinessPage } from "../pages/business";
import { ClientKeysPage } from "../pages/client-keys";
import { DashboardPage } from "../pages/dashboard";
import { KnowledgePage } from "../pages/knowledge";
import { LandingPagesPage } from "../pages/landing-pages";
import { LoginPage } from "../pages/login";
import { ServicesPage } from "../pages/services";
import { demoRoutes, PUBLIC_ROUTES } from "../routes";

test("a question is added, found, changed and deleted", async ({ ownersPage }) => {
  const knowledge = new KnowledgePage(ownersPage);
  await knowledge.add("Haben Sie Leihwagen?", "Ja, **drei**.");
  await expect(knowledge.success).toHaveText("Angelegt.");
  await knowledge.add("Nehmen Sie Altreifen?", "Ja, kostenlos.");
  await expect(knowledge.entries()).toHaveCount(2);
  await expect(knowledge.entries("Haben Sie Leihwagen?").getByText("drei")).toHaveCSS("font-weight", /[67]00/);

  await knowledge.search.fill("leihwagen");
  await expect(knowledge.entries()).toHaveCount(1);
  await knowledge.search.fill("");
  await expect(knowledge.entries()).toHaveCount(2);

  await knowledge.edit("Haben Sie Leihwagen?");
  await expect(knowledge.question).toHaveValue("Haben Sie Leihwagen?");
  await knowledge.fill("Haben Sie Ersatzwagen?", "Ja, fünf.");
  await knowledge.save.click();
  await expect(knowledge.success).toHaveText("Gespeichert.");
  await expect(knowledge.entries("Haben Sie Ersatzwagen?")).toContainText("Ja, fünf.");

  await knowledge.delete("Haben Sie Ersatzwagen?");
  await expect(knowledge.success).toHaveText("Gelöscht.");
  await expect(knowledge.entries()).toHaveCount(1);
  await expect(knowledge.entries("Nehmen Sie Altreifen?")).toBeVisible();
});

test("services are listed with their prices", async ({ ownersPage }) => {
  const services = new ServicesPage(ownersPage);
  await services.add({ name: "Achsvermessung", category: "Fahrwerk", price: "79,90" });
  await expect(services.success).toHaveText("Angelegt.");
  await services.add({ name: "Stoßdämpfer", category: "Fahrwerk", price: "1.249", priceKind: "ab" });
  await services.add({ name: "Gutachten", category: "Prüfung", price: "", priceKind: "auf Anfrage" });
  await expect(services.row("Achsvermessung")).toContainText(/79,90\s€/);
  await expect(services.row("Stoßdämpfer")).toContainText(/ab\s1\.249\s€/);
  await expect(services.row("Gutachten")).toContainText("auf Anfrage");
  await expect(ownersPage.getByRole("table")).toHaveCount(2);
});

test("a price that is none is marked and the rest of the form stays", async ({
  ownersPage,
  allowMessages,
}) => {
  allowMessages(/status of 422/);
  const services = new ServicesPage(ownersPage);
  await services.add({ name: "Achsvermessung", category: "Fahrwerk", price: "viel" });
  await expect(services.price).toHaveAccessibleDescription(/Bitte einen Preis wie 89,90\./);
  await expect(services.price).toBeFocused();
  await expect(services.name).toHaveValue("Achsvermessung");

  await services.price.fill("79,90");
  await services.save.click();
  await expect(services.row("Achsvermessung")).toContainText(/79,90\s€/);
});

test("hours with a lunch break are saved and shown again", async ({ ownersPage }) => {
  const business = new BusinessPage(ownersPage);
  const weekday = [
    { from: "07:30", to: "12:00" },
    { from: "12:45", to: "18:00" },
  ];
  const saturday = [{ from: "09:00", to: "13:00" }];
  await business.openHours();
  await business.fillHours("Montag", weekday);
  await business.fillHours("Samstag", saturday);
  await business.save.click();
  await expect(business.success).toHaveText("Gespeichert.");

  await business.openHours();
  await business.expectHours("Montag", weekday);
  await business.expectHours("Samstag", saturday);
  await business.expectHours("Sonntag", []);
});

test("hours that end before they begin are refused beside the day", async ({
  ownersPage,
  allowMessages,
}) => {
  allowMessages(/status of 422/);
  const business = new BusinessPage(ownersPage);
  await business.openHours();
  await business.fillHours("Dienstag", [{ from: "18:00", to: "08:00" }]);
  await business.save.click();
  await expect(ownersPage.getByRole("group", { name: "Dienstag" })).toContainText(
    "Das Ende muss nach dem Anfang liegen",
  );
  await expect(business.success).toHaveCount(0);
});

test("a landing page is published and taken off the web", async ({
  ownersPage,
  account,
  newContext,
  allowMessages,
}) => {
  allowMessages(/status of 404/);
  await new BusinessPage(ownersPage).fillImprint(account.companyName);
  const pages = new LandingPagesPage(ownersPage);
  await pages.create();
  const name = account.companyName.toLowerCase().replace(" ", "-");
  await expect(pages.subdomain).toHaveValue(name);
  await pages.publish.click();
  await expect(pages.success).toHaveText("Ihre Website ist online.");
  const address = (await pages.address.getAttribute("href")) ?? "";

  const visitor = await (await newContext()).newPage();
  await visitor.goto(address);
  await expect(visitor.getByRole("heading", { level: 1 })).toHaveText(account.companyName);

  await pages.open();
  await pages.confirm(`Website ${name} vom Netz nehmen`, "Vom Netz nehmen");
  await expect(pages.success).toHaveText("Ihre Website ist nicht mehr online.");
  // Another visitor: the first one's browser may keep the page for a minute.
  const laterVisitor = await (await newContext()).newPage();
  const response = await laterVisitor.goto(address);
  expect(response?.status()).toBe(404);
});

test("the language is switched to English and back, and stays", async ({ ownersPage }) => {
  const dashboard = new DashboardPage(ownersPage);
  await dashboard.goto("/client-keys");
  await dashboard.languageButton("English").click();
  await expect(ownersPage).toHaveURL(/\/client-keys$/);
  await expect(dashboard.menuLink("Overview")).toBeVisible();
  await dashboard.goto("/");
  await expect(dashboard.heading("Overview")).toBeVisible();
  await expect(ownersPage.locator("html")).toHaveAttribute("lang", "en");

  await dashboard.languageButton("Deutsch").click();
  await expect(dashboard.heading("Übersicht")).toBeVisible();
  await expect(ownersPage.locator("html")).toHaveAttribute("lang", "de");
});

test.describe("a browser in English", () => {
  test.use({ locale: "en-GB" });

  test("gets the dashboard in English", async ({ page }) => {
    const login = new LoginPage(page);
    await login.open();
    await expect(login.heading("Sign in")).toBeVisible();
  });
});

test("a protected page leads to the login and back", async ({ page, account }) => {
  const dashboard = new DashboardPage(page);
  await dashboard.goto("/");
  await dashboard.logOut();
  const login = new LoginPage(page);
  await expect(login.heading("Anmelden")).toBeVisible();

  await dashboard.goto("/business/hours");
  await expect(page).toHaveURL(/\/login\?next=\/business\/hours$/);
  await login.logIn(account);
  await expect(page).toHaveURL(/\/business\/hours$/);
  await expect(dashboard.heading("Betrieb")).toBeVisible();
});

test("after logging out the back button shows nothing of the account", async ({
  page,
  account,
}) => {
  const dashboard = new DashboardPage(page);
  await dashboard.goto("/");
  await expect(page.getByText(account.email)).toBeVisible();
  await dashboard.logOut();
  await expect(dashboard.heading("Anmelden")).toBeVisible();
  await page.goBack();
  await expect(dashboard.heading("Anmelden")).toBeVisible();
  await expect(page.getByText(account.email)).toHaveCount(0);
});

test("a wrong password is said and the address stays", async ({ page, account, allowMessages }) => {
  allowMessages(/status of 401/);
  await page.context().clearCookies();
  const login = new LoginPage(page);
  await login.open();
  await login.logIn({ email: account.email, password: "nicht das richtige" });
  await expect(login.alert).toHaveText("E-Mail-Adresse oder Passwort stimmt nicht.");
  await expect(login.email).toHaveValue(account.email);
});

test("a double click adds one question", async ({ ownersPage }) => {
  const knowledge = new KnowledgePage(ownersPage);
  await knowledge.openNew();
  await knowledge.fill("Nur einmal?", "Ja.");
  await knowledge.save.dblclick();
  await expect(knowledge.success).toBeVisible();
  await knowledge.open();
  await expect(knowledge.entries()).toHaveCount(1);
});

test("a double click makes one key, and shows it", async ({ ownersPage }) => {
  const keys = new ClientKeysPage(ownersPage);
  await keys.open();
  await keys.domain.fill("localhost");
  await keys.environment.selectOption("test");
  await keys.submit.dblclick();
  await expect(keys.key).toHaveText(/^cb_test_/);
  await expect(keys.row("localhost")).toHaveCount(1);
});

test("an unknown page answers 404 and leads home", async ({ ownersPage, allowMessages }) => {
  allowMessages(/status of 404/);
  const response = await ownersPage.goto("/gibt-es-nicht");
  expect(response?.status()).toBe(404);
  const dashboard = new DashboardPage(ownersPage);
  await expect(dashboard.heading("Seite nicht gefunden")).toBeVisible();
  await ownersPage.getByRole("link", { name: "Zur Übersicht" }).click();
  await expect(dashboard.heading("Übersicht")).toBeVisible();
});

test("what belongs to somebody else is not found", async ({ ownersPage, allowMessages }) => {
  allowMessages(/status of 404/);
  const dashboard = new DashboardPage(ownersPage);
  for (const path of ["/conversations", "/knowledge/entries", "/knowledge/services"]) {
    await dashboard.goto(`${path}/01a2060d-e59a-75f4-92d9-c61a7d8d99c0`);
    await expect(dashboard.alert).toContainText("Das gibt es nicht oder nicht mehr.");
  }
});

test("every page is hydrated without a word in the console", async ({ page, context, allowMessages }) => {
  allowMessages(/status of 404.*\/gibt-es-nicht/);
  test.slow();
  for (const path of [...PUBLIC_ROUTES, ...(await demoRoutes(context, page))]) {
    await test.step(path, async () => {
      await page.goto(path);
      await hydrated(page);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    });
  }
});

test("every menu entry opens its page without a reload", async ({ ownersPage }) => {
  const dashboard = new DashboardPage(ownersPage);
  await dashboard.goto("/");
  await ownersPage.evaluate(() => Object.assign(window, { isSameDocument: true }));
  for (const [link, heading] of [
    ["Gespräche", "Gespräche"],
    ["Wissen", "Häufige Fragen"],
    ["Betrieb", "Betrieb"],
    ["Chat einbauen", "Chat einbauen"],
    ["Website", "Website"],
    ["Übersicht", "Übersicht"],
  ] as const) {
    await dashboard.menuLink(link).click();
    await expect(dashboard.heading(heading)).toBeVisible();
  }
  expect(await ownersPage.evaluate(() => "isSameDocument" in window)).toBe(true);
});

test("files that a page names are there", async ({ page }) => {
  await page.goto("/login");
  const addresses = await page
    .locator("link[href], script[src]")
    .evaluateAll((nodes) => nodes.map((it) => it.getAttribute("href") ?? it.getAttribute("src") ?? ""));
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) {
    const response = await page.request.get(address);
    expect.soft(response.status(), address).toBe(200);
  }
});
