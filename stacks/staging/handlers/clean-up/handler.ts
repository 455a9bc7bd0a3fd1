import { DeleteDBSnapshotCommand, paginateDescribeDBSnapshots, RDSClient } from "@aws-sdk/client-rds";
import * as z from "zod/mini";
import { read, wholeNumber } from "../input";
import { cleanUp } from "./clean-up";

const environment = read(
  "the environment",
  z.object({ DATABASE: z.string().check(z.minLength(1)), OLDER_THAN_DAYS: wholeNumber, KEEP: wholeNumber }),
  process.env,
);
const client = new RDSClient({});

async function* snapshots() {
  const input = { DBInstanceIdentifier: environment.DATABASE, SnapshotType: "manual" };
  for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client }, input)) {
    yield DBSnapshots.flatMap(({ DBSnapshotIdentifier: id, SnapshotCreateTime, Status }) =>
      id === undefined
        ? []
        : [
            {
              id,
              available: Status === "available",
              ...(SnapshotCreateTime === undefined ? {} : { createdMs: SnapshotCreateTime.getTime() }),
            },
          ],
    );
  }
}

/** `{ time }` */
export const handler = (event: unknown) =>
  cleanUp(
    event,
    { olderThanDays: environment.OLDER_THAN_DAYS, keep: environment.KEEP, database: environment.DATABASE },
    {
      snapshots,
      async remove(id) {
        await client.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: id }));
      },
    },
  );
