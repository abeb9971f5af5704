import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a customer's website answers with. */
export interface HostPageContent {
  /** Inside of `<body>`. */
  body: string;
  /** Inside of `<head>`. */
  head?: string;
  /** Attributes of `<html>`; German from left to right when missing. */
  root?: string;
  /** `Content-Security-Policy`, if it has one. */
  policy?: string;
}

/** A customer's website on an origin of its own. */
export class HostPage {
  /** What it answers with from now on. */
  content: HostPageContent = { body: "" };

  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      const isPage = request.url === "/";
      response.writeHead(isPage ? 200 : 404, {
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
        ...(this.content.policy ? { "content-security-policy": this.content.policy } : {}),
      });
      response.end(isPage ? document(this.content) : "");
    });
  }

  static async start(): Promise<HostPage> {
    const page = new HostPage();
    await new Promise<void>((resolve) => page.server.listen(0, "127.0.0.1", resolve));
    return page;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function document({ body, head = "", root = 'lang="de"' }: HostPageContent): string {
  return `<!doctype html>
<html ${root}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kfz-Werkstatt</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
<main>
<h1>Kfz-Werkstatt</h1>
<p><a href="#kontakt">Kontakt</a></p>
</main>
${body}
</body>
</html>`;
}
