/** Talking to /api as whoever is signed in: bearer token, and one renewal when it has run out. */
import { currentToken } from "./account.ts";
import { readAnswer, readLines, sendRequest, type ApiRequest } from "./send-request.ts";
import { renewAccount } from "./sign-in.ts";

export type ApiCall<Answer> = ApiRequest & {
  /** Checks the answer's shape; throws when it is another. */
  read: (answer: unknown) => Answer;
};

/** Throws an ApiProblem, whose message is for people. */
export async function callApi<Answer>(path: string, call: ApiCall<Answer>): Promise<Answer> {
  return readAnswer(await sendAsMe(path, call), call.read);
}

/** The same where the answer comes line by line. */
export async function* callLines<Line>(path: string, call: ApiCall<Line>): AsyncGenerator<Line> {
  yield* readLines(await sendAsMe(path, call), call.read);
}

async function sendAsMe(path: string, call: ApiRequest): Promise<Response> {
  const response = await sendRequest(path, call, currentToken());
  const isExpired = response.status === 401 && currentToken() !== null;
  return isExpired && (await renewAccount()) ? sendRequest(path, call, currentToken()) : response;
}
