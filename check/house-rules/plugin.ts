/** Our own lint rules, loaded by .oxlintrc.json: the filename rule and the direction of imports. */
import { findCallEffect, findImportEffect, findMemberEffect } from "./find-effect.ts";
import { findWrongDirection } from "./find-wrong-direction.ts";
import { isBare } from "./is-bare.ts";
import { importedPath, isTest, pathOf } from "./path-of.ts";

/** The part of the ESLint rule interface that is used here. */
interface Node {
  type: string;
  [field: string]: any;
}
interface Scope {
  set: Map<string, { defs: unknown[] }>;
  upper: Scope | null;
}
interface Context {
  filename: string;
  report(finding: { node: Node; message: string }): void;
  sourceCode: { getScope(node: Node): Scope };
}

const noEffectsInBareFiles = {
  create(context: Context) {
    if (!isBare(pathOf(context.filename))) return {};
    const report = (node: Node, effect: string | null) => {
      if (!effect) return;
      const advice =
        "Take it as an argument, or give the file the suffix of its effect (.adapter, .store, .process, …)";
      context.report({ node, message: `A bare file has no effects, and this uses ${effect}. ${advice}.` });
    };
    const isGlobal = (identifier: Node) => {
      for (let scope: Scope | null = context.sourceCode.getScope(identifier); scope; scope = scope.upper) {
        if ((scope.set.get(identifier.name)?.defs.length ?? 0) > 0) return false;
      }
      return true;
    };
    return {
      ImportDeclaration(node: Node) {
        if (node.importKind === "type") return;
        const values = node.specifiers.filter((specifier: Node) => specifier.importKind !== "type");
        const names = values.map(
          (specifier: Node) =>
            specifier.imported?.name ?? (specifier.type === "ImportDefaultSpecifier" ? "default" : "*"),
        );
        if (node.specifiers.length === 0 || names.length > 0) report(node, findImportEffect(node.source.value, names));
      },
      MemberExpression(node: Node) {
        if (node.object.type !== "Identifier" || node.computed || !isGlobal(node.object)) return;
        report(node, findMemberEffect(node.object.name, node.property.name));
      },
      CallExpression(node: Node) {
        if (node.callee.type === "Identifier" && isGlobal(node.callee)) report(node, findCallEffect(node.callee.name));
      },
      NewExpression(node: Node) {
        if (node.callee.name === "Date" && node.arguments.length === 0 && isGlobal(node.callee))
          report(node, "new Date() without an argument");
      },
    };
  },
};

const direction = {
  create(context: Context) {
    const from = pathOf(context.filename);
    const look = (node: Node) => {
      const to = typeof node.source?.value === "string" ? importedPath(from, node.source.value) : null;
      const wrong = to && findWrongDirection(from, to);
      if (wrong) context.report({ node, message: `Wrong direction: ${wrong}.` });
    };
    return {
      ImportDeclaration: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
      ImportExpression: look,
    };
  },
};

/** SPEC A7: elsewhere than in composition roots, which import it, nobody writes its id. */
const noDefaultWorkspace = {
  create(context: Context) {
    const path = pathOf(context.filename);
    if (!/^(server|engine)\//.test(path) || isTest(path)) return {};
    const look = (value: Node | null | undefined) => {
      if (value?.type === "Literal" && value.value === "default")
        context.report({ node: value, message: "Only a composition root knows the default workspace (SPEC A7)." });
    };
    return {
      AssignmentPattern: (node: Node) => node.left.name === "workspaceId" && look(node.right),
      Property: (node: Node) => node.key.name === "workspaceId" && look(node.value),
      CallExpression: (node: Node) => /^(principalOf|scopeOfSystem)$/.test(node.callee.name) && look(node.arguments[0]),
    };
  },
};

export default {
  meta: { name: "house" },
  rules: { direction, "no-default-workspace": noDefaultWorkspace, "no-effects-in-bare-files": noEffectsInBareFiles },
};
