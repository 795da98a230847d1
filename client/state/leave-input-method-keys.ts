/** `keyCode` of a key that an input method takes: the only sign in Safari, whose last Enter comes after the composition. */
const TAKEN_KEY_CODE = 229;

/**
 * While somebody composes a character, every key belongs to their input method: Enter chooses, arrows and Escape move
 * through its list. Such keys reach nothing on the page but the field itself. One handler covers all fields.
 */
export function leaveInputMethodKeys(page: Window): void {
  page.addEventListener(
    "keydown",
    (event) => {
      if (!event.isComposing && event.keyCode !== TAKEN_KEY_CODE) return;
      event.stopImmediatePropagation();
      // Otherwise a form with one field would be submitted.
      if (event.key === "Enter") event.preventDefault();
    },
    { capture: true },
  );
}
