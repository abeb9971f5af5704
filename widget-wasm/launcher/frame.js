// The chat in a document of our own, for pages whose policy lets no WebAssembly run: the launcher
// opens it in an iframe (loadFrame) and the two exchange arrays of plain values. Which pages may
// do that says the server, by `frame-ancestors`; the first page that speaks is the one answered.
(async () => {
  const FILL = `
    :host { inset: 0 !important; width: auto !important }
    .root .panel {
      position: fixed;
      inset: 0;
      margin: 0;
      padding: 0;
      width: auto;
      height: auto;
      border: 0;
      border-radius: 0;
      box-shadow: none;
      visibility: visible;
      opacity: 1;
      transform: none;
      transition: none;
    }
  `;
  // Nothing to say to nobody: whoever opens the address by itself sees an empty page.
  if (parent === window) return;
  let page = "*";
  const say = (name, detail) => parent.postMessage([name, detail], page);
  // Before everything that takes time.
  say("alive");
  const sheet = (text) => {
    const styles = new CSSStyleSheet();
    styles.replaceSync(text);
    return styles;
  };

  let bundle;
  try {
    bundle = await import("./__CARBOT_BUNDLE__/carbot_widget.js");
    const module = new URL("__CARBOT_BUNDLE__/carbot_widget_bg.wasm", import.meta.url);
    await bundle.default({ module_or_path: module });
  } catch (error) {
    return say("failed", String(error));
  }

  const root = document.createElement("div");
  const panel = document.createElement("section");
  let address;
  let chat;
  const start = ({ styles, ...options }) => {
    const host = document.createElement("carbot-widget");
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet(styles), sheet(FILL)];
    panel.className = "panel";
    panel.tabIndex = -1;
    root.append(panel);
    shadow.append(root);
    document.body.append(host);
    // Requests go to the server this document came from, whatever the page says.
    chat = bundle.mount(
      panel,
      {
        ...options,
        origin: location.origin,
        get pageUrl() {
          return address;
        },
      },
      say,
    );
  };

  addEventListener("message", (event) => {
    if (event.source !== parent || (page !== "*" && event.origin !== page)) return;
    const [name, value, look, style, pageUrl] = event.data;
    page = event.origin;
    address = pageUrl;
    root.className = look;
    root.style.cssText = style;
    document.documentElement.style.colorScheme = root.classList.contains("dark") ? "dark" : "light";
    if (name !== "mount") chat?.command(name, value);
    else if (!chat) start(value);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) say("close");
  });
  say("loaded");
})();
