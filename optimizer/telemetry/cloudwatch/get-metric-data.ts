import { type CloudWatchClient, GetMetricDataCommand, type GetMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import { type MetricDataPage, parsePage } from "./answer";

export interface AnsweredPage extends MetricDataPage {
  /** The endpoint's clock when it answered, UTC epoch seconds; NaN where it did not say. */
  readonly serverEpoch: number;
}

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

const NOTHING = Buffer.from("{}");

/**
 * GetMetricData, with signing, retries and errors by the SDK and the points by `JSON.parse`: the SDK's deserializer makes a date of
 * every timestamp, which takes longer than all else that is done with a point.
 * @throws the SDK's errors, MalformedAnswer
 */
export async function getMetricData(
  client: CloudWatchClient,
  input: GetMetricDataCommandInput,
  { signal, onPart }: { readonly signal: AbortSignal; readonly onPart: () => void },
): Promise<AnsweredPage> {
  let page: AnsweredPage | undefined;
  const command = new GetMetricDataCommand(input);
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (!isHttpAnswer(response) || response.statusCode !== 200) return result;
      page = { ...parsePage(await bytesOf(response.body, onPart)), serverEpoch: Date.parse(response.headers.date ?? "") / 1000 };
      response.body = NOTHING;
      return result;
    },
    { step: "deserialize", priority: "low", name: "trimtabPoints" },
  );
  await client.send(command, { abortSignal: signal });
  if (page === undefined) throw new TypeError("GetMetricData ended without an answer");
  return page;
}

const isHttpAnswer = (response: unknown): response is HttpAnswer =>
  typeof response === "object" && response !== null && "statusCode" in response && "headers" in response && "body" in response;

async function bytesOf(body: unknown, onPart: () => void): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (!isStream(body)) throw new TypeError("an answer's body is a stream of bytes");
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
    onPart();
  }
  return Buffer.concat(chunks);
}

const isStream = (body: unknown): body is AsyncIterable<unknown> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;
