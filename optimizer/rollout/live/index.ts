export { type LiveAccount, type LiveSettings, liveAccount } from "./account";
export { cloudWatchEvidence } from "./evidence";
