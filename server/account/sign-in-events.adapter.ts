import { keepConnection } from "../database/keep-connection.adapter.ts";

export type SignInEvents = {
  /** Hears the id of each sign-in that ends, in whichever process; answers how to stop hearing. */
  onEnded(listener: (signInId: string) => void): () => void;
  close(): Promise<void>;
};

/** @returns resolves once news are heard */
export async function openSignInEvents(databaseUrl: string): Promise<SignInEvents> {
  const listeners = new Set<(signInId: string) => void>();
  const { close } = await keepConnection(databaseUrl, (client) => {
    client.on("notification", ({ payload = "" }) => listeners.forEach((listener) => listener(payload)));
    return client.query("listen sign_ins_ended");
  });
  return {
    onEnded(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  };
}
