import { useTranslation } from "react-i18next";
import { formatExactMoney, formatMoney } from "../../../schema/rules/format-money.ts";

/** A readable amount; exact on hover, and in `value` in nano-dollars. */
export function Money({ nano, className }: { nano: number; className?: string | undefined }) {
  const { i18n } = useTranslation();
  return (
    <data className={className} value={nano} title={formatExactMoney(nano, i18n.language)}>
      {formatMoney(nano, i18n.language)}
    </data>
  );
}
