import { baseAddress } from "../../state/base-address.ts";
import { showNotice } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";

/** `link` as in read-link.ts; `done` is the text that confirms copying. Where the browser cannot copy, a dialog shows the link to copy by hand. */
export async function copyLink(link: string, done: string): Promise<void> {
  const address = baseAddress() + link;
  if (!(await copyText(address))) return openDialog({ kind: "link", address });
  showNotice({ code: "link-copied", level: "info", text: done });
}

/** Resolves with false where the browser does not let a page copy. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Undefined on plain http, despite its type.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
