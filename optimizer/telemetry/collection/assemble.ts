import { StoreError } from "../../../contract";
import {
  addDropped,
  type Dropped,
  NO_POINTS,
  NOTHING_DROPPED,
  type Points,
  type Reread,
  type SnapshotDraft,
  type TierGrid,
  type TierPeriod,
} from "../snapshot";
import { Agreement } from "./agreement";
import { BaseRows, type RowsByPeriod } from "./base-rows";
import type { Journal } from "./journal";
import type { PartSeries } from "./part";
import type { CollectionPlan } from "./plan";
import { joinPoints, pointsWithin } from "./points";
import { hasLongHistory } from "./stretches";

/** Where a series stands in what the calls bring. */
interface Place {
  readonly request: number;
  readonly position: number;
}

interface Stretch {
  readonly grid: TierGrid;
  readonly points: Points;
}

export interface Assembling {
  readonly plan: CollectionPlan;
  readonly journal: Journal;
  readonly draft: SnapshotDraft;
  /** For each call, that it is stored. */
  readonly reading: readonly Promise<void>[];
  readonly signal: AbortSignal;
}

/**
 * Puts the snapshot's rows together, series by series while later ones are still being read: what was taken over and what the calls
 * brought. Memory holds the parts that the present series stands in, however long the history.
 * @returns what reading the end of the earlier snapshot again has found, if anything
 * @throws what reading failed with, StoreError
 */
export async function assemble({ plan, journal, draft, reading, signal }: Assembling): Promise<Reread | undefined> {
  const { window, series, base } = plan;
  const places = placesOf(plan);
  const parts = new OpenParts(journal, usesOf(places));
  const baseRows = base === undefined ? undefined : await BaseRows.open(base);
  const agreement = base === undefined ? undefined : new Agreement(base.manifest.endEpoch, plan.rereadSeconds);
  try {
    for (const planned of series) {
      const own = places.get(planned.id) ?? [];
      for (const { request } of own) await reading[request];
      signal.throwIfAborted();
      const taken = await takenOver(plan, baseRows, planned.id);
      const fetched = await brought(plan, parts, own, planned.id);
      for (const { grid, points } of taken.stretches.length > 0 ? fetched.stretches : []) {
        agreement?.compare(pointsWithin(taken.rows.get(grid.periodSeconds) ?? NO_POINTS, grid), points);
      }
      const byPeriod = pointsByPeriod([...taken.stretches, ...fetched.stretches]);
      const pointsOf = (grid: TierGrid): Points => pointsWithin(byPeriod(grid.periodSeconds), grid);
      const { longHistory } = window;
      draft.add(
        planned.id,
        window.tiers.map((grid) => ({ periodSeconds: grid.periodSeconds, points: pointsOf(grid) })),
        addDropped(taken.dropped, fetched.dropped),
        longHistory !== undefined && hasLongHistory(planned) ? pointsOf(longHistory) : undefined,
      );
    }
    if (base !== undefined) agreement?.assert(base.directory);
    return agreement?.found;
  } finally {
    baseRows?.close();
  }
}

interface Gathered {
  readonly stretches: readonly Stretch[];
  readonly dropped: Dropped;
}

/** What a snapshot gives to a series; all of its rows too, those that are read again included. */
async function takenOver(
  { base, stretches }: CollectionPlan,
  baseRows: BaseRows | undefined,
  id: string,
): Promise<Gathered & { readonly rows: RowsByPeriod }> {
  const copied = stretches.get(id)?.copied ?? [];
  if (copied.length === 0 || baseRows === undefined) return { stretches: [], dropped: NOTHING_DROPPED, rows: new Map() };
  const rows = await baseRows.take(id);
  return {
    stretches: copied.map((grid) => ({ grid, points: pointsWithin(rows.get(grid.periodSeconds) ?? NO_POINTS, grid) })),
    dropped: base?.series.get(id)?.dropped ?? NOTHING_DROPPED,
    rows,
  };
}

/** What the calls brought of a series. */
async function brought({ requests }: CollectionPlan, parts: OpenParts, places: readonly Place[], id: string): Promise<Gathered> {
  const stretches: Stretch[] = [];
  let dropped: Dropped = NOTHING_DROPPED;
  for (const place of places) {
    const part = await parts.take(place, id);
    const grid = requests[place.request]?.grid;
    if (grid === undefined) throw new RangeError(`there is no call ${place.request}`);
    stretches.push({ grid, points: part.points });
    dropped = addDropped(dropped, part.dropped);
  }
  return { stretches, dropped };
}

/** Stretches of a period one after the other: long history and the tier of the same period come as one. */
function pointsByPeriod(stretches: readonly Stretch[]): (periodSeconds: TierPeriod) => Points {
  const inOrder = [...stretches].sort((a, b) => a.grid.startEpoch - b.grid.startEpoch);
  const joined = new Map<TierPeriod, Points>();
  return (periodSeconds) => {
    const points =
      joined.get(periodSeconds) ??
      joinPoints(inOrder.filter((stretch) => stretch.grid.periodSeconds === periodSeconds).map((stretch) => stretch.points));
    joined.set(periodSeconds, points);
    return points;
  };
}

function placesOf({ requests }: CollectionPlan): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  requests.forEach(({ series }, request) => {
    series.forEach(({ id }, position) => {
      const known = places.get(id);
      if (known === undefined) places.set(id, [{ request, position }]);
      else known.push({ request, position });
    });
  });
  return places;
}

/** How many series still need each call's part. */
function usesOf(places: ReadonlyMap<string, readonly Place[]>): Map<number, number> {
  const uses = new Map<number, number>();
  for (const own of places.values()) for (const { request } of own) uses.set(request, (uses.get(request) ?? 0) + 1);
  return uses;
}

/** Parts in memory: from the first series that stands in them to the last. */
class OpenParts {
  private readonly open = new Map<number, readonly PartSeries[]>();

  constructor(
    private readonly journal: Journal,
    private readonly uses: Map<number, number>,
  ) {}

  async take({ request, position }: Place, id: string): Promise<PartSeries> {
    const part = this.open.get(request) ?? (await this.journal.load(request));
    const series = part?.[position];
    if (part === undefined || series === undefined) {
      throw new StoreError(`what was read of ${id} has been changed on disk since`, { hint: "repeat the command: it is read again" });
    }
    const left = (this.uses.get(request) ?? 1) - 1;
    this.uses.set(request, left);
    if (left > 0) this.open.set(request, part);
    else this.open.delete(request);
    return series;
  }
}
