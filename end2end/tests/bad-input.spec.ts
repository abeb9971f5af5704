import { newAccount } from "../accounts";
import { expect, test } from "../fixtures";
import { BusinessPage } from "../pages/business";
import { ClientKeysPage } from "../pages/client-keys";
import { LandingPagesPage } from "../pages/landing-pages";
import { RegisterPage } from "../pages/register";

test.describe("with the server's refusal", () => {
  test.beforeEach(({ allowMessages }) => allowMessages(/status of (409|422)/));

  for (const [what, password, message] of [
    ["a common", "passwort123", "Dieses Passwort gehört zu den häufigsten"],
    ["a short", "kurz", "Mindestens 10 Zeichen, bitte."],
  ] as const) {
    test(`${what} password is refused beside its field`, async ({ page }) => {
      const registration = new RegisterPage(page);
      await registration.open();
      // The browser's own check comes first; this is about ours.
      await page.locator("form").first().evaluate((form: HTMLFormElement) => (form.noValidate = true));
      const account = { ...newAccount(), password };
      await registration.register(account);
      await expect(registration.password).toHaveAccessibleDescription(new RegExp(message));
      await expect(registration.password).toHaveAttribute("aria-invalid", "true");
      await expect(registration.password).toBeFocused();
      await expect(registration.email).toHaveValue(account.email);
      await expect(registration.alert).toContainText("Bitte prüfen Sie die markierten Felder.");
    });
  }

  test("a taken e-mail address is refused beside its field", async ({ page, account }) => {
    await page.context().clearCookies();
    const registration = new RegisterPage(page);
    await registration.open();
    await registration.register(account);
    await expect(registration.email).toHaveAccessibleDescription(
      /Mit dieser E-Mail-Adresse gibt es schon ein Konto\./,
    );
    await expect(registration.email).toHaveAttribute("aria-invalid", "true");
  });

  for (const [what, domain, environment, message] of [
    ["words", "keine Domain", "prod", "Das ist keine Domain."],
    ["an IP address", "192.168.1.1", "prod", "Das ist keine Domain."],
    ["a public suffix", "co.uk", "prod", "Das ist keine Domain."],
    ["localhost", "localhost", "prod", "Für localhost braucht es einen Testschlüssel."],
  ] as const) {
    test(`${what} as the domain of a key is refused beside the field`, async ({ ownersPage }) => {
      const keys = new ClientKeysPage(ownersPage);
      await keys.open();
      await keys.create(domain, environment);
      await expect(keys.domain).toHaveAccessibleDescription(new RegExp(message));
      await expect(keys.domain).toHaveAttribute("aria-invalid", "true");
      await expect(keys.domain).toHaveValue(domain);
      await expect(keys.newKey).toHaveCount(0);
    });
  }

  test("a second key for a domain is refused beside the field", async ({ ownersPage }) => {
    const keys = new ClientKeysPage(ownersPage);
    await keys.open();
    await keys.create("müller-kfz.de", "prod");
    await expect(keys.newKey).toBeVisible();
    await expect(keys.row("müller-kfz.de")).toContainText("Domain noch nicht bestätigt");
    await keys.create("MÜLLER-KFZ.de", "prod");
    await expect(keys.domain).toHaveAccessibleDescription(/Für diese Domain haben Sie schon einen Schlüssel\./);
    await expect(keys.row("müller-kfz.de")).toHaveCount(1);
  });

  test("reserved, taken and invalid subdomains are refused beside the field", async ({
    ownersPage,
    account,
  }) => {
    await new BusinessPage(ownersPage).fillImprint(account.companyName);
    const pages = new LandingPagesPage(ownersPage);
    await pages.create();
    for (const [subdomain, message] of [
      ["admin", "Dieser Name ist reserviert."],
      ["demo", "Dieser Name ist schon vergeben."],
      ["meine werkstatt", "3 bis 63 Zeichen"],
    ] as const) {
      await pages.subdomain.fill(subdomain);
      await pages.publish.click();
      await expect(pages.subdomain).toHaveAccessibleDescription(new RegExp(message));
      await expect(pages.subdomain).toHaveValue(subdomain);
    }
    await expect(pages.success).toHaveCount(0);
  });
});

test("a landing page without the facts of an Impressum is not published", async ({ ownersPage }) => {
  const pages = new LandingPagesPage(ownersPage);
  await pages.create();
  await expect(pages.publish).toBeDisabled();
  const missing = ownersPage.getByRole("region", { name: "Für das Impressum fehlt noch etwas" });
  await expect(missing.getByRole("link", { name: "Firma mit Rechtsform" })).toBeVisible();
  await expect(missing.getByRole("link", { name: "Postleitzahl" })).toBeVisible();
});
