import { z } from "zod";

/** What can be wrong with an answer that comes with status 200. */
export const BODY_FAULTS = ["truncated", "cut-json", "partial-data", "series-error"] as const;
export type BodyFault = (typeof BODY_FAULTS)[number];

const resultsSchema = z.looseObject({
  MetricDataResults: z.array(z.looseObject({ Timestamps: z.array(z.unknown()), Values: z.array(z.unknown()), StatusCode: z.string() })),
});

/** A whole answer's bytes as the fault leaves them; `truncated` is cut by the connection instead. */
export function mutilated(fault: Exclude<BodyFault, "truncated">, body: Buffer): Buffer {
  switch (fault) {
    case "cut-json":
      return body.subarray(0, Math.floor(body.length / 2));
    case "partial-data":
      return changed(body, (points) => ({ ...half(points), StatusCode: "PartialData" }));
    case "series-error":
      return changed(body, (points, i) => (i === 0 ? { Timestamps: [], Values: [], StatusCode: "InternalError" } : points));
  }
}

type Result = z.infer<typeof resultsSchema>["MetricDataResults"][number];

const half = ({ Timestamps, Values }: Result): Pick<Result, "Timestamps" | "Values"> => {
  const kept = Math.floor(Timestamps.length / 2);
  return { Timestamps: Timestamps.slice(0, kept), Values: Values.slice(0, kept) };
};

/** Without its token: what is missing has to be asked for again. Answers of other operations stay as they are. */
function changed(body: Buffer, change: (result: Result, index: number) => Partial<Result>): Buffer {
  const parsed = resultsSchema.safeParse(JSON.parse(body.toString("utf8")));
  if (!parsed.success) return body;
  const { NextToken: _dropped, ...rest } = parsed.data;
  return Buffer.from(
    JSON.stringify({ ...rest, MetricDataResults: rest.MetricDataResults.map((each, i) => ({ ...each, ...change(each, i) })) }),
  );
}
