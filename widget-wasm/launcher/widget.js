// CarBot launcher: the bubble on a customer's website.
//
// It stores nothing and requests nothing until the visitor opens the chat or the page calls the
// SDK; then it loads the chat itself (docs/adr/0004-widget-bundle.md) into the same shadow root.
// Nothing here may throw into the page, need a style attribute, or parse HTML from text.
//
// The build puts the folder of the bundle in place of the name below, and drops indentation and
// lines that begin with two slashes: every comment has its own line, and no text depends on
// indentation.
(() => {
  "use strict";
  const BUNDLE = "__CARBOT_BUNDLE__";
  const PRIMARY = "#0f62fe";
  const THEMES = ["light", "dark", "auto"];
  const POSITIONS = ["bottom-right", "bottom-left", "center"];
  // Milliseconds until a visitor is told that the chat does not load.
  const PATIENCE = 20000;
  // Where the panel takes the whole window: phones, also on their side, and great magnification.
  const SMALL = "(max-width: 480px), (max-height: 420px)";

  // Open, close, loading, failed, retry.
  const TEXTS = {
    de: ["Chat öffnen", "Chat schließen", "Chat wird geladen …", "Der Chat lässt sich gerade nicht laden.", "Erneut versuchen"],
    en: ["Open chat", "Close chat", "Chat is loading …", "The chat cannot be loaded right now.", "Try again"],
    tr: ["Sohbeti aç", "Sohbeti kapat", "Sohbet yükleniyor …", "Sohbet şu anda yüklenemiyor.", "Tekrar dene"],
  };

  const ICON_CHAT =
    "M12 3.8c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-1 0-2-.1-2.9-.4-1.2.9-2.7 1.5-4.4 1.7.7-.9 1.1-2 1.2-3.1C4.1 16 3 13.9 3 11.5c0-4.300 4-7.7 9-7.7zM8.2 11.5h.01M12 11.5h.01M15.8 11.5h.01";
  const ICON_CLOSE = "M6 6l12 12M18 6L6 18";

  // What the host element says is said with !important: inside a shadow root that wins over any
  // rule of the page, even `* { all: unset !important }`.
  // Colours and everything else that only the chat itself needs come with the bundle.
  const STYLES = `
    :host {
      all: initial !important;
      display: block !important;
      position: fixed !important;
      z-index: var(--carbot-z-index, 2147483000) !important;
      bottom: calc(var(--carbot-offset-y, 20px) + env(safe-area-inset-bottom)) !important;
      right: calc(var(--carbot-offset-x, 20px) + env(safe-area-inset-right)) !important;
      width: fit-content !important;
    }
    :host([data-position="bottom-left"]) {
      right: auto !important;
      left: calc(var(--carbot-offset-x, 20px) + env(safe-area-inset-left)) !important;
    }
    :host([data-position="center"]) {
      right: 0 !important;
      left: 0 !important;
      margin: 0 auto !important;
    }
    :host([hidden]) { display: none !important }
    * { box-sizing: border-box; margin: 0; padding: 0 }
    .root {
      --surface: #fff;
      --ink: #161a20;
      --link: var(--link-light);
      --width: min(400px, 100vw - 2 * var(--carbot-offset-x, 20px));
      color: var(--ink);
      color-scheme: light;
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif;
      -webkit-text-size-adjust: 100%;
      text-align: start;
    }
    .dark {
      --surface: #15181e;
      --ink: #eceff4;
      --link: var(--link-dark);
      color-scheme: dark;
    }
    button { font: inherit; cursor: pointer; border: 1px solid transparent; touch-action: manipulation }
    svg { display: block; width: 100%; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
    .trigger, .retry { background: var(--primary); color: var(--on-primary); font-weight: 600 }
    .trigger {
      position: relative;
      display: flex;
      align-items: center;
      gap: 9px;
      height: 60px;
      padding: 0 15px;
      border-radius: 30px;
      box-shadow: inset 0 0 0 1px rgb(255 255 255 / .14), 0 1px 3px rgb(16 24 40 / .16), 0 10px 28px -6px rgb(16 24 40 / .4);
      transition: transform .2s;
      animation: pop .36s cubic-bezier(.2, .9, .3, 1.15);
    }
    .trigger:hover { transform: translateY(-2px) }
    .trigger:active { transform: scale(.96) }
    .icons { display: grid; width: 28px }
    .icons svg { grid-area: 1/1; transition: opacity .2s, transform .2s }
    .icons svg + svg, .open .icons svg { opacity: 0; transform: rotate(-45deg) scale(.6) }
    .open .icons svg + svg { opacity: 1; transform: none }
    .label:empty, .badge:empty, .open .label { display: none }
    .panel {
      position: absolute;
      bottom: 76px;
      right: 0;
      display: flex;
      flex-direction: column;
      width: var(--width);
      height: min(660px, 100dvh - var(--carbot-offset-y, 20px) - 96px);
      overflow: hidden;
      border: 1px solid transparent;
      border-radius: 20px;
      background: var(--surface);
      background-clip: padding-box;
      box-shadow: 0 0 0 1px rgb(128 138 154 / .22), 0 4px 12px -2px rgb(16 24 40 / .1), 0 24px 56px -12px rgb(16 24 40 / .34);
      outline: 0;
      visibility: hidden;
      opacity: 0;
      transform: translateY(14px);
      transition: .2s;
    }
    :host([data-position="bottom-left"]) .panel { right: auto; left: 0 }
    :host([data-position="center"]) .panel { right: 50%; margin-right: calc(var(--width) / -2) }
    .open .panel { visibility: visible; opacity: 1; transform: none; transition: opacity .2s, transform .3s cubic-bezier(.2, .8, .2, 1) }
    .icon { flex: none; align-self: end; width: 42px; height: 42px; padding: 9px; border-radius: 12px; background: none; color: inherit }
    .panel > .icon { margin: 14px 10px }
    .shell { flex: 1; display: grid; place-content: center; justify-items: center; gap: 18px; padding: 36px; text-align: center }
    .retry { padding: 9px 20px; border-radius: 20px }
    .spinner { width: 28px; height: 28px; border: 3px solid var(--link); border-top-color: transparent; border-radius: 50%; animation: turn 1s linear infinite }
    @keyframes turn { to { transform: rotate(1turn) } }
    @keyframes pop { from { opacity: 0; transform: scale(.6) } }
    iframe { flex: 1; border: 0 }
    @media ${SMALL} {
      .open .trigger { visibility: hidden }
      .root .panel {
        position: fixed;
        inset: var(--top, 0) 0 auto;
        margin: 0;
        width: auto;
        height: var(--height, 100dvh);
        padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
        border: 0;
        border-radius: 0;
      }
    }
    @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important } }
    @media print { :host { display: none !important } }
  `;

  // Runs `action` so that nothing it does wrong reaches the page.
  const safely = (action) => (...values) => {
    try {
      return action(...values);
    } catch (error) {
      console.warn("CarBot:", error);
    }
  };

  const element = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
  };

  const icon = (shape) => {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", shape);
    svg.append(path);
    return svg;
  };

  // Contrast of colours as WCAG 2.2 defines it; a colour is an array of red, green and blue.
  const readColor = (text) => {
    const digits = /^#([\da-f]{3}|[\da-f]{6})$/i.exec((text || "").trim())?.[1];
    return digits?.match(digits.length === 3 ? /./g : /../g).map((it) => parseInt(it.length === 1 ? it + it : it, 16));
  };
  const luminance = (color) => {
    const [red, green, blue] = color.map((it) => {
      const part = it / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  // `color`, moved towards `goal` until it can be read on `ground`.
  const readable = (color, goal, ground) => {
    let mixed = color;
    for (let step = 1; step <= 20 && contrast(mixed, ground) < 4.6; step++) {
      mixed = color.map((it, index) => Math.round(it + ((goal[index] - it) * step) / 20));
    }
    return mixed;
  };
  const WHITE = [255, 255, 255];
  const BLACK = [0, 0, 0];

  // One download for all widgets of the page. A failed one is tried again under another name,
  // because browsers remember that a module failed.
  let bundle;
  let failures = 0;
  const loadBundle = (origin) => {
    const folder = `${origin}/widget/${BUNDLE}/carbot_widget`;
    bundle ??= import(`${folder}.js${failures ? `?retry=${failures}` : ""}`)
      .then((module) => module.default({ module_or_path: `${folder}_bg.wasm` }).then(() => module))
      .catch((error) => {
        bundle = undefined;
        failures++;
        throw error;
      });
    return bundle;
  };

  // Whether the page's policy lets this browser compile WebAssembly, here the smallest module there is.
  const canCompile = () => {
    try {
      return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    } catch {}
  };

  const createWidget = (script) => {
    const data = script.dataset;
    const { clientKey } = data;
    const { origin } = new URL(script.src);
    const given = (value, values) => (values.includes(value) ? value : undefined);
    const listeners = {};
    // Ends every listener of the widget at once.
    const life = new AbortController();
    const listen = (target, name, action) => target?.addEventListener(name, safely(action), { signal: life.signal });
    const systemDark = matchMedia("(prefers-color-scheme: dark)");
    let theme = given(data.theme, THEMES);
    let shownTheme = theme;
    let locale = data.locale || document.documentElement.lang || navigator.language || "";
    let isOpen = false;
    let isReady = false;
    let unread = 0;
    let returns = 0;
    let user;
    let pageUrl;
    let timer;
    // Whether the page's policy has refused something of ours.
    let isRefused;
    // The loaded bundle, its chat, and the commands that wait for it.
    let module;
    let chat;
    let commands = [];

    const options = {
      ...data,
      origin,
      domain: location.hostname,
      primaryColor: readColor(data.primaryColor) && data.primaryColor,
      userAgent: navigator.userAgent,
      get locale() {
        return locale;
      },
      // Without query and fragment: they may hold what is nobody's business.
      get pageUrl() {
        return pageUrl || location.origin + location.pathname;
      },
    };

    const host = element("carbot-widget", { "data-carbot-widget": "" });
    const shadow = host.attachShadow({ mode: "open" });
    const badge = element("span", { class: "badge", "aria-hidden": true });
    const trigger = element(
      "button",
      { class: "trigger", type: "button", "data-testid": "chat-widget-trigger", "aria-haspopup": "dialog" },
      element("span", { class: "icons" }, icon(ICON_CHAT), icon(ICON_CLOSE)),
      element("span", { class: "label" }, data.label || ""),
      badge,
    );
    const panel = element("section", {
      class: "panel",
      role: "dialog",
      tabindex: -1,
      "data-testid": "chat-interface",
      "aria-label": data.label || "Chat",
    });
    const root = element("div", { class: "root" }, panel, trigger);
    const styles = new CSSStyleSheet();
    styles.replaceSync(STYLES);
    shadow.adoptedStyleSheets = [styles];
    shadow.append(root);

    const text = (index) => (TEXTS[locale.slice(0, 2).toLowerCase()] || TEXTS.en)[index];

    const describe = () => {
      const name = isOpen ? text(1) : data.label || text(0);
      trigger.setAttribute("aria-label", unread ? `${name} (${unread})` : name);
      trigger.setAttribute("aria-expanded", isOpen);
      badge.textContent = unread || "";
    };

    const applyTheme = () => {
      root.classList.toggle("dark", shownTheme === "dark" || (shownTheme !== "light" && systemDark.matches));
      // Nothing to the chat, but a frame shows what comes with it.
      if (chat) command("look");
    };

    const applyPosition = (value) => {
      host.dataset.position = given(data.position, POSITIONS) || value;
    };

    const applyColor = (value) => {
      const color = readColor(value) || readColor(PRIMARY);
      const set = (name, channels) => root.style.setProperty(name, `rgb(${channels})`);
      set("--primary", color);
      set("--on-primary", contrast(color, WHITE) < 4.5 ? BLACK : WHITE);
      set("--link-light", readable(color, BLACK, [242, 244, 247]));
      set("--link-dark", readable(color, WHITE, [33, 38, 47]));
    };

    const fire = (name, detail) => {
      for (const listener of [...(listeners[name] || [])]) safely(listener)(detail);
    };

    const command = (name, value) => {
      if (chat) chat.command(name, value && String(value));
      else commands.push([name, value]);
    };

    // What the panel shows until the chat is there.
    const showShell = (...content) => {
      const close = element("button", { class: "icon", type: "button", "aria-label": text(1) }, icon(ICON_CLOSE));
      listen(close, "click", api.close);
      panel.replaceChildren(close, element("div", { class: "shell" }, ...content));
    };

    const fail = (error) => {
      clearTimeout(timer);
      timer = 0;
      console.warn("CarBot:", error);
      const retry = element("button", { class: "retry", type: "button" }, text(4));
      listen(retry, "click", () => {
        panel.focus();
        load();
      });
      showShell(element("p", { role: "alert" }, text(3)), retry);
      fire("error", { code: "load_failed", message: String(error) });
    };

    // What the chat says to the page.
    const hear = safely((name, detail) => {
      if (name === "close") return api.close();
      if (name === "config") {
        applyColor(detail.primaryColor);
        applyPosition(detail.position);
        shownTheme = theme || detail.theme;
        applyTheme();
        locale = detail.locale;
        return describe();
      }
      if (name === "unread") {
        unread = detail;
        describe();
      }
      // Later, so that a listener may destroy the chat that is speaking.
      queueMicrotask(() => fire(name, name === "booking" || name === "handoff" ? { user } : detail));
    });

    // The chat in a document of our own, where the page's policy does not let it run here. Looks
    // like the loaded bundle; launcher/frame.js is the other side.
    const loadFrame = () =>
      new Promise((resolve, reject) => {
        const frame = element("iframe", { src: `${origin}/widget/frame?key=${encodeURIComponent(clientKey)}`, title: "Chat", hidden: "" });
        let isAlive;
        const tell = (name, value) => {
          if (name === "open" && !value) frame.focus();
          frame.contentWindow?.postMessage([name, value, root.className, root.style.cssText, options.pageUrl], origin);
        };
        listen(window, "message", (event) => {
          if (event.origin !== origin || event.source !== frame.contentWindow) return;
          const [name, detail] = event.data;
          isAlive = true;
          if (name === "failed") reject(detail);
          else if (name !== "loaded") hear(name, detail);
          else {
            resolve({
              mount() {
                for (const node of [...panel.children]) if (node !== frame) node.remove();
                frame.hidden = false;
                tell("mount", { ...options, styles: STYLES });
                return { command: tell };
              },
              destroy() {},
            });
          }
        });
        // A document that was refused counts as loaded, but says nothing.
        listen(frame, "load", () => {
          if (chat || isAlive) return;
          clearTimeout(timer);
          timer = setTimeout(safely(fail), 3000, "refused");
        });
        panel.append(frame);
      });

    const load = () => {
      if (chat || timer) return;
      showShell(element("div", { class: "spinner" }), element("p", { role: "status" }, text(2)));
      timer = setTimeout(safely(fail), PATIENCE, "timeout");
      const isFramed = isRefused || !canCompile();
      (isFramed ? loadFrame() : loadBundle(origin)).then((loaded) => {
        if (chat || life.signal.aborted) return;
        module = loaded;
        chat = module.mount(panel, options, hear);
        clearTimeout(timer);
        for (const call of commands) command(...call);
        commands = [];
      }).catch((error) => {
        clearTimeout(timer);
        if (chat || life.signal.aborted) return;
        // A moment later, since the browser reports what the policy refused after refusing it.
        timer = setTimeout(safely(() => {
          timer = 0;
          if (isFramed || !isRefused) fail(error);
          else load();
        }), 50);
      });
    };

    const open = (manner) => {
      if (isOpen) return;
      isOpen = true;
      host.hidden = false;
      root.classList.add("open");
      describe();
      load();
      if (!chat && !manner) panel.focus();
      command("open", manner);
      fire("open");
    };

    const methods = {
      open: () => open(),
      close() {
        if (!isOpen) return;
        const hadFocus = panel.contains(shadow.activeElement);
        isOpen = false;
        root.classList.remove("open");
        describe();
        command("close");
        if (hadFocus) trigger.focus();
        fire("close");
      },
      toggle: () => (isOpen ? api.close() : open()),
      show() {
        host.hidden = false;
      },
      hide() {
        api.close();
        host.hidden = true;
      },
      send(message) {
        open();
        command("send", message);
      },
      prefill: (message) => command("prefill", message),
      setUser(value) {
        // One person's conversation is not continued by another.
        if (user && user.id !== value?.id) api.reset();
        user = value;
      },
      setLocale(value) {
        locale = String(value);
        describe();
        command("locale", locale);
      },
      setTheme(value) {
        theme = shownTheme = given(value, THEMES);
        applyTheme();
      },
      setContext(value) {
        if (value.page_url) pageUrl = String(value.page_url);
        if (value.locale) api.setLocale(value.locale);
      },
      on(name, listener) {
        (listeners[name] ||= new Set()).add(listener);
        if (name === "ready" && isReady) safely(listener)();
      },
      off: (name, listener) => listeners[name]?.delete(listener),
      reset: () => command("reset"),
      destroy() {
        life.abort();
        clearTimeout(timer);
        observer.disconnect();
        host.remove();
        registry.delete(clientKey);
        if (!registry.size) Reflect.deleteProperty(window, "CarBot");
        if (chat) module.destroy(chat);
      },
    };
    const api = {};
    for (const name in methods) {
      api[name] = safely((...values) => {
        if (!life.signal.aborted) methods[name](...values);
      });
    }

    // Puts the widget behind the body: there it outlives whatever replaces the body or moves it, and
    // is put again where a page empties itself. Gives up on one that does so again and again.
    const place = () => {
      const page = document.documentElement;
      if (!document.body || host.isConnected || life.signal.aborted || returns++ > 99) return;
      page.append(host);
      observer.disconnect();
      observe();
      root.dir = getComputedStyle(document.body).direction;
      if (isReady) return;
      isReady = true;
      fire("ready");
      if (data.open !== undefined && data.open !== "false") open("quiet");
    };
    const observer = new MutationObserver(safely(place));
    const observe = () => {
      for (const node of [document, document.documentElement]) observer.observe(node, { childList: true });
    };
    observe();

    listen(trigger, "click", api.toggle);
    listen(systemDark, "change", applyTheme);
    listen(document, "securitypolicyviolation", (event) => {
      isRefused ||= event.blockedURI.startsWith(origin);
    });
    listen(root, "keydown", (event) => {
      if (event.key === "Escape" && isOpen && !event.isComposing) {
        event.stopPropagation();
        api.close();
      }
      // A phone's panel covers the page, so the focus stays in it.
      if (event.key === "Tab" && isOpen && matchMedia(SMALL).matches) {
        const stops = [...panel.querySelectorAll("a, :enabled, [tabindex='0']")].filter((it) => it.offsetParent);
        const [from, to] = event.shiftKey ? [0, -1] : [-1, 0];
        if (shadow.activeElement === stops.at(from)) {
          event.preventDefault();
          stops.at(to).focus();
        }
      }
    });
    // Keeps the panel of a phone above its keyboard.
    const view = window.visualViewport;
    const fit = () => {
      // Who magnifies with two fingers shall see the chat larger, not narrower.
      if (view.scale > 1.1) return;
      root.style.setProperty("--height", `${view.height}px`);
      root.style.setProperty("--top", `${view.offsetTop}px`);
    };
    listen(view, "resize", fit);
    listen(view, "scroll", fit);

    applyColor(data.primaryColor);
    applyPosition(POSITIONS[0]);
    applyTheme();
    describe();
    return { api, place };
  };

  // Widgets by client key, shared by all script tags through `window.CarBot`, whose methods mean
  // the first of them.
  const stub = window.CarBot;
  const registry = stub?.widgets || new Map();

  const publish = (names) => {
    const CarBot = safely((name, ...values) => CarBot[name](...values));
    for (const name of names) {
      CarBot[name] = (...values) => registry.values().next().value?.[name](...values);
    }
    CarBot.widgets = registry;
    CarBot.get = (clientKey) => registry.get(clientKey);
    CarBot.push = safely((call) => CarBot(...call));
    window.CarBot = CarBot;
    // What the page asked for before this script came.
    for (const call of stub?.q || (Array.isArray(stub) ? stub : [])) CarBot.push(call);
  };

  safely(() => {
    const own = document.currentScript;
    // A module has no current script: then every tag of ours is meant.
    const scripts = own?.dataset.clientKey ? [own] : document.querySelectorAll("script[data-client-key][src*='widget.js']");
    for (const script of scripts) {
      const { clientKey } = script.dataset;
      if (registry.has(clientKey)) continue;
      const { api, place } = createWidget(script);
      registry.set(clientKey, api);
      if (!window.CarBot?.widgets) publish(Object.keys(api));
      place();
    }
  })();
})();
