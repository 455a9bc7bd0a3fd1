import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What was asked: members as the API reference names them; of the query protocol all are texts. */
export type Input = Readonly<Record<string, unknown>>;
export type Operations = Readonly<Record<string, (input: Input) => object>>;

/** An error as a service sends it. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message = code,
    readonly status = 400,
  ) {
    super(message);
  }
}
export const denied = () => {
  throw new Refusal("AccessDeniedException", "User is not authorized to perform this action", 403);
};

export interface AccountServer {
  readonly url: string;
  /** Operation and input, in order. */
  readonly calls: { readonly operation: string; readonly input: Input; readonly authorization: string }[];
  readonly close: () => Promise<void>;
}

/** Operations that are spoken in paths rather than by name. */
const PATHS: readonly (readonly [RegExp, string])[] = [
  [/^\/2015-03-31\/event-source-mappings/, "ListEventSourceMappings"],
  [/^\/v1\/pipes/, "ListPipes"],
  [/^\/2015-03-31\/functions\/[^/]+\/versions/, "ListVersionsByFunction"],
];

/** An account on loopback in AWS's own protocols: JSON by target, query with XML, and REST. What it answers is the test's. */
export async function startAccountServer(operations: Operations): Promise<AccountServer> {
  const calls: AccountServer["calls"] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { operation, input, query } = question(request, body);
    calls.push({ operation, input, authorization: String(request.headers.authorization ?? "") });
    try {
      const answer = operations[operation];
      if (answer === undefined) throw new Refusal("UnknownOperationException", `nobody answers ${operation}`);
      const content = answer(input);
      if (query) send(response, 200, "text/xml", `<${operation}Response>${xml(`${operation}Result`, content)}</${operation}Response>`);
      else send(response, 200, "application/x-amz-json-1.1", JSON.stringify(content));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, message, status } = error;
      if (query)
        send(
          response,
          status,
          "text/xml",
          `<ErrorResponse>${xml("Error", { Type: "Sender", Code: code, Message: message })}</ErrorResponse>`,
        );
      else send(response, status, "application/x-amz-json-1.1", JSON.stringify({ __type: code, message }), { "x-amzn-errortype": code });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function question(request: IncomingMessage, body: string): { readonly operation: string; readonly input: Input; readonly query: boolean } {
  const target = String(request.headers["x-amz-target"] ?? "");
  if (target !== "") return { operation: target.split(".").at(-1) ?? "", input: JSON.parse(body || "{}"), query: false };
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const path = PATHS.find(([pattern]) => pattern.test(url.pathname));
  if (path !== undefined) return { operation: path[1], input: Object.fromEntries(url.searchParams), query: false };
  const form = new URLSearchParams(body);
  return { operation: form.get("Action") ?? "", input: Object.fromEntries(form), query: true };
}

const xml = (name: string, value: unknown): string => {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return `<${name}>${value.map((item) => xml("member", item)).join("")}</${name}>`;
  if (typeof value !== "object") return `<${name}>${String(value)}</${name}>`;
  const members = Object.entries(value).map(([key, member]) => xml(key, member));
  return `<${name}>${members.join("")}</${name}>`;
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, status: number, contentType: string, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": contentType, ...headers });
  response.end(body);
}
