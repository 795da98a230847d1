import { useQuery } from "@tanstack/react-query";
import { callBytes } from "../../state/call-api.ts";
import { sessionPath } from "../sessions-api.ts";

/**
 * A picture of a session as an address of its own, null while there is none to fetch. It is fetched as the person who is
 * signed in, which an address alone does not say.
 */
export const usePicture = (sessionId: string, pictureId: string | null) =>
  useQuery({
    queryKey: ["session-picture", sessionId, pictureId],
    enabled: pictureId !== null && sessionId !== "",
    staleTime: Infinity,
    retry: false,
    queryFn: async () => toAddress(await callBytes(sessionPath(sessionId, `/pictures/${pictureId}`))),
  });

/** The server has checked which of the two it is. */
function toAddress(bytes: Uint8Array): Promise<string> {
  const picture = new Blob([new Uint8Array(bytes)], { type: bytes[0] === 0xff ? "image/jpeg" : "image/png" });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.addEventListener("load", () => resolve(String(reader.result)));
  reader.addEventListener("error", () => reject(reader.error ?? new Error("The picture could not be read.")));
  reader.readAsDataURL(picture);
  return promise;
}
