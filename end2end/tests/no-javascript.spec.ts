import { newAccount } from "../accounts";
import { expect, test } from "../fixtures";
import { BusinessPage } from "../pages/business";
import { ClientKeysPage } from "../pages/client-keys";
import { DashboardPage } from "../pages/dashboard";
import { KnowledgePage } from "../pages/knowledge";
import { LoginPage } from "../pages/login";
import { RegisterPage } from "../pages/register";
import { ServicesPage } from "../pages/services";

test.use({ javaScriptEnabled: false });

test("register, log out, log in with a wrong and the right password", async ({ page }) => {
  const account = newAccount();
  const registration = new RegisterPage(page);
  await registration.open();
  await registration.register(account);
  await expect(registration.heading("Übersicht")).toBeVisible();
  await expect(page.getByTestId("business-heading")).toHaveText(account.companyName);

  await new DashboardPage(page).logOut();
  const login = new LoginPage(page);
  await expect(login.heading("Anmelden")).toBeVisible();
  await login.logIn({ email: account.email, password: "nicht das richtige" });
  await expect(login.alert).toHaveText("E-Mail-Adresse oder Passwort stimmt nicht.");

  await login.logIn(account);
  await expect(login.heading("Übersicht")).toBeVisible();
});

test("a wrong field of the registration is marked", async ({ page, account }) => {
  await new DashboardPage(page).goto("/");
  await new DashboardPage(page).logOut();
  const registration = new RegisterPage(page);
  await registration.open();
  await registration.register(account);
  await expect(registration.email).toHaveAccessibleDescription(
    /Mit dieser E-Mail-Adresse gibt es schon ein Konto\./,
  );
});

test("a new key is shown once and can be revoked", async ({ ownersPage }) => {
  const keys = new ClientKeysPage(ownersPage);
  await keys.open();
  await keys.create("localhost", "test");
  await expect(keys.success).toHaveText("Angelegt.");
  await expect(keys.key).toHaveText(/^cb_test_[0-9a-f]{32}$/);
  await expect(keys.snippet).toHaveValue(/^<script async src=".+\/widget\.js" data-client-key="cb_test_/);
  // Nothing happens on a click without JavaScript, so there is no button.
  await expect(keys.copy).toBeHidden();

  await keys.open();
  await expect(keys.newKey).toHaveCount(0);
  await keys.revoke("localhost");
  await expect(keys.success).toHaveText("Der Schlüssel ist gesperrt.");
  await expect(keys.row("localhost")).toContainText("Gesperrt");
});

test("a question is added, changed and deleted", async ({ ownersPage }) => {
  const knowledge = new KnowledgePage(ownersPage);
  await knowledge.add("Haben Sie Leihwagen?", "Ja, drei.");
  await expect(knowledge.success).toHaveText("Angelegt.");
  await expect(knowledge.entries("Haben Sie Leihwagen?")).toContainText("Ja, drei.");

  await knowledge.edit("Haben Sie Leihwagen?");
  await knowledge.fill("Haben Sie Leihwagen?", "Ja, fünf.");
  await knowledge.save.click();
  await expect(knowledge.success).toHaveText("Gespeichert.");
  await expect(knowledge.entries("Haben Sie Leihwagen?")).toContainText("Ja, fünf.");

  await knowledge.delete("Haben Sie Leihwagen?");
  await expect(knowledge.success).toHaveText("Gelöscht.");
  await expect(knowledge.entries()).toHaveCount(0);
});

test("opening hours are saved", async ({ ownersPage }) => {
  const business = new BusinessPage(ownersPage);
  const hours = [
    { from: "08:00", to: "12:00" },
    { from: "13:00", to: "17:30" },
  ];
  await business.openHours();
  await business.fillHours("Montag", hours);
  await business.save.click();
  await expect(business.success).toHaveText("Gespeichert.");
  await business.openHours();
  await business.expectHours("Montag", hours);
  await business.expectHours("Sonntag", []);
});

test("a service is added and deleted", async ({ ownersPage }) => {
  const services = new ServicesPage(ownersPage);
  await services.add({ name: "Achsvermessung", category: "Fahrwerk", price: "79,90" });
  await expect(services.success).toHaveText("Angelegt.");
  await expect(services.row("Achsvermessung")).toContainText(/79,90\s€/);

  await services.delete("Achsvermessung");
  await expect(services.success).toHaveText("Gelöscht.");
  await expect(services.row("Achsvermessung")).toHaveCount(0);
});

test("the language is switched", async ({ page }) => {
  const login = new LoginPage(page);
  await login.open();
  await login.languageButton("English").click();
  await expect(login.heading("Sign in")).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});
