/** What can be done in the studio: by button, by key, and from the palette. */
export type StudioAction = {
  id: string;
  label: string;
  /** As `nameKeys` names it. */
  keys: string;
  /** There is nothing to do it to now. */
  isOff?: boolean;
  run: () => void;
};

/** Those on the floor, by their place in it, have a digit each. */
export const DIGITS = 9;

/** Of the field one writes in: the text view has one too. */
export const STUDIO_MESSAGE_ID = "studio-message";
