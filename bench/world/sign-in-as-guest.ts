/** @returns an access token */
export async function signInAsGuest(url: string, name: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/guest`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  if (!answer.ok) throw new Error(`the server let no guest in (${answer.status}): ${await answer.text()}`);
  return ((await answer.json()) as { token: string }).token;
}
