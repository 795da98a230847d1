import { useEffect, useState } from "react";

const CALM_MS = 5000;

/** The value as it is every few seconds: for what screen readers announce. */
export function useCalm<Value>(value: Value): Value {
  const [calm, setCalm] = useState(value);
  useEffect(() => {
    if (calm === value) return;
    const timer = setTimeout(() => setCalm(value), CALM_MS);
    return () => clearTimeout(timer);
  }, [calm, value]);
  return calm;
}
