/** A running server, for commands: signed in, renewing the sign-in when it expires. */
import { SignedIn } from "../schema/messages/account.ts";

export type ServerClient = {
  /** Throws an error whose message is for people. */
  call<Answer>(
    method: string,
    path: string,
    call: { body?: unknown; read: (answer: unknown) => Answer },
  ): Promise<Answer>;
  /** A file, as text. */
  text(path: string): Promise<string>;
};

/** From the environment: `DRAMATIS_URL`, and `DRAMATIS_TOKEN` (a refresh token) or `DRAMATIS_EMAIL` with `DRAMATIS_PASSWORD`. */
export type SignInSettings = Partial<
  Record<"DRAMATIS_URL" | "DRAMATIS_TOKEN" | "DRAMATIS_EMAIL" | "DRAMATIS_PASSWORD", string | undefined>
>;

const HOME = "http://127.0.0.1:2567";

export async function signInToServer(settings: SignInSettings): Promise<ServerClient> {
  const url = (settings.DRAMATIS_URL ?? HOME).replace(/\/$/, "");
  let account = await signIn(url, settings);

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const attempt = () =>
      request(`${url}/api/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${account.token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    const response = await attempt();
    if (response.status !== 401) return response;
    account = await post(url, "auth/refresh", { refreshToken: account.refreshToken });
    return attempt();
  }

  return {
    async call(method, path, { body, read }) {
      const response = await send(method, path, body);
      return read(await answerOf(response));
    },
    async text(path) {
      const response = await send("GET", path);
      if (!response.ok) await answerOf(response);
      return response.text();
    },
  };
}

async function signIn(url: string, settings: SignInSettings): Promise<SignedIn> {
  const { DRAMATIS_TOKEN: refreshToken, DRAMATIS_EMAIL: email, DRAMATIS_PASSWORD: password } = settings;
  if (refreshToken) return post(url, "auth/refresh", { refreshToken });
  if (email && password) return post(url, "auth/login", { email, password });
  throw new Error(
    "Say who you are: set DRAMATIS_EMAIL and DRAMATIS_PASSWORD of a facilitator's account, or DRAMATIS_TOKEN to the refresh token of a sign-in.",
  );
}

const post = async (url: string, path: string, body: object): Promise<SignedIn> =>
  SignedIn.parse(
    await answerOf(
      await request(`${url}/api/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    ),
  );

async function request(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    const { origin } = new URL(address);
    throw new Error(`No server answers at ${origin}. Start it with npm start, or name it in DRAMATIS_URL.`, {
      cause: error,
    });
  }
}

async function answerOf(response: Response): Promise<unknown> {
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (response.ok) return answer;
  const { detail, title } = Object(answer) as { detail?: string; title?: string };
  throw new Error(detail ?? title ?? `The server answered ${response.status} ${response.statusText}.`);
}
