import { Document, isMap, isScalar, isSeq, visit } from "yaml";

/** A remark at one key of a file. */
export interface Remark {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

const COLUMNS = 140;
/** Of a list or map as JSON that goes on one line. */
const SHORT = 125;

/** YAML in which each remark stands above its key, and short lists and maps on one line. */
export function commentedYaml(head: string, content: Readonly<Record<string, unknown>>, remarks: readonly Remark[]): string {
  const document = new Document(content);
  document.commentBefore = head;
  for (const { path, text } of remarks) remark(document, path, text);
  visit(document, {
    Collection: (_key, node) => {
      const short = JSON.stringify(node.toJSON()).length < SHORT;
      const isPlain = (isMap(node) || isSeq(node)) && !hasRemark(node);
      if (short && isPlain && depthOf(node.toJSON()) <= 2 && node !== document.contents) node.flow = true;
    },
  });
  return document.toString({ lineWidth: COLUMNS, nullStr: "" });
}

function remark(document: Document, path: Remark["path"], text: string): void {
  const parent = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (!isMap(parent)) throw new RangeError(`${path.join(".")} is no key of the file`);
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === last);
  if (pair === undefined || !isScalar(pair.key)) throw new RangeError(`${path.join(".")} is no key of the file`);
  pair.key.commentBefore = [pair.key.commentBefore, ` ${text}`].filter((line) => line !== undefined && line !== null).join("\n");
}

function hasRemark(node: unknown): boolean {
  let found = false;
  if (!isMap(node) && !isSeq(node)) return found;
  visit(node, {
    Scalar: (_key, { commentBefore }) => {
      if (commentBefore !== undefined && commentBefore !== null) found = true;
    },
  });
  return found;
}

const depthOf = (value: unknown): number =>
  typeof value !== "object" || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));
