import type { Page } from "@playwright/test";
import { createTestKey, newAccount, register } from "../accounts";
import { environment } from "../environment";
import { expect, expectAccessible, expectNoHorizontalOverflow, test } from "../fixtures";
import { scriptTag, Widget } from "../pages/widget";
import { traces, watchTraces } from "../traces";

const { url, demoKey } = environment;
const DEMO_TAG = scriptTag(url, demoKey);

/** The launcher's tag with more attributes. */
function tag(attributes: string, key = demoKey): string {
  return `<script async src="${url}/widget.js" data-client-key="${key}" ${attributes}></script>`;
}

/** Calls a method of the SDK. */
function call(page: Page, name: string, ...values: unknown[]): Promise<void> {
  return page.evaluate(
    ([name, values]) => {
      const { CarBot } = window as unknown as { CarBot: Record<string, (...values: unknown[]) => void> };
      CarBot[name]?.(...values);
    },
    [name, values] as const,
  );
}

/** Has the page collect what the SDK tells it. */
const LISTENING = `<script>
  window.heard = [];
  window.CarBot = window.CarBot || [];
  for (const name of ["ready", "open", "close", "message", "error"]) {
    CarBot.push(["on", name, (detail) => heard.push(detail?.role ? name + ":" + detail.role : name)]);
  }
</script>`;

function heard(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

test.describe("before the click", () => {
  test("nothing is requested and nothing is stored", async ({ page, hostPage, context }) => {
    hostPage.content = { body: DEMO_TAG };
    const requests: string[] = [];
    page.on("request", (request) => {
      if (request.url().startsWith(url)) requests.push(new URL(request.url()).pathname);
    });
    await page.goto(hostPage.url, { waitUntil: "networkidle" });
    const widget = new Widget(page);
    await expect(widget.trigger).toBeVisible();
    expect(requests).toEqual(["/widget.js"]);
    const stored = await page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      caches: await caches.keys(),
      databases: await indexedDB.databases(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    }));
    expect(stored).toEqual({ local: 0, session: 0, caches: [], databases: [], workers: 0 });
    expect(await context.cookies()).toEqual([]);

    await widget.open();
    expect(requests).toContain("/api/v1/widget/init");
    expect(await context.cookies()).toEqual([]);
  });

  test("the page does not move", async ({ page, hostPage }) => {
    await page.addInitScript(() => {
      const page = window as unknown as { shift: number };
      page.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) page.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    hostPage.content = { body: DEMO_TAG };
    await page.goto(hostPage.url);
    const heading = page.getByRole("heading", { level: 1 });
    const before = await heading.boundingBox();
    await new Widget(page).open();
    expect(await heading.boundingBox()).toEqual(before);
    // Inside of the chat something may move, which counts by its small part of the window.
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.001);
  });

  for (const [name, content] of Object.entries({
    "a classic script in the head": { head: `<script src="${url}/widget.js" data-client-key="${demoKey}"></script>`, body: "" },
    "a script that is async in the head": { head: DEMO_TAG, body: "" },
    "a module": { body: `<script type="module" src="${url}/widget.js" data-client-key="${demoKey}"></script>` },
    "the frozen address": { body: `<script async src="${url}/v1/widget.js" data-client-key="${demoKey}"></script>` },
    "a script that a script adds": {
      body: `<script>
        const script = document.createElement("script");
        script.src = "${url}/widget.js";
        script.dataset.clientKey = "${demoKey}";
        document.head.append(script);
      </script>`,
    },
  })) {
    test(`${name} shows one bubble`, async ({ page, hostPage }) => {
      hostPage.content = content;
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await expect(widget.trigger).toBeVisible();
      await expect(widget.host).toHaveCount(1);
      await widget.open();
    });
  }

  test("calls made before the script has loaded are kept, whatever holds them", async ({ page, hostPage }) => {
    const stubs = [
      "window.CarBot = window.CarBot || []; CarBot.push(['prefill', 'Guten Tag']); CarBot.push(['open']);",
      "window.CarBot = window.CarBot || { q: [] }; CarBot.q.push(['prefill', 'Guten Tag'], ['open']);",
      `window.CarBot = window.CarBot || function () { (CarBot.q = CarBot.q || []).push(arguments) };
       CarBot("prefill", "Guten Tag"); CarBot("open");`,
    ];
    for (const stub of stubs) {
      hostPage.content = { body: `<script>${stub}</script>${DEMO_TAG}` };
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await expect(widget.replies).toHaveCount(1);
      await expect(widget.input).toHaveValue("Guten Tag");
    }
  });

  test("what the page does wrong stays in the page's console", async ({ page, hostPage, allowMessages }) => {
    allowMessages(/^warning: CarBot:/);
    hostPage.content = {
      body: `<div id="CarBot"></div><script>
        window.CarBot = [["on", "open", () => { throw new Error("theirs") }], ["noSuchMethod"], ["setUser"],
          ["setContext"], ["setTheme", "pink"], ["on"], null, 7];
      </script>${DEMO_TAG}`,
    };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.open();
    await widget.ask("Wo finde ich Sie?");
  });
});

