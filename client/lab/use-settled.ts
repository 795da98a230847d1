import { useEffect, useState } from "react";

/** What is made of a form is not made anew with every letter. */
const SETTLE_MS = 400;

/** @param value must stay the same object while it does not change */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
