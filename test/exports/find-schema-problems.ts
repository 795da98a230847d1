/** Checks XML against a schema beside this file: elements in order and number, attributes, types with a pattern. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DOMParser } from "linkedom";

const parse = (text: string) => new DOMParser().parseFromString(text, "text/xml");
const children = (element: Element, name?: string): Element[] =>
  [...element.children].filter((child) => name === undefined || child.localName === name);

/** Each with the path of its element. */
export function findSchemaProblems(xml: string, file: string): string[] {
  const schema = parse(readFileSync(join(import.meta.dirname, file), "utf8")).documentElement as unknown as Element;
  const named = (kind: string, name: string) =>
    children(schema, `xsd:${kind}`).find((one) => one.getAttribute("name") === name);
  const root = parse(xml).documentElement as unknown as Element;
  const declared = named("element", root.localName);
  return declared ? checkType(root, declared.getAttribute("type")!, root.localName) : [`${root.localName}: unknown`];

  function checkType(element: Element, type: string, path: string): string[] {
    const complex = named("complexType", type);
    if (!complex) return checkText(element.textContent ?? "", type, path);
    return [...checkAttributes(element, complex, path), ...checkChildren(element, complex, path)];
  }

  function checkAttributes(element: Element, complex: Element, path: string): string[] {
    const rules = children(complex, "xsd:attribute");
    const unknown = [...element.attributes].filter(
      ({ name }) => name !== "xmlns" && !rules.some((rule) => rule.getAttribute("name") === name),
    );
    return [
      ...unknown.map(({ name }) => `${path}@${name}: unknown`),
      ...rules.flatMap((rule) => {
        const name = rule.getAttribute("name")!;
        const value = element.getAttribute(name);
        if (value !== null) return checkText(value, rule.getAttribute("type")!, `${path}@${name}`);
        return rule.getAttribute("use") === "required" ? [`${path}@${name}: missing`] : [];
      }),
    ];
  }

  function checkText(text: string, type: string, path: string): string[] {
    const pattern =
      type === "xsd:integer"
        ? "-?\\d+"
        : named("simpleType", type)?.querySelector("xsd\\:pattern")?.getAttribute("value");
    return pattern && !new RegExp(`^(?:${pattern})$`).test(text) ? [`${path}: “${text}” is no ${type}`] : [];
  }

  function checkChildren(element: Element, complex: Element, path: string): string[] {
    const [group] = [...children(complex, "xsd:sequence"), ...children(complex, "xsd:choice")];
    const rules = group ? children(group, "xsd:element") : [];
    const isChoice = group?.localName === "xsd:choice";
    const problems: string[] = [];
    let reached = 0;
    for (const child of children(element)) {
      const at = rules.findIndex((rule) => rule.getAttribute("name") === child.localName);
      if (at === -1 || (!isChoice && at < reached)) problems.push(`${path}/${child.localName}: not here`);
      else problems.push(...checkType(child, rules[at]!.getAttribute("type")!, `${path}/${child.localName}`));
      reached = Math.max(reached, at);
    }
    if (isChoice) return children(element).length > 0 ? problems : [...problems, `${path}: empty`];
    for (const rule of rules) {
      const name = rule.getAttribute("name")!;
      const count = children(element, name).length;
      if (count < Number(rule.getAttribute("minOccurs") ?? 1)) problems.push(`${path}/${name}: missing`);
      if (count > 1 && rule.getAttribute("maxOccurs") !== "unbounded") problems.push(`${path}/${name}: twice`);
    }
    return problems;
  }
}
