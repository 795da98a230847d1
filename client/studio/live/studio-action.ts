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

/** Of the field one writes in: the text view has one too. */
export const STUDIO_MESSAGE_ID = "studio-message";
