import { expect, type Locator, type Page } from "@playwright/test";

/** The chat on somebody's website. */
export class Widget {
  readonly host: Locator;
  readonly trigger: Locator;
  /** The chat window. */
  readonly panel: Locator;
  readonly input: Locator;
  readonly send: Locator;
  readonly messages: Locator;
  /** What went wrong. */
  readonly alert: Locator;
  readonly retry: Locator;
  readonly suggestions: Locator;

  constructor(readonly page: Page) {
    this.host = page.locator("[data-carbot-widget]");
    this.trigger = this.host.getByTestId("chat-widget-trigger");
    this.panel = this.host.getByTestId("chat-interface");
    this.input = this.panel.getByTestId("chat-input");
    this.send = this.panel.getByRole("button", { name: "Senden" });
    this.messages = this.panel.getByTestId("chat-message");
    this.alert = this.panel.getByRole("alert").filter({ hasText: /\S/ });
    this.retry = this.panel.getByRole("button", { name: "Erneut versuchen" });
    this.suggestions = this.panel.locator(".suggestions").getByRole("button");
  }

  /** What the visitor said, without the words for screen readers. */
  get questions(): Locator {
    return this.messages.filter({ hasText: /^Sie:/ }).locator(".bubble");
  }

  /** What the assistant said, the greeting included. */
  get replies(): Locator {
    return this.messages.filter({ hasText: /^Assistent:/ }).locator(".bubble");
  }

  /** Opens the chat and waits for the greeting. */
  async open(): Promise<void> {
    await this.trigger.click();
    await expect(this.replies).toHaveCount(1);
    await expect(this.input).toBeEditable();
  }

  /** Says something and waits for the reply. */
  async ask(question: string): Promise<string> {
    const before = await this.replies.count();
    await this.input.fill(question);
    await this.input.press("Enter");
    await expect(this.replies).toHaveCount(before + 1);
    return (await this.replies.last().textContent()) ?? "";
  }
}

/** A script tag as the dashboard writes it. */
export function scriptTag(origin: string, clientKey: string): string {
  return `<script async src="${origin}/widget.js" data-client-key="${clientKey}"></script>`;
}
