export { readSpot, type SpotOptions, spotSpan, type WantedSpot } from "./read-spot";
