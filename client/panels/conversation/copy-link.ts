import { baseAddress } from "../../state/base-address.ts";
import { showNotice } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";

/** `link` as of read-link.ts; `done` says that it is copied. Where the browser does not copy, it is shown to be copied by hand. */
export async function copyLink(link: string, done: string): Promise<void> {
  const address = baseAddress() + link;
  if (!(await copyText(address))) return openDialog({ kind: "link", address });
  showNotice({ code: "link-copied", level: "info", text: done });
}

/** False where the browser does not let a page copy. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Not there at all on plain http, whatever its type says.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
