import Snowflake from "lucide-react/icons/snowflake";
import type { ReactNode } from "react";
import style from "./conversation.module.css";

/** To everybody who has to wait while a session is frozen (SPEC C9). */
export const Frozen = ({ children }: { children: ReactNode }) => (
  <p className={style.frozen} role="status">
    <Snowflake aria-hidden />
    {children}
  </p>
);
