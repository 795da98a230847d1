/** Talking to /api as whoever is signed in: bearer token, and one renewal when it has run out. */
import { currentToken } from "./account.ts";
import { readAnswer, sendRequest, type ApiRequest } from "./send-request.ts";
import { renewAccount } from "./sign-in.ts";

export type ApiCall<Answer> = ApiRequest & {
  /** Checks the answer's shape; throws when it is another. */
  read: (answer: unknown) => Answer;
};

/** Throws an ApiProblem, whose message is for people. */
export async function callApi<Answer>(path: string, call: ApiCall<Answer>): Promise<Answer> {
  const response = await sendRequest(path, call, currentToken());
  const isExpired = response.status === 401 && currentToken() !== null;
  if (isExpired && (await renewAccount())) return readAnswer(await sendRequest(path, call, currentToken()), call.read);
  return readAnswer(response, call.read);
}