test("two widgets of a page live side by side", async ({ page, hostPage, context }) => {
  await register(context, newAccount());
  const { key } = await createTestKey(context);
  // The last one repeats the first, as happens where two plugins paste the same tag.
  hostPage.content = { body: `${DEMO_TAG}${tag('data-position="bottom-left" data-label="Teile"', key)}${DEMO_TAG}` };
  await page.goto(hostPage.url);
  const hosts = page.locator("[data-carbot-widget]");
  await expect(hosts).toHaveCount(2);
  const [sales, parts] = [
    page.locator("[data-carbot-widget][data-position='bottom-right']"),
    page.locator("[data-carbot-widget][data-position='bottom-left']"),
  ];
  for (const [host, question] of [
    [sales, "Was kostet ein Ölwechsel?"],
    [parts, "Wo finde ich Sie?"],
  ] as const) {
    await host.getByTestId("chat-widget-trigger").click();
    await host.getByTestId("chat-input").fill(question);
    await host.getByTestId("chat-input").press("Enter");
    await expect(host.getByTestId("chat-message").filter({ hasText: question })).toHaveCount(1);
  }
  await expect(sales.getByTestId("chat-message").filter({ hasText: "Wo finde ich Sie?" })).toHaveCount(0);
  await expect(sales.getByTestId("chat-interface")).toBeVisible();

  const destroy = (key: string) =>
    page.evaluate((key) => {
      const page = window as unknown as { CarBot: { get(key: string): { destroy(): void } } };
      page.CarBot.get(key).destroy();
    }, key);
  await destroy(key);
  await expect(hosts).toHaveCount(1);
  await expect(sales.getByTestId("chat-interface")).toBeVisible();
  expect(await page.evaluate(() => "CarBot" in window)).toBe(true);
  await destroy(demoKey);
  await expect(hosts).toHaveCount(0);
  expect(await page.evaluate(() => "CarBot" in window)).toBe(false);
});

test.describe("navigation inside of the page", () => {
  const ways = {
    "a new history entry": () => history.pushState({}, "", "/neu"),
    // As Turbo and Astro do.
    "a new body": () => {
      history.pushState({}, "", "/neu");
      const body = document.createElement("body");
      body.append("Andere Seite");
      document.documentElement.replaceChild(body, document.body);
    },
    "a new head and an emptied body": () => {
      history.pushState({}, "", "/neu");
      document.head.replaceChildren();
      document.body.replaceChildren();
    },
    "a view transition": async () => {
      history.pushState({}, "", "/neu");
      const page = document as unknown as { startViewTransition(update: () => void): { finished: Promise<void> } };
      await page.startViewTransition(() => document.body.replaceWith(document.createElement("body"))).finished;
    },
    "a new document element": () => {
      history.pushState({}, "", "/neu");
      const root = document.createElement("html");
      root.append(document.createElement("head"), document.createElement("body"));
      document.documentElement.replaceWith(root);
    },
  };
  for (const [name, navigate] of Object.entries(ways)) {
    test(`${name} keeps the open conversation`, async ({ page, hostPage }) => {
      hostPage.content = { body: DEMO_TAG };
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await widget.open();
      await widget.ask("Wo finde ich Sie?");
      await page.evaluate(navigate);
      await expect(widget.host).toHaveCount(1);
      await expect(widget.questions).toHaveText(["Wo finde ich Sie?"]);
      const [sent] = await Promise.all([
        page.waitForRequest((request) => request.url().endsWith("/widget/chat") && request.method() === "POST"),
        widget.ask("Und wann haben Sie offen?"),
      ]);
      expect(sent.postDataJSON().context.page_url).toBe(new URL("/neu", hostPage.url).href);
    });
  }

  test("the tag that comes with every body adds no second bubble", async ({ page, hostPage }) => {
    hostPage.content = { body: DEMO_TAG };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await expect(widget.trigger).toBeVisible();
    await page.evaluate(
      ([src, key]) =>
        new Promise<void>((resolve) => {
          const body = document.createElement("body");
          const script = document.createElement("script");
          script.src = src;
          script.dataset.clientKey = key;
          script.addEventListener("load", () => resolve());
          body.append(script);
          document.documentElement.replaceChild(body, document.body);
        }),
      [`${url}/widget.js`, demoKey] as const,
    );
    await expect(widget.host).toHaveCount(1);
    await widget.open();
  });
});

