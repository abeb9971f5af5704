// Types of the CarBot launcher: <script async src="https://HOST/widget.js" data-client-key="…">.
// The script tag understands data-client-key (required), data-primary-color ("#rrggbb"),
// data-position, data-theme, data-locale, data-label, data-open, data-greeting-message,
// data-placeholder-text and data-avatar-url. The page's CSS may set --carbot-offset-x,
// --carbot-offset-y and --carbot-z-index on carbot-widget.

export type CarBotTheme = "light" | "dark" | "auto";

export interface CarBotUser {
  /** When it changes, the conversation begins anew. */
  id?: string;
  name?: string;
  email?: string;
  phone?: string;
}

export interface CarBotContext {
  /** Address of the page, when the address bar does not say it. */
  page_url?: string;
  /** BCP 47 language tag. */
  locale?: string;
}

export interface CarBotEvents {
  /** The bubble is on the page; who listens later hears it at once. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** A message was sent or received. */
  message: { role: "user" | "assistant" | "agent"; text: string };
  /** Replies the visitor has not seen. */
  unread: number;
  /** The visitor chose to ask for an appointment. */
  booking: { user?: CarBotUser };
  /** The visitor chose to speak to a person. */
  handoff: { user?: CarBotUser };
  error: {
    code:
      | "load_failed"
      | "offline"
      | "unreachable"
      | "limited"
      | "quota"
      | "refused"
      | "rejected"
      | "server";
    message?: string;
  };
}

export interface CarBotWidget {
  open(): void;
  close(): void;
  toggle(): void;
  /** Shows the bubble again. */
  show(): void;
  /** Closes the chat and hides the bubble. */
  hide(): void;
  /** Opens the chat and sends a message in the visitor's name. */
  send(message: string): void;
  /** Puts text into the input without sending it. */
  prefill(message: string): void;
  /** Stays in the page: it is given to the listeners of `booking` and `handoff`. */
  setUser(user: CarBotUser | null): void;
  /** BCP 47 language tag; German, English and Turkish are spoken. */
  setLocale(locale: string): void;
  setTheme(theme: CarBotTheme): void;
  setContext(context: CarBotContext): void;
  on<Name extends keyof CarBotEvents>(name: Name, listener: (detail: CarBotEvents[Name]) => void): void;
  off<Name extends keyof CarBotEvents>(name: Name, listener: (detail: CarBotEvents[Name]) => void): void;
  /** Begins a new conversation. */
  reset(): void;
  /**
   * Removes the widget: no node, listener, timer or request is left, and with the last widget of
   * the page `window.CarBot` is gone. Another script tag begins anew.
   */
  destroy(): void;
}

/**
 * Its methods mean the first widget of the page. Calls made before the script has loaded are kept
 * by `window.CarBot = window.CarBot || []; CarBot.push(["open"]);`. Nothing of it ever throws: what
 * goes wrong is a warning in the console.
 */
export interface CarBot extends CarBotWidget {
  <Name extends keyof CarBotWidget>(name: Name, ...values: Parameters<CarBotWidget[Name]>): void;
  push(call: [keyof CarBotWidget, ...unknown[]]): void;
  /** The widget of one script tag, where a page has several. */
  get(clientKey: string): CarBotWidget | undefined;
}

declare global {
  interface Window {
    /** Missing until the script has loaded, and after the last widget was destroyed. */
    CarBot?: CarBot;
  }
}
