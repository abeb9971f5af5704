import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { environment } from "../environment";
import { expect, test } from "../fixtures";
import { Widget } from "../pages/widget";

const ROOT = path.join(__dirname, "../..");
const EXAMPLES = path.join(ROOT, "examples/widget");
const MODULES = path.join(ROOT, "end2end/node_modules");
const GUIDE = readFileSync(path.join(ROOT, "docs/widget.md"), "utf8");

/** The code blocks of one language, on the server and with the key of these tests. */
function blocks(language: string): string[] {
  return [...GUIDE.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, code = ""]) =>
    code
      .replaceAll("https://chat.example.com", environment.url)
      .replaceAll(/cb_prod_[a-f0-9]{32}/g, environment.demoKey),
  );
}

/** A script for browsers, of modules as a bundler of the customer would make it. */
function bundle(source: string): string {
  return execFileSync(
    path.join(MODULES, ".bin/esbuild"),
    ["--bundle", "--format=esm", "--jsx=automatic", "--loader=tsx", "--log-level=error", '--define:process.env.NODE_ENV="development"',
      "--define:__VUE_OPTIONS_API__=true", "--define:__VUE_PROD_DEVTOOLS__=false", "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false"],
    { input: source, cwd: EXAMPLES, env: { PATH: process.env.PATH ?? "", NODE_PATH: MODULES }, encoding: "utf8", maxBuffer: 32 << 20 },
  );
}

const OPTIONS = JSON.stringify({ server: environment.url, clientKey: environment.demoKey, label: "Fragen?" });

test("the examples have no type errors", () => {
  const tsc = path.join(MODULES, "typescript/bin/tsc");
  expect(() => execFileSync(process.execPath, [tsc, "--project", EXAMPLES], { encoding: "utf8" })).not.toThrow();
});

test("the guide shows the examples as they are", () => {
  for (const name of ["carbot.ts", "CarBotChat.tsx", "useCarBot.ts"]) {
    expect(GUIDE).toContain(`\`\`\`${path.extname(name).slice(1)}\n${readFileSync(path.join(EXAMPLES, name), "utf8")}\`\`\``);
  }
});

test("every HTML of the guide shows the chat", async ({ page, hostPage }) => {
  const snippets = blocks("html");
  expect(snippets.length).toBeGreaterThanOrEqual(2);
  for (const body of snippets) {
    hostPage.content = { body };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    await widget.open();
    await expect(widget.host).toHaveCount(1);
  }
});

test("the guide's calls work before the script has loaded", async ({ page, hostPage }) => {
  const [script] = blocks("js");
  const [tag] = blocks("html");
  hostPage.content = { body: `<script>${script}</script>${tag}` };
  await page.goto(hostPage.url);
  const widget = new Widget(page);
  await widget.open();
  await expect(widget.input).toHaveValue("Was kostet ein Ölwechsel?");
});

test("the button of the WordPress shortcode opens the chat, also before it has loaded", async ({ page, hostPage }) => {
  const opener = readFileSync(path.join(ROOT, "deploy/wordpress/carbot/assets/open.js"), "utf8");
  const [tag = ""] = blocks("html");
  hostPage.content = {
    body: `<button data-carbot-open="Was kostet &quot;Räder wechseln&quot;?">Fragen</button><script>${opener}</script>
      <script>const tag = document.createElement("template"); tag.innerHTML = ${JSON.stringify(tag).replaceAll("</", "<\\/")};
        window.load = () => {
          const script = document.createElement("script");
          for (const { name, value } of tag.content.firstElementChild.attributes) script.setAttribute(name, value);
          document.head.append(script);
        };</script>`,
  };
  await page.goto(hostPage.url);
  const button = page.getByRole("button", { name: "Fragen" });
  await button.click();
  await page.evaluate(() => (window as unknown as { load(): void }).load());
  const widget = new Widget(page);
  await expect(widget.input).toHaveValue('Was kostet "Räder wechseln"?');
  await widget.input.fill("");
  await page.keyboard.press("Escape");
  await expect(widget.panel).toBeHidden();
  await button.click();
  await expect(widget.panel).toBeVisible();
  await expect(widget.input).toHaveValue('Was kostet "Räder wechseln"?');
});

for (const [name, source] of Object.entries({
  "React in strict mode": `
    import { StrictMode } from "react";
    import { createRoot } from "react-dom/client";
    import { CarBotChat } from "./CarBotChat";
    let root;
    window.mount = () => {
      root = createRoot(document.querySelector("#app"));
      root.render(<StrictMode><CarBotChat {...${OPTIONS}} /></StrictMode>);
    };
    window.unmount = () => root.unmount();
    window.mount();`,
  Vue: `
    import { createApp, h } from "vue";
    import { useCarBot } from "./useCarBot";
    let app;
    window.mount = () => {
      app = createApp({ setup() { useCarBot(${OPTIONS}); return () => h("p", "Vue"); } });
      app.mount("#app");
    };
    window.unmount = () => app.unmount();
    window.mount();`,
})) {
  test(`the example for ${name} shows the chat and takes it away`, async ({ page, hostPage }) => {
    hostPage.content = { body: `<div id="app"></div><script type="module">${bundle(source)}</script>` };
    await page.goto(hostPage.url);
    const widget = new Widget(page);
    const call = (name: "mount" | "unmount") =>
      page.evaluate((name) => (window as unknown as Record<string, () => void>)[name]?.(), name);
    await expect(widget.trigger).toHaveAccessibleName("Fragen?");
    await widget.open();
    await expect(widget.host).toHaveCount(1);
    await call("unmount");
    await expect(widget.host).toHaveCount(0);
    expect(await page.evaluate(() => "CarBot" in window)).toBe(false);
    await call("mount");
    await widget.open();
    await expect(widget.host).toHaveCount(1);

    // Gone before it came.
    await call("unmount");
    await call("mount");
    await call("unmount");
    await page.waitForLoadState("networkidle");
    await expect(widget.host).toHaveCount(0);
  });
}
