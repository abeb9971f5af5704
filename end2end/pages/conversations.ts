import type { Locator } from "@playwright/test";
import { DashboardPage } from "./dashboard";

export class ConversationsPage extends DashboardPage {
  async open(): Promise<void> {
    await this.goto("/conversations");
  }

  /** The conversation whose first message contains `words`. */
  conversation(words: string): Locator {
    return this.page.getByRole("main").getByRole("link", { name: words });
  }

  /** The messages of an open transcript. */
  messages(role: "user" | "assistant"): Locator {
    return this.page.getByRole("main").locator(`li[data-role="${role}"] .message-body`);
  }
}
