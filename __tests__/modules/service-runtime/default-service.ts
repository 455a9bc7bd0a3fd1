import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { createServer, type Socket } from "node:net";
import { join } from "node:path";
import { ROOT } from "../../support/paths";

const SCRIPT = join(ROOT, "modules/service-runtime/assets/default_service.py");
const DEADLINE_MS = 20_000;

/** What stands in for the CloudWatch agent: takes lines on a TCP port of the loopback address. */
class Agent {
  readonly lines: string[] = [];
  readonly arrivals = new EventEmitter();
  private readonly server = createServer((socket) => this.read(socket));
  private readonly sockets = new Set<Socket>();

  async listen(): Promise<number> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("the listener has no port");
    return address.port;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private read(socket: Socket): void {
    this.sockets.add(socket);
    let rest = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      const parts = (rest + text).split("\n");
      rest = parts.pop() ?? "";
      this.lines.push(...parts);
      this.arrivals.emit("lines");
    });
  }
}

/** The default service as it runs on an instance. */
export class DefaultService {
  private constructor(
    private readonly child: ChildProcess,
    private readonly agent: Agent,
    /** The service's own first. */
    readonly ports: readonly number[],
  ) {}

  static async start(environment: {
    readonly deployment: string;
    readonly service: string;
    readonly logGroup: string;
    /** As `MORE_ENDPOINTS` has them. */
    readonly endpoints?: string;
    /** Between two lines that say that it is there. @default 60 */
    readonly heartbeatSeconds?: number;
  }): Promise<DefaultService> {
    const agent = new Agent();
    const agentPort = await agent.listen();
    const child = spawn("python3", [SCRIPT], {
      env: {
        PATH: process.env.PATH,
        PORT: "0",
        DEPLOYMENT: environment.deployment,
        SERVICE: environment.service,
        LOG_GROUP: environment.logGroup,
        ...(environment.endpoints === undefined ? {} : { MORE_ENDPOINTS: environment.endpoints }),
        ...(environment.heartbeatSeconds === undefined ? {} : { HEARTBEAT_SECONDS: String(environment.heartbeatSeconds) }),
        METRICS_ENDPOINT: `127.0.0.1:${agentPort}`,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [greeting] = await once(child.stdout, "data", { signal: AbortSignal.timeout(DEADLINE_MS) });
    const ports = /port ([\d, ]+)/.exec(String(greeting))?.[1];
    if (ports === undefined) throw new Error(`the service said ${String(greeting)}`);
    return new DefaultService(child, agent, ports.split(",").map(Number));
  }

  /** Waits until that many metric lines have come, and takes them. */
  async take(count: number): Promise<readonly string[]> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    while (this.agent.lines.length < count) await once(this.agent.arrivals, "lines", { signal });
    return this.agent.lines.splice(0, count);
  }

  get port(): number {
    const [own] = this.ports;
    if (own === undefined) throw new Error("the service listens nowhere");
    return own;
  }

  request(path: string, init?: RequestInit, port = this.port): Promise<Response> {
    return fetch(`http://127.0.0.1:${port}${path}`, init);
  }

  order(body: unknown): Promise<Response> {
    return this.request("/orders", { method: "POST", body: JSON.stringify(body) });
  }

  async stop(): Promise<void> {
    const gone = once(this.child, "exit");
    this.child.kill();
    await gone;
    this.agent.close();
  }
}