test.describe("destroy", () => {
  test("leaves no node, listener, timer, observer, global or request", async ({ page, hostPage }) => {
    await watchTraces(page);
    hostPage.content = { body: "" };
    await page.goto(hostPage.url);
    const without = await traces(page);
    hostPage.content = { body: DEMO_TAG };
    await page.reload();
    const widget = new Widget(page);
    await widget.open();
    await widget.ask("Wo finde ich Sie?");
    const alive = await traces(page);
    expect(alive.observers).toBeGreaterThan(0);
    expect(alive.globals).toEqual(["CarBot"]);
    // They would keep a page out of the back/forward cache.
    expect(alive.listeners).not.toContain("unload");
    expect(alive.listeners).not.toContain("beforeunload");

    const later: string[] = [];
    page.on("request", (request) => later.push(request.url()));
    await call(page, "destroy");
    // The script tag itself is the page's.
    expect(await traces(page)).toEqual({ ...without, nodes: without.nodes + 1 });
    await page.setViewportSize({ width: 700, height: 500 });
    await page.emulateMedia({ colorScheme: "dark" });
    expect(later).toEqual([]);
  });

  test("while the chat is loading leaves nothing either", async ({ page, hostPage }) => {
    await watchTraces(page);
    hostPage.content = { body: "" };
    await page.goto(hostPage.url);
    const without = await traces(page);
    hostPage.content = { body: DEMO_TAG };
    await page.reload();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/_bg\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    const widget = new Widget(page);
    await widget.trigger.click();
    await expect(widget.panel.getByRole("status")).toHaveText("Chat wird geladen …");
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/api/")) asked.push(request.url());
    });
    await call(page, "destroy");
    const loaded = page.waitForResponse(/_bg\.wasm$/);
    release();
    await (await loaded).finished();
    expect(await traces(page)).toEqual({ ...without, nodes: without.nodes + 1 });
    expect(asked).toEqual([]);
  });

  test("while the chat fails to load leaves nothing either", async ({ page, hostPage, allowMessages }) => {
    allowMessages(/net::ERR_FAILED/);
    await watchTraces(page);
    hostPage.content = { body: "" };
    await page.goto(hostPage.url);
    const without = await traces(page);
    hostPage.content = { body: DEMO_TAG };
    await page.reload();
    let fail = () => {};
    const held = new Promise<void>((resolve) => {
      fail = resolve;
    });
    await page.route(/_bg\.wasm$/, async (route) => {
      await held;
      await route.abort();
    });
    const widget = new Widget(page);
    const asked = page.waitForRequest(/_bg\.wasm$/);
    await widget.trigger.click();
    await asked;
    await call(page, "destroy");
    const failed = page.waitForEvent("requestfailed");
    fail();
    await failed;
    expect(await traces(page)).toEqual({ ...without, nodes: without.nodes + 1 });
  });

  test("lets the page begin anew", async ({ page, hostPage }) => {
    hostPage.content = { body: DEMO_TAG };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.open();
    await call(page, "destroy");
    await expect(widget.host).toHaveCount(0);
    await page.evaluate(
      ([src, key]) => {
        const script = document.createElement("script");
        script.src = src;
        script.dataset.clientKey = key;
        document.head.append(script);
      },
      [`${url}/widget.js`, demoKey] as const,
    );
    await widget.open();
    await expect(widget.host).toHaveCount(1);
  });
});

