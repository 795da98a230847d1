/** Leads to another item of the outcome that is shown. */
export function focusItem(id: string): void {
  const card = [...document.querySelectorAll<HTMLElement>(`[data-item-id="${CSS.escape(id)}"]`)].at(-1);
  card?.scrollIntoView({ block: "center" });
  card?.focus({ preventScroll: true });
}
