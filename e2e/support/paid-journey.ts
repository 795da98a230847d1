/** Shared by journeys in a world that costs money, as its admin. */
import type { Locator } from "playwright-core";
import { expect } from "vitest";
import type { SignedIn } from "../../schema/messages/account.ts";
import type { BudgetList } from "../../schema/messages/budget.ts";
import { nearestPersonas } from "./find-body.ts";
import { journey as freeJourney } from "./journey.ts";
import { startPaidWorld, type PaidWorld } from "./start-paid-world.ts";
import { PATIENCE_MS, type VisitorPage } from "./visitor-page.ts";

export type Admin = {
  /** As commands sign in. */
  refreshToken: string;
  call<Answer>(path: string, method?: string, body?: object): Promise<Answer>;
  /** The browser storage of the signed-in admin. */
  storageState: { cookies: []; origins: { origin: string; localStorage: { name: string; value: string }[] }[] };
};

export const paidJourney = freeJourney
  .extend("world", { scope: "file" }, async ({}, { onCleanup }): Promise<PaidWorld> => {
    const world = await startPaidWorld();
    onCleanup(world.close);
    return world;
  })
  /** Once per file, because the link works only once. */
  .extend("admin", { scope: "file" }, async ({ world }): Promise<Admin> => signInAsAdmin(world as PaidWorld))
  /** Two personas join and talk at once; ended after the test, while its pages are still open. */
  .extend("beginTalk", async ({ visit: _, witness }, { onCleanup }) => {
    const talking: VisitorPage[] = [];
    onCleanup(async () => {
      for (const visitor of talking) await visitor.endTalk();
    });
    return async (visitor: VisitorPage, name: string, topic: string): Promise<void> => {
      await visitor.openCircle(topic);
      talking.push(visitor);
      await visitor.invite(...(await nearestPersonas(witness, name, 2)));
      await visitor.page.getByText("3 here").waitFor();
      await visitor.page.getByRole("slider", { name: "Speed" }).fill("10");
      await visitor.say(topic);
    };
  });

export async function signInAsAdmin({ url, adminToken }: Pick<PaidWorld, "url" | "adminToken">): Promise<Admin> {
  let token = "";
  const call = async <Answer>(path: string, method = "GET", body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}/api/${path}`, {
      method,
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return (answer.status === 204 ? null : await answer.json()) as Answer;
  };
  const account = await call<SignedIn>("auth/admin-link", "POST", { token: adminToken });
  token = account.token;
  const kept = (name: string, state: object) => ({ name, value: JSON.stringify({ state, version: 0 }) });
  const localStorage = [
    kept("dramatis.account", { account, lastName: "", colour: "#c96f4a" }),
    kept("dramatis.settings", { picture: "low", showCosts: true }),
  ];
  return {
    refreshToken: account.refreshToken,
    call,
    storageState: { cookies: [], origins: [{ origin: url, localStorage }] },
  };
}

export async function openPage(
  { page, dialog }: VisitorPage,
  name: "Personas" | "Conversations" | "Survey lab" | "Usage" | "Budgets" | "Operator" | "People",
): Promise<Locator> {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `#/${name === "Survey lab" ? "lab" : name.toLowerCase()}`,
  );
  await dialog(name).waitFor();
  return dialog(name);
}

/** Several parts of a page may load at once. */
export const waitUntilLoaded = (page: Locator): Promise<void> =>
  expect.poll(() => page.getByRole("status", { name: "Loading" }).count(), { timeout: PATIENCE_MS }).toBe(0);

export async function closePage({ page, dialog }: VisitorPage, name: string): Promise<void> {
  await page.keyboard.press("Escape");
  await dialog(name).waitFor({ state: "detached" });
}

/** Budgets of earlier tests would stop the talk of this one. */
export async function clearBudgets({ call }: Admin): Promise<void> {
  const { budgets } = await call<BudgetList>("budgets");
  const theirs = budgets.filter(({ isDefault, scope }) => !isDefault && scope !== "session");
  for (const { id } of theirs) await call(`budgets/${id}`, "DELETE");
}
