import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";

const query = z.object({
  Id: z.string(),
  MetricStat: z.object({
    Metric: z.object({
      Namespace: z.string(),
      MetricName: z.string(),
      Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })),
    }),
    Period: z.number(),
    Stat: z.string(),
  }),
});
const metricData = z.object({
  MetricDataQueries: z.array(query).max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
});
const products = z.object({ ServiceCode: z.string(), Filters: z.array(z.object({ Field: z.string(), Value: z.string() })) });

export type MetricQuery = z.infer<typeof query>;
export type MetricDataRequest = z.infer<typeof metricData>;

interface Series {
  readonly Timestamps: readonly number[];
  readonly Values: readonly number[];
  readonly StatusCode?: string;
}

/** An answer that is no success; `undefined` body and status: never answers. */
export type Fault = { readonly status: number; readonly body: object; readonly headers?: Record<string, string> } | "silent";

export interface AwsServer {
  readonly url: string;
  readonly metricCalls: MetricDataRequest[];
  /** GetMetricData calls that were under way at the same time, at most. */
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
}

export interface Answers {
  readonly series: (query: MetricQuery, startEpoch: number, endEpoch: number, call: number) => Series;
  /** Products by service code, of which those that match all filters are sent. */
  readonly products?: readonly {
    readonly product: { readonly productFamily?: string; readonly attributes: Readonly<Record<string, string>> };
  }[];
  readonly fault?: (target: string, call: number) => Fault | undefined;
  /** Points of all series together on one page. @default 100,800, as AWS */
  readonly pageSize?: number;
  /** How long GetMetricData takes. @default no time */
  readonly answerMs?: number;
}

/** CloudWatch's GetMetricData and the Price List's GetProducts as small as a test needs them: what it answers is the test's. */
export async function startAwsServer(answers: Answers): Promise<AwsServer> {
  const metricCalls: MetricDataRequest[] = [];
  let [underWay, most] = [0, 0];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const target = String(request.headers["x-amz-target"] ?? "");
    const fault = answers.fault?.(target, metricCalls.length);
    if (fault === "silent") return;
    if (fault !== undefined) return send(response, fault.status, fault.body, fault.headers);
    if (target.endsWith("GetProducts")) return send(response, 200, matching(answers, products.parse(body)));
    if (!target.endsWith("GetMetricData")) return send(response, 400, { __type: "UnknownOperationException", message: target });
    const call = metricData.parse(body);
    metricCalls.push(call);
    most = Math.max(most, ++underWay);
    if (answers.answerMs !== undefined) await setTimeout(answers.answerMs);
    underWay--;
    send(response, 200, page(answers, call, metricCalls.length));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    metricCalls,
    mostAtOnce: () => most,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Series by series, as much as a page takes; the rest under a token. */
function page(
  { series, pageSize = 100_800 }: Answers,
  { MetricDataQueries, StartTime, EndTime, NextToken }: MetricDataRequest,
  call: number,
): object {
  const from = Number(NextToken ?? 0);
  let position = 0;
  const results = MetricDataQueries.flatMap((one) => {
    const { Timestamps, Values, StatusCode } = series(one, StartTime, EndTime, call);
    const start = Math.max(0, from - position);
    const end = Math.min(Timestamps.length, from + pageSize - position);
    position += Timestamps.length;
    if (end < start || (start > 0 && end === start)) return [];
    const complete = end === Timestamps.length;
    return [
      {
        Id: one.Id,
        Label: one.MetricStat.Metric.MetricName,
        Timestamps: Timestamps.slice(start, end),
        Values: Values.slice(start, end),
        StatusCode: StatusCode ?? (complete ? "Complete" : "PartialData"),
      },
    ];
  });
  return { MetricDataResults: results, Messages: [], ...(position > from + pageSize && { NextToken: String(from + pageSize) }) };
}

function matching({ products: all = [] }: Answers, { ServiceCode, Filters }: z.infer<typeof products>): object {
  const found = all.filter(({ product }) => {
    const attributes: Record<string, string | undefined> = { ...product.attributes, productFamily: product.productFamily };
    return attributes.servicecode === ServiceCode && Filters.every(({ Field, Value }) => attributes[Field] === Value);
  });
  return { FormatVersion: "aws_v1", PriceList: found.map((product) => JSON.stringify(product)) };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return JSON.parse(Buffer.concat(chunks).toString() || "{}");
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0", ...headers });
  response.end(JSON.stringify(body));
}

/** Sends the SDK to this address with test credentials; what was set before comes back after each test. */
export function useEndpoint(): (url: string, credentials?: Readonly<Record<string, string>>) => void {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });
  return (url, credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" }) => {
    for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/nonexistent",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...credentials,
    });
  };
}
