const HIDDEN = "(key)";

/** A refusal that repeats our key loses it before anybody can read, quote or log it (SPEC A5). */
export async function dropEchoedKey(response: Response, apiKey: string): Promise<Response> {
  if (response.ok || !apiKey) return response;
  const hide = (text: string) => text.replaceAll(apiKey, HIDDEN).replaceAll(encodeURIComponent(apiKey), HIDDEN);
  const { status, statusText } = response;
  const headers = new Headers([...response.headers].map(([name, value]) => [name, hide(value)] as [string, string]));
  // What was packed or counted for the network is neither any more.
  for (const name of ["content-length", "content-encoding", "transfer-encoding"]) headers.delete(name);
  const body = status === 204 || status === 304 ? null : hide(await response.text());
  return new Response(body, { status, statusText, headers });
}
