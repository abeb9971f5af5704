import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { type APIResponse, type BrowserContext, expect } from "@playwright/test";
import { environment } from "./environment";

/** Somebody with a business. */
export interface Account {
  email: string;
  password: string;
  companyName: string;
}

/** A client key as it is shown once. */
export interface NewKey {
  key: string;
  snippet: string;
}

/** A short text that no other test uses. */
export function unique(): string {
  return randomUUID().slice(0, 8);
}

/** Data for an account that does not exist yet. */
export function newAccount(): Account {
  const id = unique();
  return {
    email: `inhaber-${id}@werkstatt.example`,
    password: `ein langer Satz ${id}`,
    companyName: `Werkstatt ${id}`,
  };
}

/**
 * Sends what a form of the dashboard sends, with the cookies of the context. For preparing a test;
 * what a test is about it does in the browser.
 */
async function submit(
  context: BrowserContext,
  name: string,
  form: Record<string, string>,
): Promise<APIResponse> {
  const response = await context.request.post(`${environment.url}/fn/${name}`, { form });
  expect(response.status(), `${name}: ${await response.text()}`).toBe(200);
  return response;
}

/** Registers an account; the context is signed in afterwards. */
export async function register(context: BrowserContext, account: Account): Promise<void> {
  await submit(context, "register", {
    email: account.email,
    password: account.password,
    company_name: account.companyName,
  });
}

/** Puts an account on the plan that has websites, as an operator does. */
export function upgrade(account: Account): void {
  // An environment of its own: carbot refuses settings that it does not know.
  const env = { PATH: process.env.PATH ?? "", CARBOT_DATA_DIR: environment.dataDir };
  execFileSync(environment.binary, ["admin", "set-plan", account.email, "premium"], { env });
}

/** Signs the context in. */
export async function signIn(
  context: BrowserContext,
  account: Pick<Account, "email" | "password">,
): Promise<void> {
  await submit(context, "log_in", { email: account.email, password: account.password });
}

/** Signs the context in as the owner of the demo business. */
export async function signInAsDemoOwner(context: BrowserContext): Promise<void> {
  await signIn(context, { email: environment.demoEmail, password: environment.demoPassword });
}

/** Makes a test key of the account that the context is signed in with. */
export async function createTestKey(context: BrowserContext): Promise<NewKey> {
  const form = { domain: "localhost", environment: "test", description: "" };
  const response = await submit(context, "create_client_key", form);
  return (await response.json()) as NewKey;
}

/** Says something in the chat, as a visitor without a browser. */
export async function sendMessage(
  context: BrowserContext,
  clientKey: string,
  sessionId: string,
  message: string,
): Promise<void> {
  const response = await context.request.post(`${environment.url}/api/v1/widget/chat`, {
    data: { client_key: clientKey, session_id: sessionId, message },
  });
  expect(response.status(), await response.text()).toBe(200);
}
