import { z } from "zod";
import { parseRequest } from "../wire/request";
import { type KnownTable, knownTables, type StreamAccount } from "./account";

/** Paths of the operations that speak REST. Lambda and EventBridge Pipes have no `X-Amz-Target`. */
const PATHS = {
  "/2015-03-31/event-source-mappings": "ListEventSourceMappings",
  "/v1/pipes": "ListPipes",
} as const;
export type RestOperation = (typeof PATHS)[keyof typeof PATHS];

/** @returns undefined where it is none of these */
export function restOperation(method: string, path: string): RestOperation | undefined {
  const found = Object.entries(PATHS).find(([known]) => known === path.replace(/\/$/, ""));
  return method === "GET" ? found?.[1] : undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
const mappingsRequest = z.strictObject({ EventSourceArn: z.string(), MaxItems: z.string().optional() });
/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
const pipesRequest = z.strictObject({ SourcePrefix: z.string(), Limit: z.string().optional() });

/** All that there is, on one page. @param query the URL's; @param region that the request is signed for */
export function rest(operation: RestOperation, query: URLSearchParams, account: StreamAccount, region: string): Buffer {
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
  }
}
