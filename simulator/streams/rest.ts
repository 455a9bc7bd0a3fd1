import { z } from "zod";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { CREATED_EPOCH, type KnownTable, knownTables, type StreamAccount } from "./account";

/** Paths of the operations that speak REST. Lambda and EventBridge Pipes have no `X-Amz-Target`. */
const PATHS = {
  ListEventSourceMappings: /^\/2015-03-31\/event-source-mappings\/?$/,
  ListPipes: /^\/v1\/pipes\/?$/,
  ListVersionsByFunction: /^\/2015-03-31\/functions\/([^/]+)\/versions\/?$/,
} as const;

export interface RestCall {
  readonly operation: keyof typeof PATHS;
  /** What the path names, where it names something. */
  readonly subject: string;
}

/** @returns undefined where it is none of these */
export function restCall(method: string, path: string): RestCall | undefined {
  if (method !== "GET") return undefined;
  for (const operation of ["ListEventSourceMappings", "ListPipes", "ListVersionsByFunction"] as const) {
    const match = PATHS[operation].exec(path);
    if (match !== null) return { operation, subject: decodeURIComponent(match[1] ?? "") };
  }
  return undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const mappingsRequest = z.strictObject({ EventSourceArn: z.string(), MaxItems: z.string().optional() });
/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
const pipesRequest = z.strictObject({ SourcePrefix: z.string(), Limit: z.string().optional() });

/** All that there is, on one page. @param query the URL's; @param region that the request is signed for */
export function rest({ operation, subject }: RestCall, query: URLSearchParams, account: StreamAccount, region: string): Buffer {
  const asked = Object.fromEntries(query);
  const of = (tables: (table: KnownTable) => boolean): readonly KnownTable[] =>
    knownTables(account).filter((table) => table.region === region && table.stream !== undefined && tables(table));
  const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account.contract.account}:${rest}`;
  switch (operation) {
    case "ListEventSourceMappings": {
      const { EventSourceArn } = parseRequest(mappingsRequest, asked, "InvalidParameterValueException");
      const mappings = of(({ stream }) => stream?.arn === EventSourceArn).flatMap(({ readers }) =>
        readers.functions.map((name) => ({ EventSourceArn, FunctionArn: arn("lambda", `function:${name}`), State: "Enabled" })),
      );
      return Buffer.from(JSON.stringify({ EventSourceMappings: mappings }));
    }
    case "ListPipes": {
      const { SourcePrefix } = parseRequest(pipesRequest, asked, "ValidationException");
      const pipes = of(({ stream }) => stream?.arn.startsWith(SourcePrefix) === true).flatMap(({ readers, stream }) =>
        readers.pipes.map((Name) => ({ Name, Arn: arn("pipes", `pipe/${Name}`), Source: stream?.arn, CurrentState: "RUNNING" })),
      );
      return Buffer.from(JSON.stringify({ Pipes: pipes }));
    }
    case "ListVersionsByFunction": {
      if (!hasFunction(account, subject, region))
        throw new ServiceError("ResourceNotFoundException", `Function not found: ${subject}`, 404);
      const LastModified = `${new Date(CREATED_EPOCH * 1000).toISOString().slice(0, -1)}+0000`;
      return Buffer.from(JSON.stringify({ Versions: [{ FunctionName: subject, Version: "1", LastModified }] }));
    }
  }
}

const hasFunction = ({ contract: { inventory } }: StreamAccount, name: string, region: string): boolean =>
  Object.values(inventory).some(({ region: home, resources }) =>
    resources.some(({ dimensions, region: there = home }) => dimensions.FunctionName === name && there === region),
  );
