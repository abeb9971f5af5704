/** The running CarBot that the tests talk to, as `cargo xtask e2e` started it. */

const NAMES = {
  url: "CARBOT_URL",
  siteUrl: "CARBOT_SITE_URL",
  pageUrl: "CARBOT_PAGE_URL",
  demoEmail: "CARBOT_DEMO_EMAIL",
  demoPassword: "CARBOT_DEMO_PASSWORD",
  demoKey: "CARBOT_DEMO_KEY",
  binary: "CARBOT_BINARY",
  dataDir: "CARBOT_DATA_DIR",
} as const;

export interface Environment {
  /** Origin of the dashboard: `http://localhost:PORT`. */
  url: string;
  /** Origin of the sample customer's website, another one than `url`. */
  siteUrl: string;
  /** Origin of the demo business's landing page: `http://demo.localhost:PORT`. */
  pageUrl: string;
  demoEmail: string;
  demoPassword: string;
  /** Client key of the sample website. */
  demoKey: string;
  /** The program itself, for what only operators do. */
  binary: string;
  /** Where the running server keeps its data. */
  dataDir: string;
}

function readEnvironment(): Environment {
  const missing = Object.values(NAMES).filter((name) => !process.env[name]);
  if (missing.length > 0) {
    const error = new Error(
      `These tests need a running CarBot, so start them with \`cargo xtask e2e\`; the environment lacks ${missing.join(", ")}.`,
    );
    // A stack would say nothing more and bury the sentence.
    error.stack = error.message;
    throw error;
  }
  const entries = Object.entries(NAMES).map(([key, name]) => [key, process.env[name]]);
  return Object.fromEntries(entries) as Environment;
}

export const environment = readEnvironment();
