/**
 * A JSON object with a long list, in parts.
 * @param head its other fields, at least one
 */
export async function* writeJson(
  head: object,
  list: { name: string; pages: AsyncIterable<readonly object[]> },
): AsyncGenerator<string> {
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  ${JSON.stringify(list.name)}: [`;
  let before = "\n    ";
  for await (const page of list.pages) {
    if (page.length === 0) continue;
    yield before + page.map((each) => JSON.stringify(each)).join(",\n    ");
    before = ",\n    ";
  }
  yield "\n  ]\n}\n";
}
