import { expect } from "@playwright/test";
import { hydrated } from "../fixtures";
import { DashboardPage } from "./dashboard";

/** The websites of the business, and the editor of one. */
export class LandingPagesPage extends DashboardPage {
  readonly subdomain = this.page.getByTestId("subdomain");
  readonly name = this.page.getByTestId("business-name");
  readonly publish = this.page.getByTestId("publish-button");
  readonly address = this.page.getByTestId("landing-page-url");
  readonly preview = this.page.frameLocator("[data-testid=preview-iframe]");

  async open(): Promise<void> {
    await this.goto("/landing-pages");
  }

  /** Makes a page with a template and opens its editor. */
  async create(template = "modern-minimalist"): Promise<void> {
    await this.goto("/landing-pages/create");
    await this.page.getByTestId(`template-${template}`).click();
    await this.page.getByTestId("select-template-button").click();
    await expect(this.page).toHaveURL(/\/landing-pages\/[0-9a-f-]{36}$/);
    await hydrated(this.page);
    await expect(this.subdomain).toBeVisible();
  }

  /** Waits until everything that was typed is saved. */
  async saved(): Promise<void> {
    await expect(this.page.getByRole("status").filter({ hasText: /^(Gespeichert|Saved)$/ })).toBeVisible();
  }
}
