import { createServer, type IncomingMessage, type Server } from "node:http";

/** What an operation answers, as the API reference names its members. */
export type Answers = Readonly<Record<string, object>>;

/** Element names of lists in AWS's query protocol, where they are not `member`. */
const ELEMENTS: Readonly<Record<string, string>> = {
  DBClusters: "DBCluster",
  DBInstances: "DBInstance",
  GlobalClusterMembers: "GlobalClusterMember",
  GlobalClusters: "GlobalClusterMember",
  NodeGroupMembers: "NodeGroupMember",
  NodeGroups: "NodeGroup",
  ReadReplicaDBInstanceIdentifiers: "ReadReplicaDBInstanceIdentifier",
  ReplicationGroups: "ReplicationGroup",
};

const xml = (name: string, value: unknown): string => {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return `<${name}>${value.map((item) => xml(ELEMENTS[name] ?? "member", item)).join("")}</${name}>`;
  if (value instanceof Date) return `<${name}>${value.toISOString()}</${name}>`;
  if (typeof value !== "object") return `<${name}>${String(value)}</${name}>`;
  return `<${name}>${Object.entries(value)
    .map(([key, member]) => xml(key, member))
    .join("")}</${name}>`;
};

const read = async (request: IncomingMessage): Promise<string> => {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
};

/** An operation that fails. */
export interface Failure {
  readonly failure: string;
}
const isFailure = (answer: object): answer is Failure => "failure" in answer;

/**
 * An account on loopback that answers by AWS's own protocols, query (XML), JSON and REST, with what a test puts in: by operation, in REST
 * by the last part of its path.
 */
export class Wire {
  answers: Answers = {};

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Wire> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const wire = new Wire(server, `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
    server.on("request", async (request, response) => {
      const body = await read(request);
      const target = String(request.headers["x-amz-target"] ?? "");
      const action = new URLSearchParams(body).get("Action");
      if (action === null && target === "") {
        const operation = new URL(String(request.url), wire.url).pathname.split("/").at(-1) ?? "";
        const answer = wire.answers[operation] ?? {};
        response.setHeader("content-type", "application/json");
        if (isFailure(answer)) response.writeHead(404, { "x-amzn-errortype": answer.failure });
        response.end(JSON.stringify(answer));
        return;
      }
      response.setHeader("content-type", action === null ? "application/x-amz-json-1.1" : "text/xml");
      const answered = wire.answers[action ?? target.split(".")[1] ?? ""];
      if (action === null) {
        const failed = answered !== undefined && isFailure(answered);
        if (failed) response.writeHead(400);
        response.end(JSON.stringify(failed ? { __type: answered.failure, message: target } : (answered ?? {})));
      } else if (answered !== undefined && isFailure(answered)) {
        response.writeHead(404);
        response.end(`<ErrorResponse>${xml("Error", { Type: "Sender", Code: answered.failure, Message: action })}</ErrorResponse>`);
      } else response.end(`<${action}Response>${xml(`${action}Result`, wire.answers[action] ?? {})}</${action}Response>`);
    });
    return wire;
  }

  /** What a client of any service is made with. */
  get options() {
    return { endpoint: this.url, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

type WireOptions = Wire["options"] & { readonly maxAttempts?: number };

/**
 * A client of an account on loopback, there for all tests of a file: with answers it has them from then on, without it keeps what it has.
 * @param options beside the wire's own
 */
export function clientOf<C extends { destroy(): void }>(
  Client: new (options: WireOptions) => C,
  options: Partial<WireOptions> = {},
): (answers?: Answers) => C {
  let wire: Wire | undefined;
  let client: C | undefined;
  beforeAll(async () => {
    wire = await Wire.open();
    client = new Client({ ...wire.options, ...options });
  });
  afterAll(() => {
    client?.destroy();
    wire?.close();
  });
  return (answers) => {
    if (wire === undefined || client === undefined) throw new Error("the account is there while tests run");
    if (answers !== undefined) wire.answers = answers;
    return client;
  };
}
