import type { Locator } from "@playwright/test";
import { DashboardPage } from "./dashboard";

export class ClientKeysPage extends DashboardPage {
  readonly domain = this.page.getByRole("textbox", { name: "Domain", exact: true });
  readonly environment = this.page.getByLabel("Art des Schlüssels");
  readonly note = this.page.getByLabel("Notiz");
  readonly submit = this.page.getByRole("button", { name: "Schlüssel anlegen" });
  /** Shows a new key, once. */
  readonly newKey = this.page.getByTestId("new-client-key");
  readonly key = this.page.getByTestId("client-key");
  readonly snippet = this.page.getByTestId("embed-snippet");
  readonly copy = this.page.getByTestId("copy-snippet");

  async open(): Promise<void> {
    await this.goto("/client-keys");
  }

  /** The key of a domain in the list. */
  row(domain: string): Locator {
    return this.page
      .getByRole("row")
      .filter({ has: this.page.getByRole("rowheader", { name: domain }) });
  }

  async create(domain: string, environment: "prod" | "test"): Promise<void> {
    await this.domain.fill(domain);
    await this.environment.selectOption(environment);
    await this.submit.click();
  }

  async revoke(domain: string): Promise<void> {
    await this.confirm(`Schlüssel für ${domain} sperren`, "Ja, sperren");
  }
}