test.describe("a page's styles", () => {
  const HOSTILE = {
    "that unset everything": "* { all: unset !important } carbot-widget { display: none !important; opacity: 0 !important }",
    "with huge text": "html { font-size: 62px } * { font: 700 48px/3 serif !important; letter-spacing: 9px !important; text-transform: uppercase !important }",
    "that transform what is around": "body { transform: rotate(8deg) scale(.6) translateX(200px); filter: blur(1px); perspective: 100px; contain: paint; overflow: hidden; height: 40px }",
    "that lay children out": "html { display: grid; grid-template-columns: 1fr 1fr } html > * { position: static !important; width: 10px !important; float: left !important }",
  };
  for (const [name, styles] of Object.entries(HOSTILE)) {
    test(`${name} change neither place nor size`, async ({ page, hostPage }) => {
      const widget = new Widget(page);
      const boxes = async (head: string) => {
        hostPage.content = { head, body: tag('data-label="Fragen?"') };
        await page.emulateMedia({ reducedMotion: "reduce" });
        await page.goto(hostPage.url);
        await expect(widget.trigger).toBeVisible();
        const trigger = await widget.trigger.boundingBox();
        await widget.open();
        const parts = [widget.panel, widget.input, widget.replies.first()];
        return [trigger, ...(await Promise.all(parts.map((it) => it.boundingBox())))];
      };
      const clean = await boxes("");
      expect(await boxes(`<style>${styles}</style>`)).toEqual(clean);
    });
  }

  test("move the bubble by the variables that are meant for it", async ({ page, hostPage }) => {
    hostPage.content = {
      head: "<style>carbot-widget { --carbot-offset-x: 64px; --carbot-offset-y: 80px; --carbot-z-index: 7 }</style>",
      body: tag('data-position="bottom-left"'),
    };
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    const box = await widget.trigger.boundingBox();
    const { height } = page.viewportSize() ?? { height: 0 };
    expect(box && { left: box.x, bottom: height - box.y - box.height }).toEqual({ left: 64, bottom: 80 });
    await expect(widget.host).toHaveCSS("z-index", "7");
  });
});

