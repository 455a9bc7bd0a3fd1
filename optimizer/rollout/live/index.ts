export { type LiveAccount, type LiveSettings, liveAccount, type Recorded } from "./account";
export { cloudWatchEvidence } from "./evidence";
