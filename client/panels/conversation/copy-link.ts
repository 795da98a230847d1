import { baseAddress } from "../../state/base-address.ts";
import { showNotice } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";

/** `link` as of read-link.ts; `done` says that it is copied. Where the browser does not copy, it is shown to be copied by hand. */
export async function copyLink(link: string, done: string): Promise<void> {
  const address = baseAddress() + link;
  try {
    // Not there at all on plain http, whatever its type says.
    await navigator.clipboard.writeText(address);
  } catch {
    return openDialog({ kind: "link", address });
  }
  showNotice({ code: "link-copied", level: "info", text: done });
}
