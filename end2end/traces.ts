import type { Page } from "@playwright/test";

/** What scripts of a page have begun and not ended. */
export interface Traces {
  nodes: number;
  /** Types of the events that are listened to. */
  listeners: string[];
  timers: number;
  observers: number;
  globals: string[];
}

interface Watched {
  carbotTraces(): Traces;
}

/** Has the page count what its scripts begin, from before the first of them runs. */
export async function watchTraces(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Listener = { target: EventTarget; type: string; callback: unknown; capture: boolean };
    const listeners = new Set<Listener>();
    const timers = new Set<unknown>();
    const observers = new Set<MutationObserver>();
    const isCapture = (options: unknown) =>
      typeof options === "object" && options ? Boolean((options as AddEventListenerOptions).capture) : Boolean(options);
    const find = (target: EventTarget, type: string, callback: unknown, capture: boolean) =>
      [...listeners].find(
        (it) => it.target === target && it.type === type && it.callback === callback && it.capture === capture,
      );

    const watchAdding = (original: typeof window.addEventListener) =>
      function (this: EventTarget | undefined, ...rest: unknown[]) {
        const target = this ?? window;
        const [type, callback, options] = rest as [string, unknown, AddEventListenerOptions | undefined];
        const { signal, once } = typeof options === "object" && options ? options : {};
        if (callback && !signal?.aborted && !once && !find(target, type, callback, isCapture(options))) {
          const listener = { target, type, callback, capture: isCapture(options) };
          listeners.add(listener);
          signal?.addEventListener("abort", () => listeners.delete(listener), { once: true });
        }
        return Reflect.apply(original, target, rest);
      } as typeof window.addEventListener;
    const watchRemoving = (original: typeof window.removeEventListener) =>
      function (this: EventTarget | undefined, ...rest: unknown[]) {
        const [type, callback, options] = rest as [string, unknown, unknown];
        const listener = find(this ?? window, type, callback, isCapture(options));
        if (listener) listeners.delete(listener);
        return Reflect.apply(original, this ?? window, rest);
      } as typeof window.removeEventListener;
    // Both places, since the fixtures have put a function of their own on the window.
    window.addEventListener = watchAdding(window.addEventListener);
    for (const place of [EventTarget.prototype, window]) {
      if (place !== window) place.addEventListener = watchAdding(place.addEventListener);
      place.removeEventListener = watchRemoving(place.removeEventListener);
    }

    for (const name of ["setTimeout", "setInterval"] as const) {
      const original = window[name];
      Object.assign(window, {
        [name]: (callback: TimerHandler, delay?: number, ...values: unknown[]) => {
          const run = (...given: unknown[]) => {
            if (name === "setTimeout") timers.delete(id);
            if (typeof callback === "function") callback(...given);
          };
          const id: unknown = original(run, delay, ...values);
          timers.add(id);
          return id;
        },
      });
    }
    for (const name of ["clearTimeout", "clearInterval"] as const) {
      const original = window[name];
      Object.assign(window, {
        [name]: (id?: number) => {
          timers.delete(id);
          original(id);
        },
      });
    }

    const { observe, disconnect } = MutationObserver.prototype;
    MutationObserver.prototype.observe = function (...rest) {
      observers.add(this);
      return Reflect.apply(observe, this, rest);
    };
    MutationObserver.prototype.disconnect = function () {
      observers.delete(this);
      return Reflect.apply(disconnect, this, []);
    };

    const globalsBefore = new Set(Object.getOwnPropertyNames(window));
    (window as unknown as Watched).carbotTraces = () => ({
      nodes: document.querySelectorAll("*").length,
      listeners: [...listeners].map((it) => it.type).sort(),
      timers: timers.size,
      observers: observers.size,
      globals: Object.getOwnPropertyNames(window).filter((it) => !globalsBefore.has(it) && it !== "carbotTraces"),
    });
  });
}

/** What is left at this moment. */
export function traces(page: Page): Promise<Traces> {
  return page.evaluate(() => (window as unknown as Watched).carbotTraces());
}
