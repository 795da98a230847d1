/**
 * Latency of `POST /api/chat` on a complete server with an instant model: for one person alone, and 200 people at once;
 * then the same with paid calls, so that budgets are reserved and settled.
 */
import { startInstantServer } from "../models/instant-server.ts";
import { sayProgress } from "../say-progress.ts";
import { percentile } from "../world/percentile.ts";
import { prepareOwnServer, type OwnServer } from "../world/own-server.ts";
import { rounded } from "../world/rounded.ts";
import { signInAsGuest } from "../world/sign-in-as-guest.ts";

const PEOPLE = 200;
const PERSONAS = 10;
const WARM_CHATS = 60;
const ALONE_CHATS = 60;
/** Sequential chats of each person. With the calls above, at most what a workspace may make in a minute. */
const CHATS_EACH = 2;

type Speed = { aloneP50Ms: number; p99Ms: number; chatsPerSecond: number };

export async function measureChat(): Promise<object> {
  const model = await startInstantServer();
  try {
    const free = await measureWith({ OPENAI_BASE_URL: model.url, MODEL: "openai/instant" });
    const anthropic = model.url.replace(/\/v1$/, "");
    const paid = await measureWith({ ANTHROPIC_BASE_URL: anthropic, ANTHROPIC_API_KEY: "none" });
    return {
      chatP50Ms: free.aloneP50Ms,
      chatP99Ms: free.p99Ms,
      chatsPerSecondAt200: free.chatsPerSecond,
      withBudgetsChatP50Ms: paid.aloneP50Ms,
      withBudgetsChatP99Ms: paid.p99Ms,
      withBudgetsChatsPerSecondAt200: paid.chatsPerSecond,
    };
  } finally {
    await model.stop();
  }
}

async function measureWith(settings: Record<string, string>): Promise<Speed> {
  const server = await prepareOwnServer(settings);
  try {
    await server.start();
    const chat = await openChat(server);
    sayProgress(`${PEOPLE} people have signed in (${Object.keys(settings)[0]}) …`);
    for (let call = 0; call < WARM_CHATS; call++) await chat(call % PEOPLE);
    const alone: number[] = [];
    for (let call = 0; call < ALONE_CHATS; call++) alone.push(await chat(call % PEOPLE));
    const startedAt = performance.now();
    const times = await Promise.all(
      Array.from({ length: PEOPLE }, async (_, person) => {
        const own: number[] = [];
        for (let call = 0; call < CHATS_EACH; call++) own.push(await chat(person));
        return own;
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const speed = {
      aloneP50Ms: rounded(percentile(alone, 0.5)),
      p99Ms: rounded(percentile(times.flat(), 0.99)),
      chatsPerSecond: rounded((PEOPLE * CHATS_EACH) / seconds, 1),
    };
    sayProgress(JSON.stringify(speed));
    return speed;
  } finally {
    await server.remove();
  }
}

/** @returns sends one message of a person to a persona, in the person's own session, and measures its latency in ms */
async function openChat({ url }: OwnServer): Promise<(person: number) => Promise<number>> {
  const tokens: string[] = [];
  for (let person = 0; person < PEOPLE; person++) tokens.push(await signInAsGuest(url, `Person ${person}`));
  const listed = await fetch(`${url}/api/personas?limit=${PERSONAS}`, { headers: authorised(tokens[0]!) });
  const personas = ((await listed.json()) as { items: { id: string }[] }).items;
  let said = 0;
  return async (person) => {
    const message = `The ${(said += 1)}th loaf I baked with my sister was flat: what would you try?`;
    const body = JSON.stringify({ message, personaId: personas[person % personas.length]!.id, sessionId: "bench" });
    const startedAt = performance.now();
    const answer = await fetch(`${url}/api/chat`, { method: "POST", headers: authorised(tokens[person]!), body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the server answered ${answer.status}: ${text}`);
    return performance.now() - startedAt;
  };
}

const authorised = (token: string) => ({ "content-type": "application/json", authorization: `Bearer ${token}` });
