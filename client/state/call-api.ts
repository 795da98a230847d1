/** Calls /api as the signed-in person: with the bearer token, renewed once when it has expired. */
import { currentToken } from "./account.ts";
import { readAnswer, readLines, sendRequest, type ApiRequest } from "./send-request.ts";
import { renewAccount } from "./sign-in.ts";

export type ApiCall<Answer> = ApiRequest & {
  /** Parses the response; throws when its shape is wrong. */
  read: (answer: unknown) => Answer;
};

/** Rejects with an ApiProblem, whose message is for people. */
export async function callApi<Answer>(path: string, call: ApiCall<Answer>): Promise<Answer> {
  return readAnswer(await sendAsMe(path, call), call.read);
}

/** The same for responses that arrive line by line. */
export async function* callLines<Line>(path: string, call: ApiCall<Line>): AsyncGenerator<Line> {
  yield* readLines(await sendAsMe(path, call), call.read);
}

/** The same for a text file. */
export const callText = async (path: string): Promise<string> => (await callFile(path)).text();

/** The same for a file of any kind. */
export async function callBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await callFile(path)).arrayBuffer());
}

async function callFile(path: string): Promise<Response> {
  const response = await sendAsMe(path, {});
  if (!response.ok) await readAnswer(response, () => null);
  return response;
}

async function sendAsMe(path: string, call: ApiRequest): Promise<Response> {
  const response = await sendRequest(path, call, currentToken());
  const isExpired = response.status === 401 && currentToken() !== null;
  return isExpired && (await renewAccount()) ? sendRequest(path, call, currentToken()) : response;
}
