import { AwsError } from "../../contract";

/** Signing name, and version of the Query protocol where the service speaks it. */
const QUERY_SERVICES = {
  autoscaling: "2011-01-01",
  ec2: "2016-11-15",
  elasticache: "2015-02-02",
  rds: "2014-10-31",
} as const;
type QueryService = keyof typeof QUERY_SERVICES;

/** Gives up on an emulator that does not answer. */
const TIMEOUT_MS = 10_000;
const NOT_FOUND = /NotFound|DoesNotExist|ResourceNotFound|ValidationError/;

/** Asks an emulator on loopback without signing: it routes by the credential scope and checks no signature. */
export class ControlPlane {
  constructor(
    private readonly url: string,
    private readonly region: string,
  ) {}

  /** @returns the answer in XML; undefined where there is no such resource */
  async query(service: QueryService, Action: string, parameters: Readonly<Record<string, string>>): Promise<string | undefined> {
    const body = new URLSearchParams({ Action, Version: QUERY_SERVICES[service], ...parameters }).toString();
    return this.post(service, { "content-type": "application/x-www-form-urlencoded" }, body);
  }

  /** @returns the answer as JSON; undefined where there is no such resource */
  async json(service: string, target: string, parameters: object): Promise<unknown> {
    const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
    const text = await this.post(service, headers, JSON.stringify(parameters));
    return text === undefined ? undefined : JSON.parse(text);
  }

  private async post(service: string, headers: Readonly<Record<string, string>>, body: string): Promise<string | undefined> {
    const scope = `emulator/20200101/${this.region}/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    let response: Response;
    try {
      response = await fetch(this.url, {
        method: "POST",
        headers: { ...headers, authorization },
        body,
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new AwsError(`the control plane at ${this.url} does not answer`, { cause, hint: "start the emulator, or name its URL" });
    }
    const text = await response.text();
    if (response.ok) return text;
    if (NOT_FOUND.test(text)) return undefined;
    throw new AwsError(`the control plane at ${this.url} refused a call to ${service}: ${text.slice(0, 300)}`);
  }
}

/** Texts of all leaf elements of a name; AWS's names and sizes hold nothing that XML escapes. */
export const leaves = (xml: string | undefined, element: string): readonly string[] =>
  [...(xml ?? "").matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, "g"))].map(([, text = ""]) => text);

export const leaf = (xml: string | undefined, element: string): string | undefined => leaves(xml, element)[0];
