import { useTranslation } from "react-i18next";

/** @returns writes a share of 1 in percent, with a decimal where it has one, as the page's language does */
export function usePercent(): (share: number) => string {
  const { i18n } = useTranslation("lab");
  const { format } = new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 });
  return format;
}
