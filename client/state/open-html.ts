import { saveFile } from "./save-file.ts";

/** Opens a page that the server writes, ready to be printed; saves it as `name` where the browser opens no window. */
export async function openHtml(name: string, load: () => Promise<string>): Promise<void> {
  // Before anything is waited for: browsers open windows only at a press.
  const page = window.open("", "_blank");
  const html = await load().catch((error: unknown) => {
    page?.close();
    throw error;
  });
  const address = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  if (page) page.location.href = address;
  else saveFile(name, html, "text/html");
}
