import type { ReactNode } from "react";
import style from "./parts.module.css";

/** That a file is being made, which may take a while. */
export const Saving = ({ children }: { children: ReactNode }) => (
  <span role="status" className={style.saving}>
    {children} <progress aria-hidden="true" />
  </span>
);
