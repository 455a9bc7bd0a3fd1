const { ceil } = Math;

/** How quickly capacity follows. */
export interface ScalerTiming {
  /** Minutes over the target before capacity is added. */
  readonly scaleOutAfterMinutes: number;
  /** Minutes under nine tenths of the target before capacity is taken away. */
  readonly scaleInAfterMinutes: number;
  /** Minutes until added capacity serves. */
  readonly launchMinutes: number;
}

export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const SCALE_IN_BELOW = 0.9;
const clamp = (value: number, { min, max }: Bounds): number => (value < min ? min : value > max ? max : value);

/** Target tracking, minute by minute: capacity follows `load / target`, late upwards and later downwards. */
export class Scaler {
  private capacity: number;
  private over = 0;
  private under = 0;
  private pending: { readonly capacity: number; readonly inMinutes: number } | undefined;

  /** Starts where it would have settled under `load`. */
  constructor(
    private readonly timing: ScalerTiming,
    load: number,
    target: number,
    bounds: Bounds,
  ) {
    this.capacity = clamp(ceil(load / target), bounds);
  }

  /**
   * @param load what one unit of capacity would carry at utilisation 1, times the units needed
   * @returns capacity in service in this minute
   */
  step(load: number, target: number, bounds: Bounds): number {
    this.capacity = clamp(this.capacity, bounds);
    const utilisation = load / this.capacity;
    this.over = utilisation > target ? this.over + 1 : 0;
    this.under = utilisation < target * SCALE_IN_BELOW ? this.under + 1 : 0;
    const inService = this.capacity;
    if (this.pending !== undefined) {
      const left = this.pending.inMinutes - 1;
      if (left > 0) this.pending = { ...this.pending, inMinutes: left };
      else {
        this.capacity = clamp(this.pending.capacity, bounds);
        this.pending = undefined;
      }
    } else if (this.over >= this.timing.scaleOutAfterMinutes) {
      this.pending = { capacity: ceil(load / target), inMinutes: this.timing.launchMinutes };
    } else if (this.under >= this.timing.scaleInAfterMinutes) {
      this.capacity = clamp(ceil(load / target), bounds);
      this.under = 0;
    }
    return inService;
  }
}

/** A day's recursion starts this long before midnight from its steady state, so that no day needs the one before it. */
export const WARM_UP_MINUTES = 180;
