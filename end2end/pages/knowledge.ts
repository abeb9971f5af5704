import type { Locator } from "@playwright/test";
import { DashboardPage } from "./dashboard";

export class KnowledgePage extends DashboardPage {
  readonly question = this.page.getByRole("textbox", { name: "Frage", exact: true });
  readonly answer = this.page.getByRole("textbox", { name: "Antwort", exact: true });
  readonly save = this.page.getByRole("button", { name: "Speichern" });
  readonly search = this.page.getByRole("searchbox", { name: "Suchen" });

  async open(): Promise<void> {
    await this.goto("/knowledge");
  }

  async openNew(): Promise<void> {
    await this.goto("/knowledge/new");
  }

  /** All questions in the list, or those that say `question`. */
  entries(question?: string): Locator {
    const heading = this.page.getByRole("heading", { level: 2, name: question, exact: true });
    return this.page.getByRole("listitem").filter({ has: heading });
  }

  async add(question: string, answer: string): Promise<void> {
    await this.openNew();
    await this.fill(question, answer);
    await this.save.click();
  }

  async fill(question: string, answer: string): Promise<void> {
    await this.question.fill(question);
    await this.answer.fill(answer);
  }

  async edit(question: string): Promise<void> {
    await this.page.getByRole("link", { name: `${question} bearbeiten` }).click();
  }

  async delete(question: string): Promise<void> {
    await this.confirm(`${question} löschen`, "Ja, löschen");
  }
}