test.describe("a page's policy", () => {
  const policy = (scripts: string, connections: string) =>
    [
      "default-src 'none'",
      `script-src ${scripts}`,
      `connect-src ${connections}`,
      `frame-src ${url}`,
      "style-src 'self'",
      "img-src data:",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join("; ");

  test("that allows WebAssembly has the chat in the page itself", async ({ page, hostPage }) => {
    hostPage.content = { body: DEMO_TAG, policy: policy(`${url} 'wasm-unsafe-eval'`, url) };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.open();
    await widget.ask("Wo finde ich Sie?");
    await expect(page.locator("iframe")).toHaveCount(0);
  });

  for (const [name, content] of Object.entries({
    "that forbids WebAssembly": { body: "", policy: policy(url, url) },
    "that forbids our requests": { body: "", policy: policy(`${url} 'wasm-unsafe-eval'`, "'none'") },
    "that knows scripts by a nonce": { body: "", policy: policy("'nonce-abc'", "'none'") },
  })) {
    test(`${name} has it in a frame, and nobody notices`, async ({ page, hostPage, allowMessages }) => {
      allowMessages(/Content Security Policy/, /^warning: CarBot:/);
      const script = tag('nonce="abc" data-theme="light"');
      hostPage.content = { ...content, body: script };
      // The page has no inline script, so it listens from here.
      await page.addInitScript(() => {
        const page = window as unknown as { heard: string[]; CarBot: unknown[] };
        page.heard = [];
        page.CarBot = ["ready", "open", "close", "message", "error"].map((name) => [
          "on",
          name,
          (detail?: { role?: string }) => page.heard.push(detail?.role ? `${name}:${detail.role}` : name),
        ]);
      });
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await widget.trigger.click();
      const frame = widget.panel.locator("iframe").contentFrame();
      const inside = { input: frame.getByTestId("chat-input"), messages: frame.getByTestId("chat-message") };
      await expect(inside.messages).toHaveCount(1);
      await expect(inside.input).toBeFocused();
      await page.keyboard.type("Wo finde ich Sie?");
      await page.keyboard.press("Enter");
      await expect(inside.messages).toHaveCount(3);
      expect(await heard(page)).toEqual(["ready", "open", "message:user", "message:assistant"]);

      await call(page, "setTheme", "dark");
      await expect
        .poll(() => frame.locator("section.panel").evaluate((it) => getComputedStyle(it).backgroundColor))
        .toBe("rgb(21, 24, 30)");
      await call(page, "prefill", "Guten Tag");
      await expect(inside.input).toHaveValue("Guten Tag");

      // The frame fills the window of the chat, without bars of its own.
      const [panel, document] = [await widget.panel.boundingBox(), await frame.locator("section.panel").boundingBox()];
      expect(Math.abs((panel?.width ?? 0) - (document?.width ?? 0))).toBeLessThanOrEqual(2);
      expect(Math.abs((panel?.height ?? 0) - (document?.height ?? 0))).toBeLessThanOrEqual(2);

      await inside.input.focus();
      await page.keyboard.press("Escape");
      await expect(widget.panel).toBeHidden();
      await expect(widget.trigger).toBeFocused();
      expect((await heard(page)).at(-1)).toBe("close");
      await page.keyboard.press("Enter");
      await expect(inside.messages).toHaveCount(3);
      await expect(inside.input).toBeFocused();
      await call(page, "destroy");
      await expect(page.locator("iframe, [data-carbot-widget]")).toHaveCount(0);
    });
  }

  test("that forbids the frame as well is told to the visitor", async ({ page, hostPage, allowMessages }) => {
    allowMessages(/Content Security Policy/, /^warning: CarBot:/);
    hostPage.content = { body: DEMO_TAG, policy: `default-src 'none'; script-src ${url}` };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.trigger.click();
    await expect(widget.alert).toHaveText("Der Chat lässt sich gerade nicht laden.");
    await expect(widget.retry).toBeVisible();
  });

  test("nobody but the frame is believed to be the frame", async ({ page, hostPage, allowMessages }) => {
    allowMessages(/Content Security Policy/);
    hostPage.content = { body: tag(""), policy: policy(url, url) };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.trigger.click();
    await expect(widget.panel.locator("iframe").contentFrame().getByTestId("chat-message")).toHaveCount(1);
    await page.evaluate(async () => {
      for (const message of [["close"], ["failed"], null, 7]) window.postMessage(message, "*");
      // Messages are delivered in order: after the next one all have been heard.
      await new Promise<void>((resolve) => {
        addEventListener("message", (event) => event.data === "last" && resolve());
        window.postMessage("last", "*");
      });
    });
    await expect(widget.panel).toBeVisible();
    await expect(widget.panel.locator("iframe")).toBeVisible();
  });
});

test.describe("small windows", () => {
  for (const [name, viewport] of Object.entries({
    "320 px wide": { width: 320, height: 568 },
    "1280 × 800 at 200 %": { width: 640, height: 400 },
    "1280 × 1024 at 400 %": { width: 320, height: 256 },
    "a phone on its side": { width: 844, height: 390 },
  })) {
    test.describe(name, () => {
      test.use({ viewport });

      test("hold the whole chat", async ({ page, hostPage }) => {
        hostPage.content = { body: tag('data-label="Fragen zur Werkstatt?"') };
        await page.goto(hostPage.url);
        const widget = new Widget(page);
        await expect(widget.trigger).toBeInViewport({ ratio: 1 });
        await expectNoHorizontalOverflow(page);
        await widget.open();
        await expect.poll(() => widget.panel.boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
        await expect(widget.input).toBeInViewport({ ratio: 1 });
        await expectNoHorizontalOverflow(page);
        await widget.panel.getByRole("button", { name: "Chat schließen" }).click();
        await expect(widget.panel).toBeHidden();
      });

      test("keep the focus in the chat that covers the page", async ({ page, hostPage }) => {
        hostPage.content = { body: DEMO_TAG };
        await page.goto(hostPage.url);
        const widget = new Widget(page);
        await widget.trigger.focus();
        await page.keyboard.press("Enter");
        await expect(widget.input).toBeFocused();
        for (const key of ["Tab", "Shift+Tab"]) {
          for (let step = 0; step < 12; step++) {
            await page.keyboard.press(key);
            const isInside = await widget.host.evaluate((host) => {
              const { shadowRoot } = host;
              const panel = shadowRoot?.querySelector("[data-testid='chat-interface']");
              return Boolean(panel?.contains(shadowRoot?.activeElement ?? null));
            });
            expect(isInside, `${key} ${step}`).toBe(true);
          }
        }
        await page.keyboard.press("Escape");
        await expect(widget.trigger).toBeFocused();
      });
    });
  }
});

test.describe("looks", () => {
  test.use({ contextOptions: { reducedMotion: "reduce" } });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`bubble, waiting and failure meet WCAG 2.2 AA in the ${colorScheme} theme`, async ({
      page,
      hostPage,
      allowMessages,
    }) => {
      allowMessages(/net::ERR_FAILED/, /CarBot: .*Failed to fetch dynamically imported module/);
      await page.emulateMedia({ colorScheme });
      hostPage.content = { body: tag('data-label="Fragen?" data-primary-color="#ffd400"') };
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await expect(widget.trigger).toBeVisible();
      await expectAccessible(page, { part: "[data-carbot-widget]", look: "closed" });
      let fail = () => {};
      const held = new Promise<void>((resolve) => {
        fail = resolve;
      });
      await page.route(`${url}/widget/**`, async (route) => {
        await held;
        await route.abort();
      });
      await widget.trigger.click();
      await expect(widget.panel.getByRole("status")).toBeVisible();
      await expectAccessible(page, { part: "[data-carbot-widget]", look: "waiting" });
      fail();
      await expect(widget.alert).toBeVisible();
      await expectAccessible(page, { part: "[data-carbot-widget]", look: "failed" });
      await page.unroute(`${url}/widget/**`);
      await widget.retry.click();
      await expect(widget.replies).toHaveCount(1);
      await expectAccessible(page, { part: "[data-carbot-widget]", look: "open" });
    });
  }

  test("every primary colour can be read", async ({ page, hostPage }) => {
    const widget = new Widget(page);
    for (const color of ["#ffffff", "#000000", "#ffd400", "#7f7f7f", "#e4002b", "#00a0ff", "#0f0", "not a colour"]) {
      hostPage.content = { body: tag(`data-label="Fragen?" data-primary-color="${color}"`) };
      await page.goto(hostPage.url);
      const contrast = await widget.trigger.evaluate((it) => {
        const { color, backgroundColor } = getComputedStyle(it);
        const [light, dark] = [color, backgroundColor]
          .map((text) => {
            const [red = 0, green = 0, blue = 0] = (text.match(/\d+/g) ?? []).map((digits) => {
              const part = Number(digits) / 255;
              return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
          })
          .sort((one, other) => other - one);
        return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
      });
      expect(contrast, color).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("nothing moves for those who asked for stillness", async ({ page, hostPage }) => {
    hostPage.content = { body: DEMO_TAG };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.open();
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await expect(widget.trigger).toHaveCSS("transition-property", "none");
    await expect(widget.trigger).toHaveCSS("animation-name", "none");
  });

  for (const root of ['lang="ar" dir="rtl"', 'lang="he"']) {
    test(`the chat on a page with ${root} reads well`, async ({ page, hostPage }) => {
      hostPage.content = { root, head: "<style>body { direction: rtl }</style>", body: tag('data-locale="de" data-label="Fragen?"') };
      await page.goto(hostPage.url);
      const widget = new Widget(page);
      await expect(widget.trigger).toHaveCSS("direction", "rtl");
      await expect(widget.trigger).toBeInViewport({ ratio: 1 });
      await expectNoHorizontalOverflow(page);
      await widget.open();
      await widget.ask("Wo finde ich Sie?");
      await expect(widget.panel).toBeInViewport({ ratio: 1 });
      // The words are German, whatever is around.
      await expect(widget.replies.first()).toHaveCSS("direction", "ltr");
      await expectNoHorizontalOverflow(page);
    });
  }

  test("theme, language and label follow the tag and the SDK", async ({ page, hostPage }) => {
    hostPage.content = { body: `${LISTENING}${tag('data-theme="dark" data-locale="en" data-label="Questions?"')}` };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await expect(widget.trigger).toHaveAccessibleName("Questions?");
    await call(page, "open");
    await expect(widget.trigger).toHaveAccessibleName("Close chat");
    await call(page, "close");
    // What the business does not speak it says in its own language, once it has been asked.
    await call(page, "destroy");
    hostPage.content = { body: `${LISTENING}${tag('data-theme="dark" data-locale="tr"')}` };
    await page.reload();
    await expect(widget.trigger).toHaveAccessibleName("Sohbeti aç");
    await call(page, "setLocale", "de-AT");
    await expect(widget.trigger).toHaveAccessibleName("Chat öffnen");
    await widget.trigger.click();
    await expect(widget.panel).toHaveCSS("background-color", "rgb(21, 24, 30)");
    await call(page, "setTheme", "light");
    await expect(widget.panel).toHaveCSS("background-color", "rgb(255, 255, 255)");
    await call(page, "toggle");
    await expect(widget.panel).toBeHidden();
    expect(await heard(page)).toEqual(["ready", "open", "close"]);
  });
});

test("a browser goes back to a page that works", async ({ page, hostPage }) => {
  hostPage.content = { body: DEMO_TAG };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await page.goto(`${url}/healthz`);
  await page.goBack();
  await expect(widget.trigger).toBeVisible();
  await expect(widget.host).toHaveCount(1);
  // A page out of the browser's cache shows the chat still.
  if (await widget.panel.isHidden()) await widget.trigger.click();
  await expect(widget.replies).toHaveCount(1);
});
