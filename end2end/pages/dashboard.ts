import type { Locator, Page } from "@playwright/test";
import { hydrated } from "../fixtures";

/** What all pages for signed-in users have. */
export class DashboardPage {
  constructor(readonly page: Page) {}

  /** Opens a page of the dashboard and waits until it answers. */
  async goto(path: string): Promise<void> {
    await this.page.goto(path);
    await hydrated(this.page);
  }

  /** The heading of the page. */
  heading(name: string): Locator {
    return this.page.getByRole("heading", { level: 1, name, exact: true });
  }

  /** "Gespeichert." and the like. */
  get success(): Locator {
    return this.page.getByTestId("success-message");
  }

  /** What is wrong with a form as a whole. */
  get alert(): Locator {
    return this.page.getByRole("alert").filter({ hasText: /\S/ });
  }

  /** A link of the main menu. */
  menuLink(name: string): Locator {
    return this.page.getByRole("navigation", { name: /Hauptmenü|Main menu/ }).getByRole("link", { name });
  }

  /** A button of the language switch. */
  languageButton(name: "Deutsch" | "English"): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async logOut(): Promise<void> {
    await this.page.getByTestId("logout-button").click();
  }

  /** Unfolds the question before something is deleted, and says yes. */
  async confirm(label: string, answer: string): Promise<void> {
    const question = this.page.locator("details").filter({ has: this.page.getByLabel(label, { exact: true }) });
    await question.locator("summary").click();
    await question.getByRole("button", { name: answer }).click();
  }
}
