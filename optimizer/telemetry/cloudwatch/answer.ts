import { z } from "zod";

/**
 * An answer that came with status 200 and cannot be what CloudWatch meant to say: cut short, or at odds with the question.
 * The SDK tries again, as after a lost connection.
 */
export class MalformedAnswer extends Error {
  readonly $retryable = { throttling: false } as const;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MalformedAnswer";
  }
}

const list = z.custom<readonly unknown[]>(Array.isArray, "must be a list");
/** A result's points are looked at one by one where they are taken, not here. */
const pageSchema = z.object({
  MetricDataResults: z
    .array(z.object({ Id: z.string(), StatusCode: z.string().default(""), Timestamps: list.default([]), Values: list.default([]) }))
    .default([]),
  NextToken: z.string().nullish(),
});

export interface MetricDataResult {
  readonly id: string;
  readonly status: string;
  /** As many as values. */
  readonly times: readonly unknown[];
  readonly values: readonly unknown[];
}

export interface MetricDataPage {
  readonly results: readonly MetricDataResult[];
  readonly nextToken: string | undefined;
}

/** Reads the body of GetMetricData in AWS JSON 1.0. @throws MalformedAnswer */
export function parsePage(body: Uint8Array): MetricDataPage {
  const parsed = pageSchema.safeParse(json(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MalformedAnswer(`GetMetricData's answer is not as documented: ${issue?.path.join(".")} ${issue?.message}`);
  }
  const { MetricDataResults, NextToken } = parsed.data;
  const results = MetricDataResults.map(({ Id, StatusCode, Timestamps, Values }) => {
    if (Timestamps.length !== Values.length)
      throw new MalformedAnswer(`GetMetricData's answer has ${Timestamps.length} times and ${Values.length} values for ${Id}`);
    return { id: Id, status: StatusCode, times: Timestamps, values: Values };
  });
  return { results, nextToken: NextToken ?? undefined };
}

function json(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8"));
  } catch (cause) {
    throw new MalformedAnswer("GetMetricData's answer is cut short or no JSON", { cause });
  }
}

/** UTC epoch seconds of a timestamp: a number in AWS JSON 1.0, a date and time in other protocols; NaN for anything else. */
export const epochOf = (timestamp: unknown): number => {
  if (typeof timestamp === "number") return timestamp;
  return typeof timestamp === "string" ? Date.parse(timestamp) / 1000 : Number.NaN;
};

/** A value; NaN and infinities come as text, since JSON has none. */
export const numberOf = (value: unknown): number => {
  if (typeof value === "number") return value;
  return typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
};
